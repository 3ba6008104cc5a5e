//! Ready-made surveys: the forms that ship and the lists of an agency; knows no database.

pub mod forms;

use super::form::Text;
pub use forms::{Block, SKM, Shipped};
use jiff::civil::{Date, date};

/// What a new survey is filled from.
#[derive(Clone, Debug)]
pub struct Template {
    /// The name on the command line.
    pub key: &'static str,
    /// What it is for, in both languages.
    pub title: Text,
    pub form: Shipped,
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
    let [skm, without_cost, online, spak, spkp, spak_6, spkp_6] = forms::ALL;
    let template = |key, form, setup, id: &str, en: &str| Template { key, title: Text::both(id, en), form, setup };
    let named = |name: &str| Setup { name: name.to_owned(), ..empty(today) };
    vec![
        template(
            "skm-dpmptsp-bontang",
            skm,
            bontang(),
            "SKM DPMPTSP Kota Bontang, Semester II",
            "SKM DPMPTSP Kota Bontang, second half-year",
        ),
        template("skm", skm, empty(today), "SKM unit lain (daftar masih kosong)", "SKM of another unit (lists still empty)"),
        template("skm-tanpa-biaya", without_cost, named("SKM"), "SKM tanpa biaya (delapan unsur)", "SKM without cost (eight unsur)"),
        template("skm-daring", online, named("SKM"), "SKM layanan daring", "SKM of an online service"),
        template("spak", spak, named("SPAK"), "SPAK: persepsi anti korupsi, skala 1-4", "SPAK: perception of anti-corruption, scale 1-4"),
        template(
            "spkp",
            spkp,
            named("SPKP"),
            "SPKP: persepsi kualitas pelayanan, skala 1-4",
            "SPKP: perception of service quality, scale 1-4",
        ),
        template("spak-6", spak_6, named("SPAK"), "SPAK, skala 1-6", "SPAK, scale 1-6"),
        template("spkp-6", spkp_6, named("SPKP"), "SPKP, skala 1-6", "SPKP, scale 1-6"),
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
