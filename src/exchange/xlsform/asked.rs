//! What a row of the sheet 'survey' asks for, by its type: all spellings that XLSForm knows; knows no form.

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A question that takes an answer, as the word of its kind.
    Plain(&'static str),
    /// A number between two bounds.
    Range,
    Choice {
        list: String,
        several: bool,
        /// With "other, specify".
        other: bool,
    },
    Acknowledge,
    Calculate,
    /// Kept without being shown.
    Hidden,
    Begin(Block),
    End(Block),
    /// The day of the interview, which expressions may ask for.
    Today,
    /// What is not taken, and why.
    Foreign(&'static str),
    Unknown,
}

/// What rows stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Group,
    Repeat,
}

const META: &str = "the program keeps by itself who keyed an interview, where and when";
const MEDIA: &str = "pictures, sounds and files are not kept here";
const PLACE: &str = "places on a map are not asked here";
const FILE: &str = "the list is in another file: put it into the sheet 'choices'";

/// Types that are one word, or few, without a list.
const TYPES: [(&[&str], Asked); 18] = [
    (&["text", "string", "tel"], Asked::Plain("text")),
    (&["integer", "int"], Asked::Plain("number")),
    (&["decimal"], Asked::Plain("decimal")),
    (&["date"], Asked::Plain("date")),
    (&["time"], Asked::Plain("time")),
    (&["note"], Asked::Plain("note")),
    (&["range"], Asked::Range),
    (&["acknowledge", "trigger"], Asked::Acknowledge),
    (&["calculate"], Asked::Calculate),
    (&["hidden"], Asked::Hidden),
    (&["today"], Asked::Today),
    (&["datetime", "date time"], Asked::Foreign("ask for the date and for the time in two questions")),
    (
        &[
            "start",
            "end",
            "start time",
            "end time",
            "deviceid",
            "device id",
            "imei",
            "subscriberid",
            "subscriber id",
            "simserial",
            "sim id",
            "phonenumber",
            "phone number",
            "username",
            "email",
            "audit",
            "start-geopoint",
            "background-geopoint",
            "uri:deviceid",
            "uri:subscriberid",
            "uri:simserial",
            "uri:phonenumber",
            "uri:username",
            "uri:email",
        ],
        Asked::Foreign(META),
    ),
    (&["geopoint", "geotrace", "geoshape", "gps", "location"], Asked::Foreign(PLACE)),
    (
        &["image", "photo", "picture", "audio", "background-audio", "video", "file", "signature", "draw", "annotate", "barcode"],
        Asked::Foreign(MEDIA),
    ),
    (&["xml-external", "csv-external"], Asked::Foreign("forms know no other files")),
    (&["include"], Asked::Foreign("the rows of the other form are not in this workbook")),
    (
        &[
            "set form title",
            "set form id",
            "percentage",
            "number of days in last month",
            "number of days in last six months",
            "number of days in last year",
        ],
        Asked::Foreign("an old way that XLSForm itself has left"),
    ),
];

/// How a question with choices may begin, the longer before the shorter; and whether several can be chosen.
const SELECTS: [(&str, bool); 15] = [
    ("add select multiple prompt using", true),
    ("add select one prompt using", false),
    ("select all that apply from", true),
    ("select all that apply", true),
    ("select multiple from", true),
    ("select multiple using", true),
    ("select one from", false),
    ("select one using", false),
    ("select_multiple", true),
    ("select multiple", true),
    ("select_one", false),
    ("select one", false),
    ("select1", false),
    ("q select1", false),
    ("q select", true),
];

/// Reads a type.
pub(super) fn read(text: &str) -> Asked {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let lower = text.to_lowercase();
    if let Some(block) = block(&lower) {
        return block;
    }
    let foreign: [(&[&str], &str); 6] = [
        (&["osm"], PLACE),
        (&["select_one_from_file", "select_multiple_from_file", "select one from file", "select multiple from file"], FILE),
        (&["select_one_external", "select one external"], FILE),
        (&["rank"], "a ranking is not asked here: ask for each rank in a question of its own"),
        (&["cascading_select", "cascading select"], "write a question with a choice_filter for each level"),
        (&["begin_json", "begin json"], "an old way that XLSForm itself has left"),
    ];
    for (names, why) in foreign {
        if names.iter().any(|name| lower == *name || lower.starts_with(&format!("{name} "))) {
            return Asked::Foreign(why);
        }
    }
    for (begin, several) in SELECTS {
        if lower == begin || lower.starts_with(&format!("{begin} ")) {
            // Letters outside of ASCII may change their length in small letters: the list is cut from the text itself.
            let rest = words[begin.split(' ').count()..].join(" ");
            return select(&rest, several);
        }
    }
    let plain = lower.strip_prefix("add ").and_then(|rest| rest.strip_suffix(" prompt")).unwrap_or(&lower);
    let plain = plain.strip_prefix("q ").or_else(|| plain.strip_prefix("get ")).unwrap_or(plain);
    let found = TYPES.iter().find(|(names, _)| names.contains(&plain));
    found.map_or(Asked::Unknown, |(_, asked)| asked.clone())
}

fn block(lower: &str) -> Option<Asked> {
    let text = lower.replace('_', " ");
    let (begins, rest) = match text.split_once(' ') {
        Some(("begin", rest)) => (true, rest),
        Some(("end", rest)) => (false, rest),
        _ => return None,
    };
    let block = match rest {
        "group" => Block::Group,
        "repeat" | "lgroup" | "looped group" | "loop" => Block::Repeat,
        _ if rest.starts_with("loop over ") => Block::Repeat,
        _ => return None,
    };
    Some(if begins { Asked::Begin(block) } else { Asked::End(block) })
}

fn select(list: &str, several: bool) -> Asked {
    let lower = list.to_lowercase();
    let end = [" or_other", " or specify other", " or other"].into_iter().find(|end| lower.ends_with(end));
    let list = end.map_or(list, |end| &list[..list.len() - end.len()]).trim();
    if list.starts_with("${") {
        return Asked::Foreign("choices that come from answers are not asked here");
    }
    Asked::Choice { list: list.to_owned(), several, other: end.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_in_all_spellings() {
        let case = |text: &str, expected: Asked| assert_eq!(read(text), expected, "{text}");
        let choice = |list: &str, several, other| Asked::Choice { list: list.to_owned(), several, other };
        case("text", Asked::Plain("text"));
        case(" Integer ", Asked::Plain("number"));
        case("q int", Asked::Plain("number"));
        case("add date prompt", Asked::Plain("date"));
        case("select_one ya_tidak", choice("ya_tidak", false, false));
        case("select_multiple  Ragam", choice("Ragam", true, false));
        case("select_one pekerjaan or_other", choice("pekerjaan", false, true));
        case("select all that apply from toilet_type or specify other", choice("toilet_type", true, true));
        case("select one from yes_or_no", choice("yes_or_no", false, false));
        case("add select multiple prompt using list", choice("list", true, false));
        case("select_one", choice("", false, false));
        case("begin group", Asked::Begin(Block::Group));
        case("end_group", Asked::End(Block::Group));
        case("begin_repeat", Asked::Begin(Block::Repeat));
        case("begin loop over toilets", Asked::Begin(Block::Repeat));
        case("end", Asked::Foreign(META));
        case("get start time", Asked::Foreign(META));
        case("today", Asked::Today);
        case("select_one_from_file desa.csv", Asked::Foreign(FILE));
        case("select_one ${anggota}", Asked::Foreign("choices that come from answers are not asked here"));
        case("dateTime", Asked::Foreign("ask for the date and for the time in two questions"));
        case("party like it's 1999", Asked::Unknown);
        case("", Asked::Unknown);
    }
}
