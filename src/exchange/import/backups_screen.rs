//! Copies of the database: each with what it holds; one is made, looked at, or restored after a question.

use super::rows::{put, put_wrapped, rule};
use crate::store::{Held, Kept, Lost, Reason, Restoring, Store};
use crate::survey::date;
use crate::survey::interview::Status;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Where the screen stands. What takes a while is said before it is done: at the next tick.
enum Stage {
    List,
    Making,
    Looking,
    Ahead(Box<Ahead>),
    Restoring(Box<Ahead>),
}

/// A copy that was looked at.
struct Ahead {
    restoring: Restoring,
    held: Held,
    lost: Lost,
}

/// The screen of copies.
pub struct Backups {
    /// Each copy, with what it holds; none where it can't be read.
    list: Vec<(Kept, Option<Held>)>,
    folder: String,
    at: usize,
    stage: Stage,
}

impl Backups {
    /// Opens the screen.
    #[must_use]
    pub const fn open() -> Self {
        Self { list: Vec::new(), folder: String::new(), at: 0, stage: Stage::List }
    }

    /// Says when the copy in hand was made.
    fn moment(&self) -> String {
        self.list.get(self.at).map_or_else(String::new, |(kept, _)| moment(kept))
    }

    fn work(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        match std::mem::replace(&mut self.stage, Stage::List) {
            Stage::Making => {
                let path = store.keep_copy(Reason::Hand)?;
                self.load(store)?;
                Ok(Step::Say(w.backups_made(path.display())))
            }
            Stage::Looking => {
                let Some((kept, _)) = self.list.get(self.at) else { return Ok(Step::Stay) };
                let restoring = Restoring::look(&kept.path, store.path())?;
                let (held, lost) = (restoring.held()?, restoring.lost(store)?);
                self.stage = Stage::Ahead(Box::new(Ahead { restoring, held, lost }));
                Ok(Step::Stay)
            }
            Stage::Restoring(ahead) => {
                let restored = ahead.restoring.carry_out(store)?;
                let kept = restored.kept.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
                let drawn = restored.drawn.map_or_else(String::new, |device| format!(" {}", w.restore_drawn(device)));
                Ok(Step::CloseSaying(w.restore_done(kept) + &drawn))
            }
            stage => {
                self.stage = stage;
                Ok(Step::Stay)
            }
        }
    }
}

impl Screen for Backups {
    fn title(&self, w: Words) -> Title {
        let right = if matches!(self.stage, Stage::Ahead(_) | Stage::Restoring(_)) { w.restore_title() } else { w.backups_title() };
        Title { left: "cacah".to_owned(), right: right.to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.stage {
            Stage::List | Stage::Making | Stage::Looking => vec![Scope::Backups],
            Stage::Ahead(_) | Stage::Restoring(_) => vec![Scope::Restoring],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        let held = |kept: Kept| (Store::held_by(&kept.path).ok(), kept);
        self.list = store.kept_copies()?.into_iter().map(held).map(|(held, kept)| (kept, held)).collect();
        self.folder = crate::store::backup_folder(store.path()).display().to_string();
        self.at = self.at.min(self.list.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match (&self.stage, action) {
            (_, Action::Tick) => return self.work(store, w),
            (Stage::Ahead(_), Action::Accept) => {
                return Ok(Step::Ask { question: w.restore_ask(self.moment()), yes: Action::Restore });
            }
            (Stage::Ahead(_), Action::Restore) => {
                if let Stage::Ahead(ahead) = std::mem::replace(&mut self.stage, Stage::List) {
                    self.stage = Stage::Restoring(ahead);
                }
                return Ok(Step::Work);
            }
            (Stage::Ahead(_), Action::Leave) => self.stage = Stage::List,
            (Stage::List, Action::Up) => self.at = self.at.saturating_sub(1),
            (Stage::List, Action::Down) => self.at = (self.at + 1).min(self.list.len().saturating_sub(1)),
            (Stage::List, Action::Accept) if self.list.is_empty() => return Ok(Step::Refuse(w.backups_none().to_owned())),
            (Stage::List, Action::Accept) => {
                self.stage = Stage::Looking;
                return Ok(Step::Work);
            }
            (Stage::List, Action::New) => {
                self.stage = Stage::Making;
                return Ok(Step::Work);
            }
            (Stage::List, Action::Leave) => return Ok(Step::Close),
            // What is at work takes a moment, and can't be stopped half way.
            (Stage::Making | Stage::Looking | Stage::Restoring(_), _) => return Ok(Step::Work),
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        match &self.stage {
            Stage::Ahead(ahead) | Stage::Restoring(ahead) => self.draw_ahead(frame, area, look, ahead),
            Stage::List | Stage::Making | Stage::Looking => self.draw_list(frame, area, look),
        }
    }
}

impl Backups {
    fn draw_list(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let foot = area.bottom().saturating_sub(4);
        let height = usize::from(foot.saturating_sub(area.y));
        let first = (self.at + 1).saturating_sub(height);
        for (row, (at, (kept, held))) in self.list.iter().enumerate().skip(first).take(height).enumerate() {
            let (y, style) = (area.y + row as u16, if at == self.at { theme.current } else { theme.plain });
            put(frame, area, (1, y), if at == self.at { ">" } else { " " }, style);
            put(frame, area, (3, y), &moment(kept), style);
            put(frame, area, (22, y), w.backup_reason(kept.reason), style);
            let said = held.as_ref().map_or_else(|| w.backups_unread().to_owned(), |held| w.backups_interviews(held.counts().0.iter().sum::<i64>()));
            right(frame, area, (44, 62), y, &said, if held.is_some() { style } else { theme.hard });
            right(frame, area, (64, 78), y, &size(kept.bytes, w), style);
        }
        if self.list.is_empty() {
            put(frame, area, (3, area.y + 1), w.backups_none(), theme.quiet);
        }
        rule(frame, area, foot, look);
        let said = match self.stage {
            Stage::Looking => w.restore_looking(),
            _ => w.backups_how(),
        };
        let y = put_wrapped(frame, area, (2, foot + 1), said, theme.quiet);
        put(frame, area, (2, y), &w.backups_folder(&self.folder), theme.quiet);
    }

    fn draw_ahead(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, ahead: &Ahead) {
        let (w, theme) = (look.words, look.theme);
        let (held, lost) = (&ahead.held, ahead.lost);
        put(frame, area, (2, area.y), &w.restore_holds(self.moment()), theme.title);
        rule(frame, area, area.y + 1, look);
        let foot = area.bottom().saturating_sub(9);
        let mut y = area.y + 2;
        for survey in held.surveys.iter().take(usize::from(foot.saturating_sub(y)) / 2) {
            put(frame, area, (2, y), &survey.title, theme.plain);
            let counts: Vec<String> = Status::ALL
                .iter()
                .filter(|status| survey.counts.of(**status) > 0)
                .map(|status| format!("{} {}", survey.counts.of(*status), w.status(*status)))
                .collect();
            put(frame, area, (4, y + 1), if counts.is_empty() { w.counts_none() } else { "" }, theme.plain);
            put(frame, area, (4, y + 1), &counts.join(" · "), theme.plain);
            y += 2;
        }
        rule(frame, area, foot, look);
        let newest = held.newest.as_deref().map_or_else(|| "-".to_owned(), |at| at.get(..16).unwrap_or(at).replace('T', " "));
        put(frame, area, (2, foot + 1), &format!("{}  {}", w.restore_newest(newest), w.restore_lines(held.lines)), theme.plain);
        put(frame, area, (2, foot + 3), w.restore_lost(), theme.title);
        let parts = [w.restore_lost_interviews(lost.interviews), w.restore_lost_changed(lost.changed), w.restore_lost_lines(lost.lines)];
        let lost = if lost == Lost::default() { w.restore_lost_none().to_owned() } else { parts.join(" · ") };
        put(frame, area, (2, foot + 4), &lost, if ahead.lost == Lost::default() { theme.plain } else { theme.soft });
        put(frame, area, (2, foot + 6), w.restore_safe(), theme.quiet);
        let working = matches!(self.stage, Stage::Restoring(_));
        put(frame, area, (2, foot + 7), if working { w.restore_working() } else { w.restore_go_on() }, theme.plain);
    }
}

/// Says when a copy was made: `01-10-2024 09.03`.
fn moment(kept: &Kept) -> String {
    format!("{} {}", date::show(kept.at.date()), kept.at.strftime("%H.%M"))
}

/// Says a size in whole kilobytes or tenths of megabytes.
fn size(bytes: u64, w: Words) -> String {
    if bytes < 1 << 20 { format!("{} kB", bytes.div_ceil(1 << 10)) } else { w.megabytes(bytes * 10 / (1 << 20)) }
}

/// Writes a text up to a column.
fn right(frame: &mut Frame<'_>, area: Rect, (from, to): (u16, u16), y: u16, text: &str, style: ratatui::style::Style) {
    put(frame, area, (to.saturating_sub(text.width() as u16).max(from), y), text, style);
}
