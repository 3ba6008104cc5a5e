//! A line as somebody wrote it, with the place that is meant marked under it; knows no file.

/// A line and a place in it, both counted in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    line: String,
    before: usize,
    marks: usize,
}

impl Marked {
    /// Marks so many characters behind so many others; what can't be shown is a space.
    #[must_use]
    pub fn new(line: &str, before: usize, marks: usize) -> Self {
        let line = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Self { line, before, marks: marks.max(1) }
    }

    /// Gives the line, and the marks that stand under it.
    #[must_use]
    pub fn rows(&self) -> [String; 2] {
        [self.line.clone(), " ".repeat(self.before) + &"^".repeat(self.marks)]
    }

    /// Gives as much as fits into so many columns, the place in sight; what is cut shows as `…`.
    #[must_use]
    pub fn within(&self, width: usize) -> Self {
        let chars: Vec<char> = self.line.chars().collect();
        if chars.len().max(self.before + 1) <= width || width < 3 {
            return Self { marks: self.marks.min(width.saturating_sub(self.before).max(1)), ..self.clone() };
        }
        // Where a place begins matters most: the line stays as it stands where some of it is in sight so.
        let (marks, start) = if self.before + self.marks.min(8) < width {
            (self.marks.min(width - self.before), 0)
        } else {
            let marks = self.marks.min(width - 2);
            (marks, (self.before + marks / 2).saturating_sub(width / 2).min(chars.len().saturating_sub(width - 1)))
        };
        let mut shown: Vec<char> = chars.iter().skip(start).take(width).copied().collect();
        if let Some(first) = shown.first_mut().filter(|_| start > 0) {
            *first = '…';
        }
        if let Some(last) = shown.last_mut().filter(|_| start + width < chars.len()) {
            *last = '…';
        }
        Self { line: shown.into_iter().collect(), before: self.before - start, marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_far_to_the_right_comes_into_sight() {
        let line = format!("{}kind = \"jam\"", "x ".repeat(60));
        let rows = Marked::new(&line, 127, 5).within(30).rows();
        assert_eq!(rows, ["…x x x x x x x x kind = \"jam\"".to_owned(), format!("{}^^^^^", " ".repeat(24))]);
    }

    proptest! {
        #[test]
        fn the_marks_stand_under_what_they_mean(line in "[a-z]{1,200}", before in 0_usize..199, marks in 1_usize..8, width in 12_usize..90) {
            let before = before.min(line.len() - 1);
            let marks = marks.min(line.len() - before);
            let [shown, under] = Marked::new(&line, before, marks).within(width).rows();
            prop_assert!(shown.chars().count() <= width && under.len() <= width);
            let (from, len) = (under.find('^').unwrap_or(0), under.trim().len());
            prop_assert_eq!(len, marks);
            let meant: String = shown.chars().skip(from).take(len).collect();
            prop_assert_eq!(meant, &line[before..before + marks]);
        }
    }
}
