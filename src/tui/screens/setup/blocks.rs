//! What is added to a new survey's questionnaire: blocks, ticked in a list; knows no field.

use super::super::rows::{Cell, Row, draw, put, put_wrapped};
use super::Setup;
use crate::survey::form::Text;
use crate::survey::form_file;
use crate::survey::template::forms::{self, BLOCKS, Block};
use crate::tui::action::Action;
use crate::tui::screen::{Look, Step};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Which blocks are ticked, in the order of [`BLOCKS`].
pub(super) type Ticks = [bool; BLOCKS.len()];

/// The list of blocks while it is open.
pub(super) struct Blocks {
    at: usize,
    ticks: Ticks,
}

fn ticked(ticks: Ticks) -> Vec<&'static Block> {
    BLOCKS.iter().zip(ticks).filter(|(_, ticked)| *ticked).map(|(block, _)| block).collect()
}

impl Setup {
    /// Opens the list of blocks for the template in hand.
    pub(super) fn open_blocks(&mut self, w: Words) -> Step {
        if self.survey.is_some() {
            return Step::Refuse(w.setup_blocks_too_late().to_owned());
        }
        self.blocks = Some(Blocks { at: 0, ticks: self.ticks });
        Step::Stay
    }

    /// Puts the template's questionnaire together with the blocks.
    pub(super) fn compose(&mut self, at: usize, ticks: Ticks) {
        self.ticks = ticks;
        let Some(start) = self.starts.get(at) else { return };
        // What does not go together can't be ticked.
        self.form = forms::with(&start.form, &ticked(ticks)).unwrap_or_default();
        let form = form_file::parse(&self.form).unwrap_or_default();
        self.serves = form.service().is_some();
        self.questionnaire = Some((form.key, form.version));
    }

    pub(super) fn tick(&mut self, action: &Action, w: Words) -> Step {
        let Some(blocks) = &mut self.blocks else { return Step::Unknown };
        match action {
            Action::Up => blocks.at = blocks.at.saturating_sub(1),
            Action::Down => blocks.at = (blocks.at + 1).min(BLOCKS.len() - 1),
            Action::Change => return self.turn_over(w),
            Action::Type(c) => match c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1)) {
                Some(picked) if picked < BLOCKS.len() => {
                    blocks.at = picked;
                    return self.turn_over(w);
                }
                _ => return Step::Unknown,
            },
            Action::Accept => {
                let ticks = blocks.ticks;
                self.blocks = None;
                match self.choosing {
                    Some(at) => self.take(at, ticks),
                    None => self.compose(self.chosen, ticks),
                }
            }
            Action::Leave => self.blocks = None,
            _ => return Step::Unknown,
        }
        Step::Stay
    }

    /// Ticks the block in hand, or takes the tick away.
    fn turn_over(&mut self, w: Words) -> Step {
        let start = self.choosing.unwrap_or(self.chosen);
        let (Some(blocks), Some(start)) = (&mut self.blocks, self.starts.get(start)) else { return Step::Stay };
        let mut ticks = blocks.ticks;
        ticks[blocks.at] = !ticks[blocks.at];
        if forms::with(&start.form, &ticked(ticks)).is_err() {
            return Step::Refuse(w.setup_block_clashes().to_owned());
        }
        blocks.ticks = ticks;
        Step::Stay
    }

    /// Draws the list of blocks; false where it is not open.
    pub(super) fn draw_blocks(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) -> bool {
        let Some(blocks) = &self.blocks else { return false };
        let w = look.words;
        let start = self.starts.get(self.choosing.unwrap_or(self.chosen));
        let title = start.map_or("", |start| start.title.get(w.0));
        put(frame, area, (2, area.y), &w.setup_blocks_for(title), look.theme.plain);
        let list = Rect { y: area.y + 2, height: area.height - 2, ..area };
        let row = |(number, (block, ticked)): (usize, (&Block, bool))| Row {
            label: number.to_string(),
            cell: Cell::Value(format!("[{}] {}", if ticked { "x" } else { " " }, block.title().get(w.0))),
            remark: String::new(),
        };
        let rows: Vec<Row<'_>> = (1..).zip(BLOCKS.iter().zip(blocks.ticks)).map(row).collect();
        let used = draw(frame, list, look, &rows, blocks.at, 4);
        draw_remark(frame, list, list.y + used + 1, BLOCKS[blocks.at].remark().as_ref(), look);
        true
    }
}

/// Says what whoever uses a questionnaire should know first.
pub(super) fn draw_remark(frame: &mut Frame<'_>, area: Rect, y: u16, remark: Option<&Text>, look: &Look) {
    if let Some(remark) = remark {
        put_wrapped(frame, area, (2, y), remark.get(look.words.0), look.theme.quiet);
    }
}
