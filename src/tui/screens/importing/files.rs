//! Names of files as they are typed: what they may become, and names that are free.

use std::path::{Path, PathBuf};

/// Names that are offered at once.
const MOST: usize = 12;

/// Endings of files that can be imported.
const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "jsonl", "xlsx", "xlsm", "ods"];

/// Gives folders and files that begin as typed, folders with a slash, sorted; at most so many as are shown.
pub(super) fn beginning_with(typed: &str) -> Vec<String> {
    let (folder, begun) = typed.rsplit_once(std::path::is_separator).map_or(("", typed), |(folder, name)| (&typed[..=folder.len()], name));
    let read = std::fs::read_dir(if folder.is_empty() { Path::new(".") } else { Path::new(folder) });
    let mut names: Vec<String> = read
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let fits = name.to_lowercase().starts_with(&begun.to_lowercase()) && (!name.starts_with('.') || begun.starts_with('.'));
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let ends = Path::new(&name).extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
            (fits && (is_folder || ends)).then(|| format!("{folder}{name}{}", if is_folder { "/" } else { "" }))
        })
        .collect();
    names.sort_unstable();
    names.truncate(MOST);
    names
}

/// Gives what all names have in common beyond what is typed.
pub(super) fn completed(typed: &str, names: &[String]) -> String {
    let Some((first, rest)) = names.split_first() else { return typed.to_owned() };
    let mut common = first.as_str();
    for name in rest {
        let shared = common.char_indices().zip(name.chars()).find(|((_, one), other)| one != other).map(|((at, _), _)| at);
        common = &common[..shared.unwrap_or_else(|| common.len().min(name.len()))];
    }
    if common.chars().count() > typed.chars().count() { common.to_owned() } else { typed.to_owned() }
}

/// Gives a name, or one beside it that is free.
pub(super) fn free(path: PathBuf) -> PathBuf {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let names = std::iter::once(path.clone()).chain((2..1000).map(|more| path.with_file_name(format!("{stem}-{more}.csv"))));
    names.into_iter().find(|name| !name.exists()).unwrap_or(path)
}
