//! Questions as written become questions of a form: keys, kinds, ranges, defaults, conditions.

use super::choices::Specified;
use super::rules::Slot;
use super::{Making, Placed, QuestionDraft, TAKEN};
use crate::survey::decimal::Decimal;
use crate::survey::form::{Bounds, DecimalBounds, Kind, Output, Question, bit, yes_no};
use crate::survey::value::{Missing, Value};
use std::ops::Range;

/// Gives the names of the kinds, as form files write them.
pub const KINDS: [&str; 13] =
    ["choice", "several", "rating", "yes_no", "service", "number", "decimal", "text", "long_text", "date", "time", "calculated", "note"];

impl Making {
    pub(super) fn question(&mut self, draft: QuestionDraft, specified: &mut Vec<Specified>) {
        let key = self.key(&draft.key);
        if TAKEN.contains(&key.as_str()) || self.form.find(&key).is_some() {
            self.complain(&draft.key.at, format!("key '{key}' is taken"), "Give each question a key of its own.");
        }
        self.refuse_needless(&draft);
        let kind = self.kind(&draft, specified);
        self.rules_of(&draft);
        let default = draft.default.as_ref().and_then(|default| self.default(default, &kind, draft.unsur.is_some()));
        if let Some(at) = draft.sticky.as_ref().filter(|_| is_rated(&kind, draft.unsur)) {
            let hint = "A rating is never preset and never carried: each respondent gives their own.";
            self.complain(at, format!("question '{key}' is rated and can't be sticky"), hint);
        }
        let question = Question {
            number: draft.number,
            unsur: draft.unsur,
            name: draft.name,
            wording: draft.wording.unwrap_or_else(|| draft.label.clone()),
            label: draft.label,
            hint: draft.hint,
            note: draft.note,
            required: !draft.optional && !matches!(kind, Kind::Note | Kind::Calculated(_)),
            sticky: draft.sticky.is_some(),
            default,
            missing: draft.missing.map_or_else(|| Missing::KEYED.to_vec(), sorted),
            retired: draft.retired,
            ..Question::new(&key, kind)
        };
        self.form.questions.push(question);
    }

    /// Refuses what the question's kind has no use for: it would be ignored, and whoever wrote it would not know.
    fn refuse_needless(&mut self, draft: &QuestionDraft) {
        let (key, kind) = (&draft.key.value, draft.kind.value.as_str());
        if !KINDS.contains(&kind) {
            return;
        }
        let is = |kinds: &[&str]| kinds.contains(&kind);
        let at = |placed: &Option<Placed<Decimal>>| placed.as_ref().map(|placed| placed.at.clone());
        let mut given: Vec<(&str, Option<Range<usize>>, bool)> = vec![
            ("choices", draft.choices.first().map(|choice| choice.code.at.clone()), is(&["choice", "several", "rating", "yes_no"])),
            ("min", at(&draft.min), is(&["number", "decimal"])),
            ("max", at(&draft.max), is(&["number", "decimal"])),
            ("usual", draft.usual.as_ref().map(|usual| usual.at.clone()), is(&["number", "decimal"])),
            ("filter", draft.filter.as_ref().map(|rule| rule.at.clone()), is(&["choice", "several"])),
            ("calculate", draft.calculate.as_ref().map(|rule| rule.at.clone()), is(&["calculated"])),
            ("result", draft.result.as_ref().map(|result| result.at.clone()), is(&["calculated"])),
        ];
        let answered = !is(&["calculated", "note"]);
        given.extend([
            ("constraint", draft.constraint.as_ref().map(|(rule, _)| rule.at.clone()), answered),
            ("warning", draft.warning.as_ref().map(|(rule, _)| rule.at.clone()), answered),
            ("sticky", draft.sticky.clone(), answered),
        ]);
        for (what, at, _) in given.into_iter().filter(|(.., useful)| !useful) {
            if let Some(at) = at {
                self.complain(&at, format!("question '{key}' is of kind '{kind}', which has no '{what}'"), "");
            }
        }
        if kind == "calculated" && draft.calculate.is_none() {
            let hint = "Add calculate = \"…\" with the expression that gives its value.";
            self.complain(&draft.kind.at, format!("question '{key}' is calculated from nothing"), hint);
        }
    }

    fn kind(&mut self, draft: &QuestionDraft, specified: &mut Vec<Specified>) -> Kind {
        match draft.kind.value.as_str() {
            "choice" => Kind::Choice(self.choices(draft, specified)),
            "several" => Kind::Several(self.several(draft, specified)),
            "rating" => Kind::Rating(self.choices(draft, specified)),
            "yes_no" if draft.choices.is_empty() => Kind::YesNo(yes_no()),
            "yes_no" => Kind::YesNo(self.yes_no(draft, specified)),
            "service" => {
                if self.form.service().is_some() {
                    let text = format!("question '{}' is a second service question", draft.key.value);
                    self.complain(&draft.kind.at, text, "A form has one at most: its choices are the survey's own list.");
                }
                Kind::Service(Vec::new())
            }
            "number" => Kind::Number(self.bounds(draft)),
            "decimal" => Kind::Decimal(self.decimal_bounds(draft)),
            "text" => Kind::Text,
            "long_text" => Kind::LongText,
            "date" => Kind::Date,
            "time" => Kind::Time,
            "calculated" => Kind::Calculated(self.output(draft)),
            "note" => Kind::Note,
            other => {
                self.complain(&draft.kind.at, format!("'{other}' is no kind of question"), &format!("Write one of {}.", KINDS.join(", ")));
                self.unknown.push(self.form.questions.len());
                Kind::Note
            }
        }
    }

    fn output(&mut self, draft: &QuestionDraft) -> Output {
        match draft.result.as_ref().map(|result| result.value.as_str()) {
            // What it comes to is seen once its expression is read.
            None => Output::Number,
            Some(word) => {
                let outputs = [Output::Number, Output::Text, Output::Date, Output::Time, Output::YesNo];
                let known = outputs.into_iter().find(|output| output.word() == word);
                if known.is_none() {
                    let at = draft.result.as_ref().map_or(0..0, |result| result.at.clone());
                    self.complain(&at, format!("'{word}' is no result"), "Write number, text, date, time or yes_no.");
                }
                known.unwrap_or(Output::Number)
            }
        }
    }

    fn bounds(&mut self, draft: &QuestionDraft) -> Bounds {
        let mut whole = |number: &Placed<Decimal>| {
            let whole = number.value.to_whole();
            if whole.is_none() {
                self.complain(&number.at, format!("{} is not a whole number", number.value), "Use kind = \"decimal\" for such numbers.");
            }
            whole.unwrap_or(0)
        };
        let min = draft.min.as_ref().map_or(0, &mut whole);
        let max = draft.max.as_ref().map_or(i64::from(u32::MAX), &mut whole);
        let usual = draft.usual.as_ref().map_or((min, max), |usual| {
            let mut side = |number: Decimal| whole(&Placed::new(number, usual.at.clone()));
            (side(usual.value.0), side(usual.value.1))
        });
        self.refuse_empty(draft, (&min, &max), min <= max && usual.0 <= usual.1);
        Bounds { min, max, usual }
    }

    fn decimal_bounds(&mut self, draft: &QuestionDraft) -> DecimalBounds {
        let of = |number: &Option<Placed<Decimal>>| number.as_ref().map(|number| number.value);
        let most = Decimal::whole(999_999_999_999).unwrap_or_default();
        let (min, max) = (of(&draft.min).unwrap_or_default(), of(&draft.max).unwrap_or(most));
        let usual = draft.usual.as_ref().map_or((min, max), |usual| usual.value);
        self.refuse_empty(draft, (&min, &max), min <= max && usual.0 <= usual.1);
        DecimalBounds { min, max, usual }
    }

    fn refuse_empty(&mut self, draft: &QuestionDraft, (min, max): (&dyn std::fmt::Display, &dyn std::fmt::Display), holds: bool) {
        if !holds {
            let at = draft.min.as_ref().or(draft.max.as_ref()).map_or_else(|| draft.key.at.clone(), |number| number.at.clone());
            let text = format!("question '{}': the range {min} to {max} holds no number", draft.key.value);
            self.complain(&at, text, "Write the smaller number first.");
        }
    }

    /// Reads a default as an answer of its kind.
    fn default(&mut self, default: &Placed<String>, kind: &Kind, unsur: bool) -> Option<Value> {
        let text = default.value.trim();
        if unsur || matches!(kind, Kind::Rating(_) | Kind::Service(_) | Kind::Calculated(_) | Kind::Note) {
            let hint = "A rating is never preset: each respondent gives their own.";
            self.complain(&default.at, format!("a question of kind '{}' takes no default", kind.word()), hint);
            return None;
        }
        let code = |text: &str| text.parse::<i64>().ok().filter(|code| kind.choices().iter().any(|choice| choice.code == *code));
        let value = match kind {
            Kind::Choice(_) | Kind::YesNo(_) => code(text).map(Value::Int),
            Kind::Several(_) => {
                let bits = text.split([' ', ',']).filter(|code| !code.is_empty()).map(|text| code(text).and_then(bit));
                bits.sum::<Option<i64>>().filter(|bits| *bits != 0).map(Value::Int)
            }
            Kind::Number(bounds) => text.parse().ok().filter(|number| (bounds.min..=bounds.max).contains(number)).map(Value::Int),
            Kind::Decimal(bounds) => text.parse().ok().filter(|number| (bounds.min..=bounds.max).contains(number)).map(Value::Decimal),
            Kind::Text | Kind::LongText => (!text.is_empty()).then(|| Value::Text(text.to_owned())),
            Kind::Date => text.parse::<jiff::civil::Date>().ok().map(|day| Value::Text(day.to_string())),
            Kind::Time => crate::survey::date::time(text).map(Value::Text),
            Kind::Rating(_) | Kind::Service(_) | Kind::Calculated(_) | Kind::Note => None,
        };
        if value.is_none() {
            let hint = "Write a code of the question, a number in its range, a day as 2024-09-30 or a time as 08:30.";
            self.complain(&default.at, format!("'{text}' is no answer to this question"), hint);
        }
        value
    }

    /// Puts the rules of a question aside until all questions are known.
    fn rules_of(&mut self, draft: &QuestionDraft) {
        let at = self.form.questions.len();
        let relevant = match (&draft.relevant, self.when(&draft.when)) {
            (Some(rule), Some(when)) => {
                self.complain(&when.at, "'when' stands beside 'relevant'".to_owned(), "Write all of it in relevant = \"…\".");
                Some(rule.clone())
            }
            (rule, when) => rule.clone().or(when),
        };
        let rules = [
            (relevant, Slot::Relevant(at)),
            (draft.calculate.clone(), Slot::Calculate(at, draft.result.is_some())),
            (draft.filter.clone(), Slot::Filter(at)),
        ];
        for (rule, slot) in rules {
            if let Some(rule) = rule {
                self.later(rule, slot);
            }
        }
        if let Some((rule, message)) = &draft.constraint {
            self.later(rule.clone(), Slot::Constraint(at, message.clone()));
        }
        if let Some((rule, message)) = &draft.warning {
            self.later(rule.clone(), Slot::Warning(at, message.clone()));
        }
    }
}

/// Tells whether a question rates something, so that no answer may stand there before the respondent gave it.
const fn is_rated(kind: &Kind, unsur: Option<u32>) -> bool {
    unsur.is_some() || matches!(kind, Kind::Rating(_))
}

fn sorted(mut reasons: Vec<Missing>) -> Vec<Missing> {
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}
