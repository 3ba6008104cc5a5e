//! Ready-made surveys: the forms that ship and the lists of an agency; knows no database.

use super::form::Text;
use jiff::civil::{Date, date};

/// The form files that are part of the program.
pub const FORMS: [&str; 1] = [include_str!("skm.toml")];

/// What a new survey is filled from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The name on the command line.
    pub key: &'static str,
    /// What it is for, in both languages.
    pub title: Text,
    pub form: &'static str,
    pub setup: Setup,
}

/// Everything that a survey's set-up holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    pub name: String,
    pub unit: String,
    pub period: String,
    pub from: Date,
    pub to: Date,
    /// People served in the period; the sample minimum follows. 0 is unknown.
    pub served: i64,
    /// Seconds of keying under which an interview is a soft problem; 0 switches the check off.
    pub floor_seconds: i64,
    pub locations: Vec<String>,
    pub services: Vec<String>,
    pub surveyors: Vec<String>,
    pub bands: Vec<String>,
    pub supervisors: Vec<String>,
    /// True where people sign in with a PIN.
    pub asks_pin: bool,
}

/// Seconds that a practised keyer needs at the very least to read and key one SKM form: fifteen keys at a third of a second.
pub const FLOOR_SECONDS: i64 = 5;

/// Gives the templates, the one for Bontang first; the half-year of `today` is the period where a template names none.
#[must_use]
pub fn all(today: Date) -> Vec<Template> {
    vec![
        Template {
            key: "skm-dpmptsp-bontang",
            title: Text {
                id: "SKM DPMPTSP Kota Bontang, Semester II".to_owned(),
                en: "SKM DPMPTSP Kota Bontang, second half-year".to_owned(),
            },
            form: FORMS[0],
            setup: bontang(),
        },
        Template {
            key: "skm",
            title: Text { id: "SKM unit lain (daftar masih kosong)".to_owned(), en: "SKM of another unit (lists still empty)".to_owned() },
            form: FORMS[0],
            setup: empty(today),
        },
    ]
}

/// Finds a template by its name on the command line.
#[must_use]
pub fn find(key: &str, today: Date) -> Option<Template> {
    all(today).into_iter().find(|template| template.key == key)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The example survey of DPMPTSP Kota Bontang: two counters, 30 September to 30 October 2024.
fn bontang() -> Setup {
    Setup {
        name: "SKM DPMPTSP Kota Bontang".to_owned(),
        unit: "DPMPTSP Kota Bontang".to_owned(),
        period: "Semester II 2024".to_owned(),
        from: date(2024, 9, 30),
        to: date(2024, 10, 30),
        served: 0,
        floor_seconds: FLOOR_SECONDS,
        locations: owned(&["Loket Disabilitas DPMPTSP", "Gerai DPMPTSP di Mal Pelayanan Publik"]),
        services: owned(&[
            "NIB / perizinan berusaha (OSS)",
            "PBG (SIMBG)",
            "Izin reklame",
            "Izin penyelenggaraan kegiatan/keramaian",
            "Izin bongkar trotoar",
            "Layanan lainnya",
        ]),
        surveyors: owned(&["Petugas 1", "Petugas 2", "Petugas 3"]),
        bands: owned(&["08.00-12.00", "13.00-17.00"]),
        supervisors: owned(&["Pengawas"]),
        asks_pin: false,
    }
}

/// A survey without lists, for the half-year that `today` falls in.
#[must_use]
pub fn empty(today: Date) -> Setup {
    let year = today.year();
    let (half, from, to) =
        if today.month() <= 6 { ("I", date(year, 1, 1), date(year, 6, 30)) } else { ("II", date(year, 7, 1), date(year, 12, 31)) };
    Setup {
        name: "SKM".to_owned(),
        unit: String::new(),
        period: format!("Semester {half} {year}"),
        from,
        to,
        served: 0,
        floor_seconds: FLOOR_SECONDS,
        locations: Vec::new(),
        services: Vec::new(),
        surveyors: Vec::new(),
        bands: owned(&["08.00-12.00", "13.00-17.00"]),
        supervisors: owned(&["Pengawas"]),
        asks_pin: false,
    }
}
