//! A closed survey takes no change of any kind, says who closed it, and goes on when it is opened again.

use crate::support::Sample;
use cacah::store::{Error, Header, List, Result, Store};
use cacah::survey::interview::{Effort, Save, Write};
use cacah::survey::value::Answer;
use cacah::words::{Lang, Words};
use expect_test::expect;

/// A survey with two interviews, a supervisor at the keyboard.
fn supervised() -> Sample {
    let mut sample = Sample::in_memory();
    sample.ordinary(1, &[]);
    sample.draft(2, &[("usia", Answer::int(40))]);
    sample.store.set_who(sample.survey.list(List::Supervisor).next().map(|item| item.id));
    sample
}

fn told<T>(result: Result<T>) -> String {
    let w = Words(Lang::En);
    result.map_or_else(|error| format!("{}\n{}\n", error.say(w), error.hint(w)), |_| "done\n".to_owned())
}

#[test]
fn only_a_supervisor_closes_and_opens() {
    let mut sample = supervised();
    let supervisor = sample.store.who();
    for who in [None, Some(sample.batch.header.surveyor)] {
        sample.store.set_who(who);
        assert!(matches!(sample.store.close_survey(&sample.survey, ""), Err(Error::NotASupervisor)));
    }
    sample.store.set_who(supervisor);
    let closed = sample.store.close_survey(&sample.survey, "periode selesai").expect("is closed");
    assert_eq!((closed.who.as_str(), closed.why.as_str(), closed.counts.0), ("Pengawas", "periode selesai", [1, 1, 0, 0, 0]));
    assert_eq!(closed.fingerprint, sample.store.fingerprint(&sample.survey).expect("reads"));
    sample.store.set_who(None);
    assert!(matches!(sample.store.reopen_survey(sample.survey.id, "salah"), Err(Error::NotASupervisor)));
    expect![[r#"
        only a supervisor of this survey may do this
        Sign in as a supervisor first.
    "#]]
    .assert_eq(&told(sample.store.reopen_survey(sample.survey.id, "salah")));
}

/// Tries every kind of change.
fn attempts(sample: &mut Sample) -> Vec<(&'static str, String)> {
    let Sample { store, survey, batch } = sample;
    let used = |store: &Store, number| store.used_number(survey.id, number, None).expect("reads").expect("is there").interview;
    let (one, two) = (used(store, 1), used(store, 2));
    let draft = store.interview(survey, two).expect("reads").0;
    let at = survey.form.find("usia").expect("is asked");
    let save =
        Save { writes: vec![Write { question: at, old: Some(Answer::int(40)), new: Some(Answer::int(41)), why: None }], ..Save::default() };
    let saving = cacah::store::Saving { save: &save, effort: Effort::default(), rules: None, keying: None };
    let fresh = cacah::survey::interview::Interview::empty(9, survey.form.questions.len());
    let header = Header { forms: 41, ..batch.header.clone() };
    let mut renamed = survey.clone();
    renamed.name.push_str(" lain");
    let mut listed = survey.clone();
    listed.items[0].label.push_str(" lain");
    vec![
        ("an answer", told(store.save(survey, batch, &draft, &saving))),
        ("a new interview", told(store.save(survey, batch, &fresh, &saving))),
        ("completing", told(store.complete(batch, &draft, &[], None))),
        ("a kept problem", told(store.keep_problem(one, "x", "benar", None))),
        ("a number", told(store.renumber(survey.id, &draft, 5, None))),
        ("a note", told(store.note(&draft, "usia", None, "sobek", None))),
        ("voiding", told(store.void(one, "tertukar", None))),
        ("undo", told(store.undo(survey, batch.id, None, None))),
        ("a new batch", told(store.create_batch(survey.id, &header))),
        ("a header", told(store.update_batch(survey, batch, &header))),
        ("the name", told(store.update_survey(survey, &renamed))),
        ("a list", told(store.update_survey(survey, &listed))),
        ("closing again", told(store.close_survey(survey, "").map(|_| ()))),
    ]
}

#[test]
fn a_closed_survey_refuses_every_kind_of_change_and_loses_nothing() {
    let mut sample = supervised();
    let closed = sample.store.close_survey(&sample.survey, "").expect("is closed");
    let refused = attempts(&mut sample);
    let first = refused[0].1.clone();
    expect![[r#"
        the survey was closed on 30-09-2024 by Pengawas: nothing in it can be changed
        Nothing is lost. A supervisor can open it again with a reason, on the completeness screen (c).
    "#]]
    .assert_eq(&first);
    for (what, told) in &refused {
        assert_eq!(told, &first, "{what}");
    }
    assert_eq!(sample.store.fingerprint(&sample.survey).expect("reads"), closed.fingerprint);
    assert_eq!(sample.store.counts(sample.survey.id).expect("counts"), closed.counts);
}

#[test]
fn another_survey_of_the_file_is_not_closed_with_it() {
    let mut sample = supervised();
    let template = cacah::survey::template::find("skm", jiff::civil::date(2024, 9, 30)).expect("is there");
    let other = sample.store.create_survey(template.form, &template.setup).expect("is made");
    sample.store.close_survey(&sample.survey, "").expect("is closed");
    let old = sample.store.survey(other).expect("reads");
    let mut new = old.clone();
    new.name.push_str(" lain");
    assert_eq!(told(sample.store.update_survey(&old, &new)), "done\n");
    assert!(sample.store.closed(other).expect("reads").is_none());
}

#[test]
fn a_survey_that_was_opened_again_goes_on() {
    let mut sample = supervised();
    let closed = sample.store.close_survey(&sample.survey, "").expect("is closed");
    sample.store.reopen_survey(sample.survey.id, "formulir tertinggal").expect("is opened");
    assert!(sample.store.closed(sample.survey.id).expect("reads").is_none());
    sample.ordinary(3, &[]);
    let again = sample.store.close_survey(&sample.survey, "").expect("is closed");
    assert_ne!(again.fingerprint, closed.fingerprint);
    assert_eq!(again.counts.0, [1, 2, 0, 0, 0]);
}
