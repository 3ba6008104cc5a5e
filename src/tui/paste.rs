//! Tells a paste from typing where the terminal does not: on Windows a paste arrives as single keys.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// So many characters at once, without a wait between them, were never typed.
const BURST: usize = 24;

/// Joins a long run of waiting characters into one paste; other events stay as they are.
#[must_use]
pub fn join_bursts(events: Vec<Event>) -> Vec<Event> {
    let mut joined = Vec::with_capacity(events.len());
    let mut run: Vec<Event> = Vec::new();
    let mut text = String::new();
    for event in events {
        match typed(&event) {
            Typed::Char(c) => {
                text.push(c);
                run.push(event);
            }
            Typed::Release => run.push(event),
            Typed::Other => {
                flush(&mut joined, &mut run, &mut text);
                joined.push(event);
            }
        }
    }
    flush(&mut joined, &mut run, &mut text);
    joined
}

fn flush(joined: &mut Vec<Event>, run: &mut Vec<Event>, text: &mut String) {
    if text.chars().count() >= BURST {
        joined.push(Event::Paste(std::mem::take(text)));
        run.clear();
    } else {
        joined.append(run);
        text.clear();
    }
}

/// What an event is to a run of characters.
enum Typed {
    Char(char),
    /// The release of a key says nothing.
    Release,
    Other,
}

fn typed(event: &Event) -> Typed {
    let Event::Key(KeyEvent { code, modifiers, kind, .. }) = event else { return Typed::Other };
    if *kind == KeyEventKind::Release {
        return Typed::Release;
    }
    match code {
        KeyCode::Char(c) if !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Typed::Char(*c),
        KeyCode::Enter => Typed::Char('\n'),
        KeyCode::Tab => Typed::Char('\t'),
        _ => Typed::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn a_long_burst_with_an_enter_inside_is_one_paste() {
        let text = "antrean terlalu lama\nsekali";
        let events: Vec<Event> = text.chars().map(|c| key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) })).collect();
        assert_eq!(join_bursts(events), vec![Event::Paste(text.to_owned())]);
    }

    #[test]
    fn keys_typed_ahead_stay_keys() {
        let events: Vec<Event> = "234433".chars().map(|c| key(KeyCode::Char(c))).chain([key(KeyCode::Enter)]).collect();
        assert_eq!(join_bursts(events.clone()), events);
    }
}
