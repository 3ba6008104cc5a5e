//! A form file or a workbook being checked: everything that is wrong with it in one go, or what it holds, to be taken in.

use crate::exchange::questionnaire::{self, Complaint, Place, Read};
use crate::store::Store;
use crate::survey::form::Form;
use crate::tui::action::Action;
use crate::tui::field::{Field, wrap};
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::tui::screens::rows::{put, rule};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// Lines that a page key scrolls.
const PAGE: usize = 15;

/// What came of reading a file.
struct Checked {
    path: PathBuf,
    read: Read,
}

/// The screen that checks a file.
#[derive(Default)]
pub struct Checking {
    file: Field,
    checked: Option<Checked>,
    /// The first line that is shown.
    top: usize,
}

impl Checking {
    /// Opens the screen, asking for a file.
    #[must_use]
    pub fn open() -> Self {
        Self::default()
    }

    fn check(&mut self, w: Words) -> Result<Step> {
        let path = PathBuf::from(self.file.value().trim());
        if self.file.value().trim().is_empty() {
            return Ok(Step::Refuse(w.check_needs_file().to_owned()));
        }
        let read = questionnaire::read(&path)?;
        let step = match (&read.form, read.complaints.len()) {
            (Some(_), _) => Step::Say(w.check_sound().to_owned()),
            (None, complaints) => Step::Warn(w.check_complaints(complaints)),
        };
        self.top = 0;
        self.checked = Some(Checked { path, read });
        Ok(step)
    }

    /// Takes the questionnaire in, in the words of its file.
    fn install(&self, store: &mut Store, w: Words) -> Result<Step> {
        let read = self.checked.as_ref().map(|checked| &checked.read);
        let Some((form, text)) = read.and_then(|read| read.form.as_ref().zip(read.text())) else {
            return Ok(Step::Refuse(w.check_mend_first().to_owned()));
        };
        store.install_questionnaire(&text)?;
        Ok(Step::CloseSaying(w.check_installed(w.form_version(&form.key, form.version))))
    }

    /// Gives what there is to say of the file, wrapped, each line with whether it is a heading.
    fn lines(&self, width: usize, w: Words) -> Vec<(String, bool)> {
        let Some(Checked { path, read }) = &self.checked else { return Vec::new() };
        let mut lines = vec![(path.display().to_string(), true), (String::new(), false)];
        if let Some(form) = &read.form {
            lines.extend(summary(form, w).into_iter().map(|line| (line, false)));
        }
        for complaint in &read.complaints {
            lines.extend(told(complaint, width, w).into_iter().map(|line| (line, false)));
            lines.push((String::new(), false));
        }
        if !read.left_out.is_empty() {
            lines.push((w.check_left_out(read.left_out.len()), true));
            for left in &read.left_out {
                let (place, what, why) = (w.complaint(&left.place.to_string()), w.complaint(&left.what), w.complaint(&left.why));
                lines.extend(wrap(&format!("{place}: {what}: {why}"), width).into_iter().map(|line| (line, false)));
            }
        }
        lines
    }

    fn scroll(&mut self, action: &Action) {
        let last = self.lines(76, Words::default()).len().saturating_sub(1);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(PAGE),
            _ => self.top + PAGE,
        }
        .min(last);
    }
}

/// Says a complaint: where and what, the line with its place marked, and the next step.
fn told(complaint: &Complaint, width: usize, w: Words) -> Vec<String> {
    let (place, number) = match &complaint.place {
        Place::Text { line, column } => (w.check_place(line, column), line.to_string()),
        Place::Cell(cell) => (w.complaint(&cell.to_string()), " ".to_owned()),
    };
    let mut lines = wrap(&format!("{place}: {}", w.complaint(&complaint.text)), width);
    let margin = number.len();
    if let Some(marked) = &complaint.marked {
        // Its marks belong below what they mark: the line is not broken but shifted.
        let [line, marks] = marked.within(width.saturating_sub(margin + 3)).rows();
        lines.extend([format!("{number} | {line}"), format!("{:margin$} | {marks}", "")]);
    }
    if let Some(hint) = &complaint.hint {
        let hint = wrap(&w.complaint(hint), width.saturating_sub(margin + 3));
        lines.extend(hint.iter().enumerate().map(|(row, line)| format!("{:margin$} {} {line}", "", if row == 0 { "=" } else { " " })));
    }
    lines
}

/// Says what a sound questionnaire holds.
fn summary(form: &Form, w: Words) -> Vec<String> {
    let choices: usize = form.questions.iter().map(|question| question.choices().len()).sum();
    vec![
        form.title.get(w.0).to_owned(),
        w.form_version(&form.key, form.version),
        w.check_holds(form.sections.len(), form.asked(), choices),
        String::new(),
    ]
}

impl Screen for Checking {
    fn title(&self, w: Words) -> Title {
        Title { left: "cacah".to_owned(), right: w.check_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match &self.checked {
            None => vec![Scope::Prompt, Scope::Text],
            Some(checked) if checked.read.form.is_some() => vec![Scope::Sound, Scope::Checked],
            Some(_) => vec![Scope::Checked],
        }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if self.checked.is_none() {
            return match action {
                Action::Accept => self.check(w),
                Action::Leave => Ok(Step::Close),
                action => Ok(if self.file.edit(&action) { Step::Stay } else { Step::Unknown }),
            };
        }
        Ok(match action {
            Action::Accept => self.install(store, w)?,
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                self.scroll(&action);
                Step::Stay
            }
            // The same file once more, after it was mended in an editor.
            Action::Check => self.check(w)?,
            Action::Edit => {
                self.checked = None;
                self.file.select();
                Step::Stay
            }
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        rule(frame, area, area.y, look);
        if self.checked.is_none() {
            put(frame, area, (2, area.y + 2), w.check_ask_file(), theme.current);
            self.file.draw_wrapped(frame, Rect { x: area.x + 2, y: area.y + 3, width: area.width - 4, height: 3 }, theme.plain);
            let folder = std::env::current_dir().unwrap_or_default();
            put(frame, area, (2, area.bottom() - 1), &w.check_folder(folder.display()), theme.quiet);
            return;
        }
        let lines = self.lines(usize::from(area.width) - 4, w);
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        for (y, (line, heading)) in (body.y..body.bottom()).zip(lines.iter().skip(self.top)) {
            put(frame, body, (2, y), line, if *heading { theme.title } else { theme.plain });
        }
        let shown = (self.top + usize::from(body.height)).min(lines.len());
        if lines.len() > usize::from(body.height) {
            put(frame, area, (2, area.bottom() - 1), &w.check_lines(self.top + 1, shown, lines.len()), theme.quiet);
        }
    }
}
