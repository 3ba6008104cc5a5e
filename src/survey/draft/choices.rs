//! Choices as written become choices of a question: codes, keys, and the texts that say what "other" means.

use super::{ChoiceDraft, Making, Placed, QuestionDraft};
use crate::survey::form::{Choice, Kind, MOST_SEVERAL, default_key, yes_no};
use std::collections::BTreeSet;

/// A choice that opens a text question: question, choice, and the key of the text question, which comes later.
pub(super) struct Specified {
    question: usize,
    choice: usize,
    text: Placed<String>,
}

/// Keys that mean something on every question.
const RESERVED: [char; 5] = ['.', '-', '"', '?', ' '];

impl Making {
    pub(super) fn choices(&mut self, draft: &QuestionDraft, specified: &mut Vec<Specified>) -> Vec<Choice> {
        let key = &draft.key.value;
        if draft.choices.is_empty() {
            let hint = "Add choices = [{ code = 1, label = \"…\" }, …].";
            self.complain(&draft.kind.at, format!("question '{key}' has no choices"), hint);
        }
        let (mut codes, mut taken) = (BTreeSet::new(), BTreeSet::new());
        let mut choices = Vec::new();
        for (position, choice) in draft.choices.iter().enumerate() {
            let code = choice.code.value;
            if !codes.insert(code) {
                self.complain(&choice.code.at, format!("question '{key}' has code {code} twice"), "Give each choice a code of its own.");
            }
            let keys: Vec<char> =
                choice.keys.as_ref().map_or_else(|| default_key(position).into_iter().collect(), |keys| keys.value.chars().collect());
            for c in &keys {
                let at = choice.keys.as_ref().map_or(&choice.code.at, |keys| &keys.at);
                if RESERVED.contains(c) || c.is_uppercase() || c.is_control() {
                    let hint = "The keys . - \" ? and space mean something on every question; letters are small.";
                    self.complain(at, format!("question '{key}': key '{c}' can't answer code {code}"), hint);
                } else if !taken.insert(*c) {
                    let hint = "Write keys for each choice, none of them twice.";
                    self.complain(at, format!("question '{key}': key '{c}' answers two choices"), hint);
                }
            }
            if let Some(text) = &choice.specify {
                specified.push(Specified { question: self.form.questions.len(), choice: position, text: text.clone() });
            }
            choices.push(made(choice, keys));
        }
        choices
    }

    /// Where several can be chosen, each code has a bit of an integer.
    pub(super) fn several(&mut self, draft: &QuestionDraft, specified: &mut Vec<Specified>) -> Vec<Choice> {
        for choice in &draft.choices {
            if !(1..=MOST_SEVERAL).contains(&choice.code.value) {
                let text = format!("code {} can't stand where several can be chosen", choice.code.value);
                self.complain(&choice.code.at, text, "Number these choices 1 to 62; the number never changes its meaning.");
            }
        }
        self.choices(draft, specified)
    }

    /// Yes and no with words of their own.
    pub(super) fn yes_no(&mut self, draft: &QuestionDraft, specified: &mut Vec<Specified>) -> Vec<Choice> {
        let mut codes: Vec<i64> = draft.choices.iter().map(|choice| choice.code.value).collect();
        codes.sort_unstable();
        if codes != [0, 1] {
            let text = format!("question '{}' needs the codes 1 for yes and 0 for no", draft.key.value);
            self.complain(&draft.kind.at, text, "Leave 'choices' out for Ya and Tidak, or use kind = \"choice\".");
        }
        let mut draft = draft.clone();
        let usual = usual_keys(&draft.choices);
        for (choice, usual) in draft.choices.iter_mut().zip(usual) {
            choice.keys.get_or_insert_with(|| Placed::new(usual, choice.code.at.clone()));
        }
        self.choices(&draft, specified)
    }

    /// Ties "other" to the text question that says what it is.
    pub(super) fn specify(&mut self, specified: Vec<Specified>) {
        let mut used = BTreeSet::new();
        for Specified { question, choice, text } in specified {
            let found = self.form.find(&text.value);
            let is_text = found.is_some_and(|at| at > question && matches!(self.form.questions[at].kind, Kind::Text | Kind::LongText));
            if !is_text {
                let hint = "Name a question of kind \"text\" that stands after this one; it is asked only where the choice is made.";
                self.complain(&text.at, format!("'{}' is no text question after this one", text.value), hint);
            } else if !used.insert(text.value.clone()) {
                self.complain(
                    &text.at,
                    format!("'{}' is opened by two choices", text.value),
                    "Give each choice a text question of its own.",
                );
            }
            let kind = &mut self.form.questions[question].kind;
            let (Kind::Choice(choices) | Kind::Several(choices) | Kind::Rating(choices) | Kind::YesNo(choices)) = kind else { continue };
            if let Some(choice) = choices.get_mut(choice) {
                choice.specify = found;
            }
        }
    }
}

fn usual_keys(choices: &[ChoiceDraft]) -> Vec<String> {
    let usual = yes_no();
    let keys = |choice: &ChoiceDraft| usual.iter().find(|usual| usual.code == choice.code.value).map(|usual| usual.keys.iter().collect());
    choices.iter().map(|choice| keys(choice).unwrap_or_default()).collect()
}

fn made(draft: &ChoiceDraft, keys: Vec<char>) -> Choice {
    Choice {
        code: draft.code.value,
        label: draft.label.clone(),
        short: draft.short.clone().unwrap_or_else(|| draft.label.clone()),
        keys,
        retired: draft.retired,
        specify: None,
        attributes: draft.attributes.clone(),
        name: draft.name.clone(),
    }
}
