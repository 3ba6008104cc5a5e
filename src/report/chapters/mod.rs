//! The chapters of the report of a survey, as Permenpan RB 14/2017 has them: sentences, tables and charts in order; knows no format.

mod analysis;

use super::annexes;
use super::block::{Block, Chart, Document, Table};
use super::facts::{Facts, Unsur};
use super::tables::{self, NRR_PLACES, signed};
use crate::store::{By, GroupKey, Part, points};
use crate::survey::index::interval::FEWEST;
use crate::survey::index::{PLACES, Pooling, decimal};
use crate::words::Words;

/// Writes the report.
#[must_use]
pub fn document(facts: &Facts, w: Words) -> Document {
    let mut report = Report::about(facts, w);
    report.introduction();
    report.collecting();
    report.results();
    report.analysis();
    report.conclusion();
    report.annexes();
    Document {
        words: w,
        title: if facts.results.definition.is_skm() {
            w.report_cover().to_owned()
        } else {
            w.report_other_cover(facts.survey_name(w).to_uppercase())
        },
        cover: vec![facts.unit(w), facts.survey.period.clone()],
        made: facts.today,
        blocks: report.blocks,
    }
}

/// A report being written.
struct Report<'a> {
    facts: &'a Facts,
    w: Words,
    /// What people call the index and the survey.
    index: String,
    survey: String,
    blocks: Vec<Block>,
    tables: usize,
    figures: usize,
}

impl<'a> Report<'a> {
    fn about(facts: &'a Facts, w: Words) -> Self {
        let (index, survey) = (facts.index_name(w).to_owned(), facts.survey_name(w).to_owned());
        Self { facts, w, index, survey, blocks: Vec::new(), tables: 0, figures: 0 }
    }

    /// Writes about another index of the form.
    fn other(&mut self, other: &'a Facts, write: impl FnOnce(&mut Self)) {
        let first = (self.facts, std::mem::replace(&mut self.index, other.index_name(self.w).to_owned()));
        self.facts = other;
        write(self);
        (self.facts, self.index) = first;
    }

    fn chapter(&mut self, title: &str) {
        self.blocks.push(Block::Heading(1, title.to_owned()));
    }

    fn section(&mut self, title: &str) {
        self.blocks.push(Block::Heading(2, title.to_owned()));
    }

    fn say(&mut self, text: impl Into<String>) {
        // A survey without a period leaves a hole in its sentences.
        self.blocks.push(Block::Text(text.into().replace("  ", " ").replace(" .", ".")));
    }

    /// Writes a list that is one sentence: semicolons between its lines, a full stop behind the last.
    fn list(&mut self, mut lines: Vec<String>) {
        let last = lines.len().saturating_sub(1);
        for (at, line) in lines.iter_mut().enumerate().filter(|(_, line)| !line.ends_with('.')) {
            line.push(if at == last { '.' } else { ';' });
        }
        self.blocks.push(Block::List(lines));
    }

    fn table(&mut self, table: Table) {
        self.tables += 1;
        let caption = self.w.report_table(self.tables, table.caption);
        self.blocks.push(Block::Table(Table { caption, ..table }));
    }

    fn chart(&mut self, chart: Chart) {
        self.figures += 1;
        let caption = self.w.report_figure(self.figures, chart.caption);
        self.blocks.push(Block::Chart(Chart { caption, ..chart }));
    }

    fn introduction(&mut self) {
        let (facts, w) = (self.facts, self.w);
        self.chapter(w.report_chapter_1());
        self.section(w.report_background());
        if !facts.results.definition.is_skm() {
            return self.other_introduction();
        }
        self.say(w.report_background_law());
        self.say(w.report_background_unit(&self.survey, facts.unit(w), &facts.survey.period));
        self.section(w.report_law());
        self.list([w.report_law_1(), w.report_law_2(), w.report_law_3()].map(str::to_owned).to_vec());
        self.section(w.report_aim());
        self.say(w.report_aim_text());
        self.list([w.report_aim_1(), w.report_aim_2(), w.report_aim_3()].map(str::to_owned).to_vec());
    }

    /// Introduces a survey that is none of the SKM: no more than is known of it.
    fn other_introduction(&mut self) {
        let (facts, w) = (self.facts, self.w);
        self.say(w.report_other_background(&self.survey, facts.unit(w), &facts.survey.period));
        self.section(w.report_law());
        self.list(vec![w.report_other_law().to_owned()]);
        self.section(w.report_aim());
        self.say(w.report_other_aim(&self.survey));
        self.list(vec![w.report_other_aim_1(&self.index), w.report_aim_2().to_owned(), w.report_aim_3().to_owned()]);
    }

    fn collecting(&mut self) {
        let (facts, w) = (self.facts, self.w);
        let survey = &facts.survey;
        self.chapter(&w.report_chapter_2(self.survey.to_uppercase()));
        self.section(&w.report_runner(&self.survey));
        match survey.choosable(crate::store::List::Surveyor).count() {
            0 => self.say(w.report_runner_unit(&self.survey, facts.unit(w))),
            surveyors => self.say(w.report_runner_text(&self.survey, facts.unit(w), surveyors)),
        }
        self.section(w.report_method());
        let values = facts.values();
        let (lowest, highest) = (values.first().copied().unwrap_or(1), values.last().copied().unwrap_or(4));
        self.say(w.report_method_text(facts.unsur.len(), lowest, highest));
        self.list(facts.unsur.iter().map(|unsur| format!("{} ({})", unsur.name, unsur.number)).collect());
        self.section(w.report_place());
        match facts.breakdowns.iter().find(|breakdown| breakdown.by == By::Part(Part::Location)) {
            Some(places) if facts.n() > 0 => {
                self.say(w.report_place_text());
                self.table(tables::profile(facts, places, w));
            }
            _ => self.say(w.report_nobody()),
        }
        self.section(w.report_time());
        self.say(w.report_time_text(&self.survey, &survey.period, w.long_date(survey.from), w.long_date(survey.to)));
        self.section(w.report_sample());
        self.sample();
    }

    /// Says whether the sample is large enough, and never stands in the way of the report.
    fn sample(&mut self) {
        let (facts, w) = (self.facts, self.w);
        let served = u64::try_from(facts.survey.served).unwrap_or(0);
        if served == 0 {
            self.say(w.report_sample_unknown(w.whole(facts.n())));
            return;
        }
        let minimum = u64::try_from(facts.survey.minimum()).unwrap_or(0);
        self.say(w.report_sample_served(w.whole(served), w.whole(minimum)));
        match minimum.checked_sub(facts.n()) {
            None | Some(0) => self.say(w.report_sample_enough(w.whole(facts.n()))),
            Some(short) => self.say(w.report_sample_short(w.whole(facts.n()), w.whole(short))),
        }
    }

    /// Names the section of the first index: that of the SKM by the regulation's words.
    fn index_heading(&self) -> String {
        let (found, w) = (&self.facts.results, self.w);
        if found.definition.is_skm() { w.report_index().to_owned() } else { w.report_more_index("3.2", self.facts.index_name(w)) }
    }

    fn results(&mut self) {
        let (facts, w) = (self.facts, self.w);
        let someone = facts.n() > 0;
        self.chapter(&w.report_chapter_3(self.survey.to_uppercase()));
        self.section(w.report_profile());
        if !someone {
            // Nothing is distributed over nobody: no empty tables.
            self.say(w.report_nobody());
            self.section(&self.index_heading());
            self.no_index();
            return;
        }
        self.say(w.report_profile_text(w.whole(facts.n())));
        for breakdown in facts.breakdowns.iter().filter(|breakdown| breakdown.by != By::Part(Part::Location)) {
            self.table(tables::profile(facts, breakdown, w));
        }
        self.section(&self.index_heading());
        self.index();
        self.silent();
        self.table(tables::index(facts, w));
        self.chart(tables::index_chart(facts, w));
        self.section(w.report_answers());
        self.table(tables::answers(facts, w));
        self.chart(tables::answers_chart(facts, w));
        self.section(&w.report_groups(&self.index));
        self.say(w.report_groups_text(&self.index));
        for breakdown in &facts.breakdowns {
            self.table(tables::groups(facts, breakdown, w));
        }
        for (at, other) in (5..).zip(&facts.others) {
            self.section(&w.report_more_index(format!("3.{at}"), other.index_name(w)));
            self.other(other, Self::another);
        }
    }

    /// Writes an index that stands beside the first: never mixed with it, and by service alone.
    fn another(&mut self) {
        let (facts, w) = (self.facts, self.w);
        self.index();
        self.say(w.report_more_apart());
        self.silent();
        self.table(tables::index(facts, w));
        self.chart(tables::index_chart(facts, w));
        self.table(tables::answers(facts, w));
        self.chart(tables::answers_chart(facts, w));
        for breakdown in facts.breakdowns.iter().filter(|breakdown| breakdown.by == By::Part(Part::Service)) {
            self.table(tables::groups(facts, breakdown, w));
        }
    }

    /// Names the unsur that nobody answered.
    fn silent(&mut self) {
        let silent: Vec<String> = self.facts.unsur.iter().filter(|unsur| unsur.n == 0).map(|unsur| unsur.name.clone()).collect();
        if !silent.is_empty() {
            self.say(self.w.report_left_silent(silent.join(", "), self.facts.results.unsur()));
        }
    }

    fn index(&mut self) {
        let (facts, w) = (self.facts, self.w);
        let found = &facts.results;
        let Some((ikm, mutu)) = &found.headline else {
            self.no_index();
            return;
        };
        let survey = &facts.survey;
        self.say(if mutu.code().is_empty() {
            w.report_more_text(&self.index, facts.unit(w), &survey.period, w.decimal(ikm, PLACES))
        } else {
            w.report_index_text(&self.index, facts.unit(w), &survey.period, w.decimal(ikm, PLACES), mutu.code(), w.mutu(mutu))
        });
        if let Some((low, high)) = found.bounds() {
            let show = |value| points(value).map_or_else(String::new, |value| w.decimal(&value, PLACES));
            self.say(w.report_index_interval(&self.index, show(low), show(high)));
        } else if found.whole.n < FEWEST {
            self.say(w.report_index_no_interval(FEWEST));
        }
        let unsur = found.unsur();
        self.say(w.report_index_convention(found.says(w), w.pooling(found.pooling)));
        if let Some(other) = found.others.first() {
            let says = w.convention(&other.convention, unsur);
            let mut text = w.report_index_other(&self.index, says, w.decimal(&other.ikm, PLACES), signed(&other.by, w), other.mutu.code());
            if found.others.len() > 1 {
                text = format!("{text} {}", w.report_index_more(found.others.len() - 1));
            }
            self.say(w.report_index_warning(text));
        }
    }

    fn no_index(&mut self) {
        let (facts, w) = (self.facts, self.w);
        match &facts.results.lacking {
            _ if facts.n() == 0 => self.say(w.report_index_none(&self.index)),
            Some(GroupKey::Item(_, id)) => self.say(w.report_index_service_lacks(&self.index, facts.survey.label(Some(*id)))),
            _ => self.say(w.report_index_lacking(&self.index)),
        }
    }

    fn conclusion(&mut self) {
        let (facts, w) = (self.facts, self.w);
        self.chapter(w.report_chapter_5());
        self.section(w.report_conclusion());
        match &facts.results.headline {
            Some((ikm, mutu)) => {
                let ikm = w.decimal(ikm, PLACES);
                self.say(w.report_conclusion_ikm(&self.index, facts.unit(w), &facts.survey.period, ikm, mutu.code(), w.mutu(mutu)));
            }
            None => self.no_index(),
        }
        for other in &facts.others {
            if let Some((index, _)) = &other.results.headline {
                self.say(w.report_more_text(other.index_name(w), facts.unit(w), &facts.survey.period, w.decimal(index, PLACES)));
            }
        }
        let names = |unsur: Vec<&Unsur>| unsur.iter().map(|unsur| unsur.name.clone()).collect::<Vec<_>>().join("; ");
        let (weak, strong) = (names(self.ends(|unsur| unsur.lowest)), names(self.ends(|unsur| unsur.highest)));
        if !weak.is_empty() {
            self.say(w.report_conclusion_weak(weak));
            self.say(w.report_conclusion_strong(strong));
        }
        self.say(w.report_closing());
        let head = w.report_sign_head(facts.unit(w));
        let blank = String::new;
        let lines = [w.report_sign_place().to_owned(), head, blank(), blank(), blank(), w.report_sign_name().to_owned()];
        self.blocks.push(Block::Signature(lines.into_iter().chain([w.report_sign_number().to_owned()]).collect()));
    }

    fn annexes(&mut self) {
        let (facts, w) = (self.facts, self.w);
        self.chapter(w.report_annex_1());
        self.table(annexes::questionnaire(facts, w));
        self.chapter(w.report_annex_2());
        if facts.others.is_empty() {
            self.convention();
        } else {
            self.section(&self.index.clone());
            self.convention();
            for other in &facts.others {
                self.section(other.index_name(w));
                self.other(other, Self::convention);
            }
        }
        self.chapter(w.report_annex_3());
        self.left_out();
        for other in &facts.others {
            self.other(other, Self::left_answers);
        }
        match &facts.closed {
            Some(closed) => {
                self.say(w.report_closed(closed.say(w)));
                self.say(format!("{}.", tables::capital(&closed.say_fingerprint(w))));
            }
            None => self.say(w.report_open()),
        }
        self.say(w.report_made(w.long_date(facts.today)));
    }

    fn convention(&mut self) {
        let (facts, w) = (self.facts, self.w);
        let found = &facts.results;
        self.say(w.report_convention_name(found.convention.name(), found.says(w)));
        self.say(w.report_pooling_says(w.pooling(found.pooling)));
        let mut steps = vec![w.report_step_nrr().to_owned()];
        let factor = w.number(&decimal::plain(&found.definition.rule.factor));
        if let Some(whole) = &found.index.whole {
            steps.push(match whole.weight() {
                Some(weight) => w.report_step_weighted(w.decimal(weight, 6), found.unsur()),
                None => w.report_step_own().to_owned(),
            });
            steps.push(w.report_step_index(w.decimal(&whole.index, NRR_PLACES)));
        }
        steps.extend(found.headline.as_ref().map(|(ikm, _)| {
            let ikm = w.decimal(ikm, PLACES);
            if found.pooling == Pooling::Services {
                w.report_step_mean(&self.index, ikm)
            } else {
                w.report_step_ikm(&self.index, &factor, ikm)
            }
        }));
        self.list(steps);
        let other = |other: &crate::survey::index::Other| {
            let says = w.convention(&other.convention, found.unsur());
            w.report_index_other(&self.index, says, w.decimal(&other.ikm, PLACES), signed(&other.by, w), other.mutu.code())
        };
        let others: Vec<String> = found.others.iter().map(other).collect();
        if !others.is_empty() {
            self.say(w.report_index_warning(""));
            self.list(others);
        }
        if !found.definition.rule.bands.is_empty() {
            self.table(annexes::bands(&found.definition, w));
        }
    }

    /// Lists what is not counted and why: nothing is left out silently.
    fn left_out(&mut self) {
        let (facts, w) = (self.facts, self.w);
        let found = &facts.results;
        if found.left_out().is_empty() {
            self.say(if facts.n() == 0 { w.report_nobody() } else { w.report_left_none() });
        } else {
            self.say(w.report_left_text());
            self.table(annexes::left_interviews(facts, w));
        }
        if found.pooling == Pooling::Services && found.without_service > 0 {
            self.say(w.report_left_services(&self.index, w.whole(found.without_service)));
        }
        if facts.n() == 0 {
            return;
        }
        self.silent();
        self.left_answers();
    }

    /// Lists the answers to the questions of an index that are not counted.
    fn left_answers(&mut self) {
        let (facts, w) = (self.facts, self.w);
        if facts.left_answers().next().is_none() {
            self.say(w.report_left_no_answers());
        } else {
            self.table(annexes::left_answers(facts, w));
        }
    }
}
