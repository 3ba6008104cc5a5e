//! The screens, and the one place that turns a route into a screen.

mod archive;
mod backups;
mod batch;
mod choosing;
mod completeness;
mod conflicts;
mod entry;
mod export;
mod filter;
mod flags;
mod forms;
mod handover;
mod home;
mod importing;
mod list;
mod merging;
mod operators;
mod report;
mod results;
mod review;
mod rows;
mod saran;
mod setup;
mod sign_in;
mod trail;
mod verification;

use super::screen::{Only, Result, Route, Screen};
use crate::store::{Batch, Store, Survey};
use crate::survey::interview::Id;

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
        Route::NewSurvey => Box::new(setup::Setup::new(store)?),
        Route::NewSurveyWith { key, version } => Box::new(setup::Setup::with(store, key, *version)?),
        Route::Forms { survey } => Box::new(forms::Forms::open(store, *survey)?),
        Route::FormTrial { key, version, survey, keyed } => Box::new(forms::trial::Trial::open(store, (key, *version), *survey, *keyed)?),
        Route::FormMove { survey, version } => Box::new(forms::moving::Moving::open(store, *survey, *version)?),
        Route::FormCheck => Box::new(forms::checking::Checking::open()),
        Route::Setup(survey) => Box::new(setup::Setup::edit(store, *survey)?),
        Route::Batch { survey, batch } => Box::new(batch::BatchScreen::open(store, *survey, *batch)?),
        Route::Entry { batch } => Box::new(entry::Entry::key(store, *batch)?),
        Route::Mend { survey, interview, question } => Box::new(entry::Entry::mend(store, *survey, *interview, question.as_deref())?),
        Route::List { survey, opening } => Box::new(list::List::open(store, *survey, opening.clone())?),
        Route::SignIn { survey, only, then } => Box::new(sign_in::SignIn::open(store, *survey, *only, then.clone())?),
        Route::Batches { survey, part, cell } => Box::new(completeness::batches::Batches::open(store, *survey, *part, cell.clone())?),
        Route::Numbers { survey } => Box::new(completeness::numbers::Numbers::open(store, *survey)?),
        Route::Items { survey } => Box::new(completeness::items::Items::open(store, *survey)?),
        Route::Completeness { survey } => Box::new(completeness::Completeness::open(store, *survey)?),
        Route::Trail { survey, interview } => Box::new(trail::Trail::open(store, *survey, *interview)?),
        Route::Flags { survey } => Box::new(flags::Flags::open(store, *survey)?),
        Route::Review { survey } => Box::new(review::Review::open(store, *survey)?),
        Route::Operators { survey } => Box::new(operators::Operators::open(store, *survey)?),
        Route::Verifications { survey } => Box::new(verification::Verifications::open(store, *survey)?),
        Route::DrawVerification { survey } => Box::new(verification::drawing::Drawing::open(store, *survey)?),
        Route::Rekey { verification } => Box::new(verification::rekey::Rekey::open(store, *verification)?),
        Route::Settle { verification } => Box::new(verification::settle::Settle::open(store, *verification)?),
        Route::Verdict { verification } => Box::new(verification::verdict::Outcome::open(store, *verification)?),
        Route::Results { survey } => Box::new(results::Results::open(store, *survey)?),
        Route::Trend { survey, index } => Box::new(results::trend::Trend::open(store, *survey, index.clone())?),
        Route::HandOver => Box::new(handover::HandOver::open(store)?),
        Route::Merge => Box::new(merging::Merging::open()),
        Route::Archive { survey } => Box::new(archive::Archive::open(store, *survey)?),
        Route::Backups => Box::new(backups::Backups::open()),
        Route::Conflicts { survey } => Box::new(conflicts::Conflicts::open(store, *survey)?),
        Route::Saran { survey } => Box::new(saran::Saran::open(store, *survey)?),
        Route::Report { survey } => Box::new(report::Report::open(store, *survey)?),
        Route::Plan { survey } => Box::new(report::plan::Plan::open(store, *survey)?),
        Route::Import { survey } => Box::new(importing::Importing::open(store, *survey)?),
        Route::Export { survey, filter } => Box::new(export::Export::open(store, *survey, filter.clone())?),
    })
}

/// Gives the way to a batch: straight where its surveyor or a supervisor is at the keyboard, by way of signing in where people have PINs.
///
/// Without PINs, taking a batch in hand is to sign in by name.
fn keying(store: &mut Store, survey: &Survey, batch: &Batch) -> Route {
    as_surveyor(store, survey, batch.header.surveyor, Route::Entry { batch: batch.id })
}

/// Gives the way to what is a surveyor's own, as [`keying`] does.
fn as_surveyor(store: &mut Store, survey: &Survey, surveyor: Id, entry: Route) -> Route {
    if store.who() == Some(surveyor) || store.is_supervised(survey) {
        return entry;
    }
    if survey.asks_pin {
        return Route::SignIn { survey: survey.id, only: Only::This(surveyor), then: Some(Box::new(entry)) };
    }
    store.set_who(None);
    entry
}

/// Gives the way to a screen of supervisors.
fn supervised(store: &Store, survey: &Survey, then: Route) -> Route {
    if store.is_supervised(survey) {
        return then;
    }
    Route::SignIn { survey: survey.id, only: Only::Supervisors, then: Some(Box::new(then)) }
}
