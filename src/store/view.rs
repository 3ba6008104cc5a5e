//! Each survey's view with labels, so that any SQLite tool reads the data as people know it.

use super::{Result, Survey, answers};
use crate::survey::form::{Kind, Output, bit};
use crate::words::Lang;
use rusqlite::Connection;

/// Names the view of a survey.
#[must_use]
pub(super) fn name(survey: &Survey) -> String {
    format!("labels_{}", survey.key)
}

/// Makes the view of a survey anew: a row per interview, a column per question with the label, one with the missing reason.
pub(super) fn make(db: &Connection, survey: &Survey) -> Result<()> {
    let form = &survey.form;
    let mut columns = vec![
        "i.form_number".to_owned(),
        "i.status".to_owned(),
        "i.date".to_owned(),
        "band.label AS time_band".to_owned(),
        "l.label AS location".to_owned(),
        "p.label AS surveyor".to_owned(),
        "b.number AS batch".to_owned(),
    ];
    for (at, question) in form.questions.iter().enumerate() {
        let value = match &question.kind {
            Kind::Service(_) => "sv.label".to_owned(),
            Kind::Note => continue,
            Kind::Choice(choices) | Kind::Rating(choices) | Kind::YesNo(choices) => {
                let cases: Vec<String> =
                    choices.iter().map(|choice| format!("WHEN {} THEN {}", choice.code, quote(choice.label.get(Lang::Id)))).collect();
                format!("CASE {} {} END", answers::column(form, at), cases.join(" "))
            }
            Kind::Several(choices) => {
                let column = answers::column(form, at);
                let chosen = choices.iter().filter_map(|choice| {
                    let bit = bit(choice.code)?;
                    Some(format!("iif({column} & {bit}, {}, '')", quote(&format!(", {}", choice.label.get(Lang::Id)))))
                });
                format!("iif({column} IS NULL, NULL, substr({}, 3))", chosen.collect::<Vec<_>>().join(" || "))
            }
            Kind::Calculated(Output::YesNo) => format!("CASE {} WHEN 1 THEN 'Ya' WHEN 0 THEN 'Tidak' END", answers::column(form, at)),
            _ => answers::column(form, at),
        };
        let missing = format!("(SELECT m.reason FROM missing m WHERE m.interview = i.id AND m.question = '{}')", question.key);
        columns.push(format!("{value} AS {}", answers::quoted(&question.key)));
        columns.push(format!("{missing} AS {}_missing", question.key));
    }
    let name = name(survey);
    db.execute_batch(&format!(
        "DROP VIEW IF EXISTS {name};
         CREATE VIEW {name} AS SELECT {} FROM interview i JOIN {} a ON a.interview = i.id JOIN batch b ON b.id = i.batch
         JOIN item p ON p.id = i.surveyor JOIN item l ON l.id = i.location
         LEFT JOIN item band ON band.id = i.band LEFT JOIN item sv ON sv.id = i.service
         WHERE i.survey = {} ORDER BY i.form_number, i.id",
        columns.join(", "),
        answers::table(form),
        survey.id
    ))?;
    Ok(())
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
