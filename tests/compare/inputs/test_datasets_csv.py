"""Files that can be read: every float bit for bit, every text as it stands, every task stated with its reason."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compare.errors import BadInput
from compare.inputs.datasets import Dataset, Task, read_csv
from compare.inputs.datasets.cells import number

DATA = Path(__file__).parents[2] / "data"
FINITE = st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)


def read(folder: Path, text: str, target: str | None = None, task: Task | None = None) -> Dataset:
    path = folder / "mine.csv"
    path.write_bytes(text.encode())
    return read_csv(path, target, task)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


def test_prices() -> None:
    data = read_csv(DATA / "prices.csv")
    assert (data.name, data.task, data.target) == ("prices.csv", "regression", "price")
    assert data.task_reason == "inferred: the targets are numbers other than 0 and 1"
    assert data.features == ("size", "rooms", "age") and data.feature_units == ("", "", "")
    assert data.x[0].tolist() == [850, 2, 31] and data.y.tolist()[-1] == 52400
    assert data.examples == tuple(f"line {line}" for line in range(2, 8))
    assert data.standardised_by_default and data.labels is None


def test_any_column_can_be_the_target() -> None:
    data = read_csv(DATA / "prices.csv", target="rooms")
    assert data.features == ("size", "age", "price") and data.y.tolist() == [2, 3, 3, 4, 5, 7]
    assert data.x[1].tolist() == [1200, 12, 24900]


def test_sentences_of_ones_own() -> None:
    data = read_csv(DATA / "sentences.csv")
    assert data.features == ("aack", "beep") and data.target == "mood" and data.labels == ("Sad", "Happy")
    assert data.x.tolist() == [[2, 0], [0, 3], [2, 1], [1, 2], [0, 1]]
    assert data.y.tolist() == [1, 0, 1, 0.25, 0]
    assert data.examples[2] == 'The aack said "beep", and aack again'
    assert not data.standardised_by_default
    assert data.task_reason == "inferred: the columns are sentence and mood"


@pytest.mark.parametrize(
    "text", ["Mood,Sentence\nHappy,aack\n", "sentence,mood\naack,happy\n", "MOOD,sentence\n1,aack"]
)
def test_the_two_columns_of_sentences_come_in_any_order_and_case(text: str, tmp_path: Path) -> None:
    data = read(tmp_path, text)
    assert data.x.tolist() == [[1, 0]] and data.y.tolist() == [1] and data.examples == ("aack",)


def test_sentences_can_be_a_regression_when_asked(tmp_path: Path) -> None:
    data = read(tmp_path, "sentence,mood\naack,Happy\nbeep,Sad\n", task="regression")
    assert (data.task, data.labels, data.y.tolist()) == ("regression", None, [1, 0])


@pytest.mark.parametrize(
    ("targets", "task", "expected", "labels", "reason"),
    [
        ("0 1 1", None, "classification", ("0", "1"), "inferred: every target is 0 or 1"),
        ("1 1 1", None, "classification", ("0", "1"), "inferred: every target is 0 or 1"),
        ("0.0 1e0 -0", None, "classification", ("0", "1"), "inferred: every target is 0 or 1"),
        ("0 1 2", None, "regression", None, "inferred: the targets are numbers other than 0 and 1"),
        ("0 0.5 1", None, "regression", None, "inferred: the targets are numbers other than 0 and 1"),
        ("0 0.5 1", "classification", "classification", ("0", "1"), "given"),
        ("0 1 1", "regression", "regression", None, "given"),
        ("yes no YES", None, "classification", ("no", "yes"), "inferred: two words, no = 0 and yes = 1"),
        ("Happy Sad Sad", None, "classification", ("Sad", "Happy"), "inferred: two words, Sad = 0 and Happy = 1"),
        ("TRUE FALSE TRUE", None, "classification", ("FALSE", "TRUE"), "inferred: two words, FALSE = 0 and TRUE = 1"),
        ("pass pass pass", None, "classification", ("fail", "pass"), "inferred: two words, fail = 0 and pass = 1"),
        ("dog Cat dog", None, "classification", ("Cat", "dog"),
         "inferred: two words in alphabetical order, Cat = 0 and dog = 1"),
        ("dog cat cat", "classification", "classification", ("cat", "dog"),
         "given: two words in alphabetical order, cat = 0 and dog = 1"),
    ],
)  # fmt: skip
def test_the_target_decides_the_task_and_the_reason_is_stated(
    targets: str, task: Task | None, expected: str, labels: tuple[str, str] | None, reason: str, tmp_path: Path
) -> None:
    rows = "".join(f"{i},{target}\n" for i, target in enumerate(targets.split()))
    data = read(tmp_path, f"x,t\n{rows}", task=task)
    assert (data.task, data.labels, data.task_reason) == (expected, labels, reason)
    if labels is not None and not targets[0].isdigit():
        assert [labels[int(y)].casefold() for y in data.y] == targets.casefold().split()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffa,b\n1,2\n",
        "a,b\r\n1,2\r\n",
        "a,b\r1,2\r",
        "a,b\n1,2",
        "\n\na,b\n\n1,2\n\n  \n",
        ' a , "b" \n 1 , 2 \n',
        '"a","b"\n"1","2"\n',
        "a,b\n+1,2.\n",
        "a,b\n1e0,.2E1\n",
    ],
)
def test_the_same_table_written_in_other_ways(text: str, tmp_path: Path) -> None:
    data = read(tmp_path, text.replace('"b" ', "b"))
    assert data.features == ("a",) and data.target == "b"
    assert data.x.tolist() == [[1]] and data.y.tolist() == [2]


def test_a_cell_over_several_lines_keeps_later_line_numbers_right(tmp_path: Path) -> None:
    data = read(tmp_path, 'sentence,mood\n"aack\nbeep",Happy\naack,Sad\n')
    assert data.examples == ("aack\nbeep", "aack")
    with pytest.raises(BadInput, match=r"mine\.csv, line 4, column 'mood'"):
        read(tmp_path, 'sentence,mood\n"aack\nbeep",Happy\naack,Angry\n')


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_floats_come_through_a_file_bit_for_bit(folder: Path, data: st.DataObject) -> None:
    n, d = data.draw(st.integers(1, 6)), data.draw(st.integers(2, 5))
    values = data.draw(arrays(np.float64, (n, d), elements=FINITE, fill=st.nothing()))
    path = folder / "floats.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"c{j}" for j in range(d)])
        writer.writerows([[repr(value) for value in row] for row in values.tolist()])
    back = read_csv(path, task="regression")
    assert np.column_stack([back.x, back.y]).tobytes() == values.tobytes()


@settings(max_examples=60, deadline=None)
@given(names=st.lists(TEXT, min_size=1, max_size=4), sentence=TEXT)
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_hostile_names_and_texts_stay_the_text_they_are(
    folder: Path, names: list[str], sentence: str, ending: str
) -> None:
    header = [*(name.strip() for name in names), "the target"]
    assume(all(header) and len(set(header)) == len(header))
    _write(folder / "names.csv", [header, ["1"] * len(header)], ending)
    assert read_csv(folder / "names.csv").features == tuple(header[:-1])
    _write(folder / "texts.csv", [["sentence", "mood"], [sentence + " aack", "Happy"]], ending)
    assert read_csv(folder / "texts.csv").examples == (sentence + " aack",)


def _write(path: Path, rows: list[list[str]], ending: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator=ending).writerows(rows)


@pytest.mark.parametrize(
    "name", ["=1+1", "<script>alert(1)</script>", "[bold red]x[/]", "\x1b[31mred", "a|b", "../..", "%s"]
)
def test_names_that_mean_something_to_other_programs_are_kept(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"{name},y\n1,2\n").features == (name,)


@settings(max_examples=150, deadline=None)
@given(cell=st.one_of(st.text(max_size=30), st.from_regex(r"[-+$]?[0-9_,.]{1,8}(e-?[0-9]{1,3})?.?", fullmatch=True)))
def test_a_cell_is_a_finite_number_or_one_printable_line(cell: str) -> None:
    try:
        value = number(cell, "a\nb.csv", 3, "c\x1b[0m")
    except BadInput as fault:
        assert str(fault).isprintable() and len(str(fault)) < 300
    else:
        assert np.isfinite(value) and value == float(cell)


@settings(max_examples=150, deadline=None)
@given(raw=st.one_of(st.binary(max_size=60), st.text('ab1.,"\n\r;é', max_size=40).map(str.encode)))
def test_any_bytes_are_a_data_set_or_one_printable_line(folder: Path, raw: bytes) -> None:
    path = folder / "bytes.csv"
    path.write_bytes(raw)
    try:
        data = read_csv(path)
    except BadInput as fault:
        assert str(fault).isprintable() and str(path) in str(fault)
    else:
        assert data.x.shape == (len(data.y), len(data.features)) and np.isfinite(data.x).all()
