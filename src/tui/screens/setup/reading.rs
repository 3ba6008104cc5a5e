//! What the rows of the set-up say, checked one by one; or which row is at fault and why.

use super::view::list_name;
use super::{Plain, Setup, Slot};
use crate::store::List;
use crate::survey::{block, date, template};
use crate::words::Words;
use jiff::civil::Date;

/// Items of a list at the most: a key for each.
const MOST_ITEMS: usize = 35;

impl Setup {
    pub(super) fn text(&self, plain: Plain) -> String {
        self.plain[plain as usize].value().trim().to_owned()
    }

    fn day(&self, plain: Plain) -> Option<Date> {
        date::parse(&self.text(plain), self.today)
    }

    fn number(&self, plain: Plain) -> Option<i64> {
        match self.text(plain).as_str() {
            "" => Some(0),
            text => text.replace('.', "").parse().ok().filter(|number| (0..=1_000_000_000).contains(number)),
        }
    }

    fn asks_pin(&self) -> Option<bool> {
        match self.text(Plain::Pin).to_lowercase().as_str() {
            "ya" | "y" | "yes" => Some(true),
            "tidak" | "t" | "n" | "no" | "" => Some(false),
            _ => None,
        }
    }

    /// Gives the labels of a list, with what is typed and not added yet.
    fn labels(&self, list: List) -> Vec<String> {
        let rows = self.items.iter().filter(|row| row.item.list == list).map(|row| row.field.value());
        let labels = rows.chain([self.adding[list as usize].value()]).map(|label| label.trim().to_owned());
        labels.filter(|label| !label.is_empty()).collect()
    }

    /// Says what is wrong with a row by itself; a list that is still empty is no fault before the end.
    pub(super) fn fault(&self, slot: Slot, w: Words) -> Option<String> {
        match slot {
            Slot::Plain(plain) => {
                let text = || self.text(plain);
                match plain {
                    Plain::Name => text().is_empty().then(|| w.setup_needs_name().to_owned()),
                    Plain::From | Plain::To if self.day(plain).is_none() => Some(w.not_a_date(text())),
                    Plain::To if self.day(Plain::From).is_some_and(|from| self.day(Plain::To) < Some(from)) => {
                        Some(w.setup_period_backwards().to_owned())
                    }
                    Plain::Served | Plain::Floor => self.number(plain).is_none().then(|| w.not_a_number(text())),
                    Plain::Pin => self.asks_pin().is_none().then(|| w.setup_pin_yes_or_no().to_owned()),
                    Plain::Unit | Plain::Period | Plain::From | Plain::To => None,
                }
            }
            Slot::Item(at) => {
                let row = self.items.get(at)?;
                let label = |row: &super::ItemRow| row.field.value().trim().to_lowercase();
                let is_twin = |other: &super::ItemRow| other.item.list == row.item.list && label(other) == label(row);
                if label(row).is_empty() {
                    Some(w.setup_item_empty().to_owned())
                } else if row.item.list == List::Surveyor && block::read(row.field.value()).is_none() {
                    Some(w.setup_block_bad().to_owned())
                } else if self.items.iter().take(at).any(is_twin) {
                    Some(w.setup_item_twice(row.field.value().trim()))
                } else {
                    None
                }
            }
            Slot::Heading(_) | Slot::Add(_) => None,
        }
    }

    /// Checks the rows and gives what they say, or the row at fault and why.
    pub(super) fn read(&self, w: Words) -> Result<template::Setup, (Slot, String)> {
        let slots = self.slots();
        for slot in &slots {
            if let Some(why) = self.fault(*slot, w) {
                return Err((*slot, why));
            }
        }
        for list in List::ALL.into_iter().filter(|list| slots.contains(&Slot::Add(*list))) {
            let n = self.labels(list).len();
            if n == 0 && matches!(list, List::Location | List::Surveyor) {
                return Err((Slot::Add(list), w.setup_list_empty(list_name(list, w))));
            }
            if n > MOST_ITEMS {
                return Err((Slot::Add(list), w.setup_list_full(list_name(list, w))));
            }
        }
        Ok(template::Setup {
            name: self.text(Plain::Name),
            unit: self.text(Plain::Unit),
            period: self.text(Plain::Period),
            from: self.day(Plain::From).unwrap_or(self.today),
            to: self.day(Plain::To).unwrap_or(self.today),
            served: self.number(Plain::Served).unwrap_or(0),
            floor_seconds: self.number(Plain::Floor).unwrap_or(0),
            locations: self.labels(List::Location),
            services: if self.serves { self.labels(List::Service) } else { Vec::new() },
            surveyors: self.labels(List::Surveyor),
            bands: self.labels(List::Band),
            supervisors: self.labels(List::Supervisor),
            asks_pin: self.asks_pin().unwrap_or(false),
        })
    }
}
