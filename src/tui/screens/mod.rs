//! The screens, and the one place that turns a route into a screen.

mod batch;
mod completeness;
mod entry;
mod export;
mod home;
mod list;
mod operators;
mod review;
mod rows;
mod setup;

use super::screen::{Result, Route, Screen};
use crate::store::Store;

/// Gives the screen that the program starts with.
#[must_use]
pub fn home() -> Box<dyn Screen> {
    Box::new(home::Home::default())
}

/// Opens the screen of a route.
///
/// # Errors
/// When what it is about can't be read.
pub fn open(route: &Route, store: &Store) -> Result<Box<dyn Screen>> {
    Ok(match route {
        Route::NewSurvey => Box::new(setup::Setup::new(store)),
        Route::Setup(survey) => Box::new(setup::Setup::edit(store, *survey)?),
        Route::Batch { survey, batch } => Box::new(batch::BatchScreen::open(store, *survey, *batch)?),
        Route::Entry { batch } => Box::new(entry::Entry::key(store, *batch)?),
        Route::Mend { survey, interview, question } => Box::new(entry::Entry::mend(store, *survey, *interview, question.as_deref())?),
        Route::List { survey, opening } => Box::new(list::List::open(store, *survey, *opening)?),
        Route::Completeness { survey } => Box::new(completeness::Completeness::open(store, *survey)?),
        Route::Review { survey } => Box::new(review::Review::open(store, *survey)?),
        Route::Operators { survey } => Box::new(operators::Operators::open(store, *survey)?),
        Route::Export { survey, filter } => Box::new(export::Export::open(store, *survey, filter.clone())?),
    })
}
