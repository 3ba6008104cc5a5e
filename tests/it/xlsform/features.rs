//! Every feature of XLSForm that surveys use, in workbooks like those that people write.
#![expect(clippy::too_many_lines, reason = "whole forms and outputs stand in their tests")]

use super::{Book, left, wrong};
use cacah::survey::form_file;
use expect_test::{Expect, expect};

/// Checks the form file that a workbook becomes, and what is left out of it.
#[track_caller]
fn taken(sheets: &[(&str, &str)], form: &Expect, leftovers: &Expect) {
    let imported = Book::new(sheets).read();
    assert_eq!(wrong(&imported), "");
    let made = imported.form.as_ref().expect("nothing is wrong");
    let text = form_file::write(made);
    assert_eq!(form_file::parse(&text).as_ref(), Ok(made), "the form file is the same form");
    form.assert_eq(&text);
    leftovers.assert_eq(&left(&imported));
}

#[test]
fn a_survey_in_two_languages_becomes_a_form() {
    taken(
        &[
            (
                "survey",
                "
type | name | label::Bahasa Indonesia (id) | label::English (en) | hint::Bahasa Indonesia (id) | guidance_hint::English (en) | required | relevant | constraint | constraint_message::Bahasa Indonesia (id) | constraint_message::English (en) | calculation | appearance | default
begin group | profil | Profil | Profile
integer | Usia | Berapa usia Saudara? | How old are you? | dalam tahun | ask for the ID card | yes | | . >= 17 and . <= 98 | 17 sampai 98 | 17 to 98
select_one kelamin | kelamin | Jenis kelamin | Sex | | | true()
select_multiple ragam | ragam | Ragam disabilitas | Kinds of disability
select_one kerja or_other | pekerjaan | Pekerjaan | Occupation | | | no
end group
begin group | Bagian-2 | Pelayanan | Service | | | | ${Usia} >= 17 and not(selected(${ragam}, 'mental'))
select_one nilai | waktu | Kecepatan pelayanan | Speed of service | | | yes | | | | | | likert
date | tanggal | Tanggal datang | Day of the visit | | | | | . <= today() | | | | | 2024-09-30
time | jam | Jam datang | Time of the visit
decimal | tunggu | Lama menunggu (jam) | Waiting time (hours) | | | | ${waktu} <= 2
text | saran | Saran | Remarks | | | | | | | | | multiline
text | nama | Nama | Name
calculate | hari | Hari sejak kunjungan | Days since the visit | | | | | | | | today() - ${tanggal}
calculate | tua | | | | | | | | | | if(${Usia} > 60, 'tua', 'muda')
note | terima_kasih | Terima kasih. | Thank you.
end group
",
            ),
            (
                "choices",
                "
list_name | name | label::Bahasa Indonesia (id) | label::English (en)
kelamin | L | Laki-laki | Male
kelamin | P | Perempuan | Female
ragam | fisik | Fisik | Physical
ragam | mental | Mental | Mental
kerja | #1 | PNS | Civil servant
kerja | #2 | Swasta | Private
nilai | 1 | Tidak cepat | Not fast
nilai | 2 | Kurang cepat | Less fast
nilai | 3 | Cepat | Fast
nilai | 4 | Sangat cepat | Very fast
",
            ),
            ("settings", "form_title | form_id | version | default_language\nSurvei Kepuasan | skm_xls | #2024093001 | Bahasa Indonesia (id)"),
        ],
        &expect![[r#"
            key = "skm_xls"
            version = 2024093001
            title = "Survei Kepuasan"

            [[section]]
            key = "profil"
            label = { id = "Profil", en = "Profile" }

            [[section.question]]
            key = "usia"
            name = "Usia"
            label = { id = "Berapa usia Saudara?", en = "How old are you?" }
            hint = "dalam tahun"
            note = "ask for the ID card"
            kind = "number"
            min = 0
            max = 4294967295
            constraint = ". >= 17 and . <= 98"
            constraint_message = { id = "17 sampai 98", en = "17 to 98" }

            [[section.question]]
            key = "kelamin"
            label = { id = "Jenis kelamin", en = "Sex" }
            kind = "choice"
            choices = [
                { code = 1, label = { id = "Laki-laki", en = "Male" }, name = "L" },
                { code = 2, label = { id = "Perempuan", en = "Female" }, name = "P" },
            ]

            [[section.question]]
            key = "ragam"
            label = { id = "Ragam disabilitas", en = "Kinds of disability" }
            kind = "several"
            choices = [
                { code = 1, label = { id = "Fisik", en = "Physical" }, name = "fisik" },
                { code = 2, label = "Mental", name = "mental" },
            ]
            required = false

            [[section.question]]
            key = "pekerjaan"
            label = { id = "Pekerjaan", en = "Occupation" }
            kind = "choice"
            choices = [
                { code = 1, label = { id = "PNS", en = "Civil servant" } },
                { code = 2, label = { id = "Swasta", en = "Private" } },
                { code = 3, label = { id = "Lainnya", en = "Other" }, specify = "pekerjaan_other", name = "other" },
            ]
            required = false

            [[section.question]]
            key = "pekerjaan_other"
            label = { id = "Sebutkan lainnya", en = "Specify other" }
            kind = "text"
            required = false

            [[section]]
            key = "bagian_2"
            name = "Bagian-2"
            label = { id = "Pelayanan", en = "Service" }
            relevant = "${usia} >= 17 and not(selected(${ragam}, 'mental'))"

            [[section.question]]
            key = "waktu"
            label = { id = "Kecepatan pelayanan", en = "Speed of service" }
            kind = "rating"
            choices = [
                { code = 1, label = { id = "Tidak cepat", en = "Not fast" } },
                { code = 2, label = { id = "Kurang cepat", en = "Less fast" } },
                { code = 3, label = { id = "Cepat", en = "Fast" } },
                { code = 4, label = { id = "Sangat cepat", en = "Very fast" } },
            ]

            [[section.question]]
            key = "tanggal"
            label = { id = "Tanggal datang", en = "Day of the visit" }
            kind = "date"
            required = false
            default = "2024-09-30"
            constraint = ". <= today()"

            [[section.question]]
            key = "jam"
            label = { id = "Jam datang", en = "Time of the visit" }
            kind = "time"
            required = false

            [[section.question]]
            key = "tunggu"
            label = { id = "Lama menunggu (jam)", en = "Waiting time (hours)" }
            kind = "decimal"
            min = "0"
            max = "999999999999"
            required = false
            relevant = "${waktu} <= 2"

            [[section.question]]
            key = "saran"
            label = { id = "Saran", en = "Remarks" }
            kind = "long_text"
            required = false

            [[section.question]]
            key = "nama"
            label = { id = "Nama", en = "Name" }
            kind = "text"
            required = false

            [[section.question]]
            key = "hari"
            label = { id = "Hari sejak kunjungan", en = "Days since the visit" }
            kind = "calculated"
            result = "number"
            calculate = "today() - ${tanggal}"

            [[section.question]]
            key = "tua"
            label = "tua"
            kind = "calculated"
            result = "text"
            calculate = "if(${usia} > 60, 'tua', 'muda')"

            [[section.question]]
            key = "terima_kasih"
            label = { id = "Terima kasih.", en = "Thank you." }
            kind = "note"
        "#]],
        &expect![[""]],
    );
}

#[test]
fn one_language_older_spellings_and_nested_groups() {
    taken(
        &[
            (
                "Survey",
                "
type | name | label | relevance | constraint message | constraint | read only | calculation | choice_filter | parameters
string | nama | Nama
select one from provinsi | provinsi | Provinsi
select one from kota | kota | Kota | | | | | | provinsi = ${provinsi} and name != 'samarinda'
begin_group | luar | Luar
int | luar_1 | Satu | | kurang dari 5 | . < 5
begin_group | dalam | Dalam | ${luar_1} = 1
int | dalam_1 | Dua
end_group
int | luar_2 | Tiga
end_group
range | puas | Kepuasan | | | | | | | start=0 end=10 step=1
range | skala | Skala | | | | | | | start=0;end=1;step=0.5
acknowledge | setuju | Saya setuju
integer | total | Jumlah | | | | yes | ${luar_1} + ${dalam_1}
hidden | rahasia | | | | | | 1 + 1
",
            ),
            (
                "choices",
                "
list name | name | label | provinsi | luas
provinsi | kaltim | Kalimantan Timur
provinsi | kaltara | Kalimantan Utara
kota | bontang | Bontang | kaltim | #161.88
kota | samarinda | Samarinda | kaltim | #718
kota | tarakan | Tarakan | kaltara | #250.8
",
            ),
        ],
        &expect![[r#"
            key = "survei"
            version = 1
            title = "survei"

            [[section]]
            key = "bagian"
            label = "survei"

            [[section.question]]
            key = "nama"
            label = "Nama"
            kind = "text"
            required = false

            [[section.question]]
            key = "provinsi"
            label = "Provinsi"
            kind = "choice"
            choices = [
                { code = 1, label = "Kalimantan Timur", name = "kaltim" },
                { code = 2, label = "Kalimantan Utara", name = "kaltara" },
            ]
            required = false

            [[section.question]]
            key = "kota"
            label = "Kota"
            kind = "choice"
            choices = [
                { code = 1, label = "Bontang", name = "bontang", attributes = { "luas" = "161.88", "provinsi" = "kaltim" } },
                { code = 2, label = "Samarinda", name = "samarinda", attributes = { "luas" = "718", "provinsi" = "kaltim" } },
                { code = 3, label = "Tarakan", name = "tarakan", attributes = { "luas" = "250.8", "provinsi" = "kaltara" } },
            ]
            required = false
            filter = "provinsi = ${provinsi} and name != 'samarinda'"

            [[section]]
            key = "luar"
            label = "Luar"

            [[section.question]]
            key = "luar_1"
            label = "Satu"
            kind = "number"
            min = 0
            max = 4294967295
            required = false
            constraint = ". < 5"
            constraint_message = "kurang dari 5"

            [[section]]
            key = "dalam"
            label = "Dalam"
            inside = "luar"
            relevant = "${luar_1} = 1"

            [[section.question]]
            key = "dalam_1"
            label = "Dua"
            kind = "number"
            min = 0
            max = 4294967295
            required = false

            [[section]]
            key = "luar_2"
            label = "Luar"
            inside = "luar"

            [[section.question]]
            key = "luar_2"
            label = "Tiga"
            kind = "number"
            min = 0
            max = 4294967295
            required = false

            [[section]]
            key = "bagian_2"
            label = "survei"

            [[section.question]]
            key = "puas"
            label = "Kepuasan"
            kind = "number"
            min = 0
            max = 10
            required = false

            [[section.question]]
            key = "skala"
            label = "Skala"
            kind = "decimal"
            min = "0"
            max = "1"
            required = false

            [[section.question]]
            key = "setuju"
            label = "Saya setuju"
            kind = "choice"
            choices = [
                { code = 1, label = "OK", name = "OK" },
            ]
            required = false

            [[section.question]]
            key = "total"
            label = "Jumlah"
            kind = "calculated"
            result = "number"
            calculate = "${luar_1} + ${dalam_1}"

            [[section.question]]
            key = "rahasia"
            label = "rahasia"
            kind = "calculated"
            result = "number"
            calculate = "1 + 1"
        "#]],
        &expect![[r#"
            sheet 'Survey', row 13, column J: step 0.5: any number between the bounds can be keyed
        "#]],
    );
}

#[test]
fn names_and_codes_that_cannot_stand_get_others_and_keep_their_own() {
    taken(
        &[
            (
                "survey",
                "
type | name | label | relevant
integer | Umur-Responden | Umur
integer | umur_responden | Umur lagi | ${Umur-Responden} > 1
select_one skala | 1a | Skala | ${umur_responden} > ${Umur-Responden}
select_multiple banyak | interview | Banyak | ${1a} = '01' or selected(${1a}, 'x')
",
            ),
            (
                "choices",
                "
list_name | name | label
skala | 01 | Satu
skala | x | Iks
skala | -9 | Tidak tahu
banyak | 0 | Nol
banyak | 99 | Lainnya
banyak | 3 | Tiga
",
            ),
        ],
        &expect![[r#"
            key = "survei"
            version = 1
            title = "survei"

            [[section]]
            key = "bagian"
            label = "survei"

            [[section.question]]
            key = "umur_responden_2"
            name = "Umur-Responden"
            label = "Umur"
            kind = "number"
            min = 0
            max = 4294967295
            required = false

            [[section.question]]
            key = "umur_responden"
            label = "Umur lagi"
            kind = "number"
            min = 0
            max = 4294967295
            required = false
            relevant = "${umur_responden_2} > 1"

            [[section.question]]
            key = "q_1a"
            name = "1a"
            label = "Skala"
            kind = "choice"
            choices = [
                { code = 1, label = "Satu", name = "01" },
                { code = 2, label = "Iks", name = "x" },
                { code = -9, label = "Tidak tahu" },
            ]
            required = false
            relevant = "${umur_responden} > ${umur_responden_2}"

            [[section.question]]
            key = "interview_2"
            name = "interview"
            label = "Banyak"
            kind = "several"
            choices = [
                { code = 1, label = "Nol", name = "0" },
                { code = 2, label = "Lainnya", name = "99" },
                { code = 3, label = "Tiga" },
            ]
            required = false
            relevant = "${q_1a} = '01' or selected(${q_1a}, 'x')"
        "#]],
        &expect![[r#"
            sheet 'survey', row 4, column B: the name '1a': a name begins with a letter and has no blanks: it becomes q_1a
        "#]],
    );
}

#[test]
fn what_a_form_does_not_have_is_listed_line_by_line() {
    taken(
        &[
            (
                "survey",
                "
type | name | label::id | label::en | label::Français (fr) | appearance | read_only | default | trigger | media::image | required | required_message | relevant | calculation | choice_filter | disabled | catatan
start | mulai
today | hari_ini
deviceid | alat
username | siapa
geopoint | titik | Titik
image | foto | Foto
audio | suara | Suara
barcode | kode | Kode
dateTime | saat | Saat
rank pilihan | urutan | Urutan
select_one_from_file desa.csv | desa | Desa
select_one ${anggota} | siapa_saja | Siapa
hidden | tersembunyi
text | nama | Nama | Name | Nom | w1 | yes | ${siapa} | ${foto} | logo.png | ${usia} > 3 | Wajib | ${foto} != '' | | | | ingat
integer | usia | Usia ${nama} | | | | | | | | | | ${hari_ini} > date('2024-01-01') | 2 + 2
select_one pilihan | pilih | Pilih | | | minimal | | | | | | | pulldata('a', 'b', 'c', 'd') = 1 | | position(..) = 1
select_one pilihan | pilih2 | Pilih | | | | | | | | | | selected(${pilih}, 'zz') or ${pilih} = 'a'
calculate | acak | | | | | | | | | | | | random()
calculate | acak2 | | | | | | | | | | | | ${acak} + 1
note | info | Info | | | | | | | | yes | | ${acak2} > 1
text | lama | Lama | | | | | | | | | | | | | yes
begin repeat | anggota | Anggota
text | nama_anggota | Nama
begin group | dalam
integer | umur_anggota | Umur
end group
end repeat
 | | | komentar
 | baris | Baris tanpa jenis
",
            ),
            (
                "choices",
                "
list_name | name | label | label::fr | image
pilihan | a | A | Ah | a.png
pilihan | b | B
ganjil | x | X
",
            ),
            ("settings", "form_title | form_id | version | style | submission_url\nUji | uji | v3 | pages | https://example.org"),
            ("catatan", "apa saja\nsatu"),
        ],
        &expect![[r#"
            key = "uji"
            version = 3
            title = "Uji"

            [[section]]
            key = "bagian"
            label = "Uji"

            [[section.question]]
            key = "nama"
            label = { id = "Nama", en = "Name" }
            kind = "text"
            required = false

            [[section.question]]
            key = "usia"
            label = "Usia ${nama}"
            kind = "number"
            min = 0
            max = 4294967295
            required = false
            relevant = "today() > date('2024-01-01')"

            [[section.question]]
            key = "pilih"
            label = "Pilih"
            kind = "choice"
            choices = [
                { code = 1, label = "A", name = "a" },
                { code = 2, label = "B", name = "b" },
            ]
            required = false

            [[section.question]]
            key = "pilih2"
            label = "Pilih"
            kind = "choice"
            choices = [
                { code = 1, label = "A", name = "a" },
                { code = 2, label = "B", name = "b" },
            ]
            required = false
            relevant = "false() or ${pilih} = 'a'"

            [[section.question]]
            key = "info"
            label = "Info"
            kind = "note"
        "#]],
        &expect![[r#"
            sheet 'survey', row 1, column E: column 'label::Français (fr)' with 1 cell: a form speaks Indonesian and English; another language fills in where both lack
            sheet 'survey', row 1, column I: column 'trigger' with 1 cell: forms have no such column
            sheet 'survey', row 1, column Q: column 'catatan' with 1 cell: forms have no such column
            sheet 'survey', row 2: question 'mulai' (start): the program keeps by itself who keyed an interview, where and when
            sheet 'survey', row 3: question 'hari_ini' (today): the interview has its date; expressions get it as today()
            sheet 'survey', row 4: question 'alat' (deviceid): the program keeps by itself who keyed an interview, where and when
            sheet 'survey', row 5: question 'siapa' (username): the program keeps by itself who keyed an interview, where and when
            sheet 'survey', row 6: question 'titik' (geopoint): places on a map are not asked here
            sheet 'survey', row 7: question 'foto' (image): pictures, sounds and files are not kept here
            sheet 'survey', row 8: question 'suara' (audio): pictures, sounds and files are not kept here
            sheet 'survey', row 9: question 'kode' (barcode): pictures, sounds and files are not kept here
            sheet 'survey', row 10: question 'saat' (dateTime): ask for the date and for the time in two questions
            sheet 'survey', row 11: question 'urutan' (rank pilihan): a ranking is not asked here: ask for each rank in a question of its own
            sheet 'survey', row 12: question 'desa' (select_one_from_file desa.csv): the list is in another file: put it into the sheet 'choices'
            sheet 'survey', row 13: question 'siapa_saja' (select_one ${anggota}): choices that come from answers are not asked here
            sheet 'survey', row 14: question 'tersembunyi' (hidden): nothing is keyed there, and nothing worked out
            sheet 'survey', row 15, column F: appearance 'w1': how a question looks is the same everywhere
            sheet 'survey', row 15, column G: read_only 'yes': what is shown and not answered is a note
            sheet 'survey', row 15, column H: default '${siapa}': what is preset is a fixed answer
            sheet 'survey', row 15, column J: media::image 'logo.png': pictures, sounds and files are not kept here
            sheet 'survey', row 15, column K: required '${usia} > 3': an answer is needed always or never: it is taken as not needed
            sheet 'survey', row 15, column L: required_message 'Wajib': the program says it in its own words
            sheet 'survey', row 15, column M: relevant '${foto} != ''': it asks for ${foto}, which is not taken
            sheet 'survey', row 16, column C: the answers in label 'Usia ${nama}': texts are shown as they are written
            sheet 'survey', row 16, column N: calculation '2 + 2': it is keyed here; for a value that is worked out use the type calculate
            sheet 'survey', row 17, column F: appearance 'minimal': how a question looks is the same everywhere
            sheet 'survey', row 17, column M: relevant 'pulldata('a', 'b', 'c', 'd') = 1': the function pulldata(…) is not taken (forms know no other files: put the list into the choices)
            sheet 'survey', row 17, column O: choice_filter 'position(..) = 1': '..' is a path (name a question as ${key}: forms without repeats need no paths; a division is written div)
            sheet 'survey', row 18, column M: 'selected(${pilih}, 'zz')' in relevant: 'zz' is no choice of ${pilih}; it is read as false(), which is what XForms makes of it
            sheet 'survey', row 19, column B: question 'acak' (calculate): what it is worked out from is not taken
            sheet 'survey', row 19, column N: calculation 'random()': the function random(…) is not taken (the same answers must always give the same result)
            sheet 'survey', row 20, column B: question 'acak2' (calculate): what it is worked out from is not taken
            sheet 'survey', row 20, column N: calculation '${acak} + 1': it asks for ${acak}, which is not taken
            sheet 'survey', row 21, column K: required 'yes': nothing is keyed here that could be checked
            sheet 'survey', row 21, column M: relevant '${acak2} > 1': it asks for ${acak2}, which is not taken
            sheet 'survey', row 22, column P: row of type 'text': it is marked as disabled
            sheet 'survey', row 23: repeat 'anggota': forms have no repeats: ask for each as questions of their own
            sheet 'survey', row 24: question 'nama_anggota' (text): it is in a repeat, and forms have no repeats
            sheet 'survey', row 25: group 'dalam': forms have no repeats: ask for each as questions of their own
            sheet 'survey', row 26: question 'umur_anggota' (integer): it is in a repeat, and forms have no repeats
            sheet 'survey', row 29: row: a row without a type is taken as a comment
            sheet 'survey', row 30: row: a row without a type is taken as a comment
            sheet 'choices', row 1, column D: column 'label::fr' with 1 cell: a form speaks Indonesian and English; another language fills in where both lack
            sheet 'choices', row 2, column E: 'a.png' of choice 'a': pictures, sounds and files are not kept here
            sheet 'choices', row 4, column B: list 'ganjil' with 1 choice: no question asks for it
            sheet 'settings', row 2, column C: version 'v3': versions are whole numbers: it becomes version 3
            sheet 'settings', row 2, column D: style 'pages': the setting has no meaning here
            sheet 'settings', row 2, column E: submission_url 'https://example.org': the setting has no meaning here
            sheet 'catatan': sheet with 2 rows: forms are made of the sheets survey, choices and settings
        "#]],
    );
}

#[test]
fn cells_of_all_types_read_as_people_see_them() {
    taken(
        &[
            (
                "survey",
                "
type | name | label | required | default
date | tanggal | Tanggal | true | #2024-09-30
integer | anak | #39793 | | #2
select_one ya | ya | Ya? | | #1
",
            ),
            ("choices", "list_name | name | label\nya | #1 | Ya\nya | #0 | Tidak"),
        ],
        &expect![[r#"
            key = "survei"
            version = 1
            title = "survei"

            [[section]]
            key = "bagian"
            label = "survei"

            [[section.question]]
            key = "tanggal"
            label = "Tanggal"
            kind = "date"
            default = "2024-09-30"

            [[section.question]]
            key = "anak"
            label = "39793"
            kind = "number"
            min = 0
            max = 4294967295
            required = false
            default = 2

            [[section.question]]
            key = "ya"
            label = "Ya?"
            kind = "choice"
            choices = [
                { code = 1, label = "Ya" },
                { code = 0, label = "Tidak" },
            ]
            required = false
            default = 1
        "#]],
        &expect![[""]],
    );
}
