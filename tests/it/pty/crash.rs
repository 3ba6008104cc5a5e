//! Kills at moments drawn by lot: what the screen had shown as chosen or called saved is in the file, and keying goes on where it stood.

use super::random::Random;
use super::terminal::Terminal;
use super::view::{Shown, View, label};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const KILLS: usize = 50;

/// What a surveyor keys at a question, and what it comes to.
struct Step {
    question: &'static str,
    keys: String,
    answer: Option<Shown>,
}

/// Gives what is keyed on a form: the same for the same seed and number.
fn plan(seed: u64, form: i64) -> Vec<Step> {
    let mut random = Random::new(seed ^ form.cast_unsigned().wrapping_mul(0x1234_5678_9abc_def1));
    let mut steps = Vec::new();
    let choice = |question, code: u64, keys: String| Step { question, keys, answer: Some(Shown::Code(code as i64)) };
    let plain = |question, code: u64| choice(question, code, code.to_string());
    let sex = random.of(1, 2);
    steps.push(choice("jenis_kelamin", sex, ["1", "2", "l", "p"][(sex + 2 * random.below(2)) as usize - 1].to_owned()));
    steps.push(plain("usia", random.of(20, 89)));
    steps.push(plain("pendidikan", random.of(1, 8)));
    let occupation = random.of(1, 6);
    steps.push(plain("pekerjaan", occupation));
    if occupation == 6 {
        steps.push(Step {
            question: "pekerjaan_lain",
            keys: "nelayan kecil\r".to_owned(),
            answer: Some(Shown::Text("nelayan kecil".to_owned())),
        });
    }
    steps.push(plain("layanan", random.of(1, 6)));
    for question in ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"] {
        if random.once_in(12) {
            steps.push(Step { question, keys: "..".to_owned(), answer: Some(Shown::Missing("kosong".to_owned())) });
            continue;
        }
        let code = random.of(1, 4);
        let row = ["1234", "abcd", "jkl;"][random.below(3) as usize];
        steps.push(choice(question, code, row[code as usize - 1..code as usize].to_owned()));
    }
    let comment = if random.once_in(3) { Some(format!("Loket {form}: antre lama, ramah")) } else { None };
    let keys = comment.clone().unwrap_or_default() + "\r";
    steps.push(Step { question: "saran", keys, answer: comment.map(Shown::Text) });
    steps
}

/// What every screen so far has shown as chosen, and called saved.
#[derive(Default)]
struct Promised {
    answers: BTreeMap<(i64, &'static str), Shown>,
    saved: BTreeSet<i64>,
}

impl Promised {
    fn note(&mut self, view: &View) {
        if let Some(form) = view.form() {
            self.answers.extend(view.answers().into_iter().map(|(question, shown)| ((form, question), shown)));
        }
        let notice = view.notice();
        if let Some((_, rest)) = notice.split_once("Formulir ").filter(|(_, rest)| rest.contains(" tersimpan")) {
            self.saved.insert(rest[..4].parse().expect("a number"));
        }
    }
}

/// A copy of the file as the kill left it, so that the program itself has to recover it.
struct Found {
    db: Connection,
    _folder: tempfile::TempDir,
}

impl Found {
    fn of(folder: &Path) -> Self {
        let copy = tempfile::tempdir().expect("a folder");
        for name in ["a.db", "a.db-wal"] {
            let from = folder.join(name);
            if from.exists() {
                std::fs::copy(from, copy.path().join(name)).expect("copies");
            }
        }
        let db = Connection::open(copy.path().join("a.db")).expect("opens");
        let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
        assert_eq!(check, "ok");
        Self { db, _folder: copy }
    }

    /// Gives every form with its id and status.
    fn forms(&self) -> BTreeMap<i64, (i64, String)> {
        let mut select = self.db.prepare("SELECT form_number, id, status FROM interview").expect("a statement");
        let rows = select.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).expect("answers");
        rows.map(|row| row.expect("reads")).collect()
    }

    fn answer(&self, id: i64, question: &str) -> Option<Shown> {
        let sql = "SELECT reason FROM missing WHERE interview = ?1 AND question = ?2";
        let missing: Option<String> = self.db.query_row(sql, (id, question), |row| row.get(0)).optional().expect("answers");
        if let Some(reason) = missing {
            assert_eq!(reason, "blank");
            return Some(Shown::Missing("kosong".to_owned()));
        }
        let text = ["saran", "pekerjaan_lain"].contains(&question);
        let sql = if question == "layanan" {
            "SELECT code FROM interview i JOIN item ON item.id = i.service WHERE i.id = ?1".to_owned()
        } else {
            format!("SELECT {question} FROM answers_skm WHERE interview = ?1 AND {question} IS NOT NULL")
        };
        let row = self.db.query_row(&sql, [id], |row| Ok(if text { Shown::Text(row.get(0)?) } else { Shown::Code(row.get(0)?) }));
        row.optional().expect("answers")
    }

    /// Gives what the log says last of a question, or of a field of the record.
    fn log(&self, id: i64, question: &str) -> Option<String> {
        let sql = "SELECT new FROM change WHERE subject = ?1 AND question = ?2 ORDER BY id DESC LIMIT 1";
        self.db.query_row(sql, (id, question), |row| row.get(0)).optional().expect("answers").flatten()
    }

    fn typed(&self) -> Option<String> {
        self.db.query_row("SELECT typed FROM place", [], |row| row.get(0)).expect("answers")
    }

    /// Finds everything that was promised, every answer as it was keyed, and each with its line in the log.
    #[track_caller]
    fn keeps(&self, promised: &Promised, seed: u64) {
        let forms = self.forms();
        for ((form, question), shown) in &promised.answers {
            let (id, _) = forms.get(form).unwrap_or_else(|| panic!("form {form} was shown and is not there"));
            let stored = self.answer(*id, question);
            let whole = match (&stored, shown) {
                // A line shows as much of a text as it holds.
                (Some(Shown::Text(stored)), Shown::Text(shown)) => stored.starts_with(shown.trim_end_matches('…')),
                (stored, shown) => stored.as_ref() == Some(shown),
            };
            assert!(whole, "form {form}, {question}: {shown:?} was shown, {stored:?} is stored");
        }
        for form in &promised.saved {
            assert_eq!(forms.get(form).map(|(_, status)| status.as_str()), Some("complete"), "form {form} was called saved");
        }
        for (form, (id, status)) in &forms {
            for step in plan(seed, *form) {
                let stored = self.answer(*id, step.question);
                if stored.is_some() || status == "complete" {
                    assert_eq!(stored, step.answer, "form {form}, {}", step.question);
                }
                let logged = match stored {
                    None => None,
                    Some(Shown::Code(code)) => Some(code.to_string()),
                    Some(Shown::Missing(_)) => Some(r#"{"missing":"blank"}"#.to_owned()),
                    Some(Shown::Text(text)) => Some(format!("{text:?}")),
                };
                assert_eq!(self.log(*id, step.question), logged, "form {form}, {} in the log", step.question);
            }
            let status = if status == "complete" { Some("\"complete\"".to_owned()) } else { None };
            assert_eq!(self.log(*id, "@status"), status, "form {form} in the log");
        }
    }

    /// Gives where keying stands by what is stored: the form, what is left to key there, and the text typed so far.
    fn place(&self, seed: u64) -> (i64, Vec<Step>, String) {
        let forms = self.forms();
        let draft = forms.iter().find(|(_, (_, status))| status == "draft");
        let Some((form, (id, _))) = draft else {
            let next = forms.keys().max().map_or(1, |last| last + 1);
            return (next, plan(seed, next), String::new());
        };
        let left: Vec<Step> = plan(seed, *form)
            .into_iter()
            .skip_while(|step| step.question != "saran" && self.answer(*id, step.question).is_some())
            .collect();
        let stored = match self.answer(*id, left[0].question) {
            Some(Shown::Text(text)) => text,
            _ => String::new(),
        };
        (*form, left, self.typed().unwrap_or(stored))
    }
}

/// Keys on, a key at a time, some waiting for the screen and some not; gives up in the middle of it all.
fn key_on(terminal: &mut Terminal, random: &mut Random, seed: u64, place: (i64, Vec<Step>, String), promised: &mut Promised) {
    let (mut form, mut left, typed) = place;
    let mut most = random.of(1, 60);
    let mut skip = typed.chars().count();
    loop {
        for step in &left {
            for key in step.keys.chars().skip(std::mem::take(&mut skip)) {
                if most == 0 {
                    return;
                }
                most -= 1;
                terminal.send(&key.to_string());
                if random.once_in(3) {
                    terminal.frames(1);
                    promised.note(terminal.view());
                }
            }
        }
        form += 1;
        left = plan(seed, form);
    }
}

/// Finds the program where keying stood: the offer, then the exact question of the exact form with the text typed so far.
#[track_caller]
fn goes_on(terminal: &mut Terminal, place: &(i64, Vec<Step>, String), fresh: bool) {
    let (form, left, typed) = place;
    let question = left[0].question;
    terminal.see("> Lanjutkan di tempat terakhir");
    // The offer stands on one line of 80 columns, with the question at its end: as much of it as is sure to fit.
    let start: String = label(question).chars().take(4).collect();
    let offer = if fresh { format!("{form:04}") } else { format!("{form:04} · {start}") };
    assert!(terminal.view().has(&offer), "no '{offer}'\n{}", terminal.view());
    terminal.go_on();
    terminal.see_question(*form, question);
    let shown = terminal.view().typed();
    let starts_so = !shown.is_empty() || typed.is_empty();
    assert!(starts_so && typed.trim_end().starts_with(shown.trim_end_matches('…')), "'{shown}' for '{typed}'");
}

#[test]
#[expect(clippy::print_stderr, reason = "the test run keeps it and shows it when the test fails")]
fn fifty_kills_at_any_moment_lose_nothing() {
    let drawn = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_nanos() as u64);
    let seed = std::env::var("CACAH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(drawn);
    // Repeats what is keyed; the moments also depend on the machine.
    eprintln!("CACAH_SEED={seed}");
    let mut random = Random::new(seed);
    let folder = tempfile::tempdir().expect("a folder");
    let mut promised = Promised::default();

    let mut terminal = Terminal::start(folder.path());
    terminal.open_batch(500, None);
    let first = plan(seed, 1);
    terminal.send(&first[0].keys);
    terminal.see_question(1, "usia");
    promised.note(terminal.view());
    let mut place = (1, first.into_iter().skip(1).collect(), String::new());
    let mut moments = BTreeMap::new();
    for kill in 1..=KILLS {
        key_on(&mut terminal, &mut random, seed, place, &mut promised);
        terminal.read_until(Instant::now() + Duration::from_micros(random.below(6_000)));
        terminal.kill(|view| promised.note(view));
        promised.note(terminal.view());
        let at = terminal.view().in_hand().unwrap_or_default();
        let typed = terminal.view().typed();

        let found = Found::of(folder.path());
        found.keeps(&promised, seed);
        place = found.place(seed);
        // Of a text being typed, every word that was shown whole is there.
        if place.1[0].question == at && !typed.is_empty() {
            let words = typed.rsplit_once(|c: char| !c.is_alphanumeric()).map_or("", |words| words.0);
            assert!(place.2.starts_with(words), "kill {kill}: '{typed}' was shown, '{}' is kept", place.2);
        }
        *moments.entry(place.1[0].question).or_insert(0) += 1;
        let fresh = !found.forms().contains_key(&place.0);

        terminal = Terminal::start(folder.path());
        goes_on(&mut terminal, &place, fresh);
        promised.note(terminal.view());
    }
    assert!(promised.saved.len() > 10, "only {} forms were saved", promised.saved.len());
    eprintln!("{} answers, {} forms, killed at {moments:?}", promised.answers.len(), promised.saved.len());
}
