"""Makes the files of other programs in this folder: `python3 make.py`, with pyreadstat 1.3 (ReadStat) and pandas 3; PSPP 2 where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pyreadstat

HERE = Path(__file__).parent
DATA = pd.DataFrame(
    {
        "NOMOR": [1.0, 2.0, 3.0, 4.0],
        "TGL": pd.to_datetime(["2024-09-30", "2024-10-01", "2024-10-01", "2024-10-02"]),
        "JK": [2.0, 1.0, 1.0, 2.0],
        "UMUR": [34.0, 28.0, 51.0, 99.0],
        "Q1": [3.0, 4.0, None, 2.0],
        "Q2": [4.0, 4.0, 9.0, 1.0],
        "SARAN": ["Antre lama, é 🙂", "", "x" * 300, "panas"],
    }
)
LABELS = {
    "NOMOR": "No. responden",
    "TGL": "Tanggal survei",
    "JK": "Jenis kelamin",
    "UMUR": "Usia (tahun)",
    "Q1": "Persyaratan",
    "Q2": "Prosedur",
    "SARAN": "Kritik dan saran",
}
# Codes that are not those of the form, a scale with words of its own, and a reason that the form knows.
VALUES = {
    "JK": {1.0: "Perempuan", 2.0: "Laki-laki"},
    "Q1": {1.0: "Sangat buruk", 2.0: "Buruk", 3.0: "Bagus", 4.0: "Bagus sekali"},
    "Q2": {9.0: "menolak"},
}
MISSING = {"UMUR": [99], "Q2": [9]}


def main():
    days = DATA.assign(TGL=DATA["TGL"].dt.date)
    for name, more in (("plain.sav", {}), ("codes.sav", {"row_compress": True}), ("blocks.zsav", {"compress": True})):
        pyreadstat.write_sav(days, HERE / name, column_labels=LABELS, variable_value_labels=VALUES, missing_ranges=MISSING, **more)
    if shutil.which("pspp"):
        syntax = f"GET FILE='{HERE / 'codes.sav'}'.\nSAVE OUTFILE='{HERE / 'pspp.sav'}'.\n"
        subprocess.run(["pspp", "-O", "format=txt"], input=syntax, text=True, check=True, stdout=subprocess.DEVNULL)
    # A reason of Stata's own, with a label.
    reason = days.assign(Q2=pd.Series([4.0, 4.0, "a", 1.0], dtype=object))
    pyreadstat.write_dta(
        reason,
        HERE / "readstat118.dta",
        version=14,
        column_labels=LABELS,
        variable_value_labels={**VALUES, "Q2": {"a": "menolak"}},
        missing_user_values={"Q2": ["a"]},
    )
    whole = {column: (labels if column != "Q2" else {9: "menolak"}) for column, labels in VALUES.items()}
    for name, version in (("pandas", 114), ("pandas", 117), ("pandas", 118), ("pandas", 119), ("big", 114), ("big", 118)):
        table = DATA.copy()
        if version < 118:
            table["SARAN"] = table["SARAN"].str.replace(" 🙂", "").str.slice(0, 240)
        for column in ("NOMOR", "JK", "UMUR", "Q2"):
            table[column] = table[column].astype("int16")
        table.to_stata(
            HERE / f"{name}{version}.dta",
            version=version,
            byteorder="big" if name == "big" else "little",
            write_index=False,
            convert_dates={"TGL": "td"},
            variable_labels=LABELS,
            value_labels={column: {int(code): label for code, label in labels.items()} for column, labels in whole.items()},
            convert_strl=["SARAN"] if version >= 117 else None,
        )


main()
