nb () 
{ 
    s=$1;
    l $s "$2";
    k $s Enter;
    l $s "$3";
    l $s "$4";
    k $s Enter;
    l $s "$5";
    k $s Enter;
    sleep 0.3
}
