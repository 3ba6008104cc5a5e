//! The one clock of the program, replaceable by tests; knows how moments are written.

use jiff::ZonedDateTime;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Rc<dyn Fn() -> ZonedDateTime>);

impl fmt::Debug for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Clock")
    }
}

impl Clock {
    /// The computer's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Rc::new(ZonedDateTime::now))
    }

    /// A clock that stands at `start` and moves only by the returned hand, in milliseconds.
    #[must_use]
    pub fn by_hand(start: ZonedDateTime) -> (Self, Rc<Cell<i64>>) {
        let hand = Rc::new(Cell::new(0));
        let turned = Rc::clone(&hand);
        let tell = move || {
            let moved = jiff::SignedDuration::from_millis(turned.get());
            start.checked_add(moved).unwrap_or_else(|_| start.clone())
        };
        (Self(Rc::new(tell)), hand)
    }

    /// Gives the time.
    #[must_use]
    pub fn now(&self) -> ZonedDateTime {
        (self.0)()
    }
}

/// Writes a moment as stored: `2024-09-30T09:41:12.123+08:00`.
#[must_use]
pub fn stamp(moment: &ZonedDateTime) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}
