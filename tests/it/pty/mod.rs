//! The real program in a pseudo-terminal, as a surveyor meets it.
mod crash;
mod hostile_text;
mod keying;
mod leaving;
mod no_space;
mod random;
mod real_interviews;
mod size;
mod terminal;
mod two_programs;
mod view;
