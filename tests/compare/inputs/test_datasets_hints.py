"""What is read and yet told: numbers that float64 merges, and two numbers that may be labels."""

from pathlib import Path

import pytest

from compare.errors import BadInput
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import Dataset, Task, read_csv

LONG = 1189850876250608321


def read(folder: Path, header: str, rows: list[str], task: Task | None = None) -> Dataset:
    path = folder / "mine.csv"
    path.write_text("\n".join([header, *rows, ""]))
    return read_csv(path, task=task)


def test_ids_that_float64_does_not_tell_apart_are_told_and_not_called_constant(tmp_path: Path) -> None:
    data = read(tmp_path, "id,size,price", [f"{LONG + i},{i},{2 * i + 3}" for i in range(3)])
    (warning,) = data.warnings
    assert f"of id beyond 2⁵³, as {LONG} and {LONG + 1}" in warning and "constant" not in warning
    assert prepare(data, Settings()).scaling.warning == ""


@pytest.mark.parametrize(
    ("cells", "merged"),
    [
        ([f"{LONG}"] * 3, False),
        (["9007199254740991", "9007199254740990", "9007199254740992"], False),
        (["9007199254740992", "9007199254740993", "1"], True),
        (["-9007199254740993", "-9007199254740992", "1"], True),
        (["1", "100000000000000001", "1e17"], True),
        (["1e17", "100000000000000000", "1.0E+17"], False),
        (["1e17", "2e17", "3e17"], False),
        (["0.1", "0.1000000000000000000001", "0.2"], False),
    ],
)
@pytest.mark.parametrize("header", ["id,price", "size,id"])
def test_only_different_numbers_that_become_one_are_told(
    cells: list[str], merged: bool, header: str, tmp_path: Path
) -> None:
    column = header.split(",").index("id")
    data = read(tmp_path, header, [f"{cell},{i}" if column == 0 else f"{i},{cell}" for i, cell in enumerate(cells)])
    assert list(data.merged) == ["id"] * merged


def test_a_constant_column_is_still_called_constant(tmp_path: Path) -> None:
    data = read(tmp_path, "id,size,price", [f"{LONG},{i},{2 * i + 3}" for i in range(3)])
    assert prepare(data, Settings()).scaling.warning.endswith("nothing to the model: 'id'")


@pytest.mark.parametrize(("low", "high"), [("-1", "1"), ("1", "2"), ("-1.0", "+1"), ("0", "100")])
def test_two_numbers_are_a_regression_with_a_hint_how_labels_are_written(low: str, high: str, tmp_path: Path) -> None:
    rows = [f"1,{high}", f"2,{low}", f"3,{high}"]
    data = read(tmp_path, "x,class", rows)
    assert data.task == "regression" and data.labels is None
    assert f"labels are coded 0 and 1, so if these are labels, write {low} as 0 and {high} as 1" in data.task_reason
    with pytest.raises(BadInput, match=r"column 'class'.*lies outside \[0, 1\]; write ") as caught:
        read(tmp_path, "x,class", rows, "classification")
    assert f"write {low} as 0 and {high} as 1" in str(caught.value)
    assert read(tmp_path, "x,class", rows, "regression").task_reason == "given"


@pytest.mark.parametrize("y", ["-1 1", "1 2 3", "-1 0 1", "5 5 5"])
def test_other_numbers_are_a_regression_without_a_hint(y: str, tmp_path: Path) -> None:
    data = read(tmp_path, "x,class", [f"{i},{value}" for i, value in enumerate(y.split())])
    assert data.task_reason == "inferred: the targets are numbers other than 0 and 1"
