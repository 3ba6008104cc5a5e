//! Every key that a screen promises, in footer or help, does something there.

use crate::flow::FORM;
use crate::scenario::Scenario;
use cacah::tui::action::Action;
use cacah::tui::keys;
use cacah::words::Lang;

/// A form with every kind of question.
const EVERY_KIND: &str = include_str!("../data/forms/every_kind.toml");

/// A screen's name and how one gets there.
type Place = (&'static str, fn() -> Scenario);

const PLACES: [Place; 46] = [
    ("home", || Scenario::home(Lang::Id)),
    ("templates", Scenario::empty),
    ("set-up", || Scenario::empty().keys("<Enter> <Down>")),
    ("header, date", || Scenario::empty().keys("<Enter> <F10>")),
    ("header, choice", || Scenario::empty().keys("<Enter> <F10> <Enter>")),
    ("question", || Scenario::skm().keys(FORM).keys("2 34 5")),
    ("number", || Scenario::skm().keys(FORM).keys("2")),
    ("comment", || Scenario::skm().keys("2 34 5 4 3 343443342").text("ab")),
    ("form number", || Scenario::skm().keys("2 34 <F7> 1")),
    ("doubt", || Scenario::skm().keys("2 14")),
    ("doubtful form", || Scenario::skm().keys("2 34 5 4 3 333333333 <Enter>")),
    ("list of choices", || Scenario::skm().keys("<F9>")),
    ("note", || Scenario::skm().keys("2 <F12>").text("ab")),
    ("pause", || Scenario::skm().keys("<Ctrl+P>")),
    ("list", || Scenario::skm().keys(FORM).keys("<Esc> <Down> l")),
    ("flags", || Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> f")),
    ("flagged", || Scenario::skm().keys("2 34 5 4 3 143 443 342 <Enter> <Esc> <Down> p <Enter> f <Enter>")),
    ("review", || Scenario::skm().keys(FORM).keys(FORM).keys("<Esc> <Down> p <Enter> t <PgDn> <Down> <Down>")),
    ("review, question", || Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> t k")),
    ("statistics", || Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> o")),
    ("export", || exporting().keys("<Up>")),
    ("verifications", || verifying().keys("<Esc>")),
    ("drawing", || Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> v n")),
    ("keying again", || verifying().keys("2 3")),
    ("settling", || verifying().keys("1 1 34 5 4 3 343 443 342")),
    ("verdict", || verifying().keys("2 34 5 4 3 343 443 342")),
    ("results", || Scenario::skm().keys(FORM).keys(FORM).keys("<Esc> <Down> p <Enter> n <Down> <Right> <Down>")),
    ("convention", || Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> n k")),
    ("trend", || Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> n t")),
    ("comments", || coding().keys("<Enter> <PgUp>")),
    ("filter of comments", || coding().keys("f")),
    ("report", || reporting().keys("<Up>")),
    ("report, file", reporting),
    ("plan", || Scenario::skm().keys("2 34 5 4 3 343443342 <Enter> <Esc> <Down> p <Enter> n r <F4> <Down>")),
    ("exported", || exporting().keys("<Enter>")),
    ("archive", archiving),
    ("copies", || Scenario::skm().keys(FORM).keys("<Esc> <Down> c n")),
    ("copy", || Scenario::skm().keys(FORM).keys("<Esc> <Down> c n <Enter>")),
    ("map of a form", || Scenario::form(EVERY_KIND).keys("<Ctrl+G>").text("a")),
    ("list to be marked", || Scenario::form(EVERY_KIND).keys("<Enter> y 30091990 0830 2 <Enter> <F9>")),
    ("questionnaires", crate::form_screens::installed),
    ("questionnaires of a survey", || crate::form_screens::versions(str::to_owned)),
    ("moving to a version", || crate::form_screens::versions(str::to_owned).keys("g <Down>")),
    ("looking at a questionnaire", || crate::form_screens::installed().keys("<Enter> <PgDn> <Down>")),
    ("sound file", || crate::form_screens::checked(EVERY_KIND)),
    ("file with complaints", || crate::form_screens::checked("key = 1")),
];

/// Stands at the second of three comments, with a code on the first; its words suggest nothing yet.
fn coding() -> Scenario {
    let rated = "2 34 5 4 3 343443342";
    let s = Scenario::skm().keys(rated).text("antre").keys("<Enter>").keys(rated).text("lama").keys("<Enter>").keys(rated).text("panas");
    s.keys("<Enter> <Esc> <Down> p <Enter> s 3")
}

/// Stands at the first field of a form that is keyed again.
fn verifying() -> Scenario {
    Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> v n <F10>")
}

/// Stands on the export screen's file name, which leads into the scenario's folder.
fn exporting() -> Scenario {
    into_folder(
        Scenario::skm()
            .keys(FORM)
            .keys("<Esc> <Down> x")
            .keys("<Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter>"),
    )
}

/// Stands on the archive's file name, which leads into the scenario's folder.
fn archiving() -> Scenario {
    into_folder(Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> z"))
}

/// Stands on the report screen's file name, which leads into the scenario's folder.
fn reporting() -> Scenario {
    into_folder(Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> n r <Down> <Down>"))
}

/// Leads the file name in hand into the scenario's folder.
fn into_folder(s: Scenario) -> Scenario {
    let folder = s.folder().join("").display().to_string();
    s.keys("<Home>").text(&folder)
}

#[test]
fn every_promised_key_does_something() {
    for (name, place) in PLACES {
        let promised: Vec<String> = keys::rows(&place().app.scopes())
            .into_iter()
            .filter(|(row, _)| row.action != Action::Quit)
            .flat_map(|(_, keys)| keys.into_iter().map(str::to_owned))
            .collect();
        assert!(promised.len() > 2, "{name} promises nothing");
        for key in promised {
            let mut s = place().keys(&format!("<{key}>"));
            assert!(!s.screen().contains("tidak berlaku di sini;"), "{name}: {key} means nothing\n{}", s.screen());
        }
    }
}

#[test]
fn every_footer_fits_and_names_the_help() {
    for lang in [Lang::Id, Lang::En] {
        for (name, place) in PLACES {
            let mut s = place();
            if lang == Lang::En && name != "home" {
                s = s.keys("<Ctrl+L>");
            }
            let screen = s.screen();
            let footer = screen.lines().last().unwrap_or_default();
            assert!(footer.chars().count() <= 80 && footer.contains("F1"), "{name}: {footer}");
        }
    }
}
