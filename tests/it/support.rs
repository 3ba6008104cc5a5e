//! What several tests need: databases with interviews in them, and the program run as people run it.

use assert_cmd::Command;
use cacah::store::{Batch, Check, Clock, Draw, Drawn, Header, List, Saving, Store, Survey};
use cacah::survey::interview::{Effort, Id, Interview, Save, Write};
use cacah::survey::template;
use cacah::survey::value::Answer;
use jiff::civil::date;
use std::path::Path;

/// A store with the survey of the template for Bontang and one batch of it; its clock stands still.
pub struct Sample {
    pub store: Store,
    pub survey: Survey,
    pub batch: Batch,
}

/// The answers of an ordinary interview, by question; `layanan` and the nine unsur included.
pub const ORDINARY: [(&str, i64); 14] = [
    ("jenis_kelamin", 2),
    ("usia", 34),
    ("pendidikan", 5),
    ("pekerjaan", 4),
    ("layanan", 3),
    ("persyaratan", 3),
    ("prosedur", 4),
    ("waktu", 3),
    ("biaya", 4),
    ("produk", 3),
    ("kompetensi", 3),
    ("perilaku", 4),
    ("sarana", 2),
    ("pengaduan", 4),
];

impl Sample {
    pub fn in_memory() -> Self {
        Self::fill(Store::in_memory().expect("opens"))
    }

    pub fn at(path: &Path) -> Self {
        Self::fill(Store::open(path).expect("opens"))
    }

    /// A survey with a form of one's own.
    pub fn of_form(source: &str) -> Self {
        Self::fill_with(Store::in_memory().expect("opens"), source)
    }

    /// As [`Sample::of_form`], in a file.
    pub fn of_form_at(path: &Path, source: &str) -> Self {
        Self::fill_with(Store::open(path).expect("opens"), source)
    }

    fn fill(store: Store) -> Self {
        Self::fill_with(store, template::SKM)
    }

    fn fill_with(mut store: Store, form: &str) -> Self {
        let moment = "2024-09-30T09:41:12+08:00[Asia/Makassar]".parse().expect("a moment");
        store.set_clock(Clock::by_hand(moment).0);
        let template = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there");
        let id = store.create_survey(form, &template.setup).expect("is made");
        let survey = store.survey(id).expect("reads");
        let first = |list| survey.list(list).next().expect("has items").id;
        let header = Header {
            date: date(2024, 9, 30),
            band: Some(first(List::Band)),
            location: first(List::Location),
            service: None,
            surveyor: first(List::Surveyor),
            first_number: 1,
            forms: 40,
        };
        let batch = store.create_batch(id, &header).expect("is made");
        Self { store, survey, batch }
    }

    /// Does something as the survey's supervisor.
    pub fn supervising<T>(&mut self, decide: impl FnOnce(&mut Store) -> T) -> T {
        let before = self.store.who();
        self.store.set_who(self.survey.list(List::Supervisor).next().map(|item| item.id));
        let done = decide(&mut self.store);
        self.store.set_who(before);
        done
    }

    /// Begins a check of all interviews as the survey's supervisor.
    pub fn begin_check(&mut self) -> Check {
        let survey = self.survey.id;
        self.supervising(|store| Check::begin(store, survey)).expect("begins")
    }

    /// Draws a sample as the survey's supervisor.
    pub fn draw(&mut self, draw: &Draw) -> Drawn {
        let survey = self.survey.clone();
        self.supervising(|store| store.draw_verification(&survey, draw)).expect("draws")
    }

    /// Keys a complete interview: the ordinary answers, with some replaced.
    pub fn ordinary(&mut self, number: i64, replaced: &[(&str, Answer)]) -> Id {
        self.doubtful(number, replaced, &[])
    }

    /// As [`Sample::ordinary`], with these open soft problems.
    pub fn doubtful(&mut self, number: i64, replaced: &[(&str, Answer)], problems: &[&str]) -> Id {
        let mut answers: Vec<(&str, Answer)> = ORDINARY.map(|(key, code)| (key, Answer::int(code))).to_vec();
        answers.retain(|(key, _)| replaced.iter().all(|(other, _)| other != key));
        answers.extend_from_slice(replaced);
        let stored = self.draft(number, &answers);
        self.complete(stored, problems)
    }

    /// Keys a draft with these answers.
    pub fn draft(&mut self, number: i64, answers: &[(&str, Answer)]) -> Interview {
        let form = &self.survey.form;
        let mut interview = Interview::empty(number, self.batch.header.date, form.questions.len());
        let at = |key: &str| form.find(key).unwrap_or_else(|| panic!("no question '{key}'"));
        let write = |(key, answer): &(&str, Answer)| Write { question: at(key), old: None, new: Some(answer.clone()), why: None };
        let save = Save { writes: answers.iter().map(write).collect(), ..Save::default() };
        interview.effort = Effort { keys: 16, corrections: 1, ms: 12_340, ..Effort::default() };
        let saving = Saving { save: &save, effort: interview.effort, rules: None, keying: None };
        let stored = self.store.save(&self.survey, &self.batch, &interview, &saving).expect("saves");
        interview.id = Some(stored.id);
        interview.revision = stored.revision;
        interview
    }

    /// Completes a draft with these open soft problems.
    pub fn complete(&mut self, draft: Interview, problems: &[&str]) -> Id {
        let rules: Vec<String> = problems.iter().map(|rule| (*rule).to_owned()).collect();
        self.store.complete(&self.survey, &self.batch, &draft, &rules, None).expect("completes").id
    }
}

/// The real program, with no database or language from outside.
pub fn cacah() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cacah"));
    command.env_remove("CACAH_DB").env_remove("CACAH_LANG");
    command
}

/// What a run came to, in one text: exit code, standard output, standard error, with a folder's name left out and CR made visible.
pub fn run(folder: &Path, args: &[&str]) -> String {
    told(folder, cacah().current_dir(folder).args(args))
}

/// As [`run`], for a command that was prepared otherwise.
pub fn told(folder: &Path, command: &mut Command) -> String {
    let output = command.output().expect("runs");
    let text = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace("\r\n", "␍\n");
        text.replace(&format!("{}/", folder.display()), "").replace(&folder.display().to_string(), "FOLDER")
    };
    let code = output.status.code().map_or_else(|| "a signal".to_owned(), |code| code.to_string());
    format!("exit {code}\n{}{}", text(&output.stdout), text(&output.stderr))
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("reads")
        .map(|entry| entry.expect("is there").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
