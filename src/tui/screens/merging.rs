//! `Gabung`: files of other laptops are looked at first, then merged with a copy kept; knows nothing of how lines become rows.

use super::handover::wants_passphrase;
use super::rows::{Cell, Row, bar, draw, put, rule};
use crate::exchange::{self, bundle};
use crate::store::{Merge, Merged, Progress, Store};
use crate::survey::value::safe;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::{Path, PathBuf};

/// Where the screen stands.
enum Stage {
    Choosing,
    /// The job, and whether it is the real one: a look ahead comes first.
    Working {
        job: Box<Merge>,
        progress: Progress,
        keeps: bool,
    },
    /// What a look ahead came to.
    Ahead(Merged),
    Done {
        merged: Merged,
        copy: PathBuf,
    },
}

/// The merge screen.
pub struct Merging {
    file: Field,
    passphrase: Field,
    at: usize,
    stage: Stage,
    copy: PathBuf,
    top: usize,
}

impl Merging {
    /// Opens the screen.
    #[must_use]
    pub fn open() -> Self {
        Self { file: Field::default(), passphrase: Field::default(), at: 0, stage: Stage::Choosing, copy: PathBuf::new(), top: 0 }
    }

    /// Gives the files that are meant: the one that was named, or every bundle of a folder.
    fn files(&self) -> Vec<PathBuf> {
        let named = PathBuf::from(self.file.value().trim());
        if !named.is_dir() {
            return vec![named];
        }
        let entries = std::fs::read_dir(&named).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "cacah")).collect();
        files.sort();
        files
    }

    fn begin(&mut self, keeps: bool, store: &mut Store, w: Words) -> Result<Step> {
        let files = self.files();
        if self.file.value().trim().is_empty() || files.is_empty() {
            self.at = 0;
            return Ok(Step::Refuse(w.merge_needs_file().to_owned()));
        }
        let passphrase = Some(self.passphrase.value()).filter(|said| !said.is_empty());
        let mut sources = Vec::new();
        for (n, file) in files.iter().enumerate() {
            match bundle::open(file, passphrase, &bundle::place_of(store.path(), n)) {
                Ok((source, _)) => sources.push(source),
                Err(error) => {
                    self.at = usize::from(wants_passphrase(&error));
                    return Err(error.into());
                }
            }
        }
        if keeps {
            self.copy = bundle::back_up(store)?;
        }
        let job = Merge::begin(store, sources).map_err(exchange::Error::from)?;
        let progress = job.progress();
        self.stage = Stage::Working { job: Box::new(job), progress, keeps };
        Ok(Step::Work)
    }

    /// Does a piece of the work, or ends it.
    fn work(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let Stage::Working { mut job, keeps, .. } = std::mem::replace(&mut self.stage, Stage::Choosing) else { return Ok(Step::Stay) };
        if matches!(action, Action::Leave) {
            job.cancel(store);
            return Ok(Step::Say(w.merge_cancelled().to_owned()));
        }
        let progress = job.step(store)?;
        if !progress.done {
            self.stage = Stage::Working { job, progress, keeps };
            return Ok(Step::Work);
        }
        let merged = job.finish(store, keeps)?;
        self.top = 0;
        if keeps {
            self.stage = Stage::Done { merged, copy: self.copy.clone() };
            return Ok(Step::Say(w.merge_done().to_owned()));
        }
        self.stage = Stage::Ahead(merged);
        Ok(Step::Stay)
    }

    fn scroll(&mut self, action: &Action) -> bool {
        let lines = match &self.stage {
            Stage::Ahead(merged) | Stage::Done { merged, .. } => merged.rows.len(),
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
            Stage::Ahead(_) | Stage::Done { .. } => vec![Scope::Merging],
        }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match (&self.stage, &action) {
            (Stage::Working { .. }, _) => return self.work(&action, store, w),
            (Stage::Done { .. }, Action::Accept | Action::Leave) => return Ok(Step::Close),
            (Stage::Ahead(merged), Action::Accept) if merged.lines == 0 => {
                return Ok(Step::CloseSaying(w.merge_nothing().to_owned()));
            }
            (Stage::Ahead(_), Action::Accept) => return self.begin(true, store, w),
            (Stage::Ahead(_), Action::Leave) => {
                self.stage = Stage::Choosing;
                return Ok(Step::Stay);
            }
            (Stage::Ahead(_) | Stage::Done { .. }, _) => return Ok(if self.scroll(&action) { Step::Stay } else { Step::Unknown }),
            (Stage::Choosing, _) => {}
        }
        match action {
            Action::Accept if self.at == 1 => return self.begin(false, store, w),
            Action::Finish => return self.begin(false, store, w),
            Action::Accept => self.at = 1,
            Action::Back => self.at = 0,
            Action::Leave => return Ok(Step::Close),
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
                put(frame, area, (2, top.bottom() + 1), w.merge_how(), look.theme.quiet);
                put(frame, area, (2, top.bottom() + 2), w.merge_safe(), look.theme.quiet);
            }
            Stage::Working { progress, keeps, .. } => {
                let title = if *keeps { w.merge_working() } else { w.merge_looking() };
                put(frame, area, (2, area.y + 2), title, look.theme.title);
                let (lines, total) = (i64::try_from(progress.lines).unwrap_or(0), i64::try_from(progress.total).unwrap_or(0));
                let percent = (lines * 100).checked_div(total).unwrap_or(100);
                put(frame, area, (2, area.y + 4), &format!("{} {percent} %", bar(lines, total, 50)), look.theme.plain);
                let file = (progress.file + 1).min(progress.files);
                let said = w.merge_progress(file, progress.files, progress.interviews);
                put(frame, area, (2, area.y + 6), &said, look.theme.plain);
            }
            Stage::Ahead(merged) => self.draw_merged(frame, area, look, merged, None),
            Stage::Done { merged, copy } => self.draw_merged(frame, area, look, merged, Some(copy)),
        }
    }
}

impl Merging {
    /// Draws what a merge comes to: a line for each surveyor, then what needs a person.
    fn draw_merged(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, merged: &Merged, copy: Option<&Path>) {
        let (w, theme) = (look.words, look.theme);
        let head = [w.merge_new(), w.merge_changed(), w.merge_equal(), w.merge_conflict()];
        put(frame, area, (2, area.y), if copy.is_some() { w.merge_done() } else { w.merge_ahead() }, theme.title);
        for (at, name) in head.iter().enumerate() {
            put(frame, area, (36 + at as u16 * 10, area.y), &format!("{name:>9}"), theme.quiet);
        }
        rule(frame, area, area.y + 1, look);
        let foot = area.bottom().saturating_sub(6);
        let room = usize::from(foot.saturating_sub(area.y + 2));
        for (y, row) in (area.y + 2..).zip(merged.rows.iter().skip(self.top).take(room)) {
            let name = safe(&format!("{} · {}", row.surveyor, row.survey));
            put(frame, Rect { width: 34.min(area.width), ..area }, (2, y), &name, theme.plain);
            for (at, n) in [row.new, row.changed, row.equal, row.conflict].into_iter().enumerate() {
                let style = if at == 3 && n > 0 { theme.soft } else { theme.plain };
                put(frame, area, (36 + at as u16 * 10, y), &format!("{n:>9}"), style);
            }
        }
        if merged.rows.is_empty() {
            put(frame, area, (2, area.y + 2), w.merge_nothing(), theme.quiet);
        }
        rule(frame, area, foot, look);
        let mut lines = vec![w.merge_lines(merged.lines)];
        if merged.conflicts > 0 {
            lines.push(w.merge_conflicts(merged.conflicts));
        }
        if merged.repeated > 0 {
            lines.push(w.merge_repeated(merged.repeated));
        }
        if let Some(clock) = merged.clocks.iter().max_by_key(|clock| clock.ahead.max(clock.back)) {
            lines.push(w.merge_clock(clock.device, clock.ahead.max(clock.back) / 60_000));
        }
        lines.push(copy.map_or_else(|| w.merge_go_on().to_owned(), |copy| w.merge_copy(copy.display())));
        for (y, line) in (foot + 1..).zip(lines) {
            put(frame, area, (2, y), &line, theme.plain);
        }
    }
}
