//! The form files that ship: the SKM and what is made from it, and blocks that can be added to any of them; knows no survey.

use crate::survey::form::Text;

/// The questionnaire of Permenpan RB 14/2017.
pub const SKM: &str = include_str!("../skm.toml");

/// A part of a questionnaire that can be added to another: a form file with one section, and its index if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The name on the command line.
    pub key: &'static str,
    pub title: Text,
    source: String,
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

/// The steps of a scale of four, as the blocks have them, and of the scale of six in their place.
const FOUR: [(&str, &str); 3] = [
    (
        "choices = [
    { code = 1, keys = \"1aj\", label = { id = \"Sangat tidak setuju\", en = \"Strongly disagree\" }, short = { id = \"Sgt tidak\", en = \"Str. dis.\" } },
    { code = 2, keys = \"2bk\", label = { id = \"Tidak setuju\", en = \"Disagree\" }, short = { id = \"Tidak\", en = \"Disagree\" } },
    { code = 3, keys = \"3cl\", label = { id = \"Setuju\", en = \"Agree\" } },
    { code = 4, keys = \"4d;\", label = { id = \"Sangat setuju\", en = \"Strongly agree\" }, short = { id = \"Sgt setuju\", en = \"Str. agree\" } },
]
",
        // The words between the ends were seen in no source: the public questionnaire has six stars.
        "choices = [
    { code = 1, keys = \"1a\", label = { id = \"Sangat tidak setuju\", en = \"Strongly disagree\" }, short = { id = \"1\", en = \"1\" } },
    { code = 2, keys = \"2b\", label = { id = \"Tidak setuju\", en = \"Disagree\" }, short = { id = \"2\", en = \"2\" } },
    { code = 3, keys = \"3c\", label = { id = \"Kurang setuju\", en = \"Rather disagree\" }, short = { id = \"3\", en = \"3\" } },
    { code = 4, keys = \"4d\", label = { id = \"Cukup setuju\", en = \"Rather agree\" }, short = { id = \"4\", en = \"4\" } },
    { code = 5, keys = \"5e\", label = { id = \"Setuju\", en = \"Agree\" }, short = { id = \"5\", en = \"5\" } },
    { code = 6, keys = \"6f\", label = { id = \"Sangat setuju\", en = \"Strongly agree\" }, short = { id = \"6\", en = \"6\" } },
]
",
    ),
    ("scale = [1, 4]", "scale = [1, 6]"),
    // A hundred by six, as exactly as a form file has it: the best is 100 here too.
    ("factor = \"25\"", "factor = \"16.6666666666667\""),
];

/// Gives the blocks: of the profile, and the surveys of the integrity zone on four steps and on six.
#[must_use]
pub fn blocks() -> Vec<Block> {
    let block = |key, place, id, en, source: &str| Block { key, title: Text::both(id, en), source: source.to_owned(), place };
    let (spak, spkp) = (include_str!("../forms/spak.toml"), include_str!("../forms/spkp.toml"));
    let six = |source: &str| FOUR.iter().fold(source.to_owned(), |source, (four, six)| source.replace(four, six));
    let of_profile = [
        block("disabilitas", Place::Profile, "ragam disabilitas", "kinds of disability", include_str!("../forms/disabilitas.toml")),
        block("pelaku-usaha", Place::Profile, "pelaku usaha", "business actors", include_str!("../forms/pelaku_usaha.toml")),
    ];
    let of_opinion = [
        block("spak", Place::Opinion, "SPAK", "SPAK", spak),
        block("spkp", Place::Opinion, "SPKP", "SPKP", spkp),
        block("spak-6", Place::Opinion, "SPAK (1-6)", "SPAK (1-6)", &six(spak)),
        block("spkp-6", Place::Opinion, "SPKP (1-6)", "SPKP (1-6)", &six(spkp)),
    ];
    of_profile.into_iter().chain(of_opinion).collect()
}

/// Finds a block by its name on the command line.
#[must_use]
pub fn block(key: &str) -> Option<Block> {
    blocks().into_iter().find(|block| block.key == key)
}

/// Gives every questionnaire that ships, the SKM first.
#[must_use]
pub fn all() -> Vec<String> {
    let with = |keys: &[&str]| with(SKM, &keys.iter().filter_map(|key| block(key)).collect::<Vec<_>>());
    let mut all = vec![SKM.to_owned(), without_cost(), online(), with(&["disabilitas", "pelaku-usaha"]), with(&["spak"])];
    all.extend(["spak", "spkp", "spak-6", "spkp-6"].into_iter().filter_map(|key| Some(alone(&block(key)?))));
    all
}

/// Adds blocks to a questionnaire that ships; its key and its title say so.
#[must_use]
pub fn with(source: &str, blocks: &[Block]) -> String {
    let mut form = Pieces::of(source);
    for block in blocks {
        let added = Pieces::of(&block.source);
        form.key = format!("{}_{}", form.key, block.key.replace('-', "_"));
        form.title = Text::both(&format!("{} + {}", form.title.id, block.title.id), &format!("{} + {}", form.title.en, block.title.en));
        form.remarks.push_str(&added.remarks);
        let at = match block.place {
            // Blocks of the profile stand in the order in which they are added.
            Place::Profile => form.profile,
            Place::Opinion => form.sections.len().saturating_sub(1),
        };
        form.profile += if block.place == Place::Profile { added.sections.len() } else { 0 };
        form.sections.splice(at..at, added.sections);
        form.tail.push_str(&added.tail);
    }
    form.write()
}

/// Makes a questionnaire of a block's own: the profile and the comment of the SKM around it.
#[must_use]
pub fn alone(block: &Block) -> String {
    let (mut form, own) = (Pieces::of(SKM), Pieces::of(&block.source));
    let last = form.sections.len() - 1;
    form.sections.splice(1..last, own.sections);
    form.tail.push_str(&own.tail);
    let scale = if block.key.ends_with("-6") { " (1-6)" } else { "" };
    form.key = block.key.replace('-', "_");
    form.title = Text::both(&format!("{}{scale}", own.title.id), &format!("{}{scale}", own.title.en));
    form.remarks = own.remarks;
    form.write()
}

/// Makes the SKM of a service that is free by law: eight questions, each with the weight 1/8.
fn without_cost() -> String {
    let mut form = Pieces::of(SKM);
    form.key = "skm_tanpa_biaya".to_owned();
    form.title = Text::both("Survei Kepuasan Masyarakat, tanpa biaya", "Public Satisfaction Survey, without cost");
    form.remarks.push_str("# Without biaya, for a service that is free by law: eight unsur, their U-numbers as in the regulation.\n");
    for section in &mut form.sections {
        let mut number = 0;
        let questions = section.split_inclusive("\n[[section.question]]\n");
        let kept = questions.filter(|question| !question.starts_with("key = \"biaya\"\n"));
        let renumbered = kept.map(|question| {
            let line = |line: &str| {
                let is_number = line.starts_with("number = ");
                number += u32::from(is_number);
                if is_number { format!("number = {number}\n") } else { line.to_owned() }
            };
            question.split_inclusive('\n').map(line).collect::<String>()
        });
        *section = renumbered.collect();
    }
    form.write()
}

/// What online services ask in place of the staff's competence and conduct. The words are such as agencies use; what they settle on is theirs.
const ONLINE: [(&str, &str); 2] = [
    (
        "wording = { id = \"Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?\", en = \"What do you think of the competence of the staff?\" }\n",
        "wording = { id = \"Bagaimana pendapat Saudara tentang kecepatan dan kemampuan petugas dalam merespons layanan daring?\", en = \"What do you think of how quickly and ably the staff respond in the online service?\" }\nnote = { id = \"Redaksi layanan daring: ditetapkan oleh unit.\", en = \"Wording for online services: the unit's to settle.\" }\n",
    ),
    (
        "wording = { id = \"Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?\", en = \"What do you think of the conduct of the staff, their politeness and friendliness?\" }\n",
        "wording = { id = \"Bagaimana pendapat Saudara tentang kesopanan dan keramahan petugas dalam memberikan jawaban melalui media digital?\", en = \"What do you think of the politeness and friendliness of the staff when they answer through digital media?\" }\nnote = { id = \"Redaksi layanan daring: ditetapkan oleh unit.\", en = \"Wording for online services: the unit's to settle.\" }\n",
    ),
];

/// Makes the SKM of an online service: nine unsur, two of them in other words.
fn online() -> String {
    let reworded = ONLINE.iter().fold(SKM.to_owned(), |source, (printed, online)| source.replace(printed, online));
    let mut form = Pieces::of(&reworded);
    form.key = "skm_daring".to_owned();
    form.title = Text::both("Survei Kepuasan Masyarakat, layanan daring", "Public Satisfaction Survey, online service");
    form.remarks.push_str(
        "# For online services: kompetensi and perilaku in other words, after forms that agencies use. The regulation allows it and names no words:\n\
         # they are the agency's to settle.\n",
    );
    form.write()
}

/// A form file that ships, in pieces. Its sections come first, then what stands below them.
struct Pieces {
    /// What stands above the head.
    remarks: String,
    key: String,
    title: Text,
    sections: Vec<String>,
    /// How many sections are the profile.
    profile: usize,
    /// Doubts and indices.
    tail: String,
}

impl Pieces {
    fn of(source: &str) -> Self {
        let mut pieces = Self {
            remarks: String::new(),
            key: String::new(),
            title: Text::default(),
            sections: Vec::new(),
            profile: 1,
            tail: String::new(),
        };
        let (mut in_head, mut in_tail) = (true, false);
        for line in source.split_inclusive('\n') {
            match line.trim_end() {
                "[[section]]" => {
                    in_head = false;
                    pieces.sections.push(String::new());
                }
                "[[doubt]]" | "[[index]]" => (in_head, in_tail) = (false, true),
                _ => {}
            }
            if in_tail {
                pieces.tail.push_str(line);
            } else if !in_head {
                pieces.sections.last_mut().into_iter().for_each(|section| section.push_str(line));
            } else if line.starts_with('#') {
                pieces.remarks.push_str(line);
            } else if let Some(key) = line.strip_prefix("key = ") {
                pieces.key = key.trim().trim_matches('"').to_owned();
            } else if let Some(title) = line.strip_prefix("title = ") {
                let texts: Vec<&str> = title.split('"').skip(1).step_by(2).collect();
                pieces.title = Text::both(texts.first().unwrap_or(&""), texts.last().unwrap_or(&""));
            }
        }
        if !pieces.tail.ends_with('\n') || pieces.tail.is_empty() {
            pieces.tail.push('\n');
        }
        pieces
    }

    fn write(&self) -> String {
        let Self { remarks, key, title, sections, tail, .. } = self;
        let sections = sections.iter().map(|section| format!("{}\n\n", section.trim_end())).collect::<String>();
        let (id, en) = (&title.id, &title.en);
        format!("{remarks}key = \"{key}\"\nversion = 1\ntitle = {{ id = \"{id}\", en = \"{en}\" }}\n\n{sections}{}\n", tail.trim())
    }
}
