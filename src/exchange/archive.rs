//! A ZIP archive written part by part as its content comes; knows no part.

use super::plan::Result;
use super::sink::Sink;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An archive in the making; what is packed waits to be drained.
pub(super) struct Archive {
    zip: Option<ZipWriter<StreamWriter<Packed>>>,
    packed: Packed,
    /// Whether a part may be longer than four GiB. Not every reader knows such parts.
    large: bool,
}

/// Bytes that the archive gave out and the file has not taken yet.
#[derive(Clone, Default)]
struct Packed(Arc<Mutex<Vec<u8>>>);

impl Packed {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Cells of a table that may take more than four GiB.
const MANY: u64 = 100_000_000;

impl Archive {
    /// Makes an archive for a table of so many cells.
    pub fn new(cells: u64) -> Self {
        let packed = Packed::default();
        Self { zip: Some(ZipWriter::new_stream(packed.clone())), packed, large: cells > MANY }
    }

    /// Begins the next part.
    pub fn begin(&mut self, name: &str) -> Result<()> {
        // The same content is the same file: no part has a time of its own. Packed lightly: a third larger, and twice as fast.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(3))
            .large_file(self.large)
            .last_modified_time(DateTime::default());
        self.open()?.start_file(name, options).map_err(io::Error::other)?;
        Ok(())
    }

    /// Writes more of the part in hand.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.open()?.write_all(bytes)?)
    }

    /// Writes what tells of the parts, at the end.
    pub fn finish(&mut self) -> Result<()> {
        if let Some(zip) = self.zip.take() {
            zip.finish().map_err(io::Error::other)?;
        }
        Ok(())
    }

    /// Hands on what was packed so far.
    pub fn drain(&mut self, out: &mut Sink) -> Result<()> {
        let mut packed = self.packed.bytes();
        out.write_all(&packed)?;
        packed.clear();
        Ok(())
    }

    fn open(&mut self) -> Result<&mut ZipWriter<StreamWriter<Packed>>> {
        Ok(self.zip.as_mut().ok_or_else(|| io::Error::other("the archive is finished"))?)
    }
}
