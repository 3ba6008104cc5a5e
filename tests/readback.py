"""Reads what `cargo test` exported (`target/tmp/readback`) with other programs' own readers: answers, labels and reasons must be intact.

Needs pandas, pyreadstat and openpyxl; PSPP, R and LibreOffice are used where they are installed, and named where they are not.
"""

import csv
import io
import json
import runpy
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else "target/tmp/readback")
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
REASONS = ["blank", "unreadable", "two_marks", "refused", "not_applicable", "not_in_source"]
WORDS = ["kosong", "tak terbaca", "ganda", "menolak", "tidak berlaku", "tidak ada di sumber"]
LONG = "panjang_sekali_nama_pertanyaan_ini"
# What statistics programs call it: a word that they keep for themselves, and a name that is too long.
RENAMED = {"to": "to_2", LONG: LONG[:32]}
SEVERAL = {"kendala_1": 1, "kendala_2": 2, "kendala_5": 16}
PUAS = {1: "tidak puas", 2: "puas", 3: "sangat puas"}


def same(found, expected, what):
    if found != expected:
        raise SystemExit(f"{what}: {found!r} where {expected!r} was keyed")


def answers(name):
    """The answers to a question as keyed: a value, a reason or nothing; of several choices, one of them."""
    for interview in EXPECTED:
        if name in SEVERAL:
            bits = interview["kendala"]
            yield int(bool(bits & SEVERAL[name])) if isinstance(bits, int) else bits
        else:
            yield interview[name]


def questions():
    return [name for name in EXPECTED[0] if name not in ("kendala", "pengantar")] + list(SEVERAL)


def reason(answer):
    return answer["missing"] if isinstance(answer, dict) else None


def value(answer):
    return None if isinstance(answer, dict) else answer


def check_table(rows, what, number=lambda cell: cell, text=lambda cell: cell):
    """Checks rows of a table by codes: cells as the reader gives them, empty for none."""
    same(len(rows), len(EXPECTED), f"{what}: rows")
    for name in questions():
        column = "kendala_missing" if name in SEVERAL else f"{name}_missing"
        for row, answer in zip(rows, answers(name)):
            expected = value(answer)
            found = row[name]
            if expected is None:
                same(found in (None, ""), True, f"{what}, {name} is empty")
            elif isinstance(expected, str):
                same(text(found), expected, f"{what}, {name}")
            else:
                same(number(found), expected, f"{what}, {name}")
            same(row[column] or None, reason(answer), f"{what}, {column}")


def read_csv():
    text = (FOLDER / "csv.csv").read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    check_table(rows, "csv", number=lambda cell: json.loads(cell), text=lambda cell: cell.removeprefix("'"))


def read_jsonl():
    text = (FOLDER / "jsonl.jsonl").read_bytes().decode("utf-8")
    check_table([json.loads(line) for line in text.split("\n") if line], "jsonl")


def unescape(text):
    """Strings of a workbook write some signs as _x000D_; openpyxl leaves them so."""
    return openpyxl.utils.escape.unescape(text)


def sheet(book, name):
    head, *rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(head, row)) for row in rows]


def read_xlsx():
    book = openpyxl.load_workbook(FOLDER / "xlsx.xlsx")
    same(book.sheetnames, ["data", "label", "teks panjang", "buku kode", "keterangan"], "xlsx: sheets")
    same((book["data"].freeze_panes, book["data"].auto_filter.ref.split(":")[0]), ("B2", "A1"), "xlsx: header and filter")
    whole = {}
    for part in sheet(book, "teks panjang"):
        whole.setdefault((part["baris"], part["kolom"]), []).append(part["teks"])
    for name in ("data", "label"):
        rows = sheet(book, name)
        for (at, column), parts in whole.items():
            rows[at - 2][column] = "".join(parts)
        for row in rows:
            row["lahir"] = row["lahir"].strftime("%Y-%m-%d") if row["lahir"] else None
        if name == "data":
            check_table(rows, "xlsx", number=lambda cell: int(cell) if isinstance(cell, str) else cell, text=unescape)
        else:
            same([row["puas"] for row in rows], [PUAS.get(value(answer)) for answer in answers("puas")], "xlsx, label, puas")
    same(book["data"]["A2"].data_type, "n", "xlsx: numbers are numbers")
    formulas = [cell for row in book["data"].iter_rows() for cell in row if cell.data_type == "f"]
    same(formulas, [], "xlsx: nothing runs")


def read_sav():
    path = FOLDER / "sav.sav"
    data, meta = pyreadstat.read_sav(path, user_missing=True)
    same((len(data), meta.file_encoding), (4, "UTF-8"), "sav: rows and encoding")
    labels = meta.variable_value_labels["puas"]
    same(labels, {**{float(code): label for code, label in PUAS.items()}, **{-91.0 - at: word for at, word in enumerate(WORDS)}}, "sav: labels")
    same(meta.column_names_to_labels["puas"], 'Kepuasan "umum"', "sav: variable label")
    same(meta.missing_ranges["puas"], [{"lo": -99.0, "hi": -91.0}], "sav: user-missing")
    same(meta.missing_ranges["suhu"], [{"lo": -999.0, "hi": -991.0}], "sav: user-missing below every value")
    same((meta.variable_measure["puas"], meta.variable_measure["kelamin"], meta.variable_measure["suhu"]), ("ordinal", "nominal", "scale"), "sav: levels")
    same(getattr(meta, "mr_sets", {"kendala": {"variable_list": list(SEVERAL)}})["kendala"]["variable_list"], list(SEVERAL), "sav: set")
    same(any("SKM DPMPTSP" in note for note in meta.notes), True, "sav: what it is")
    data["cerita"] = data["cerita"] + data["cerita@2"]
    plain, _ = pyreadstat.read_sav(path)
    for name in questions():
        column = RENAMED.get(name, name)
        for at, answer in enumerate(answers(name)):
            found, expected = data[column][at], value(answer)
            if expected is None:
                if name != LONG:
                    same(pd.isna(plain[column][at]) or plain[column][at] == "", True, f"sav, {name} is missing")
                if reason(answer) and name in ("jalan", "cerita"):
                    same(data[f"{name}_missing"][at], -91.0 - REASONS.index(reason(answer)), f"sav, {name}_missing")
                elif reason(answer) and name not in ("lahir", "jam", LONG):
                    base = -991.0 if name == "suhu" else -91.0
                    same(found, base - REASONS.index(reason(answer)), f"sav, {name}")
            elif name == "lahir":
                same(str(found), expected, f"sav, {name}")
            elif name == "jam":
                same(f"{found:%H:%M}", expected, f"sav, {name}")
            else:
                same(found, str(expected) if name == LONG else expected, f"sav, {name}")


def read_dta():
    path = FOLDER / "dta.dta"
    reader = pd.io.stata.StataReader(path)
    data = reader.read(convert_categoricals=False, convert_missing=True, convert_dates=False)
    labels = {int(code): label for code, label in reader.value_labels()["puas"].items()}
    same(labels, {**PUAS, **{2147483622 + at: word for at, word in enumerate(WORDS)}}, "dta: labels")
    same(reader.variable_labels()["puas"], 'Kepuasan "umum"', "dta: variable label")
    for name in questions():
        column = RENAMED.get(name, name)
        for at, answer in enumerate(answers(name)):
            found, expected = data[column][at], value(answer)
            if expected is None:
                shown = str(data[f"{name}_missing"][at]) if name in ("jalan", "cerita") else str(found)
                if name != LONG:
                    same(shown, "." + "abcdef"[REASONS.index(reason(answer))] if reason(answer) else ".", f"dta, {name}")
            elif name == "lahir":
                same((pd.Timestamp("1960-01-01") + pd.Timedelta(days=int(found))).strftime("%Y-%m-%d"), expected, f"dta, {name}")
            elif name == "jam":
                same((pd.Timestamp("1960-01-01") + pd.Timedelta(milliseconds=found)).strftime("%H:%M"), expected, f"dta, {name}")
            else:
                same(found, str(expected) if name == LONG else expected, f"dta, {name}")
    same(list(pd.read_stata(path)["puas"].dropna()), ["sangat puas", "tidak puas"], "dta: categories")


def read_scripts():
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(FOLDER / "scripts.zip") as archive:
            same(archive.testzip(), None, "scripts: archive")
            archive.extractall(folder)
        (script,) = Path(folder).glob("*.py")
        module = runpy.run_path(str(script))
        data = module["read"](script.with_suffix(".csv"))
        for name in questions():
            column = RENAMED.get(name, name)
            for at, answer in enumerate(answers(name)):
                found, expected = data[column][at], value(answer)
                if expected is None:
                    if name != LONG:
                        same(pd.isna(found), True, f"scripts, {name} is missing")
                        found = data[f"{column}_missing"][at]
                        same(None if pd.isna(found) else found, reason(answer), f"scripts, {name}_missing")
                elif name == "lahir":
                    same(f"{found:%Y-%m-%d}", expected, f"scripts, {name}")
                elif name == LONG:
                    same(found, str(expected), f"scripts, {name}")
                else:
                    expected = expected.replace("\n", " ⏎ ") if isinstance(expected, str) else expected
                    same(found, expected, f"scripts, {name}")
        same([PUAS.get(value(answer)) for answer in answers("puas")], [None if pd.isna(label) else label for label in module["labelled"](data)["puas"]], "scripts: labels")
        pspp(Path(folder), script.with_suffix(".sps"))
        r(Path(folder), script.with_suffix(".R"))


def pspp(folder, script):
    if not shutil.which("pspp"):
        print("skipped: PSPP is not installed")
        return
    shutil.copy(FOLDER / "sav.sav", folder)
    frequencies = "FREQUENCIES /VARIABLES=puas suhu kendala_1 lahir jam jalan_missing.\n"
    told = []
    for name, text in (("script", script.read_text(encoding="utf-8")), ("sav", "GET FILE='sav.sav'.\n")):
        syntax = folder / f"{name}-run.sps"
        syntax.write_text(text + frequencies, encoding="utf-8")
        run = subprocess.run(["pspp", syntax.name], cwd=folder, capture_output=True, text=True)
        same(run.returncode, 0, f"pspp, {name}: {run.stdout}{run.stderr}")
        for label in [*WORDS[:4], "sangat puas"]:
            same(label in run.stdout, True, f"pspp, {name}: '{label}' stands there")
        told.append(run.stdout.split("Frequency", 1)[1])
    same(told[0], told[1], "pspp: script and .sav say the same")


R = """
source(commandArgs(TRUE)[1])
plain <- function(x) as.vector(unclass(x))
put <- function(...) cat(..., sep = "\\n")
labels <- attr(data[["puas"]], "labels")
put(nrow(data), attr(data[["puas"]], "label"), names(labels)[labels == 3], names(labels)[labels == -94])
put(ifelse(is.na(plain(data[["puas"]])), "", plain(data[["puas"]])))
"""


def r(folder, script):
    if not shutil.which("Rscript"):
        print("skipped: R is not installed")
        return
    (folder / "read.R").write_text(R, encoding="utf-8")
    run = subprocess.run(["Rscript", "--vanilla", "read.R", script.name], cwd=folder, capture_output=True, text=True)
    same(run.returncode, 0, f"R: {run.stdout}{run.stderr}")
    code = lambda answer: -91 - REASONS.index(reason(answer)) if reason(answer) else value(answer)
    told = ["" if code(answer) is None else str(code(answer)) for answer in answers("puas")]
    same(run.stdout.splitlines(), ["4", 'Kepuasan "umum"', "sangat puas", "menolak", *told], "R, puas")


def read_sqlite():
    path = FOLDER / "sqlite.sqlite"
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    base.row_factory = sqlite3.Row
    check_table([dict(row) for row in base.execute("SELECT * FROM interviews")], "sqlite")
    same([row["puas"] for row in base.execute("SELECT puas FROM labels")], [PUAS.get(value(answer)) for answer in answers("puas")], "sqlite: view")
    if shutil.which("sqlite3"):
        told = subprocess.run(["sqlite3", str(path), "SELECT kelamin FROM labels WHERE form_number = 1"], capture_output=True, text=True)
        same(told.stdout, "Perempuan\n", "sqlite3 shell")


def read_ddi():
    space = "{ddi:codebook:2_5}"
    root = ElementTree.parse(FOLDER / "ddi.xml").getroot()
    variables = {variable.get("name"): variable for variable in root.iter(f"{space}var")}
    codes = {code.find(f"{space}catValu").text: code for code in variables["puas"].iter(f"{space}catgry")}
    same({code: codes[code].find(f"{space}labl").text for code in "123"}, {str(code): label for code, label in PUAS.items()}, "ddi: labels")
    told = next(filter(None, map(reason, answers("puas"))))
    same((codes[told].get("missing"), codes["1"].get("missing")), ("Y", "N"), "ddi: reasons")


def read_by_libreoffice():
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        print("skipped: LibreOffice is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        to = "csv:Text - txt - csv (StarCalc):44,34,76,1"
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to, "--outdir", folder, FOLDER / "xlsx.xlsx"]
        subprocess.run(command, check=True, capture_output=True)
        rows = list(csv.DictReader(io.StringIO(Path(folder, "xlsx.csv").read_text(encoding="utf-8"))))
        same([row["puas"] for row in rows], [str(value(answer) or "") for answer in answers("puas")], "LibreOffice, puas")
        same(rows[0]["cerita"], EXPECTED[0]["cerita"], "LibreOffice, cerita")
        recalculated(office, folder)


def recalculated(office, folder):
    """Has the formulas of the index workbook worked out anew: none of the figures that stand in it may differ."""
    known = openpyxl.load_workbook(FOLDER / "index.xlsx", data_only=True)
    # Saved by openpyxl, a formula has no figure any more.
    openpyxl.load_workbook(FOLDER / "index.xlsx").save(Path(folder, "index.xlsx"))
    profile, out = f"-env:UserInstallation=file://{folder}/profile", Path(folder, "out")
    subprocess.run([office, "--headless", profile, "--convert-to", "xlsx", "--outdir", out, Path(folder, "index.xlsx")], check=True, capture_output=True)
    found = openpyxl.load_workbook(out / "index.xlsx", data_only=True)
    figures = set()
    for name in known.sheetnames:
        for row in known[name].iter_rows():
            for cell in row:
                one, other = cell.value, found[name][cell.coordinate].value
                numbers = isinstance(one, (int, float)) and isinstance(other, (int, float))
                if not (numbers and abs(one - other) < 1e-9):
                    same(other or "", one or "", f"LibreOffice, {name}!{cell.coordinate}")
                figures.add(one)
    for index in json.loads((FOLDER / "index.json").read_text(encoding="utf-8")):
        same({index["ikm"], index["mutu"]} <= figures, True, f"LibreOffice, {index['label']} {index['ikm']}")


for read in (read_csv, read_jsonl, read_xlsx, read_sav, read_dta, read_scripts, read_sqlite, read_ddi, read_by_libreoffice):
    read()
    print(f"{read.__name__}: as keyed")
