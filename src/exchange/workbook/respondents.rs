//! The sheet of the respondents: a row each, and below them every step to IKM and mutu; knows no file.

use super::recap::Recap;
use super::{FIRST, Plan, UNSUR, formula, live};
use crate::exchange::Result;
use crate::store::{Filter, Record, Store};
use crate::survey::index::{self, PLACES, decimal};
use crate::survey::interview::{Id, Status};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// Interviews that memory holds at once.
const PAGE: i64 = 1000;

/// Writes a row a respondent, and below them every step to IKM and mutu.
pub(super) fn respondents(
    book: &mut Workbook,
    plan: &Plan<'_>,
    store: &Store,
    services: usize,
) -> Result<std::result::Result<Recap, XlsxError>> {
    let sheet = match book.add_worksheet_with_constant_memory() {
        Ok(sheet) => sheet,
        Err(error) => return Ok(Err(error)),
    };
    let mut recap = Recap::new(services);
    if let Err(error) = above(sheet, plan) {
        return Ok(Err(error));
    }
    let filter = Filter { statuses: Status::FINISHED.to_vec(), ..Filter::default() };
    let (mut after, mut row): ((i64, Id), u32) = ((i64::MIN, i64::MIN), FIRST);
    loop {
        let page = store.records(plan.survey, &filter, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = (last.form_number, last.id);
        for record in &page {
            if let Err(error) = respondent(sheet, plan, row, record, &mut recap) {
                return Ok(Err(error));
            }
            row += 1;
        }
    }
    Ok(below(sheet, plan).map(|()| recap))
}

fn above(sheet: &mut Worksheet, plan: &Plan<'_>) -> std::result::Result<(), XlsxError> {
    let (w, formats, survey) = (plan.w, &plan.formats, plan.survey);
    sheet.set_name(plan.sheet(w.workbook_respondents()))?;
    // Where a formula comes to nothing, its value is no nought.
    sheet.set_formula_result_default("");
    sheet.set_column_width(0, 34)?;
    sheet.write_with_format(0, 0, w.workbook_title(plan.called()), &formats.title)?;
    sheet.write(1, 0, &survey.unit)?;
    sheet.write(2, 0, survey.title())?;
    let convention = &plan.results.convention;
    sheet.write(3, 0, format!("{}: {}", convention.name(), plan.results.says(w)))?;
    let head = FIRST - 1;
    sheet.write_with_format(head, 0, w.workbook_number(), &formats.head)?;
    for (place, (at, _)) in plan.unsur.iter().enumerate() {
        sheet.write_with_format(head, Plan::column(place), plan.results.definition.number(&survey.form, *at), &formats.head)?;
    }
    sheet.write_with_format(head, plan.service_column(), w.workbook_service(), &formats.head)?;
    for (column, question) in (plan.service_column() + 1..).zip(&plan.profile) {
        sheet.write_with_format(head, column, plan.label(*question), &formats.head)?;
    }
    sheet.set_freeze_panes(FIRST, 1)?;
    Ok(())
}

fn respondent(sheet: &mut Worksheet, plan: &Plan<'_>, row: u32, record: &Record, recap: &mut Recap) -> std::result::Result<(), XlsxError> {
    let code = |question: usize| record.answers[question].as_ref().and_then(crate::survey::value::Answer::number);
    sheet.write(row, 0, record.form_number)?;
    for (place, (_, question)) in plan.unsur.iter().enumerate() {
        // What is no choice is left out here as in the index.
        if let Some(value) = code(*question).filter(|value| plan.results.definition.counts(&plan.survey.form.questions[*question], *value))
        {
            sheet.write(row, Plan::column(place), value)?;
        }
    }
    let service = plan.service.and_then(code);
    sheet.write(row, plan.service_column(), plan.service_name(service))?;
    for (column, question) in (plan.service_column() + 1..).zip(&plan.profile) {
        if let Some(choice) = code(*question).and_then(|value| plan.survey.form.questions[*question].choice(value)) {
            sheet.write(row, column, choice.label.get(plan.w.0))?;
            recap.count(service, *question, choice.code);
        }
    }
    Ok(())
}

fn below(sheet: &mut Worksheet, plan: &Plan<'_>) -> std::result::Result<(), XlsxError> {
    let (w, formats, index) = (plan.w, &plan.formats, &plan.results.index);
    let convention = &plan.results.convention;
    let rows = plan.below();
    let [sum, count, nrr, weighted, scaled, letters, whole, ikm, mutu] = rows;
    let at = |row: u32, place: usize| row_col_to_cell(row, Plan::column(place));
    let places = plan.unsur.len();
    let line = |place: usize| &index.lines[plan.unsur[place].0];
    let figure = |place: usize, of: fn(&index::Figures) -> String| line(place).figures.as_ref().map(of).unwrap_or_default();
    sheet.write_with_format(sum, 0, w.workbook_sum(), &formats.head)?;
    for place in 0..places {
        let range = format!("{}:{}", at(FIRST, place), at(plan.last(), place));
        sheet.write_formula_with_format(
            sum,
            Plan::column(place),
            live(&format!("=SUM({range})"), line(place).sum.to_string()),
            &formats.plain,
        )?;
    }
    sheet.write_with_format(count, 0, w.workbook_count(), &formats.head)?;
    for place in 0..places {
        let range = format!("{}:{}", at(FIRST, place), at(plan.last(), place));
        sheet.write_formula_with_format(
            count,
            Plan::column(place),
            live(&format!("=COUNT({range})"), line(place).n.to_string()),
            &formats.plain,
        )?;
    }
    sheet.write_with_format(nrr, 0, w.workbook_nrr(), &formats.head)?;
    for place in 0..places {
        let average = formula::cut(convention.nrr, &format!("{}/{}", at(sum, place), at(count, place)));
        let text = format!("=IF({}=0,\"\",{average})", at(count, place));
        let value = figure(place, |figures| decimal::show(&figures.nrr, 10));
        sheet.write_formula_with_format(nrr, Plan::column(place), live(&text, value), &formats.nrr)?;
    }
    sheet.write_with_format(weighted, 0, w.workbook_weighted(), &formats.head)?;
    for place in 0..places {
        let product = formula::cut(convention.weighted, &format!("{}*{}", at(nrr, place), plan.weight(place)));
        let text = format!("=IF({}=\"\",\"\",{product})", at(nrr, place));
        let value = figure(place, |figures| decimal::show(&figures.weighted, 10));
        sheet.write_formula_with_format(weighted, Plan::column(place), live(&text, value), &formats.nrr)?;
    }
    let rule = &plan.results.definition.rule;
    let (factor, shown) = (formula::exact(&rule.factor), w.number(&decimal::plain(&rule.factor)));
    sheet.write_with_format(scaled, 0, w.workbook_scaled(&shown), &formats.head)?;
    for place in 0..places {
        let text = format!("=IF({0}=\"\",\"\",{0}*{factor})", at(nrr, place));
        let value = figure(place, |figures| decimal::show(&figures.ikm, 10));
        sheet.write_formula_with_format(scaled, Plan::column(place), live(&text, value), &formats.ikm)?;
    }
    sheet.write_with_format(letters, 0, w.workbook_letters(), &formats.head)?;
    for place in 0..places {
        let value = figure(place, |figures| figures.mutu.code().to_owned());
        sheet.write_formula_with_format(
            letters,
            Plan::column(place),
            live(&formula::mutu(rule, &at(scaled, place)), value),
            &formats.plain,
        )?;
    }
    let known = index.whole.as_ref();
    let range = format!("{}:{}", at(weighted, 0), at(weighted, places.saturating_sub(1)));
    let text = format!("=IF(COUNT({range})=0,\"\",{})", formula::cut(convention.index, &format!("SUM({range})")));
    sheet.write_with_format(whole, 0, w.workbook_index(), &formats.head)?;
    let value = known.map_or_else(String::new, |whole| decimal::show(&whole.index, 10));
    sheet.write_formula_with_format(whole, UNSUR, live(&text, value), &formats.nrr)?;
    let text = format!("=IF({0}=\"\",\"\",{1})", at(whole, 0), formula::ikm(convention, &format!("{}*{factor}", at(whole, 0))));
    sheet.write_with_format(ikm, 0, w.workbook_ikm(plan.index(), &shown), &formats.head)?;
    let value = known.map_or_else(String::new, |whole| decimal::show(&whole.ikm, PLACES));
    sheet.write_formula_with_format(ikm, UNSUR, live(&text, value), &formats.big)?;
    sheet.write_with_format(mutu, 0, w.workbook_mutu(), &formats.head)?;
    let value = known.map_or("", |whole| whole.mutu.code());
    sheet.write_formula_with_format(mutu, UNSUR, live(&formula::mutu(rule, &at(ikm, 0)), value), &formats.big)?;
    sheet.write(mutu + 2, 0, bands(plan))?;
    sheet.write(mutu + 3, 0, w.workbook_blank())?;
    for (more, (at, question)) in (4..).zip(&plan.unsur) {
        let label = plan.survey.form.questions[*question].label.get(w.0);
        sheet.write(mutu + more, 0, format!("{} {label}", plan.results.definition.number(&plan.survey.form, *at)))?;
    }
    Ok(())
}

/// Says the bands of the index.
fn bands(plan: &Plan<'_>) -> String {
    let (w, definition) = (plan.w, &plan.results.definition);
    if definition.is_skm() {
        return w.workbook_bands().to_owned();
    }
    let mut above = definition.range().1;
    let mut said = Vec::new();
    for (least, mutu) in &definition.rule.bands {
        said.push(w.workbook_band(mutu.code(), w.mutu(mutu), w.decimal(least, PLACES), w.decimal(&above, PLACES)));
        above = least - decimal::unit(PLACES);
    }
    if said.is_empty() { String::new() } else { w.workbook_bands_of(said.join("; ")) }
}
