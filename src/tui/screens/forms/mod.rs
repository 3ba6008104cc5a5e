//! The questionnaires: those that come with the program and those of the database, with their versions and who uses them.

pub mod checking;
pub mod moving;
pub mod trial;

use super::rows::{in_view, put, put_wrapped, rule};
use crate::exchange::questionnaire;
use crate::store::{Store, Survey};
use crate::survey::form::Form;
use crate::survey::interview::Id;
use crate::survey::template;
use crate::tui::action::Action;
use crate::tui::field::{Field, fit};
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// A questionnaire in the list.
struct Line {
    form: Form,
    /// True where it is in the database; otherwise the program brings it.
    installed: bool,
    /// The surveys that are keyed with it.
    surveys: Vec<String>,
}

/// The screen of questionnaires.
pub struct Forms {
    /// The survey that a version is chosen for; none where they are looked through.
    survey: Option<Survey>,
    lines: Vec<Line>,
    at: usize,
    /// The file that the questionnaire in hand is to be written to.
    file: Option<Field>,
}

/// Gives a questionnaire of the database, or one that the program brings.
pub(super) fn find(store: &Store, key: &str, version: u32) -> Result<Option<Form>> {
    let stored = store.questionnaire(key, Some(version))?;
    Ok(stored.or_else(|| shipped().find(|form| form.key == key && form.version == version)))
}

/// Gives the questionnaires that the program brings.
fn shipped() -> impl Iterator<Item = Form> {
    template::forms::ALL.into_iter().map(template::Shipped::form)
}

impl Forms {
    /// Opens the list; for a survey, at the version that it has.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn open(store: &Store, survey: Option<Id>) -> Result<Self> {
        let survey = survey.map(|survey| store.survey(survey)).transpose()?;
        let mut screen = Self { survey, lines: Vec::new(), at: 0, file: None };
        screen.read(store)?;
        if let Some(survey) = &screen.survey {
            let is_its = |line: &Line| line.form.key == survey.form.key && line.form.version == survey.form.version;
            screen.at = screen.lines.iter().position(is_its).unwrap_or(0);
        }
        Ok(screen)
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let surveys = store.surveys()?;
        let installed = store.questionnaires()?.into_iter().map(|(form, _)| (form, true));
        self.lines.clear();
        for (form, installed) in installed.chain(shipped().map(|form| (form, false))) {
            let is_known = self.lines.iter().any(|line| line.form.key == form.key && line.form.version == form.version);
            if !is_known {
                let uses = surveys.iter().filter(|survey| survey.form.key == form.key && survey.form.version == form.version);
                let surveys = uses.map(Survey::title).collect();
                self.lines.push(Line { form, installed, surveys });
            }
        }
        self.at = self.at.min(self.lines.len().saturating_sub(1));
        Ok(())
    }

    fn in_hand(&self) -> Option<&Form> {
        self.lines.get(self.at).map(|line| &line.form)
    }

    fn routed(&self, w: Words, route: impl Fn(String, u32) -> Route) -> Step {
        self.in_hand().map_or_else(|| Step::Refuse(w.forms_none().to_owned()), |form| Step::Open(route(form.key.clone(), form.version)))
    }

    /// Begins to move the survey to the version in hand.
    fn use_it(&self, w: Words) -> Step {
        let (Some(survey), Some(form)) = (&self.survey, self.in_hand()) else { return Step::Unknown };
        if survey.form.key != form.key {
            return Step::Refuse(w.forms_other_key(&survey.form.key));
        }
        if survey.form.version == form.version {
            return Step::Refuse(w.forms_in_use_already(&survey.name));
        }
        Step::Open(Route::FormMove { survey: survey.id, version: form.version })
    }

    /// Writes the questionnaire in hand; the file's ending says as what.
    fn write(&mut self, replace: bool, w: Words) -> Result<Step> {
        let (Some(form), Some(file)) = (self.in_hand(), &self.file) else { return Ok(Step::Stay) };
        let mut path = PathBuf::from(file.value().trim());
        if file.value().trim().is_empty() {
            return Ok(Step::Refuse(w.export_needs_file().to_owned()));
        }
        if path.is_dir() {
            path.push(proposed(form));
        }
        match questionnaire::write(form, &path, replace) {
            Ok(left_out) => {
                self.file = None;
                let path = std::path::absolute(&path).unwrap_or(path);
                Ok(match left_out.len() {
                    0 => Step::Say(w.forms_written(path.display())),
                    many => Step::Warn(w.forms_written_without(path.display(), many)),
                })
            }
            Err(crate::exchange::Error::Exists(_)) => Ok(Step::Ask { question: w.export_replace(path.display()), yes: Action::Replace }),
            Err(error) => Err(error.into()),
        }
    }

    fn filing(&mut self, action: &Action, w: Words) -> Result<Step> {
        match action {
            Action::Accept => self.write(false, w),
            Action::Replace => self.write(true, w),
            Action::Leave => {
                self.file = None;
                Ok(Step::Stay)
            }
            action => {
                let edited = self.file.as_mut().is_some_and(|file| file.edit(action));
                Ok(if edited { Step::Stay } else { Step::Unknown })
            }
        }
    }
}

/// Gives the name of the file that a questionnaire is written to.
fn proposed(form: &Form) -> String {
    format!("{}-{}.toml", form.key, form.version)
}

impl Screen for Forms {
    fn title(&self, w: Words) -> Title {
        let left = self.survey.as_ref().map_or_else(|| "cacah".to_owned(), Survey::title);
        Title { left, right: w.forms_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.file, &self.survey) {
            (Some(_), _) => vec![Scope::Prompt, Scope::Text],
            (None, Some(_)) => vec![Scope::FormsOfSurvey, Scope::Forms],
            (None, None) => vec![Scope::Forms],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        if let Some(survey) = &self.survey {
            self.survey = Some(store.survey(survey.id)?);
        }
        self.read(store)
    }

    fn update(&mut self, action: Action, _: &mut Store, w: Words) -> Result<Step> {
        if self.file.is_some() {
            return self.filing(&action, w);
        }
        let survey = self.survey.as_ref().map(|survey| survey.id);
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = super::rows::moved(self.at, self.lines.len(), &action);
                Step::Stay
            }
            Action::Accept => self.routed(w, |key, version| Route::FormTrial { key, version, survey, keyed: false }),
            Action::Try => self.routed(w, |key, version| Route::FormTrial { key, version, survey, keyed: true }),
            Action::Check => Step::Open(Route::FormCheck),
            Action::Export => {
                self.file = self.in_hand().map(|form| Field::new(&proposed(form)));
                Step::Stay
            }
            Action::New => self.routed(w, |key, version| Route::NewSurveyWith { key, version }),
            Action::UseForm => self.use_it(w),
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        rule(frame, area, area.y, look);
        let foot = 6;
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(foot + 2), ..area };
        for (y, at, line) in in_view(&self.lines, self.at, list) {
            let current = at == self.at;
            let style = if current { theme.current } else { theme.plain };
            put(frame, list, (1, y), if current { ">" } else { " " }, style);
            let name = w.form_version(&line.form.key, line.form.version);
            put(frame, Rect { width: 30, ..list }, (3, y), &name, style);
            put(frame, Rect { width: 45, ..list }, (31, y), &w.forms_questions(line.form.asked()), theme.plain);
            let uses = match (line.surveys.len(), line.installed) {
                (0, true) => w.forms_unused().to_owned(),
                (0, false) => w.forms_shipped().to_owned(),
                (many, _) => w.forms_used(many),
            };
            let is_its =
                self.survey.as_ref().is_some_and(|survey| survey.form.key == line.form.key && survey.form.version == line.form.version);
            let uses = if is_its { w.forms_of_this_survey().to_owned() } else { uses };
            put(frame, list, (46, y), &uses, theme.quiet);
        }
        let below = Rect { y: list.bottom(), height: area.bottom().saturating_sub(list.bottom()), ..area };
        rule(frame, below, below.y, look);
        let Some(line) = self.lines.get(self.at) else { return };
        if let Some(file) = &self.file {
            put(frame, below, (2, below.y + 1), w.forms_ask_file(), theme.current);
            file.draw_wrapped(frame, Rect { x: below.x + 2, y: below.y + 2, width: below.width - 4, height: 3 }, theme.plain);
            return;
        }
        put(frame, below, (2, below.y + 1), line.form.title.get(w.0), theme.title);
        let sections: Vec<&str> = line.form.sections.iter().map(|section| section.label.get(w.0)).collect();
        let y = put_wrapped(
            frame,
            Rect { height: 4, ..below },
            (2, below.y + 2),
            &w.forms_sections(fit(&sections.join(", "), 140)),
            theme.plain,
        );
        if let Some(remark) = &line.form.remark {
            put_wrapped(frame, below, (2, y), remark.get(w.0), theme.quiet);
        } else if !line.surveys.is_empty() {
            put_wrapped(frame, below, (2, y), &w.forms_surveys(line.surveys.join("; ")), theme.quiet);
        }
    }
}
