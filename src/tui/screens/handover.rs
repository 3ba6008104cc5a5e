//! The hand-over screen: what is new to a receiver goes into one file; knows nothing of what is in it.

use super::rows::{Cell, Row, draw, put, put_wrapped, rule};
use crate::exchange::bundle::{self, Parcel};
use crate::exchange::{self, Fault};
use crate::store::{Manifest, Store};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// What can be said, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Receiver,
    All,
    Passphrase,
    File,
}

const SLOTS: [Slot; 4] = [Slot::Receiver, Slot::All, Slot::Passphrase, Slot::File];

/// The hand-over screen.
pub struct HandOver {
    receiver: Field,
    all: bool,
    passphrase: Field,
    file: Field,
    /// The name that the file has where only a folder is named.
    proposed: String,
    at: usize,
    /// Who was handed what before, with the moment.
    receivers: Vec<(String, String)>,
    done: Option<(PathBuf, Manifest)>,
}

impl HandOver {
    /// Opens the screen with a name for the file that tells whose it is and when.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn open(store: &Store) -> Result<Self> {
        let proposed = bundle::proposed_name(store)?;
        let empty = Field::default;
        let file = Field::new(&proposed);
        Ok(Self { receiver: empty(), all: false, passphrase: empty(), file, proposed, at: 0, receivers: Vec::new(), done: None })
    }

    /// Gives the file that is meant: in a folder the proposed name, and the ending by which a folder's bundles are found.
    fn target(&self) -> PathBuf {
        let mut path = PathBuf::from(self.file.value().trim());
        if path.is_dir() {
            path.push(&self.proposed);
        }
        if path.extension().is_none() {
            path.set_extension("cacah");
        }
        path
    }

    fn field(&mut self) -> Option<&mut Field> {
        match SLOTS[self.at] {
            Slot::Receiver => Some(&mut self.receiver),
            Slot::Passphrase => Some(&mut self.passphrase),
            Slot::File => Some(&mut self.file),
            Slot::All => None,
        }
    }

    fn write(&mut self, replace: bool, store: &mut Store, w: Words) -> Result<Step> {
        if self.file.value().trim().is_empty() {
            self.at = Slot::File as usize;
            return Ok(Step::Refuse(w.export_needs_file().to_owned()));
        }
        let passphrase = Some(self.passphrase.value().to_owned()).filter(|said| !said.is_empty());
        let parcel = Parcel { receiver: self.receiver.value().trim().to_owned(), all: self.all, passphrase };
        let path = self.target();
        match bundle::write(store, &path, replace, &parcel) {
            Ok(manifest) => {
                self.done = Some((path, manifest));
                Ok(Step::Say(w.handover_done().to_owned()))
            }
            Err(exchange::Error::Exists(_)) => Ok(Step::Ask { question: w.export_replace(path.display()), yes: Action::Replace }),
            Err(error) => Err(error.into()),
        }
    }

    fn row(&self, slot: Slot, w: Words) -> Row<'_> {
        let (label, cell, remark) = match slot {
            Slot::Receiver => (w.handover_receiver(), Cell::Field(&self.receiver), String::new()),
            Slot::All => {
                let all = if self.all { w.handover_all() } else { w.handover_new() };
                (w.handover_what(), Cell::Value(all.to_owned()), String::new())
            }
            Slot::Passphrase => (w.handover_passphrase(), Cell::Field(&self.passphrase), w.handover_optional().to_owned()),
            Slot::File => (w.export_file(), Cell::Field(&self.file), String::new()),
        };
        Row { label: label.to_owned(), cell, remark }
    }
}

impl Screen for HandOver {
    fn title(&self, w: Words) -> Title {
        Title { left: "cacah".to_owned(), right: w.handover_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.done, SLOTS[self.at]) {
            (Some(_), _) => vec![Scope::Done],
            (None, Slot::All) => vec![Scope::Export, Scope::Fields],
            (None, _) => vec![Scope::Fields, Scope::Text],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.receivers = store.receivers()?;
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if self.done.is_some() {
            return Ok(if matches!(action, Action::Accept | Action::Leave) { Step::Close } else { Step::Unknown });
        }
        match action {
            Action::Change => self.all = !self.all,
            Action::Accept if SLOTS[self.at] == Slot::File => return self.write(false, store, w),
            Action::Finish => return self.write(false, store, w),
            Action::Replace => return self.write(true, store, w),
            Action::Accept => self.at = (self.at + 1).min(SLOTS.len() - 1),
            Action::Back => self.at = self.at.saturating_sub(1),
            Action::Leave if [&self.receiver, &self.passphrase, &self.file].into_iter().any(Field::is_changed) => {
                return Ok(Step::ask_discard(w));
            }
            Action::Leave | Action::Discard => return Ok(Step::Close),
            action => {
                let edited = self.field().is_some_and(|field| field.edit(&action));
                return Ok(if edited { Step::Stay } else { Step::Unknown });
            }
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        if let Some((path, manifest)) = &self.done {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let lines = [
                w.handover_written(manifest.interviews, manifest.lines),
                String::new(),
                w.export_path(path.display()),
                w.export_size(std::fs::metadata(&path).map_or(0, |meta| meta.len())),
                String::new(),
                w.handover_carry().to_owned(),
            ];
            let mut y = area.y + 2;
            for line in lines {
                y = put_wrapped(frame, area, (2, y), &line, theme.plain);
            }
            return;
        }
        let top = Rect { y: area.y + 1, height: SLOTS.len() as u16, ..area };
        let rows: Vec<Row<'_>> = SLOTS.into_iter().map(|slot| self.row(slot, w)).collect();
        draw(frame, top, look, &rows, self.at, 24);
        rule(frame, area, top.bottom(), look);
        let mut y = top.bottom() + 1;
        put(frame, area, (2, y), if self.receivers.is_empty() { w.handover_never() } else { w.handover_before() }, theme.quiet);
        for (receiver, at) in &self.receivers {
            y += 1;
            let who = if receiver.is_empty() { w.handover_nameless() } else { receiver };
            put(frame, area, (4, y), &format!("{who} · {}", at.get(..16).unwrap_or(at).replace('T', " ")), theme.plain);
        }
        let folder = std::path::absolute(self.target()).unwrap_or_default();
        put(frame, area, (2, area.bottom() - 1), &w.export_into(folder.parent().unwrap_or(&folder).display()), theme.quiet);
    }
}

/// Tells whether a file can't be opened for want of the right passphrase.
pub(super) const fn wants_passphrase(error: &exchange::Error) -> bool {
    matches!(error, exchange::Error::Bundle { fault: Fault::Sealed | Fault::WrongPassphrase, .. })
}
