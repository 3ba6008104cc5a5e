//! Opens a database file: looks before it touches, makes a new one, brings an older one up to date.

use super::settle::Told;
use super::{APPLICATION_ID, Clock, Error, Reason, Result, Store, Turn, Tx, answers, backup, chain};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The migrations, numbered from 1: added and never edited.
const MIGRATIONS: [&str; 8] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
];

/// The version of the schema that this program writes.
pub(super) const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// The version from which on the log is chained: lines that an older program wrote are hashed on the way to it.
const CHAINED: i64 = 2;

/// The migration from which on answers that do not stand are kept aside.
const SETTLED: usize = 8;

/// How long a write waits for another program's.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens a database file, making it where there is none.
    ///
    /// # Errors
    /// When the path is no file, holds something else than our data, comes from a newer program or can't be written;
    /// the file is then as it was.
    pub fn open(path: &Path) -> Result<Self> {
        look(path, true)?;
        let (lock, shared) = lock(path);
        Self::open_with(path, lock, shared, true)
    }

    /// Opens a copy that is this program's alone: nothing is kept of it where it is brought up to date, and no lock is taken.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_copy(path: &Path) -> Result<Self> {
        look(path, true)?;
        Self::open_with(path, None, false, false)
    }

    fn open_with(path: &Path, lock: Option<File>, shared: bool, keeps: bool) -> Result<Self> {
        let db = connect(path)?;
        let journal = prepare(&db, Some(path), keeps)?;
        Ok(Self {
            db,
            path: path.to_owned(),
            clock: Clock::system(),
            who: None,
            forms: super::tally::Forms::default(),
            _lock: lock,
            shared,
            journal,
        })
    }

    /// Copies a database file, whole and with what its journal holds, to a new one and opens that, brought up to date.
    ///
    /// # Errors
    /// As [`Store::open`]; the file itself is only read.
    pub fn copy_to(file: &Path, copy: &Path) -> Result<Self> {
        if !file.exists() {
            return Err(Error::Io { path: file.to_owned(), source: std::io::ErrorKind::NotFound.into() });
        }
        look(file, false)?;
        let whole = std::path::absolute(file).map_err(|source| Error::Io { path: file.to_owned(), source })?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(whole, flags).map_err(|error| named(error, file))?;
        db.busy_timeout(PATIENCE)?;
        db.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map_err(|error| named(error, file))?;
        Self::open_copy(copy)
    }

    /// Makes an empty database in memory that tells the same time: what is tried there reaches no file.
    ///
    /// # Errors
    /// When SQLite does not start.
    pub fn scratch(&self) -> Result<Self> {
        Ok(Self { clock: self.clock.clone(), ..Self::in_memory()? })
    }

    /// Makes a database in memory, for tests.
    ///
    /// # Errors
    /// When SQLite does not start.
    pub fn in_memory() -> Result<Self> {
        let db = Connection::open_in_memory()?;
        let journal = prepare(&db, None, false)?;
        Ok(Self {
            db,
            path: PathBuf::from(":memory:"),
            clock: Clock::system(),
            who: None,
            forms: super::tally::Forms::default(),
            _lock: None,
            shared: false,
            journal,
        })
    }
}

/// Opens exactly the file that was named: `:memory:` and `file:x?mode=memory` are file names here, never a database that vanishes.
fn connect(path: &Path) -> Result<Connection> {
    let whole = std::path::absolute(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(whole, flags).map_err(|error| named(error, path))
}

/// Looks at the file without opening it as a database, so that a wrong one stays untouched; `writes` where it must be open to that.
pub(super) fn look(path: &Path, writes: bool) -> Result<()> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            return match folder {
                Some(folder) if !folder.is_dir() => Err(Error::NoFolder(folder.to_owned())),
                _ => Ok(()),
            };
        }
        Err(error) => return Err(io(error)),
    };
    if !meta.is_file() {
        return Err(Error::NotAFile(path.to_owned()));
    }
    if writes && meta.permissions().readonly() {
        return Err(Error::ReadOnly(path.to_owned()));
    }
    if meta.len() == 0 {
        return Ok(());
    }
    let mut head = [0_u8; 100];
    let mut file = File::open(path).map_err(io)?;
    if file.read_exact(&mut head).is_err() || !head.starts_with(b"SQLite format 3\0") {
        return Err(Error::NotADatabase(path.to_owned()));
    }
    // A write that was cut off may have left the first page half done; SQLite mends that when it opens the file.
    if beside(path, "-journal").exists() {
        return Ok(());
    }
    let number = |at: usize| i64::from(i32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]));
    let (version, application) = (number(60), number(68));
    if application != i64::from(APPLICATION_ID) {
        return Err(Error::ForeignDatabase(path.to_owned()));
    }
    refuse_newer(path, version)
}

fn refuse_newer(path: &Path, found: i64) -> Result<()> {
    let known = MIGRATIONS.len() as i64;
    if found > known { Err(Error::NewerDatabase { path: path.to_owned(), found, known }) } else { Ok(()) }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Takes the lock that tells a second program of the first, and tells whether another program holds it.
///
/// Where no lock file can be made, the program works all the same: SQLite guards the data.
#[expect(clippy::disallowed_methods, reason = "nobody waits for it but a program that starts beside another one")]
fn lock(path: &Path) -> (Option<File>, bool) {
    let Ok(file) = File::options().create(true).write(true).truncate(false).open(beside(path, "-lock")) else { return (None, false) };
    // A program that is just ending, or one that it started a moment ago, holds it for some milliseconds more.
    for _ in 0..20 {
        match file.try_lock() {
            Ok(()) => return (Some(file), false),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
            Err(TryLockError::Error(_)) => return (None, false),
        }
    }
    (None, true)
}

/// Opens a file from elsewhere as hostile input: no functions in its schema, no writes to it, no strings for identifiers.
pub(super) fn distrust(db: &Connection) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    db.execute_batch("PRAGMA cell_size_check = ON")
}

/// Sets the connection up and gives the journal mode in force; `keeps` makes a copy before an older file is brought up to date.
fn prepare(db: &Connection, path: Option<&Path>, keeps: bool) -> Result<String> {
    let named = |error| named(error, path.unwrap_or_else(|| Path::new(":memory:")));
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(128);
    distrust(db)?;
    // A migration may make a table anew under its old name: references are checked at its end instead.
    db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;").map_err(named)?;
    migrate(db, path, keeps).map_err(|error| match error {
        Error::Sqlite(error) => named(error),
        error => error,
    })?;
    db.execute_batch("PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON;").map_err(named)?;
    let mut journal: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(named)?;
    if journal != "wal" {
        journal = db.query_row("PRAGMA journal_mode = TRUNCATE", [], |row| row.get(0)).map_err(named)?;
    }
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 64;").map_err(named)?;
    Ok(journal)
}

/// Runs the migrations that the file does not have yet, all in one transaction.
fn migrate(db: &Connection, path: Option<&Path>, keeps: bool) -> Result<()> {
    let version = |db: &Connection| db.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    if version(db)? < MIGRATIONS.len() as i64 {
        refuse_foreign(db, path)?;
        if let Some(path) = path.filter(|_| keeps && version(db).is_ok_and(|version| version > 0)) {
            backup::keep(db, path, &Clock::system().now(), Reason::Migration)?;
        }
        db.execute_batch("BEGIN EXCLUSIVE")?;
        if let Err(error) = refuse_foreign(db, path).and_then(|()| bring_up(db)) {
            let _ = db.execute_batch("ROLLBACK");
            return Err(error);
        }
        db.execute_batch("COMMIT")?;
    }
    refuse_foreign(db, path)?;
    refuse_newer(path.unwrap_or_else(|| Path::new(":memory:")), version(db)?)
}

/// Refuses to write a schema into a database that is not ours, whatever the look at its first bytes said.
fn refuse_foreign(db: &Connection, path: Option<&Path>) -> Result<()> {
    let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id")?;
    let fresh = application == 0 && number("PRAGMA user_version")? == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0;
    if fresh || application == i64::from(APPLICATION_ID) {
        return Ok(());
    }
    Err(Error::ForeignDatabase(path.unwrap_or_else(|| Path::new(":memory:")).to_owned()))
}

/// Brings a file of ours to the newest schema; what the newer one keeps beside the rows is made at the end, when all tables stand.
fn bring_up(db: &Connection) -> Result<()> {
    // Another program may have done it while we waited for the lock.
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = usize::try_from(version).unwrap_or(usize::MAX);
    for sql in MIGRATIONS.iter().skip(known) {
        db.execute_batch(sql)?;
    }
    if super::maybe(db, "SELECT 1 FROM pragma_foreign_key_check", [], |_| Ok(()))?.is_some() {
        return Err(Error::Damaged("foreign key check".to_owned()));
    }
    if version < CHAINED {
        chain::fill(db)?;
    }
    if known < MIGRATIONS.len() {
        if known < SETTLED {
            settle_all(db)?;
        }
        // What is counted grew with the schema: it is counted anew, now that the tables are as this program reads them.
        recount_all(db)?;
        db.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};", MIGRATIONS.len()))?;
    }
    if version == 0 {
        draw_device(db)?;
    }
    Ok(())
}

/// Draws the device of this file.
pub(super) fn draw_device(db: &Connection) -> Result<i64> {
    let uuid = uuid::Uuid::new_v4();
    let drawn = i64::from((uuid.as_u128() as u32 & 0x7fff_ffff).max(1));
    db.execute("INSERT INTO device (device, uuid, sequence, here) VALUES (?1, ?2, 0, 1)", (drawn, uuid.to_string()))?;
    Ok(drawn)
}

/// Puts aside what an older program left among the answers though its question does not apply; only what can be so is looked at.
fn settle_all(db: &Connection) -> Result<()> {
    let store = Tx { db, owned: false };
    let forms = super::tally::Forms::default();
    let ids: Vec<i64> = db.prepare("SELECT id FROM survey")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut turn = Turn::inside(store, &forms);
    for id in ids {
        let survey = super::survey::load(db, &forms, id)?;
        let form = &survey.form;
        let left: Vec<String> = (0..form.questions.len())
            .filter(|at| form.plan.is_conditional(*at))
            .map(|at| {
                let key = &form.questions[at].key;
                format!(
                    "{} IS NOT NULL OR EXISTS (SELECT 1 FROM missing m WHERE m.interview = i.id AND m.question = '{key}')",
                    answers::column(form, at)
                )
            })
            .collect();
        if left.is_empty() {
            continue;
        }
        let sql = format!(
            "SELECT i.id FROM interview i JOIN {} a ON a.interview = i.id LEFT JOIN item sv ON sv.id = i.service WHERE i.survey = ?1 AND ({})",
            answers::table(form),
            left.join(" OR ")
        );
        let found: Vec<i64> = db.prepare(&sql)?.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for interview in found {
            turn.settle(form, id, interview, None, Told::Nobody)?;
        }
    }
    Ok(())
}

/// Counts anew what a file of an older program holds.
fn recount_all(db: &Connection) -> Result<()> {
    let ids: Vec<i64> = db.prepare("SELECT id FROM survey")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for id in ids {
        super::recount::rebuild(db, &super::survey::load(db, &super::tally::Forms::default(), id)?)?;
    }
    Ok(())
}

/// Gives an SQLite error its file's name where it is about the file.
fn named(error: rusqlite::Error, path: &Path) -> Error {
    use rusqlite::ErrorCode as Code;
    match error.sqlite_error_code() {
        Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => Error::ReadOnly(path.to_owned()),
        Some(Code::NotADatabase) => Error::NotADatabase(path.to_owned()),
        _ => Error::from(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_ours_durable_and_has_a_device() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let store = Store::open(&path).expect("opens");
        assert_eq!(store.journal(), "wal");
        let number = |sql: &str| store.db.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("answers");
        assert_eq!(number("PRAGMA application_id"), i64::from(APPLICATION_ID));
        assert_eq!(number("PRAGMA synchronous"), 2);
        assert_eq!(number("PRAGMA wal_autocheckpoint"), 64);
        // `.cargo/config.toml` was heeded: no file is written aside for each statement.
        assert_eq!(number("SELECT count(*) FROM pragma_compile_options WHERE compile_options = 'STMTJRNL_SPILL=-1'"), 1);
        assert_eq!(number("SELECT count(*) FROM device WHERE here = 1"), 1);
    }

    #[test]
    fn the_second_program_on_a_file_knows_of_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let first = Store::open(&path).expect("opens");
        let second = Store::open(&path).expect("opens");
        assert!(!first.is_shared() && second.is_shared());
        drop(first);
        drop(second);
        assert!(!Store::open(&path).expect("opens").is_shared());
    }

    #[test]
    fn a_full_disk_is_named_and_what_was_saved_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::open(&folder.path().join("a.db")).expect("opens");
        let template = crate::survey::template::find("skm", jiff::civil::date(2024, 9, 30)).expect("is there");
        store.create_survey(&template.form.source(), &template.setup).expect("is made");
        let pages: i64 = store.db.query_row("PRAGMA page_count", [], |row| row.get(0)).expect("answers");
        store.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).expect("is set");
        let made = (0..1000).map(|_| store.create_survey(&template.form.source(), &template.setup)).take_while(Result::is_ok).count();
        assert!(matches!(store.create_survey(&template.form.source(), &template.setup), Err(Error::DiskFull)));
        assert_eq!(store.surveys().expect("reads").len(), made + 1);
        let check: String = store.db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
        assert_eq!(check, "ok");
    }

    #[test]
    fn the_change_log_refuses_update_and_delete() {
        let store = Store::in_memory().expect("opens");
        store
            .db
            .execute("INSERT INTO change (id, turn, subject, question, at, hash) VALUES (1, 1, 1, 'x', 'now', x'00')", [])
            .expect("appends");
        for sql in ["UPDATE change SET new = '1'", "DELETE FROM change"] {
            let error = store.db.execute(sql, []).expect_err("is refused").to_string();
            assert!(error.contains("append-only"), "{error}");
        }
    }
}
