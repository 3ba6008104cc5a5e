//! The rows of the sheet 'survey' become sections and questions of a draft; expressions stay as they were written.

use super::asked::{self, Asked, Block};
use super::choices::{List, Lists, OTHER};
use super::column::Head;
use super::naming::Keys;
use super::place::{Complaint, Leftover, Place, Places};
use super::row::{Cells, yes_or_no};
use super::tongue::Tongue;
use crate::survey::draft::{Placed, QuestionDraft, SectionDraft};
use crate::survey::expr::near;
use crate::survey::form::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Words that can't name a question.
const RESERVED: [&str; 1] = ["interview"];

/// What a name of the sheet stands for, in expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The key of a question.
    Question(String),
    Today,
    Group,
    Note,
    /// It is not taken.
    Left,
    /// Several rows have the name.
    Twice,
}

/// A group whose end has not come.
struct Open {
    block: Block,
    place: Place,
    /// The section that it opened, if it is a group that is taken.
    section: Option<usize>,
    names: BTreeSet<String>,
}

/// The sheets while they become a draft.
pub(super) struct Reading<'a> {
    pub head: Head<'a>,
    pub lists: BTreeMap<String, List>,
    pub default: Tongue,
    pub title: Text,
    pub complaints: Vec<Complaint>,
    pub leftovers: Vec<Leftover>,
    pub places: Places,
    pub sections: Vec<SectionDraft>,
    /// By name.
    pub known: BTreeMap<String, Known>,
    /// The list of each question with choices, by key.
    pub list_of: BTreeMap<String, String>,
    pub(super) question_keys: Keys,
    section_keys: Keys,
    open: Vec<Open>,
    top: BTreeSet<String>,
    current: Option<usize>,
}

impl<'a> Reading<'a> {
    pub fn new(head: Head<'a>, lists: Lists, default: Tongue, title: Text) -> Self {
        let mut question_keys = Keys::new(&RESERVED);
        for row in &head.sheet.rows {
            if let Some((name, _)) = head.get(row, "name") {
                question_keys.keep(name);
            }
        }
        Self {
            head,
            lists: lists.by_name,
            default,
            title,
            complaints: lists.complaints,
            leftovers: lists.leftovers,
            places: Places::default(),
            sections: Vec::new(),
            known: BTreeMap::new(),
            list_of: BTreeMap::new(),
            question_keys,
            section_keys: Keys::new(&[]),
            open: Vec::new(),
            top: BTreeSet::new(),
            current: None,
        }
    }

    pub fn complain(&mut self, place: Place, text: String, hint: &str) {
        self.complaints.push(Complaint { place, text, hint: Some(hint.to_owned()), marked: None });
    }

    pub fn leave(&mut self, place: Place, what: String, why: &str) {
        self.leftovers.push(Leftover { place, what, why: why.to_owned() });
    }

    /// Reads all rows.
    pub fn rows(&mut self) {
        let head = self.head.clone();
        for row in &head.sheet.rows {
            self.row(&mut Cells::new(&head, row));
        }
        for open in std::mem::take(&mut self.open) {
            let what = if open.block == Block::Group { "group" } else { "repeat" };
            self.complain(open.place, format!("the {what} has no end"), &format!("Add a row of type 'end {what}' where it ends."));
        }
    }

    fn row(&mut self, cells: &mut Cells<'_>) {
        let Some((written, place)) = cells.take("type") else {
            if cells.peek("name").is_some() || cells.peek("label").is_some() {
                self.leave(cells.place(), "row".to_owned(), "a row without a type is taken as a comment");
            }
            return;
        };
        // The program's own export keeps other programs from asking what is retired.
        let retired = cells.peek("cacah_retired").is_some();
        if let Some((_, place)) = cells.take("disabled").filter(|(text, _)| !retired && yes_or_no(text) == Some(true)) {
            self.leave(place, format!("row of type '{written}'"), "it is marked as disabled");
            return;
        }
        let asked = asked::read(written);
        let in_repeat = self.open.iter().any(|open| open.block == Block::Repeat);
        match asked {
            Asked::Begin(block) => self.begin(cells, block, in_repeat),
            Asked::End(block) => self.end(block, place),
            Asked::Unknown => {
                let near =
                    near(written.split(' ').next().unwrap_or_default(), USUAL.into_iter()).map(|near| format!("Did you mean '{near}'?"));
                let hint = "XLSForm has text, integer, decimal, date, time, select_one LIST, select_multiple LIST, note, calculate, begin group, …";
                self.complain(place, format!("'{written}' is no type of a question"), near.as_deref().unwrap_or(hint));
                self.register(cells, Known::Left);
            }
            _ if in_repeat => {
                self.register(cells, Known::Left);
                self.leave(cells.place(), described(cells, written), "it is in a repeat, and forms have no repeats");
            }
            Asked::Today => {
                self.register(cells, Known::Today);
                self.leave(cells.place(), described(cells, written), "the interview has its date; expressions get it as today()");
            }
            Asked::Foreign(why) => {
                self.register(cells, Known::Left);
                self.leave(cells.place(), described(cells, written), why);
            }
            asked => self.question(cells, &asked, written),
        }
    }

    /// Takes a row's name in; complains where it lacks or is there already.
    fn register(&mut self, cells: &mut Cells<'_>, known: Known) -> Option<(String, Place)> {
        let Some((name, place)) = cells.take("name") else {
            // What is not taken needs no name, and groups get one.
            if matches!(known, Known::Question(_)) {
                self.complain(cells.place(), "a question has no name".to_owned(), "Give it a name of its own in the column 'name'.");
            }
            return None;
        };
        let siblings = self.open.last_mut().map_or(&mut self.top, |open| &mut open.names);
        if !siblings.insert(name.to_owned()) {
            self.complain(place, format!("the name '{name}' stands twice"), "Give each question a name of its own.");
            return None;
        }
        let group = known == Known::Group;
        match self.known.get_mut(name) {
            // A group's name is a question's as well: an expression means the question.
            Some(own @ Known::Group) => *own = known,
            Some(_) if group => {}
            Some(other) => *other = Known::Twice,
            None => {
                self.known.insert(name.to_owned(), known);
            }
        }
        Some((name.to_owned(), place))
    }

    fn begin(&mut self, cells: &mut Cells<'_>, block: Block, in_repeat: bool) {
        let place = cells.place();
        let named = self.register(cells, Known::Group);
        let name = named.as_ref().map_or("", |(name, _)| name.as_str());
        let mut section = None;
        if block == Block::Repeat || in_repeat {
            let what = if block == Block::Repeat { "repeat" } else { "group" };
            self.leave(place.clone(), format!("{what} '{name}'"), "forms have no repeats: ask for each as questions of their own");
        } else {
            let label =
                cells.text("label", &self.default).unwrap_or_else(|| if name.is_empty() { self.title.clone() } else { Text::same(name) });
            self.references(cells, "label");
            let relevant = cells.take("relevant").map(|(text, place)| Placed::new(text.to_owned(), self.places.mark(place)));
            let own = cells.take("cacah_key").map_or(name, |(key, _)| key);
            let key = self.section_keys.make(if own.is_empty() { "bagian" } else { own });
            section = Some(self.sections.len());
            let draft = SectionDraft {
                name: (!name.is_empty() && name != key).then(|| name.to_owned()),
                label,
                relevant,
                ..self.section(&key, place.clone())
            };
            self.sections.push(SectionDraft {
                compact: cells.take("cacah_compact").is_some_and(|(text, _)| yes_or_no(text) == Some(true)),
                doubt_all_equal: cells.take("cacah_doubt_all_equal").is_some_and(|(text, _)| yes_or_no(text) == Some(true)),
                ..draft
            });
            self.unasked(cells);
        }
        self.open.push(Open { block, place, section, names: BTreeSet::new() });
        self.current = section;
    }

    /// Makes a section inside the group that is open.
    fn section(&mut self, key: &str, place: Place) -> SectionDraft {
        let at = self.places.mark(place);
        let outer = self.open.iter().rev().find_map(|open| open.section);
        let inside = outer.map(|outer| Placed::new(self.sections[outer].key.value.clone(), at.clone()));
        SectionDraft { key: Placed::new(key.to_owned(), at), inside, ..SectionDraft::default() }
    }

    fn end(&mut self, block: Block, place: Place) {
        match self.open.last() {
            Some(open) if open.block == block => {
                self.open.pop();
                self.current = None;
            }
            Some(open) => {
                let (what, began) = (if block == Block::Group { "group" } else { "repeat" }, open.place.clone());
                self.complain(
                    place,
                    format!("a {what} ends here that did not begin last"),
                    &format!("What began at {began} must end first."),
                );
            }
            None => {
                self.complain(place, "nothing is open that could end here".to_owned(), "Take the row out, or add the row where it begins.");
            }
        }
    }

    /// Gives the section that the next question belongs to: after a group inside a group, the outer one goes on.
    fn here(&mut self, place: &Place) -> usize {
        if let Some(current) = self.current {
            return current;
        }
        let outer = self.open.iter().rev().find_map(|open| open.section);
        let key = self.section_keys.make(outer.map_or("bagian", |outer| &self.sections[outer].key.value).to_owned().as_str());
        let label = outer.map_or_else(|| self.title.clone(), |outer| self.sections[outer].label.clone());
        let section = SectionDraft { label, ..self.section(&key, place.clone()) };
        self.sections.push(section);
        self.current = Some(self.sections.len() - 1);
        self.sections.len() - 1
    }

    fn question(&mut self, cells: &mut Cells<'_>, asked: &Asked, written: &str) {
        let what = described(cells, written);
        let (name, key) = match cells.peek("name") {
            Some((name, _)) => (name.to_owned(), self.question_keys.make(cells.take("cacah_key").map_or(name, |(key, _)| key))),
            None => (String::new(), self.question_keys.make("catatan")),
        };
        let note = *asked == Asked::Plain("note");
        // A note needs no name: nobody asks for its answer.
        let name_place = match self.register(cells, if note { Known::Note } else { Known::Question(key.clone()) }) {
            Some((_, place)) => place,
            None if note && name.is_empty() => cells.place(),
            None => return,
        };
        let at = self.places.mark(name_place.clone());
        let mut draft = QuestionDraft {
            key: Placed::new(key.clone(), at),
            name: (name != key && !name.is_empty()).then(|| name.clone()),
            ..QuestionDraft::default()
        };
        let Some(kind) = self.kind(cells, asked, &mut draft, &what) else {
            self.known.insert(name, Known::Left);
            return;
        };
        if !name.is_empty() && !is_name(&name) {
            self.leave(
                name_place.clone(),
                format!("the name '{name}'"),
                &format!("a name begins with a letter and has no blanks: it becomes {key}"),
            );
        }
        let type_place = cells.place_of("type");
        draft.kind = Placed::new(kind.to_owned(), self.places.mark(type_place));
        self.properties(cells, &mut draft, if name.is_empty() { &key } else { &name }, asked);
        self.unasked(cells);
        let section = self.here(&cells.place());
        let other = matches!(asked, Asked::Choice { other: true, .. }).then(|| self.specify(&mut draft, &name_place));
        self.sections[section].questions.push(draft);
        self.sections[section].questions.extend(other);
    }

    /// Adds the text that says what "other" is.
    fn specify(&mut self, draft: &mut QuestionDraft, place: &Place) -> QuestionDraft {
        let name = format!("{}_other", draft.name.as_deref().unwrap_or(&draft.key.value));
        let key = self.question_keys.make(&name);
        let at = self.places.mark(place.clone());
        self.known.entry(name.clone()).or_insert_with(|| Known::Question(key.clone()));
        let opens = draft.choices.iter_mut().find(|choice| choice.name.as_deref() == Some(OTHER));
        if let Some(choice) = opens {
            choice.specify = Some(Placed::new(key.clone(), at.clone()));
        }
        QuestionDraft {
            name: (name != key).then_some(name),
            key: Placed::new(key, at.clone()),
            kind: Placed::new("text".to_owned(), at),
            label: Text::both("Sebutkan lainnya", "Specify other"),
            optional: true,
            ..QuestionDraft::default()
        }
    }

    /// Lists the cells of a row that nothing was made of.
    pub fn unasked(&mut self, cells: &Cells<'_>) {
        for (column, text, place) in cells.rest().into_iter().filter(|(column, ..)| column.is_known()) {
            let why = match column.name.as_str() {
                "appearance" => "how a question looks is the same everywhere",
                "read_only" => "what is shown and not answered is a note",
                "required_message" => "the program says it in its own words",
                "parameters" => "this question has none",
                "media_image" | "media_audio" | "media_video" => "pictures, sounds and files are not kept here",
                "constraint" | "constraint_message" | "required" => "nothing is keyed here that could be checked",
                "calculation" => "it is keyed here; for a value that is worked out use the type calculate",
                "default" => "nothing is preset here",
                "choice_filter" => "the question has no choices that it could filter",
                _ => "it has no meaning here",
            };
            self.leave(place, format!("{} '{}'", column.title, shortened(text)), why);
        }
    }

    /// Lists a text that names questions: it is shown as it is written.
    pub fn references(&mut self, cells: &Cells<'_>, name: &str) {
        if let Some((text, place)) = cells.peek(name).filter(|(text, _)| text.contains("${")) {
            self.leave(place, format!("the answers in {name} '{}'", shortened(text)), "texts are shown as they are written");
        }
    }
}

/// Types that are usual, for what was probably meant.
const USUAL: [&str; 14] = [
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "select_one",
    "select_multiple",
    "note",
    "calculate",
    "range",
    "acknowledge",
    "begin_group",
    "end_group",
    "hidden",
];

/// Tells whether XLSForm takes a name: a letter or `_`, then letters, digits, `-`, `_` and `.`.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

/// Names a question as it stands in the sheet: `question 'foto' (image)`.
fn described(cells: &Cells<'_>, written: &str) -> String {
    match cells.peek("name") {
        Some((name, _)) => format!("question '{name}' ({written})"),
        None => format!("row of type '{written}'"),
    }
}

/// Gives the beginning of a long text.
pub(super) fn shortened(text: &str) -> String {
    let line = text.replace(['\n', '\r', '\t'], " ");
    if line.chars().count() <= 60 { line } else { line.chars().take(59).chain(['…']).collect() }
}
