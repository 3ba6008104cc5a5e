//! Everything that a report says of a survey, gathered once: index, profile, breakdowns, plan, trend; knows no sentence and no format.

use crate::store::{By, Closed, FollowUp, Group, GroupKey, Part, RemarkSummary, Results, Store, Survey};
use crate::survey::index::{Figures, Index, LOWEST, Left, Mutu, Ratio, SMALL, Scores};
use crate::words::Words;
use jiff::civil::Date;

/// Comments that are told for each code.
const EXAMPLES: usize = 3;

/// What a report is made from.
#[derive(Clone, Debug)]
pub struct Facts {
    pub survey: Survey,
    pub results: Results,
    /// In the order of the regulation's list.
    pub unsur: Vec<Unsur>,
    /// The respondents by service, place and each question of the profile.
    pub breakdowns: Vec<Breakdown>,
    /// The surveys of the unit up to this one, the earliest first; this one is the last.
    pub rounds: Vec<Round>,
    /// What the comments are about, with some of them where they may be told.
    pub remarks: RemarkSummary,
    /// For the lowest unsur, the lowest first.
    pub plan: Vec<Planned>,
    pub closed: Option<Closed>,
    /// The other indices of the form, each for itself, without trend, plan and comments.
    pub others: Vec<Self>,
    pub today: Date,
    /// True where small groups are not to be seen.
    pub suppressed: bool,
}

/// One unsur.
#[derive(Clone, Debug)]
pub struct Unsur {
    /// Its question's position in the form.
    pub question: usize,
    /// Its number in the regulation's list, as `U8`; empty for none.
    pub number: String,
    pub name: String,
    pub scores: Scores,
    pub n: u64,
    pub sum: i64,
    pub figures: Option<Figures>,
    /// Its place from below and from above, where it is among three; equals share a place.
    pub lowest: Option<usize>,
    pub highest: Option<usize>,
}

/// The respondents by one thing.
#[derive(Clone, Debug)]
pub struct Breakdown {
    pub by: By,
    pub groups: Vec<GroupLine>,
}

/// One group of respondents.
#[derive(Clone, Debug)]
pub struct GroupLine {
    pub name: String,
    pub n: u64,
    pub index: Index,
    /// True for a line of a code list, such as a service; not for those without one.
    pub is_item: bool,
    /// True where neither its number nor its index may be seen.
    pub hidden: bool,
}

/// One survey of the unit.
#[derive(Clone, Debug)]
pub struct Round {
    pub title: String,
    pub n: u64,
    pub headline: Option<(Ratio, Mutu)>,
    pub convention: String,
}

/// A low unsur, by its position in [`Facts::unsur`], and what is planned about it.
#[derive(Clone, Debug)]
pub struct Planned {
    pub unsur: usize,
    pub plan: Option<FollowUp>,
}

/// Gives the breakdowns that a report has: who keyed, and when, is no matter of the public.
#[must_use]
pub fn published(survey: &Survey) -> Vec<By> {
    let is_public = |by: &By| matches!(by, By::Part(Part::Service | Part::Location) | By::Question(_) | By::Several(_) | By::Age(_));
    By::all(survey).into_iter().filter(is_public).collect()
}

impl Facts {
    /// Gathers the facts around results that were counted from the rows, those of the first index first, each with the groups of each
    /// breakdown that a report has.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn gather(
        store: &Store,
        survey: &Survey,
        counted: Vec<(Results, Vec<Vec<Group>>)>,
        (suppressed, w): (bool, Words),
    ) -> crate::store::Result<Self> {
        let mut counted = counted.into_iter();
        let first = match counted.next() {
            Some(first) => first,
            None => (store.results(survey, &survey.measure())?, Vec::new()),
        };
        let mut facts = Self::first(store, survey, first, (suppressed, w))?;
        for (results, groups) in counted {
            let (unsur, breakdowns) = (unsur(survey, &results, w), breakdowns(survey, &results, groups, (suppressed, w)));
            let (plan, rounds, remarks) = (Vec::new(), Vec::new(), RemarkSummary::default());
            let other = Self { results, unsur, breakdowns, rounds, remarks, plan, ..facts.clone() };
            facts.others.push(Self { others: Vec::new(), ..other });
        }
        Ok(facts)
    }

    fn first(
        store: &Store,
        survey: &Survey,
        (results, groups): (Results, Vec<Vec<Group>>),
        (suppressed, w): (bool, Words),
    ) -> crate::store::Result<Self> {
        let (unsur, breakdowns) = (unsur(survey, &results, w), breakdowns(survey, &results, groups, (suppressed, w)));
        let plans = store.follow_ups(survey.id)?;
        let mut plan: Vec<Planned> = (0..unsur.len())
            .filter(|at| unsur[*at].lowest.is_some())
            .map(|at| {
                let key = &survey.form.questions[unsur[at].question].key;
                Planned { unsur: at, plan: plans.iter().find(|plan| plan.question == *key).cloned() }
            })
            .collect();
        plan.sort_by_key(|planned| unsur[planned.unsur].lowest);
        Ok(Self {
            rounds: rounds(store, survey, &results)?,
            // What people wrote may tell who they are.
            remarks: store.remark_summary(survey, if suppressed { 0 } else { EXAMPLES })?,
            closed: store.closed(survey.id)?,
            others: Vec::new(),
            today: store.now().date(),
            survey: survey.clone(),
            results,
            unsur,
            breakdowns,
            plan,
            suppressed,
        })
    }

    /// Gives the respondents that are counted.
    #[must_use]
    pub const fn n(&self) -> u64 {
        self.results.whole.n
    }

    /// Finds the breakdown by a question.
    #[must_use]
    pub fn by_question(&self, key: &str) -> Option<&Breakdown> {
        let at = self.survey.form.find(key)?;
        self.breakdowns.iter().find(|breakdown| matches!(breakdown.by, By::Question(own) if own == at))
    }

    /// Gives what people call the index.
    #[must_use]
    pub fn index_name(&self, w: Words) -> &str {
        self.results.definition.label.get(w.0)
    }

    /// Gives what people call the survey: SKM, or what its questionnaire is called.
    #[must_use]
    pub fn survey_name(&self, w: Words) -> &str {
        let title = self.survey.form.title.get(w.0);
        if self.results.definition.is_skm() || title.is_empty() { "SKM" } else { title }
    }

    /// Gives the unit's name, or says that it is not filled in.
    #[must_use]
    pub fn unit(&self, w: Words) -> String {
        let unit = self.survey.unit.trim();
        if unit.is_empty() { w.report_no_unit().to_owned() } else { unit.to_owned() }
    }

    /// Gives the values that an answer to an unsur can have, ascending.
    #[must_use]
    pub fn values(&self) -> Vec<i64> {
        self.results.definition.values(&self.survey.form)
    }

    /// Gives the answers that are not counted, by unsur and reason.
    pub fn left_answers(&self) -> impl Iterator<Item = (&Unsur, Left, u64)> {
        self.unsur.iter().flat_map(|unsur| unsur.scores.left.iter().map(move |(left, n)| (unsur, *left, *n)))
    }
}

fn unsur(survey: &Survey, results: &Results, w: Words) -> Vec<Unsur> {
    let lowest = results.index.lowest();
    let known: Vec<&Ratio> = results.index.lines.iter().filter_map(|line| line.figures.as_ref().map(|figures| &figures.nrr)).collect();
    let differ = known.windows(2).any(|pair| pair[0] != pair[1]);
    let definition = &results.definition;
    let all = definition
        .questions
        .iter()
        .copied()
        .zip(&results.index.lines)
        .enumerate()
        .map(|(at, (question, line))| {
            let asked = &survey.form.questions[question];
            let above = line.figures.as_ref().filter(|_| differ).map(|figures| 1 + known.iter().filter(|nrr| ***nrr > figures.nrr).count());
            Unsur {
                question,
                number: definition.number(&survey.form, at),
                name: w.unsur_name(&asked.key).map_or_else(|| asked.label.get(w.0).to_owned(), str::to_owned),
                scores: results.whole.scores[at].clone(),
                n: line.n,
                sum: line.sum,
                figures: line.figures.clone(),
                lowest: lowest[at],
                highest: above.filter(|place| *place <= LOWEST),
            }
        })
        .collect::<Vec<Unsur>>();
    definition.by_regulation(&survey.form).into_iter().map(|at| all[at].clone()).collect()
}

fn breakdowns(survey: &Survey, results: &Results, groups: Vec<Vec<Group>>, how: (bool, Words)) -> Vec<Breakdown> {
    published(survey).into_iter().zip(groups).map(|(by, groups)| breakdown(survey, results, by, &groups, how)).collect()
}

fn breakdown(survey: &Survey, results: &Results, by: By, groups: &[Group], (suppressed, w): (bool, Words)) -> Breakdown {
    let numbers: Vec<u64> = groups.iter().map(|group| group.n).collect();
    let hidden = if suppressed { hidden(&numbers) } else { vec![false; numbers.len()] };
    let line = |(group, hidden): (&Group, bool)| GroupLine {
        name: match &group.key {
            // A list shows what is chosen; a table shows it in words.
            GroupKey::Item(_, id) => survey.label(Some(*id)).to_owned(),
            key => key.name(survey, by, w),
        },
        n: group.n,
        index: results.group(group),
        is_item: matches!(group.key, GroupKey::Item(..)),
        hidden,
    };
    Breakdown { by, groups: groups.iter().zip(hidden).map(line).collect() }
}

/// Tells which groups of a published table are hidden: those of 1 to 4 people, and then the smallest of the others until nothing can be
/// worked out from the total: at least two are hidden, with five people together.
#[must_use]
pub fn hidden(numbers: &[u64]) -> Vec<bool> {
    let mut hidden: Vec<bool> = numbers.iter().map(|n| (1..SMALL).contains(n)).collect();
    while hidden.contains(&true) {
        let of = || numbers.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(n, _)| *n);
        if of().count() >= 2 && of().sum::<u64>() >= SMALL {
            break;
        }
        let next = (0..numbers.len()).filter(|at| !hidden[*at] && numbers[*at] > 0).min_by_key(|at| numbers[*at]);
        let Some(next) = next else { break };
        hidden[next] = true;
    }
    hidden
}

fn rounds(store: &Store, survey: &Survey, results: &Results) -> crate::store::Result<Vec<Round>> {
    let round = |survey: &Survey, results: &Results| Round {
        title: if survey.period.is_empty() { survey.name.clone() } else { survey.period.clone() },
        n: results.whole.n,
        headline: results.headline.clone(),
        convention: format!("{} {}", results.convention.name(), results.pooling.code()),
    };
    let mut earlier: Vec<Survey> = store.surveys()?;
    earlier.retain(|other| {
        !survey.unit.trim().is_empty()
            && other.unit == survey.unit
            && other.id != survey.id
            && (other.from, other.id) < (survey.from, survey.id)
    });
    earlier.sort_by_key(|other| (other.from, other.id));
    let mut rounds = Vec::new();
    for other in &earlier {
        // A survey without this index is no point of its trend.
        if let Some(measure) = other.measures().into_iter().find(|measure| measure.definition.key == results.definition.key) {
            rounds.push(round(other, &store.results(other, &measure)?));
        }
    }
    rounds.push(round(survey, results));
    Ok(rounds)
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn nobody_can_work_out_a_hidden_group() {
        let case = |numbers: &[u64], expected: &[u8]| {
            let found: Vec<u8> = hidden(numbers).into_iter().map(u8::from).collect();
            assert_eq!(found, expected, "{numbers:?}");
        };
        case(&[30, 20, 5], &[0, 0, 0]);
        // One alone would be the total less the others.
        case(&[30, 20, 4], &[0, 1, 1]);
        // Two together are still too few.
        case(&[30, 20, 2, 1], &[0, 1, 1, 1]);
        case(&[30, 4, 3], &[0, 1, 1]);
        case(&[30, 0, 4], &[1, 0, 1]);
        case(&[3], &[1]);
        case(&[], &[]);
    }
}
