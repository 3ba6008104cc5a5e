//! Examines a file: the pages, the references, the numbers, the chain of the log, and whether data and log agree; mends nothing.

use super::{Miscount, Result, Store, Survey, answers, chain, fingerprint, maybe, replay};
use crate::survey::interview::Id;
use crate::words::Words;
use rusqlite::Row;

/// What is examined, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exam {
    /// The file's pages and tables, as SQLite sees them.
    File,
    /// References between the tables.
    References,
    /// Ids against the sequence of their device.
    Numbers,
    /// The log: each line's hash and turn, and the newest line of each device.
    Chain,
    /// Interviews against what the log says of them.
    Replay,
    /// The full-text index against the texts.
    Words,
    /// Closed surveys against their fingerprint.
    Lock,
    /// The kept counts against a recount from the rows; run when it is asked for.
    Counts,
}

impl Exam {
    /// All of them, in the order in which they run.
    pub const ALL: [Self; 8] =
        [Self::File, Self::References, Self::Numbers, Self::Chain, Self::Replay, Self::Words, Self::Lock, Self::Counts];

    /// Gives the stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::References => "references",
            Self::Numbers => "numbers",
            Self::Chain => "chain",
            Self::Replay => "replay",
            Self::Words => "words",
            Self::Lock => "lock",
            Self::Counts => "counts",
        }
    }

    /// Says what is examined.
    #[must_use]
    pub const fn say(self, w: Words) -> &'static str {
        match self {
            Self::File => w.doctor_file(),
            Self::References => w.doctor_references(),
            Self::Numbers => w.doctor_numbers(),
            Self::Chain => w.doctor_chain(),
            Self::Replay => w.doctor_replay(),
            Self::Words => w.doctor_words(),
            Self::Lock => w.doctor_lock(),
            Self::Counts => w.doctor_counts(),
        }
    }
}

/// Where a line of the log stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub device: i64,
    pub sequence: i64,
    pub at: String,
    pub subject: Id,
    pub question: String,
}

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// SQLite's own complaint.
    Complaint(String),
    /// A row refers to one that is not there.
    Reference { table: String, row: Option<i64>, parent: String },
    /// An id lies beyond the sequence of its device, or the device is not known.
    Number { table: &'static str, device: i64, sequence: i64 },
    /// A line that was changed, or before which one was taken out or put in.
    Broken(Spot),
    /// A line that does not stand with the rest of its turn.
    Turn(Spot),
    /// The newest line is not the one that was written last.
    Tail { device: i64, last: Option<Spot> },
    /// What stands in the tables is not what the log says.
    Differs { survey: String, form_number: String, field: String, log: String, data: String },
    /// An interview that the log knows and the tables do not.
    Gone { interview: Id },
    /// The data of a closed survey are not those that were closed.
    Print { survey: String, closed: String, found: String },
    /// A kept count that is not what the rows say.
    Miscount { survey: String, what: String, kept: i64, counted: i64 },
    /// The check came to no end.
    Stopped(String),
}

impl Finding {
    /// Says what was found and where, in one line.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        let spot = |spot: &Spot| w.doctor_spot(spot.device, spot.sequence, &spot.at, spot.subject, &spot.question);
        match self {
            Self::Complaint(text) => text.clone(),
            Self::Reference { table, row, parent } => {
                w.doctor_reference(table, row.map_or_else(|| "?".to_owned(), |row| row.to_string()), parent)
            }
            Self::Number { table, device, sequence } => w.doctor_number(table, device, sequence),
            Self::Broken(at) => w.doctor_broken(spot(at)),
            Self::Turn(at) => w.doctor_turn(spot(at)),
            Self::Tail { device, last: Some(last) } => w.doctor_tail(device, spot(last)),
            Self::Tail { device, last: None } => w.doctor_tail_whole(device),
            Self::Differs { survey, form_number, field, log, data } => w.doctor_differs(survey, form_number, field, log, data),
            Self::Gone { interview } => w.doctor_gone(interview),
            Self::Print { survey, closed, found } => w.doctor_print(survey, closed, found),
            Self::Miscount { survey, what, kept, counted } => w.doctor_miscount(survey, what, kept, counted),
            Self::Stopped(why) => w.doctor_stopped(why),
        }
    }
}

/// Findings of one check that are kept; the rest is counted.
const KEPT: usize = 100;

/// What one check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    pub findings: Vec<Finding>,
    /// Findings beyond those that are kept.
    pub more: u64,
}

impl Examined {
    /// Tells whether nothing was found.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn add(&mut self, finding: Finding) {
        if self.findings.len() < KEPT {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }
}

impl Store {
    /// Runs one check on one state of the data; a check that is stopped says so as a finding.
    #[must_use]
    pub fn doctor(&self, check: Exam) -> Examined {
        let mut found = Examined::default();
        let mut run = || match check {
            Exam::File => self.look_at_pages(&mut found),
            Exam::References => self.look_at_references(&mut found),
            Exam::Numbers => self.look_at_numbers(&mut found),
            Exam::Chain => self.look_at_chain(&mut found),
            Exam::Replay => replay::examine(&self.db, &self.surveys()?, &mut found),
            Exam::Words => self.look_at_words(&mut found),
            Exam::Lock => self.look_at_locks(&mut found),
            Exam::Counts => self.look_at_counts(&mut found),
        };
        // The full-text index is examined by a write; the others see one state.
        let done = if check == Exam::Words { run() } else { self.begin_reading().and_then(|()| run()) };
        if check != Exam::Words {
            self.end_reading();
        }
        if let Err(error) = done {
            found.add(Finding::Stopped(error.to_string()));
        }
        found
    }

    fn look_at_counts(&self, found: &mut Examined) -> Result<()> {
        for survey in self.surveys()? {
            for Miscount { what, kept, counted } in self.recount(&survey)? {
                found.add(Finding::Miscount { survey: survey.key.clone(), what, kept, counted });
            }
        }
        Ok(())
    }

    fn look_at_pages(&self, found: &mut Examined) -> Result<()> {
        let mut check = self.db.prepare("PRAGMA integrity_check")?;
        let mut rows = check.query([])?;
        while let Some(row) = rows.next()? {
            let told: String = row.get(0)?;
            if told != "ok" {
                found.add(Finding::Complaint(told));
            }
        }
        Ok(())
    }

    fn look_at_references(&self, found: &mut Examined) -> Result<()> {
        let mut check = self.db.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
        let mut rows = check.query([])?;
        while let Some(row) = rows.next()? {
            found.add(Finding::Reference { table: row.get(0)?, row: row.get(1)?, parent: row.get(2)? });
        }
        Ok(())
    }

    fn look_at_numbers(&self, found: &mut Examined) -> Result<()> {
        for table in ["form", "survey", "item", "batch", "interview", "change", "comment", "verification", "lock", "source"] {
            let sql = format!(
                "SELECT t.id >> 32, max(t.id & 4294967295) FROM {table} t GROUP BY 1 \
                 HAVING max(t.id & 4294967295) > coalesce((SELECT sequence FROM device WHERE device = t.id >> 32), -1)"
            );
            let mut check = self.db.prepare(&sql)?;
            let mut rows = check.query([])?;
            while let Some(row) = rows.next()? {
                found.add(Finding::Number { table, device: row.get(0)?, sequence: row.get(1)? });
            }
        }
        Ok(())
    }

    fn look_at_chain(&self, found: &mut Examined) -> Result<()> {
        let sql = format!("SELECT {}, hash FROM change ORDER BY id", chain::COLUMNS);
        let mut lines = self.db.prepare(&sql)?;
        let mut rows = lines.query([])?;
        let (mut head, mut turn, mut last): (chain::Hash, Id, Option<Spot>) = (Vec::new(), 0, None);
        let mut device = None;
        while let Some(row) = rows.next()? {
            let spot = spot(row)?;
            if device != Some(spot.device) {
                if let Some(device) = device {
                    self.look_at_head(device, &head, last.take(), found)?;
                }
                (head, turn, device) = (Vec::new(), 0, Some(spot.device));
            }
            let hash = row.get_ref("hash")?.as_blob_or_null().ok().flatten().unwrap_or_default().to_vec();
            if chain::columns(row)?.is_none_or(|columns| chain::link(&head, &columns.to_string()) != hash) {
                found.add(Finding::Broken(spot.clone()));
            }
            let own: Id = row.get(1)?;
            if own != turn && own != row.get::<_, Id>(0)? {
                found.add(Finding::Turn(spot.clone()));
            }
            (head, turn, last) = (hash, own, Some(spot));
        }
        if let Some(device) = device {
            self.look_at_head(device, &head, last, found)?;
        }
        // A device whose lines are all gone.
        let sql = "SELECT device FROM device d WHERE head IS NOT NULL AND NOT EXISTS (SELECT 1 FROM change WHERE id BETWEEN d.device << 32 AND (d.device << 32) + 4294967295)";
        let mut empty = self.db.prepare(sql)?;
        let mut rows = empty.query([])?;
        while let Some(row) = rows.next()? {
            found.add(Finding::Tail { device: row.get(0)?, last: None });
        }
        Ok(())
    }

    fn look_at_head(&self, device: i64, head: &[u8], last: Option<Spot>, found: &mut Examined) -> Result<()> {
        let stored: Option<Option<Vec<u8>>> = maybe(&self.db, "SELECT head FROM device WHERE device = ?1", [device], |row| row.get(0))?;
        if stored.flatten().as_deref() != Some(head) {
            found.add(Finding::Tail { device, last });
        }
        Ok(())
    }

    fn look_at_words(&self, found: &mut Examined) -> Result<()> {
        let mut seen: Vec<String> = Vec::new();
        for survey in self.surveys()?.iter().filter(|survey| answers::has_words(&survey.form)) {
            let words = answers::words_table(&survey.form);
            if seen.contains(&words) {
                continue;
            }
            // Rank 1 compares the index with the texts themselves.
            let told = self.db.execute(&format!("INSERT INTO {words} ({words}, rank) VALUES ('integrity-check', 1)"), []);
            if let Err(error) = told {
                found.add(Finding::Complaint(format!("{words}: {error}")));
            }
            seen.push(words);
        }
        Ok(())
    }

    fn look_at_locks(&self, found: &mut Examined) -> Result<()> {
        for survey in self.surveys()? {
            if let Some(closed) = self.closed(survey.id)? {
                self.look_at_lock(&survey, closed.fingerprint, found)?;
            }
        }
        Ok(())
    }

    fn look_at_lock(&self, survey: &Survey, closed: String, found: &mut Examined) -> Result<()> {
        let now = fingerprint::of(&self.db, survey)?;
        if now != closed {
            found.add(Finding::Print { survey: survey.key.clone(), closed, found: now });
        }
        Ok(())
    }
}

/// Reads where a line stands, whatever a hostile file holds in it.
fn spot(row: &Row<'_>) -> rusqlite::Result<Spot> {
    let id: Id = row.get(0)?;
    let text = |at: usize| row.get_ref(at).map(|value| String::from_utf8_lossy(value.as_bytes().unwrap_or_default()).into_owned());
    Ok(Spot { device: id >> 32, sequence: id & 0xffff_ffff, at: text(7)?, subject: row.get(2)?, question: text(3)? })
}
