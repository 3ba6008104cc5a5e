//! The audit trail: who changed what, when, from what to what, why; of a survey or of one interview.

use super::rows::{put, rule};
use crate::exchange::{self, Target};
use crate::store::{Store, Survey, TrailFilter, TrailLine};
use crate::survey::date;
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Lines read at a time.
const PAGE: i64 = 200;

/// The audit trail.
pub struct Trail {
    survey: Survey,
    /// The form number of the one interview that it is about.
    form_number: Option<i64>,
    filter: TrailFilter,
    lines: Vec<TrailLine>,
    /// Before which line each page that was turned to begins.
    pages: Vec<Id>,
    at: usize,
    prompt: Option<Field>,
}

impl Trail {
    /// Opens the trail of a survey, or of one interview.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn open(store: &Store, survey: Id, interview: Option<Id>) -> Result<Self> {
        let survey = store.survey(survey)?;
        let form_number = match interview {
            Some(id) => Some(store.interview(&survey, id)?.0.form_number),
            None => None,
        };
        let filter = TrailFilter { interview, ..TrailFilter::default() };
        Ok(Self { survey, form_number, filter, lines: Vec::new(), pages: vec![Id::MAX], at: 0, prompt: None })
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let before = self.pages.last().copied().unwrap_or(Id::MAX);
        self.lines = store.trail(&self.survey, &self.filter, before, PAGE)?;
        self.at = self.at.min(self.lines.len().saturating_sub(1));
        Ok(())
    }

    fn refilter(&mut self, store: &Store) -> Result<()> {
        (self.pages, self.at) = (vec![Id::MAX], 0);
        self.read(store)
    }

    fn move_by(&mut self, by: isize, store: &Store) -> Result<()> {
        match self.at.checked_add_signed(by) {
            Some(to) if to < self.lines.len() => self.at = to,
            Some(to) if self.lines.len() as i64 == PAGE => {
                let last = self.lines.last().map_or(Id::MAX, |line| line.id);
                self.at = to - self.lines.len();
                self.pages.push(last);
                self.read(store)?;
                if self.lines.is_empty() {
                    self.page_before(store)?;
                }
            }
            Some(_) => self.at = self.lines.len().saturating_sub(1),
            None if self.pages.len() > 1 => self.page_before(store)?,
            None => self.at = 0,
        }
        Ok(())
    }

    /// Goes back to the last line of the page before this one.
    fn page_before(&mut self, store: &Store) -> Result<()> {
        self.pages.pop();
        self.read(store)?;
        self.at = self.lines.len().saturating_sub(1);
        Ok(())
    }

    fn prompted(&mut self, action: &Action, store: &Store, w: Words) -> Result<Step> {
        match action {
            Action::Leave => self.prompt = None,
            Action::Accept => {
                self.filter.words = self.prompt.take().map(|field| field.value().trim().to_owned()).unwrap_or_default();
                self.refilter(store)?;
                if self.lines.is_empty() {
                    return Ok(Step::Refuse(w.list_nothing_found().to_owned()));
                }
            }
            action => {
                let edited = self.prompt.as_mut().is_some_and(|field| field.edit(action));
                return Ok(if edited { Step::Stay } else { Step::Unknown });
            }
        }
        Ok(Step::Stay)
    }

    fn export(&self, store: &Store, w: Words) -> Result<Step> {
        // Named after the moment, so that no file is there already.
        let name = format!("{}-{}.csv", w.foot_trail(), store.now().strftime("%Y%m%d-%H%M%S"));
        let target = Target::File { path: store.path().with_file_name(&name), replace: false };
        let done = exchange::write_trail(store, &self.survey, &self.filter, w, target)?;
        Ok(Step::Say(w.trail_written(done.rows, name)))
    }

    /// Says what the trail is about.
    fn head(&self, w: Words) -> String {
        let number = self.form_number.map(|number| format!("{} {number:04}", w.form_word()));
        let words = (!self.filter.words.is_empty()).then(|| format!("\"{}\"", self.filter.words));
        let parts: Vec<String> = [number, words].into_iter().flatten().collect();
        if parts.is_empty() { w.trail_all().to_owned() } else { w.trail_of(parts.join(" · ")) }
    }
}

/// Writes a moment as people read it: `30-09-2024 09.41.12`.
fn moment(at: &str) -> String {
    let day = at.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| at.to_owned(), date::show);
    format!("{day} {}", super::entry::clock(at))
}

impl Screen for Trail {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.trail_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.prompt.is_some() { vec![Scope::Prompt, Scope::Text] } else { vec![Scope::Trail] }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.read(store)
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if self.prompt.is_some() {
            return self.prompted(&action, store, w);
        }
        match action {
            Action::Up => self.move_by(-1, store)?,
            Action::Down => self.move_by(1, store)?,
            Action::PageUp => self.move_by(-15, store)?,
            Action::PageDown => self.move_by(15, store)?,
            Action::First => self.refilter(store)?,
            Action::Find => self.prompt = Some(Field::new(&self.filter.words)),
            Action::Export => return self.export(store, w),
            Action::Leave if !self.filter.words.is_empty() => {
                self.filter.words.clear();
                self.refilter(store)?;
            }
            Action::Leave => return Ok(Step::Close),
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        put(frame, area, (1, area.y), &self.head(w), theme.plain);
        let y = area.y + 1;
        let columns = columns(area.width);
        let heads = [w.trail_column_at(), w.trail_column_who(), w.trail_column_about(), w.trail_column_field(), w.trail_column_change()];
        row(frame, area, y, &columns, &heads.map(str::to_owned), theme.title);
        rule(frame, area, y + 1, look);
        let list = Rect { y: y + 2, height: area.height.saturating_sub(6), ..area };
        let height = usize::from(list.height);
        let first = (self.at + 1).saturating_sub(height);
        for (down, (position, line)) in self.lines.iter().enumerate().skip(first).take(height).enumerate() {
            let current = position == self.at;
            let style = if current { theme.current } else { theme.plain };
            let [old, new] = line.say_values(&self.survey, w);
            let marks = if line.undone { "× " } else { "" };
            let cells = [
                moment(&line.at),
                line.who.clone(),
                line.say_about(&self.survey, w),
                line.say_field(&self.survey, w),
                format!("{marks}{} → {}", or_dash(&old), or_dash(&new)),
            ];
            let y = list.y + down as u16;
            put(frame, area, (0, y), if current { ">" } else { " " }, style);
            row(frame, area, y, &columns, &cells, style);
        }
        if self.lines.is_empty() {
            put(frame, list, (2, list.y + 1), w.trail_empty(), theme.quiet);
        }
        let foot = area.bottom() - 3;
        rule(frame, area, foot, look);
        if let Some(field) = &self.prompt {
            let label = w.trail_ask_words();
            put(frame, area, (1, foot + 1), label, theme.current);
            let start = unicode_width::UnicodeWidthStr::width(label) as u16 + 2;
            let room = Rect { x: area.x + start, y: foot + 1, width: area.width.saturating_sub(start + 1), height: 1 };
            field.draw(frame, room, theme.plain, true);
        } else if let Some(line) = self.lines.get(self.at) {
            let [old, new] = line.say_values(&self.survey, w);
            put(
                frame,
                area,
                (1, foot + 1),
                &format!("{}: {} → {}", line.say_field(&self.survey, w), or_dash(&old), or_dash(&new)),
                theme.quiet,
            );
            put(frame, area, (1, foot + 2), &line.say_why(w), theme.quiet);
        }
    }
}

fn or_dash(value: &str) -> &str {
    if value.is_empty() { "-" } else { value }
}

/// Where the columns begin and how wide they are.
fn columns(width: u16) -> [(u16, u16); 5] {
    let fixed: [u16; 4] = if width >= 120 { [21, 18, 14, 22] } else { [20, 12, 10, 14] };
    let mut columns = [(1, 0); 5];
    let mut x = 1;
    for (column, width) in columns.iter_mut().zip(fixed) {
        *column = (x, width);
        x += width;
    }
    columns[4] = (x, width.saturating_sub(x + 1));
    columns
}

fn row(frame: &mut Frame<'_>, area: Rect, y: u16, columns: &[(u16, u16); 5], cells: &[String; 5], style: ratatui::style::Style) {
    for ((x, width), cell) in columns.iter().zip(cells) {
        let room = Rect { x: area.x + x, width: width.saturating_sub(1), ..area };
        put(frame, room, (0, y), cell, style);
    }
}
