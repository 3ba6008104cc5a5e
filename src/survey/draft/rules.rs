//! Rules as written are read once all questions are known: names, types, what a calculated question comes to, circles.

use super::{Fault, Making, Placed};
use crate::survey::expr::{self, Expr, Named, Names, Type};
use crate::survey::form::{Constraint, Doubt, Form, Kind, Output, Question, Text};

/// A rule that is not read yet, and where it belongs.
#[derive(Debug)]
pub(super) struct Unread {
    source: Placed<String>,
    slot: Slot,
}

/// Where a rule belongs: a question, a section, the form.
#[derive(Debug)]
pub(super) enum Slot {
    Relevant(usize),
    Constraint(usize, Option<Text>),
    Warning(usize, Option<Text>),
    /// A calculation; true where it was said what it comes to.
    Calculate(usize, bool),
    Filter(usize),
    Section(usize),
    Doubt(String, Text),
}

/// What names mean in a rule of a form.
struct Known<'a> {
    form: &'a Form,
    /// The question whose answer `.` is.
    own: Option<usize>,
    /// The question whose choices are asked about.
    filtered: Option<usize>,
}

/// Gives what an expression sees of a question; none of a note, which has no answer.
fn named(at: usize, question: &Question) -> Option<Named> {
    let kind = match &question.kind {
        Kind::Choice(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => Type::Choice,
        Kind::Several(_) => Type::Set,
        Kind::Number(_) | Kind::Decimal(_) | Kind::Calculated(Output::Number) => Type::Number,
        Kind::Text | Kind::LongText | Kind::Calculated(Output::Text) => Type::Text,
        Kind::Date | Kind::Calculated(Output::Date) => Type::Date,
        Kind::Time | Kind::Calculated(Output::Time) => Type::Time,
        Kind::Calculated(Output::YesNo) => Type::Bool,
        Kind::Note => return None,
    };
    let listed = matches!(kind, Type::Choice | Type::Set) && !matches!(question.kind, Kind::Service(_));
    let choices = listed.then(|| question.choices().iter().map(|choice| (choice.code, choice.name())).collect());
    Some(Named { at, kind, choices })
}

/// Gives what names mean in a rule of a form: `own` is the question whose answer `.` is, `filtered` the one whose choices are asked
/// about.
pub const fn names(form: &Form, own: Option<usize>, filtered: Option<usize>) -> impl Names + '_ {
    Known { form, own, filtered }
}

impl Names for Known<'_> {
    fn question(&self, key: &str) -> Option<Named> {
        let at = self.form.find(key)?;
        named(at, &self.form.questions[at])
    }

    fn own(&self) -> Option<Named> {
        self.own.and_then(|at| named(at, &self.form.questions[at]))
    }

    fn has_attribute(&self, name: &str) -> bool {
        let choices = self.filtered.map_or(&[][..], |at| self.form.questions[at].choices());
        !choices.is_empty() && name == "name" || choices.iter().any(|choice| choice.attributes.contains_key(name))
    }

    fn attributes(&self) -> Vec<String> {
        let choices = self.filtered.map_or(&[][..], |at| self.form.questions[at].choices());
        choices.iter().flat_map(|choice| choice.attributes.keys().cloned()).collect()
    }

    fn keys(&self) -> Vec<String> {
        self.form.questions.iter().map(|question| question.key.clone()).collect()
    }
}

impl Making {
    pub(super) fn later(&mut self, source: Placed<String>, slot: Slot) {
        self.rules.push(Unread { source, slot });
    }

    /// Reads the rules that were put aside: first what is calculated, each after what it is calculated from, then all others.
    pub(super) fn read_rules(&mut self) {
        let rules = std::mem::take(&mut self.rules);
        self.places = rules.iter().filter_map(|rule| Some((rule.slot.question()?, rule.source.at.clone()))).collect();
        let (calculated, others): (Vec<Unread>, Vec<Unread>) = rules.into_iter().partition(|rule| matches!(rule.slot, Slot::Calculate(..)));
        let of = |at: usize| calculated.iter().position(|rule| rule.slot.question() == Some(at));
        let needs: Vec<Vec<usize>> = calculated
            .iter()
            .map(|rule| expr::mentions(&rule.source.value).iter().filter_map(|key| of(self.form.find(key)?)).collect())
            .collect();
        // In a circle, which is complained about later, any order is as good.
        let order = expr::order(&needs).unwrap_or_else(|_| (0..calculated.len()).collect());
        for at in order {
            self.read(&calculated[at]);
        }
        for rule in &others {
            self.read(rule);
        }
    }

    fn read(&mut self, rule: &Unread) {
        let source = &rule.source;
        if rule.slot.question().is_some_and(|at| self.unknown.contains(&at)) {
            return;
        }
        let (own, filtered) = match rule.slot {
            Slot::Constraint(at, _) | Slot::Warning(at, _) => (Some(at), None),
            Slot::Filter(at) => (None, Some(at)),
            Slot::Relevant(_) | Slot::Calculate(..) | Slot::Section(_) | Slot::Doubt(..) => (None, None),
        };
        let known = Known { form: &self.form, own, filtered };
        let read = match rule.slot {
            Slot::Calculate(..) => expr::parse(&source.value, &known),
            _ => expr::parse_condition(&source.value, &known),
        };
        match read {
            Ok(expr) => self.put(&rule.slot, expr, source),
            Err(faults) => {
                // What is no more than that a question's kind is unknown has been said at the question.
                let is_unknown = |key: &str| self.form.find(key).is_some_and(|at| self.unknown.contains(&at));
                let said = |fault: &expr::Fault| {
                    source.value.get(fault.at.clone()).is_some_and(|part| expr::mentions(part).iter().any(|key| is_unknown(key)))
                };
                let faults: Vec<Fault> = faults.into_iter().filter(|fault| !said(fault)).map(|fault| placed(fault, source)).collect();
                self.faults.extend(faults);
            }
        }
    }

    fn put(&mut self, slot: &Slot, expr: Expr, source: &Placed<String>) {
        match slot {
            Slot::Relevant(at) => self.form.questions[*at].relevant = Some(expr),
            Slot::Constraint(at, message) => {
                self.form.questions[*at].constraint = Some(Constraint { rule: expr, message: message.clone() });
            }
            Slot::Warning(at, message) => self.form.questions[*at].warning = Some(Constraint { rule: expr, message: message.clone() }),
            Slot::Calculate(at, said) => self.put_calculation(*at, *said, expr, source),
            Slot::Filter(at) => self.form.questions[*at].filter = Some(expr),
            Slot::Section(at) => self.form.sections[*at].relevant = Some(expr),
            Slot::Doubt(key, text) => self.form.doubts.push(Doubt { key: key.clone(), text: text.clone(), rule: expr }),
        }
    }

    fn put_calculation(&mut self, at: usize, said: bool, expr: Expr, source: &Placed<String>) {
        let output = match expr.kind() {
            Type::Number | Type::Choice => Output::Number,
            Type::Text => Output::Text,
            Type::Bool => Output::YesNo,
            Type::Date => Output::Date,
            Type::Time => Output::Time,
            Type::Set => {
                let hint = "Write count-selected(…) or selected(…, '…').";
                return self.complain(&source.at, "a set of choices is no result".to_owned(), hint);
            }
        };
        let question = &mut self.form.questions[at];
        // What is no calculated question was complained about.
        let Kind::Calculated(result) = &mut question.kind else { return };
        if said && *result != output {
            let text = format!("this is {}, and the result is to be '{}'", expr.kind().name(), result.word());
            return self.complain(&source.at, text, "Leave 'result' out, or write another expression.");
        }
        *result = output;
        question.calculate = Some(expr);
    }

    /// Complains of questions that depend on one another in a circle, at a rule of one of them.
    pub(super) fn complain_of(&mut self, circle: &[usize], form: &Form) {
        let keys: Vec<&str> = circle.iter().chain(circle.first()).map(|at| form.questions[*at].key.as_str()).collect();
        let place = self.places.iter().find(|(question, _)| circle.contains(question)).map_or(0..1, |(_, place)| place.clone());
        let text = format!("these depend on one another in a circle: {}", keys.join(" -> "));
        self.complain(&place, text, "Take one of them out of the rule of another.");
    }

    /// Makes an expression of `when = { pekerjaan = [6] }`.
    pub(super) fn when(&mut self, draft: &[(Placed<String>, Vec<i64>)]) -> Option<Placed<String>> {
        let (key, codes) = draft.first()?;
        if let Some((second, _)) = draft.get(1) {
            self.complain(&second.at, "'when' names more than one question".to_owned(), "Write relevant = \"…\" instead.");
        }
        let any: Vec<String> = codes.iter().map(|code| format!("${{{}}} = {code}", key.value)).collect();
        let source = if any.is_empty() { "false()".to_owned() } else { any.join(" or ") };
        Some(Placed::new(source, key.at.clone()))
    }
}

/// Makes an expression of `when = { usia = [1, 16], pekerjaan = [1, 3] }`: all ranges hold at once.
pub(super) fn ranges(draft: &[(Placed<String>, (i64, i64))]) -> Option<Placed<String>> {
    let (first, _) = draft.first()?;
    let all: Vec<String> = draft.iter().map(|(key, (low, high))| format!("${{{0}}} >= {low} and ${{{0}}} <= {high}", key.value)).collect();
    Some(Placed::new(all.join(" and "), first.at.clone()))
}

impl Slot {
    const fn question(&self) -> Option<usize> {
        match self {
            Self::Relevant(at) | Self::Constraint(at, _) | Self::Warning(at, _) | Self::Calculate(at, _) | Self::Filter(at) => Some(*at),
            Self::Section(_) | Self::Doubt(..) => None,
        }
    }
}

/// Puts a fault of an expression at its place in what was read; at the whole of it where it is written otherwise there.
fn placed(fault: expr::Fault, source: &Placed<String>) -> Fault {
    let verbatim = source.at.len() == source.value.len();
    let start = source.at.start + fault.at.start;
    let at = if verbatim { start..start + fault.at.len().max(1) } else { source.at.clone() };
    let mut hint = fault.hint.chars();
    let sentence = hint.next().map(|first| first.to_uppercase().chain(hint).collect::<String>());
    let ended = |hint: String| if hint.ends_with(['?', '.', '!', '…']) { hint } else { hint + "." };
    Fault { at, text: fault.text, hint: sentence.map(ended) }
}
