//! Problems in words, at a question or of a whole record.

use super::Entry;
use crate::survey::check::Problem;
use crate::survey::form::Form;
use crate::survey::value::{Answer, safe};
use crate::words::Words;

/// Questions named in one line.
const MOST_NAMED: usize = 2;

/// Says a problem in one line, with what to do next.
pub(in crate::tui::screens) fn say_problem(form: &Form, problem: &Problem, w: Words) -> String {
    let name = |at: usize| form.questions.get(at).map_or_else(String::new, |question| w.question(question));
    match problem {
        Problem::NotAChoice { question, typed } => {
            let keys = form.questions.get(*question).map_or_else(String::new, crate::survey::form::Question::keys_shown);
            w.problem_not_a_choice(typed, name(*question), keys)
        }
        Problem::NotAReason { typed, .. } => w.problem_not_a_reason(typed),
        Problem::NotADigit { typed, .. } => w.problem_not_a_digit(typed),
        Problem::OutOfRange { question, typed, min, max } => w.problem_out_of_range(name(*question), typed, min, max),
        Problem::DecimalOutOfRange { question, typed, min, max } => w.problem_out_of_range(name(*question), typed, min, max),
        Problem::NoSuchDay { typed, .. } => w.problem_no_such_day(typed),
        Problem::NoSuchTime { typed, .. } => w.problem_no_such_time(typed),
        Problem::NothingToKey { question } => w.problem_nothing_to_key(name(*question)),
        Problem::Unanswered { question } => w.problem_unanswered(name(*question)),
        Problem::EndsShort { questions } => {
            let names: Vec<String> = questions.iter().take(MOST_NAMED).map(|at| name(*at)).collect();
            match questions.len() - names.len() {
                0 => w.problem_ends_short(names.join(", ")),
                more => w.problem_ends_early(names.join(", "), more),
            }
        }
        Problem::Unusual { question, typed } => {
            let typed = form.questions.get(*question).map_or_else(String::new, |asked| asked.show(typed, w.0));
            w.problem_unusual(name(*question), typed)
        }
        Problem::ReasonNotAllowed { question, reason } => w.problem_reason_not_allowed(name(*question), w.missing(*reason)),
        Problem::Filtered { question } => w.problem_filtered(name(*question)),
        Problem::Broken { question } => message(form, *question, true, w).unwrap_or_else(|| w.problem_broken(name(*question))),
        Problem::Contradicts { other, .. } => w.problem_contradicts(name(*other)),
        Problem::Warned { question } => message(form, *question, false, w).unwrap_or_else(|| w.problem_warned(name(*question))),
        Problem::Doubtful { doubt, .. } => {
            let text = form.doubts.get(*doubt).map_or("", |doubt| doubt.text.get(w.0));
            crate::tui::screen::capital(text)
        }
        Problem::AllEqual { .. } => w.problem_all_equal().to_owned(),
        Problem::TooFast { ms } => w.problem_too_fast(ms / 1000),
    }
}

/// Gives the form's own words for a rule of a question, hard or soft.
fn message(form: &Form, question: usize, hard: bool, w: Words) -> Option<String> {
    let asked = form.questions.get(question)?;
    let rule = if hard { asked.constraint.as_ref() } else { asked.warning.as_ref() };
    Some(safe(rule?.message.as_ref()?.get(w.0))).filter(|message| !message.is_empty())
}

impl Entry {
    /// Says why a key is refused; which keys answer follows from the choices that are offered now.
    pub(super) fn say_refused(&self, problem: &Problem, w: Words) -> String {
        match problem {
            Problem::NotAChoice { question, typed } => match self.waits_for(*question, w) {
                Some(first) => w.choices_wait(first),
                None => w.problem_not_a_choice(typed, w.question(&self.survey.form.questions[*question]), self.keys_offered(*question)),
            },
            problem if self.refuses_text(problem) => {
                format!("{} {}", say_problem(&self.survey.form, problem, w), w.text_refused_hint())
            }
            Problem::Broken { question } => self.say_broken(*question, w),
            problem => say_problem(&self.survey.form, problem, w),
        }
    }

    /// Tells whether a rule refuses the text that is being typed: it stays, to be mended.
    pub(super) fn refuses_text(&self, problem: &Problem) -> bool {
        let by_rule = matches!(problem, Problem::Broken { .. } | Problem::Contradicts { .. });
        by_rule && self.on_text() && !self.text.value().trim().is_empty()
    }

    /// Says what was given against a hard rule, why it is none, and what to do.
    fn say_broken(&self, question: usize, w: Words) -> String {
        let (form, asked) = (&self.survey.form, &self.survey.form.questions[question]);
        let Some(value) = self.session.refused().and_then(Answer::value) else {
            return say_problem(form, &Problem::Broken { question }, w);
        };
        let why = message(form, question, true, w).unwrap_or_else(|| w.problem_broken_rule().to_owned());
        w.problem_refused(w.question(asked), safe(&asked.show(value, w.0)), why.trim_end_matches(['.', ' ']))
    }

    /// Says the rules of a record's open soft problems.
    pub(super) fn say_rules(&self, rules: &[String], w: Words) -> String {
        say_rules(&self.survey.form, rules, w)
    }
}

/// Says the rules of a record's open soft problems.
pub(in crate::tui::screens) fn say_rules(form: &Form, rules: &[String], w: Words) -> String {
    rules.iter().map(|rule| w.rule(form, rule)).collect::<Vec<_>>().join("; ")
}
