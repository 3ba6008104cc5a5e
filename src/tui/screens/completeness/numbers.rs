//! Form numbers and control totals that do not agree: gaps, repeats, numbers outside their batch, batches; each opens what is behind it.

use super::super::rows::{in_view, moved, put, rule};
use crate::store::{self, Batch, Filter, Span, Store, Survey};
use crate::survey::interview::Id;
use crate::survey::quality::Flag;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Opening, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Lines of a kind that are read; more are counted.
const MOST: i64 = 500;

/// One thing that does not agree.
enum Line {
    Gap(Span),
    /// A number and on how many interviews it stands.
    Repeat(i64, i64),
    /// A number that is not of its interview's batch, and whose interview it is.
    Outside(i64, String),
    Batch(Box<Batch>),
    /// A surveyor, the block, and how many of its numbers are used.
    Block(Id, Span, i64),
}

/// The numbers screen.
pub struct Numbers {
    survey: Survey,
    lines: Vec<Line>,
    /// All there are: numbers, those outside their batch, batches that disagree.
    all: store::Numbers,
    outside: i64,
    batches: i64,
    at: usize,
}

impl Numbers {
    /// Opens the numbers of a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, lines: Vec::new(), all: store::Numbers::default(), outside: 0, batches: 0, at: 0 })
    }

    fn say(&self, line: &Line, w: Words) -> String {
        match line {
            Line::Gap(span) if span.len() == 1 => w.numbers_gap_one(format!("{:04}", span.first)),
            Line::Gap(span) => w.numbers_gap(format!("{:04}", span.first), format!("{:04}", span.last), span.len()),
            Line::Repeat(number, n) => w.numbers_repeat(format!("{number:04}"), n),
            Line::Outside(number, surveyor) => w.numbers_outside(format!("{number:04}"), surveyor),
            Line::Block(surveyor, block, used) => {
                let range = format!("{:04}-{:04}", block.first, block.last);
                w.numbers_block(range, self.survey.label(Some(*surveyor)), used, block.len())
            }
            Line::Batch(batch) => say_batch(&self.survey, batch, w),
        }
    }
}

impl Screen for Numbers {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.numbers_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Lines]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        let id = self.survey.id;
        self.survey = store.survey(id)?;
        let (disagree, batches) = store.disagreeing_batches(id, MOST)?;
        let outside = outside_blocks(&self.survey);
        let drafts = store.drafts_outside(id)?;
        let flagged = store.count(&self.survey, &outside)?;
        (self.all, self.outside, self.batches) = (store.numbers(id)?, flagged + drafts.len() as i64, disagree);
        let gaps = store.gaps(id, i64::MIN, MOST)?.into_iter().map(Line::Gap);
        let repeats = store.repeats(id, i64::MIN, MOST)?.into_iter().map(|(number, n)| Line::Repeat(number, n));
        let outside = store.list(&self.survey, &outside, (i64::MIN, 0), MOST)?.into_iter().map(|entry| (entry.form_number, entry.surveyor));
        let outside = outside.chain(drafts).map(|(number, surveyor)| Line::Outside(number, surveyor));
        self.lines = gaps.chain(repeats).chain(outside).chain(batches.into_iter().map(|batch| Line::Batch(Box::new(batch)))).collect();
        for (surveyor, block, used) in store.blocks(&self.survey)? {
            self.lines.push(Line::Block(surveyor, block, used));
        }
        self.at = self.at.min(self.lines.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, _: &mut Store, w: Words) -> Result<Step> {
        let survey = self.survey.id;
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = moved(self.at, self.lines.len(), &action);
                Step::Stay
            }
            Action::Accept => match self.lines.get(self.at) {
                // The list opens at the form before the gap.
                Some(Line::Gap(span)) => Step::Open(Route::List { survey, opening: Opening::With(Box::default(), span.first - 1) }),
                Some(Line::Repeat(number, _) | Line::Outside(number, _)) => number_in_list(survey, *number),
                Some(Line::Batch(batch)) => Step::Open(Route::Batch { survey, batch: Some(batch.id) }),
                Some(Line::Block(surveyor, ..)) => {
                    let filter = Filter { surveyor: Some(*surveyor), ..Filter::default() };
                    Step::Open(Route::List { survey, opening: Opening::With(Box::new(filter), i64::MIN) })
                }
                None => Step::Refuse(w.numbers_orderly().to_owned()),
            },
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let head = w.numbers_head(self.all.missing, self.all.repeated, self.outside, self.batches);
        put(frame, area, (1, area.y), &head, theme.plain);
        rule(frame, area, area.y + 1, look);
        if self.lines.is_empty() {
            put(frame, area, (3, area.y + 2), w.numbers_orderly(), theme.quiet);
        }
        let more = u16::from([self.all.gaps, self.all.repeated, self.outside, self.batches].iter().any(|n| *n > MOST));
        if more > 0 {
            put(frame, area, (1, area.bottom().saturating_sub(1)), &w.numbers_more(MOST), theme.quiet);
        }
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2 + more), ..area };
        for (y, at, line) in in_view(&self.lines, self.at, list) {
            let style = if at == self.at { theme.current } else { theme.plain };
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            put(frame, list, (3, y), &self.say(line, w), style);
        }
    }
}

/// Opens the list at the interviews of a form number.
fn number_in_list(survey: Id, number: i64) -> Step {
    let filter = Filter { form_number: Some(number), ..Filter::default() };
    Step::Open(Route::List { survey, opening: Opening::With(Box::new(filter), i64::MIN) })
}

/// Says a batch: its number, surveyor and block of numbers, the forms its header says and those that are finished.
pub(super) fn say_batch(survey: &Survey, batch: &Batch, w: Words) -> String {
    let header = &batch.header;
    let block = format!("{:04}-{:04}", header.first_number, header.first_number + header.forms - 1);
    w.numbers_batch(batch.number, survey.label(Some(header.surveyor)), block, header.forms, batch.done)
}

/// Gives the filter of interviews whose number lies outside their batch's block or their surveyor's, as long as nobody settled why.
pub(super) fn outside_blocks(survey: &Survey) -> Filter {
    let rules = [Flag::OutsideBlock, Flag::OutsideOwnBlock].map(|flag| flag.rule(&survey.form));
    Filter { rules: rules.to_vec(), ..Filter::default() }
}
