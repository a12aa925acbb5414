"""A Parquet file is read as a CSV file is, with the extra that reads it; without, one line says how to get it."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from compare.errors import BadInput
from compare.inputs.datasets import read_csv

Columns = dict[str, list[Any]]


class Standing:
    """What pyarrow.parquet gives of a file, for a table that is at hand: the parts that are used, two rows a batch."""

    def __init__(self, columns: Columns) -> None:
        self.columns, self.n = columns, len(next(iter(columns.values()), []))
        self.schema_arrow = SimpleNamespace(names=list(columns))
        self.metadata = SimpleNamespace(num_rows=self.n)

    def iter_batches(self) -> Any:
        for start in range(0, self.n, 2):
            parts = [values[start : start + 2] for values in self.columns.values()]
            yield SimpleNamespace(columns=[SimpleNamespace(to_pylist=lambda part=part: part) for part in parts])


def standing_in(columns: Columns, patch: pytest.MonkeyPatch) -> None:
    module, parquet = ModuleType("pyarrow"), ModuleType("pyarrow.parquet")
    module.parquet = parquet  # type: ignore[attr-defined]
    parquet.ParquetFile = lambda where: Standing(columns)  # type: ignore[attr-defined]
    patch.setitem(sys.modules, "pyarrow", module)
    patch.setitem(sys.modules, "pyarrow.parquet", parquet)


PRICES: Columns = {"size": [850, 1200, 0.1 + 0.2], "price": [3, 5, 8], "rooms": [2, 3, 4]}


def test_a_table_is_read_bit_for_bit_and_its_rows_are_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    standing_in(PRICES, monkeypatch)
    data = read_csv("mine.parquet", target="price")
    assert data.features == ("size", "rooms") and data.y.tolist() == [3, 5, 8] and data.x[2, 0] == 0.1 + 0.2
    assert data.examples == ("row 1", "row 2", "row 3") and data.task == "regression"


REFUSED: dict[str, tuple[Columns, list[str]]] = {
    "a gap": ({"a": [1, None], "b": [2, 3]}, ["mine.parquet, row 2, column 'a'", "no value here"]),
    "a gap in the target": ({"a": [1, 2], "b": [None, 3]}, ["row 1, column 'b'", "the target is missing"]),
    "a nan": ({"a": [1, float("nan")], "b": [2, 3]}, ["row 2", "'nan'", "finite"]),
    "true": ({"a": [1, True], "b": [2, 3]}, ["row 2", "'True'", "write true and false as 1 and 0"]),
    "a list": ({"a": [[1, 2], [3]], "b": [2, 3]}, ["row 1, column 'a'", "'[1, 2]'"]),
    "one column": ({"a": [1]}, ["only one column, 'a'"]),
    "no column": ({}, ["only one column"]),
    "no rows": ({"a": [], "b": []}, ["no rows"]),
    "one name twice but for a space": ({"a": [1], "a ": [2], "b": [3]}, ["2 columns are named 'a'"]),
    "no name": ({"": [1], "b": [3]}, ["column 1 has no name"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_told_with_its_row(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    columns, named = REFUSED[case]
    standing_in(columns, monkeypatch)
    with pytest.raises(BadInput) as caught:
        read_csv("mine.parquet")
    assert [part for part in named if part not in str(caught.value)] == []


def test_two_words_are_labels_and_long_ids_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    standing_in({"id": [2**60, 2**60 + 1], "class": ["no", "yes"]}, monkeypatch)
    data = read_csv("mine.parquet")
    assert (data.labels, data.y.tolist(), list(data.merged)) == (("no", "yes"), [0, 1], ["id"])


def test_without_the_extra_one_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(BadInput, match=r'needs pyarrow; install it with: pip install "backproof\[parquet\]"'):
        read_csv("mine.parquet")


def test_with_the_extra_a_file_is_read(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table(PRICES | {"size": [850.0, 1200.0, 0.1 + 0.2]}), tmp_path / "mine.parquet")
    data = read_csv(tmp_path / "mine.parquet", target="price")
    assert np.array_equal(data.x, [[850, 2], [1200, 3], [0.1 + 0.2, 4]]) and data.y.tolist() == [3, 5, 8]
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(BadInput, match="no Parquet file that can be read"):
        read_csv(tmp_path / "bad.parquet")
