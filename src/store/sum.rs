//! SHA-256 over bytes as they come; knows no file.

use sha2::{Digest, Sha256};

/// A sum in the making.
#[derive(Clone, Debug, Default)]
pub struct Sum(Sha256);

impl Sum {
    /// Bytes of a sum.
    pub const LENGTH: usize = 32;

    /// Takes more bytes in.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Gives the sum as 64 digits.
    #[must_use]
    pub fn hex(self) -> String {
        super::fingerprint::hex(&self.end())
    }

    /// Gives the sum.
    #[must_use]
    pub fn end(self) -> [u8; Self::LENGTH] {
        self.0.finalize().into()
    }
}
