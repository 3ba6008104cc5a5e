//! The rows of the set-up as they are drawn.

use super::super::rows::{Cell, Row};
use super::{Plain, Setup, Slot};
use crate::store::List;
use crate::survey::sample;
use crate::words::Words;

impl Setup {
    pub(super) fn row(&self, slot: Slot, w: Words) -> Row<'_> {
        match slot {
            Slot::Plain(plain) => {
                let label = match plain {
                    Plain::Name => w.setup_name(),
                    Plain::Unit => w.setup_unit(),
                    Plain::Period => w.setup_period(),
                    Plain::From => w.setup_from(),
                    Plain::To => w.setup_to(),
                    Plain::Served => w.setup_served(),
                    Plain::Floor => w.setup_floor(),
                    Plain::Pin => w.setup_pin(),
                };
                Row {
                    label: label.to_owned(),
                    cell: Cell::Field(&self.plain[plain as usize]),
                    remark: self.remark(slot, self.hint(plain, w), w),
                }
            }
            Slot::Heading(list) => {
                let remark = if list == List::Surveyor { w.setup_block_remark() } else { "" };
                Row { label: list_name(list, w).to_owned(), cell: Cell::Heading, remark: remark.to_owned() }
            }
            Slot::Item(at) => {
                let row = &self.items[at];
                let remark = if row.item.retired { w.setup_retired() } else { "" };
                let remark = self.remark(slot, remark.to_owned(), w);
                Row { label: format!("  {}", row.item.code), cell: Cell::Field(&row.field), remark }
            }
            Slot::Add(list) => {
                Row { label: "  +".to_owned(), cell: Cell::Field(&self.adding[list as usize]), remark: w.setup_add().to_owned() }
            }
        }
    }

    /// Says that a row which was left is not right yet, or what helps there.
    fn remark(&self, slot: Slot, hint: String, w: Words) -> String {
        let is_wrong = slot != self.slot() && self.fault(slot, w).is_some();
        if is_wrong { w.setup_wrong().to_owned() } else { hint }
    }

    fn hint(&self, plain: Plain, w: Words) -> String {
        match plain {
            Plain::Served => {
                let served: u64 = self.text(plain).replace('.', "").parse().unwrap_or(0);
                if served > 0 { w.setup_minimum(sample::minimum(served)) } else { w.setup_served_unknown().to_owned() }
            }
            Plain::Floor => w.setup_floor_remark().to_owned(),
            Plain::Pin => w.setup_pin_remark().to_owned(),
            Plain::Name | Plain::Unit | Plain::Period | Plain::From | Plain::To => String::new(),
        }
    }
}

pub(super) const fn list_name(list: List, w: Words) -> &'static str {
    match list {
        List::Location => w.list_locations(),
        List::Service => w.list_services(),
        List::Surveyor => w.list_surveyors(),
        List::Band => w.list_bands(),
        List::Supervisor => w.list_supervisors(),
    }
}
