//! `docs/formats.md`, written from the table of formats and what the writers keep to.

use super::{ABOUT_KEYS, BESIDE, FORMATS, Format, Values};
use crate::words::{Lang, Words};
use std::fmt::Write;

const HEAD: &str = "# Export formats

<!-- Written by the program from its table of formats: `UPDATE_EXPECT=1 cargo test --test it docs`. -->

`cacah export --format NAME` and the export screen (`x` on the list of surveys) write these. Every format can go to a file or, with
`--out -`, to the standard output.

";

const COLUMNS: &str = "
## Columns of a table

CSV, XLSX and JSON Lines have the same columns. A row is an interview (`--shape wide`) or an answer (`--shape long`).

| column | holds |
|---|---|
| `form_number`, `status`, `date`, `time_band`, `location`, `batch`, `surveyor` | what is known of the interview; status by its code: `draft`, `complete`, `returned`, `approved`, `void` |
| `started`, `completed` | when keying began and was completed, with the offset from UTC |
| `keyed_seconds`, `keys`, `corrections`, `open_problems` | what keying cost, and what is still in doubt |
| a question's key | its answer: the code, with `--values labels` the label; with `both`, `KEY_label` follows. One that does not apply is empty |
| `KEY_1`, `KEY_2` … | of a question with several answers, each choice by its code: 1 chosen, 0 not. With `--values labels` one column, the labels joined with `; `, in JSON Lines as a list; that none was chosen is then empty too |
| `KEY_missing` | why there is no answer: `blank`, `unreadable`, `two_marks`, `refused`, `not_applicable`, `not_in_source`; empty where there is one |
| `notes` | what surveyors noted beside questions |

Long: `form_number`, `status`, `date`, `location`, `surveyor`, `question`, `value`, `missing`, with `question_label` and `value_label` where labels
are asked for; a question that does not apply has no row, one with several answers has a row for each. A name that is taken gets a number behind it: `date_2`.
";

const RETURNS: &str = "
What is imported again (`cacah import`, `i` on the list of surveys) gives the same interviews, texts to the letter; of SPSS, without blanks at the
end of a text. The scripts are for the programs that they are named after: export another format beside them for the way back, or hand over
the database itself (`cacah bundle`, `cacah merge`), which carries its history too. An archive holds such a database: see [below](#an-archive).
";

const ARCHIVE: &str = "
## An archive

`cacah archive --out FILE.zip` packs a database of the survey alone, its questionnaire, exports, codebook and report, with a page that explains each file.
It comes back without any other tool than one for ZIP: take the `.db` file out, and either open it as it is (`cacah --db FILE.db`), put it in the place of a
database (`cacah restore FILE.db`), or take its survey into a database with others (`cacah merge FILE.db`).
";

const DETAILS: &str = "
## What happens to what does not fit

| what | CSV | XLSX | JSON Lines |
|---|---|---|---|
| a text that a spreadsheet would run (`=` `+` `-` `@`, tab, CR first) | an apostrophe in front, and in front of an apostrophe too: take one off and the text is as it was | stands as text and does not run | as it is |
| a number of more than 15 digits | as it is | stands as text, every digit kept | as it is |
| a text of more than 32,767 signs | as it is | the cell has the beginning and ends in `[…]`; the sheet of long texts has the whole, in parts, by row and column; such a row is refused when it is imported | as it is |
| control signs, CR | as they are | as the standard has them: `_x000D_` | escaped |
| more than 1,048,575 rows | as they are | refused before anything is written; CSV has no such limit | as they are |
";

const STATISTICS: &str = "
## Files for statistics

SPSS, Stata and the scripts have the variables of the wide table by codes, with labels for variables and codes, and the level: nominal, ordinal
for ratings, scale for numbers. Status stands as 1 draft, 2 complete, 3 returned, 4 approved, 5 void. A name that a program keeps for itself
(`to`) or that is longer than 32 signs is cut or gets a number behind it.

| what | SPSS (`.sav`) | Stata (`.dta`) | scripts (`.zip`) |
|---|---|---|---|
| why there is no answer | a user-missing value in the variable itself: -91 blank, -92 unreadable, -93 two marks, -94 refused, -95 not applicable, -96 not in the source of an import; where such a number can be an answer, -991 and so on; a text has `KEY_missing` beside it | `.a` blank, `.b` unreadable, `.c` two marks, `.d` refused, `.e` not applicable, `.f` not in the source of an import; a text has `KEY_missing` | as in SPSS |
| a question that does not apply | system-missing | `.` | empty |
| several answers | a variable a choice, and a multiple-response set `$KEY` | a variable a choice | as in SPSS |
| a number of more than 15 digits | text, and why there is none as its word | the same | the same |
| a long text | up to 32,767 bytes in one string; the rest in `KEY@2` and so on. Blanks at the end are lost, as SPSS pads | up to 244 bytes in the row, longer ones as `strL` | a line break stands as `⏎`: SPSS takes each line for a case. Nothing is put in front of `=`: open it with its scripts, not in a spreadsheet |
| days, times | dates and times | `%td`, `%tc` | dates and times |
| what the file is | its documents (`DISPLAY DOCUMENTS`) | its notes (`notes`) | comments at the head of each script |
| labels | of a variable 252 bytes, of a code 120 | of a variable 80 letters | as SPSS, as Stata |

`.sav` is a packed system file in UTF-8 (SPSS 16 and later, PSPP), `.dta` is version 118 (Stata 14 and later). The scripts read the CSV in the
same folder: `.sps`, `.do`, `.R` (with the package haven, else with the same attributes), `.py` (with pandas: `read()`, `labelled()`).

SQLite: table `interviews` (the wide table by codes), `variables`, `codes`, `about`, and the view `labels`.
DDI and codebooks count what stands in each variable, without any interview.
Parquet is left out: the library that writes it would take a third of the build.
";

const ANONYMOUS: &str = "
## Anonymised

`--anonymous`, in every format. The interviews are read twice: first it is counted who could be told from others, then they are written.

- Left out: what was written in words, notes, surveyors, batches, time bands, times and effort of keying, days and times as answers, and what
  is worked out from other answers.
- Form numbers are replaced by running numbers, and the rows stand in an order drawn by chance. Days stand as the first of their month.
- Taken to tell who somebody is, together: month, location, service, and the profile: questions in sections without ratings (in a form without
  ratings, its first section), and wherever they stand those whose key says sex, age, education, occupation, religion, disability or a place.
- Of each of these, numbers stand in bands of ten or more, and values that fewer than five interviews have are merged: with their neighbours
  where there is an order, else as `small groups together`. Why an answer is missing is not told there.
- Where a combination of them still stands for fewer than five interviews, one after the other is `not told` in those: the month first, then
  the profile from its end, location and service last. So everything told stands for five interviews at least (k = 5).
- What was done, with numbers, stands beside the file, inside where the format can, and is printed. Fewer than five interviews are refused.

Ratings and other answers stay as they are: who knows somebody's ratings may find the row. Publish sums where that matters.
";

const BESIDE_TEXT: &str = "
## What stands beside a file

A file is written under another name and takes its own when it is whole: an export that was cancelled, ran out of disk or was killed leaves the old file
as it was. What a killed program left (`.NAME.cacah-….part`) goes with the next export into the folder, an hour later at the earliest.

";

/// Writes the page.
#[must_use]
pub fn formats_page() -> String {
    let w = Words(Lang::En);
    let mut text = HEAD.to_owned();
    text.push_str("| format | name | ending | carries | choices | imported again |\n|---|---|---|---|---|---|\n");
    for format in &FORMATS {
        // Writing to a String can't fail, here and below.
        let _ = writeln!(
            text,
            "| {} | `{}` | `.{}` | {} | {} | {} |",
            (format.title)(w),
            format.name,
            format.extension,
            (format.carries)(w),
            choices(format),
            if format.returns { "yes" } else { "" }
        );
    }
    text.push_str(RETURNS);
    text.push_str(COLUMNS);
    text.push_str(DETAILS);
    text.push_str(STATISTICS);
    text.push_str(ANONYMOUS);
    text.push_str(ARCHIVE);
    text.push_str(BESIDE_TEXT);
    let _ = writeln!(
        text,
        "Beside `FILE` stands `FILE{BESIDE}`, which says what it is; all formats but CSV and JSON Lines say the same inside, but for the sums. Carry both together.\n\
         `cacah export --verify FILE` checks the file against it, needs no database, and says which bytes differ, in CSV and JSON Lines which lines too.\n\n\
         | key | meaning |\n|---|---|"
    );
    for (key, meaning) in ABOUT_KEYS {
        let _ = writeln!(text, "| `{key}` | {meaning} |");
    }
    text
}

fn choices(format: &Format) -> String {
    let takes = format.takes;
    let mut choices = Vec::new();
    if let Some(usual) = takes.values.first() {
        let rest: Vec<&str> = takes.values.iter().skip(1).copied().map(Values::name).collect();
        choices.push(format!("`--values` {} unless said, or {}", usual.name(), rest.join(", ")));
    }
    if takes.shapes.len() > 1 {
        choices.push("`--shape`".to_owned());
    }
    if takes.dialect {
        choices.push("`--dialect`".to_owned());
    }
    choices.join("; ")
}
