//! Words of the report that an agency hands in: chapters, sentences and tables of Permenpan RB 14/2017.

use super::{Lang, Words, words};
use jiff::civil::Date;

words! {
    report_cover = "LAPORAN SURVEI KEPUASAN MASYARAKAT" | "REPORT OF THE PUBLIC SATISFACTION SURVEY";
    report_other_cover(survey) = "LAPORAN {survey}" | "REPORT OF THE {survey}";
    report_contents = "DAFTAR ISI" | "CONTENTS";
    report_page = "Halaman" | "Page";
    report_table(number, caption) = "Tabel {number}. {caption}" | "Table {number}. {caption}";
    report_figure(number, caption) = "Gambar {number}. {caption}" | "Figure {number}. {caption}";
    report_no_unit = "(nama unit belum diisi)" | "(unit not filled in)";

    report_chapter_1 = "BAB I PENDAHULUAN" | "I INTRODUCTION";
    report_background = "1.1 Latar Belakang" | "1.1 Background";
    report_background_law = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik mewajibkan penyelenggara pelayanan mengikutsertakan masyarakat dalam penyelenggaraan pelayanan publik. Salah satu wujudnya adalah Survei Kepuasan Masyarakat (SKM), yang menurut Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 dilaksanakan oleh setiap unit penyelenggara pelayanan publik secara berkala, paling sedikit satu kali dalam setahun." | "Law 25 of 2009 on Public Services obliges providers to let the public take part in public service. One form of it is the Public Satisfaction Survey (SKM), which every unit that provides public services runs regularly, at least once a year, by Regulation 14 of 2017 of the Minister of Administrative and Bureaucratic Reform.";
    report_background_unit(survey, unit, period) = "Berdasarkan ketentuan tersebut, {unit} melaksanakan {survey} {period}. Laporan ini memuat pelaksanaan survei, hasil pengolahan data, analisis, dan rencana tindak lanjut perbaikan pelayanan." | "On these grounds {unit} ran the {survey} {period}. This report tells how it was run, what the data came to, what they mean, and what will be done to improve the service.";
    report_other_background(survey, unit, period) = "{unit} melaksanakan {survey} {period}. Laporan ini memuat pelaksanaan survei, hasil pengolahan data, analisis, dan rencana tindak lanjut perbaikan pelayanan." | "{unit} ran the {survey} {period}. This report tells how it was run, what the data came to, what they mean, and what will be done to improve the service.";
    report_other_law = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik" | "Law 25 of 2009 on Public Services";
    report_other_aim(survey) = "{survey} dilaksanakan untuk mengetahui penilaian pengguna layanan dan meningkatkan mutu penyelenggaraan pelayanan. Tujuannya adalah:" | "The {survey} shows how users judge the service, and serves to improve it. It aims:";
    report_other_aim_1(index) = "mengetahui nilai {index} unit" | "to know the {index} of the unit";
    report_more_index(section, index) = "{section} {index}" | "{section} {index}";
    report_more_text(index, unit, period, ikm) = "{index} {unit} {period} adalah {ikm}." | "The {index} of {unit} {period} is {ikm}.";
    report_more_apart = "Nilai ini dihitung tersendiri dari pertanyaannya sendiri dan tidak digabungkan dengan indeks lain." | "It is worked out from its own questions and never mixed with another index.";
    report_law = "1.2 Dasar Hukum" | "1.2 Legal Basis";
    report_law_1 = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik" | "Law 25 of 2009 on Public Services";
    report_law_2 = "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik" | "Government Regulation 96 of 2012 on carrying out Law 25 of 2009";
    report_law_3 = "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik" | "Regulation 14 of 2017 of the Minister of Administrative and Bureaucratic Reform, the guideline for public satisfaction surveys";
    report_aim = "1.3 Maksud dan Tujuan" | "1.3 Purpose";
    report_aim_text = "SKM dilaksanakan untuk mengukur tingkat kepuasan masyarakat sebagai pengguna layanan dan meningkatkan mutu penyelenggaraan pelayanan. Tujuannya adalah:" | "The survey measures how satisfied the users are, and serves to improve the service. It aims:";
    report_aim_1 = "mengetahui Indeks Kepuasan Masyarakat (IKM) dan mutu pelayanan unit" | "to know the index of public satisfaction (IKM) and the quality of the service";
    report_aim_2 = "mengetahui unsur pelayanan yang perlu dipertahankan dan yang perlu diperbaiki" | "to know what should be kept and what should be improved";
    report_aim_3 = "menyusun rencana tindak lanjut perbaikan pelayanan" | "to plan how the service will be improved";

    report_chapter_2(survey) = "BAB II PENGUMPULAN DATA {survey}" | "II COLLECTING THE DATA OF THE {survey}";
    report_runner(survey) = "2.1 Pelaksana {survey}" | "2.1 Who Ran the {survey}";
    report_runner_text(survey, unit, surveyors) = "{survey} dilaksanakan oleh {unit} dengan melibatkan {surveyors} orang petugas." | "The {survey} was run by {unit} with {surveyors} surveyors.";
    report_runner_unit(survey, unit) = "{survey} dilaksanakan oleh {unit}." | "The {survey} was run by {unit}.";
    report_method = "2.2 Metode Pengumpulan Data" | "2.2 Method";
    report_method_text(unsur, lowest, highest) = "Pengumpulan data menggunakan kuesioner dengan {unsur} pertanyaan, satu untuk setiap unsur pelayanan. Jawaban setiap pertanyaan dinilai {lowest} sampai dengan {highest}, dari yang terendah sampai yang tertinggi. Kuesioner selengkapnya terdapat pada Lampiran 1. Unsur yang dinilai adalah:" | "The data were collected with a questionnaire of {unsur} questions, one for each unsur of the service. Each answer is worth {lowest} to {highest}, from the lowest to the highest. The whole questionnaire is in Annex 1. The unsur are:";
    report_place = "2.3 Lokasi Pengumpulan Data" | "2.3 Places";
    report_nobody = "Belum ada responden yang dapat diolah." | "There are no respondents to be counted yet.";
    report_place_text = "Data dikumpulkan di lokasi berikut." | "The data were collected at these places.";
    report_time = "2.4 Waktu Pelaksanaan" | "2.4 Time";
    report_time_text(survey, period, from, to) = "{survey} {period} dilaksanakan pada {from} sampai dengan {to}." | "The {survey} {period} ran from {from} to {to}.";
    report_sample = "2.5 Jumlah Responden" | "2.5 Respondents";
    report_sample_served(served, minimum) = "Jumlah penerima layanan pada periode survei adalah {served} orang. Berdasarkan tabel sampel Krejcie dan Morgan, jumlah responden minimum adalah {minimum} orang." | "{served} people were served in the period. By the table of Krejcie and Morgan, at least {minimum} respondents are needed.";
    report_sample_enough(n) = "Jumlah responden yang diolah adalah {n} orang, sehingga jumlah sampel sesuai dengan ketentuan." | "{n} respondents are counted: the sample is large enough.";
    report_sample_short(n, short) = "Jumlah responden yang diolah adalah {n} orang, sehingga jumlah sampel belum sesuai dengan ketentuan: kurang {short} orang. Hasil survei perlu dibaca dengan memperhatikan kekurangan tersebut." | "{n} respondents are counted: the sample is too small by {short}. The results should be read with that in mind.";
    report_sample_unknown(n) = "Jumlah responden yang diolah adalah {n} orang. Jumlah penerima layanan pada periode survei belum diisi, sehingga kecukupan sampel menurut tabel Krejcie dan Morgan belum dapat dinilai." | "{n} respondents are counted. How many people were served is not filled in, so that it can't be said whether the sample is large enough by Krejcie and Morgan.";

    report_chapter_3(survey) = "BAB III HASIL PENGOLAHAN DATA {survey}" | "III RESULTS OF THE {survey}";
    report_profile = "3.1 Karakteristik Responden" | "3.1 Respondents";
    report_profile_text(n) = "Karakteristik {n} responden yang diolah adalah sebagai berikut." | "The {n} respondents are distributed as follows.";
    report_profile_caption(what) = "Responden menurut {what}" | "Respondents by {what}";
    report_index = "3.2 Indeks Kepuasan Masyarakat" | "3.2 Index of Public Satisfaction";
    report_index_text(index, unit, period, ikm, mutu, says) = "{index} {unit} {period} adalah {ikm} dengan mutu pelayanan {mutu} ({says})." | "The {index} of {unit} {period} is {ikm}: quality {mutu} ({says}).";
    report_index_none(index) = "{index} belum dapat dihitung: belum ada wawancara yang lengkap." | "There is no {index}: no interview is complete.";
    report_index_lacking(index) = "{index} belum dapat dihitung: ada unsur yang belum memiliki jawaban." | "There is no {index}: an unsur has no answer.";
    report_index_service_lacks(index, service) = "{index} belum dapat dihitung sebagai rata-rata layanan: layanan {service} memiliki unsur tanpa jawaban." | "There is no {index} as a mean of services: {service} has an unsur without an answer.";
    report_index_interval(index, low, high) = "Dengan tingkat kepercayaan 95%, {index} berada antara {low} dan {high} (metode linearisasi)." | "With 95% confidence the {index} lies between {low} and {high} (linearised).";
    report_index_no_interval(fewest) = "Selang kepercayaan tidak dihitung: responden kurang dari {fewest}." | "No confidence interval: fewer than {fewest} respondents.";
    report_index_convention(says, pooling) = "Penghitungan menggunakan {says}; {pooling}. Cara penghitungan selengkapnya terdapat pada Lampiran 2." | "The calculation uses: {says}; {pooling}. Annex 2 tells all of it.";
    report_index_warning(others) = "Perhatian: mutu pelayanan peka terhadap cara penghitungan. {others}" | "Note: the letter depends on how the index is worked out. {others}";
    report_index_other(index, says, ikm, mutu, by) = "Dengan {says}, {index} menjadi {ikm} (selisih {by}) dengan mutu {mutu}." | "With {says}, the {index} is {ikm} ({by}), quality {mutu}.";
    report_index_more(n) = "Hal yang sama berlaku untuk {n} cara penghitungan lain." | "The same goes for {n} other ways.";
    report_index_caption(index) = "Nilai rata-rata, {index}, dan mutu per unsur" | "Averages, {index} and quality by unsur";
    report_index_chart(index) = "{index} per unsur pelayanan" | "{index} by unsur";
    report_chart_marks = "Angka 1 sampai dengan 3 di belakang mutu menunjukkan urutan unsur terendah." | "The numbers 1 to 3 behind the letter tell the place of the lowest unsur.";
    report_answers = "3.3 Sebaran Jawaban" | "3.3 Distribution of the Answers";
    report_answers_caption = "Jumlah jawaban menurut nilai" | "Answers by value";
    report_answers_chart = "Sebaran jawaban per unsur (persen)" | "Distribution of the answers by unsur (per cent)";
    report_answers_note = "Jawaban yang kosong atau tidak terbaca tidak dihitung sebagai nol; jumlahnya terdapat pada kolom terakhir dan alasannya pada Lampiran 3." | "An answer that is blank or can't be read is not counted as nought; the last column has their number, Annex 3 the reasons.";
    report_groups(index) = "3.4 {index} menurut Kelompok" | "3.4 {index} by Group";
    report_groups_text(index) = "{index} setiap kelompok dihitung dengan cara yang sama dengan {index} unit." | "The {index} of each group is worked out as that of the unit.";
    report_groups_caption(index, what) = "{index} menurut {what}" | "{index} by {what}";
    report_small(least) = "* kurang dari {least} responden; nilainya tidak dapat dijadikan dasar kesimpulan." | "* fewer than {least} respondents: no ground for conclusions.";
    report_suppressed(least) = "Kelompok dengan kurang dari {least} responden tidak ditampilkan (–) untuk melindungi data pribadi; bila perlu satu kelompok lain ikut disembunyikan agar angkanya tidak dapat dihitung kembali." | "Groups of fewer than {least} respondents are not shown (–), to protect personal data; where needed another group is hidden too, so that they can't be worked out.";

    report_chapter_4(survey) = "BAB IV ANALISIS HASIL {survey}" | "IV ANALYSIS OF THE {survey}";
    report_strong_weak = "4.1 Unsur Terendah dan Tertinggi" | "4.1 Weak and Strong Unsur";
    report_weak_text = "Unsur dengan nilai terendah, yang menjadi prioritas perbaikan, adalah:" | "The lowest unsur, to be improved first, are:";
    report_strong_text = "Unsur dengan nilai tertinggi, yang perlu dipertahankan, adalah:" | "The highest unsur, to be kept up, are:";
    report_unsur_line(index, name, nrr, ikm, mutu) = "{name}: nilai rata-rata {nrr}, {index} {ikm}, mutu {mutu}" | "{name}: average {nrr}, {index} {ikm}, quality {mutu}";
    report_low_answers(line, n, of, percent, values) = "{line}; {n} dari {of} jawaban ({percent}%) bernilai {values}" | "{line}; {n} of {of} answers ({percent}%) are {values}";
    report_two_values(from, to) = "{from} atau {to}" | "{from} or {to}";
    report_many_values(from, to) = "{from} sampai dengan {to}" | "{from} to {to}";
    report_services_differ(index, least, low, low_ikm, high, high_ikm) = "Di antara layanan dengan sedikitnya {least} responden, {index} terendah dimiliki {low} ({low_ikm}) dan {index} tertinggi dimiliki {high} ({high_ikm})." | "Among the services with at least {least} respondents, {low} has the lowest {index} ({low_ikm}) and {high} the highest ({high_ikm}).";
    report_all_equal = "Semua unsur memiliki nilai yang sama, sehingga tidak ada unsur terendah atau tertinggi." | "All unsur are equal: none is lowest or highest.";
    report_comments = "4.2 Saran dan Masukan" | "4.2 Comments";
    report_comments_text(n, of, percent) = "Saran atau masukan tertulis diberikan oleh {n} dari {of} responden ({percent}%)." | "{n} of {of} respondents ({percent}%) wrote a comment.";
    report_comments_none = "Tidak ada responden yang memberikan saran atau masukan tertulis." | "No respondent wrote a comment.";
    report_comments_fill = "Ringkasan saran menurut unsur: (diisi oleh unit)" | "Summary of the comments by unsur: (to be filled in by the unit)";
    report_comments_coded = "Saran dan masukan dikelompokkan menurut unsur pelayanan. Satu saran dapat menyangkut lebih dari satu unsur." | "The comments by what they are about; one comment may be about several unsur.";
    report_comments_caption = "Saran dan masukan menurut unsur" | "Comments by unsur";
    report_comments_unsounded = "Jumlah mencakup saran yang tidak diberi sentimen." | "The number includes comments without a sentiment.";
    report_comments_open(n) = "{n} saran belum dikelompokkan." | "Comments that nobody coded yet: {n}.";
    report_column_about = "Saran tentang" | "About";
    report_column_remarks = "Jumlah" | "Comments";
    report_column_positive = "Positif" | "Positive";
    report_column_neutral = "Netral" | "Neutral";
    report_column_negative = "Negatif" | "Negative";
    report_column_examples = "Contoh saran" | "Examples";
    report_plan = "4.3 Rencana Tindak Lanjut" | "4.3 Follow-up";
    report_plan_text = "Berdasarkan unsur dengan nilai terendah, rencana tindak lanjut disusun sebagai berikut." | "For the lowest unsur this is planned.";
    report_plan_none = "Tidak ada unsur terendah yang memerlukan prioritas perbaikan." | "No unsur is lowest.";
    report_plan_unknown = "Rencana tindak lanjut belum dapat disusun karena belum ada hasil survei." | "There are no results yet to plan from.";
    report_plan_caption = "Rencana tindak lanjut perbaikan pelayanan" | "Plan of follow-up";
    report_plan_open(n) = "{n} unsur belum memiliki rencana; isilah sebelum laporan ditandatangani." | "{n} unsur have no plan yet; fill it in before the report is signed.";
    report_trend(survey) = "4.4 Tren Nilai {survey}" | "4.4 Trend of the {survey}";
    report_trend_text(index) = "Perkembangan {index} dari periode ke periode adalah sebagai berikut." | "The {index} over the periods:";
    report_trend_first = "Survei ini adalah yang pertama tercatat untuk unit ini, sehingga tren belum dapat disajikan." | "This is the first survey on record of this unit: there is no trend yet.";
    report_trend_rose(index, by, before) = "Dibandingkan dengan {before}, {index} naik {by} poin." | "Compared with {before} the {index} rose by {by} points.";
    report_trend_fell(index, by, before) = "Dibandingkan dengan {before}, {index} turun {by} poin." | "Compared with {before} the {index} fell by {by} points.";
    report_trend_same(index, before) = "Dibandingkan dengan {before}, {index} tidak berubah." | "Compared with {before} the {index} did not change.";
    report_trend_conventions = "Cara penghitungan survei-survei ini tidak seluruhnya sama; selisihnya perlu dibaca dengan hati-hati." | "These surveys were not all worked out alike; compare with care.";
    report_trend_caption(index) = "Tren {index}" | "Trend of the {index}";

    report_chapter_5 = "BAB V PENUTUP" | "V CONCLUSION";
    report_conclusion = "5.1 Kesimpulan" | "5.1 Conclusion";
    report_conclusion_ikm(index, unit, period, ikm, mutu, says) = "Pelayanan {unit} {period} memperoleh {index} {ikm} dengan mutu {mutu} ({says})." | "The service of {unit} {period} has the {index} {ikm}: quality {mutu} ({says}).";
    report_conclusion_weak(names) = "Unsur yang menjadi prioritas perbaikan: {names}." | "To be improved first: {names}.";
    report_conclusion_strong(names) = "Unsur dengan nilai tertinggi: {names}." | "The highest: {names}.";
    report_closing = "Hasil survei ini menjadi bahan perbaikan pelayanan. Pelaksanaan rencana tindak lanjut dipantau oleh unit." | "The results serve to improve the service; the unit watches over the plan of follow-up.";
    report_sign_place = "…………………, …………………… 20…" | "…………………, …………………… 20…";
    report_sign_head(unit) = "Kepala {unit}," | "Head of {unit},";
    report_sign_name = "(………………………………………)" | "(………………………………………)";
    report_sign_number = "NIP ……………………………………" | "NIP ……………………………………";

    report_annex_1 = "LAMPIRAN 1 KUESIONER" | "ANNEX 1 QUESTIONNAIRE";
    report_annex_2 = "LAMPIRAN 2 CARA PENGHITUNGAN" | "ANNEX 2 HOW THE INDEX IS WORKED OUT";
    report_annex_3 = "LAMPIRAN 3 DATA YANG TIDAK DIHITUNG" | "ANNEX 3 WHAT WAS LEFT OUT";
    report_form_caption = "Pertanyaan dan pilihan jawaban" | "Questions and choices";
    report_step_nrr = "Nilai rata-rata (NRR) unsur = jumlah nilai unsur dibagi jumlah jawaban yang diberikan untuk unsur tersebut." | "Average (NRR) of an unsur = sum of its values / number of answers given to it.";
    report_step_weighted(weight, unsur) = "NRR tertimbang = NRR × bobot; bobot setiap unsur {weight} untuk {unsur} unsur." | "Weighted NRR = NRR × weight; the weight is {weight} for {unsur} unsur.";
    report_step_own = "NRR tertimbang = NRR × bobot pertanyaan menurut kuesioner." | "Weighted NRR = NRR × the question's weight in the questionnaire.";
    report_step_index(index) = "Nilai indeks = jumlah NRR tertimbang = {index}." | "Index = sum of the weighted NRR = {index}.";
    report_step_ikm(index, factor, ikm) = "{index} = nilai indeks × {factor} = {ikm} dengan dua desimal, kemudian mutunya dibaca pada tabel berikut." | "{index} = index × {factor} = {ikm}, at two decimals; the quality is read from this table.";
    report_step_mean(index, ikm) = "{index} unit = rata-rata {index} semua layanan = {ikm} dengan dua desimal, kemudian mutunya dibaca pada tabel berikut." | "{index} of the unit = mean of the {index} of all services = {ikm}, at two decimals; the quality is read from this table.";
    report_convention_name(name, says) = "Konvensi yang dipakai: {says} (nama: {name})." | "Convention: {says} (name: {name}).";
    report_pooling_says(says) = "Penggabungan layanan: {says}." | "Pooling of services: {says}.";
    report_bands_caption(index) = "Nilai interval {index}, mutu, dan kinerja unit pelayanan" | "Bands of the {index}, quality and performance";
    report_left_text = "Wawancara yang dihitung adalah yang berstatus lengkap, dikembalikan, atau disetujui. Wawancara berikut tidak dihitung." | "Interviews that are complete, returned or approved are counted. These are not:";
    report_left_interviews = "Wawancara yang tidak dihitung" | "Interviews that are not counted";
    report_left_answers = "Jawaban yang tidak dihitung" | "Answers that are not counted";
    report_left_none = "Semua wawancara dihitung." | "Every interview is counted.";
    report_left_no_answers = "Semua jawaban unsur dihitung." | "Every answer to an unsur is counted.";
    report_left_services(index, n) = "Karena {index} unit adalah rata-rata layanan, {n} wawancara tanpa jenis layanan tidak termasuk dalam {index} unit." | "As the {index} is the mean of services, {n} interviews without a service are not in it.";
    report_left_silent(names, unsur) = "Tidak ada responden yang menjawab unsur {names}; bobot dihitung dari {unsur} unsur lainnya." | "Nobody answered {names}; the weight is one over the other {unsur}.";
    report_closed(says) = "Data dikunci: {says}." | "The data are closed: {says}.";
    report_open = "Data belum dikunci; angka dapat berubah selama survei masih terbuka." | "The survey is still open: figures may change.";
    report_made(date) = "Laporan dibuat pada {date}." | "Made on {date}.";

    report_column_no = "No" | "No";
    report_column_unsur = "Unsur pelayanan" | "Unsur";
    report_column_n = "Jumlah" | "Number";
    report_column_percent = "Persen" | "Per cent";
    report_column_answers = "Jawaban" | "Answers";
    report_column_sum = "Jumlah nilai" | "Sum";
    report_column_nrr = "NRR" | "NRR";
    report_column_weighted = "NRR tertimbang" | "Weighted NRR";
    report_column_mutu = "Mutu" | "Quality";
    report_column_performance = "Kinerja" | "Performance";
    report_column_interval(index) = "Nilai interval {index}" | "Band of the {index}";
    report_column_place = "Lokasi" | "Place";
    report_column_left = "Tidak dihitung" | "Left out";
    report_column_reason = "Alasan" | "Reason";
    report_column_status = "Status" | "Status";
    report_column_priority = "Prioritas unsur" | "Unsur";
    report_column_program = "Program/kegiatan" | "Programme";
    report_column_when = "Waktu" | "When";
    report_column_who = "Penanggung jawab" | "Responsible";
    report_column_period = "Survei" | "Survey";
    report_column_difference = "Selisih" | "Difference";
    report_column_question = "Pertanyaan" | "Question";
    report_total = "Jumlah" | "Total";
    report_unit_row = "Unit pelayanan" | "The unit";
    report_by_service = "jenis layanan" | "service";
    report_by_location = "lokasi" | "place";
    report_value(value) = "Nilai {value}" | "Value {value}";

    poster_title = "INDEKS KEPUASAN MASYARAKAT" | "INDEX OF PUBLIC SATISFACTION";
    poster_ikm(index) = "NILAI {index}" | "{index}";
    poster_mutu = "MUTU PELAYANAN" | "QUALITY";
    poster_respondents = "RESPONDEN" | "RESPONDENTS";
    poster_n = "Jumlah" | "Number";
    poster_period = "PERIODE SURVEI" | "PERIOD";
    poster_people(n) = "{n} orang" | "{n} people";
    poster_convention(says, pooling) = "Cara penghitungan: {says}; {pooling}." | "Worked out with: {says}; {pooling}.";
    poster_thanks = "Terima kasih atas penilaian yang telah diberikan. Masukan Anda sangat bermanfaat untuk kemajuan unit kami agar terus memperbaiki dan meningkatkan mutu pelayanan bagi masyarakat." | "Thank you for your judgement. It helps us to keep improving our service to the public.";
    poster_range(from, to) = "{from} s.d. {to}" | "{from} to {to}";
    poster_none = "belum ada" | "none yet";

    plan_title = "rencana tindak lanjut" | "plan of follow-up";
    plan_quarter(roman) = "TW {roman}" | "Q {roman}";
}

/// The unsur of Permenpan RB 14/2017 by key, as the regulation and an English reader name them.
const UNSUR: [(&str, &str, &str); 9] = [
    ("persyaratan", "Persyaratan", "Requirements"),
    ("prosedur", "Sistem, Mekanisme, dan Prosedur", "System, Mechanism and Procedure"),
    ("waktu", "Waktu Penyelesaian", "Time to Completion"),
    ("biaya", "Biaya/Tarif", "Cost"),
    ("produk", "Produk Spesifikasi Jenis Pelayanan", "Product of the Service"),
    ("kompetensi", "Kompetensi Pelaksana", "Competence of the Staff"),
    ("perilaku", "Perilaku Pelaksana", "Conduct of the Staff"),
    ("pengaduan", "Penanganan Pengaduan, Saran, dan Masukan", "Handling of Complaints and Suggestions"),
    ("sarana", "Sarana dan Prasarana", "Facilities"),
];

const MONTHS: [(&str, &str); 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];

impl Words {
    /// Gives the regulation's own name of an unsur by its key; `None` for a question that is none of the nine.
    #[must_use]
    pub fn unsur_name(self, key: &str) -> Option<&'static str> {
        let (_, id, en) = UNSUR.iter().find(|(known, _, _)| *known == key)?;
        Some(if self.0 == Lang::Id { id } else { en })
    }

    /// Writes a date in full: `30 September 2024`.
    #[must_use]
    pub fn long_date(self, date: Date) -> String {
        let month = usize::try_from(date.month() - 1)
            .ok()
            .and_then(|at| MONTHS.get(at))
            .map_or("", |(id, en)| if self.0 == Lang::Id { id } else { en });
        format!("{} {month} {}", date.day(), date.year())
    }

    /// Writes a whole number with its thousands apart: `12.345`, in English `12,345`.
    #[must_use]
    pub fn whole(self, number: u64) -> String {
        let digits = number.to_string();
        let mark = if self.0 == Lang::Id { '.' } else { ',' };
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_and_dates_are_written_as_in_each_language() {
        let (id, en) = (Words(Lang::Id), Words(Lang::En));
        assert_eq!([1, 999, 1000, 1_234_567].map(|n| id.whole(n)), ["1", "999", "1.000", "1.234.567"]);
        assert_eq!(en.whole(12_345), "12,345");
        assert_eq!(
            (id.long_date(date(2024, 8, 7)), en.long_date(date(2024, 12, 31))),
            ("7 Agustus 2024".to_owned(), "31 December 2024".to_owned())
        );
        assert_eq!(id.unsur_name("waktu"), Some("Waktu Penyelesaian"));
    }
}
