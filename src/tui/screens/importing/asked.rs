//! What the person is asked over the import: what a line of the columns is, what a value means, a day; knows no row.

use super::offer::{Choice, Offer};
use super::{Importing, Stage, ahead, columns};
use crate::exchange::import::{Meaning, Report, Said, Target, meaning, read_date};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::screen::Step;
use crate::words::Words;

/// What the person is asked beside that.
pub(super) enum Asked {
    Nothing,
    /// What a line of the columns is.
    Line(usize, Offer),
    /// What a value means: its place in the lines of the look ahead.
    Value(usize, Offer),
    /// The number that a value means: its place in the lines of the look ahead.
    Number(usize, Field),
    Date(Field),
}

impl Importing {
    /// Answers what was asked.
    pub(super) fn answer(&mut self, action: &Action, w: Words) -> Step {
        let Some((_, mapping)) = &mut self.opened else { return Step::Close };
        match &mut self.asked {
            Asked::Nothing => return Step::Unknown,
            Asked::Date(field) => match action {
                Action::Leave => self.asked = Asked::Nothing,
                Action::Accept => {
                    let text = field.value().to_owned();
                    let Some(day) = read_date(&text, mapping.dates) else { return Step::Refuse(w.not_a_date(text)) };
                    mapping.defaults.date = Some(day);
                    self.asked = Asked::Nothing;
                }
                action if field.edit(action) => {}
                _ => return Step::Unknown,
            },
            Asked::Number(value, field) => match action {
                Action::Leave => self.asked = Asked::Nothing,
                Action::Accept => {
                    let (value, text) = (*value, field.value().to_owned());
                    return match self.number(value, &text) {
                        Some(meaning) => self.set_value(value, Some(meaning), w),
                        None => Step::Refuse(w.import_no_such_number(text)),
                    };
                }
                action if field.edit(action) => {}
                _ => return Step::Unknown,
            },
            Asked::Line(at, offer) => match action {
                Action::Leave => self.asked = Asked::Nothing,
                Action::Accept => {
                    let Some(choice) = offer.chosen() else { return Step::Refuse(w.import_no_such_choice().to_owned()) };
                    let line = columns::lines(&self.survey, mapping).get(*at).copied();
                    if let Some(line) = line {
                        columns::take(mapping, line, &choice);
                    }
                    self.asked = Asked::Nothing;
                    // Another line may have come or gone: the column stays in hand.
                    let lines = columns::lines(&self.survey, mapping);
                    self.at = lines.iter().position(|now| Some(*now) == line).unwrap_or_else(|| self.at.min(lines.len().saturating_sub(1)));
                }
                action if offer.turn(action) => {}
                _ => return Step::Unknown,
            },
            Asked::Value(value, offer) => match action {
                Action::Leave => self.asked = Asked::Nothing,
                Action::Accept => match offer.chosen() {
                    Some(Choice::Typed) => self.asked = Asked::Number(*value, Field::default()),
                    Some(choice) => {
                        let meaning = match choice {
                            Choice::Meaning(meaning) => Some(meaning),
                            Choice::Target(_) | Choice::Item(_) | Choice::Typed => None,
                        };
                        let value = *value;
                        return self.set_value(value, meaning, w);
                    }
                    None => return Step::Refuse(w.import_no_such_choice().to_owned()),
                },
                // A number is typed at once; nothing in the list is searched by one.
                Action::Type(c) if c.is_ascii_digit() && offer.has(Choice::Typed) && !offer.is_searching() => {
                    self.asked = Asked::Number(*value, Field::new(&c.to_string()));
                }
                action if offer.turn(action) => {}
                _ => return Step::Unknown,
            },
        }
        Step::Stay
    }

    /// Says what a value of the look ahead means, once for all rows.
    fn set_value(&mut self, value: usize, meaning: Option<Meaning>, w: Words) -> Step {
        let (Some((_, mapping)), Stage::Ahead(report)) = (&mut self.opened, &mut self.stage) else { return Step::Stay };
        let target = mapping.columns.get(report.values[value].column).map_or(Target::Nothing, |column| column.target);
        mapping.set_value(target, &report.values[value].text, meaning);
        let is_bad = |report: &Report| matches!(report.values[value].said, Said::Wrong(_));
        let was_bad = is_bad(report);
        ahead::take(&self.survey, target, &mut report.values[value], meaning);
        self.is_stale = true;
        self.asked = Asked::Nothing;
        // What means something now stands further down, and the next line in its place.
        self.at += usize::from(was_bad == is_bad(report));
        Step::Say(w.import_mapped().to_owned())
    }

    /// Reads the number that was typed for a value.
    fn number(&self, value: usize, text: &str) -> Option<Meaning> {
        let (Some((_, mapping)), Stage::Ahead(report)) = (&self.opened, &self.stage) else { return None };
        let target = mapping.columns.get(report.values.get(value)?.column)?.target;
        meaning(ahead::number_question(&self.survey, target)?, text.trim().replace(',', ".").parse().ok()?)
    }
}
