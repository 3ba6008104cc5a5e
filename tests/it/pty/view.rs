//! Reads the entry screen as a person does: which form, which question, what is chosen.

use std::fmt;

/// An answer as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Code(i64),
    /// The reason why it is absent, in words.
    Missing(String),
    Text(String),
}

/// Where a question's answer stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the left or the right column of short answers: where its mark stands.
    Short(usize),
    /// On a line of its own with all choices.
    Wide,
    /// Text: where its mark and where the text stands.
    Text(usize, usize),
}

/// The questions in the order of the form: key, label, place.
const QUESTIONS: [(&str, &str, Place); 16] = [
    ("jenis_kelamin", "Jenis kelamin", Place::Short(0)),
    ("usia", "Usia", Place::Short(0)),
    ("pendidikan", "Pendidikan", Place::Short(0)),
    ("pekerjaan", "Pekerjaan", Place::Short(40)),
    ("pekerjaan_lain", "Sebutkan", Place::Text(40, 55)),
    ("layanan", "Jenis layanan", Place::Short(40)),
    ("persyaratan", "1 Persyaratan", Place::Wide),
    ("prosedur", "2 Prosedur", Place::Wide),
    ("waktu", "3 Waktu", Place::Wide),
    ("biaya", "4 Biaya/tarif", Place::Wide),
    ("produk", "5 Produk", Place::Wide),
    ("kompetensi", "6 Kompetensi", Place::Wide),
    ("perilaku", "7 Perilaku", Place::Wide),
    ("sarana", "8 Sarana", Place::Wide),
    ("pengaduan", "9 Pengaduan", Place::Wide),
    ("saran", "Saran", Place::Text(0, 8)),
];

/// Gives a question's label, as the form shows it.
pub fn label(key: &str) -> &'static str {
    QUESTIONS.iter().find(|question| question.0 == key).map_or("", |question| question.1)
}

/// One complete screen.
#[derive(Clone, Default)]
pub struct View {
    rows: Vec<Vec<String>>,
}

impl View {
    pub fn of(screen: &vt100::Screen) -> Self {
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        let cell = |row, column| match screen.cell(row, column) {
            Some(cell) if cell.is_wide_continuation() => String::new(),
            Some(cell) if cell.has_contents() => cell.contents().to_owned(),
            _ => " ".to_owned(),
        };
        Self { rows: (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect() }
    }

    fn row(&self, row: usize, from: usize, to: usize) -> String {
        self.rows.get(row).map_or_else(String::new, |cells| cells.iter().take(to).skip(from).map(String::as_str).collect())
    }

    pub fn has(&self, text: &str) -> bool {
        (0..self.rows.len()).any(|row| self.row(row, 0, usize::MAX).contains(text))
    }

    /// Gives what is said above the footer, on up to three lines where something is refused or asked.
    pub fn notice(&self) -> String {
        let last = self.rows.len().saturating_sub(2);
        let line = |row: usize| self.row(row, 0, usize::MAX).trim().to_owned();
        let first = (last.saturating_sub(2)..last).find(|row| line(*row).starts_with("! ") || line(*row).starts_with("? "));
        (first.unwrap_or(last)..=last).map(line).collect::<Vec<_>>().join(" ")
    }

    /// Gives the form number in the head.
    pub fn form(&self) -> Option<i64> {
        let head = self.row(1, 0, usize::MAX);
        let rest = head.split_once("formulir ")?.1.trim_start_matches('[');
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
    }

    /// Gives the row of a question.
    fn find(&self, label: &str, place: Place) -> Option<usize> {
        let start = match place {
            Place::Short(mark) | Place::Text(mark, _) => mark + 1,
            Place::Wide => 1,
        };
        let end = start + label.chars().count();
        (2..self.rows.len()).find(|row| self.row(*row, start, end) == label && self.row(*row, end, end + 1) == " ")
    }

    fn marked(&self, row: usize, place: Place) -> bool {
        let at = if let Place::Short(mark) | Place::Text(mark, _) = place { mark } else { 0 };
        self.row(row, at, at + 1) == ">"
    }

    /// Gives the key of the question in hand.
    pub fn in_hand(&self) -> Option<&'static str> {
        let mut asked = QUESTIONS.iter();
        asked.find(|(_, label, place)| self.find(label, *place).is_some_and(|row| self.marked(row, *place))).map(|question| question.0)
    }

    pub fn stands_at(&self, form: i64, question: &str) -> bool {
        self.form() == Some(form) && self.in_hand() == Some(question)
    }

    /// Gives what stands at a question as chosen; what is only typed there is no answer yet.
    pub fn chosen(&self, key: &str) -> Option<Shown> {
        let (_, label, place) = QUESTIONS.iter().find(|question| question.0 == key)?;
        let row = self.find(label, *place)?;
        match *place {
            Place::Short(mark) => {
                let room = self.row(row, mark + 15, if mark == 0 { 40 } else { 80 });
                let (code, rest) = room.strip_prefix('[')?.split_once(']')?;
                if key == "usia" && self.marked(row, *place) { None } else { shown(code, rest) }
            }
            Place::Wide => {
                let room = self.row(row, 15, 80);
                let (code, label) = room.split_once('[')?.1.split_once(']')?.0.split_once(' ')?;
                shown(code, label)
            }
            Place::Text(_, start) => {
                let text = self.row(row, start, 80).trim().to_owned();
                if text.is_empty() || text == "-" || self.marked(row, *place) { None } else { Some(Shown::Text(text)) }
            }
        }
    }

    /// Gives the text that is being typed on the question in hand, as far as its line shows it.
    pub fn typed(&self) -> String {
        let at = self.in_hand().and_then(|key| QUESTIONS.iter().find(|question| question.0 == key));
        match at {
            Some((_, label, place @ Place::Text(_, start))) => {
                self.find(label, *place).map_or_else(String::new, |row| self.row(row, *start, 80).trim().to_owned())
            }
            _ => String::new(),
        }
    }

    /// Gives every answer that stands there as chosen.
    pub fn answers(&self) -> Vec<(&'static str, Shown)> {
        QUESTIONS.iter().filter_map(|(key, ..)| Some((*key, self.chosen(key)?))).collect()
    }
}

/// Reads the inside of a box: a code, or a full stop with the reason behind it.
fn shown(code: &str, rest: &str) -> Option<Shown> {
    match code.trim() {
        "" => None,
        "." => Some(Shown::Missing(rest.trim().to_owned())),
        code => code.parse().ok().map(Shown::Code),
    }
}

impl fmt::Display for View {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in 0..self.rows.len() {
            writeln!(out, "|{}", self.row(row, 0, usize::MAX).trim_end())?;
        }
        Ok(())
    }
}
