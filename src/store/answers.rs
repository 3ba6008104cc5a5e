//! The statements that depend on a form: one table per form, one column per question.

use super::{Error, Result, Turn, change::Line, maybe};
use crate::survey::decimal::Decimal;
use crate::survey::form::{Form, Kind, Output};
use crate::survey::interview::{Id, Write};
use crate::survey::value::{Answer, Missing, Value};
use rusqlite::Connection;
use rusqlite::types::{Value as Sql, ValueRef};

/// Names the answers table of a form.
pub(super) fn table(form: &Form) -> String {
    format!("answers_{}", form.key)
}

/// Names the full-text index over a form's text questions.
pub(super) fn words_table(form: &Form) -> String {
    format!("words_{}", form.key)
}

/// Gives the keys of the text questions.
fn text_columns(form: &Form) -> Vec<&str> {
    form.questions.iter().filter(|question| question.takes_text()).map(|question| question.key.as_str()).collect()
}

/// Tells whether free text can be searched.
pub(super) fn has_words(form: &Form) -> bool {
    form.questions.iter().any(crate::survey::form::Question::takes_text)
}

/// Writes a question's key as a column name, whatever word of SQL it is.
pub(super) fn quoted(key: &str) -> String {
    format!("\"{key}\"")
}

/// Gives the expression that reads a question's stored value, from aliases `a` (answers) and `sv` (service item).
pub(super) fn column(form: &Form, question: usize) -> String {
    let asked = &form.questions[question];
    match asked.kind {
        Kind::Service(_) => "sv.code".to_owned(),
        Kind::Note => "NULL".to_owned(),
        _ => format!("a.{}", quoted(&asked.key)),
    }
}

/// Gives the type of a question's column; none for the service, which is the interview's own, and for notes.
const fn column_type(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Service(_) | Kind::Note => None,
        Kind::Choice(_) | Kind::Several(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Number(_) | Kind::Calculated(Output::YesNo) => {
            Some("INTEGER")
        }
        Kind::Decimal(_) | Kind::Calculated(Output::Number) => Some("REAL"),
        Kind::Text | Kind::LongText | Kind::Date | Kind::Time | Kind::Calculated(Output::Text | Output::Date | Output::Time) => {
            Some("TEXT")
        }
    }
}

/// Gives an answer as its column holds it: NULL where it is missing.
pub(super) fn stored(answer: Option<&Answer>) -> Sql {
    match answer.and_then(Answer::value) {
        Some(Value::Int(number)) => Sql::Integer(*number),
        Some(Value::Decimal(number)) => Sql::Real(number.to_f64()),
        Some(Value::Text(text)) => Sql::Text(text.clone()),
        None => Sql::Null,
    }
}

/// Makes the answers table and its full-text index, or adds the columns that a newer version of the form brings.
pub(super) fn ensure(db: &Connection, form: &Form) -> Result<()> {
    let table = table(form);
    db.execute_batch(&format!("CREATE TABLE IF NOT EXISTS {table} (interview INTEGER PRIMARY KEY REFERENCES interview (id)) STRICT"))?;
    let there: Vec<String> =
        db.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([&table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for question in &form.questions {
        let Some(kind) = column_type(&question.kind) else { continue };
        if !there.contains(&question.key) {
            db.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {} {kind}", quoted(&question.key)))?;
        }
    }
    ensure_words(db, form)
}

/// Makes the full-text index with the triggers that keep it current.
fn ensure_words(db: &Connection, form: &Form) -> Result<()> {
    let columns = text_columns(form);
    if columns.is_empty() {
        return Ok(());
    }
    let (table, words) = (table(form), words_table(form));
    drop_outgrown_words(db, &words, &columns)?;
    let list = columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
    let of = |row: &str| columns.iter().map(|column| format!("{row}.{}", quoted(column))).collect::<Vec<_>>().join(", ");
    let (old, new) = (of("old"), of("new"));
    db.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS {words} USING fts5({list}, content='{table}', content_rowid='interview', tokenize='unicode61 remove_diacritics 2');
         CREATE TRIGGER IF NOT EXISTS {words}_insert AFTER INSERT ON {table} BEGIN
             INSERT INTO {words} (rowid, {list}) VALUES (new.interview, {new});
         END;
         CREATE TRIGGER IF NOT EXISTS {words}_update AFTER UPDATE OF {list} ON {table} BEGIN
             INSERT INTO {words} ({words}, rowid, {list}) VALUES ('delete', old.interview, {old});
             INSERT INTO {words} (rowid, {list}) VALUES (new.interview, {new});
         END;
         INSERT INTO {words} ({words}) VALUES ('rebuild');"
    ))?;
    Ok(())
}

/// Drops a full-text index that lacks a text question of a newer version of the form; it is made and filled anew.
fn drop_outgrown_words(db: &Connection, words: &str, columns: &[&str]) -> Result<()> {
    let there: Vec<String> =
        db.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([words], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if !there.is_empty() && !columns.iter().all(|column| there.iter().any(|known| known == column)) {
        db.execute_batch(&format!("DROP TRIGGER {words}_insert; DROP TRIGGER {words}_update; DROP TABLE {words};"))?;
    }
    Ok(())
}

/// Reads all answers of an interview, by position of the question.
pub(super) fn read(db: &Connection, form: &Form, interview: Id) -> Result<Vec<Option<Answer>>> {
    let columns: Vec<String> = (0..form.questions.len()).map(|at| column(form, at)).collect();
    let sql = format!(
        "SELECT {} FROM {} a JOIN interview i ON i.id = a.interview LEFT JOIN item sv ON sv.id = i.service WHERE a.interview = ?1",
        columns.join(", "),
        table(form)
    );
    let mut answers: Vec<Option<Answer>> =
        db.prepare_cached(&sql)?.query_row([interview], |row| (0..form.questions.len()).map(|at| row.get_ref(at).map(answer)).collect())?;
    let mut reasons = db.prepare_cached("SELECT question, reason FROM missing WHERE interview = ?1")?;
    let mut rows = reasons.query([interview])?;
    while let Some(row) = rows.next()? {
        let (key, reason): (String, String) = (row.get(0)?, row.get(1)?);
        if let (Some(at), Some(reason)) = (form.find(&key), Missing::from_code(&reason)) {
            answers[at] = Some(Answer::Missing(reason));
        }
    }
    Ok(answers)
}

/// Reads one stored value.
pub(super) fn answer(value: ValueRef<'_>) -> Option<Answer> {
    match value {
        ValueRef::Integer(number) => Some(Answer::int(number)),
        ValueRef::Text(text) => Some(Answer::text(String::from_utf8_lossy(text))),
        ValueRef::Real(number) => Decimal::from_f64(number).map(|number| Answer::Value(Value::Decimal(number))),
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}

impl Turn<'_> {
    /// Stores one answer with its line in the log. What follows from it is brought in line by [`Turn::settle`], once all are written.
    pub(super) fn write_answer(
        &mut self,
        form: &Form,
        survey: Id,
        interview: Id,
        write: &Write,
        who: Option<Id>,
        undoes: Option<Id>,
    ) -> Result<()> {
        self.watch(interview)?;
        let question = form.questions.get(write.question).ok_or_else(|| Error::BadForm(form.key.clone()))?;
        self.put_answer(form, survey, interview, write.question, write.new.as_ref())?;
        if form.plan.is_conditional(write.question) {
            self.put_aside(interview, &question.key, None)?;
        }
        self.log(&Line {
            subject: interview,
            question: &question.key,
            old: write.old.as_ref().map(Answer::to_log),
            new: write.new.as_ref().map(Answer::to_log),
            who,
            why: write.why.as_deref(),
            undoes,
        })?;
        Ok(())
    }

    /// Puts an answer, or none, where answers stand; the log knows of it already.
    pub(super) fn put_answer(&self, form: &Form, survey: Id, interview: Id, question: usize, answer: Option<&Answer>) -> Result<()> {
        let asked = form.questions.get(question).ok_or_else(|| Error::BadForm(form.key.clone()))?;
        match asked.kind {
            Kind::Note => return Ok(()),
            Kind::Service(_) => {
                let code = answer.and_then(Answer::number);
                let find = "SELECT id FROM item WHERE survey = ?1 AND list = 'service' AND code = ?2";
                let item = code.map(|code| maybe(&self.tx, find, (survey, code), |row| row.get::<_, Id>(0))).transpose()?.flatten();
                // Another program may have taken the service off the list meanwhile.
                if code.is_some() && item.is_none() {
                    return Err(Error::Stale);
                }
                self.tx.prepare_cached("UPDATE interview SET service = ?2 WHERE id = ?1")?.execute((interview, item))?;
            }
            _ => {
                let sql = format!("UPDATE {} SET {} = ?2 WHERE interview = ?1", table(form), quoted(&asked.key));
                self.tx.prepare_cached(&sql)?.execute((interview, stored(answer)))?;
            }
        }
        self.put_missing(interview, &asked.key, answer.and_then(Answer::missing))
    }

    pub(super) fn put_missing(&self, interview: Id, key: &str, reason: Option<Missing>) -> Result<()> {
        match reason {
            Some(reason) => {
                let sql = "INSERT INTO missing (interview, question, reason) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET reason = excluded.reason";
                self.tx.prepare_cached(sql)?.execute((interview, key, reason.code()))?;
            }
            None => {
                self.tx.prepare_cached("DELETE FROM missing WHERE interview = ?1 AND question = ?2")?.execute((interview, key))?;
            }
        }
        Ok(())
    }
}
