//! What a column can be and what a value can mean: the choices of a list over the screen.

use crate::exchange::import::{Meaning, Target};
use crate::survey::interview::Id;
use crate::tui::screens::choosing::Choosing;

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Target(Target),
    /// A line of a list that stands in for what the file lacks; none where nothing does.
    Item(Option<Id>),
    Meaning(Meaning),
    /// A number that is typed.
    Typed,
}

/// The open list.
pub(super) type Offer = Choosing<Choice>;
