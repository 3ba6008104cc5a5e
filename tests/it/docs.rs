//! Pages that the program writes about itself; `UPDATE_EXPECT=1 cargo test --test it docs` writes them again.

use cacah::survey::expr::FUNCTIONS;
use cacah::survey::form_file;
use cacah::tui::keys;
use cacah::words::{Lang, Words};
use expect_test::expect_file;
use std::fmt::Write;

#[test]
fn the_key_pages_are_what_the_key_table_says() {
    expect_file!["../../docs/keys.md"].assert_eq(&keys::document(Words(Lang::En)));
    expect_file!["../../docs/tombol.md"].assert_eq(&keys::document(Words(Lang::Id)));
}

#[test]
fn the_page_of_formats_is_what_the_table_says() {
    expect_file!["../../docs/formats.md"].assert_eq(&cacah::exchange::formats_page());
}

#[test]
fn the_page_of_form_files_has_an_example_that_reads_and_the_functions_that_there_are() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/form.md")).expect("reads");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("has an example");
    let form = match form_file::parse(example) {
        Ok(form) => form,
        Err(complaints) => panic!("{}", complaints.iter().map(|complaint| complaint.excerpt(example)).collect::<String>()),
    };
    for kind in form_file::KINDS {
        assert!(form.questions.iter().any(|question| question.kind.word() == kind), "the example has no question of kind '{kind}'");
    }
    assert_eq!(form_file::parse(&form_file::write(&form)).as_ref(), Ok(&form));
    let (head, rest) = page.split_once("<!-- functions: written by the program -->\n").expect("has a place for them");
    let (_, end) = rest.split_once("<!-- /functions -->").expect("it ends");
    let mut functions = "| function | gives |\n|---|---|\n".to_owned();
    for function in &FUNCTIONS {
        writeln!(functions, "| `{}({})` | {} |", function.name, function.arguments, function.help).expect("a text can be written to");
    }
    let written = format!("{head}<!-- functions: written by the program -->\n{functions}<!-- /functions -->{end}");
    expect_file!["../../docs/form.md"].assert_eq(&written);
}
