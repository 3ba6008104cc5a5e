//! What tells a row again, and what it says, as bits of a hash; knows no file.

use crate::store::{Incoming, Sum};
use crate::survey::value::{Answer, Value};

/// Gives the first eight bytes of SHA-256.
pub(super) fn bits(bytes: &[u8]) -> i64 {
    let mut sum = Sum::default();
    sum.add(bytes);
    sum.end().iter().take(8).fold(0, |bits, byte| bits << 8 | i64::from(*byte))
}

/// Sums up what a row says, whatever its cells look like.
pub(super) fn content(incoming: &Incoming) -> i64 {
    use std::fmt::Write;
    let Incoming { form_number, status, date, band, location, surveyor, started, completed, .. } = incoming;
    let mut text = String::with_capacity(256);
    // Writing to a String can't fail, here and below.
    let _ = write!(text, "{form_number:?}|{}|{date}|{band:?}|{location}|{surveyor}|{started:?}|{completed:?}", status.code());
    for answer in &incoming.answers {
        text.push('|');
        match answer {
            Some(Answer::Value(Value::Int(number))) => {
                let _ = write!(text, "{number}");
            }
            Some(answer) => text.push_str(&answer.to_log()),
            None => {}
        }
    }
    for (question, note) in &incoming.notes {
        let _ = write!(text, "|{question}:{note}");
    }
    bits(text.as_bytes())
}
