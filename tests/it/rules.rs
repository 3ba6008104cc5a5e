//! Forms with rules: random ones keyed at random never store an answer that a rule forbids, and laptops that merge have the same answers
//! standing.

use crate::merge::Laptops;
use crate::support::Sample;
use cacah::store::{Exam, Place, Saving};
use cacah::survey::form::{Kind, codes};
use cacah::survey::interview::Interview;
use cacah::survey::session::{At, Reply, Session};
use cacah::survey::sheet::Sheet;
use cacah::survey::value::{Answer, Missing, Value};
use cacah::survey::{check, flow, form_file};
use proptest::prelude::*;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::Arc;

/// A question in the making: its kind, which rules it has, and the earlier questions that they name.
type Made = (usize, usize, usize, usize);

const KINDS: [&str; 9] = [
    "kind = \"number\"\nmin = -5\nmax = 20\nusual = [0, 9]",
    "kind = \"choice\"\nchoices = [{ code = 1, label = \"a\" }, { code = 2, label = \"b\", specify = \"SPECIFY\" }, { code = 3, label = \"c\" }]",
    "kind = \"several\"\nchoices = [{ code = 1, label = \"a\" }, { code = 2, label = \"b\" }, { code = 5, label = \"e\" }]",
    "kind = \"yes_no\"",
    "kind = \"decimal\"\nmin = \"-1\"\nmax = \"9.5\"",
    "kind = \"date\"",
    "kind = \"time\"",
    "kind = \"text\"\nrequired = false",
    "kind = \"calculated\"",
];

/// Writes a form: each question may be asked by an earlier one, and be bound by another.
fn form(made: &[Made]) -> String {
    let mut source = "key = \"acak\"\ntitle = \"Acak\"\n[[section]]\nkey = \"s0\"\nlabel = \"S\"\n".to_owned();
    let is_number = |at: usize| at == 0 || matches!(made[at - 1].0 % KINDS.len(), 0 | 4);
    let _ = writeln!(source, "[[section.question]]\nkey = \"q0\"\nlabel = \"Q0\"\nkind = \"number\"\nmin = 0\nmax = 20");
    for (place, (kind, rule, one, other)) in made.iter().enumerate() {
        let at = place + 1;
        // A hard rule may name what is asked later, too.
        let (one, other, any) = (one % at, other % at, other % (made.len() + 1));
        let kind = kind % KINDS.len();
        if rule % 7 == 6 {
            let _ = writeln!(source, "[[section]]\nkey = \"s{at}\"\nlabel = \"S\"\nrelevant = \"${{q{one}}} != ''\"");
        }
        let specify = if rule % 2 == 0 { format!("t{at}") } else { String::new() };
        let written = KINDS[kind]
            .replace(", specify = \"SPECIFY\"", &if specify.is_empty() { String::new() } else { format!(", specify = \"{specify}\"") });
        let _ = writeln!(source, "[[section.question]]\nkey = \"q{at}\"\nlabel = \"Q{at}\"\n{written}");
        let number = |of: usize| if is_number(of) { format!("${{q{of}}}") } else { format!("string-length(string(${{q{of}}}))") };
        if KINDS[kind].contains("calculated") {
            let _ = writeln!(source, "calculate = \"coalesce({}, 1) + 2\"", number(one));
        } else if rule % 3 == 1 && is_number(at) {
            let _ = writeln!(source, "constraint = \"{} = '' or . <= {} + 3\"", number(any), number(any));
        } else if rule % 3 == 2 && is_number(at) {
            let _ = writeln!(source, "warning = \". != {}\"", number(other));
        }
        if rule % 5 < 3 {
            let condition = if is_number(one) { format!("${{q{one}}} > {}", rule % 4) } else { format!("${{q{one}}} != ''") };
            let _ = writeln!(source, "relevant = \"{condition}\"");
        }
        if kind == 1 && !specify.is_empty() {
            let _ = writeln!(source, "[[section.question]]\nkey = \"{specify}\"\nlabel = \"T\"\nkind = \"text\"");
        }
    }
    source
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec((0..99_usize, 0..210_usize, 0..99_usize, 0..99_usize), 1..9)
}

/// What a surveyor does.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// Answers the question in hand as its kind asks for.
    Answer(usize),
    Go(usize),
    Key(char),
    Accept,
    Missing(char),
    Erase,
    Ditto,
    Back,
    Finish,
    Text(&'static str),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        12 => (0..99_usize).prop_map(Deed::Answer),
        3 => (0..99_usize).prop_map(Deed::Go),
        4 => prop::sample::select("0123456789yt,-.".chars().collect::<Vec<_>>()).prop_map(Deed::Key),
        2 => Just(Deed::Accept),
        1 => prop::sample::select(vec!['1', '2', '9']).prop_map(Deed::Missing),
        1 => Just(Deed::Erase),
        1 => Just(Deed::Ditto),
        2 => Just(Deed::Back),
        1 => Just(Deed::Finish),
        2 => prop::sample::select(vec!["", "x", "ada"]).prop_map(Deed::Text),
    ]
}

/// Gives the keys of an answer to the question in hand.
fn answering(session: &Session, n: usize) -> Vec<Deed> {
    let Some(at) = session.question() else { return vec![Deed::Accept] };
    let keys = match &session.form().questions[at].kind {
        Kind::Number(_) => (n % 21).to_string(),
        Kind::Decimal(_) => format!("{},{}", n % 9, n % 7),
        Kind::Date => format!("{:02}092024", n % 28 + 1),
        Kind::Time => format!("{:02}{:02}", n % 24, n % 60),
        Kind::Text | Kind::LongText => return vec![Deed::Text(["ada", "x", ""][n % 3]), Deed::Accept],
        Kind::Calculated(_) | Kind::Note => String::new(),
        _ => session.offered(at).get(n % 3).and_then(|offered| offered.keys.first()).map_or_else(String::new, char::to_string),
    };
    keys.chars().map(Deed::Key).chain([Deed::Accept]).collect()
}

fn act(session: &mut Session, deed: Deed, now: i64) -> Reply {
    match deed {
        Deed::Answer(_) => Reply::Done,
        Deed::Go(n) => {
            let to = n % session.form().questions.len();
            if session.applies(to) {
                session.go_to(At::Question(to));
            }
            Reply::Done
        }
        Deed::Key(key) => session.key(key, now),
        Deed::Accept => session.accept(now),
        Deed::Missing(key) => match session.open_missing(now) {
            Reply::Done => session.key(key, now),
            reply => reply,
        },
        Deed::Erase => session.erase(),
        Deed::Ditto => session.ditto(now),
        Deed::Back => session.back(),
        Deed::Finish => session.finish(),
        Deed::Text(text) => {
            let is_text = session.question().is_some_and(|at| session.form().questions[at].takes_text());
            if is_text { session.text(text, now) } else { Reply::Done }
        }
    }
}

/// Tells whether a value is of its question's kind and range.
fn is_of_kind(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Number(bounds), Value::Int(number)) => (bounds.min..=bounds.max).contains(number),
        (Kind::Decimal(bounds), Value::Decimal(number)) => (bounds.min..=bounds.max).contains(number),
        (Kind::Several(choices), Value::Int(bits)) => {
            *bits > 0 && codes(*bits).all(|code| choices.iter().any(|choice| choice.code == code))
        }
        (kind, Value::Int(code)) if !kind.choices().is_empty() => kind.choices().iter().any(|choice| choice.code == *code),
        (Kind::Date, Value::Text(day)) => day.parse::<jiff::civil::Date>().is_ok(),
        (Kind::Time, Value::Text(time)) => cacah::survey::date::time(time).as_ref() == Some(time),
        (Kind::Text | Kind::LongText, Value::Text(text)) => !text.is_empty(),
        (Kind::Calculated(_), _) => true,
        _ => false,
    }
}

/// What stands is of its kind, asked, and within the rules; what is aside is not there.
fn assert_sound(form: &cacah::survey::form::Form, interview: &Interview) {
    let sheet = interview.sheet(form);
    for (at, question) in form.questions.iter().enumerate() {
        let answer = interview.answers[at].as_ref();
        assert!(answer.is_none() || interview.aside[at].is_none(), "{} stands and is aside", question.key);
        let Some(answer) = answer else { continue };
        assert!(flow::applies(sheet, at), "{} stands and is not asked", question.key);
        assert!(answer.value().is_none_or(|value| is_of_kind(&question.kind, value)), "{} holds {answer:?}", question.key);
        if !matches!(question.kind, Kind::Calculated(_)) {
            assert_eq!(check::broken(sheet, at, answer), None, "{} breaks a rule with {answer:?}", question.key);
        }
    }
}

/// Keys one interview, each answer stored at once as the entry screen does, and compares what stands in memory with what is on disk.
fn key(sample: &mut Sample, deeds: &[Deed]) {
    let form = Arc::clone(&sample.survey.form);
    let empty = Interview::empty(1, sample.batch.header.date, form.questions.len());
    // What ditto repeats may break a rule here.
    let previous = form.questions.iter().enumerate().map(|(at, question)| answer(&question.kind, i64::try_from(at).unwrap_or(0))).collect();
    let mut session = Session::new(Arc::clone(&form), empty, previous, true);
    let mut waiting: VecDeque<Deed> = deeds.iter().copied().collect();
    let mut now = 0;
    while let Some(deed) = waiting.pop_front() {
        now += 1000;
        if let Deed::Answer(n) = deed {
            for deed in answering(&session, n).into_iter().rev() {
                waiting.push_front(deed);
            }
        }
        let mut reply = act(&mut session, deed, now);
        while let Reply::Asks(_) = reply {
            reply = session.keep("begitu di kertas");
        }
        let Reply::Store(save) = reply else { continue };
        let mut after = session.clone();
        after.stored(&save, now);
        let saving =
            Saving { save: &save, effort: after.interview().effort, rules: None, keying: Some((sample.batch.id, &Place::default())) };
        let stored = sample.store.save(&sample.survey, &sample.batch, session.interview(), &saving).expect("saves");
        session = after;
        session.interview_mut().id = Some(stored.id);
        session.interview_mut().revision = stored.revision;
        assert_sound(&form, session.interview());
        // What was keyed is no answer that is put aside at once: it would have been refused.
        let keyed = save.writes.last().expect("something is stored");
        assert_eq!(session.answer(keyed.question), keyed.new.as_ref(), "{} was taken", form.questions[keyed.question].key);
        let (on_disk, _) = sample.store.interview(&sample.survey, stored.id).expect("reads");
        assert_eq!((&on_disk.answers, &on_disk.aside), (&session.interview().answers, &session.interview().aside));
    }
    let interview = session.interview().clone();
    if interview.id.is_some() {
        sample.complete(interview, &[]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_forms_keyed_at_random_hold_no_answer_that_a_rule_forbids(
        made in made(),
        deeds in prop::collection::vec(deed(), 20..70),
        taken in 0..30_usize,
    ) {
        let source = form(&made);
        let read = form_file::parse(&source);
        prop_assert!(read.is_ok(), "{source}\n{:?}", read.err());
        let mut sample = Sample::of_form(&source);
        key(&mut sample, &deeds);
        for _ in 0..taken {
            if sample.store.undo(&sample.survey, sample.batch.id, None, None).expect("is taken back").is_none() {
                break;
            }
        }
        for exam in Exam::ALL {
            let found = sample.store.doctor(exam);
            prop_assert!(found.is_sound(), "{exam:?}: {:?}\n{source}", found.findings);
        }
    }

    #[test]
    fn laptops_that_merge_have_the_same_answers_standing(
        made in made(),
        deeds in prop::collection::vec((0..2_usize, 0..99_usize, -1..12_i64), 4..24),
        merges in prop::collection::vec((0..24_usize, any::<bool>()), 0..4),
    ) {
        let source = form(&made);
        let mut laptops = Laptops::of_form(2, &source);
        let id = laptops.all[0].draft(1, &[("q0", Answer::int(3))]).id.expect("is stored");
        laptops.merge(1, 0);
        for (at, (laptop, question, value)) in deeds.into_iter().enumerate() {
            for (_, there) in merges.iter().filter(|(when, _)| *when == at) {
                laptops.merge(usize::from(*there), usize::from(!*there));
            }
            let form = Arc::clone(&laptops.all[laptop].survey.form);
            let question = &form.questions[question % form.questions.len()];
            let Some(answer) = answer(&question.kind, value) else { continue };
            laptops.answer(laptop, id, &question.key, answer);
        }
        for (into, from) in [(0, 1), (1, 0), (0, 1)] {
            laptops.merge(into, from);
        }
        prop_assert_eq!(laptops.differences(0, 1), "", "{}", source);
        for laptop in 0..2 {
            laptops.examine(laptop);
            let Sample { store, survey, .. } = &laptops.all[laptop];
            let (interview, _) = store.interview(survey, id).expect("reads");
            let sheet = Sheet::new(&survey.form, &interview.answers, interview.day);
            for at in (0..survey.form.questions.len()).filter(|at| interview.answers[*at].is_some()) {
                prop_assert!(flow::applies(sheet, at), "{} stands and is not asked\n{}", survey.form.questions[at].key, source);
            }
        }
    }
}

/// Makes an answer of a kind; a reason for it where the number is below 0.
fn answer(kind: &Kind, value: i64) -> Option<Answer> {
    let place = |of: usize| usize::try_from(value).unwrap_or(0) % of;
    Some(match kind {
        Kind::Calculated(_) | Kind::Note => return None,
        _ if value < 0 => Answer::Missing(Missing::Refused),
        Kind::Number(_) => Answer::int(value),
        Kind::Decimal(_) => Answer::Value(Value::Decimal(cacah::survey::decimal::Decimal::new(i128::from(value) * 5, 1)?)),
        Kind::Several(_) => Answer::int([1, 2, 3, 16, 17][place(5)]),
        Kind::Date => Answer::text(format!("2024-09-{:02}", value + 1)),
        Kind::Time => Answer::text(format!("{value:02}:30")),
        Kind::Text | Kind::LongText => Answer::text(format!("kata {value}")),
        kind => Answer::int(kind.choices()[place(kind.choices().len())].code),
    })
}
