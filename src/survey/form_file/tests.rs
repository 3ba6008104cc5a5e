//! What is said of form files that can't be used: whole complaints, with their places.

use super::*;
use expect_test::{Expect, expect};

fn told(source: &str) -> String {
    let complaints = parse(source).expect_err("the form is refused");
    complaints.iter().map(|complaint| complaint.excerpt(source)).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn complaints(source: &str, expected: &Expect) {
    expected.assert_eq(&told(source));
}

/// A file with a fault of each kind.
const BAD: &str = r#"key = "f"
title = "F"
colour = 1
[[section]]
key = "s"
label = { id = "S" }
[[section.question]]
key = "Usia"
label = "U"
kind = "number"
min = 5
max = 1
[[section.question]]
key = "a"
labell = "A"
kind = "choice"
choices = [{ code = 1, label = "x", keys = "1" }, { code = 1, label = "y", keys = "1" }, { label = "é", keys = "-" }]
when = { nowhere = [1] }
[[section.question]]
key = "a"
label = "A"
kind = "rating"
default = 1
sticky = true
choices = [{ code = 1, label = "x", specify = "b" }]
[[section.question]]
key = "interview"
label = "B"
kind = "colour"
min = "x"
missing = ["blank", "lost"]
[[index]]
key = "i"
label = "I"
questions = ["a", "a", "nowhere"]
weights = [1, 2]
scale = [4, 1]
"#;

#[test]
fn every_complaint_comes_with_its_place_and_a_hint_in_one_go() {
    complaints(
        BAD,
        &expect![[r#"
            line 3, column 1: 'colour' is no field here
            3 | colour = 1
              | ^^^^^^
              = What can stand here: key, version, title, remark, lists, section, doubt, index.

            line 6, column 9: 'en' is missing here
            6 | label = { id = "S" }
              |         ^^^^^^^^^^^^

            line 8, column 8: 'Usia' can't be a key
            8 | key = "Usia"
              |        ^^^^
              = Write a-z, 0-9 and _, begin with a letter, and use at most 40 characters.

            line 11, column 7: question 'Usia': the range 5 to 1 holds no number
            11 | min = 5
               |       ^
               = Write the smaller number first.

            line 13, column 1: 'label' is missing here
            13 | [[section.question]]
               | ^^^^^^^^^^^^^^^^^^^^

            line 15, column 1: 'labell' is no field here
            15 | labell = "A"
               | ^^^^^^
               = Did you mean 'label'?

            line 17, column 60: question 'a' has code 1 twice
            17 | choices = [{ code = 1, label = "x", keys = "1" }, { code = 1, label = "y", keys = "1" }, { label = "é", keys = "-" }]
               |                                                            ^
               = Give each choice a code of its own.

            line 17, column 84: question 'a': key '1' answers two choices
            17 | choices = [{ code = 1, label = "x", keys = "1" }, { code = 1, label = "y", keys = "1" }, { label = "é", keys = "-" }]
               |                                                                                    ^
               = Write keys for each choice, none of them twice.

            line 17, column 90: 'code' is missing here
            17 | choices = [{ code = 1, label = "x", keys = "1" }, { code = 1, label = "y", keys = "1" }, { label = "é", keys = "-" }]
               |                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^

            line 17, column 113: question 'a': key '-' can't answer code 0
            17 | choices = [{ code = 1, label = "x", keys = "1" }, { code = 1, label = "y", keys = "1" }, { label = "é", keys = "-" }]
               |                                                                                                                 ^
               = The keys . - " ? and space mean something on every question; letters are small.

            line 18, column 10: there is no question 'nowhere'
            18 | when = { nowhere = [1] }
               |          ^^^^^^^
               = Write the key of a question of this form.

            line 20, column 8: key 'a' is taken
            20 | key = "a"
               |        ^
               = Give each question a key of its own.

            line 23, column 11: a question of kind 'rating' takes no default
            23 | default = 1
               |           ^
               = A rating is never preset: each respondent gives their own.

            line 24, column 10: question 'a' is rated and can't be sticky
            24 | sticky = true
               |          ^^^^
               = A rating is never preset and never carried: each respondent gives their own.

            line 25, column 48: 'b' is no text question after this one
            25 | choices = [{ code = 1, label = "x", specify = "b" }]
               |                                                ^
               = Name a question of kind "text" that stands after this one; it is asked only where the choice is made.

            line 27, column 8: key 'interview' is taken
            27 | key = "interview"
               |        ^^^^^^^^^
               = Give each question a key of its own.

            line 29, column 9: 'colour' is no kind of question
            29 | kind = "colour"
               |         ^^^^^^
               = Write one of choice, several, rating, yes_no, service, number, decimal, text, long_text, date, time, calculated, note.

            line 30, column 7: this is a text, not a number of at most 15 digits
            30 | min = "x"
               |       ^^^

            line 31, column 22: 'lost' is no reason
            31 | missing = ["blank", "lost"]
               |                      ^^^^
               = Write some of blank, unreadable, two_marks, refused, not_applicable.

            line 35, column 20: index 'i' counts 'a' twice
            35 | questions = ["a", "a", "nowhere"]
               |                    ^

            line 35, column 25: index 'i' names 'nowhere', which is no question with choices
            35 | questions = ["a", "a", "nowhere"]
               |                         ^^^^^^^

            line 36, column 11: 2 weights stand for 3 questions
            36 | weights = [1, 2]
               |           ^^^^^^
               = Write one weight for each question, or leave them out for equal ones.

            line 37, column 9: the scale 4 to 1 has no steps
            37 | scale = [4, 1]
               |         ^^^^^^
               = Write the lowest and the highest code.
        "#]],
    );
}

#[test]
fn text_that_is_not_toml_is_refused_with_all_its_places() {
    complaints(
        "key = \"f\"\ntitle = \n[[section]\nkey = 'x'\n",
        &expect![[r#"
        line 2, column 9: string values must be quoted, expected literal string
        2 | title = 
          |         ^

        line 3, column 11: unclosed array table, expected `]`
        3 | [[section]
          |           ^

        line 4, column 1: duplicate key
        4 | key = 'x'
          | ^^^
    "#]],
    );
}

#[test]
fn what_a_kind_has_no_use_for_is_refused() {
    complaints(
        r#"key = "f"
title = "F"
[[section]]
key = "s"
label = "S"
[[section.question]]
key = "a"
label = "A"
kind = "text"
min = 1
choices = [{ code = 1, label = "x" }]
[[section.question]]
key = "b"
label = "B"
kind = "calculated"
[[section.question]]
key = "c"
label = "C"
kind = "several"
choices = [{ code = 0, label = "x" }, { code = 63, label = "y" }]
[[section.question]]
key = "d"
label = "D"
kind = "yes_no"
choices = [{ code = 1, label = "x" }, { code = 2, label = "y" }]
default = 7
"#,
        &expect![[r#"
            line 10, column 7: question 'a' is of kind 'text', which has no 'min'
            10 | min = 1
               |       ^

            line 11, column 21: question 'a' is of kind 'text', which has no 'choices'
            11 | choices = [{ code = 1, label = "x" }]
               |                     ^

            line 15, column 9: question 'b' is calculated from nothing
            15 | kind = "calculated"
               |         ^^^^^^^^^^
               = Add calculate = "…" with the expression that gives its value.

            line 20, column 21: code 0 can't stand where several can be chosen
            20 | choices = [{ code = 0, label = "x" }, { code = 63, label = "y" }]
               |                     ^
               = Number these choices 1 to 62; the number never changes its meaning.

            line 20, column 48: code 63 can't stand where several can be chosen
            20 | choices = [{ code = 0, label = "x" }, { code = 63, label = "y" }]
               |                                                ^^
               = Number these choices 1 to 62; the number never changes its meaning.

            line 24, column 9: question 'd' needs the codes 1 for yes and 0 for no
            24 | kind = "yes_no"
               |         ^^^^^^
               = Leave 'choices' out for Ya and Tidak, or use kind = "choice".

            line 26, column 11: '7' is no answer to this question
            26 | default = 7
               |           ^
               = Write a code of the question, a number in its range, a day as 2024-09-30 or a time as 08:30.
        "#]],
    );
}

#[test]
fn what_follows_from_an_unknown_kind_is_not_complained_about() {
    complaints(
        r#"key = "f"
title = "F"
[[section]]
key = "s"
label = "S"
[[section.question]]
key = "a"
label = "A"
kind = "colour"
min = 1
constraint = ". > 2"
[[section.question]]
key = "b"
label = "B"
kind = "number"
relevant = "${a} > 3 and ${c} = 1"
[[index]]
key = "i"
label = "I"
questions = ["a"]
scale = [1, 4]
"#,
        &expect![[r#"
            line 9, column 9: 'colour' is no kind of question
            9 | kind = "colour"
              |         ^^^^^^
              = Write one of choice, several, rating, yes_no, service, number, decimal, text, long_text, date, time, calculated, note.

            line 16, column 26: there is no question 'c'
            16 | relevant = "${a} > 3 and ${c} = 1"
               |                          ^^^^
               = Write the key of a question of this form.
        "#]],
    );
}
