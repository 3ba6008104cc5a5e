//! The message catalogue: every word a person reads on a screen, Indonesian and English side by side; knows only the trade.

mod archive;
mod backup;
mod batch;
pub mod complaints;
mod completeness;
mod entry;
mod errors;
mod export;
mod formats;
mod forms;
mod general;
mod import;
mod index;
mod io;
mod keys;
mod list;
mod lock;
mod merge;
mod operators;
mod people;
mod quality;
mod report;
mod report_screen;
mod review;
mod saran;
mod setup;
mod trail;
mod verification;
mod versions;
mod workbook;
mod xlsform;

pub use crate::survey::lang::Lang;

/// The catalogue opened at one language; each message is a method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Lang);

/// One catalogue row: the message's name, its Indonesian and its English text.
pub type Row = (&'static str, &'static str, &'static str);

/// Turns rows `name(arguments) = "Indonesian" | "English";` into methods of [`Words`] and a table for the tests.
/// A message without one of the languages does not compile.
macro_rules! words {
    ($($name:ident $(($($arg:ident),+))? = $id:literal | $en:literal;)+) => {
        impl $crate::words::Words {
            $($crate::words::words!(@one $name $(($($arg),+))? $id $en);)+
        }
        pub(super) const ROWS: &[$crate::words::Row] = &[$((stringify!($name), $id, $en)),+];
    };
    (@one $name:ident $id:literal $en:literal) => {
        #[doc = $en]
        #[must_use]
        pub const fn $name(self) -> &'static str {
            match self.0 {
                $crate::words::Lang::Id => $id,
                $crate::words::Lang::En => $en,
            }
        }
    };
    (@one $name:ident ($($arg:ident),+) $id:literal $en:literal) => {
        #[doc = $en]
        #[must_use]
        pub fn $name(self, $($arg: impl std::fmt::Display),+) -> String {
            match self.0 {
                $crate::words::Lang::Id => format!($id),
                $crate::words::Lang::En => format!($en),
            }
        }
    };
}
use words;

/// Gives every row of the catalogue, for the test that both languages are whole.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [
        archive::ROWS,
        backup::ROWS,
        batch::ROWS,
        completeness::ROWS,
        entry::ROWS,
        errors::ROWS,
        export::ROWS,
        formats::ROWS,
        forms::ROWS,
        general::ROWS,
        import::ROWS,
        keys::ROWS,
        list::ROWS,
        people::ROWS,
        quality::ROWS,
        setup::ROWS,
        lock::ROWS,
        merge::ROWS,
        trail::ROWS,
        operators::ROWS,
        review::ROWS,
        verification::ROWS,
        index::ROWS,
        io::ROWS,
        saran::ROWS,
        workbook::ROWS,
        report::ROWS,
        report_screen::ROWS,
        versions::ROWS,
        xlsform::ROWS,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split(['}', ':']).next()).collect()
    }

    #[test]
    fn both_languages_are_whole_and_take_the_same_arguments() {
        for (name, id, en) in rows() {
            assert!(!id.trim().is_empty() && !en.trim().is_empty(), "{name} is empty in a language");
            assert_eq!(placeholders(id), placeholders(en), "{name} takes other arguments in one language");
        }
    }

    #[test]
    fn names_stand_once() {
        let names: BTreeSet<_> = rows().map(|row| row.0).collect();
        assert_eq!(names.len(), rows().count());
    }
}
