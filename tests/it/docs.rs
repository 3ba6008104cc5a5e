//! Pages that the program writes about itself; `UPDATE_EXPECT=1 cargo test --test it docs` writes them again.

use cacah::tui::keys;
use cacah::words::{Lang, Words};
use expect_test::expect_file;

#[test]
fn the_key_pages_are_what_the_key_table_says() {
    expect_file!["../../docs/keys.md"].assert_eq(&keys::document(Words(Lang::En)));
    expect_file!["../../docs/tombol.md"].assert_eq(&keys::document(Words(Lang::Id)));
}

#[test]
fn the_page_of_formats_is_what_the_table_says() {
    expect_file!["../../docs/formats.md"].assert_eq(&cacah::exchange::formats_page());
}
