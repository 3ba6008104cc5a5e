//! The codebook as DDI Codebook 2.5, the standard that archives and data catalogues read (ddialliance.org); knows no database.

use super::super::column::Holds;
use super::super::plan::Plan;
use super::super::xml::escaped;
use super::Entry;
use std::fmt::Write;

pub(super) fn render(plan: &Plan, entries: &[Entry]) -> String {
    let w = plan.w();
    let about = &plan.about;
    let (title, day) = (escaped(&about.title), about.at.get(..10).unwrap_or_default());
    let (name, version) = about.program.split_once(' ').unwrap_or((&about.program, ""));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <codeBook xmlns=\"ddi:codebook:2_5\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd\" \
         version=\"2.5\" xml:lang=\"{lang}\">\n\
         <docDscr><citation><titlStmt><titl>{codebook}: {title}</titl></titlStmt>\
         <prodStmt><prodDate date=\"{day}\">{day}</prodDate><software version=\"{version}\">{name}</software></prodStmt></citation></docDscr>\n\
         <stdyDscr><citation><titlStmt><titl>{title}</titl><IDNo>{key}</IDNo></titlStmt>\
         <rspStmt><AuthEnty>{unit}</AuthEnty></rspStmt></citation>\n\
         <stdyInfo><sumDscr><collDate event=\"start\" date=\"{from}\">{from}</collDate><collDate event=\"end\" date=\"{to}\">{to}</collDate>\
         <anlyUnit>{interviews}</anlyUnit><dataKind>{title}</dataKind></sumDscr></stdyInfo>\n",
        lang = w.0.code(),
        codebook = w.sheet_codebook(),
        key = escaped(&about.survey),
        unit = escaped(&about.unit),
        from = about.from,
        to = about.to,
        interviews = w.about_interviews(),
    );
    for (name, said) in about.say(w) {
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "<notes>{name}: {}</notes>", escaped(&said));
    }
    let _ = write!(
        text,
        "</stdyDscr>\n<fileDscr ID=\"F1\"><fileTxt><fileName>{}</fileName><dimensns><caseQnty>{}</caseQnty><varQnty>{}</varQnty></dimensns>\
         </fileTxt></fileDscr>\n<dataDscr>\n",
        escaped(&about.survey),
        about.interviews,
        entries.len()
    );
    for (at, entry) in (1..).zip(entries) {
        variable(&mut text, at, entry);
    }
    text + "</dataDscr>\n</codeBook>\n"
}

fn variable(text: &mut String, at: usize, entry: &Entry) {
    let interval = if matches!(entry.holds, Holds::Whole | Holds::Fraction | Holds::Day | Holds::Time) { "contin" } else { "discrete" };
    let nature = match entry.holds {
        Holds::Step => "ordinal",
        Holds::Whole | Holds::Fraction => "ratio",
        Holds::Day | Holds::Time => "interval",
        Holds::Code | Holds::Mark | Holds::Text => "nominal",
    };
    let _ = write!(
        text,
        "<var ID=\"V{at}\" name=\"{}\" files=\"F1\" intrvl=\"{interval}\" nature=\"{nature}\"><labl>{}</labl>",
        escaped(&entry.name),
        escaped(&entry.label)
    );
    if !entry.wording.is_empty() {
        let _ = write!(text, "<qstn><qstnLit>{}</qstnLit></qstn>", escaped(&entry.wording));
    }
    if let Some((low, high)) = &entry.ends {
        let _ = write!(text, "<valrng><range min=\"{low}\" max=\"{high}\"/></valrng>");
    }
    let absent: u64 = entry.lines.iter().filter(|line| line.is_absent).map(|line| line.n).sum();
    let _ = write!(text, "<sumStat type=\"vald\">{}</sumStat><sumStat type=\"invd\">{absent}</sumStat>", entry.n);
    for line in &entry.lines {
        // What has no code has no value either: it is the rest of the invalid ones.
        if !line.code.is_empty() {
            let _ = write!(
                text,
                "<catgry missing=\"{}\"><catValu>{}</catValu><labl>{}</labl><catStat type=\"freq\">{}</catStat></catgry>",
                if line.is_absent { "Y" } else { "N" },
                escaped(&line.code),
                escaped(&line.label),
                line.n
            );
        }
    }
    let kind = if entry.holds == Holds::Text { "character" } else { "numeric" };
    let _ = writeln!(text, "<varFormat type=\"{kind}\"/></var>");
}
