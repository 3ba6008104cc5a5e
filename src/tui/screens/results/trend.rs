//! The surveys of a unit over time, and two of them side by side; knows no breakdown.

use super::super::rows::{put, rule};
use super::view::{right, scaled, signed};
use crate::store::{Results, Store, Survey};
use crate::survey::index::{PLACES, Ratio};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::fit;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The trend of a unit.
pub struct Trend {
    survey: Survey,
    /// The surveys of the same unit, the earliest first.
    rounds: Vec<(Survey, Results)>,
    /// The key of the index.
    index: String,
    at: usize,
    /// True while the round in hand stands beside the survey.
    beside: bool,
}

impl Trend {
    /// Opens the trend of a survey's unit.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id, index: String) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, index, rounds: Vec::new(), at: 0, beside: false })
    }

    fn own(&self) -> Option<&(Survey, Results)> {
        self.rounds.iter().find(|(survey, _)| survey.id == self.survey.id)
    }
}

impl Screen for Trend {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.unit.clone(), right: if self.beside { w.trend_beside() } else { w.trend_title() }.to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Rounds]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.rounds.clear();
        for survey in store.surveys()?.into_iter().filter(|survey| survey.unit == self.survey.unit) {
            // A survey without this index is no point of its trend.
            let measures = survey.measures();
            if let Some(measure) = measures.into_iter().find(|measure| measure.definition.key == self.index) {
                let found = store.results(&survey, &measure)?;
                self.rounds.push((survey, found));
            }
        }
        self.rounds.sort_by_key(|(survey, _)| (survey.from, survey.id));
        self.at = self.rounds.iter().position(|(survey, _)| survey.id == self.survey.id).unwrap_or(0);
        Ok(())
    }

    fn update(&mut self, action: Action, _: &mut Store, w: Words) -> Result<Step> {
        Ok(match action {
            Action::Up => {
                self.at = self.at.saturating_sub(1);
                Step::Stay
            }
            Action::Down => {
                self.at = (self.at + 1).min(self.rounds.len().saturating_sub(1));
                Step::Stay
            }
            Action::Accept if self.rounds.get(self.at).is_some_and(|(survey, _)| survey.id == self.survey.id) => {
                Step::Refuse(w.trend_same().to_owned())
            }
            Action::Accept => {
                self.beside = true;
                Step::Stay
            }
            Action::Leave if self.beside => {
                self.beside = false;
                Step::Stay
            }
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        match (self.beside, self.own(), self.rounds.get(self.at)) {
            (true, Some(own), Some(other)) if own.0.id != other.0.id => draw_beside(frame, area, look, own, other),
            _ => self.draw_rounds(frame, area, look),
        }
    }
}

impl Trend {
    fn draw_rounds(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let columns = [36, 46, 51, 60];
        let measures = self.survey.measures();
        let definition = measures.iter().map(|measure| &measure.definition).find(|definition| definition.key == self.index);
        let name = definition.map_or("", |definition| definition.label.get(w.0));
        put(frame, area, (3, area.y), w.trend_round(), theme.title);
        for (column, head) in columns.into_iter().zip([w.results_column_n(), name, w.results_column_mutu(), w.trend_difference()]) {
            right(frame, area, (column, area.y), head, theme.title);
        }
        rule(frame, area, area.y + 1, look);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        let first = (self.at + 1).saturating_sub(usize::from(list.height));
        let mut before: Option<&Results> = first.checked_sub(1).and_then(|at| Some(&self.rounds.get(at)?.1));
        for (y, (at, (survey, found))) in (list.y..list.bottom()).zip(self.rounds.iter().enumerate().skip(first)) {
            let style = if at == self.at { theme.current } else { theme.plain };
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            let name = if survey.period.is_empty() { &survey.name } else { &survey.period };
            put(frame, Rect { width: 28, ..list }, (3, y), name, style);
            right(frame, list, (columns[0], y), &found.whole.n.to_string(), style);
            if let Some((ikm, mutu)) = &found.headline {
                right(frame, list, (columns[1], y), &w.decimal(ikm, PLACES), style);
                right(frame, list, (columns[2] - 1, y), mutu.code(), style);
                if let Some((earlier, _)) = before.and_then(|before| before.headline.as_ref()) {
                    right(frame, list, (columns[3], y), &signed(&(ikm - earlier), w), style);
                }
                put(
                    frame,
                    list,
                    (62, y),
                    &scaled(ikm, &found.definition.range(), usize::from(area.width.saturating_sub(64)).min(50)),
                    style,
                );
            } else {
                right(frame, list, (columns[1], y), "-", style);
            }
            before = Some(found);
        }
        let differ =
            self.rounds.windows(2).any(|pair| (pair[0].1.convention, pair[0].1.pooling) != (pair[1].1.convention, pair[1].1.pooling));
        let (text, style) = if differ { (w.trend_conventions_differ(), theme.soft) } else { (w.trend_hint(), theme.quiet) };
        put(frame, area, (1, area.bottom().saturating_sub(1)), text, style);
    }
}

/// Draws two surveys side by side, unsur by unsur, with the differences.
fn draw_beside(frame: &mut Frame<'_>, area: Rect, look: &Look, (own, found): &(Survey, Results), (other, against): &(Survey, Results)) {
    let (w, theme) = (look.words, look.theme);
    let columns = [44, 62, 76];
    let short = |survey: &Survey| if survey.period.is_empty() { survey.name.clone() } else { survey.period.clone() };
    for (column, head) in columns.into_iter().zip([short(other), short(own), w.trend_difference().to_owned()]) {
        right(frame, area, (column, area.y), &fit(&head, 16), theme.title);
    }
    rule(frame, area, area.y + 1, look);
    let row = |frame: &mut Frame<'_>, y: u16, name: &str, places: u8, values: [Option<&Ratio>; 2]| {
        put(frame, Rect { width: 26, ..area }, (3, y), name, theme.plain);
        for (column, value) in columns.into_iter().zip(values) {
            right(frame, area, (column, y), &value.map_or_else(|| "-".to_owned(), |value| w.decimal(value, places)), theme.plain);
        }
        if let [Some(before), Some(now)] = values {
            let text = w.decimal(&(now - before), places);
            let text = if text.starts_with('-') { text } else { format!("+{text}") };
            right(frame, area, (columns[2], y), &text, theme.plain);
        }
    };
    let mut y = area.y + 2;
    let unsur = &found.definition.questions;
    for (at, question) in unsur.iter().enumerate() {
        let question = &own.form.questions[*question];
        // The other round may have another questionnaire: an unsur is found by its key.
        let twin = against.definition.questions.iter().position(|at| other.form.questions[*at].key == question.key);
        let nrr = |results: &Results, at: usize| results.index.lines[at].figures.as_ref().map(|figures| figures.nrr.clone());
        let values = [twin.and_then(|at| nrr(against, at)), nrr(found, at)];
        let label = format!("{} {}", found.definition.number(&own.form, at), question.label.get(w.0));
        row(frame, y, &label, 4, [values[0].as_ref(), values[1].as_ref()]);
        y += 1;
    }
    rule(frame, area, y, look);
    let headline = |results: &Results| results.headline.as_ref().map(|(ikm, _)| ikm.clone());
    let (before, now) = (headline(against), headline(found));
    row(frame, y + 1, found.definition.label.get(w.0), PLACES, [before.as_ref(), now.as_ref()]);
    let letter = |results: &Results| results.headline.as_ref().map_or("-".to_owned(), |(_, mutu)| mutu.code().to_owned());
    put(frame, area, (3, y + 2), w.results_column_mutu(), theme.plain);
    put(frame, area, (3, y + 3), w.results_column_n(), theme.plain);
    for (column, results) in columns.into_iter().zip([against, found]) {
        right(frame, area, (column, y + 2), &letter(results), theme.plain);
        right(frame, area, (column, y + 3), &results.whole.n.to_string(), theme.plain);
    }
    if (found.convention, found.pooling) != (against.convention, against.pooling) {
        put(frame, area, (1, y + 5), w.trend_conventions_differ(), theme.soft);
    }
}
