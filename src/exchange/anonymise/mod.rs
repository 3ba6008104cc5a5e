//! An anonymised export: who could be known by what is known of them is hidden among at least five, and said how; knows no file.
//!
//! First every interview is counted by what identifies it together: month, place, service, and the profile. Then each of these is made
//! coarser until each of its groups has five people, and where a combination still stands for fewer, one after the other is hidden
//! in those interviews, the least needed first.

mod cells;
mod groups;
mod publish;

use super::{Error, Result};
use crate::store::{Record, Store, Survey};
use crate::survey::form::{Form, Kind, Question};
use crate::words::Words;
use cells::Cells;
use groups::Groups;

/// The fewest interviews that any published combination stands for.
pub(super) const FEWEST: u64 = 5;

/// Combinations that memory holds at once; where there are more, the least needed is hidden everywhere.
const MOST: usize = 200_000;

/// What can tell who somebody is, together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trait {
    Month,
    Location,
    /// The answer to a question, by its position.
    Answer(usize),
}

/// Words in keys of questions that tell who somebody is, wherever they stand.
const TELLING: [&str; 26] = [
    "kelamin",
    "gender",
    "sex",
    "usia",
    "umur",
    "age",
    "lahir",
    "birth",
    "pendidikan",
    "education",
    "pekerjaan",
    "occupation",
    "job",
    "agama",
    "religion",
    "suku",
    "ethnic",
    "disabilitas",
    "disability",
    "difabel",
    "kecamatan",
    "kelurahan",
    "desa",
    "district",
    "village",
    "alamat",
];

/// Gives what identifies the people of a survey, the least needed first: it is hidden first.
fn traits(form: &Form) -> Vec<Trait> {
    let is_rating = |question: &Question| question.unsur.is_some() || matches!(question.kind, Kind::Rating(_));
    let has_ratings = form.questions.iter().any(is_rating);
    let in_profile = |at: usize| match form.sections.iter().position(|section| section.questions.contains(&at)) {
        Some(section) if has_ratings => !form.questions[form.sections[section].questions.clone()].iter().any(is_rating),
        Some(section) => section == 0,
        None => false,
    };
    let tells = |question: &Question| question.key.split('_').any(|word| TELLING.contains(&word));
    let is_asked =
        |at: usize, question: &Question| publish::can_stand(question) && !is_rating(question) && (in_profile(at) || tells(question));
    let asked: Vec<usize> = form.questions.iter().enumerate().filter(|(at, question)| is_asked(*at, question)).map(|(at, _)| at).collect();
    let service = form.service();
    let profile = asked.into_iter().rev().filter(|at| Some(*at) != service).map(Trait::Answer);
    let mut traits = vec![Trait::Month];
    traits.extend(profile);
    traits.push(Trait::Location);
    traits.extend(service.map(Trait::Answer));
    traits
}

/// The work of hiding: interviews are counted first, then published one by one.
pub(super) struct Anonymiser {
    traits: Vec<Trait>,
    cells: Cells,
    groups: Vec<Groups>,
    /// How often each trait was hidden, by its place.
    hidden: Vec<u64>,
    merged: u64,
    number: i64,
}

impl Anonymiser {
    /// Begins with the counting.
    pub fn begin(store: &Store, survey: &Survey) -> Result<Self> {
        store.begin_shuffle()?;
        let traits = traits(&survey.form);
        let hidden = vec![0; traits.len()];
        Ok(Self { cells: Cells::new(traits.len()), traits, groups: Vec::new(), hidden, merged: 0, number: 0 })
    }

    /// Takes interviews into the counts, and into an order drawn by chance.
    pub fn count(&mut self, store: &Store, survey: &Survey, records: &[Record]) -> Result<()> {
        for record in records {
            self.cells.add(self.traits.iter().map(|what| publish::value(*what, survey, record)).collect());
            self.cells.shrink(MOST);
        }
        Ok(store.shuffle_in(records.iter().map(|record| record.id))?)
    }

    /// Decides what is merged and what is hidden, once every interview was counted; gives the survey as it is published.
    ///
    /// # Errors
    /// [`Error::TooFew`] where there are not even five interviews.
    pub fn decide(&mut self, survey: &Survey) -> Result<Survey> {
        if self.cells.total() < FEWEST {
            return Err(Error::TooFew(self.cells.total()));
        }
        for (place, what) in self.traits.iter().enumerate() {
            self.groups.push(Groups::of(&self.cells.of(place), publish::is_ordered(*what, survey)));
        }
        self.cells.merge(&self.groups);
        self.cells.hide();
        self.hidden = (0..self.traits.len()).map(|place| self.cells.hidden(place)).collect();
        self.merged = self.groups.iter().map(Groups::merged).sum();
        Ok(publish::survey(survey, &self.traits, &self.groups))
    }

    /// Begins the numbers of interviews anew, for another pass.
    pub const fn again(&mut self) {
        self.number = 0;
    }

    /// Gives an interview as it is published.
    pub fn publish(&mut self, original: &Survey, published: &Survey, record: &Record) -> Record {
        self.number += 1;
        let values: Vec<i64> =
            self.traits.iter().zip(&self.groups).map(|(what, groups)| groups.of_value(publish::value(*what, original, record))).collect();
        let hidden = self.cells.level(&values);
        publish::record(published, record, self.number, &self.traits, &values, hidden)
    }

    /// Says what was done, in sentences.
    pub fn say(&self, survey: &Survey, w: Words) -> Vec<String> {
        let name = |what: &Trait| match what {
            Trait::Month => w.anonymous_month().to_owned(),
            Trait::Location => w.column_location().to_owned(),
            Trait::Answer(at) => survey.form.questions[*at].label.get(w.0).to_owned(),
        };
        let names: Vec<String> = self.traits.iter().rev().map(name).collect();
        let mut lines =
            vec![w.anonymous_left_out().to_owned(), w.anonymous_numbers().to_owned(), w.anonymous_identifying(names.join(", "))];
        let banded: Vec<String> = self
            .traits
            .iter()
            .zip(&self.groups)
            .filter(|(what, _)| publish::is_banded(**what, survey))
            .map(|(what, groups)| format!("{} {}", name(what), groups.labels().join(", ")))
            .collect();
        if !banded.is_empty() {
            lines.push(w.anonymous_bands(banded.join("; ")));
        }
        lines.push(if self.merged > 0 { w.anonymous_merged(FEWEST, self.merged) } else { w.anonymous_not_merged(FEWEST) });
        let hidden: Vec<String> =
            self.traits.iter().zip(&self.hidden).filter(|(_, n)| **n > 0).map(|(what, n)| format!("{} ({n})", name(what))).collect();
        lines.push(if hidden.is_empty() { w.anonymous_not_hidden(FEWEST) } else { w.anonymous_hidden(FEWEST, hidden.join(", ")) });
        lines
    }
}
