//! The questionnaires that ship: the SKM, what is made from it, and blocks that can be added to any; knows no survey.

use crate::survey::draft::{FormDraft, Placed};
use crate::survey::form::{Form, Text};
use crate::survey::form_file;

/// The questionnaire of Permenpan RB 14/2017.
pub const SKM: &str = include_str!("../skm.toml");

/// A questionnaire that ships. That it is sound is held by tests.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    pub key: &'static str,
    make: fn() -> FormDraft,
}

/// Every questionnaire that ships, the SKM first.
pub const ALL: [Shipped; 7] = [
    Shipped { key: "skm", make: skm },
    Shipped { key: "skm_tanpa_biaya", make: without_cost },
    Shipped { key: "skm_daring", make: online },
    Shipped { key: "spak", make: || alone(&SPAK) },
    Shipped { key: "spkp", make: || alone(&SPKP) },
    Shipped { key: "spak_6", make: || alone(&SPAK_6) },
    Shipped { key: "spkp_6", make: || alone(&SPKP_6) },
];

impl Shipped {
    /// Gives the text of the form file.
    #[must_use]
    pub fn source(self) -> String {
        // As it is written, so that it is the same text that databases have already.
        if self.key == "skm" { SKM.to_owned() } else { write((self.make)()).unwrap_or_default() }
    }

    /// Gives the questionnaire.
    #[must_use]
    pub fn form(self) -> Form {
        (self.make)().finish().unwrap_or_default()
    }
}

/// A part of a questionnaire that can be added to another: a form file with one section, and its index if it has one.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The name on the command line.
    pub key: &'static str,
    id: &'static str,
    en: &'static str,
    /// What it adds to a questionnaire's title, in both languages.
    name: (&'static str, &'static str),
    /// What it adds to a questionnaire's key.
    ending: &'static str,
    source: &'static str,
    /// True where its statements have six steps in place of four.
    six: bool,
    place: Place,
}

/// Where a block stands in a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Behind the first section, the profile.
    Profile,
    /// Before the last section, the comment.
    Opinion,
}

const SPAK: Block = Block {
    key: "spak",
    id: "SPAK, persepsi anti korupsi (skala 1-4)",
    en: "SPAK, perception of anti-corruption (scale 1-4)",
    name: ("SPAK", "SPAK"),
    ending: "spak",
    source: include_str!("../forms/spak.toml"),
    six: false,
    place: Place::Opinion,
};

const SPKP: Block = Block {
    key: "spkp",
    id: "SPKP, persepsi kualitas pelayanan (skala 1-4)",
    en: "SPKP, perception of service quality (scale 1-4)",
    name: ("SPKP", "SPKP"),
    ending: "spkp",
    source: include_str!("../forms/spkp.toml"),
    six: false,
    place: Place::Opinion,
};

const SPAK_6: Block = Block {
    key: "spak-6",
    id: "SPAK, skala 1-6",
    en: "SPAK, scale 1-6",
    name: ("SPAK 1-6", "SPAK 1-6"),
    ending: "spak6",
    six: true,
    ..SPAK
};
const SPKP_6: Block = Block {
    key: "spkp-6",
    id: "SPKP, skala 1-6",
    en: "SPKP, scale 1-6",
    name: ("SPKP 1-6", "SPKP 1-6"),
    ending: "spkp6",
    six: true,
    ..SPKP
};

/// The blocks: of the profile, and the surveys of the integrity zone on four steps and on six.
pub const BLOCKS: [Block; 6] = [
    Block {
        key: "disabilitas",
        id: "Ragam disabilitas",
        en: "Kinds of disability",
        name: ("ragam disabilitas", "kinds of disability"),
        ending: "dis",
        source: include_str!("../forms/disabilitas.toml"),
        six: false,
        place: Place::Profile,
    },
    Block {
        key: "pelaku-usaha",
        id: "Jenis responden dan pelaku usaha",
        en: "Kind of respondent and business actor",
        name: ("pelaku usaha", "business actors"),
        ending: "usaha",
        source: include_str!("../forms/pelaku_usaha.toml"),
        six: false,
        place: Place::Profile,
    },
    SPAK,
    SPKP,
    SPAK_6,
    SPKP_6,
];

impl Block {
    #[must_use]
    pub fn title(&self) -> Text {
        Text::both(self.id, self.en)
    }

    /// Gives what whoever adds it should know first.
    #[must_use]
    pub fn remark(&self) -> Option<Text> {
        read(self.source).remark
    }

    /// Gives what it adds, the title of its file as that of the questionnaire.
    fn draft(&self) -> FormDraft {
        let mut draft = read(self.source);
        if self.six {
            draft.title = joined(&draft.title, ", ", &Text::both("skala 1-6", "scale 1-6"));
            let steps = draft.lists.get("setuju_6").cloned().unwrap_or_default();
            for question in draft.sections.iter_mut().flat_map(|section| &mut section.questions) {
                question.choices.clone_from(&steps);
            }
            for index in &mut draft.indices {
                index.scale.value = (1, 6);
                // A hundred by six, as exactly as a form file has it: the best is 100 here too.
                index.factor = "16.6666666666667".parse().unwrap_or_default();
            }
        }
        draft
    }
}

/// Adds blocks to a questionnaire; its key and its title say so.
///
/// # Errors
/// What keeps them from going together, such as a question that both have, as one line of text.
pub fn with(source: &str, blocks: &[&Block]) -> Result<String, String> {
    if blocks.is_empty() {
        return Ok(source.to_owned());
    }
    let mut form = read(source);
    let endings: String = blocks.iter().flat_map(|block| ["_", block.ending]).collect();
    form.key.value.truncate(LONGEST_KEY.saturating_sub(endings.len()));
    form.key.value.push_str(&endings);
    let mut profile = form.sections.len().min(1);
    for block in blocks {
        let added = block.draft();
        form.title = joined(&form.title, " + ", &Text::both(block.name.0, block.name.1));
        form.remark = match (form.remark, added.remark) {
            (Some(own), Some(more)) if own != more => Some(joined(&own, " ", &more)),
            (own, more) => own.or(more),
        };
        let at = match block.place {
            Place::Profile => profile,
            // Before the comment, where the questionnaire ends with one.
            Place::Opinion if form.sections.last().is_some_and(|last| last.key.value == "penutup") => form.sections.len() - 1,
            Place::Opinion => form.sections.len(),
        };
        // Blocks of the profile stand in the order in which they are added.
        profile += if block.place == Place::Profile { added.sections.len() } else { 0 };
        form.sections.splice(at..at, added.sections);
        form.indices.extend(added.indices);
    }
    write(form)
}

/// The most letters that a key has.
const LONGEST_KEY: usize = 40;

fn joined(one: &Text, between: &str, other: &Text) -> Text {
    Text::both(&format!("{}{between}{}", one.id, other.id), &format!("{}{between}{}", one.en, other.en))
}

/// Reads a form file that is known to be sound: tests hold those that ship.
fn read(source: &str) -> FormDraft {
    form_file::draft(source).0.unwrap_or_default()
}

fn write(draft: FormDraft) -> Result<String, String> {
    let told = |faults: Vec<crate::survey::draft::Fault>| faults.into_iter().map(|fault| fault.text).collect::<Vec<_>>().join("; ");
    draft.finish().map(|form| form_file::write(&form)).map_err(told)
}

fn skm() -> FormDraft {
    read(SKM)
}

/// Makes a questionnaire of a block's own: the profile and the comment of the SKM around it.
fn alone(block: &Block) -> FormDraft {
    let (mut form, own) = (skm(), block.draft());
    let last = form.sections.len().saturating_sub(1);
    form.sections.splice(1..last, own.sections);
    FormDraft {
        key: Placed::new(block.key.replace('-', "_"), form.key.at),
        title: own.title,
        remark: own.remark,
        indices: own.indices,
        sections: form.sections,
        ..skm()
    }
}

/// Makes the SKM of a service that is free by law: eight questions, each with the weight 1/8; U-numbers are those of the regulation.
fn without_cost() -> FormDraft {
    let mut form = skm();
    "skm_tanpa_biaya".clone_into(&mut form.key.value);
    form.title = Text::both("Survei Kepuasan Masyarakat, tanpa biaya", "Public Satisfaction Survey, without cost");
    form.remark = Some(Text::both(
        "Untuk layanan yang gratis menurut aturan: delapan unsur, bobot 1/8.",
        "For a service that is free by law: eight unsur, each with the weight 1/8.",
    ));
    for section in &mut form.sections {
        section.questions.retain(|question| question.key.value != "biaya");
        let numbered = section.questions.iter_mut().filter(|question| question.number.is_some());
        numbered.zip(1..).for_each(|(question, number)| question.number = Some(number));
    }
    form
}

/// What online services ask in place of the staff's competence and conduct, after forms that agencies use.
const ONLINE: [(&str, &str, &str); 2] = [
    (
        "kompetensi",
        "Bagaimana pendapat Saudara tentang kecepatan dan kemampuan petugas dalam merespons layanan daring?",
        "What do you think of how quickly and ably the staff respond in the online service?",
    ),
    (
        "perilaku",
        "Bagaimana pendapat Saudara tentang kesopanan dan keramahan petugas dalam memberikan jawaban melalui media digital?",
        "What do you think of the politeness and friendliness of the staff when they answer through digital media?",
    ),
];

/// Makes the SKM of an online service: nine unsur, two of them in other words.
fn online() -> FormDraft {
    let mut form = skm();
    "skm_daring".clone_into(&mut form.key.value);
    form.title = Text::both("Survei Kepuasan Masyarakat, layanan daring", "Public Satisfaction Survey, online service");
    form.remark = Some(Text::both(
        "Kompetensi dan perilaku dengan redaksi layanan daring: peraturan membolehkannya tanpa menyebut kata-katanya; ditetapkan oleh unit.",
        "Competence and conduct are worded for online services: the regulation allows it and gives no words; they are the agency's to settle.",
    ));
    for question in form.sections.iter_mut().flat_map(|section| &mut section.questions) {
        if let Some((_, id, en)) = ONLINE.iter().find(|(key, _, _)| *key == question.key.value) {
            question.wording = Some(Text::both(id, en));
        }
    }
    form
}

/// Finds a block by its name on the command line.
#[must_use]
pub fn block(key: &str) -> Option<&'static Block> {
    BLOCKS.iter().find(|block| block.key == key)
}
