//! The item matrix: how each question was answered, the worst first.

use super::super::rows::{put, rule};
use crate::store::{Absent, Filter, ItemLine, Store, Survey};
use crate::survey::interview::Id;
use crate::survey::value::Missing;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Opening, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The item matrix.
pub struct Items {
    survey: Survey,
    lines: Vec<ItemLine>,
    at: usize,
}

impl Items {
    /// Opens the matrix of a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, lines: Vec::new(), at: 0 })
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
        vec![Scope::Lines]
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
            Action::Up => {
                self.at = self.at.saturating_sub(1);
                Step::Stay
            }
            Action::Down => {
                self.at = (self.at + 1).min(self.lines.len().saturating_sub(1));
                Step::Stay
            }
            Action::Accept => match self.lines.get(self.at) {
                Some(line) if line.missing.iter().sum::<i64>() > 0 => {
                    let question = Some(self.survey.form.questions[line.question].key.clone());
                    let filter = Filter { absent: Some(Absent { question, reason: None }), ..Filter::default() };
                    Step::Open(Route::List { survey: self.survey.id, opening: Opening::With(Box::new(filter), i64::MIN) })
                }
                _ => Step::Refuse(w.items_none_missing().to_owned()),
            },
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        put(frame, area, (1, area.y), w.items_head(), theme.plain);
        rule(frame, area, area.y + 1, look);
        let label = area.width.saturating_sub(58);
        let heads = [w.items_asked(), w.items_answered()];
        let reasons = Missing::ALL.map(|reason| w.missing(reason));
        let tail = [w.items_none(), w.items_out_of_rule()];
        let all: Vec<&str> = heads.into_iter().chain(reasons).chain(tail).collect();
        let width = 6;
        for (at, head) in all.iter().enumerate() {
            let head: String = head.chars().take(5).collect();
            put(frame, area, (label + width * at as u16, area.y + 2), &format!("{head:>6}"), theme.title);
        }
        let list = Rect { y: area.y + 3, height: area.height.saturating_sub(4), ..area };
        let height = usize::from(list.height);
        let first = (self.at + 1).saturating_sub(height);
        for (row, (at, line)) in self.lines.iter().enumerate().skip(first).take(height).enumerate() {
            let y = list.y + row as u16;
            let style = if at == self.at { theme.current } else { theme.plain };
            let question = &self.survey.form.questions[line.question];
            let number = question.number.map_or_else(String::new, |number| format!("{number} "));
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            put(frame, Rect { width: label.saturating_sub(1), ..list }, (3, y), &format!("{number}{}", question.label.get(w.0)), style);
            let shares = [line.answered].into_iter().chain(line.missing).chain([line.none, line.out_of_rule]);
            let cells = std::iter::once(line.asked.to_string()).chain(shares.map(|n| share(n, line.asked)));
            for (at, cell) in cells.enumerate() {
                put(frame, list, (label + width * at as u16, y), &format!("{cell:>6}"), style);
            }
        }
        put(frame, area, (1, area.bottom() - 1), &reasons_in_full(w), theme.quiet);
    }
}

/// Says the columns that had to be cut in full.
fn reasons_in_full(w: Words) -> String {
    Missing::ALL.map(|reason| w.missing(reason)).join(" · ")
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
