//! `cacah new`: makes a survey from a template.

use super::failure::{Failure, Outcome};
use super::{Place, print};
use crate::survey::date;
use crate::survey::template::{self, Block, Setup, forms};
use clap::Args;
use clap::builder::PossibleValuesParser;
use jiff::civil::Date;
use std::fmt::Write;

/// Makes a survey from a template and prints its key
#[derive(Debug, Args)]
pub struct New {
    /// The template to fill it from
    #[arg(long, value_name = "NAME", required_unless_present = "list", value_parser = templates())]
    template: Option<String>,

    /// Lists the templates instead, and the blocks that can be added to each
    #[arg(long, conflicts_with = "template")]
    list: bool,

    /// Adds a block to the template's questionnaire; again for each
    #[arg(long = "with", value_name = "BLOCK", value_parser = blocks())]
    with: Vec<String>,

    /// The survey's name
    #[arg(long)]
    name: Option<String>,

    /// The unit whose service is surveyed
    #[arg(long)]
    unit: Option<String>,

    /// The period's name, such as 'Semester II 2024'
    #[arg(long)]
    period: Option<String>,

    /// The period's first day: 2024-09-30 or 30-09-2024
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Date>,

    /// The period's last day
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Date>,

    /// People served in the period; the sample minimum follows
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    served: Option<i64>,

    /// Seconds under which an interview counts as keyed too fast; 0 switches the check off
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    floor_seconds: Option<i64>,

    /// A location, in place of the template's; again for each
    #[arg(long = "location", value_name = "NAME")]
    locations: Vec<String>,

    /// A service, in place of the template's; again for each
    #[arg(long = "service", value_name = "NAME")]
    services: Vec<String>,

    /// A surveyor, in place of the template's; again for each
    #[arg(long = "surveyor", value_name = "NAME")]
    surveyors: Vec<String>,

    /// A time band, in place of the template's; again for each
    #[arg(long = "time-band", value_name = "NAME")]
    bands: Vec<String>,

    /// A supervisor, in place of the template's; again for each
    #[arg(long = "supervisor", value_name = "NAME")]
    supervisors: Vec<String>,

    /// Has people sign in with a PIN
    #[arg(long)]
    pin: bool,
}

impl New {
    pub fn run(self, place: Place) -> Outcome {
        let today = jiff::ZonedDateTime::now().date();
        let Some(template) = self.template.as_deref().and_then(|key| template::find(key, today)) else { return list(today) };
        let form = self.form(&template.form.source())?;
        let setup = self.fill(template.setup);
        if setup.to < setup.from {
            let message = format!("the period ends on {} before it begins on {}", setup.to, setup.from);
            return Err(Failure::usage(message, "Give --from and --to in order."));
        }
        for (name, labels) in [
            ("location", &setup.locations),
            ("service", &setup.services),
            ("surveyor", &setup.surveyors),
            ("time band", &setup.bands),
            ("supervisor", &setup.supervisors),
        ] {
            if labels.len() > 35 {
                let message = format!("{} {name}s are too many: 35 at the most, a key for each", labels.len());
                return Err(Failure::usage(message, "Name fewer, or make a second survey."));
            }
            let twin = |(at, label): &(usize, &String)| labels[..*at].iter().any(|other| other.to_lowercase() == label.to_lowercase());
            if let Some((_, label)) = labels.iter().enumerate().find(twin) {
                return Err(Failure::usage(
                    format!("{name} '{label}' is named twice"),
                    "Labels must differ, or exports can't tell them apart.",
                ));
            }
        }
        let mut store = place.open()?;
        let id = store.create_survey(&form, &setup)?;
        print(format!("{}\n", store.survey(id)?.key))
    }

    /// Adds the blocks to the questionnaire, each once.
    fn form(&self, source: &str) -> Outcome<String> {
        let added: Vec<&Block> = self.with.iter().filter_map(|key| forms::block(key)).collect();
        forms::with(source, &added).map_err(|why| {
            let message = format!("the questionnaire can't have {} too: {why}", self.with.join(", "));
            Failure::usage(message, "Name each block once, and none that the template has already.")
        })
    }

    /// Puts what was said in place of what the template has.
    fn fill(self, template: Setup) -> Setup {
        let list = |said: Vec<String>, has| if said.is_empty() { has } else { said };
        Setup {
            name: self.name.unwrap_or(template.name),
            unit: self.unit.unwrap_or(template.unit),
            period: self.period.unwrap_or(template.period),
            from: self.from.unwrap_or(template.from),
            to: self.to.unwrap_or(template.to),
            served: self.served.unwrap_or(template.served),
            floor_seconds: self.floor_seconds.unwrap_or(template.floor_seconds),
            locations: list(self.locations, template.locations),
            services: list(self.services, template.services),
            surveyors: list(self.surveyors, template.surveyors),
            bands: list(self.bands, template.bands),
            supervisors: list(self.supervisors, template.supervisors),
            asks_pin: self.pin || template.asks_pin,
        }
    }
}

fn list(today: Date) -> Outcome {
    let mut text = String::new();
    for template in template::all(today) {
        // Writing to a String can't fail.
        let _ = writeln!(text, "{:<19}  {}", template.key, template.title.en);
    }
    let _ = writeln!(text, "\nblocks for --with");
    for block in forms::BLOCKS {
        let _ = writeln!(text, "{:<19}  {}", block.key, block.title().en);
    }
    print(text)
}

fn blocks() -> PossibleValuesParser {
    PossibleValuesParser::new(forms::BLOCKS.iter().map(|block| block.key))
}

fn templates() -> PossibleValuesParser {
    PossibleValuesParser::new(template::all(Date::ZERO).into_iter().map(|template| template.key))
}

fn day(text: &str) -> Result<Date, String> {
    let iso = text.parse().ok().filter(|date: &Date| date.year() >= 1900);
    let near = jiff::ZonedDateTime::now().date();
    iso.or_else(|| date::parse(text, near)).ok_or_else(|| "not a day of the calendar, such as 2024-09-30 or 30-09-2024".to_owned())
}
