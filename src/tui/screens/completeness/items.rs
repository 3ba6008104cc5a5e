//! The item matrix: how each question was answered, the worst first.

use super::super::rows::{in_view, moved, put, rule};
use crate::store::{Absent, Filter, ItemLine, Store, Survey};
use crate::survey::interview::Id;
use crate::survey::value::Missing;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Opening, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Columns of numbers before those of the reasons: asked, answered.
const BEFORE: usize = 2;

/// The item matrix.
pub struct Items {
    survey: Survey,
    lines: Vec<ItemLine>,
    at: usize,
    /// Which of the choices stands out; none means the whole line.
    choice: Option<usize>,
}

impl Items {
    /// Opens the matrix of a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, lines: Vec::new(), at: 0, choice: None })
    }

    /// Opens the list behind what is chosen: a reason, what is out of rule, or all that is missing, else all that is out of rule.
    fn list(&self, w: Words) -> Step {
        let Some(line) = self.lines.get(self.at) else { return Step::Unknown };
        let missing: i64 = line.missing.iter().sum();
        let (n, reason) = match self.choice {
            Some(at) if at < self.reasons() => (line.missing[at], Some(Missing::ALL[at])),
            None if missing > 0 => (missing, None),
            _ => {
                let filter = Filter { rules: line.rules.clone(), ..Filter::default() };
                return if line.out_of_rule > 0 { self.open_list(filter) } else { Step::Refuse(w.items_nothing_behind().to_owned()) };
            }
        };
        if n == 0 {
            return Step::Refuse(w.completeness_nothing_behind().to_owned());
        }
        let question = Some(self.survey.form.questions[line.question].key.clone());
        self.open_list(Filter { absent: Some(Absent { question, reason }), ..Filter::default() })
    }

    /// Gives how many reasons have a column: the one of imported interviews stands last, where there is any.
    fn reasons(&self) -> usize {
        let is_imported = self.lines.iter().any(|line| line.missing[Missing::KEYED.len()..].iter().any(|n| *n > 0));
        if is_imported { Missing::ALL.len() } else { Missing::KEYED.len() }
    }

    /// Gives the column of a choice: a reason, or behind what is without an answer what is out of rule.
    fn column(&self, choice: usize) -> usize {
        if choice < self.reasons() { BEFORE + choice } else { BEFORE + self.reasons() + 1 }
    }

    fn open_list(&self, filter: Filter) -> Step {
        Step::Open(Route::List { survey: self.survey.id, opening: Opening::With(Box::new(filter), i64::MIN) })
    }
}

/// Gives what is not well with a question, in ten-thousandths of the forms that ask it.
fn badness(line: &ItemLine) -> i64 {
    let missing: i64 = line.missing.iter().sum();
    if line.asked == 0 { 0 } else { (missing + line.out_of_rule) * 10_000 / line.asked }
}

/// Writes a share in per cent with one decimal, rounded half up; nothing of nothing is a dash.
fn share(part: i64, whole: i64) -> String {
    if whole == 0 || part == 0 {
        return "-".to_owned();
    }
    let tenths = (part * 2000 + whole) / (whole * 2);
    format!("{},{}", tenths / 10, tenths % 10)
}

impl Screen for Items {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.items_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Columns, Scope::Lines]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.lines = store.items(&self.survey)?;
        // A stable sort: equals stay in form order.
        self.lines.sort_by_key(|line| -badness(line));
        Ok(())
    }

    fn update(&mut self, action: Action, _: &mut Store, w: Words) -> Result<Step> {
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = moved(self.at, self.lines.len(), &action);
                Step::Stay
            }
            Action::Left => {
                self.choice = self.choice.and_then(|choice| choice.checked_sub(1));
                Step::Stay
            }
            Action::Right => {
                self.choice = Some(self.choice.map_or(0, |choice| (choice + 1).min(self.reasons())));
                Step::Stay
            }
            Action::Accept => self.list(w),
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        put(frame, area, (1, area.y), w.items_head(), theme.plain);
        rule(frame, area, area.y + 1, look);
        let heads = self.heads(w);
        let widths: Vec<u16> = heads.iter().map(|(above, below)| above.width().max(below.width()).max(5) as u16 + 1).collect();
        let label = area.width.saturating_sub(widths.iter().sum::<u16>() + 1);
        let put_number = |frame: &mut Frame<'_>, at: usize, y: u16, text: &str, style| {
            let end = label + widths[..=at].iter().sum::<u16>();
            put(frame, area, (end.saturating_sub(text.width() as u16), y), text, style);
        };
        for (at, (above, below)) in heads.iter().enumerate() {
            put_number(frame, at, area.y + 2, above, theme.title);
            put_number(frame, at, area.y + 3, below, theme.title);
        }
        let list = Rect { y: area.y + 4, height: area.height.saturating_sub(4), ..area };
        for (y, at, line) in in_view(&self.lines, self.at, list) {
            let style = if at == self.at { theme.current } else { theme.plain };
            let question = &self.survey.form.questions[line.question];
            let number = question.number.map_or_else(String::new, |number| format!("{number} "));
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            put(frame, Rect { width: label.saturating_sub(1), ..list }, (3, y), &format!("{number}{}", question.label.get(w.0)), style);
            let shares =
                [line.answered].into_iter().chain(line.missing.into_iter().take(self.reasons())).chain([line.none, line.out_of_rule]);
            let cells = std::iter::once(line.asked.to_string()).chain(shares.map(|n| share(n, line.asked)));
            for (column, cell) in cells.enumerate() {
                let chosen = at == self.at && self.choice.is_some_and(|choice| self.column(choice) == column);
                put_number(frame, column, y, &if chosen { format!("[{cell}]") } else { cell }, style);
            }
        }
    }
}

impl Items {
    /// Gives the head of each column in two lines, broken at its last blank.
    fn heads(&self, w: Words) -> Vec<(&'static str, &'static str)> {
        let head = |reason: Missing| if reason == Missing::NotInSource { w.items_not_in_source() } else { w.missing(reason) };
        let reasons = Missing::ALL.into_iter().take(self.reasons()).map(head);
        let heads = [w.items_asked(), w.items_answered()].into_iter().chain(reasons).chain([w.items_none(), w.items_out_of_rule()]);
        heads.map(|head| head.rsplit_once(' ').unwrap_or(("", head))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_is_rounded_half_up_once() {
        let case = |part, whole, expected: &str| assert_eq!(share(part, whole), expected, "{part} of {whole}");
        case(1, 3, "33,3");
        case(2, 3, "66,7");
        case(1, 2000, "0,1");
        case(5, 5, "100,0");
        case(0, 5, "-");
        case(0, 0, "-");
    }
}
