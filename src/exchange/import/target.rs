//! What a column of a file can be, and what each column probably is; knows no cell.

use super::fold::{fold, likeness};
use crate::store::Survey;
use crate::survey::form::{Choice, Kind, Question};
use crate::survey::lang::Lang;

/// A field of an interview that is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    FormNumber,
    /// What the file itself tells its rows apart by.
    Id,
    Status,
    Date,
    /// When a form was sent in: the day, where no column has it.
    Moment,
    Band,
    Location,
    Surveyor,
    Started,
    Completed,
    KeyedSeconds,
    Keys,
    Corrections,
    Notes,
}

impl Field {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::FormNumber,
        Self::Date,
        Self::Moment,
        Self::Band,
        Self::Location,
        Self::Surveyor,
        Self::Status,
        Self::Id,
        Self::Started,
        Self::Completed,
        Self::KeyedSeconds,
        Self::Keys,
        Self::Corrections,
        Self::Notes,
    ];

    /// Gives the name in our own exports; a map file writes it behind an `@`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FormNumber => "form_number",
            Self::Id => "id",
            Self::Status => "status",
            Self::Date => "date",
            Self::Moment => "moment",
            Self::Band => "time_band",
            Self::Location => "location",
            Self::Surveyor => "surveyor",
            Self::Started => "started",
            Self::Completed => "completed",
            Self::KeyedSeconds => "keyed_seconds",
            Self::Keys => "keys",
            Self::Corrections => "corrections",
            Self::Notes => "notes",
        }
    }
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// It is left out.
    Nothing,
    Field(Field),
    /// The answer to a question, by its position.
    Answer(usize),
    /// Why the answer is absent.
    Reason(usize),
    /// Whether one of several choices was made: the question, and the choice's code.
    Chosen(usize, i64),
}

impl Target {
    /// Gives the name in a map file: a question's key, `usia:missing`, `@date`; empty for a column that is left out.
    #[must_use]
    pub fn name(self, survey: &Survey) -> String {
        let key = |at: usize| survey.form.questions.get(at).map_or("", |question| question.key.as_str());
        match self {
            Self::Nothing => String::new(),
            Self::Field(field) => format!("@{}", field.name()),
            Self::Answer(at) => key(at).to_owned(),
            Self::Reason(at) => format!("{}:missing", key(at)),
            Self::Chosen(at, code) => format!("{}:{code}", key(at)),
        }
    }

    /// Finds one by its name in a map file.
    #[must_use]
    pub fn from_name(name: &str, survey: &Survey) -> Option<Self> {
        if name.is_empty() {
            return Some(Self::Nothing);
        }
        if let Some(field) = name.strip_prefix('@') {
            return Field::ALL.into_iter().find(|known| known.name() == field).map(Self::Field);
        }
        let find = |key: &str| survey.form.find(key).filter(|at| survey.form.questions[*at].holds_answer());
        match name.split_once(':') {
            Some((key, "missing")) => find(key).map(Self::Reason),
            Some((key, code)) => {
                let (at, code) = (find(key)?, code.parse().ok()?);
                survey.form.questions[at].choice(code).map(|_| Self::Chosen(at, code))
            }
            None => find(name).map(Self::Answer),
        }
    }
}

/// Why a column is taken for what it is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// A person or a map file said so.
    Said,
    /// It was taken so before.
    Remembered,
    /// The name is that of our own exports, or the question's key.
    Key,
    Label,
    Wording,
    /// A U-number, in the order of the regulation's list.
    Unsur,
    /// The number printed on the form.
    Number,
    /// A usual name.
    Usual,
    /// Much like a question's wording.
    Near,
    /// Nothing is known of it.
    Unknown,
}

/// The column of refused rows that says why; it is read as nothing.
pub const WHY_REFUSED: &str = "cacah_refused";

/// What a refused row has in place of the cells that it lacked: filled in or cleared by whoever mends it, and refused until then.
pub const NO_CELL: &str = "cacah_no_cell";

/// Names that other programs and people give to fields, folded.
const USUAL: [(Field, &[&str]); 12] = [
    (
        Field::FormNumber,
        &[
            "nomor formulir",
            "no formulir",
            "form number",
            "nomor",
            "no",
            "number",
            "no resp",
            "no responden",
            "nomor responden",
            "nomor kuesioner",
            "no kuesioner",
            "respondent",
        ],
    ),
    (Field::Id, &["uuid", "instanceid", "meta instanceid", "key", "response id", "id respon", "responden id"]),
    (
        Field::Date,
        &[
            "tanggal",
            "tgl",
            "date",
            "tanggal survei",
            "tgl survei",
            "tanggal wawancara",
            "tanggal pengisian",
            "survey date",
            "hari tanggal",
            "today",
        ],
    ),
    (Field::Moment, &["timestamp", "cap waktu", "stempel waktu", "submission time", "waktu pengisian", "submissiondate", "date submitted"]),
    (Field::Band, &["jam", "jam survei", "waktu survei", "jam pelayanan", "time band"]),
    (Field::Location, &["lokasi", "tempat", "loket", "location", "lokasi survei", "tempat layanan"]),
    (
        Field::Surveyor,
        &["petugas", "surveior", "surveyor", "pewawancara", "enumerator", "nama petugas", "nama surveior", "submitted by", "username"],
    ),
    (Field::Status, &["status"]),
    (Field::Started, &["started", "start", "mulai"]),
    (Field::Completed, &["completed", "end", "selesai"]),
    (Field::Notes, &["notes", "catatan"]),
    (Field::KeyedSeconds, &["keyed seconds"]),
];

/// Names that people give to usual questions, folded, by the question's key.
const QUESTIONS: [(&str, &[&str]); 6] = [
    ("usia", &["umur", "age", "usia tahun", "usia anda", "umur anda"]),
    ("jenis_kelamin", &["jk", "gender", "sex", "l p", "kelamin", "lp"]),
    ("pendidikan", &["pendidikan terakhir", "tingkat pendidikan"]),
    ("pekerjaan", &["profesi", "pekerjaan utama"]),
    (
        "layanan",
        &["jenis layanan", "layanan", "jenis pelayanan", "pelayanan", "jenis layanan yang diterima", "jenis layanan yang diterima"],
    ),
    ("saran", &["saran masukan", "kritik dan saran", "kritik saran", "saran dan masukan", "saran", "masukan", "saran kritik"]),
];

/// A word before a number that says that the form's number is meant.
const NUMBERED: [&str; 8] = ["q", "p", "no", "soal", "pertanyaan", "question", "butir", "nomor"];

/// Says what each column probably is, by its head. Of two columns that could be the same, the surer one is; the other is left out.
#[must_use]
pub fn guess(survey: &Survey, heads: &[String]) -> Vec<(Target, How)> {
    let mut found: Vec<(Target, How)> = heads.iter().map(|head| guess_one(survey, head)).collect();
    for at in 0..found.len() {
        let (target, how) = found[at];
        let rivals = |other: &(usize, &(Target, How))| other.0 != at && other.1.0 == target && (other.1.1, other.0) < (how, at);
        if target != Target::Nothing && found.iter().enumerate().any(|other| rivals(&other)) {
            found[at] = (Target::Nothing, how);
        }
    }
    found
}

fn guess_one(survey: &Survey, head: &str) -> (Target, How) {
    let plain = head.trim().to_lowercase();
    let form = &survey.form;
    if let Some(found) = own(survey, &plain) {
        return (found, How::Key);
    }
    if let Some(found) = chosen(survey, head.trim()) {
        return (found, How::Key);
    }
    // Groups of ODK and Kobo stand before the question: `profil/usia`, `profil-usia`.
    let last = plain.rsplit(['/', ':']).next().unwrap_or(&plain);
    let dashed = plain.rsplit('-').next().unwrap_or(&plain);
    let named =
        |name: &str| form.questions.iter().position(|question| question.name.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name)));
    if let Some(at) = form.find(last).or_else(|| named(last)).or_else(|| form.find(dashed)).filter(|at| form.questions[*at].holds_answer())
    {
        return (Target::Answer(at), How::Key);
    }
    let folded = fold(head);
    let bare = folded.split_once(' ').filter(|(number, _)| is_numbering(number)).map_or(folded.as_str(), |(_, rest)| rest);
    let either = |text: &str| text == folded || text == bare;
    let position = |is: &dyn Fn(&Question) -> bool| form.questions.iter().position(|question| question.holds_answer() && is(question));
    if folded.is_empty() {
        return (Target::Nothing, How::Unknown);
    }
    if let Some(at) = position(&|question| langs(|lang| either(&fold(question.label.get(lang))))) {
        return (Target::Answer(at), How::Label);
    }
    if let Some(at) = position(&|question| langs(|lang| either(&fold(question.wording.get(lang))))) {
        return (Target::Answer(at), How::Wording);
    }
    let squeezed: String = folded.split(' ').collect();
    let number = |prefix: &str| squeezed.strip_prefix(prefix).and_then(|rest| rest.parse::<u32>().ok());
    if let Some(n) = number("u").or_else(|| number("unsur"))
        && let Some(at) = position(&|question| question.unsur == Some(n))
    {
        return (Target::Answer(at), How::Unsur);
    }
    if let Some(n) = squeezed.parse().ok().or_else(|| NUMBERED.iter().find_map(|prefix| number(prefix)))
        && let Some(at) = position(&|question| question.number == Some(n))
    {
        return (Target::Answer(at), How::Number);
    }
    let named = QUESTIONS.iter().find(|(_, names)| names.iter().any(|name| either(name)));
    if let Some(at) = named.and_then(|(key, _)| form.find(key)) {
        return (Target::Answer(at), How::Usual);
    }
    if let Some((field, _)) = USUAL.iter().find(|(_, names)| names.contains(&folded.as_str())) {
        return (Target::Field(*field), How::Usual);
    }
    near(survey, bare).map_or((Target::Nothing, How::Unknown), |at| (Target::Answer(at), How::Near))
}

/// Knows the columns of one choice each: `ragam/3`, `profil/ragam/mental`, `Ragam disabilitas [Mental]`.
fn chosen(survey: &Survey, head: &str) -> Option<Target> {
    let (name, choice) = match head.strip_suffix(']').and_then(|head| head.rsplit_once('[')) {
        Some(parts) => parts,
        None => head.rsplit_once('/')?,
    };
    let (name, folded) = (name.trim(), fold(choice));
    let last = name.rsplit('/').next().unwrap_or(name);
    let several = survey.form.questions.iter().enumerate().filter(|(_, question)| matches!(question.kind, Kind::Several(_)));
    let mut named = several.filter(|(_, question)| {
        question.key == last.to_lowercase()
            || question.name.as_deref() == Some(last)
            || langs(|lang| fold(question.label.get(lang)) == fold(name))
    });
    let (at, question) = named.next()?;
    let is = |known: &&Choice| {
        known.name.as_deref() == Some(choice) || known.code.to_string() == folded || langs(|lang| fold(known.label.get(lang)) == folded)
    };
    question.choices().iter().find(is).map(|known| Target::Chosen(at, known.code))
}

/// Knows the columns of our own exports: fields, `usia`, `usia_missing`, `ragam_3` for a choice of several, and the labels beside codes.
fn own(survey: &Survey, name: &str) -> Option<Target> {
    if matches!(name, "batch" | "open_problems" | WHY_REFUSED | "_id" | "_index" | "_status") {
        return Some(Target::Nothing);
    }
    if let Some(at) = survey.form.find(name) {
        return Some(Target::Answer(at));
    }
    if let Some(field) = Field::ALL.into_iter().find(|field| field.name() == name && *field != Field::Id) {
        return Some(Target::Field(field));
    }
    if let Some((at, code)) = name.rsplit_once('_').and_then(|(key, code)| Some((survey.form.find(key)?, code.parse().ok()?))) {
        let question = &survey.form.questions[at];
        return (matches!(question.kind, Kind::Several(_)) && question.choice(code).is_some()).then_some(Target::Chosen(at, code));
    }
    if let Some(at) = name.strip_suffix("_missing").and_then(|key| survey.form.find(key)) {
        return Some(Target::Reason(at));
    }
    // The code beside it says the same.
    let of_field = |key: &str| matches!(key, "time_band" | "location" | "surveyor");
    name.strip_suffix("_label").filter(|key| of_field(key) || survey.form.find(key).is_some()).map(|_| Target::Nothing)
}

/// Tells whether a word before a text numbers it: `8`, `u8`, `q8`.
fn is_numbering(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_alphabetic());
    word.len() - digits.len() <= 1 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn langs(holds: impl Fn(Lang) -> bool) -> bool {
    [Lang::Id, Lang::En].into_iter().any(holds)
}

/// Finds the question that a head is most like, where it is like one alone.
fn near(survey: &Survey, head: &str) -> Option<usize> {
    let like = |question: &Question| {
        let texts = [Lang::Id, Lang::En].into_iter().flat_map(|lang| [question.label.get(lang), question.wording.get(lang)]);
        texts.map(|text| likeness(head, &fold(text))).max().unwrap_or(0)
    };
    let mut best: Vec<(usize, usize)> = survey.form.questions.iter().enumerate().map(|(at, question)| (like(question), at)).collect();
    best.sort_unstable_by(|one, other| other.cmp(one));
    match best[..] {
        [(first, at), (second, _), ..] if first >= 60 && first > second + 10 => Some(at),
        [(first, at)] if first >= 60 => Some(at),
        _ => None,
    }
}
