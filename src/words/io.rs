//! Why the system refused a file, for people: the common kinds in words.

use super::{Words, words};
use std::io::{Error, ErrorKind};

words! {
    io_not_found = "berkas atau folder itu tidak ada" | "no such file or folder";
    io_denied = "tidak ada izin" | "permission denied";
    io_no_space = "cakram penuh" | "no space left on the disk";
    io_read_only = "medianya hanya bisa dibaca" | "the medium is read-only";
    io_exists = "sudah ada" | "it exists already";
    io_is_folder = "itu folder, bukan berkas" | "it is a folder, no file";
    io_not_a_folder = "sebagian jalurnya bukan folder" | "a part of the path is no folder";
    io_large = "berkasnya lebih dari 8 MiB" | "the file is larger than 8 MiB";
    io_text = "bukan teks UTF-8" | "it is no text in UTF-8";
    io_cut = "berkasnya berakhir terlalu awal" | "the file ends too early";
}

impl Words {
    /// Says why the system refused; a rare kind in the system's own words.
    #[must_use]
    pub fn io(self, error: &Error) -> String {
        match error.kind() {
            ErrorKind::NotFound => self.io_not_found(),
            ErrorKind::PermissionDenied => self.io_denied(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => self.io_no_space(),
            ErrorKind::ReadOnlyFilesystem => self.io_read_only(),
            ErrorKind::AlreadyExists => self.io_exists(),
            ErrorKind::IsADirectory => self.io_is_folder(),
            ErrorKind::NotADirectory => self.io_not_a_folder(),
            ErrorKind::InvalidData if error.get_ref().is_none() => self.io_text(),
            ErrorKind::FileTooLarge => self.io_large(),
            ErrorKind::UnexpectedEof => self.io_cut(),
            _ => return error.to_string(),
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn the_common_kinds_are_said_in_the_language_of_the_screen() {
        #[track_caller]
        fn case(kind: ErrorKind, id: &str, en: &str) {
            let error = Error::from(kind);
            assert_eq!((Words(Lang::Id).io(&error).as_str(), Words(Lang::En).io(&error).as_str()), (id, en));
        }
        case(ErrorKind::NotFound, "berkas atau folder itu tidak ada", "no such file or folder");
        case(ErrorKind::PermissionDenied, "tidak ada izin", "permission denied");
        case(ErrorKind::StorageFull, "cakram penuh", "no space left on the disk");
        case(ErrorKind::ReadOnlyFilesystem, "medianya hanya bisa dibaca", "the medium is read-only");
        case(ErrorKind::AlreadyExists, "sudah ada", "it exists already");
        case(ErrorKind::IsADirectory, "itu folder, bukan berkas", "it is a folder, no file");
        // What is told in words already stays.
        assert_eq!(Words(Lang::Id).io(&Error::other("zip")), "zip");
    }
}
