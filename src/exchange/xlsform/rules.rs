//! The expressions of the sheets: names become keys, what is worked out gets its type, and what can't be taken is left out.

use super::asked::{self, Asked};
use super::place::{Complaint, Place};
use super::properties::list_name;
use super::reading::{Known, Reading, shortened};
use crate::survey::draft::{Placed, QuestionDraft};
use crate::survey::expr::{self, Choices, Named, Names, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The questions as expressions see them, by key.
#[derive(Debug, Default)]
struct Table {
    entries: Vec<Entry>,
    by_key: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Entry {
    key: String,
    /// Absent while it is not known, and where the question is not taken.
    kind: Option<Type>,
    choices: Choices,
}

/// What the names in an expression stand for at its place.
struct View<'a> {
    table: &'a Table,
    own: Option<usize>,
    attributes: Option<&'a BTreeSet<String>>,
}

impl Table {
    fn named(&self, at: usize) -> Option<Named> {
        let entry = self.entries.get(at)?;
        Some(Named { at, kind: entry.kind?, choices: entry.choices.clone() })
    }
}

impl Names for View<'_> {
    fn question(&self, key: &str) -> Option<Named> {
        self.table.by_key.get(key).and_then(|at| self.table.named(*at))
    }

    fn own(&self) -> Option<Named> {
        self.own.and_then(|at| self.table.named(at))
    }

    fn has_attribute(&self, name: &str) -> bool {
        self.attributes.is_some_and(|attributes| name == "name" || attributes.contains(name))
    }

    fn attributes(&self) -> Vec<String> {
        self.attributes.into_iter().flatten().cloned().collect()
    }

    fn keys(&self) -> Vec<String> {
        self.table.entries.iter().map(|entry| entry.key.clone()).collect()
    }
}

/// How often what XForms allows is put into other words, in one expression.
const ROUNDS: usize = 6;

/// What became of an expression.
enum Taken {
    As(String, Type),
    /// It was left out, and listed.
    Left,
    /// Something is wrong with it, and was told.
    Wrong,
}

impl Reading<'_> {
    /// Notes which lists questions ask for, and how, before the lists get their codes.
    pub(super) fn lists_asked(head: &super::column::Head<'_>, lists: &mut super::choices::Lists) {
        for row in &head.sheet.rows {
            let Some((text, place)) = head.get(row, "type") else { continue };
            let Asked::Choice { list, several, other } = asked::read(text) else { continue };
            let Some(found) = lists.by_name.get_mut(&list) else { continue };
            found.used = true;
            if other {
                let mut copy = found.clone();
                copy.add_other(&place);
                let copy = lists.by_name.entry(list_name(&list, true)).or_insert(copy);
                copy.several |= several;
            } else {
                found.several |= several;
            }
        }
    }

    /// Brings all expressions in order.
    pub(super) fn rules(&mut self) {
        let mut sections = std::mem::take(&mut self.sections);
        let mut table = Table::default();
        for draft in sections.iter().flat_map(|section| &section.questions) {
            let choices = self.list_of.get(&draft.key.value).and_then(|list| self.lists.get(list)).and_then(super::choices::List::named);
            table.by_key.insert(draft.key.value.clone(), table.entries.len());
            table.entries.push(Entry {
                key: draft.key.value.clone(),
                kind: answer_type(&draft.kind.value),
                choices: choices.or_else(|| own_choices(draft)),
            });
        }
        let mut questions: Vec<&mut QuestionDraft> = sections.iter_mut().flat_map(|section| &mut section.questions).collect();
        self.calculations(&mut questions, &mut table);
        for (at, draft) in questions.iter_mut().enumerate().filter(|(_, draft)| !draft.kind.value.is_empty()) {
            self.question_rules(at, draft, &table);
        }
        drop(questions);
        for section in &mut sections {
            section.questions.retain(|draft| !draft.kind.value.is_empty());
            section.relevant = section
                .relevant
                .take()
                .and_then(|rule| self.condition("relevant", rule, &View { table: &table, own: None, attributes: None }));
        }
        self.sections = sections;
    }

    /// Works out what calculated questions come to, each after those that it names; one that can't be taken loses its kind.
    fn calculations(&mut self, questions: &mut [&mut QuestionDraft], table: &mut Table) {
        let order = loop {
            match expr::order(&self.named_in_calculations(questions, table)) {
                Ok(order) => break order,
                Err(circle) => self.break_circle(&circle, questions),
            }
        };
        for at in order {
            let Some(rule) = questions[at].calculate.take() else { continue };
            let view = View { table, own: None, attributes: None };
            match self.expression("calculation", &rule, &view) {
                Taken::As(source, kind) => {
                    let (source, kind, result) = match kind {
                        Type::Number => (source, kind, "number"),
                        Type::Text => (source, kind, "text"),
                        Type::Date => (source, kind, "date"),
                        Type::Bool => (source, kind, "yes_no"),
                        Type::Time => (source, kind, "time"),
                        Type::Choice | Type::Set => (format!("string({source})"), Type::Text, "text"),
                    };
                    table.entries[at].kind = Some(kind);
                    questions[at].result = Some(Placed::new(result.to_owned(), rule.at.clone()));
                    questions[at].calculate = Some(Placed::new(source, rule.at));
                }
                // Its own line tells what it can't do; what names it follows.
                Taken::Left | Taken::Wrong => {
                    let name = name_of(questions[at]).to_owned();
                    if let Some(place) = self.places.of(&questions[at].key.at).cloned() {
                        self.leave(place, format!("question '{name}' (calculate)"), "what it is worked out from is not taken");
                    }
                    self.known.insert(name, Known::Left);
                    questions[at].kind.value.clear();
                }
            }
        }
    }

    /// Gives the questions that each calculation names.
    fn named_in_calculations(&self, questions: &[&mut QuestionDraft], table: &Table) -> Vec<Vec<usize>> {
        let at = |name: &String| match self.known.get(name) {
            Some(Known::Question(key)) => table.by_key.get(key).copied(),
            _ => None,
        };
        let named = |draft: &&mut QuestionDraft| {
            let names = draft.calculate.as_ref().map_or_else(Vec::new, |rule| expr::mentions(&rule.value));
            names.iter().filter_map(at).collect()
        };
        questions.iter().map(named).collect()
    }

    /// Complains of a circle, and takes its members out.
    fn break_circle(&mut self, circle: &[usize], questions: &mut [&mut QuestionDraft]) {
        let names: Vec<String> = circle.iter().map(|at| format!("${{{}}}", name_of(questions[*at]))).collect();
        let text = match names.as_slice() {
            [only] => format!("{only} is worked out from itself"),
            several => format!("{} are worked out from one another", several.join(", ")),
        };
        let at = questions[circle[0]].calculate.as_ref().map_or(0..0, |rule| rule.at.clone());
        self.told(&at, text, "Take one of them out of the circle.");
        for at in circle {
            self.known.insert(name_of(questions[*at]).to_owned(), Known::Left);
            questions[*at].calculate = None;
            questions[*at].kind.value.clear();
        }
    }

    fn question_rules(&mut self, at: usize, draft: &mut QuestionDraft, table: &Table) {
        let view = View { table, own: None, attributes: None };
        draft.relevant = draft.relevant.take().and_then(|rule| self.condition("relevant", rule, &view));
        let view = View { own: Some(at), ..view };
        for (field, constraint) in [("constraint", &mut draft.constraint), ("cacah_warning", &mut draft.warning)] {
            if let Some((rule, message)) = constraint.take() {
                *constraint = self.condition(field, rule, &view).map(|rule| (rule, message));
            }
        }
        if let Some(rule) = draft.filter.take() {
            let attributes = self.list_of.get(&draft.key.value).and_then(|list| self.lists.get(list)).map(|list| list.attributes.clone());
            let attributes = attributes.unwrap_or_default();
            let view = View { own: None, attributes: Some(&attributes), ..view };
            draft.filter = self.condition("choice_filter", rule, &view);
        }
    }

    /// Brings an expression that holds or not in order.
    fn condition(&mut self, field: &str, rule: Placed<String>, view: &View<'_>) -> Option<Placed<String>> {
        let rule = match super::row::yes_or_no(&rule.value) {
            Some(holds) => Placed::new(if holds { "true()" } else { "false()" }.to_owned(), rule.at),
            None => rule,
        };
        match self.expression(field, &rule, view) {
            Taken::As(source, Type::Bool) => Some(Placed::new(source, rule.at)),
            // As XPath has it: a number holds where it is not 0, anything else where it is there.
            Taken::As(source, Type::Number | Type::Text) => Some(Placed::new(format!("boolean({source})"), rule.at)),
            Taken::As(source, _) => Some(Placed::new(format!("({source}) != ''"), rule.at)),
            Taken::Left | Taken::Wrong => None,
        }
    }

    fn expression(&mut self, field: &str, rule: &Placed<String>, view: &View<'_>) -> Taken {
        let place = self.places.of(&rule.at).cloned().unwrap_or_else(|| Place::sheet(&self.head.sheet.name));
        let what = format!("{field} '{}'", shortened(&rule.value));
        let mentioned = expr::mentions(&rule.value);
        if let Some(name) = mentioned.iter().find(|name| self.known.get(*name) == Some(&Known::Left)) {
            self.leave(place, what, &format!("it asks for ${{{name}}}, which is not taken"));
            return Taken::Left;
        }
        if let Some(name) = mentioned.iter().find(|name| self.known.get(*name) == Some(&Known::Group)) {
            self.leave(place, what, &format!("${{{name}}} is a group, and a group has no answer"));
            return Taken::Left;
        }
        if let Some(name) = mentioned.iter().find(|name| self.known.get(*name) == Some(&Known::Note)) {
            self.leave(place, what, &format!("${{{name}}} is a note, and a note has no answer"));
            return Taken::Left;
        }
        if let Some(name) = mentioned.iter().find(|name| self.known.get(*name) == Some(&Known::Twice)) {
            self.complain(place, format!("{field}: ${{{name}}} may be one of several questions"), "Give each question a name of its own.");
            return Taken::Wrong;
        }
        let known = &self.known;
        let source = expr::replace(&rule.value, |name| match known.get(name) {
            Some(Known::Question(key)) => Some(format!("${{{key}}}")),
            Some(Known::Today) => Some("today()".to_owned()),
            _ => None,
        });
        let mut source = source;
        for _ in 0..ROUNDS {
            let Err(faults) = expr::parse(&source, view) else { break };
            if faults.iter().any(|fault| fault.meant.is_none()) {
                break;
            }
            let mut end = source.len() + 1;
            for fault in faults.iter().rev() {
                let Some((at, meant)) = &fault.meant else { continue };
                if at.end <= end && at.start < end {
                    let part = format!("'{}' in {field}", shortened(&source[at.clone()]));
                    self.leave(place.clone(), part, &format!("{}; it is read as {meant}, which is what XForms makes of it", fault.text));
                    source.replace_range(at.clone(), meant);
                    end = at.start;
                }
            }
        }
        match expr::parse(&source, view) {
            Ok(parsed) => Taken::As(source, parsed.kind()),
            Err(faults) if faults.iter().all(|fault| fault.foreign || fault.meant.is_some()) => {
                let why = faults.iter().find(|fault| fault.foreign).map(ToString::to_string).unwrap_or_default();
                self.leave(place, what, &why);
                Taken::Left
            }
            Err(faults) => {
                for fault in faults {
                    let mut hint = fault.hint;
                    if let Some(first) = hint.get(..1) {
                        let end = if hint.ends_with(['?', '.', '!']) { "" } else { "." };
                        hint = first.to_uppercase() + &hint[1..] + end;
                    }
                    let marked = Some((source.clone(), fault.at));
                    self.complaints.push(Complaint {
                        place: place.clone(),
                        text: format!("{field}: {}", fault.text),
                        hint: Some(hint),
                        marked,
                    });
                }
                Taken::Wrong
            }
        }
    }

    /// Complains about something by the number of its place.
    pub(super) fn told(&mut self, at: &std::ops::Range<usize>, text: String, hint: &str) {
        let place = self.places.of(at).cloned().unwrap_or_else(|| Place::sheet(&self.head.sheet.name));
        self.complain(place, text, hint);
    }
}

fn name_of(draft: &QuestionDraft) -> &str {
    draft.name.as_deref().unwrap_or(&draft.key.value)
}

/// Gives the type of an answer, by the word of the kind; none of a note, and none yet of what is worked out.
fn answer_type(kind: &str) -> Option<Type> {
    match kind {
        "number" | "decimal" => Some(Type::Number),
        "text" | "long_text" => Some(Type::Text),
        "date" => Some(Type::Date),
        "time" => Some(Type::Time),
        "choice" | "rating" | "yes_no" | "service" => Some(Type::Choice),
        "several" => Some(Type::Set),
        _ => None,
    }
}

fn own_choices(draft: &QuestionDraft) -> Choices {
    let name = |choice: &crate::survey::draft::ChoiceDraft| choice.name.clone().unwrap_or_else(|| choice.code.value.to_string());
    (!draft.choices.is_empty()).then(|| draft.choices.iter().map(|choice| (choice.code.value, name(choice))).collect())
}
