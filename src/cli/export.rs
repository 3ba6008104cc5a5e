//! `cacah export`: the export screen's work without the screen.

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, tell};
use crate::exchange::{self, Dialect, FORMATS, Format, Options, Shape, Target, Values};
use crate::store::Filter;
use crate::survey::interview::Status;
use crate::survey::lang::Lang;
use crate::words::Words;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

/// Writes a survey's interviews to a file or the standard output
///
/// What each format carries stands in docs/formats.md. Voided interviews are left out unless --status names them. Beside the file stands FILE.cacah.json, which
/// says what it is and has its sums; --verify FILE checks a file against it later, wherever the file has been, and says which bytes differ.
#[derive(Debug, Args)]
pub struct Export {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// The file's format; by the file's ending unless said, else csv
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(FORMATS.map(|format| format.name)))]
    format: Option<String>,

    /// The file to write; - is the standard output
    #[arg(long, value_name = "FILE|-", required_unless_present = "verify")]
    out: Option<PathBuf>,

    /// How chosen answers stand; the format's usual way unless said
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(Values::ALL.map(Values::name)))]
    values: Option<String>,

    /// What a row is: wide is an interview, long is an answer
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Shape::ALL.map(Shape::name)))]
    shape: Option<String>,

    /// Who reads the CSV: rfc4180 is for programs, excel-id for Excel set to Indonesian
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Dialect::ALL.map(Dialect::name)))]
    dialect: Option<String>,

    /// Only interviews of these statuses, with commas between
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = PossibleValuesParser::new(Status::ALL.map(Status::code)))]
    status: Vec<String>,

    /// Hides who could be recognised: no words, notes, names or form numbers, ages in bands, and nothing told that fewer than five have in common; says what was done
    #[arg(long)]
    anonymous: bool,

    /// Leaves out the answers that people wrote in words
    #[arg(long)]
    no_free_text: bool,

    /// Leaves out the notes beside questions
    #[arg(long)]
    no_notes: bool,

    /// Leaves out the surveyors' names
    #[arg(long)]
    no_surveyor_names: bool,

    /// With a file: checks that one against what stands beside it, and writes nothing. Alone: reads what is written again before it takes its place
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    verify: Option<PathBuf>,

    /// Replaces the file if it exists
    #[arg(long)]
    yes: bool,
}

impl Export {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let file = self.verify.as_deref().filter(|file| *file != Path::new("-"));
        match (file, &self.out) {
            (Some(file), None) => check(file),
            (Some(_), Some(_)) => {
                Err(Failure::usage("--verify with a file writes nothing", "Leave --out away, or the file behind --verify."))
            }
            (None, None) => {
                Err(Failure::usage("nothing says which file is meant", "Name a file with --out, or one to be checked behind --verify."))
            }
            (None, Some(out)) => self.write(place, lang, out, self.verify.is_some()),
        }
    }

    fn write(&self, place: Place, lang: Lang, out: &Path, verify: bool) -> Outcome {
        let options = self.options(lang, out)?;
        let to_stdout = out == Path::new("-");
        if to_stdout && verify {
            return Err(Failure::usage("the standard output can't be read again", "Name a file with --out, or leave --verify out."));
        }
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let target =
            if to_stdout { Target::Writer(Box::new(std::io::stdout())) } else { Target::File { path: out.to_owned(), replace: self.yes } };
        let is_csv = options.format.takes.dialect;
        let mut export = exchange::Export::begin(&store, &survey, options, target)?;
        while !export.step(&store)?.done {}
        if verify && !export.verify(&store)? {
            export.cancel(&store);
            let message = format!("'{}' is no file that can be read again", out.display());
            return Err(Failure::new(message, "Name a file with --out, or leave --verify out."));
        }
        let anonymised = export.anonymised().to_vec();
        let done = export.finish(&store)?;
        if !to_stdout {
            let same = match (verify, is_csv) {
                (false, _) => "",
                (true, true) => ", every cell as in the data",
                (true, false) => ", read again as it was written",
            };
            tell(&format!("wrote '{}': {} interviews, {} bytes{same}", done.path.display(), done.rows, done.bytes));
        }
        for line in anonymised {
            tell(&line);
        }
        if let Some(closed) = store.closed(survey.id)? {
            tell(&closed.say(Words(Lang::En)));
            tell(&closed.say_fingerprint(Words(Lang::En)));
        }
        Ok(())
    }

    fn options(&self, lang: Lang, out: &Path) -> Outcome<Options> {
        let by_ending = || out.extension().and_then(|ending| Format::from_extension(&ending.to_string_lossy()));
        let format = self.format.as_deref().map_or_else(by_ending, Format::from_name).copied().unwrap_or(FORMATS[0]);
        let takes = format.takes;
        let values = self.values.as_deref().and_then(Values::from_name);
        let shape = self.shape.as_deref().and_then(Shape::from_name);
        let fits = [
            ("--values", values.is_none_or(|values| takes.values.contains(&values))),
            ("--shape", shape.is_none_or(|shape| takes.shapes.contains(&shape))),
            ("--dialect", self.dialect.is_none() || takes.dialect),
        ];
        if let Some((option, _)) = fits.into_iter().find(|(_, fits)| !fits) {
            return Err(Failure::usage(
                format!("'{}' has a way of its own where {option} is asked for", format.name),
                format!("Leave {option} away, or choose another format."),
            ));
        }
        let default = Options::default();
        let mut statuses: Vec<Status> = self.status.iter().filter_map(|code| Status::from_code(code)).collect();
        if statuses.is_empty() {
            statuses.clone_from(&default.filter.statuses);
        }
        Ok(Options {
            format,
            filter: Filter { statuses, ..default.filter },
            values: values.or_else(|| takes.values.first().copied()).unwrap_or_default(),
            shape: shape.unwrap_or_default(),
            dialect: self.dialect.as_deref().and_then(Dialect::from_name).unwrap_or_default(),
            free_text: !self.no_free_text,
            notes: !self.no_notes,
            surveyor_names: !self.no_surveyor_names,
            anonymised: self.anonymous,
            lang,
        })
    }
}

/// Checks a file against what stands beside it.
fn check(file: &Path) -> Outcome {
    let about = exchange::check(file)?.about;
    tell(&format!("'{}' is as it was written: {} bytes, SHA-256 {}", file.display(), about.bytes, about.sha256));
    let statuses: Vec<String> = about.statuses.iter().filter(|(_, n)| **n > 0).map(|(status, n)| format!("{n} {status}")).collect();
    tell(&format!(
        "{}, {} interviews ({}), {} rows, written {} by {}",
        about.title,
        about.interviews,
        statuses.join(", "),
        about.rows,
        about.at,
        about.program
    ));
    for line in about.anonymised {
        tell(&line);
    }
    Ok(())
}
