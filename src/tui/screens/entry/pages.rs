//! How a form stands on the screen in one size and language: lines, pages, columns. Worked out once; knows no answer.

use crate::survey::form::{Form, Kind, Question, Section};
use crate::survey::lang::Lang;
use crate::tui::field::wrap;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Lines for the questions on the smallest terminal; a form that needs more is long: it has pages and a map.
const ROOM: usize = 14;

/// Columns of the smallest terminal.
const NARROW: u16 = 80;

/// The most lines of a note that stand among the questions; all of it stands below them.
const NOTE_LINES: usize = 3;

/// The letters of a label that a choice's column shows at the least.
const LEAST: usize = 8;

/// One line of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Rule,
    /// The name of a section.
    Heading(usize),
    /// Two short answers side by side.
    Pair(usize, Option<usize>),
    /// A question with all its choices.
    Wide(usize),
    /// A line of what is read out; the first one bears the mark.
    Read(usize, String, bool),
}

impl Line {
    fn questions(&self) -> impl Iterator<Item = usize> {
        let (one, two) = match self {
            Self::Rule | Self::Heading(_) => (None, None),
            Self::Pair(left, right) => (Some(*left), *right),
            Self::Wide(question) | Self::Read(question, ..) => (Some(*question), None),
        };
        one.into_iter().chain(two)
    }
}

/// What a section's rows share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// Columns of the number on paper, 0 where no question has one.
    pub digits: u16,
    /// Columns of the labels, where a question has a row.
    pub label: u16,
    /// Columns of the labels, where two questions share a row.
    pub short: u16,
}

impl Block {
    /// Gives the column where the label begins.
    pub(super) const fn label_at(self) -> u16 {
        if self.digits > 0 { self.digits + 2 } else { 1 }
    }

    /// Gives the column where the answers begin.
    pub(super) const fn answer_at(self) -> u16 {
        self.label_at() + self.label + 1
    }
}

/// How a question's choices stand in its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    /// All of them, in columns of these widths.
    Columns(Vec<usize>),
    /// The answer alone: they are too many, or another answer says which can be chosen.
    Listed,
}

/// What pages are worked out for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Format {
    pub lang: Lang,
    pub width: u16,
    /// Lines of a page; none where all lines stand under each other.
    pub page: Option<u16>,
    /// Questions that are no longer asked and have an answer.
    pub kept: Vec<usize>,
}

/// The form as it stands.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    pub format: Format,
    pub lines: Vec<Line>,
    pub ranges: Vec<Range<usize>>,
    /// By section.
    pub blocks: Vec<Block>,
    /// By question.
    pub spreads: Vec<Spread>,
    /// By question.
    pub sections: Vec<usize>,
    /// By question: its page, and its line.
    places: Vec<(usize, usize)>,
}

/// Tells whether a form is too long for the smallest terminal.
pub(super) fn is_long(form: &Form) -> bool {
    [Lang::Id, Lang::En]
        .into_iter()
        .any(|lang| Pages::make(form, Format { lang, width: NARROW, page: None, kept: Vec::new() }).lines.len() > ROOM)
}

impl Pages {
    pub(super) fn make(form: &Form, format: Format) -> Self {
        let blocks = form.sections.iter().map(|section| block(form, section, &format)).collect();
        let mut pages = Self {
            format,
            lines: Vec::new(),
            ranges: Vec::new(),
            blocks,
            spreads: vec![Spread::Listed; form.questions.len()],
            sections: vec![0; form.questions.len()],
            places: vec![(0, 0); form.questions.len()],
        };
        for (at, section) in form.sections.iter().enumerate() {
            pages.sections[section.questions.clone()].fill(at);
            pages.spread(form, section, at);
        }
        match pages.format.page {
            Some(height) => pages.fill_pages(form, usize::from(height.max(2))),
            None => pages.fill_one(form),
        }
        for (page, range) in pages.ranges.iter().enumerate() {
            for line in range.clone() {
                for question in pages.lines[line].questions() {
                    // A note of several lines is at its first one.
                    if !matches!(pages.lines[line], Line::Read(_, _, false)) {
                        pages.places[question] = (page, line);
                    }
                }
            }
        }
        pages
    }

    /// Gives the page that a question stands on.
    pub(super) fn page_of(&self, question: usize) -> usize {
        self.places.get(question).map_or(0, |place| place.0)
    }

    /// Gives the line that a question stands on.
    pub(super) fn line_of(&self, question: usize) -> usize {
        self.places.get(question).map_or(0, |place| place.1)
    }

    /// Puts all sections under each other, a rule between them.
    fn fill_one(&mut self, form: &Form) {
        for section in form.sections.iter().filter(|section| !section.questions.is_empty()) {
            // A block of one question joins the one above.
            if !self.lines.is_empty() && section.questions.len() > 1 {
                self.lines.push(Line::Rule);
            }
            let lines = self.section_lines(form, section);
            self.lines.extend(lines);
        }
        self.ranges.push(0..self.lines.len());
    }

    /// Fills pages with whole sections, as many as fit; one that is longer than a page has several for itself.
    fn fill_pages(&mut self, form: &Form, height: usize) {
        let mut page = 0..0;
        for (at, section) in form.sections.iter().enumerate() {
            let lines = self.section_lines(form, section);
            if lines.is_empty() {
                continue;
            }
            if !page.is_empty() && page.len() + 1 + lines.len() > height {
                self.ranges.push(page.clone());
                page = self.lines.len()..self.lines.len();
            }
            for chunk in lines.chunks(height - 1) {
                if page.len() + 1 + chunk.len() > height {
                    self.ranges.push(page.clone());
                    page = self.lines.len()..self.lines.len();
                }
                self.lines.push(Line::Heading(at));
                self.lines.extend_from_slice(chunk);
                page.end = self.lines.len();
            }
        }
        self.ranges.push(page);
    }

    fn section_lines(&self, form: &Form, section: &Section) -> Vec<Line> {
        let asked = |at: &usize| !form.questions[*at].retired || self.format.kept.contains(at);
        let shown: Vec<usize> = section.questions.clone().filter(asked).collect();
        if !section.compact {
            return shown.into_iter().flat_map(|at| self.row(form, at)).collect();
        }
        // Short answers stand in two columns, down the left one first; what needs the width stands between such blocks.
        let is_wide = |at: usize| matches!(form.questions[at].kind, Kind::Note | Kind::LongText);
        let mut lines = Vec::new();
        for run in shown.chunk_by(|one, two| !is_wide(*one) && !is_wide(*two)) {
            if is_wide(run[0]) {
                lines.extend(self.row(form, run[0]));
            } else {
                let rows = run.len().div_ceil(2);
                lines.extend((0..rows).map(|row| Line::Pair(run[row], run.get(row + rows).copied())));
            }
        }
        lines
    }

    /// Gives the lines of a question that has the width for itself.
    fn row(&self, form: &Form, at: usize) -> Vec<Line> {
        let question = &form.questions[at];
        if question.kind != Kind::Note {
            return vec![Line::Wide(at)];
        }
        let text = wrap(question.wording.get(self.format.lang), usize::from(self.format.width.saturating_sub(3)));
        let mut shown: Vec<String> = text.iter().take(NOTE_LINES).map(|line| line.trim_end().to_owned()).collect();
        if let (true, Some(last)) = (text.len() > NOTE_LINES, shown.last_mut()) {
            last.push('…');
        }
        shown.into_iter().enumerate().map(|(row, text)| Line::Read(at, text, row == 0)).collect()
    }

    /// Gives each question of a section its columns; questions with as many choices share them.
    fn spread(&mut self, form: &Form, section: &Section, at: usize) {
        let lang = self.format.lang;
        let room = usize::from(self.format.width.saturating_sub(self.blocks[at].answer_at()));
        let group = |question: &Question| {
            (matches!(question.kind, Kind::Several(_)), question.choices().iter().filter(|choice| !choice.retired).count())
        };
        let in_columns: Vec<usize> = section.questions.clone().filter(|at| fits(&form.questions[*at], lang, room)).collect();
        for at in &in_columns {
            let group_of = group(&form.questions[*at]);
            let alike = in_columns.iter().filter(|other| group(&form.questions[**other]) == group_of);
            let widths = alike.map(|other| widths(&form.questions[*other], lang));
            let shared = widths.reduce(|one, two| one.into_iter().zip(two).map(|(one, two)| one.max(two)).collect());
            self.spreads[*at] = Spread::Columns(narrowed(shared.unwrap_or_default(), room));
        }
    }
}

/// Gives the widths that a question's choices need in its row, a blank behind each.
fn widths(question: &Question, lang: Lang) -> Vec<usize> {
    let shown = question.choices().iter().filter(|choice| !choice.retired);
    shown.map(|choice| choice.short.get(lang).width() + around(question)).collect()
}

/// Gives the columns around a choice's label: key, marks and blanks.
const fn around(question: &Question) -> usize {
    if matches!(question.kind, Kind::Several(_)) { 7 } else { 4 }
}

/// Tells whether a question's choices can stand in its row and still be read.
fn fits(question: &Question, lang: Lang, room: usize) -> bool {
    let needed: usize = widths(question, lang).into_iter().map(|width| width.min(LEAST + around(question))).sum();
    question.filter.is_none() && !question.choices().is_empty() && needed <= room
}

/// Narrows the widest columns until they fit.
fn narrowed(mut widths: Vec<usize>, room: usize) -> Vec<usize> {
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 5 => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// Works out what a section's rows share: labels have twenty columns, and more where the answers leave them.
fn block(form: &Form, section: &Section, format: &Format) -> Block {
    let questions = &form.questions[section.questions.clone()];
    let digits = questions.iter().filter_map(|question| question.number).max().map_or(0, |most| most.to_string().len());
    let labels = questions.iter().map(|question| question.label.get(format.lang).width());
    let longest = labels.max().unwrap_or(0);
    let width = usize::from(format.width);
    let answers = questions.iter().map(|question| widths(question, format.lang).iter().sum::<usize>()).filter(|sum| *sum <= width * 3 / 4);
    let left = width.saturating_sub(digits + 3 + answers.max().unwrap_or(0).max(width / 3));
    let label = longest.min(left.clamp(20, 44));
    Block { digits: digits as u16, label: label as u16, short: longest.min(if longest > 16 { 18 } else { 16 }) as u16 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::form_file;
    use std::fmt::Write as _;

    fn numbered(sections: usize, questions: usize) -> Form {
        let mut source = "key = \"f\"\ntitle = \"F\"\n".to_owned();
        for section in 0..sections {
            let _ = write!(source, "[[section]]\nkey = \"s{section}\"\nlabel = \"S\"\n");
            for at in 0..questions {
                let _ =
                    write!(source, "[[section.question]]\nkey = \"q{section}_{at}\"\nlabel = \"Q\"\nkind = \"number\"\nmin = 0\nmax = 9\n");
            }
        }
        form_file::parse(&source).expect("reads")
    }

    fn pages(sections: usize, questions: usize, height: u16) -> Vec<usize> {
        let form = numbered(sections, questions);
        let format = Format { lang: Lang::Id, width: 80, page: Some(height), kept: Vec::new() };
        let made = Pages::make(&form, format);
        let all: Vec<usize> = made.ranges.iter().flat_map(|page| made.lines[page.clone()].iter().flat_map(Line::questions)).collect();
        assert_eq!(all, (0..form.questions.len()).collect::<Vec<_>>(), "every question stands on a page, once");
        made.ranges.iter().map(ExactSizeIterator::len).collect()
    }

    #[test]
    fn pages_hold_whole_sections_and_a_long_one_has_several() {
        assert_eq!(pages(4, 4, 12), [10, 10]);
        assert_eq!(pages(3, 11, 12), [12, 12, 12]);
        assert_eq!(pages(1, 30, 12), [12, 12, 9]);
        assert_eq!(pages(2, 14, 12), [12, 4, 12, 4]);
        assert_eq!(pages(1, 3, 2), [2, 2, 2]);
    }

    #[test]
    fn the_form_that_ships_is_not_long() {
        let skm = form_file::parse(crate::survey::template::SKM).expect("reads");
        assert!(!is_long(&skm));
        assert!(is_long(&numbered(1, 15)) && !is_long(&numbered(1, 14)));
    }
}
