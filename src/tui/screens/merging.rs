//! `Gabung`: files of other laptops are looked at first, then merged with a copy kept; knows nothing of how lines become rows.

use super::handover::wants_passphrase;
use super::rows::{Cell, Row, bar, draw, put, put_wrapped, rule};
use crate::exchange::merging::{self, LeftOut, Outcome, Wish};
use crate::store::{Merged, Row as Of, Store};
use crate::survey::value::safe;
use crate::tui::action::Action;
use crate::tui::field::{Field, wrap};
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::Path;

/// Where the screen stands.
enum Stage {
    Choosing,
    /// The job, and whether it is the real one: a look ahead comes first.
    Working {
        job: Box<merging::Merging>,
        keeps: bool,
    },
    /// What a look ahead came to.
    Ahead(Outcome),
    Done(Outcome),
}

/// The merge screen.
pub struct Merging {
    file: Field,
    passphrase: Field,
    at: usize,
    stage: Stage,
    top: usize,
}

impl Merging {
    /// Opens the screen.
    #[must_use]
    pub fn open() -> Self {
        Self { file: Field::default(), passphrase: Field::default(), at: 0, stage: Stage::Choosing, top: 0 }
    }

    /// Looks at the files that were named.
    fn look(&mut self, w: Words) -> Result<Step> {
        let named = self.file.value().trim();
        let files = if named.is_empty() { Vec::new() } else { merging::files_of(Path::new(named))? };
        if files.is_empty() {
            self.at = 0;
            return Ok(Step::Refuse(w.merge_needs_file().to_owned()));
        }
        // Of one file it is said at once what is wrong with it; of several the others go on.
        let leaves_out = files.len() > 1;
        Ok(self.begin(Wish { files, leaves_out, ..Wish::default() }))
    }

    fn begin(&mut self, wish: Wish) -> Step {
        let passphrase = Some(self.passphrase.value().to_owned()).filter(|said| !said.is_empty());
        let keeps = wish.keeps;
        let job = Box::new(merging::Merging::begin(Wish { passphrase, backs_up: true, ..wish }));
        self.stage = Stage::Working { job, keeps };
        Step::Work
    }

    /// Does a piece of the work, or ends it.
    fn work(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let Stage::Working { mut job, keeps, .. } = std::mem::replace(&mut self.stage, Stage::Choosing) else { return Ok(Step::Stay) };
        if matches!(action, Action::Leave) {
            job.cancel(store);
            return Ok(Step::Say(w.merge_cancelled().to_owned()));
        }
        let done = job.step(store).inspect_err(|error| self.at = usize::from(wants_passphrase(error)))?;
        self.top = 0;
        match done {
            None => {
                self.stage = Stage::Working { job, keeps };
                Ok(Step::Work)
            }
            Some(outcome) if keeps => {
                self.stage = Stage::Done(outcome);
                Ok(Step::Say(w.merge_done().to_owned()))
            }
            Some(outcome) => {
                self.stage = Stage::Ahead(outcome);
                Ok(Step::Stay)
            }
        }
    }

    fn scroll(&mut self, action: &Action) -> bool {
        let lines = match &self.stage {
            // A file that was left out takes a line or two.
            Stage::Ahead(outcome) | Stage::Done(outcome) => outcome.merged.rows.len() + 2 * outcome.left_out.len(),
            Stage::Choosing | Stage::Working { .. } => 0,
        };
        match action {
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Down => self.top = (self.top + 1).min(lines.saturating_sub(1)),
            _ => return false,
        }
        true
    }
}

impl Screen for Merging {
    fn title(&self, w: Words) -> Title {
        Title { left: "cacah".to_owned(), right: w.merge_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match &self.stage {
            Stage::Choosing => vec![Scope::Fields, Scope::Text],
            Stage::Working { .. } => vec![Scope::Working],
            Stage::Ahead(_) => vec![Scope::Merging],
            Stage::Done(_) => vec![Scope::Done, Scope::Merging],
        }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match (&self.stage, &action) {
            (Stage::Working { .. }, _) => return self.work(&action, store, w),
            (Stage::Done(_), Action::Accept | Action::Leave) => return Ok(Step::Close),
            (Stage::Ahead(outcome), Action::Accept) if outcome.merged.lines == 0 => {
                return Ok(Step::CloseSaying(w.merge_nothing().to_owned()));
            }
            (Stage::Ahead(outcome), Action::Accept) => {
                let files = outcome.files.clone();
                return Ok(self.begin(Wish { files, keeps: true, ..Wish::default() }));
            }
            (Stage::Ahead(_), Action::Leave) => {
                self.stage = Stage::Choosing;
                return Ok(Step::Stay);
            }
            (Stage::Ahead(_) | Stage::Done(_), _) => return Ok(if self.scroll(&action) { Step::Stay } else { Step::Unknown }),
            (Stage::Choosing, _) => {}
        }
        match action {
            Action::Accept if self.at == 1 => return self.look(w),
            Action::Finish => return self.look(w),
            Action::Accept => self.at = 1,
            Action::Back => self.at = 0,
            Action::Leave if self.file.is_changed() || self.passphrase.is_changed() => return Ok(Step::ask_discard(w)),
            Action::Leave | Action::Discard => return Ok(Step::Close),
            action => {
                let field = if self.at == 0 { &mut self.file } else { &mut self.passphrase };
                return Ok(if field.edit(&action) { Step::Stay } else { Step::Unknown });
            }
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        match &self.stage {
            Stage::Choosing => {
                let top = Rect { y: area.y + 1, height: 2, ..area };
                let rows = [
                    Row { label: w.merge_file().to_owned(), cell: Cell::Field(&self.file), remark: String::new() },
                    Row {
                        label: w.handover_passphrase().to_owned(),
                        cell: Cell::Field(&self.passphrase),
                        remark: w.handover_optional().to_owned(),
                    },
                ];
                draw(frame, top, look, &rows, self.at, 24);
                rule(frame, area, top.bottom(), look);
                let y = put_wrapped(frame, area, (2, top.bottom() + 1), w.merge_how(), look.theme.quiet);
                put_wrapped(frame, area, (2, y), w.merge_safe(), look.theme.quiet);
            }
            Stage::Working { job, keeps } => draw_working(frame, area, look, job.stage(), *keeps),
            Stage::Ahead(outcome) => self.draw_outcome(frame, area, look, outcome, false),
            Stage::Done(outcome) => self.draw_outcome(frame, area, look, outcome, true),
        }
    }
}

fn draw_working(frame: &mut Frame<'_>, area: Rect, look: &Look, stage: merging::Stage, keeps: bool) {
    let w = look.words;
    let title = if keeps { w.merge_working() } else { w.merge_looking() };
    put(frame, area, (2, area.y + 2), title, look.theme.title);
    let (part, whole, said) = match stage {
        merging::Stage::Opening(open, files) => (open as i64, files as i64, w.merge_opening(open + 1, files)),
        merging::Stage::Copying => (0, 1, w.merge_copying().to_owned()),
        merging::Stage::Merging(progress) => {
            let file = (progress.file + 1).min(progress.files);
            let said = w.merge_progress(file, progress.files, progress.interviews);
            (i64::try_from(progress.lines).unwrap_or(0), i64::try_from(progress.total).unwrap_or(0), said)
        }
    };
    let percent = (part * 100).checked_div(whole).unwrap_or(100);
    put(frame, area, (2, area.y + 4), &format!("{} {percent} %", bar(part, whole, 50)), look.theme.plain);
    put(frame, area, (2, area.y + 6), &said, look.theme.plain);
}

/// A line of what a merge comes to.
enum Line<'a> {
    Of(&'a Of),
    LeftOut(String),
}

/// Gives what a merge comes to: a line for each surveyor, then the files that were left out and why, wrapped.
fn lines_of<'a>(merged: &'a Merged, left_out: &[LeftOut], width: usize, w: Words) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = merged.rows.iter().map(Line::Of).collect();
    for LeftOut { why, .. } in left_out {
        let said = format!("! {}. {}", why.say(w), why.hint(w));
        lines.extend(wrap(&safe(&said), width).into_iter().map(Line::LeftOut));
    }
    lines
}

impl Merging {
    /// Draws what a merge comes to, and what needs a person.
    fn draw_outcome(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, outcome: &Outcome, done: bool) {
        let (w, theme, merged) = (look.words, look.theme, &outcome.merged);
        let head = [w.merge_new(), w.merge_changed(), w.merge_equal(), w.merge_conflict()];
        put(frame, area, (2, area.y), if done { w.merge_done() } else { w.merge_ahead() }, theme.title);
        for (at, name) in head.iter().enumerate() {
            put(frame, area, (36 + at as u16 * 10, area.y), &format!("{name:>9}"), theme.quiet);
        }
        rule(frame, area, area.y + 1, look);
        let width = area.width.saturating_sub(4);
        let mut foot: Vec<String> = vec![w.merge_lines(merged.lines)];
        if !outcome.left_out.is_empty() {
            foot.push(w.merge_left_out(outcome.left_out.len(), outcome.files.len()));
        }
        if merged.conflicts > 0 {
            foot.push(w.merge_conflicts(merged.conflicts));
        }
        if merged.repeated > 0 {
            foot.push(w.merge_repeated(merged.repeated));
        }
        for clock in &merged.clocks {
            let laptop = if clock.surveyor.is_empty() { clock.device.to_string() } else { w.merge_laptop(&clock.surveyor, clock.device) };
            foot.push(w.merge_clock(laptop, clock.off() / 60_000));
        }
        match (&outcome.copy, done) {
            (Some(copy), true) => foot.push(w.merge_copy(copy.display())),
            (_, false) if merged.lines > 0 => foot.push(w.merge_go_on().to_owned()),
            _ => {}
        }
        let foot: Vec<String> = foot.iter().flat_map(|line| wrap(&safe(line), usize::from(width))).collect();
        let foot_y = area.bottom().saturating_sub(foot.len() as u16 + 1).max(area.y + 6);
        let room = usize::from(foot_y.saturating_sub(area.y + 2));
        let lines = lines_of(merged, &outcome.left_out, usize::from(width), w);
        for (y, line) in (area.y + 2..).zip(lines.iter().skip(self.top.min(lines.len().saturating_sub(1))).take(room)) {
            match line {
                Line::Of(row) => draw_row(frame, area, look, y, row),
                Line::LeftOut(said) => put(frame, area, (2, y), said, theme.soft),
            }
        }
        if lines.is_empty() {
            let said = if merged.lines > 0 { w.merge_no_interviews() } else { w.merge_nothing() };
            put(frame, area, (2, area.y + 2), said, theme.quiet);
        }
        rule(frame, area, foot_y, look);
        for (y, line) in (foot_y + 1..).zip(foot) {
            put(frame, area, (2, y), &line, theme.plain);
        }
    }
}

/// Draws what became of a surveyor's interviews.
fn draw_row(frame: &mut Frame<'_>, area: Rect, look: &Look, y: u16, row: &Of) {
    let name = safe(&format!("{} · {}", row.surveyor, row.survey));
    put(frame, Rect { width: 34.min(area.width), ..area }, (2, y), &name, look.theme.plain);
    for (at, n) in [row.new, row.changed, row.equal, row.conflict].into_iter().enumerate() {
        let style = if at == 3 && n > 0 { look.theme.soft } else { look.theme.plain };
        put(frame, area, (36 + at as u16 * 10, y), &format!("{n:>9}"), style);
    }
}
