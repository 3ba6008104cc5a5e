//! The archive screen: everything about a survey goes into one file; knows nothing of what is in it.

use super::rows::{Cell, Row, bar, draw, put, put_wrapped, rule};
use crate::exchange::{self, Done};
use crate::report::archive::{Archiving, Stage, Wish, proposed_archive};
use crate::store::{Store, Survey};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// The archive screen.
pub struct Archive {
    survey: Survey,
    file: Field,
    passphrase: Field,
    /// Which field is in hand: the passphrase, then the file.
    at: usize,
    job: Option<Box<Archiving>>,
    done: Option<Done>,
}

impl Archive {
    /// Opens the screen with a name for the file.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        let survey = store.survey(survey)?;
        let file = Field::new(&proposed_archive(&survey, store.now().date()));
        Ok(Self { survey, file, passphrase: Field::default(), at: 1, job: None, done: None })
    }

    fn begin(&mut self, replace: bool, store: &Store, w: Words) -> Result<Step> {
        let named = self.file.value().trim();
        if named.is_empty() {
            self.at = 1;
            return Ok(Step::Refuse(w.export_needs_file().to_owned()));
        }
        let path = PathBuf::from(named);
        let passphrase = Some(self.passphrase.value().to_owned()).filter(|said| !said.is_empty());
        match Archiving::begin(store, &self.survey, &path, Wish { passphrase, replace, words: w }) {
            Ok(job) => {
                self.job = Some(Box::new(job));
                Ok(Step::Work)
            }
            Err(exchange::Error::Exists(_)) => Ok(Step::Ask { question: w.export_replace(path.display()), yes: Action::Replace }),
            Err(error) => Err(error.into()),
        }
    }

    /// Does a piece of the work; what fails leaves nothing behind.
    fn work(&mut self, store: &Store, w: Words) -> Result<Step> {
        let Some(mut job) = self.job.take() else { return Ok(Step::Stay) };
        match job.step(store)? {
            None => {
                self.job = Some(job);
                Ok(Step::Work)
            }
            Some(done) => {
                let text = w.archive_done(done.path.display());
                self.done = Some(done);
                Ok(Step::Say(text))
            }
        }
    }
}

impl Screen for Archive {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.archive_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.job, &self.done) {
            (Some(_), _) => vec![Scope::Working],
            (None, Some(_)) => vec![Scope::Done],
            (None, None) => vec![Scope::Fields, Scope::Text],
        }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match (&self.job, &self.done, action) {
            (Some(_), _, Action::Tick) => self.work(store, w),
            (Some(_), _, Action::Leave) => {
                self.job = None;
                Ok(Step::Say(w.archive_cancelled().to_owned()))
            }
            (Some(_), ..) => Ok(Step::Work),
            (None, None, Action::Leave) if self.passphrase.is_changed() || self.file.is_changed() => Ok(Step::ask_discard(w)),
            (None, Some(_), Action::Accept | Action::Leave) | (None, None, Action::Leave | Action::Discard) => Ok(Step::Close),
            (None, Some(_), _) => Ok(Step::Unknown),
            (None, None, Action::Accept) if self.at == 0 => {
                self.at = 1;
                Ok(Step::Stay)
            }
            (None, None, Action::Accept | Action::Finish) => self.begin(false, store, w),
            (None, None, Action::Replace) => self.begin(true, store, w),
            (None, None, Action::Back) => {
                self.at = 0;
                Ok(Step::Stay)
            }
            (None, None, action) => {
                let field = if self.at == 0 { &mut self.passphrase } else { &mut self.file };
                Ok(if field.edit(&action) { Step::Stay } else { Step::Unknown })
            }
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        if let Some(job) = &self.job {
            let (part, whole, said) = match job.stage() {
                Stage::Making(n, of) => (n as i64, of as i64, w.archive_making((n + 1).min(of), of)),
                Stage::Packing(packed, total) => {
                    (packed as i64, total as i64, w.archive_packing((packed * 100).checked_div(total).unwrap_or(100)))
                }
            };
            put(frame, area, (2, area.y + 2), &bar(part, whole, 50), theme.plain);
            put(frame, area, (2, area.y + 4), &said, theme.plain);
            return;
        }
        if let Some(done) = &self.done {
            let path = std::path::absolute(&done.path).unwrap_or_else(|_| done.path.clone());
            let mut y = area.y + 2;
            for line in [w.export_path(path.display()), w.export_size(done.bytes), String::new(), w.archive_verify(done.path.display())] {
                y = put_wrapped(frame, area, (2, y), &line, theme.plain);
            }
            return;
        }
        let top = Rect { y: area.y + 1, height: 2, ..area };
        let rows = [
            Row {
                label: w.handover_passphrase().to_owned(),
                cell: Cell::Field(&self.passphrase),
                remark: w.handover_optional().to_owned(),
            },
            Row { label: w.export_file().to_owned(), cell: Cell::Field(&self.file), remark: String::new() },
        ];
        draw(frame, top, look, &rows, self.at, 24);
        rule(frame, area, top.bottom(), look);
        let y = put_wrapped(frame, area, (2, top.bottom() + 1), w.archive_how(), theme.quiet);
        put_wrapped(frame, area, (2, y + 1), w.archive_personal(), theme.quiet);
        let folder = std::path::absolute(self.file.value().trim()).unwrap_or_default();
        put(frame, area, (2, area.bottom() - 1), &w.export_into(folder.parent().unwrap_or(&folder).display()), theme.quiet);
    }
}
