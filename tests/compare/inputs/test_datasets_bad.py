"""Files that cannot be read: each is one printable line that names the file, the place and the way out."""

from pathlib import Path
from typing import Any

import pytest

from compare.errors import BadInput
from compare.inputs.datasets import load, read_csv

TARGET_A: dict[str, Any] = {"target": "a"}
CLASSES: dict[str, Any] = {"task": "classification"}
VALUES: dict[str, Any] = {"task": "regression"}

CONTENTS: dict[str, tuple[str | bytes, dict[str, Any], list[str]]] = {
    # The file as a whole.
    "empty": ("", {}, ["is empty", "name the columns"]),
    "blank": ("\n  \n\n", {}, ["is empty"]),
    "byte-order mark alone": ("\ufeff", {}, ["is empty"]),
    "header alone": ("a,b\n", {}, ["a header and no rows"]),
    "latin-1": (b"name,price\n1,2\ncaf\xe9,3\n", {}, ["line 3", "0xe9", "not UTF-8"]),
    "utf-16": ("a,b\n1,2\n".encode("utf-16"), {}, ["line 1", "not UTF-8"]),
    "utf-16 without a mark": ("a,b\n1,2\n".encode("utf-16-le"), {}, ["line 1", "NUL", "UTF-16"]),
    "NUL": (b"a,b\n1,2\n3,\0\n", {}, ["line 3", "NUL"]),
    "an image": (b"\x89PNG\r\n\x1a\n", {}, ["line 1", "0x89"]),
    "an Excel workbook": (b"PK\x03\x04\x14\0\x06\0", {}, ["Excel workbook", "CSV UTF-8"]),
    "an old Excel workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", {}, ["Excel workbook", "CSV UTF-8"]),
    "gzip": (b"\x1f\x8b\x08\0\0", {}, ["gzip", "unpack"]),
    "Parquet by another name": (b"PAR1\x15\0", {}, ["Parquet", ".parquet"]),
    "unclosed quote": ('a,b\n1,2\n"3,4\n', {}, ["line 3", "double quote"]),
    "text after a quote": ('a,b\n"1"2,3\n', {}, ["line 2", "double quote"]),
    "a cell too long": ("a,b\n" + "1" * 200_000 + ",2\n", {}, ["line 2", "field limit"]),
    # The header.
    "semicolons": ("a;b\n1;2\n", {}, ["line 1", "semicolons", "commas"]),
    "tabs": ("a\tb\n1\t2\n", {}, ["tabs", "commas"]),
    "bars": ("a|b\n1|2\n", {}, ["bars", "commas"]),
    "one column": ("price\n1\n", {"target": "price"}, ["only one column, 'price'", "feature"]),
    "no name": ("a,,b\n1,2,3\n", {}, ["line 1", "column 2 has no name"]),
    "a name of spaces": ("a,  \n1,2\n", {}, ["column 2 has no name"]),
    "same name twice": ("a,b,a\n1,2,3\n", {}, ["2 columns are named 'a'"]),
    "same name but for spaces": ("a,b, a \n1,2,3\n", {}, ["2 columns are named 'a'"]),
    "no header": ("1000,2,20000\n2000,4,30000\n", {}, ["line 1", "holds numbers", "name the columns"]),
    "unknown target": ("size,price\n1,2\n", {"target": "prize"}, ["no column 'prize'", "Did you mean 'price'?"]),
    "target in the wrong case": ("size,price\n1,2\n", {"target": "Price"}, ["no column 'Price'", "mean 'price'?"]),
    "target like nothing": ("size,price\n1,2\n", {"target": "qqq"}, ["no column 'qqq'", "'size', 'price'."]),
    "unknown task": ("a,b\n1,2\n", {"task": "ranking"}, ["'ranking'", "'regression' or 'classification'"]),
    # Rows.
    "short row": ("a,b,c\n1,2,3\n4,5\n", {}, ["line 3", "2 cells", "header has 3"]),
    "long row": ("a,b\n1,2\n3,4,5\n", {}, ["line 3", "3 cells", "header has 2", "comma inside"]),
    "unquoted thousands": ("a,b\n1,000,2\n", {}, ["line 2", "write 1000 for 1,000"]),
    "line numbers count blank lines": ("a,b\n\n1,2\n\n3\n", {}, ["line 5", "1 cells"]),
    "line numbers count quoted breaks": ('a,b\n"1\n",2\n3\n', {}, ["line 4", "1 cells"]),
    # Numbers.
    "empty cell": ("a,b\n1,2\n,3\n", {}, ["line 3", "column 'a'", "no value"]),
    "NA": ("a,b\nN/A,3\n", {}, ["line 2", "column 'a'", "'N/A'", "no value"]),
    "dash": ("a,b\n--,3\n", {}, ["line 2", "no value"]),
    "NaN": ("a,b\nnan,3\n", {}, ["line 2", "'nan'", "finite"]),
    "infinity": ("a,b\n-inf,3\n", {}, ["'-inf'", "finite"]),
    "too large": ("a,b\n1e400,3\n", {}, ["'1e400'", "beyond float64"]),
    "too small": ("a,b\n-1e-400,3\n", {}, ["'-1e-400'", "beyond float64"]),
    "text": ("a,b\nred,3\n", {}, ["'red'", "number is expected"]),
    "thousands": ('a,b\n"1,000",3\n', {}, ["'1,000'", "thousands"]),
    "dollars and thousands": ('a,b\n"$20,000",3\n', {}, ["'$20,000'", "thousands"]),
    "decimal comma": ('a,b\n"1,5",3\n', {}, ["'1,5'", "decimal point"]),
    "unit": ("a,b\n1000 ft²,3\n", {}, ["'1000 ft²'", "number alone"]),
    "currency": ("a,b\n€5,3\n", {}, ["'€5'", "number alone"]),
    "percent": ("a,b\n50%,3\n", {}, ["'50%'", "number alone"]),
    "underscores": ("a,b\n1_000,3\n", {}, ["'1_000'", "number alone"]),
    "hexadecimal": ("a,b\n0x1F,3\n", {}, ["'0x1F'", "number alone"]),
    "typographic minus": ("a,b\n−5,3\n", {}, ["'−5'", "minus sign"]),
    "digits of another script": ("a,b\n١٢,3\n", {}, ["'١٢'", "number is expected"]),
    "a date": ("a,b\n2024-05-01,3\n", {}, ["'2024-05-01'", "a date"]),
    "a break in a cell": ('a,b\n"1\n2",3\n', {}, [r"'1\n2'", "number is expected"]),
    "an escape sequence": ("a,b\n\x1b[31m,3\n", {}, [r"'\x1b[31m'"]),
    "a long text": ("a,b\n" + "w" * 999 + ",3\n", {}, ["…'", "number is expected"]),
    "a hostile column": ("a\x07,b\nred,3\n", {}, [r"column 'a\x07'"]),
    # Targets.
    "missing target": ("a,b\n1,yes\n2,\n3,no\n", {}, ["line 3", "column 'b'", "missing"]),
    "NaN target": ("a,b\n1,2\n2,NaN\n", {}, ["line 3", "column 'b'", "finite"]),
    "prices with a unit": ("a,b\n1,$20\n2,$30\n", {}, ["line 2", "column 'b'", "number alone"]),
    "target by name": ("a,b\nx7,1\n", TARGET_A, ["column 'a'", "1 different words ('x7')"]),
    "three words": ("a,b\n1,red\n2,green\n3,blue\n", {}, ["column 'b'", "3 different words", "'red', 'green', 'blue'"]),
    "one unknown word": ("a,b\n1,red\n2,red\n", {}, ["1 different words ('red')", "two"]),
    "many words": ("a,b\n" + "".join(f"1,w{i}\n" for i in range(40)), {}, ["40 different words", "and 32 more"]),
    "words and numbers": ("a,b\n1,5\n2,red\n", {}, ["line 3", "'red'", "number is expected"]),
    "words as a regression": ("a,b\n1,yes\n2,no\n", VALUES, ["line 2", "'yes'", "number is expected"]),
    "label above 1": ("a,b\n1,0\n2,1\n3,2\n", CLASSES, ["line 4", "2 lies outside [0, 1]"]),
    "label below 0": ("a,b\n1,-1\n2,1\n", CLASSES, ["line 2", "-1 lies outside [0, 1]"]),
    # Sentences.
    "angry": ("sentence,mood\naack,Angry\n", {}, ["line 2", "column 'mood'", "'Angry'", "Happy, Sad"]),
    "no mood": ("sentence,mood\naack,\n", {}, ["line 2", "column 'mood'", "Happy, Sad"]),
    "mood above 1": ("sentence,mood\naack,1.5\n", {}, ["line 2", "1.5 lies outside [0, 1]"]),
    "mood NaN": ("sentence,mood\naack,nan\n", {}, ["line 2", "column 'mood'", "finite"]),
    "unquoted comma": ("sentence,mood\nAack, aack!,Happy\n", {}, ["line 2", "3 cells", "quote"]),
    "no word counted": ("sentence,mood\nhello there,Happy\n", {}, ["'aack', 'beep'"]),
    "sentence as the target": ("sentence,mood\naack,Happy\n", {"target": "sentence"}, ["column 'mood'", "'Happy'"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTENTS)
def test_a_bad_file_is_one_line_that_names_the_file_the_place_and_the_fault(case: str, tmp_path: Path) -> None:
    content, options, named = CONTENTS[case]
    path = tmp_path / "mine.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BadInput) as caught:
        read_csv(path, **options)
    told = str(caught.value)
    assert told.isprintable() and len(told) < 300 + len(str(path))
    assert [part for part in named if part not in told] == []
    assert told.startswith(f"{path}") or "task" in options


def _missing(folder: Path) -> Path:
    return folder / "none.csv"


def _directory(folder: Path) -> Path:
    return folder


def _through_a_file(folder: Path) -> Path:
    (folder / "file.csv").write_text("a,b\n1,2\n")
    return folder / "file.csv" / "more.csv"


def _loop(folder: Path) -> Path:
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    return folder / "loop.csv"


def _too_long(folder: Path) -> Path:
    return folder / ("x" * 5000 + ".csv")


def _with_a_nul(folder: Path) -> Path:
    return folder / "a\0.csv"


def _with_a_break(folder: Path) -> Path:
    return folder / "a\nb.csv"


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (_missing, "none.csv: no such file"),
        (_directory, "this is a directory; give the path of a CSV file"),
        (_through_a_file, "cannot be read: Not a directory"),
        (_loop, "cannot be read: "),
        (_too_long, "cannot be read: File name too long"),
        (_with_a_nul, "cannot be read: "),
        (_with_a_break, r"a\nb.csv': no such file"),
    ],
)
def test_a_path_that_cannot_be_read_is_told_in_one_line(place: Any, named: str, tmp_path: Path) -> None:
    path = place(tmp_path)
    for open_it in (read_csv, load):
        with pytest.raises(BadInput) as caught:
            open_it(path)
        assert named in str(caught.value) and str(caught.value).isprintable()
