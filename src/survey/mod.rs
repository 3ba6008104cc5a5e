//! The trade itself: questionnaires, answers, rules; knows no screen, file, clock or database.

pub mod block;
pub mod bound;
pub mod check;
pub mod compare;
pub mod date;
pub mod decimal;
pub mod diff;
pub mod draft;
pub mod draw;
pub mod expr;
pub mod flow;
pub mod form;
pub mod form_file;
pub mod index;
pub mod interview;
pub mod kind;
pub mod lang;
pub mod plan;
pub mod quality;
pub mod sample;
pub mod saran;
pub mod session;
pub mod sheet;
pub mod successor;
pub mod template;
pub mod value;
