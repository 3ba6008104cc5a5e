//! What a set of log lines from several devices comes to: which value of each field stands, and which fields two devices changed without
//! knowing of each other; knows no table.

use super::settle::ASIDE;
use crate::survey::interview::{Id, Status};
use std::collections::BTreeMap;

/// The newest line of each device that somebody holds or held.
pub(super) type Vector = BTreeMap<i64, Id>;

/// Gives the device that drew an id.
pub(super) const fn device(id: Id) -> i64 {
    id >> 32
}

/// What each device knew of the others, and from which of its lines on.
#[derive(Clone, Debug, Default)]
pub(super) struct Knowledge {
    by: BTreeMap<i64, BTreeMap<Id, Vector>>,
}

impl Knowledge {
    /// Takes note that a device knew so much from its line `merged` on.
    pub fn add(&mut self, merged: Id, vector: Vector) {
        self.by.entry(device(merged)).or_default().insert(merged, vector);
    }

    /// Tells whether who wrote `later` knew the line `earlier`, or whether they are one line.
    pub fn knew(&self, later: Id, earlier: Id) -> bool {
        if device(later) == device(earlier) {
            return earlier <= later;
        }
        let newest = self.by.get(&device(later)).and_then(|merged| merged.range(..later).next_back());
        newest.is_some_and(|(_, vector)| vector.get(&device(earlier)).is_some_and(|upto| *upto >= earlier))
    }

    /// Tells whether neither knew of the other.
    pub fn concurrent(&self, one: Id, other: Id) -> bool {
        !self.knew(one, other) && !self.knew(other, one)
    }
}

/// One line about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub id: Id,
    pub question: String,
    /// JSON, as in the log.
    pub new: Option<String>,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    /// The line whose value stands.
    pub line: Id,
    pub new: Option<String>,
    /// True where devices wrote different values without knowing of each other, and nobody settled it yet.
    pub conflict: bool,
    /// The newest lines of the field that no other one knew, the one that stands first.
    pub heads: Vec<Id>,
}

/// Gives what stands in each field of one record; the lines are about it alone, in any order.
pub(super) fn stands(lines: &[Line], knowledge: &Knowledge) -> BTreeMap<String, Stand> {
    let mut fields: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in lines.iter().filter(|line| is_field(line)) {
        fields.entry(&line.question).or_default().push(line);
    }
    let mut stands: BTreeMap<String, Stand> =
        fields.iter().map(|(question, lines)| ((*question).to_owned(), stand(question, lines, knowledge))).collect();
    if let Some(status) = stands.get_mut("@status") {
        drop_approval(status, lines, knowledge);
    }
    stands
}

/// Tells whether a line sets a field: comments stand beside each other, what was put aside follows from the answers, and a number that was taken back with its form stays.
fn is_field(line: &Line) -> bool {
    let told = line.question.starts_with("@comment") || line.question.starts_with(ASIDE);
    !(told || line.question == "@form_number" && line.new.is_none())
}

/// Tells whether a field is of the data, so that its change takes an approval back; what a comment is about was not said by who was asked.
fn is_data(question: &str) -> bool {
    let derived = ["@status", "@problem", "@comment", "@merged", "@saran", ASIDE].iter().any(|field| question.starts_with(field));
    !derived
}

fn stand(question: &str, lines: &[&Line], knowledge: &Knowledge) -> Stand {
    // Of a device only the newest line can be a head.
    let mut newest: BTreeMap<i64, &Line> = BTreeMap::new();
    for line in lines {
        let of = newest.entry(device(line.id)).or_insert(line);
        if of.id < line.id {
            *of = line;
        }
    }
    let is_known = |line: &&Line| newest.values().any(|other| other.id != line.id && knowledge.knew(other.id, line.id));
    let mut heads: Vec<&Line> = newest.values().copied().filter(|line| !is_known(line)).collect();
    let past = |line: &Line| lines.iter().filter(|other| knowledge.knew(line.id, other.id)).count();
    // The one that knew most, then the greatest: the same on every device, whatever was merged first.
    heads.sort_by_key(|line| (rank(question, line), std::cmp::Reverse((past(line), line.id))));
    let conflict = heads.iter().any(|line| line.new != heads[0].new) && !question.starts_with("@problem:");
    Stand { line: heads[0].id, new: heads[0].new.clone(), conflict, heads: heads.iter().map(|line| line.id).collect() }
}

/// Orders values that can't stand together, the most careful first: of statuses the one that asks for work, of problems the open one.
fn rank(question: &str, line: &Line) -> usize {
    const STATUSES: [Status; 5] = [Status::Returned, Status::Draft, Status::Complete, Status::Approved, Status::Void];
    let text = line.new.as_deref().unwrap_or_default().trim_matches('"');
    if question == "@status" {
        return STATUSES.iter().position(|status| status.code() == text).unwrap_or(STATUSES.len());
    }
    if question.starts_with("@problem:") {
        return ["open", "lapsed", "kept"].iter().position(|state| *state == text).unwrap_or(3);
    }
    0
}

/// Takes an approval back that did not know of a change of the data: it is complete again, and marked.
fn drop_approval(status: &mut Stand, lines: &[Line], knowledge: &Knowledge) {
    let approved = |stand: &Stand| stand.new.as_deref() == Some("\"approved\"");
    let unknown = |head: &Id| lines.iter().any(|line| is_data(&line.question) && knowledge.concurrent(*head, line.id));
    if approved(status) && status.heads.iter().any(unknown) {
        status.new = Some("\"complete\"".to_owned());
        status.conflict = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a device does in a history.
    #[derive(Clone, Debug)]
    enum Deed {
        /// A device writes a value to a field.
        Write(usize, usize, u8),
        /// A device takes in what another one has.
        Merge(usize, usize),
    }

    /// A device in a history: the lines it holds, each with what its writer knew then, by brute force.
    #[derive(Clone, Default)]
    struct Laptop {
        lines: BTreeMap<Id, (Line, Vec<Id>)>,
        knowledge: Knowledge,
        sequence: i64,
    }

    impl Laptop {
        fn next(&mut self, number: usize) -> Id {
            self.sequence += 1;
            (number as i64 + 1) << 32 | self.sequence
        }

        fn write(&mut self, number: usize, field: usize, value: u8) {
            let id = self.next(number);
            let past = self.lines.keys().copied().collect();
            let new = match FIELDS[field] {
                "@status" => format!("\"{}\"", [Status::Complete, Status::Approved, Status::Returned][usize::from(value)].code()),
                _ => value.to_string(),
            };
            let line = Line { id, question: FIELDS[field].to_owned(), new: Some(new) };
            self.lines.insert(id, (line, past));
        }

        fn vector(&self) -> Vector {
            self.lines.keys().map(|id| (device(*id), *id)).collect()
        }

        fn merge(&mut self, number: usize, other: &Self) {
            let fresh = other.lines.keys().any(|id| !self.lines.contains_key(id));
            self.lines.extend(other.lines.clone());
            for merged in other.knowledge.by.values() {
                for (id, vector) in merged {
                    self.knowledge.add(*id, vector.clone());
                }
            }
            if fresh {
                let id = self.next(number);
                self.knowledge.add(id, self.vector());
            }
        }

        fn state(&self) -> BTreeMap<String, Stand> {
            let lines: Vec<Line> = self.lines.values().map(|(line, _)| line.clone()).collect();
            stands(&lines, &self.knowledge)
        }

        /// Says which fields are in conflict, from the pasts themselves: those with differing values that no line knew together, and an
        /// approval beside a change of the data that neither knew of the other.
        fn conflicts(&self) -> Vec<String> {
            let concurrent = |one: &(Line, Vec<Id>), other: &(Line, Vec<Id>)| !one.1.contains(&other.0.id) && !other.1.contains(&one.0.id);
            let mut found = Vec::new();
            for field in FIELDS {
                let of: Vec<_> = self.lines.values().filter(|(line, _)| line.question == field).collect();
                let heads: Vec<_> = of.iter().filter(|(line, _)| !of.iter().any(|(_, past)| past.contains(&line.id))).collect();
                let differ = heads.iter().any(|(line, _)| line.new != heads[0].0.new);
                let is_unseen = |head: &(Line, Vec<Id>)| {
                    self.lines.values().any(|line| line.0.question != "@status" && line.0.id != head.0.id && concurrent(head, line))
                };
                let approved = !heads.is_empty() && heads.iter().all(|(line, _)| line.new.as_deref() == Some("\"approved\""));
                if differ || field == "@status" && approved && heads.iter().any(|head| is_unseen(head)) {
                    found.push(field.to_owned());
                }
            }
            found
        }
    }

    /// In the order of their names, as [`stands`] gives them.
    const FIELDS: [&str; 4] = ["@form_number", "@status", "q0", "q1"];

    fn deed(devices: usize) -> impl Strategy<Value = Deed> {
        prop_oneof![
            3 => (0..devices, 0..FIELDS.len(), 0..3_u8).prop_map(|(device, field, value)| Deed::Write(device, field, value)),
            1 => (0..devices, 0..devices).prop_map(|(one, other)| Deed::Merge(one, other)),
        ]
    }

    fn history() -> impl Strategy<Value = (usize, Vec<Deed>, Vec<(usize, usize)>)> {
        (2..5_usize).prop_flat_map(|devices| {
            (Just(devices), prop::collection::vec(deed(devices), 0..24), prop::collection::vec((0..devices, 0..devices), 0..8))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

        #[test]
        fn devices_that_merged_in_any_order_agree_and_conflicts_are_just_the_unknown_ones((devices, deeds, orders) in history()) {
            let mut laptops = vec![Laptop::default(); devices];
            let mut written = 0;
            for deed in deeds {
                match deed {
                    Deed::Write(number, field, value) => {
                        laptops[number].write(number, field, value);
                        written += 1;
                    }
                    Deed::Merge(one, other) => {
                        let other = laptops[other].clone();
                        laptops[one].merge(one, &other);
                    }
                }
                for laptop in &laptops {
                    let marked: Vec<String> =
                        laptop.state().into_iter().filter(|(_, stand)| stand.conflict).map(|(question, _)| question).collect();
                    prop_assert_eq!(marked, laptop.conflicts());
                }
            }
            // Random merges, with repeats, then each with each, twice.
            let everyone = (0..2 * devices).flat_map(|one| (0..devices).map(move |other| (one % devices, other)));
            for (one, other) in orders.into_iter().chain(everyone) {
                let other = laptops[other].clone();
                laptops[one].merge(one, &other);
            }
            for laptop in &laptops {
                prop_assert_eq!(laptop.lines.len(), written);
                prop_assert_eq!(laptop.state(), laptops[0].state());
            }
        }
    }

    fn line(id: Id, question: &str, new: &str) -> Line {
        Line { id, question: question.to_owned(), new: Some(new.to_owned()) }
    }

    #[test]
    fn an_approval_that_did_not_know_of_an_edit_is_complete_again_and_marked() {
        let (one, two) = (1 << 32, 2_i64 << 32);
        let mut knowledge = Knowledge::default();
        knowledge.add(two + 1, Vector::from([(1, one + 2)]));
        let mut lines =
            vec![line(one + 1, "usia", "34"), line(one + 2, "@status", "\"complete\""), line(two + 2, "@status", "\"approved\"")];
        let status = |lines: &[Line], knowledge: &Knowledge| stands(lines, knowledge)["@status"].clone();
        assert_eq!(status(&lines, &knowledge).new.as_deref(), Some("\"approved\""));
        lines.push(line(one + 3, "usia", "35"));
        let dropped = status(&lines, &knowledge);
        assert_eq!((dropped.new.as_deref(), dropped.conflict), (Some("\"complete\""), true));
        knowledge.add(two + 4, Vector::from([(1, one + 3)]));
        lines.push(line(two + 5, "@status", "\"approved\""));
        let settled = status(&lines, &knowledge);
        assert_eq!((settled.new.as_deref(), settled.conflict), (Some("\"approved\""), false));
    }
}
