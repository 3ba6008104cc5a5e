//! The recap: a line a service with NRR, profile, IKM and category, each worked out from the respondents' sheet; knows no file.

use super::{FIRST, Plan, UNSUR, formula, live};
use crate::store::{Group, GroupKey};
use crate::survey::index::{Index, PLACES, Pooling, decimal};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The first row of a service, from 0.
const TOP: u32 = 4;

/// Columns before the unsur: number and name.
const NAMED: u16 = 2;

/// What is counted while the respondents are written, for the values beside formulas.
pub(super) struct Recap {
    /// By service code, question and choice.
    profile: BTreeMap<(Option<i64>, usize, i64), u64>,
    /// Services with interviews, "none" left out once it is known.
    services: u32,
}

/// Where the columns of the recap stand.
struct Columns {
    profile: u16,
    population: u16,
    index: u16,
}

impl Recap {
    pub const fn new(services: usize) -> Self {
        Self { profile: BTreeMap::new(), services: services as u32 }
    }

    /// Counts a respondent's answer to a question of the profile.
    pub fn count(&mut self, service: Option<i64>, question: usize, choice: i64) {
        *self.profile.entry((service, question, choice)).or_default() += 1;
    }

    fn columns(plan: &Plan<'_>) -> Columns {
        let profile = NAMED + plan.unsur.len() as u16;
        let choices: usize = plan.profile.iter().map(|at| plan.survey.form.questions[*at].choices().len()).sum();
        let population = profile + choices as u16;
        Columns { profile, population, index: population + 2 }
    }

    /// Names the cell of the mean of services from another sheet.
    pub fn mean_cell(&self, plan: &Plan<'_>) -> String {
        let columns = Self::columns(plan);
        format!("'{}'!{}", plan.sheet(plan.w.workbook_recap()), row_col_to_cell(TOP + self.services + 2, columns.index + 1))
    }

    /// Writes the sheet: services in the order of their list, those without one, the whole, and the mean where services are pooled.
    pub fn write(&mut self, book: &mut Workbook, plan: &Plan<'_>, services: &[Group]) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet();
        let (w, formats) = (plan.w, &plan.formats);
        sheet.set_name(plan.sheet(w.workbook_recap()))?;
        sheet.set_formula_result_default("");
        sheet.set_column_width(1, 36)?;
        let title =
            if plan.results.definition.is_skm() { w.workbook_recap_title().to_owned() } else { w.workbook_recap_other(plan.index()) };
        sheet.write_with_format(0, 0, title, &formats.title)?;
        sheet.write(1, 0, &plan.survey.unit)?;
        sheet.write(2, 0, plan.survey.title())?;
        head(sheet, plan)?;
        let own: Vec<&Group> = services.iter().filter(|group| group.key != GroupKey::None).collect();
        let none = services.iter().find(|group| group.key == GroupKey::None);
        self.services = own.len() as u32;
        for (row, group) in (TOP..).zip(own.iter().copied().chain(none)) {
            let code = if let GroupKey::Item(code, _) = group.key { Some(code) } else { None };
            self.line(sheet, plan, row, code, group)?;
        }
        let whole = TOP + self.services + 1;
        self.whole(sheet, plan, whole)?;
        if plan.results.pooling == Pooling::Services {
            mean(sheet, plan, whole + 1, self.services)?;
        }
        sheet.set_freeze_panes(TOP, NAMED)?;
        Ok(())
    }

    fn line(&self, sheet: &mut Worksheet, plan: &Plan<'_>, row: u32, code: Option<i64>, group: &Group) -> Result<(), XlsxError> {
        let formats = &plan.formats;
        let columns = Self::columns(plan);
        let worked = plan.results.group(group);
        sheet.write(row, 0, row - TOP + 1)?;
        sheet.write(row, 1, plan.service_name(code))?;
        let name = format!("\"=\"&$B{}", row + 1);
        let services = range(plan, plan.service_column());
        for (place, (at, _)) in plan.unsur.iter().enumerate() {
            if !plan.results.asked[*at] {
                continue;
            }
            let average = format!("AVERAGEIFS({},{services},{name})", range(plan, UNSUR + place as u16));
            let text = format!("=IFERROR({},\"\")", formula::cut(plan.results.convention.nrr, &average));
            let value = worked.lines[*at].figures.as_ref().map_or_else(String::new, |figures| decimal::show(&figures.nrr, 10));
            sheet.write_formula_with_format(row, NAMED + place as u16, live(&text, value), &formats.nrr)?;
        }
        let mut column = columns.profile;
        for (profile, question) in (plan.service_column() + 1..).zip(&plan.profile) {
            for choice in plan.survey.form.questions[*question].choices() {
                let text = format!("=COUNTIFS({services},{name},{},\"=\"&{})", range(plan, profile), row_col_to_cell(TOP - 1, column));
                let n = self.profile.get(&(code, *question, choice.code)).copied().unwrap_or(0);
                sheet.write_formula(row, column, live(&text, n.to_string()))?;
                column += 1;
            }
        }
        let text = format!("=COUNTIFS({services},{name})");
        sheet.write_formula(row, columns.population + 1, live(&text, group.n.to_string()))?;
        ends(sheet, plan, row, &worked)
    }

    fn whole(&self, sheet: &mut Worksheet, plan: &Plan<'_>, row: u32) -> Result<(), XlsxError> {
        let formats = &plan.formats;
        let columns = Self::columns(plan);
        sheet.write_with_format(row, 1, plan.w.completeness_all(), &formats.head)?;
        for (place, (at, _)) in plan.unsur.iter().enumerate() {
            if !plan.results.asked[*at] {
                continue;
            }
            let text = format!("={}", plan.respondents(plan.below()[2], UNSUR + place as u16));
            let value = plan.results.index.lines[*at].figures.as_ref().map_or_else(String::new, |figures| decimal::show(&figures.nrr, 10));
            sheet.write_formula_with_format(row, NAMED + place as u16, live(&text, value), &formats.nrr)?;
        }
        let mut column = columns.profile;
        for (profile, question) in (plan.service_column() + 1..).zip(&plan.profile) {
            for choice in plan.survey.form.questions[*question].choices() {
                let text = format!("=COUNTIF({},\"=\"&{})", range(plan, profile), row_col_to_cell(TOP - 1, column));
                let n: u64 = self.profile.iter().filter(|((_, q, c), _)| (q, *c) == (question, choice.code)).map(|(_, n)| n).sum();
                sheet.write_formula(row, column, live(&text, n.to_string()))?;
                column += 1;
            }
        }
        if plan.survey.served > 0 {
            sheet.write(row, columns.population, plan.survey.served)?;
        }
        let text = format!("=COUNT({})", range(plan, 0));
        sheet.write_formula(row, columns.population + 1, live(&text, plan.results.whole.n.to_string()))?;
        ends(sheet, plan, row, &plan.results.index)
    }
}

/// Writes weighted NRR, IKM and category of a line.
fn ends(sheet: &mut Worksheet, plan: &Plan<'_>, row: u32, worked: &Index) -> Result<(), XlsxError> {
    let (formats, convention) = (&plan.formats, &plan.results.convention);
    let index = Recap::columns(plan).index;
    let unsur = format!("{}:{}", row_col_to_cell(row, NAMED), row_col_to_cell(row, NAMED + plan.unsur.len() as u16 - 1));
    let asked = plan.results.unsur();
    let product = formula::cut(convention.weighted, &format!("{unsur}*{}", plan.weights()));
    let sum = formula::cut(convention.index, &format!("SUMPRODUCT({product})"));
    let known = worked.whole.as_ref();
    let value = known.map_or_else(String::new, |whole| decimal::show(&whole.index, 10));
    sheet.write_formula_with_format(row, index, live(&format!("=IF(COUNT({unsur})<{asked},\"\",{sum})"), value), &formats.nrr)?;
    let cell = row_col_to_cell(row, index);
    let text = format!(
        "=IF({cell}=\"\",\"\",{})",
        formula::ikm(convention, &format!("{cell}*{}", formula::exact(&plan.results.definition.rule.factor)))
    );
    let value = known.map_or_else(String::new, |whole| decimal::show(&whole.ikm, PLACES));
    sheet.write_formula_with_format(row, index + 1, live(&text, value), &formats.ikm)?;
    let value = known.map_or("", |whole| whole.mutu.code());
    let text = formula::mutu(&plan.results.definition.rule, &row_col_to_cell(row, index + 1));
    sheet.write_formula_with_format(row, index + 2, live(&text, value), &formats.plain)?;
    Ok(())
}

fn mean(sheet: &mut Worksheet, plan: &Plan<'_>, row: u32, services: u32) -> Result<(), XlsxError> {
    let (formats, convention) = (&plan.formats, &plan.results.convention);
    let index = Recap::columns(plan).index;
    let range = format!("{}:{}", row_col_to_cell(TOP, index), row_col_to_cell(TOP + services.max(1) - 1, index));
    let average = formula::ikm(convention, &format!("AVERAGE({range})*{}", formula::exact(&plan.results.definition.rule.factor)));
    let headline = plan.results.headline.as_ref();
    sheet.write_with_format(row, 1, plan.w.workbook_mean(), &formats.head)?;
    let value = headline.map_or_else(String::new, |(ikm, _)| decimal::show(ikm, PLACES));
    let text = format!("=IF(COUNT({range})<{},\"\",{average})", services.max(1));
    sheet.write_formula_with_format(row, index + 1, live(&text, value), &formats.big)?;
    let value = headline.map_or("", |(_, mutu)| mutu.code());
    let text = formula::mutu(&plan.results.definition.rule, &row_col_to_cell(row, index + 1));
    sheet.write_formula_with_format(row, index + 2, live(&text, value), &formats.big)?;
    Ok(())
}

fn head(sheet: &mut Worksheet, plan: &Plan<'_>) -> Result<(), XlsxError> {
    let (w, formats) = (plan.w, &plan.formats);
    let row = TOP - 1;
    let mut heads = vec![w.workbook_no().to_owned(), w.workbook_opp().to_owned()];
    heads.extend(plan.unsur.iter().map(|(at, _)| plan.results.definition.number(&plan.survey.form, *at)));
    for question in &plan.profile {
        heads.extend(plan.survey.form.questions[*question].choices().iter().map(|choice| choice.label.get(w.0).to_owned()));
    }
    heads.extend([w.workbook_population(), w.workbook_sample(), w.workbook_recap_index()].map(str::to_owned));
    heads.extend([w.workbook_recap_ikm(plan.index()), w.workbook_recap_mutu().to_owned()]);
    for (column, head) in (0..).zip(heads) {
        sheet.write_with_format(row, column, head, &formats.head)?;
    }
    Ok(())
}

/// Names a column of the respondents, all of their rows.
fn range(plan: &Plan<'_>, column: u16) -> String {
    let absolute = |row: u32| {
        let cell = row_col_to_cell(row, column);
        let split = cell.find(|c: char| c.is_ascii_digit()).unwrap_or(cell.len());
        format!("${}${}", &cell[..split], &cell[split..])
    };
    format!("'{}'!{}:{}", plan.sheet(plan.w.workbook_respondents()), absolute(FIRST), absolute(plan.last()))
}
