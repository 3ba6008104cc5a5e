//! What a row says of its question beside its type: texts, rules, bounds, what is preset; knows no section.

use super::asked::Asked;
use super::reading::{Reading, shortened};
use super::row::{Cells, yes_or_no};
use crate::survey::decimal::Decimal;
use crate::survey::draft::{Placed, QuestionDraft};
use crate::survey::expr::near;
use crate::survey::form::Text;
use crate::survey::value::Missing;

impl Reading<'_> {
    /// Gives the word of the kind, and the choices; `None` where the question can't be taken.
    pub(super) fn kind(&mut self, cells: &mut Cells<'_>, asked: &Asked, draft: &mut QuestionDraft, what: &str) -> Option<&'static str> {
        let appearance: Vec<&str> = cells.peek("appearance").map_or_else(Vec::new, |(text, _)| text.split_whitespace().collect());
        let own = cells.take("cacah_kind").map(|(text, _)| text);
        let kind = match asked {
            Asked::Plain("text") if own == Some("service") => "service",
            Asked::Plain("text") if appearance == ["multiline"] => {
                cells.take("appearance");
                "long_text"
            }
            // Shown, worked out and not keyed.
            Asked::Plain(kind) if *kind != "note" && is_shown(cells) => {
                cells.take("read_only");
                return self.calculated(cells, draft);
            }
            Asked::Plain(kind) => kind,
            Asked::Range => self.range(cells, draft),
            Asked::Acknowledge => {
                draft.choices = vec![crate::survey::draft::ChoiceDraft {
                    code: Placed::new(1, self.places.mark(cells.place())),
                    label: Text::same("OK"),
                    name: Some("OK".to_owned()),
                    ..crate::survey::draft::ChoiceDraft::default()
                }];
                "choice"
            }
            Asked::Calculate => return self.calculated(cells, draft),
            Asked::Hidden if cells.peek("calculation").is_some() => return self.calculated(cells, draft),
            Asked::Hidden => {
                self.leave(cells.place(), what.to_owned(), "nothing is keyed there, and nothing worked out");
                return None;
            }
            Asked::Choice { list, several, other } => {
                let likert = appearance == ["likert"] && !several;
                if likert {
                    cells.take("appearance");
                }
                return self.select(cells, (list, *several, *other), draft, what).map(|()| match own {
                    Some("yes_no") => "yes_no",
                    _ if *several => "several",
                    _ if likert && cells.peek("choice_filter").is_none() => "rating",
                    _ => "choice",
                });
            }
            Asked::Begin(_) | Asked::End(_) | Asked::Today | Asked::Foreign(_) | Asked::Unknown => return None,
        };
        Some(kind)
    }

    fn calculated(&mut self, cells: &mut Cells<'_>, draft: &mut QuestionDraft) -> Option<&'static str> {
        draft.calculate = self.rule(cells, "calculation");
        if draft.calculate.is_none() {
            let hint = "Write what it is worked out from into the column 'calculation'.";
            self.complain(cells.place(), "nothing is worked out here".to_owned(), hint);
            return None;
        }
        Some("calculated")
    }

    fn select(&mut self, cells: &Cells<'_>, list: (&str, bool, bool), draft: &mut QuestionDraft, what: &str) -> Option<()> {
        let (name, several, other) = list;
        let place = cells.place_of("type");
        let Some(found) = self.lists.get_mut(&list_name(name, other)) else {
            let known: Vec<&str> = self.lists.keys().map(String::as_str).filter(|name| !name.contains('\0')).collect();
            let hint = match (near(name, known.iter().copied()), known.as_slice()) {
                (Some(near), _) => format!("Did you mean '{near}'?"),
                (None, []) => "Add the list to the sheet 'choices'.".to_owned(),
                (None, known) => format!("The sheet 'choices' has {}.", known[..known.len().min(8)].join(", ")),
            };
            let text = if name.is_empty() { "the type names no list of choices".to_owned() } else { format!("there is no list '{name}'") };
            self.complain(place, text, &hint);
            return None;
        };
        if found.repeats {
            let why = "names stand twice in its list, and an answer could not be told from another";
            self.leave(place, what.to_owned(), why);
            return None;
        }
        let places = &mut self.places;
        if let Some(choices) = found.drafts(|place| places.mark(place.clone())) {
            draft.choices = choices;
            self.list_of.insert(draft.key.value.clone(), list_name(name, other));
            return Some(());
        }
        let why = if several {
            "more than 62 choices can't be chosen from at once"
        } else {
            "its list is also one of which several are chosen, and has more than 62 choices"
        };
        self.leave(place, what.to_owned(), why);
        None
    }

    /// Reads `start=1 end=10 step=1`.
    fn range(&mut self, cells: &mut Cells<'_>, draft: &mut QuestionDraft) -> &'static str {
        let (mut start, mut end) = (Decimal::from(1), Decimal::from(10));
        let mut whole = true;
        let place = cells.place_of("parameters");
        if let Some((text, place)) = cells.take("parameters") {
            for (name, value) in text.split([' ', ',', ';', '\n']).filter_map(|part| part.split_once('=')) {
                match (name.trim(), value.trim().parse::<Decimal>()) {
                    ("start", Ok(number)) => start = number,
                    ("end", Ok(number)) => end = number,
                    ("step", Ok(number)) if number == Decimal::from(1) => {}
                    ("step", Ok(number)) => {
                        whole &= number.to_whole().is_some();
                        self.leave(place.clone(), format!("step {number}"), "any number between the bounds can be keyed");
                    }
                    _ => self.leave(place.clone(), format!("parameter '{name}={value}'"), "it has no meaning here"),
                }
            }
        }
        whole &= start.to_whole().is_some() && end.to_whole().is_some();
        draft.min = Some(Placed::new(start.min(end), self.places.mark(place.clone())));
        draft.max = Some(Placed::new(start.max(end), self.places.mark(place)));
        if whole { "number" } else { "decimal" }
    }

    fn rule(&mut self, cells: &mut Cells<'_>, column: &str) -> Option<Placed<String>> {
        cells.take(column).map(|(text, place)| Placed::new(text.to_owned(), self.places.mark(place)))
    }

    /// Reads the columns that most questions have.
    pub(super) fn properties(&mut self, cells: &mut Cells<'_>, draft: &mut QuestionDraft, name: &str, asked: &Asked) {
        let kind = draft.kind.value.clone();
        let answered = !matches!(kind.as_str(), "note" | "calculated");
        draft.label = cells.text("label", &self.default).unwrap_or_else(|| Text::same(name));
        draft.hint = cells.text("hint", &self.default);
        draft.note = cells.text("guidance_hint", &self.default);
        self.references(cells, "label");
        self.references(cells, "hint");
        draft.relevant = self.rule(cells, "relevant");
        draft.optional = true;
        if answered {
            self.required(cells, draft);
            let message = cells.text("constraint_message", &self.default);
            draft.constraint = self.rule(cells, "constraint").map(|rule| (rule, message));
        }
        if matches!(kind.as_str(), "choice" | "several") && !matches!(asked, Asked::Acknowledge) {
            draft.filter = self.rule(cells, "choice_filter");
        }
        if answered && kind != "rating" && kind != "service" {
            self.preset(cells, draft);
        }
        self.own(cells, draft);
    }

    fn required(&mut self, cells: &mut Cells<'_>, draft: &mut QuestionDraft) {
        let Some((text, place)) = cells.take("required") else { return };
        match yes_or_no(text) {
            Some(required) => draft.optional = !required,
            None => {
                let why = "an answer is needed always or never: it is taken as not needed";
                self.leave(place, format!("required '{}'", shortened(text)), why);
            }
        }
    }

    fn preset(&mut self, cells: &mut Cells<'_>, draft: &mut QuestionDraft) {
        let Some((text, place)) = cells.take("default") else { return };
        if text.contains("${") || text.contains('(') {
            self.leave(place, format!("default '{}'", shortened(text)), "what is preset is a fixed answer");
            return;
        }
        let code = |name: &str| {
            let named = draft
                .choices
                .iter()
                .find(|choice| choice.name.as_deref().map_or_else(|| choice.code.value.to_string() == name, |own| own == name));
            named.map(|choice| choice.code.value.to_string())
        };
        let value = match draft.kind.value.as_str() {
            "choice" | "yes_no" => code(text),
            "several" => {
                text.split([' ', ',']).filter(|name| !name.is_empty()).map(code).collect::<Option<Vec<_>>>().map(|codes| codes.join(" "))
            }
            _ => Some(text.to_owned()),
        };
        match value {
            Some(value) => draft.default = Some(Placed::new(value, self.places.mark(place))),
            None => self.leave(place, format!("default '{}'", shortened(text)), "it is no choice of the question"),
        }
    }

    /// Reads the columns that the program's own export adds.
    fn own(&mut self, cells: &mut Cells<'_>, draft: &mut QuestionDraft) {
        if let Some(label) = cells.text("cacah_label", &self.default) {
            draft.wording = Some(std::mem::replace(&mut draft.label, label));
        }
        let number = |cell: Option<(&str, _)>| cell.and_then(|(text, _)| text.parse().ok());
        draft.number = number(cells.take("cacah_number"));
        draft.unsur = number(cells.take("cacah_unsur"));
        let yes = |cell: Option<(&str, _)>| cell.is_some_and(|(text, _)| yes_or_no(text) == Some(true));
        draft.retired = yes(cells.take("cacah_retired"));
        let at = draft.kind.at.clone();
        draft.sticky = yes(cells.take("cacah_sticky")).then(|| at.clone());
        let mut decimal =
            |name: &str| cells.take(name).and_then(|(text, _)| text.parse().ok()).map(|number| Placed::new(number, at.clone()));
        draft.min = decimal("cacah_min").or_else(|| draft.min.take());
        draft.max = decimal("cacah_max").or_else(|| draft.max.take());
        if let Some((low, high)) = cells.take("cacah_usual").and_then(|(text, _)| text.split_once(' '))
            && let (Ok(low), Ok(high)) = (low.parse(), high.parse())
        {
            draft.usual = Some(Placed::new((low, high), at));
        }
        draft.missing = cells.take("cacah_missing").map(|(text, _)| text.split_whitespace().filter_map(Missing::from_code).collect());
        if let Some((rule, _)) = &mut draft.constraint
            && let (Some(min), Some(max)) = (&draft.min, &draft.max)
        {
            let bounds = bounds_rule(&min.value.to_string(), &max.value.to_string());
            match rule.value.strip_suffix(&bounds).map(|rest| rest.strip_suffix(" and ").unwrap_or(rest)) {
                Some("") => draft.constraint = None,
                Some(own) => rule.value = own.strip_prefix('(').and_then(|own| own.strip_suffix(')')).unwrap_or(own).to_owned(),
                None => {}
            }
        }
        let message = cells.text("cacah_warning_message", &self.default);
        draft.warning = self.rule(cells, "cacah_warning").map(|rule| (rule, message));
    }
}

/// The bounds of a number as other programs know them.
pub(super) fn bounds_rule(min: &str, max: &str) -> String {
    format!(". >= {min} and . <= {max}")
}

/// Tells whether a row is worked out and can't be keyed.
fn is_shown(cells: &Cells<'_>) -> bool {
    cells.peek("calculation").is_some() && cells.peek("read_only").is_some_and(|(text, _)| yes_or_no(text) == Some(true))
}

/// The name of a list, and of its copy that has "other".
pub(super) fn list_name(name: &str, other: bool) -> String {
    if other { format!("{name}\0other") } else { name.to_owned() }
}
