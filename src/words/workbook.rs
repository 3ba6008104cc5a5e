//! Words of the workbook: what an auditor reads beside the formulas.

use super::words;

words! {
    workbook_respondents = "Responden" | "Respondents";
    workbook_recap = "Rekap" | "Recap";
    workbook_convention = "Konvensi" | "Convention";
    workbook_skm = "SURVEI KEPUASAN MASYARAKAT" | "SURVEY OF PUBLIC SATISFACTION";
    workbook_title(survey) = "PENGOLAHAN {survey} PER RESPONDEN DAN PER UNSUR PELAYANAN" | "{survey} BY RESPONDENT AND BY UNSUR OF THE SERVICE";
    workbook_recap_title = "REKAPITULASI INDEKS KEPUASAN MASYARAKAT" | "RECAP OF THE INDEX OF PUBLIC SATISFACTION";
    workbook_recap_other(index) = "REKAPITULASI {index}" | "RECAP OF {index}";
    workbook_number = "No. Resp" | "No. Resp";
    workbook_service = "Layanan" | "Service";
    workbook_sum = "Jumlah nilai per unsur" | "Sum of the values by unsur";
    workbook_count = "Jumlah jawaban per unsur" | "Number of answers by unsur";
    workbook_nrr = "NRR per unsur" | "NRR by unsur";
    workbook_weighted = "NRR tertimbang per unsur" | "Weighted NRR by unsur";
    workbook_scaled(factor) = "NRR x {factor} per unsur" | "NRR x {factor} by unsur";
    workbook_letters = "Mutu per unsur" | "Mutu by unsur";
    workbook_index = "*) Jumlah NRR tertimbang" | "*) Sum of the weighted NRR";
    workbook_ikm(index, factor) = "**) {index} unit pelayanan = *) x {factor}" | "**) {index} of the unit = *) x {factor}";
    workbook_mutu = "Mutu pelayanan" | "Mutu of the service";
    workbook_bands = "Mutu: A (sangat baik) 88,31-100,00; B (baik) 76,61-88,30; C (kurang baik) 65,00-76,60; D (tidak baik) 25,00-64,99" | "Mutu: A (very good) 88.31-100.00; B (good) 76.61-88.30; C (less good) 65.00-76.60; D (not good) 25.00-64.99";
    workbook_blank = "Sel kosong: jawaban tidak ada; tidak dihitung sebagai nol." | "An empty cell: there is no answer; it is not counted as nought.";
    workbook_no = "NO" | "NO";
    workbook_opp = "OPP / LAYANAN" | "UNIT / SERVICE";
    workbook_population = "POPULASI" | "POPULATION";
    workbook_sample = "SAMPEL" | "SAMPLE";
    workbook_recap_index = "NRR TERTIMBANG" | "WEIGHTED NRR";
    workbook_recap_ikm(index) = "NILAI {index}" | "{index}";
    workbook_recap_mutu = "KATEGORI" | "CATEGORY";
    workbook_mean = "Rata-rata layanan" | "Mean of the services";
    workbook_name = "Nama konvensi" | "Name of the convention";
    workbook_says = "Artinya" | "What it means";
    workbook_unsur = "Jumlah unsur (x)" | "Number of unsur (x)";
    workbook_weight = "Bobot satu unsur" | "Weight of one unsur";
    workbook_pooling = "Gabungan layanan" | "Pooling of services";
    workbook_headline(index) = "{index} yang dicetak" | "The {index} as printed";
    workbook_interviews = "Wawancara dihitung" | "Interviews counted";
    workbook_statuses = "Status yang dihitung" | "Statuses counted";
    workbook_left_out = "Tidak dihitung" | "Left out";
    workbook_left_of(unsur) = "Tidak dihitung: {unsur}" | "Left out of {unsur}";
    workbook_other(name) = "Konvensi {name}" | "Convention {name}";
    workbook_other_gives(index, ikm, mutu, by) = "mutu lain: {mutu}, {index} {ikm} ({by})" | "another mutu: {mutu}, {index} {ikm} ({by})";
    workbook_band(letter, label, from, to) = "{letter} ({label}) {from}-{to}" | "{letter} ({label}) {from}-{to}";
    workbook_bands_of(bands) = "Mutu: {bands}" | "Mutu: {bands}";
    error_too_many_rows(path, rows) = "'{path}' tidak dapat memuat {rows} wawancara: satu lembar kerja punya 1.048.576 baris" | "'{path}' can't hold {rows} interviews: a sheet has 1,048,576 rows";
    hint_too_many_rows = "Ekspor ke CSV; indeksnya dihitung di layar hasil." | "Export to CSV; the results screen works the index out.";
}
