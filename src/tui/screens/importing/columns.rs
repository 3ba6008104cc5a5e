//! The lines of the mapping: what the file does not say, whose list its U-numbers follow, and what each column is.

use super::offer::{Choice, Offer};
use crate::exchange::import::{Field, How, Mapping, Open, Order, Row, Target};
use crate::store::{List, Survey};
use crate::survey::date;
use crate::survey::form::Kind;
use crate::survey::interview::Id;
use crate::survey::value::safe;
use crate::words::Words;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The regulation's list or the form's.
    Order,
    /// What stands in for what the file does not say.
    Default(Field),
    Column(usize),
}

/// Fields that the file may lack, with the list that they are of.
const DEFAULTS: [(Field, Option<List>); 4] = [
    (Field::Date, None),
    (Field::Location, Some(List::Location)),
    (Field::Surveyor, Some(List::Surveyor)),
    (Field::Band, Some(List::Band)),
];

/// Gives the lines, what is asked once before the columns.
pub(super) fn lines(survey: &Survey, mapping: &Mapping) -> Vec<Line> {
    let order = (!mapping.by_unsur(survey).is_empty()).then_some(Line::Order);
    let has = |field: Field| mapping.column_of(Target::Field(field)).is_some();
    let lacks = |field: Field| !has(field) && (field != Field::Date || !has(Field::Moment));
    let defaults = DEFAULTS.into_iter().filter(|(field, _)| lacks(*field)).map(|(field, _)| Line::Default(field));
    order.into_iter().chain(defaults).chain((0..mapping.columns.len()).map(Line::Column)).collect()
}

/// Finds the line that must be settled.
pub(super) fn place(lines: &[Line], mapping: &Mapping, survey: &Survey, open: &Open) -> Option<usize> {
    let wanted = match open {
        Open::NoQuestion => Line::Column(0),
        Open::Default(field) => Line::Default(*field),
        Open::Order => Line::Order,
        Open::HeadTwice { second, .. } => Line::Column(*second),
    };
    let _ = (mapping, survey);
    lines.iter().position(|line| *line == wanted)
}

/// Says what must be settled.
pub(super) fn say_open(open: &Open, w: Words) -> String {
    match open {
        Open::NoQuestion => w.import_open_no_question().to_owned(),
        Open::Default(field) => w.import_open_default(w.import_field(*field)),
        Open::Order => w.import_open_order().to_owned(),
        Open::HeadTwice { head, first, second } => w.import_open_twice(safe(head), first + 1, second + 1),
    }
}

/// Tells whether a line must be settled.
pub(super) fn is_open(open: &[Open], line: Line) -> bool {
    open.iter().any(|open| match (open, line) {
        (Open::Default(field), Line::Default(of)) => *field == of,
        (Open::Order, Line::Order) => true,
        (Open::HeadTwice { second, .. }, Line::Column(at)) => *second == at,
        _ => false,
    })
}

/// Names what a column is.
pub(super) fn target(survey: &Survey, target: Target, w: Words) -> String {
    let question = |at: usize| survey.form.questions.get(at).map_or_else(String::new, |question| w.question(question));
    match target {
        Target::Nothing => w.import_left_out().to_owned(),
        Target::Field(field) => w.import_field(field).to_owned(),
        Target::Answer(at) => question(at),
        Target::Reason(at) => w.import_reason_of(question(at)),
        Target::Chosen(at, code) => {
            let choice = survey.form.questions.get(at).and_then(|question| question.choice(code));
            format!("{} = {}", question(at), choice.map_or("", |choice| choice.label.get(w.0)))
        }
    }
}

/// Says how a column was found out.
pub(super) const fn how(how: How, w: Words) -> &'static str {
    match how {
        How::Said => w.import_how_said(),
        How::Remembered => w.import_how_remembered(),
        How::Key | How::Label => w.import_how_name(),
        How::Wording => w.import_how_wording(),
        How::Unsur => w.import_how_unsur(),
        How::Number => w.import_how_number(),
        How::Usual => w.import_how_usual(),
        How::Near => w.import_how_near(),
        How::Unknown => "",
    }
}

/// Gives the first values of a column.
pub(super) fn sample(rows: &[Row], column: usize) -> String {
    let mut shown: Vec<String> = Vec::new();
    for row in rows.iter().take(50) {
        let cell = safe(row.get(column).unwrap_or_default().trim());
        if !cell.is_empty() && !shown.contains(&cell) {
            shown.push(cell);
        }
        if shown.len() == 3 {
            break;
        }
    }
    shown.join(", ")
}

/// Gives the value of a line that is no column; none where nothing stands there.
pub(super) fn value(survey: &Survey, mapping: &Mapping, line: Line, w: Words) -> Option<String> {
    let defaults = &mapping.defaults;
    let label = |id: Option<Id>| id.map(|id| survey.label(Some(id)).to_owned());
    match line {
        Line::Order => mapping.order.map(|order| match order {
            Order::Regulation => w.import_order_regulation().to_owned(),
            Order::Form => w.import_order_form().to_owned(),
        }),
        Line::Default(Field::Date) => defaults.date.map(date::show),
        Line::Default(Field::Location) => label(defaults.location),
        Line::Default(Field::Surveyor) => label(defaults.surveyor),
        Line::Default(Field::Band) => label(defaults.band),
        Line::Default(_) | Line::Column(_) => None,
    }
}

/// Gives what a line can be; none where a date is typed.
pub(super) fn offer(survey: &Survey, mapping: &Mapping, line: Line, w: Words) -> Option<Offer> {
    match line {
        Line::Order => None,
        Line::Default(field) => {
            let list = DEFAULTS.iter().find(|(known, _)| *known == field)?.1?;
            let items = survey.choosable(list).map(|item| (Choice::Item(Some(item.id)), item.label.clone()));
            let nothing = (field == Field::Band).then(|| (Choice::Item(None), "-".to_owned()));
            Some(Offer::new(w.import_for_all(w.import_field(field)), nothing.into_iter().chain(items).collect(), None))
        }
        Line::Column(at) => {
            let column = mapping.columns.get(at)?;
            let questions = survey.form.questions.iter().enumerate().filter(|(_, question)| question.holds_answer());
            let mut targets = vec![Target::Nothing];
            targets.extend(questions.clone().map(|(at, _)| Target::Answer(at)));
            targets.extend(Field::ALL.map(Target::Field));
            for (at, question) in questions {
                if let Kind::Several(choices) = &question.kind {
                    targets.extend(choices.iter().map(|choice| Target::Chosen(at, choice.code)));
                }
            }
            targets.extend((0..survey.form.questions.len()).map(Target::Reason));
            let choices = targets.into_iter().map(|one| (Choice::Target(one), target(survey, one, w))).collect();
            Some(Offer::new(column.head.clone(), choices, Some(Choice::Target(column.target))))
        }
    }
}

/// Takes what was chosen for a line.
pub(super) fn take(mapping: &mut Mapping, line: Line, choice: &Choice) {
    match (line, choice) {
        (Line::Column(at), Choice::Target(target)) => mapping.take(at, *target),
        (Line::Default(field), Choice::Item(id)) => {
            let defaults = &mut mapping.defaults;
            match field {
                Field::Location => defaults.location = *id,
                Field::Surveyor => defaults.surveyor = *id,
                Field::Band => defaults.band = *id,
                _ => {}
            }
        }
        _ => {}
    }
}

impl Words {
    /// Names a field of an interview that a column can be.
    #[must_use]
    pub const fn import_field(self, field: Field) -> &'static str {
        match field {
            Field::FormNumber => self.import_field_form_number(),
            Field::Id => self.import_field_id(),
            Field::Status => self.import_field_status(),
            Field::Date => self.import_field_date(),
            Field::Moment => self.import_field_moment(),
            Field::Band => self.import_field_band(),
            Field::Location => self.import_field_location(),
            Field::Surveyor => self.import_field_surveyor(),
            Field::Started => self.import_field_started(),
            Field::Completed => self.import_field_completed(),
            Field::KeyedSeconds => self.import_field_seconds(),
            Field::Keys => self.import_field_keys(),
            Field::Corrections => self.import_field_corrections(),
            Field::Notes => self.import_field_notes(),
        }
    }
}
