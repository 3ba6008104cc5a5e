//! The screens: the only place that knows ratatui.

pub mod action;
pub mod app;
mod field;
pub mod key;
pub mod keys;
mod notice;
mod paste;
mod scope;
mod screen;
mod screens;
mod terminal;
mod theme;

pub use screen::Error;
pub use terminal::{Stopped, run};
pub use theme::Theme;
