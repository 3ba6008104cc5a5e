//! The chapter that says what the results mean: weak and strong unsur, services, comments, plan of follow-up, trend; knows no format.

use super::super::facts::Unsur;
use super::super::tables::{self, NRR_PLACES};
use super::Report;
use crate::store::{By, Part};
use crate::survey::index::{PLACES, Ratio, SMALL, decimal};

impl Report<'_> {
    /// Gives the unsur of one end by their place there.
    pub(super) fn ends(&self, place: fn(&Unsur) -> Option<usize>) -> Vec<&Unsur> {
        let mut ends: Vec<&Unsur> = self.facts.unsur.iter().filter(|unsur| place(unsur).is_some()).collect();
        ends.sort_by_key(|unsur| place(unsur));
        ends
    }

    fn lines(&self, unsur: &[&Unsur]) -> Vec<String> {
        let w = self.w;
        let line = |unsur: &&Unsur| {
            let figures = unsur.figures.as_ref()?;
            let name = format!("{} ({})", unsur.name, unsur.number);
            Some(w.report_unsur_line(
                &self.index,
                name,
                w.decimal(&figures.nrr, NRR_PLACES),
                w.decimal(&figures.ikm, PLACES),
                figures.mutu.code(),
            ))
        };
        unsur.iter().filter_map(line).collect()
    }

    /// As [`Report::lines`], with how many answers lie in the lower half of the scale.
    fn low(&self, unsur: &[&Unsur]) -> Vec<String> {
        let (w, values) = (self.w, self.facts.values());
        let half = &values[..values.len() / 2];
        let (Some(from), Some(to)) = (half.first(), half.last()) else { return self.lines(unsur) };
        let values = if half.len() == 2 { w.report_two_values(from, to) } else { w.report_many_values(from, to) };
        let low = |(line, unsur): (String, &&Unsur)| {
            let n: u64 = half.iter().filter_map(|value| unsur.scores.counts.get(value)).sum();
            let said = || w.report_low_answers(&line, w.whole(n), w.whole(unsur.n), tables::percent(n, unsur.n, w), &values);
            if n == 0 { line } else { said() }
        };
        self.lines(unsur).into_iter().zip(unsur).map(low).collect()
    }

    /// Names the services with the lowest and the highest IKM, among those that are large enough to be compared.
    fn services(&mut self) {
        let w = self.w;
        let Some(services) = self.facts.breakdowns.iter().find(|breakdown| breakdown.by == By::Part(Part::Service)) else { return };
        let known = services.groups.iter().filter(|group| group.n >= SMALL && !group.hidden && group.is_item);
        let mut ikm: Vec<(&Ratio, &str)> =
            known.filter_map(|group| Some((&group.index.whole.as_ref()?.ikm, group.name.as_str()))).collect();
        ikm.sort_by_key(|(ikm, _)| *ikm);
        let (Some((low, lowest)), Some((high, highest))) = (ikm.first(), ikm.last()) else { return };
        if low < high {
            self.say(w.report_services_differ(&self.index, SMALL, lowest, w.decimal(low, PLACES), highest, w.decimal(high, PLACES)));
        }
    }

    pub(super) fn analysis(&mut self) {
        let (facts, w) = (self.facts, self.w);
        self.chapter(&w.report_chapter_4(self.survey.to_uppercase()));
        self.section(w.report_strong_weak());
        let (weak, strong) = (self.ends(|unsur| unsur.lowest), self.ends(|unsur| unsur.highest));
        let (weak, strong) = (self.low(&weak), self.lines(&strong));
        if weak.is_empty() {
            self.say(if facts.n() == 0 { w.report_index_none(&self.index) } else { w.report_all_equal().to_owned() });
        } else {
            self.say(w.report_weak_text());
            self.list(weak);
            self.say(w.report_strong_text());
            self.list(strong);
        }
        self.services();
        self.section(w.report_comments());
        self.comments();
        self.section(w.report_plan());
        if facts.plan.is_empty() {
            self.say(if facts.n() == 0 { w.report_plan_unknown() } else { w.report_plan_none() });
        } else {
            self.say(w.report_plan_text());
            self.table(tables::plan(facts, w));
            let open = facts.plan.iter().filter(|planned| planned.plan.as_ref().is_none_or(|plan| plan.program.is_empty())).count();
            if open > 0 {
                self.say(w.report_plan_open(open));
            }
        }
        self.section(&w.report_trend(&self.survey));
        self.trend();
    }

    fn comments(&mut self) {
        let (facts, w) = (self.facts, self.w);
        let counts = &facts.remarks.counts;
        let written = u64::try_from(counts.comments).unwrap_or(0);
        if written == 0 {
            return self.say(w.report_comments_none());
        }
        let of = facts.n();
        self.say(w.report_comments_text(w.whole(written), w.whole(of), tables::percent(written, of, w)));
        if counts.coded() == 0 {
            return self.say(w.report_comments_fill());
        }
        self.say(w.report_comments_coded());
        self.table(tables::comments(facts, w));
        let open = counts.uncoded() + counts.outdated;
        if open > 0 {
            self.say(w.report_comments_open(open));
        }
    }

    fn trend(&mut self) {
        let (facts, w) = (self.facts, self.w);
        if facts.rounds.len() < 2 {
            self.say(w.report_trend_first());
            return;
        }
        self.say(w.report_trend_text(&self.index));
        let (last, earlier) = (facts.rounds.last(), &facts.rounds[..facts.rounds.len() - 1]);
        let before = earlier.iter().rev().find_map(|round| Some((round, &round.headline.as_ref()?.0)));
        if let Some(((ikm, _), (round, before))) = last.and_then(|last| last.headline.as_ref()).zip(before) {
            let none = decimal::whole(0);
            let by = ikm - before;
            match by.cmp(&none) {
                std::cmp::Ordering::Greater => self.say(w.report_trend_rose(&self.index, w.decimal(&by, PLACES), &round.title)),
                std::cmp::Ordering::Less => self.say(w.report_trend_fell(&self.index, w.decimal(&-by, PLACES), &round.title)),
                std::cmp::Ordering::Equal => self.say(w.report_trend_same(&self.index, &round.title)),
            }
        }
        if facts.rounds.windows(2).any(|pair| pair[0].convention != pair[1].convention) {
            self.say(w.report_trend_conventions());
        }
        self.table(tables::trend(facts, w));
        self.chart(tables::trend_chart(facts, w));
    }
}
