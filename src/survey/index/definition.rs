//! What an index is taken over: questions, weights, scale, factor and bands, each index of a form for itself; knows no answer.

use super::decimal::{self, Ratio};
use super::{Convention, PLACES};
use crate::survey::decimal::Decimal;
use crate::survey::form::{Form, Question, Text};
use num_traits::Zero;
use std::sync::Arc;

/// The key of the index that the unsur of Permenpan RB 14/2017 make.
pub const SKM: &str = "skm";

/// The bands of the IKM from the best: letter, the lowest IKM in hundredths, performance (Permenpan RB 14/2017, table of NIK).
const BANDS: [(&str, i64, &str, &str); 4] = [
    ("A", 88_31, "Sangat baik", "Very good"),
    ("B", 76_61, "Baik", "Good"),
    ("C", 65_00, "Kurang baik", "Less good"),
    ("D", 25_00, "Tidak baik", "Not good"),
];

/// The quality of a service: the band of its index, or no band where an index has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutu {
    letter: Arc<str>,
    label: Arc<Text>,
}

impl Mutu {
    /// Gives the letter; empty where the index has no bands.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.letter
    }

    /// Gives the performance that it stands for.
    #[must_use]
    pub fn label(&self) -> &Text {
        &self.label
    }

    fn none() -> Self {
        Self { letter: Arc::from(""), label: Arc::default() }
    }
}

/// How averages become an index and its letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// One weight for each question; where absent, all weigh the same.
    pub weights: Option<Vec<Ratio>>,
    /// What the weighted average is multiplied by: 25 for the IKM.
    pub factor: Ratio,
    /// The lowest index of each band, the best band first.
    pub bands: Vec<(Ratio, Mutu)>,
}

impl Rule {
    /// Gives the rule of the SKM: equal weights, times 25, four letters.
    #[must_use]
    pub fn skm() -> Self {
        let band = |(letter, least, id, en): (&str, i64, &str, &str)| {
            let mutu = Mutu { letter: Arc::from(letter), label: Arc::new(Text::both(id, en)) };
            (decimal::whole(least) / decimal::whole(100), mutu)
        };
        Self { weights: None, factor: decimal::whole(super::SCALE), bands: BANDS.into_iter().map(band).collect() }
    }

    /// Reads the mutu of an index: rounded half up at two decimals, then compared, so that no gap is left between the bands. What lies below
    /// all bands is in the lowest.
    #[must_use]
    pub fn mutu(&self, index: &Ratio) -> Mutu {
        let printed = decimal::round(index, PLACES);
        let found = self.bands.iter().find(|(least, _)| printed >= *least).or(self.bands.last());
        found.map_or_else(Mutu::none, |(_, mutu)| mutu.clone())
    }

    /// Gives the weights of the questions that anybody answered, which sum to one; by a convention where all weigh the same.
    #[must_use]
    pub fn weights(&self, asked: &[bool], convention: &Convention) -> Option<Vec<Ratio>> {
        let places: Vec<usize> = (0..asked.len()).filter(|at| asked[*at]).collect();
        let Some(own) = &self.weights else {
            return Some(vec![convention.weight_of(places.len())?; places.len()]);
        };
        let sum = places.iter().filter_map(|at| own.get(*at)).fold(Ratio::zero(), |sum, weight| sum + weight);
        if sum.is_zero() { None } else { places.iter().map(|at| Some(own.get(*at)? / &sum)).collect() }
    }
}

/// An index of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The stable name, `skm` for that of the unsur.
    pub key: String,
    /// What people call it.
    pub label: Text,
    /// Questions by position, in form order.
    pub questions: Vec<usize>,
    /// The lowest and the highest code that count.
    pub scale: (i64, i64),
    pub rule: Rule,
}

impl Definition {
    /// Gives the indices of a form: that of its unsur first, then those that it names.
    #[must_use]
    pub fn all(form: &Form) -> Vec<Arc<Self>> {
        let skm = Self::skm(form);
        let named = form.indices.iter().map(Self::named);
        // A form that names an index over its unsur by that key says nothing new.
        let named = named.filter(|named| skm.questions.is_empty() || named.key != SKM).map(Arc::new);
        let skm = (!skm.questions.is_empty()).then(|| Arc::new(skm.clone()));
        skm.into_iter().chain(named).collect()
    }

    /// Gives the first index of a form; one over nothing, where it has none.
    #[must_use]
    pub fn first(form: &Form) -> Arc<Self> {
        Self::all(form).into_iter().next().unwrap_or_else(|| Arc::new(Self::skm(form)))
    }

    /// Finds an index by its key.
    #[must_use]
    pub fn find(form: &Form, key: &str) -> Option<Arc<Self>> {
        Self::all(form).into_iter().find(|definition| definition.key == key)
    }

    fn skm(form: &Form) -> Self {
        let questions: Vec<usize> = (0..form.questions.len()).filter(|at| form.questions[*at].unsur.is_some()).collect();
        let codes = || questions.iter().flat_map(|at| form.questions[*at].choices().iter().map(|choice| choice.code));
        let scale = (codes().min().unwrap_or(1), codes().max().unwrap_or(4));
        Self { key: SKM.to_owned(), label: Text::both("IKM", "IKM"), questions, scale, rule: Rule::skm() }
    }

    fn named(index: &crate::survey::form::Index) -> Self {
        let ratio = |value: Decimal| {
            let (digits, places) = value.parts();
            decimal::whole(digits) * decimal::unit(u8::try_from(places).unwrap_or(0))
        };
        let equal = index.items.iter().all(|item| item.weight.is_none());
        let weights = index.items.iter().map(|item| item.weight.map_or_else(|| decimal::whole(1), ratio)).collect();
        let band = |band: &crate::survey::form::Band| {
            let mutu = Mutu { letter: Arc::from(band.letter.as_str()), label: Arc::new(band.label.clone()) };
            (ratio(band.from), mutu)
        };
        Self {
            key: index.key.clone(),
            label: index.label.clone(),
            questions: index.items.iter().map(|item| item.question).collect(),
            scale: index.scale,
            rule: Rule {
                weights: (!equal).then_some(weights),
                factor: ratio(index.factor),
                bands: index.bands.iter().rev().map(band).collect(),
            },
        }
    }

    /// Tells whether it is that of the SKM, whose convention and pooling a survey chooses.
    #[must_use]
    pub fn is_skm(&self) -> bool {
        self.key == SKM
    }

    /// Tells whether an answer counts: a choice of the question, on the scale.
    #[must_use]
    pub fn counts(&self, question: &Question, code: i64) -> bool {
        (self.scale.0..=self.scale.1).contains(&code) && question.choice(code).is_some()
    }

    /// Gives the codes that count, ascending.
    #[must_use]
    pub fn values(&self, form: &Form) -> Vec<i64> {
        let choices = self.questions.iter().flat_map(|at| form.questions[*at].choices().iter().map(|choice| (*at, choice.code)));
        let counted = choices.filter(|(at, code)| self.counts(&form.questions[*at], *code)).map(|(_, code)| code);
        counted.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    /// Gives the lowest and the highest index that there can be, rounded: 25 and 100 for the IKM.
    #[must_use]
    pub fn range(&self) -> (Ratio, Ratio) {
        let end = |code: i64| decimal::whole(code) * &self.rule.factor;
        (end(self.scale.0), end(self.scale.1))
    }

    /// Names a question of it by number: `U8` for an unsur, else as on paper, else by its place.
    #[must_use]
    pub fn number(&self, form: &Form, at: usize) -> String {
        let Some(question) = self.questions.get(at).map(|question| &form.questions[*question]) else { return String::new() };
        match (question.unsur, question.number) {
            (Some(unsur), _) => format!("U{unsur}"),
            (None, Some(number)) => number.to_string(),
            (None, None) => (at + 1).to_string(),
        }
    }

    /// Gives its questions by place, in the order of the regulation's list where they have one.
    #[must_use]
    pub fn by_regulation(&self, form: &Form) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.questions.len()).collect();
        order.sort_by_key(|at| form.questions[self.questions[*at]].unsur);
        order
    }
}

/// An index and how it is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub definition: Arc<Definition>,
    pub convention: Convention,
    pub pooling: super::Pooling,
}
