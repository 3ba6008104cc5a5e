//! What the fields of the set-up say, checked; or which row is at fault and why.

use super::{Plain, Setup, Slot};
use crate::store::List;
use crate::survey::{block, date, template};
use crate::words::Words;

impl Setup {
    pub(super) fn text(&self, plain: Plain) -> String {
        self.plain[plain as usize].value().trim().to_owned()
    }

    /// Checks the fields and gives what they say, or the row at fault and why.
    pub(super) fn read(&self, w: Words) -> Result<template::Setup, (Slot, String)> {
        let fault = |plain, why: String| Err((Slot::Plain(plain), why));
        let day = |plain: Plain| date::parse(&self.text(plain), self.today);
        if self.text(Plain::Name).is_empty() {
            return fault(Plain::Name, w.setup_needs_name().to_owned());
        }
        let Some(from) = day(Plain::From) else { return fault(Plain::From, w.not_a_date(self.text(Plain::From))) };
        let Some(to) = day(Plain::To) else { return fault(Plain::To, w.not_a_date(self.text(Plain::To))) };
        if to < from {
            return fault(Plain::To, w.setup_period_backwards().to_owned());
        }
        let number = |plain: Plain| match self.text(plain).as_str() {
            "" => Some(0),
            text => text.replace('.', "").parse::<i64>().ok().filter(|number| (0..=1_000_000_000).contains(number)),
        };
        let Some(served) = number(Plain::Served) else { return fault(Plain::Served, w.not_a_number(self.text(Plain::Served))) };
        let Some(floor_seconds) = number(Plain::Floor) else { return fault(Plain::Floor, w.not_a_number(self.text(Plain::Floor))) };
        let asks_pin = match self.text(Plain::Pin).to_lowercase().as_str() {
            "ya" | "y" | "yes" => true,
            "tidak" | "t" | "n" | "no" | "" => false,
            _ => return fault(Plain::Pin, w.setup_pin_yes_or_no().to_owned()),
        };
        let labels = |list: List| {
            let rows = self.items.iter().filter(|row| row.item.list == list).map(|row| row.field.value().trim().to_owned());
            let added = Some(self.adding[list as usize].value().trim().to_owned());
            rows.chain(added).filter(|label| !label.is_empty()).collect::<Vec<_>>()
        };
        if let Some(at) = self.items.iter().position(|row| row.field.value().trim().is_empty()) {
            return Err((Slot::Item(at), w.setup_item_empty().to_owned()));
        }
        let is_bad = |row: &super::ItemRow| row.item.list == List::Surveyor && block::read(row.field.value()).is_none();
        if let Some(at) = self.items.iter().position(is_bad) {
            return Err((Slot::Item(at), w.setup_block_bad().to_owned()));
        }
        let label = |at: usize| self.items[at].field.value().trim().to_lowercase();
        let twin =
            |at: &usize| (0..*at).any(|other| self.items[other].item.list == self.items[*at].item.list && label(other) == label(*at));
        if let Some(at) = (0..self.items.len()).find(twin) {
            return Err((Slot::Item(at), w.setup_item_twice(self.items[at].field.value().trim())));
        }
        for list in [List::Location, List::Surveyor] {
            if labels(list).is_empty() {
                return Err((Slot::Add(list), w.setup_list_empty().to_owned()));
            }
        }
        for list in [List::Service, List::Surveyor, List::Location, List::Band, List::Supervisor] {
            if labels(list).len() > 35 {
                return Err((Slot::Add(list), w.setup_list_full().to_owned()));
            }
        }
        Ok(template::Setup {
            name: self.text(Plain::Name),
            unit: self.text(Plain::Unit),
            period: self.text(Plain::Period),
            from,
            to,
            served,
            floor_seconds,
            locations: labels(List::Location),
            services: labels(List::Service),
            surveyors: labels(List::Surveyor),
            bands: labels(List::Band),
            supervisors: labels(List::Supervisor),
            asks_pin,
        })
    }
}
