//! Large figures of three lines, from block glyphs; knows no index.

/// The three lines of a sign; `None` of a sign that has no large shape.
const fn shape(sign: char) -> Option<[&'static str; 3]> {
    Some(match sign {
        '0' => ["█▀█", "█ █", "▀▀▀"],
        '1' => ["▀█ ", " █ ", "▀▀▀"],
        '2' => ["▀▀█", "█▀▀", "▀▀▀"],
        '3' => ["▀▀█", "▀▀█", "▀▀▀"],
        '4' => ["█ █", "▀▀█", "  ▀"],
        '5' => ["█▀▀", "▀▀█", "▀▀▀"],
        '6' => ["█▀▀", "█▀█", "▀▀▀"],
        '7' => ["▀▀█", "  █", "  ▀"],
        '8' => ["█▀█", "█▀█", "▀▀▀"],
        '9' => ["█▀█", "▀▀█", "▀▀▀"],
        'A' => ["█▀█", "█▀█", "▀ ▀"],
        'B' => ["█▀▄", "█▀▄", "▀▀ "],
        'C' => ["█▀▀", "█  ", "▀▀▀"],
        'D' => ["█▀▄", "█ █", "▀▀ "],
        ',' | '.' => [" ", " ", "▀"],
        _ => return None,
    })
}

/// Writes a text in large figures, three lines of equal width; signs without a shape are left out.
#[must_use]
pub fn large(text: &str) -> [String; 3] {
    let shapes: Vec<[&str; 3]> = text.chars().filter_map(shape).collect();
    [0, 1, 2].map(|line| shapes.iter().map(|shape| shape[line]).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::large;
    use expect_test::expect;

    #[test]
    fn every_figure_has_its_shape() {
        expect![[r#"
            |█▀█ ▀█  ▀▀█ ▀▀█ █ █   █▀▀ █▀▀ ▀▀█ █▀█ █▀█
            |█ █  █  █▀▀ ▀▀█ ▀▀█   ▀▀█ █▀█   █ █▀█ ▀▀█
            |▀▀▀ ▀▀▀ ▀▀▀ ▀▀▀   ▀ ▀ ▀▀▀ ▀▀▀   ▀ ▀▀▀ ▀▀▀
            |█▀█ █▀▄ █▀▀ █▀▄
            |█▀█ █▀▄ █   █ █
            |▀ ▀ ▀▀  ▀▀▀ ▀▀ 
        "#]]
        .assert_eq(&["01234,56789", "ABCD"].map(|text| format!("|{}\n", large(text).join("\n|"))).concat());
    }
}
