//! Indices as written become indices of a form: questions with their weights, scale, factor, bands.

use super::{IndexDraft, Making};
use crate::survey::decimal::Decimal;
use crate::survey::form::{Band, Index, IndexItem};
use std::collections::BTreeSet;

impl Making {
    pub(super) fn index(&mut self, draft: IndexDraft) {
        let key = self.key(&draft.key);
        if self.form.indices.iter().any(|index| index.key == key) {
            self.complain(&draft.key.at, format!("index '{key}' stands twice"), "Give each index a key of its own.");
        }
        let (low, high) = draft.scale.value;
        if low >= high {
            self.complain(&draft.scale.at, format!("the scale {low} to {high} has no steps"), "Write the lowest and the highest code.");
        }
        if draft.questions.is_empty() {
            self.complain(&draft.key.at, format!("index '{key}' has no questions"), "Name them: questions = [\"…\", …].");
        }
        if draft.factor <= Decimal::default() {
            self.complain(&draft.key.at, format!("index '{key}': the factor must be above 0"), "");
        }
        let weights = self.weights(&draft);
        let (mut items, mut taken) = (Vec::new(), BTreeSet::new());
        for (at, question) in draft.questions.iter().enumerate() {
            let found = self.form.find(&question.value).filter(|found| self.form.questions[*found].is_coded());
            match found {
                // That its kind is none has been said.
                None if self.form.find(&question.value).is_some_and(|at| self.unknown.contains(&at)) => {}
                None => {
                    let text = format!("index '{key}' names '{}', which is no question with choices", question.value);
                    self.complain(&question.at, text, "");
                }
                Some(_) if !taken.insert(found) => {
                    self.complain(&question.at, format!("index '{key}' counts '{}' twice", question.value), "");
                }
                Some(found) => {
                    items.push(IndexItem { question: found, weight: weights.as_ref().and_then(|weights| weights.get(at).copied()) });
                }
            }
        }
        items.sort_by_key(|item| item.question);
        let bands = self.bands(&draft);
        self.form.indices.push(Index { key, label: draft.label, items, scale: draft.scale.value, factor: draft.factor, bands });
    }

    fn weights(&mut self, draft: &IndexDraft) -> Option<Vec<Decimal>> {
        let weights = draft.weights.as_ref()?;
        if weights.value.len() != draft.questions.len() {
            let text = format!("{} weights stand for {} questions", weights.value.len(), draft.questions.len());
            self.complain(&weights.at, text, "Write one weight for each question, or leave them out for equal ones.");
        }
        if weights.value.iter().any(|weight| *weight <= Decimal::default()) {
            self.complain(&weights.at, "each weight must be above 0".to_owned(), "");
        }
        Some(weights.value.clone())
    }

    fn bands(&mut self, draft: &IndexDraft) -> Vec<Band> {
        let mut bands: Vec<Band> = Vec::new();
        for band in &draft.bands {
            if bands.iter().any(|known| known.letter == band.value.letter || known.from == band.value.from) {
                let text = format!("band '{}' has the letter or the bound of another", band.value.letter);
                self.complain(&band.at, text, "");
            }
            bands.push(Band { letter: band.value.letter.clone(), label: band.value.label.clone(), from: band.value.from });
        }
        bands.sort_by_key(|band| band.from);
        bands
    }
}
