//! What is wrong with an expression is told with its place and the next step, several things at once.

use super::super::parse;
use super::Form;
use expect_test::{Expect, expect};
use std::fmt::Write;

/// Writes the faults of an expression, each under a line that marks its place.
fn faults(source: &str) -> String {
    let faults = parse(source, &Form).expect_err("it is refused");
    let mut out = format!("{source}\n");
    for fault in faults {
        let before = source[..fault.at.start].chars().count();
        let marked = source[fault.at.clone()].chars().count().max(1);
        let foreign = if fault.foreign { " [XLSForm]" } else { "" };
        let mark = format!("{}{}", " ".repeat(before), "^".repeat(marked));
        writeln!(out, "{mark} {}{foreign}\n    {}", fault.text, fault.hint).expect("a text can be written to");
    }
    out
}

#[track_caller]
fn refused(sources: &[&str], expected: &Expect) {
    expected.assert_eq(&sources.iter().map(|source| faults(source)).collect::<String>());
}

#[test]
fn wrong_signs_and_broken_sentences_are_told_with_their_place() {
    refused(
        &[
            "",
            "${usia} >",
            "${usia} == 1 && ${nilai} <> 2",
            "(${usia} > 1",
            "${usia} > 1)",
            "${usia} > 2,5",
            "${usia} = 1 AND ${nilai} = 2",
            "${usia} 5",
            "${usia",
            "${usia} = 'a",
            "${} > 1",
            "and 1",
            "../usia > 1 or /data/usia[1] = 2",
            "1 # 2",
            "1.2.3 = 1",
            "${usia} > 5 % 2",
            "if(1, )",
        ],
        &expect![[r#"

            ^ the expression is empty
                a value is a question ${key}, a number, 'text' or a function
            ${usia} >
                     ^ a value is missing at the end
                a value is a question ${key}, a number, 'text' or a function
            ${usia} == 1 && ${nilai} <> 2
                    ^^ '==' is no sign of an expression
                write =
                         ^^ '&&' is no sign of an expression
                write and
                                     ^^ '<>' is no sign of an expression
                write !=
            (${usia} > 1
            ^ '(' is not closed
                add ) where it ends
            ${usia} > 1)
                       ^ ')' closes nothing
                take it out, or open it before
            ${usia} > 2,5
                       ^ ',' stands outside a function
                a decimal is written with a point: 2.5
            ${usia} = 1 AND ${nilai} = 2
                        ^^^ 'AND' does not follow from what is before it
                write it in small letters: and
            ${usia} 5
                    ^ '5' does not follow from what is before it
                put and, or, =, +, … between two values, and quotes around text
            ${usia
            ^^^^^^ a question's key is not closed
                end it with }
            ${usia} = 'a
                      ^^ a text is not closed
                close it with the same quote; a text that holds one kind of quote is put in the other
            ${} > 1
            ^^^ '${}' names no question
                write ${key}, with the question's key
            and 1
                ^ '1' does not follow from what is before it
                put and, or, =, +, … between two values, and quotes around text
            ../usia > 1 or /data/usia[1] = 2
            ^^ '..' is a path [XLSForm]
                name a question as ${key}: forms without repeats need no paths; a division is written div
              ^ '/' is no sign of an expression [XLSForm]
                name a question as ${key}: forms without repeats need no paths; a division is written div
                           ^ '/' is no sign of an expression [XLSForm]
                name a question as ${key}: forms without repeats need no paths; a division is written div
                                ^ '/' is no sign of an expression [XLSForm]
                name a question as ${key}: forms without repeats need no paths; a division is written div
                                     ^ '[' is no sign of an expression [XLSForm]
                name a question as ${key}: forms without repeats need no paths; a division is written div
                                       ^ ']' is no sign of an expression [XLSForm]
                name a question as ${key}: forms without repeats need no paths; a division is written div
            1 # 2
              ^ '#' is no sign of an expression
                leave it out, or put text in quotes
            1.2.3 = 1
            ^^^^^ '1.2.3' is not a number
                numbers have at most 15 digits on either side of one decimal point
            ${usia} > 5 % 2
                        ^ '%' is no sign of an expression
                write mod for the rest of a division
            if(1, )
                  ^ a value is missing before ')'
                a value is a question ${key}, a number, 'text' or a function
        "#]],
    );
}

#[test]
fn unknown_names_and_wrong_types_are_told_in_one_go() {
    refused(
        &[
            "${umur} > 17 and ${usai} > 17 and selected(${ragam}, 'fisk')",
            "${nama} > 5",
            "${nama} = 5",
            "${usia} = 'tua'",
            "${kelamin} = 'X'",
            "${nilai} = 5",
            "${layanan} = 'x'",
            "selected(${usia}, 1)",
            "selected(${ragam})",
            "${lahir} > 5",
            "${lahir} = '31-12-2024'",
            "${ragam} = 3 or ${ragam} > 1",
            "${ragam} + 1",
            "${lahir} * 2 + ${jam}",
            "${usia} and ${nama} or ${kelamin}",
        ],
        &expect![[r#"
            ${umur} > 17 and ${usai} > 17 and selected(${ragam}, 'fisk')
            ^^^^^^^ there is no question 'umur'
                write the key of a question of this form
                             ^^^^^^^ there is no question 'usai'
                did you mean ${usia}?
                                                                 ^^^^^^ 'fisk' is no choice of ${ragam}
                did you mean 'fisik'?
            ${nama} > 5
            ^^^^^^^^^^^ these are not compared: ${nama} is a text, 5 is a number
                write number(${nama})
            ${nama} = 5
            ^^^^^^^^^^^ these are not compared: ${nama} is a text, 5 is a number
                write number(${nama})
            ${usia} = 'tua'
                      ^^^^^ a number is needed, and 'tua' is a text
                write a number without quotes
            ${kelamin} = 'X'
                         ^^^ 'X' is no choice of ${kelamin}
                its choices are L, P
            ${nilai} = 5
                       ^ '5' is no choice of ${nilai}
                its choices are 1, 2, 3, 4
            ${layanan} = 'x'
                         ^^^ 'x' is no code of a choice of ${layanan}
                its choices are the survey's own: write a code
            selected(${usia}, 1)
                     ^^^^^^^ ${usia} has no choices: it is a number
                compare it: ${usia} = …, or name a question with choices
            selected(${ragam})
            ^^^^^^^^ selected takes 2 arguments, and 1 stands here
                write selected(question, choice)
            ${lahir} > 5
            ^^^^^^^^^^^^ these are not compared: ${lahir} is a date, 5 is a number
                a date is compared with a date: '2024-09-30', today() - 30
            ${lahir} = '31-12-2024'
                       ^^^^^^^^^^^^ '31-12-2024' is no day of the calendar
                write it as '2024-09-30'
            ${ragam} = 3 or ${ragam} > 1
                            ^^^^^^^^ '>' does not order this: ${ragam} is a set of choices
                numbers, dates, times and codes are ordered; for a text of digits write number(…)
            ${ragam} + 1
            ^^^^^^^^ a number is needed, and ${ragam} is a set of choices
                write count-selected(${ragam})
            ${lahir} * 2 + ${jam}
            ^^^^^^^^ a number is needed, and ${lahir} is a date
                write decimal-date-time(${lahir}) for its days, or subtract two dates
            ${usia} and ${nama} or ${kelamin}
            ^^^^^^^ a condition is needed, and ${usia} is a number
                compare it: ${usia} > 0
                        ^^^^^^^ a condition is needed, and ${nama} is a text
                compare it: ${nama} != ''
                                   ^^^^^^^^^^ a condition is needed, and ${kelamin} is a choice
                ask for a choice: selected(${kelamin}, '…')
        "#]],
    );
}

#[test]
fn wrong_functions_and_patterns_are_told_with_what_to_write() {
    refused(
        &[
            "if(${usia} > 1, ${lahir}, ${usia})",
            "regex(., '[')",
            "regex(${nama}, '(?=a)b')",
            "regex(${nama}, ${nama})",
            "regex(${nama}, 'a)(b')",
            "selectd(${ragam}, 'fisik') or usia > 3 or true",
            "now() > 1 or once(1) = 1",
            "format-date(${lahir}, '%b %Y')",
            "true(1) or not()",
            "bagus",
        ],
        &expect![[r#"
            if(${usia} > 1, ${lahir}, ${usia})
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the results are not of one type: ${lahir} is a date, ${usia} is a number
                write both as text with string(…), or ask for the same type
            regex(., '[')
                     ^^^ the pattern is not understood: found unclosed character class
                the pattern must fit the whole text; it knows no look-around and no back-references
            regex(${nama}, '(?=a)b')
                           ^^^^^^^^ the pattern is not understood: look-around is not supported [XLSForm]
                the pattern must fit the whole text; it knows no look-around and no back-references
            regex(${nama}, ${nama})
                           ^^^^^^^ the pattern of regex must stand there in quotes
                write regex(text, 'pattern')
            regex(${nama}, 'a)(b')
                           ^^^^^^ the pattern is not understood: found closing ')' without matching '('
                the pattern must fit the whole text; it knows no look-around and no back-references
            selectd(${ragam}, 'fisik') or usia > 3 or true
            ^^^^^^^ there is no function selectd(…)
                did you mean selected(…)?
                                          ^^^^ 'usia' stands alone and means nothing here [XLSForm]
                write ${usia}
                                                      ^^^^ 'true' stands alone and means nothing here
                write true()
            now() > 1 or once(1) = 1
            ^^^ the function now(…) is not taken [XLSForm]
                today() gives the day of the interview
                         ^^^^ the function once(…) is not taken [XLSForm]
                what is calculated follows from the answers alone, whenever it is worked out
            format-date(${lahir}, '%b %Y')
                                  ^^^^^^^ '%b' is no part of a date that format-date writes [XLSForm]
                write %Y, %y, %m, %n, %d or %e
            true(1) or not()
            ^^^^ true takes 0 arguments, and 1 stands here
                write true()
                       ^^^ not takes 1 argument, and 0 stand here
                write not(condition)
            bagus
            ^^^^^ 'bagus' stands alone and means nothing here [XLSForm]
                put a text in quotes: 'bagus'
        "#]],
    );
}
