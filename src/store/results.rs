//! What the index of a survey came to, with all that is printed beside it: the convention, what was left out, what another would give.

use super::scores::{By, Group, GroupKey};
use super::tally::Part;
use super::{Counts, Result, Store, Survey};
use crate::survey::date;
use crate::survey::index::interval::Moments;
use crate::survey::index::{self, Convention, Definition, Index, Measure, Mutu, Other, Pooling, Ratio, asked, decimal};
use crate::survey::interview::Status;
use crate::words::Words;
use num_traits::ToPrimitive;
use std::sync::Arc;

/// The index of a survey.
#[derive(Clone, Debug)]
pub struct Results {
    /// What the index is taken over.
    pub definition: Arc<Definition>,
    pub convention: Convention,
    pub pooling: Pooling,
    /// The statuses whose interviews are counted.
    pub statuses: Vec<Status>,
    /// All interviews of the survey by status: those of other statuses are left out.
    pub counts: Counts,
    pub whole: Group,
    /// Which unsur anybody answered; the weight is one over their number.
    pub asked: Vec<bool>,
    /// The index of all respondents alike.
    pub index: Index,
    /// The IKM as printed and its mutu, pooled as the survey has it.
    pub headline: Option<(Ratio, Mutu)>,
    /// Where services are pooled: the first without an IKM of its own, so that there is no mean.
    pub lacking: Option<GroupKey>,
    /// Interviews without a service: in no service's mean.
    pub without_service: u64,
    /// The usual conventions under which the mutu would be another.
    pub others: Vec<Other>,
    /// Half of the 95 % interval, in points of the IKM, where the rows were read and respondents count alike.
    pub half: Option<f64>,
}

impl Results {
    /// Works a survey's index out of its answers: those of all, and by service.
    #[must_use]
    pub fn of(whole: Group, services: &[Group], counts: Counts, statuses: &[Status], measure: &Measure) -> Self {
        let Measure { definition, convention, pooling } = measure;
        let (asked, rule) = (asked(&whole.scores), &definition.rule);
        let headline = |convention: &Convention| match pooling {
            Pooling::Respondents => Index::of(&whole.scores, &asked, rule, convention).whole.map(|whole| (whole.ikm, whole.mutu)),
            Pooling::Services => {
                let own = services.iter().filter(|group| group.key != GroupKey::None);
                let each: Vec<Index> = own.map(|group| Index::of(&group.scores, &asked, rule, convention)).collect();
                index::mean(&each.iter().collect::<Vec<_>>(), rule)
            }
        };
        let lacks = |group: &&Group| group.key != GroupKey::None && Index::of(&group.scores, &asked, rule, convention).whole.is_none();
        let lacking = services.iter().filter(|_| *pooling == Pooling::Services).find(lacks).map(|group| group.key.clone());
        let without = services.iter().find(|group| group.key == GroupKey::None).map_or(0, |group| group.n);
        Self {
            definition: Arc::clone(definition),
            convention: *convention,
            pooling: *pooling,
            statuses: statuses.to_vec(),
            counts,
            index: Index::of(&whole.scores, &asked, rule, convention),
            headline: headline(convention),
            lacking,
            without_service: without,
            others: index::sensitive(convention, headline),
            half: None,
            asked,
            whole,
        }
    }

    /// Adds the interval that sums over the respondents give.
    #[must_use]
    pub fn with_interval(mut self, moments: &Moments) -> Self {
        let factor = &self.definition.rule.factor;
        let weights = self.index.whole.as_ref().map(|whole| whole.weights.iter().filter_map(|weight| (weight * factor).to_f64()).collect());
        let weights: Option<Vec<f64>> = weights.filter(|_| self.pooling == Pooling::Respondents);
        self.half = weights.and_then(|weights| moments.half_width(&weights));
        self
    }

    /// Says how it was worked out: by the convention, or with weights of its own.
    #[must_use]
    pub fn says(&self, w: Words) -> String {
        match self.definition.rule.weights {
            None => w.convention(&self.convention, self.unsur()),
            Some(_) => w.convention_weighted(&self.convention),
        }
    }

    /// Works out the index of a group by the same convention and weight.
    #[must_use]
    pub fn group(&self, group: &Group) -> Index {
        Index::of(&group.scores, &self.asked, &self.definition.rule, &self.convention)
    }

    /// Gives the statuses whose interviews are left out, with how many.
    #[must_use]
    pub fn left_out(&self) -> Vec<(Status, i64)> {
        let all = Status::ALL.into_iter().map(|status| (status, self.counts.of(status)));
        all.filter(|(status, n)| *n > 0 && !self.statuses.contains(status)).collect()
    }

    /// Gives the bounds of the 95 % interval, within what the index can be.
    #[must_use]
    pub fn bounds(&self) -> Option<(f64, f64)> {
        let (ikm, _) = self.headline.as_ref()?;
        let (ikm, half) = (ikm.to_f64()?, self.half?);
        let (least, most) = self.definition.range();
        Some(((ikm - half).max(least.to_f64()?), (ikm + half).min(most.to_f64()?)))
    }

    /// Gives how many unsur the weight is one over; without any answer, how many the form asks.
    #[must_use]
    pub fn unsur(&self) -> usize {
        let asked = self.asked.iter().filter(|asked| **asked).count();
        if asked == 0 { self.asked.len() } else { asked }
    }
}

impl GroupKey {
    /// Names the group as people know it.
    #[must_use]
    pub fn name(&self, survey: &Survey, by: By, w: Words) -> String {
        let day = |day: &String| day.parse().map_or_else(|_| day.clone(), date::show);
        match (self, by) {
            (Self::Whole, _) => survey.title(),
            (Self::Item(_, id), _) => survey.label(Some(*id)).to_owned(),
            (Self::Code(code), By::Question(at) | By::Several(at)) => {
                let choice = survey.form.questions[at].choice(*code);
                choice.map_or_else(|| code.to_string(), |choice| choice.label.get(w.0).to_owned())
            }
            (Self::Code(code), _) => code.to_string(),
            (Self::Several, _) => w.index_several().to_owned(),
            (Self::Age(first), _) => format!("{first}-{}", first + 9),
            (Self::Day(monday), By::Week) => w.index_week(day(monday)),
            (Self::Day(date), _) => day(date),
            (Self::Batch(number), _) => w.index_batch(number),
            (Self::None, By::Part(Part::Service)) => w.completeness_no_service().to_owned(),
            (Self::None, _) => w.index_no_answer().to_owned(),
            (Self::NotAsked, _) => w.missing_not_applicable().to_owned(),
        }
    }
}

impl Survey {
    /// Gives the indices of the form, each with how it is worked out: the first by the survey's own convention and pooling, others exactly
    /// and over all respondents alike.
    #[must_use]
    pub fn measures(&self) -> Vec<Measure> {
        let definitions = Definition::all(&self.form).into_iter().enumerate();
        let measure = |(at, definition)| match at {
            0 => Measure { definition, convention: self.convention, pooling: self.pooling },
            _ => Measure { definition, convention: Convention::default(), pooling: Pooling::default() },
        };
        definitions.map(measure).collect()
    }

    /// Gives the first index of the form; one over nothing, where it has none.
    #[must_use]
    pub fn measure(&self) -> Measure {
        Measure { definition: Definition::first(&self.form), convention: self.convention, pooling: self.pooling }
    }
}

impl Store {
    /// Works out an index of a survey from the kept counts: finished interviews.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn results(&self, survey: &Survey, measure: &Measure) -> Result<Results> {
        let definition = &measure.definition;
        let whole = self.scores(survey, definition, Part::Survey)?.pop();
        let whole = whole.unwrap_or_else(|| Group::together(&[], definition.questions.len()));
        let services = self.scores(survey, definition, Part::Service)?;
        Ok(Results::of(whole, &services, self.counts(survey.id)?, &Status::FINISHED, measure))
    }

    /// Works out an index of a survey from its rows: interviews of some statuses, with the interval; and the groups of each breakdown.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn results_of_rows(
        &self,
        survey: &Survey,
        statuses: &[Status],
        measure: &Measure,
        by: &[By],
    ) -> Result<(Results, Vec<Vec<Group>>)> {
        let all: Vec<By> = std::iter::once(By::Part(Part::Service)).chain(by.iter().copied()).collect();
        let (mut groups, moments) = self.tabulate(survey, &measure.definition, statuses, &all)?;
        let services = groups.remove(0);
        let whole = Group::together(&services, measure.definition.questions.len());
        let results = Results::of(whole, &services, self.counts(survey.id)?, statuses, measure);
        Ok((results.with_interval(&moments), groups))
    }
}

/// Writes a bound or half an interval with two decimals.
#[must_use]
pub fn points(value: f64) -> Option<Ratio> {
    // Hundredths of a point are far below what an estimate is good for.
    decimal::ratio((value * 100.0).round() as i64, 100)
}
