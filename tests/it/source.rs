//! Rust sources as the architecture test reads them: code without comments and texts; knows no rule.

/// Gives the code with comments and the insides of texts blanked; line ends stay.
pub fn code(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut kept = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = skipped(&chars, at);
        if end > at {
            kept.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            kept.push(chars[at]);
            at += 1;
        }
    }
    kept
}

/// Gives what stands between double quotes, those of comments left out.
pub fn texts(source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        let end = skipped(&chars, at);
        if end > at + 1 && chars[at] == '"' {
            found.push(chars[at + 1..end - 1].iter().collect::<String>().replace("\\\"", "\""));
        }
        at = end.max(at + 1);
    }
    found
}

/// Gives where a comment, a text or a character that begins here ends; the same place where none begins.
fn skipped(chars: &[char], at: usize) -> usize {
    let starts = |text: &str| text.chars().enumerate().all(|(by, c)| chars.get(at + by) == Some(&c));
    let inside_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    if starts("//") {
        return chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |by| at + by);
    }
    if starts("/*") {
        let close = chars[at..].windows(2).position(|pair| pair == ['*', '/']);
        return close.map_or(chars.len(), |by| at + by + 2);
    }
    if !inside_word && (starts("r\"") || starts("r#")) {
        let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
        if chars.get(at + 1 + hashes) == Some(&'"') {
            let close: Vec<char> = format!("\"{}", "#".repeat(hashes)).chars().collect();
            let from = at + hashes + 2;
            return chars[from..].windows(close.len()).position(|window| window == close).map_or(chars.len(), |by| from + by + close.len());
        }
    }
    match (chars[at], chars.get(at + 1), chars.get(at + 2)) {
        ('"', ..) => closed(chars, at, '"'),
        // A lifetime has no closing quote; a character has, after one sign or an escape.
        ('\'', Some('\\'), _) => closed(chars, at, '\''),
        ('\'', Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

/// Gives the place behind the closing quote, over escapes.
fn closed(chars: &[char], open: usize, quote: char) -> usize {
    let mut at = open + 1;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

/// Leaves out what is compiled for tests alone; takes code as [`code`] gives it.
pub fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        rest = &rest[at + item(&rest[at..])..];
    }
    kept.push_str(rest);
    kept
}

/// Gives the length of the item that begins here: to its semicolon or its closing brace.
fn item(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            ';' if depth == 0 => return at + 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// Gives the names in the code, one after the other.
pub fn idents(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[test]
fn comments_texts_and_characters_are_no_code() {
    let case = |source: &str, expected: &str| assert_eq!(code(source).split_whitespace().collect::<Vec<_>>().join(" "), expected);
    case("a // b\nc /* d\n e */ f", "a c f");
    case(r#"say("b \" c", 'd', '\'', &'e f)"#, "say( , , , &'e f)");
    case(r##"raw(r#"a " b"#, r"c", bar"d")"##, "raw( , , bar )");
}

#[test]
fn what_tests_hold_is_left_out() {
    let source = "a();\n#[cfg(test)]\nmod tests { fn b() { c() } }\nd();\n#[cfg(test)]\nuse e::f;\ng();";
    let left = without_tests(source);
    assert_eq!(idents(&left).collect::<Vec<_>>(), ["a", "d", "g"]);
}
