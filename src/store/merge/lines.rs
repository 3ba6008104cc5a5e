//! Takes lines of the log in, each device's as a run that continues the chain held here; knows nothing of what the lines say.

use super::super::heads::device;
use super::super::{Refusal, Result, Turn, chain, handover, maybe, saran, vector};
use super::{Clock, Merge, PAGE, Source};
use crate::survey::interview::Id;
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A clock that is off by less is a clock that is right.
const PATIENCE_MS: i64 = 5 * 60 * 1000;

/// The run of a device's lines in hand.
#[derive(Debug, Default)]
pub(super) struct Run {
    device: Option<i64>,
    head: chain::Hash,
    /// The moment of the newest line, in milliseconds.
    at: Option<i64>,
    clock: (i64, i64),
}

/// Gives the hash of a line; none where it is not there.
fn hash_of(db: &Connection, id: Id) -> Result<Option<chain::Hash>> {
    Ok(maybe(db, "SELECT hash FROM change WHERE id = ?1", [id], |row| row.get::<_, Option<chain::Hash>>(0))?.flatten())
}

/// Tells by how much the clock of who packed a file can't be right: it packed later than now, or earlier than what it holds of us was made.
pub(super) fn sender_clock(source: &Source, db: &Connection, now: &str) -> Result<Option<Clock>> {
    let moment = |at: &str| at.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
    let Some((of, sent)) = source.sent.as_ref() else { return Ok(None) };
    let (Some(sent), Some(now)) = (moment(sent), moment(now)) else { return Ok(None) };
    let here: i64 = db.query_row("SELECT device FROM device WHERE here = 1", [], |row| row.get(0))?;
    let known = source.theirs.get(&here).copied().filter(|_| *of != here);
    let made = maybe(db, "SELECT at FROM change WHERE id = ?1", [known], |row| row.get::<_, String>(0))?;
    let behind = made.as_deref().and_then(moment).map_or(0, |made| made - sent);
    Ok(doubtful(Clock { device: *of, ahead: sent - now, behind, ..Clock::default() }))
}

/// Keeps of a clock what can't be right.
fn doubtful(clock: Clock) -> Option<Clock> {
    let part = |ms: i64| if ms > PATIENCE_MS { ms } else { 0 };
    let clock = Clock { ahead: part(clock.ahead), behind: part(clock.behind), back: part(clock.back), ..clock };
    (clock.off() > 0).then_some(clock)
}

/// Brings clocks together by laptop, each with who keyed there last.
pub(super) fn of_laptops(clocks: Vec<Clock>, db: &Connection) -> Result<Vec<Clock>> {
    let mut all: BTreeMap<i64, Clock> = BTreeMap::new();
    for clock in clocks {
        let known = all.entry(clock.device).or_insert_with(|| Clock { device: clock.device, ..Clock::default() });
        known.ahead = known.ahead.max(clock.ahead);
        known.behind = known.behind.max(clock.behind);
        known.back = known.back.max(clock.back);
    }
    for (device, clock) in &mut all {
        clock.surveyor = handover::surveyor_of(db, *device)?.unwrap_or_default();
    }
    Ok(all.into_values().collect())
}

/// Compares devices and their runs with what is held here, before any line is taken in.
pub(super) fn compare_devices(db: &Connection, source: &Source) -> Result<()> {
    let file = || source.name.clone();
    // What it begins behind must be here, whether or not it has lines of that device: its rows are made of them.
    for (of, from) in &source.from {
        if vector::newest(db, *of)?.unwrap_or(0) < *from {
            return Err(Source::refuse(Refusal::Gap { file: file(), device: *of }));
        }
    }
    let mut devices = source.db.prepare("SELECT device, uuid FROM device")?;
    let mut rows = devices.query([])?;
    while let Some(row) = rows.next()? {
        let (of, uuid): (i64, String) = (row.get(0)?, row.get(1)?);
        let known = maybe(db, "SELECT uuid, here FROM device WHERE device = ?1", [of], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
        })?;
        let Some((known, _)) = known else { continue };
        if known != uuid {
            return Err(Source::refuse(Refusal::SameNumber { file: file(), device: of }));
        }
        let (Some(ours), Some(newest)) = (vector::newest(db, of)?, vector::newest(&source.db, of)?) else { continue };
        // The newest line that both must have: equal there, the whole runs before it are equal.
        let common = ours.min(newest);
        if common > source.from.get(&of).copied().unwrap_or(of << 32) && hash_of(db, common)? != hash_of(&source.db, common)? {
            return Err(Source::refuse(Refusal::Copied { file: file(), device: of }));
        }
    }
    Ok(())
}

impl Merge {
    /// Takes in a page of lines; tells whether any are left.
    pub(super) fn take_lines(&mut self, turn: &Turn<'_>) -> Result<bool> {
        let Some(source) = self.sources.front() else { return Ok(false) };
        let db = &turn.tx;
        if self.after == Id::MIN {
            self.lines = Run::default();
        }
        // The next device, or the one in hand.
        let of = match self.lines.device {
            Some(of) => of,
            None => {
                let next = "SELECT min(id) FROM change WHERE id > ?1";
                let Some(first) = maybe(&source.db, next, [self.after], |row| row.get::<_, Option<Id>>(0))?.flatten() else {
                    return Ok(false);
                };
                let of = device(first);
                let ours = vector::newest(db, of)?;
                let before = ours.map(|newest| hash_of(db, newest)).transpose()?.flatten().unwrap_or_default();
                self.after = ours.unwrap_or(of << 32);
                let at = maybe(db, "SELECT at FROM change WHERE id = ?1", [ours], |row| row.get::<_, String>(0))?;
                let at = at.and_then(|at| at.parse::<Timestamp>().ok()).map(Timestamp::as_millisecond);
                self.lines = Run { device: Some(of), head: before, at, clock: (0, 0) };
                of
            }
        };
        let now = turn.at.parse::<Timestamp>().map_or(0, Timestamp::as_millisecond);
        let sql = format!("SELECT {}, hash FROM change WHERE id > ?1 AND id < (?2 + 1) << 32 ORDER BY id LIMIT ?3", chain::COLUMNS);
        let mut select = source.db.prepare_cached(&sql)?;
        let mut insert = db.prepare_cached(
            "INSERT INTO change (id, turn, subject, question, old, new, who, at, why, undoes, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        let mut remember = db.prepare_cached("INSERT OR IGNORE INTO temp.fresh (subject) VALUES (?1)")?;
        let mut remember_coded = db.prepare_cached("INSERT OR IGNORE INTO temp.coded (subject) VALUES (?1)")?;
        let mut rows = select.query((self.after, of, PAGE as i64))?;
        let (mut taken, mut last_subject) = (0, None);
        while let Some(row) = rows.next()? {
            let id: Id = row.get(0)?;
            let broken = || Source::refuse(Refusal::Broken { file: source.name.clone(), device: of, sequence: id & 0xffff_ffff });
            let hash = chain::columns(row)?.map(|columns| chain::link(&self.lines.head, &columns.to_string())).ok_or_else(broken)?;
            if row.get_ref(10)?.as_blob().ok() != Some(hash.as_slice()) {
                return Err(broken());
            }
            for at in 0..10 {
                insert.raw_bind_parameter(at + 1, rusqlite::types::ToSqlOutput::Borrowed(row.get_ref(at)?))?;
            }
            insert.raw_bind_parameter(11, &hash)?;
            insert.raw_execute()?;
            let subject: Id = row.get(2)?;
            if last_subject != Some(subject) {
                remember.execute([subject])?;
                last_subject = Some(subject);
            }
            let question = row.get_ref(3)?.as_str().ok();
            self.fresh |= question != Some(vector::MERGED);
            if question == Some(saran::SARAN) {
                remember_coded.execute([subject])?;
            }
            if let Some(at) = row.get_ref(7)?.as_str().ok().and_then(|at| at.parse::<Timestamp>().ok()).map(Timestamp::as_millisecond) {
                self.lines.clock.0 = self.lines.clock.0.max(at - now);
                self.lines.clock.1 = self.lines.clock.1.max(self.lines.at.map_or(0, |before| before - at));
                self.lines.at = Some(self.lines.at.map_or(at, |before| before.max(at)));
            }
            self.lines.head = hash;
            self.after = id;
            taken += 1;
        }
        drop(rows);
        drop(select);
        self.progress.lines += taken;
        if taken < PAGE as u64 {
            self.end_run(db, of, taken > 0)?;
        }
        Ok(true)
    }

    /// Ends a device's run: its newest hash is that of its newest line.
    fn end_run(&mut self, db: &Connection, of: i64, moved: bool) -> Result<()> {
        let run = std::mem::take(&mut self.lines);
        if moved {
            let sql = "UPDATE device SET head = ?2, sequence = max(sequence, ?3) WHERE device = ?1";
            db.execute(sql, (of, &run.head, self.after & 0xffff_ffff))?;
        }
        let (ahead, back) = run.clock;
        self.clocks.extend(doubtful(Clock { device: of, ahead, back, ..Clock::default() }));
        self.after = ((of + 1) << 32) - 1;
        Ok(())
    }
}
