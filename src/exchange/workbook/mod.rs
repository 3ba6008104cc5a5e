//! The index as a workbook with live formulas: a row a respondent, a recap by service, and the convention; knows no screen.

mod formula;
mod recap;
mod respondents;

use super::sink::{Sink, Target};
use super::{Done, Error, Result};
use crate::store::{By, Results, Store, Survey};
use crate::survey::index::{Definition, Left, Measure, PLACES, Pooling, decimal};
use crate::words::Words;
use recap::Recap;
use respondents::respondents;
use rust_xlsxwriter::utility::{row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Rows that a sheet has in every spreadsheet; some stay for what stands above and below the respondents.
const ROWS: u64 = 1_048_576 - 64;

/// The first row of a respondent, and the column of the first unsur, from 0.
const FIRST: u32 = 6;
const UNSUR: u16 = 1;

/// Where weights of their own stand on the sheet of the convention, from 0: a row of them.
const OWN: (u32, u16) = (1, 3);

/// What every sheet is written from.
struct Plan<'a> {
    survey: &'a Survey,
    results: &'a Results,
    w: Words,
    /// What the names of its sheets end with; nothing for the first index of the form.
    suffix: String,
    /// Positions of the unsur in the regulation's order: among the unsur, and in the form.
    unsur: Vec<(usize, usize)>,
    /// Questions of the profile whose choices are counted.
    profile: Vec<usize>,
    service: Option<usize>,
    formats: Formats,
}

/// How cells look.
struct Formats {
    title: Format,
    head: Format,
    plain: Format,
    nrr: Format,
    ikm: Format,
    big: Format,
}

impl Formats {
    fn new() -> Self {
        let bold = Format::new().set_bold();
        Self {
            title: bold.clone().set_font_size(13),
            head: bold.clone().set_text_wrap(),
            plain: Format::new(),
            nrr: Format::new().set_num_format("0.0000"),
            ikm: Format::new().set_num_format("0.00"),
            big: bold.set_num_format("0.00"),
        }
    }
}

/// Writes the workbook of a survey's finished interviews, on one state of the data.
///
/// # Errors
/// When the target can't be made or written, there are more interviews than a sheet has rows, or the database does not answer; a file
/// that is there stays as it is.
pub fn write_workbook(store: &Store, survey: &Survey, w: Words, target: Target) -> Result<Done> {
    let sink = Sink::open(target)?;
    store.begin_reading()?;
    let written = write(store, survey, w, sink);
    store.end_reading();
    written
}

fn write(store: &Store, survey: &Survey, w: Words, mut sink: Sink) -> Result<Done> {
    let survey = store.survey(survey.id)?;
    let path = sink.path().to_owned();
    let mut measures = survey.measures();
    if measures.is_empty() {
        measures.push(survey.measure());
    }
    let mut book = Workbook::new();
    let mut n = 0;
    for (at, measure) in measures.iter().enumerate() {
        let suffix = if at == 0 { String::new() } else { suffix(&measure.definition, w) };
        n = sheets(&mut book, store, &survey, measure, (w, suffix, &path))?;
    }
    let bytes = book.save_to_buffer().map_err(|error| failed(&path, error))?;
    sink.write_all(&bytes).and_then(|()| sink.flush()).map_err(|source| Error::write(&path, source))?;
    let done = Done { path, rows: n, bytes: sink.bytes() };
    sink.keep().map(|()| done)
}

/// Gives what the names of an index's sheets end with: a sheet's name has 31 letters at most, and some are forbidden.
fn suffix(definition: &Definition, w: Words) -> String {
    let label = definition.label.get(w.0);
    let name: String =
        if label.is_empty() { &definition.key } else { label }.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(18).collect();
    format!(" {}", name.trim())
}

/// Writes the three sheets of an index and gives how many interviews it counts.
fn sheets(
    book: &mut Workbook,
    store: &Store,
    survey: &Survey,
    measure: &Measure,
    (w, suffix, path): (Words, String, &Path),
) -> Result<u64> {
    let results = store.results(survey, measure)?;
    if results.whole.n > ROWS {
        return Err(Error::TooManyRows { path: path.to_owned(), rows: results.whole.n });
    }
    let services = store.scores(survey, &measure.definition, crate::store::Part::Service)?;
    let definition = &measure.definition;
    let unsur: Vec<(usize, usize)> = definition.by_regulation(&survey.form).into_iter().map(|at| (at, definition.questions[at])).collect();
    let profile = By::all(survey).into_iter().filter_map(|by| if let By::Question(at) = by { Some(at) } else { None }).collect();
    let plan = Plan { survey, results: &results, w, suffix, unsur, profile, service: survey.form.service(), formats: Formats::new() };
    let told = respondents(book, &plan, store, services.len())?;
    let done = told.and_then(|mut recap| {
        recap.write(book, &plan, &services)?;
        convention(book, &plan, &recap)
    });
    done.map_err(|error| failed(path, error)).map(|()| results.whole.n)
}

fn failed(path: &Path, error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(source) => Error::write(path, source),
        error => Error::Write { path: PathBuf::from(path), source: io::Error::other(error.to_string()) },
    }
}

/// Makes a formula with the value that it comes to, for readers that do not work it out.
fn live(text: &str, value: impl Into<String>) -> Formula {
    Formula::new(text).set_result(value)
}

impl Plan<'_> {
    /// Gives the column of an unsur by its place in the regulation's order.
    fn column(place: usize) -> u16 {
        UNSUR + place as u16
    }

    fn label(&self, question: usize) -> &str {
        self.survey.form.questions[question].label.get(self.w.0)
    }

    /// Gives the rows below the respondents: sum, number, NRR, weighted, x 25, mutu, index, IKM, mutu of the unit.
    fn below(&self) -> [u32; 9] {
        let last = FIRST + u32::try_from(self.results.whole.n.max(1)).unwrap_or(u32::MAX) - 1;
        [1, 2, 3, 4, 5, 6, 8, 9, 10].map(|more| last + more)
    }

    fn last(&self) -> u32 {
        self.below()[0] - 1
    }

    /// Names a cell of the respondents' sheet from another sheet.
    fn respondents(&self, row: u32, column: u16) -> String {
        format!("'{}'!{}", self.sheet(self.w.workbook_respondents()), row_col_to_cell(row, column))
    }

    /// Names a sheet of the index.
    fn sheet(&self, name: &str) -> String {
        format!("{name}{}", self.suffix)
    }

    /// Names the cell of the weight of an unsur, by its place, on the sheet of the convention.
    fn weight(&self, place: usize) -> String {
        let cell = if self.has_own_weights() { row_col_to_cell_absolute(OWN.0, OWN.1 + place as u16) } else { "$B$4".to_owned() };
        format!("'{}'!{cell}", self.sheet(self.w.workbook_convention()))
    }

    /// Names the weights of all unsur: one cell for all, or a row of cells.
    fn weights(&self) -> String {
        if !self.has_own_weights() {
            return self.weight(0);
        }
        let last = row_col_to_cell_absolute(OWN.0, OWN.1 + self.unsur.len().saturating_sub(1) as u16);
        format!("{}:{last}", self.weight(0))
    }

    fn has_own_weights(&self) -> bool {
        self.results.definition.rule.weights.is_some()
    }

    /// Gives what people call the index.
    fn index(&self) -> &str {
        self.results.definition.label.get(self.w.0)
    }

    /// Gives what the survey is called in the titles of sheets.
    fn called(&self) -> String {
        match self.survey.form.title.get(self.w.0) {
            _ if self.results.definition.is_skm() => self.w.workbook_skm().to_owned(),
            _ if !self.suffix.is_empty() => self.index().to_uppercase(),
            title => title.to_uppercase(),
        }
    }

    /// Gives the column of the service, behind the unsur; the profile follows.
    fn service_column(&self) -> u16 {
        UNSUR + self.unsur.len() as u16
    }

    /// Names a service by its code and label: two labels may be equal.
    fn service_name(&self, code: Option<i64>) -> String {
        let choice = self.service.zip(code).and_then(|(at, code)| self.survey.form.questions[at].choice(code));
        choice.map_or_else(
            || self.w.completeness_no_service().to_owned(),
            |choice| format!("{}. {}", choice.code, choice.label.get(self.w.0)),
        )
    }
}

/// Writes the sheet that names the convention, with what was left out and what another convention would give.
fn convention(book: &mut Workbook, plan: &Plan<'_>, recap: &Recap) -> std::result::Result<(), XlsxError> {
    let (w, formats, results) = (plan.w, &plan.formats, plan.results);
    let sheet = book.add_worksheet();
    sheet.set_name(plan.sheet(w.workbook_convention()))?;
    sheet.set_formula_result_default("");
    sheet.set_column_width(0, 32)?;
    sheet.set_column_width(1, 60)?;
    let convention = &results.convention;
    sheet.write(0, 0, w.workbook_name())?;
    sheet.write_with_format(0, 1, convention.name(), &formats.title)?;
    sheet.write(1, 0, w.workbook_says())?;
    sheet.write(1, 1, results.says(w))?;
    let nrr = plan.below()[2];
    let range = format!("{}:{}", plan.respondents(nrr, UNSUR), row_col_to_cell(nrr, plan.service_column() - 1));
    sheet.write(2, 0, w.workbook_unsur())?;
    sheet.write_formula(2, 1, live(&format!("=COUNT({range})"), results.asked.iter().filter(|asked| **asked).count().to_string()))?;
    sheet.write(3, 0, w.workbook_weight())?;
    if plan.has_own_weights() {
        own_weights(sheet, plan)?;
    } else {
        let weight = convention.weight_of(results.unsur()).map_or_else(String::new, |weight| decimal::show(&weight, 12));
        sheet.write_formula(3, 1, live(&formula::weight(convention, "MAX(B3,1)"), weight))?;
    }
    sheet.write(4, 0, w.workbook_pooling())?;
    sheet.write(4, 1, w.pooling(results.pooling))?;
    let cell = match results.pooling {
        Pooling::Respondents => plan.respondents(plan.below()[7], UNSUR),
        Pooling::Services => recap.mean_cell(plan),
    };
    let printed = results.headline.as_ref().map_or_else(String::new, |(ikm, _)| decimal::show(ikm, PLACES));
    sheet.write(5, 0, w.workbook_headline(plan.index()))?;
    sheet.write_formula_with_format(5, 1, live(&format!("={cell}"), printed), &formats.big)?;
    sheet.write(6, 0, w.workbook_mutu())?;
    let letter = results.headline.as_ref().map_or("", |(_, mutu)| mutu.code());
    sheet.write_formula_with_format(6, 1, live(&formula::mutu(&results.definition.rule, "B6"), letter), &formats.big)?;
    sheet.write(7, 0, w.workbook_interviews())?;
    sheet.write(7, 1, results.whole.n)?;
    sheet.write(8, 0, w.workbook_statuses())?;
    sheet.write(8, 1, results.statuses.iter().map(|status| w.status(*status)).collect::<Vec<_>>().join(", "))?;
    for (row, (label, text)) in (9..).zip(remarks(plan)) {
        sheet.write(row, 0, label)?;
        sheet.write(row, 1, text)?;
    }
    Ok(())
}

/// Writes a row of weights of their own, beside the convention; those of questions that nobody answered are nought.
fn own_weights(sheet: &mut Worksheet, plan: &Plan<'_>) -> std::result::Result<(), XlsxError> {
    let asked = &plan.results.asked;
    let weights = plan.results.definition.rule.weights(asked, &plan.results.convention).unwrap_or_default();
    for (place, (at, _)) in plan.unsur.iter().enumerate() {
        let before = asked[..*at].iter().filter(|asked| **asked).count();
        let weight = weights.get(before).filter(|_| asked[*at]);
        let column = OWN.1 + place as u16;
        sheet.write(OWN.0 - 1, column, plan.results.definition.number(&plan.survey.form, *at))?;
        let weight = weight.map_or_else(|| "0".to_owned(), formula::exact);
        sheet.write_formula(OWN.0, column, Formula::new(format!("={weight}")))?;
    }
    Ok(())
}

/// Says what was left out, and which other conventions give another mutu.
fn remarks(plan: &Plan<'_>) -> Vec<(String, String)> {
    let (w, results) = (plan.w, plan.results);
    let mut lines: Vec<(String, String)> =
        results.left_out().into_iter().map(|(status, n)| (w.workbook_left_out().to_owned(), format!("{n} {}", w.status(status)))).collect();
    for (at, question) in &plan.unsur {
        let left: Vec<String> = results.whole.scores[*at].left.iter().map(|(left, n)| format!("{n} {}", reason(*left, w))).collect();
        if !left.is_empty() {
            lines.push((w.workbook_left_of(plan.label(*question)), left.join(", ")));
        }
    }
    if results.pooling == Pooling::Services && results.without_service > 0 {
        lines.push((w.workbook_left_of(w.workbook_mean()), w.results_without_service(results.without_service)));
    }
    for other in &results.others {
        let gives = w.workbook_other_gives(plan.index(), w.decimal(&other.ikm, PLACES), other.mutu.code(), w.decimal(&other.by, PLACES));
        lines.push((w.workbook_other(other.convention.name()), gives));
    }
    lines
}

fn reason(left: Left, w: Words) -> String {
    match left {
        Left::Missing(reason) => w.missing(reason).to_owned(),
        Left::None => w.index_no_answer().to_owned(),
        Left::Outside(code) => w.results_outside(code),
    }
}
