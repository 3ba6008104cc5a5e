//! Blocks of form numbers: how a surveyor's block is written behind the name in the set-up; knows no database.

/// The first and the last form number of a block.
pub type Block = (i64, i64);

/// Reads `Siti [1-200]`: the name, and the block where one stands behind it. `None` where the brackets hold no block.
#[must_use]
pub fn read(text: &str) -> Option<(String, Option<Block>)> {
    let text = text.trim();
    let Some((name, rest)) = text.split_once('[') else { return Some((text.to_owned(), None)) };
    let (first, last) = rest.strip_suffix(']')?.split_once(['-', '–'])?;
    let block = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (block.0 >= 1 && block.0 <= block.1).then(|| (name.trim().to_owned(), Some(block)))
}

/// Writes a name with its block, as [`read`] reads it.
#[must_use]
pub fn write(name: &str, block: Option<Block>) -> String {
    block.map_or_else(|| name.to_owned(), |(first, last)| format!("{name} [{first}-{last}]"))
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn a_block_stands_behind_the_name() {
        let case = |text: &str, expected: Option<(&str, Option<(i64, i64)>)>| {
            assert_eq!(read(text), expected.map(|(name, block)| (name.to_owned(), block)), "{text}");
        };
        case("Siti Rahma", Some(("Siti Rahma", None)));
        case(" Siti Rahma [1-200] ", Some(("Siti Rahma", Some((1, 200)))));
        case("Budi[ 201 – 400 ]", Some(("Budi", Some((201, 400)))));
        case("Budi [400-201]", None);
        case("Budi [x]", None);
        assert_eq!(read(&write("Budi", Some((1, 2)))), Some(("Budi".to_owned(), Some((1, 2)))));
    }
}
