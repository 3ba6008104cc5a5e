//! The rows of a spreadsheet or of a database's table, read by a worker that is a few pages ahead: neither the sheet nor the texts of its
//! rows are held whole, and a reader can be asked whether rows are there yet.

use super::Unreadable;
use super::foreign::is_sqlite;
use super::rows::Row;
use super::{ods, sqlite, xlsx};
use std::collections::VecDeque;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// Rows of a page, and pages that wait at most.
const PAGE: usize = 256;
const WAITING: usize = 4;

/// How long a step waits for the worker: a person does not notice it.
const PATIENCE: Duration = Duration::from_millis(20);

/// Rows of each sheet that are read to find the one with the answers, and sheets that are looked at.
pub const FIRST: usize = 40;
pub const SHEETS: usize = 30;

/// What kind of file with several tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    Xlsx,
    Ods,
    /// A database, whose tables have the names of their columns as row 0.
    Sqlite,
}

/// A sheet with its first rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Row>,
    /// The last row that the file names; 0 where it names none.
    pub last: u64,
}

/// Tells what kind of spreadsheet or database a file is by its first bytes.
///
/// # Errors
/// [`Unreadable::OldSheet`] for files of older programs, and for those that are locked with a password.
pub fn book(head: &[u8], path: &Path) -> Result<Option<Book>, Unreadable> {
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Err(Unreadable::OldSheet);
    }
    if is_sqlite(head) {
        return Ok(Some(Book::Sqlite));
    }
    if !head.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let archive = zip::ZipArchive::new(File::open(path)?).map_err(|_| Unreadable::Sheet { row: 0 })?;
    let has = |part: &str| archive.file_names().flatten().any(|name| name == part);
    match (has("xl/workbook.xml"), has("content.xml")) {
        (true, _) => Ok(Some(Book::Xlsx)),
        (_, true) => Ok(Some(Book::Ods)),
        _ => Err(Unreadable::NoSheet),
    }
}

/// Asks a worker for the sheets of a file.
pub fn sheets(path: &Path, book: Book) -> Receiver<Result<Vec<Sheet>, Unreadable>> {
    let (sender, receiver) = sync_channel(1);
    let path = path.to_owned();
    thread::spawn(move || {
        let found = match book {
            Book::Xlsx => xlsx::sheets(&path),
            Book::Ods => ods::sheets(&path),
            Book::Sqlite => sqlite::sheets(&path),
        };
        // Nobody waits any more where the person gave up.
        let _ = sender.send(found);
    });
    receiver
}

/// Waits a moment for what a worker was asked for; none where it is not there yet.
pub fn wait<T>(receiver: &Receiver<Result<T, Unreadable>>) -> Result<Option<T>, Unreadable> {
    match receiver.recv_timeout(PATIENCE) {
        Ok(found) => found.map(Some),
        Err(RecvTimeoutError::Timeout) => Ok(None),
        Err(RecvTimeoutError::Disconnected) => Err(Unreadable::Sheet { row: 0 }),
    }
}

type Page = Result<Vec<Row>, Unreadable>;

/// A sheet being read.
pub struct SheetRows {
    receiver: Receiver<Page>,
    page: VecDeque<Row>,
    ended: bool,
    at: u64,
    /// Tells the worker that nobody reads on.
    stop: Arc<AtomicBool>,
}

/// Takes rows as a worker reads them.
pub struct Pages {
    sender: SyncSender<Page>,
    page: Vec<Row>,
    stop: Arc<AtomicBool>,
}

impl Pages {
    /// Gives what says that nobody reads on, also while no row comes.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// Takes a row; false where nobody reads on.
    pub fn take(&mut self, row: Row) -> bool {
        self.page.push(row);
        self.page.len() < PAGE || self.sender.send(Ok(std::mem::take(&mut self.page))).is_ok()
    }
}

impl SheetRows {
    /// Begins to read a sheet.
    pub fn open(path: &Path, book: Book, name: &str) -> Self {
        let (sender, receiver) = sync_channel(WAITING);
        let (path, name): (PathBuf, String) = (path.to_owned(), name.to_owned());
        let stop = Arc::new(AtomicBool::new(false));
        let mut pages = Pages { sender, page: Vec::new(), stop: Arc::clone(&stop) };
        thread::spawn(move || {
            let read = match book {
                Book::Xlsx => xlsx::read(&path, &name, &mut pages),
                Book::Ods => ods::read(&path, &name, &mut pages),
                Book::Sqlite => sqlite::read(&path, &name, &mut pages),
            };
            // Nobody waits any more where the person gave up.
            let _ = pages.sender.send(Ok(std::mem::take(&mut pages.page)));
            if let Err(error) = read {
                let _ = pages.sender.send(Err(error));
            }
        });
        Self { receiver, page: VecDeque::new(), ended: false, at: 0, stop }
    }

    /// Gives the row that was read last.
    pub const fn at(&self) -> u64 {
        self.at
    }

    /// Tells whether the next row can be had at once, after waiting a moment for it.
    pub fn is_ready(&mut self) -> Result<bool, Unreadable> {
        if self.page.is_empty() && !self.ended {
            match self.receiver.recv_timeout(PATIENCE) {
                Ok(page) => self.page.extend(page?),
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => self.ended = true,
            }
        }
        Ok(true)
    }

    /// Reads the next row; false where there is none.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        while self.page.is_empty() && !self.ended {
            match self.receiver.recv() {
                Ok(page) => self.page.extend(page?),
                Err(_) => self.ended = true,
            }
        }
        match self.page.pop_front() {
            Some(next) => {
                self.at = next.at;
                *row = next;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

impl Drop for SheetRows {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
