//! What depends on what among the questions of a form, worked out once when it is read; knows no answer.

use super::expr::{self, Expr};
use super::form::Form;
use std::collections::HashMap;

/// The dependences of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// By question: its place in an order where each comes after all that it depends on.
    rank: Vec<usize>,
    /// By question: those whose standing or value depends on it directly.
    dependents: Vec<Vec<usize>>,
    /// By question: earlier ones in the order whose constraint names it.
    watchers: Vec<Vec<usize>>,
    /// By question: the section that it is in.
    section: Vec<usize>,
    /// By question: the question and the code of the choice that it says more about.
    opener: Vec<Option<(usize, i64)>>,
    /// By question: true where it is not asked always, or its answer does not stand always.
    conditional: Vec<bool>,
    has_rules: bool,
    /// By key: the position of a question.
    positions: HashMap<String, usize>,
}

impl Plan {
    /// Works the dependences of a form out.
    pub(super) fn of(form: &Form) -> Result<Self, Vec<usize>> {
        let count = form.questions.len();
        let mut plan = Self {
            section: vec![0; count],
            opener: vec![None; count],
            conditional: vec![false; count],
            dependents: vec![Vec::new(); count],
            watchers: vec![Vec::new(); count],
            rank: vec![0; count],
            has_rules: false,
            positions: form.questions.iter().enumerate().rev().map(|(at, question)| (question.key.clone(), at)).collect(),
        };
        for (at, section) in form.sections.iter().enumerate() {
            plan.section[section.questions.clone()].fill(at);
        }
        for (at, question) in form.questions.iter().enumerate() {
            for choice in question.choices() {
                if let Some(opener) = choice.specify.and_then(|text| plan.opener.get_mut(text)) {
                    *opener = Some((at, choice.code));
                }
            }
        }
        let mut needs: Vec<Vec<usize>> = (0..count).map(|at| plan.needs(form, at)).collect();
        for (rank, at) in expr::order(&needs)?.into_iter().enumerate() {
            plan.rank[at] = rank;
        }
        for (at, question) in form.questions.iter().enumerate() {
            let constraint = question.constraint.as_ref().map_or(&[][..], |constraint| constraint.rule.depends());
            for named in constraint.iter().filter(|named| **named != at) {
                if plan.rank[*named] < plan.rank[at] { needs[at].push(*named) } else { plan.watchers[*named].push(at) }
            }
            plan.has_rules |= question.calculate.is_some();
            plan.conditional[at] = !plan.is_always_asked(form, at) || question.constraint.is_some() || question.filter.is_some();
        }
        plan.has_rules |= plan.conditional.contains(&true);
        for (at, mut needs) in needs.into_iter().enumerate() {
            needs.sort_unstable();
            needs.dedup();
            needs.into_iter().filter(|need| *need != at).for_each(|need| plan.dependents[need].push(at));
        }
        Ok(plan)
    }

    /// Gives the positions of the questions by key; empty where nothing is planned yet.
    pub(super) const fn positions(&self) -> &HashMap<String, usize> {
        &self.positions
    }

    /// Gives what must be known before a question: what its relevance, its choices or its value are worked out from.
    fn needs(&self, form: &Form, at: usize) -> Vec<usize> {
        let question = &form.questions[at];
        let own = [&question.relevant, &question.calculate, &question.filter].into_iter().flatten();
        let around = self.sections_around(form, at).filter_map(|section| form.sections[section].relevant.as_ref());
        let mut needs: Vec<usize> = own.chain(around).flat_map(Expr::depends).copied().collect();
        needs.extend(self.opener[at].map(|(question, _)| question));
        needs
    }

    fn is_always_asked(&self, form: &Form, at: usize) -> bool {
        let around = self.sections_around(form, at).any(|section| form.sections[section].relevant.is_some());
        form.questions[at].relevant.is_none() && self.opener[at].is_none() && !around
    }

    /// Gives the section of a question and those that it lies in.
    pub(super) fn sections_around(&self, form: &Form, at: usize) -> impl Iterator<Item = usize> {
        let inner = self.section.get(at).copied().filter(|section| form.sections.get(*section).is_some());
        // A section lies in an earlier one: the way ends.
        std::iter::successors(inner, |section| form.sections[*section].inside.filter(|outer| outer < section))
    }

    /// Gives the place of a question in an order where each comes after all that it depends on.
    pub(super) fn rank(&self, at: usize) -> usize {
        self.rank.get(at).copied().unwrap_or(at)
    }

    /// Tells whether any question is not asked always, or is worked out from others: else every answer stands.
    #[must_use]
    pub const fn has_rules(&self) -> bool {
        self.has_rules
    }

    /// Gives the questions whose standing or value depends directly on one.
    #[must_use]
    pub fn dependents(&self, at: usize) -> &[usize] {
        self.dependents.get(at).map_or(&[], Vec::as_slice)
    }

    /// Tells whether the constraint of any question names what comes later.
    pub(super) fn has_watchers(&self) -> bool {
        self.watchers.iter().any(|watchers| !watchers.is_empty())
    }

    /// Gives the questions that come earlier and whose constraint names one: a new answer there must not break theirs.
    pub(super) fn watchers(&self, at: usize) -> &[usize] {
        self.watchers.get(at).map_or(&[], Vec::as_slice)
    }

    /// Gives the question and the code of the choice that a text question says more about: "other, specify".
    #[must_use]
    pub fn opener(&self, text: usize) -> Option<(usize, i64)> {
        self.opener.get(text).copied().flatten()
    }

    /// Tells whether a question is not asked always, or an answer to it does not stand always.
    #[must_use]
    pub fn is_conditional(&self, at: usize) -> bool {
        self.conditional.get(at).copied().unwrap_or(false)
    }
}
