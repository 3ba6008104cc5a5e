//! Locking with a passphrase, in age's own format: `age -d` opens it too; knows nothing of what is locked.

use super::Fault;
use super::sink::Sink;
use std::io::{self, Read, Write};

/// How a file that is locked by itself begins.
pub(super) const SEALED: &[u8] = b"age-encryption.org/v1";

/// A file that is written as it comes, or locked on the way.
pub(super) enum Out {
    Plain(Sink),
    #[cfg(feature = "passphrase")]
    Sealed(Box<age::stream::StreamWriter<Sink>>),
}

impl Out {
    /// Opens what is to be written; locked where a passphrase is given.
    pub fn open(sink: Sink, passphrase: Option<&str>) -> io::Result<Self> {
        match passphrase {
            None => Ok(Self::Plain(sink)),
            #[cfg(feature = "passphrase")]
            Some(passphrase) => Ok(Self::Sealed(Box::new(seal(sink, passphrase)?))),
            #[cfg(not(feature = "passphrase"))]
            Some(_) => Err(io::Error::other("built without passphrases")),
        }
    }

    /// Ends the locking and gives the file back.
    pub fn end(self) -> io::Result<Sink> {
        match self {
            Self::Plain(sink) => Ok(sink),
            #[cfg(feature = "passphrase")]
            Self::Sealed(sealed) => sealed.finish(),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(sink) => sink.write(bytes),
            #[cfg(feature = "passphrase")]
            Self::Sealed(sealed) => sealed.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(sink) => sink.flush(),
            #[cfg(feature = "passphrase")]
            Self::Sealed(sealed) => sealed.flush(),
        }
    }
}

/// Begins to lock what is written; its end is told by `finish`.
#[cfg(feature = "passphrase")]
pub(super) fn seal<W: Write>(out: W, passphrase: &str) -> io::Result<age::stream::StreamWriter<W>> {
    use age::secrecy::SecretString;
    // 2^15 rounds: a third of a second on a laptop, both ways.
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(15);
    let locked = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).map_err(io::Error::other)?;
    locked.wrap_output(out)
}

/// Opens what was locked.
#[cfg(feature = "passphrase")]
pub(super) fn unseal(sealed: impl Read, passphrase: &str) -> Result<impl Read, Fault> {
    use age::secrecy::SecretString;
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    // A hostile file must not keep the machine busy for hours.
    identity.set_max_work_factor(18);
    let locked = age::Decryptor::new(sealed).map_err(|_| Fault::Damaged)?;
    locked.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|error| match error {
        age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys | age::DecryptError::KeyDecryptionFailed => {
            Fault::WrongPassphrase
        }
        age::DecryptError::ExcessiveWork { .. } => Fault::Bomb,
        _ => Fault::Damaged,
    })
}

#[cfg(not(feature = "passphrase"))]
pub(super) fn unseal(_: impl Read, _: &str) -> Result<io::Empty, Fault> {
    Err(Fault::NoKey)
}
