"""Anyone's CSV or Parquet file as a data set: a table of numbers, or sentences with their moods."""

from array import array
from collections.abc import Iterator
from os import PathLike
from pathlib import Path

import numpy as np

from compare.errors import BadInput
from compare.inputs.datasets.cells import is_missing, is_number, number
from compare.inputs.datasets.dataset import Dataset, Task
from compare.inputs.datasets.merged import Merged
from compare.inputs.datasets.notes import MOOD_LABELS, VOCABULARY, counted
from compare.inputs.datasets.parquet import read_parquet
from compare.inputs.datasets.rows import read_rows
from compare.inputs.datasets.targets import TargetColumn, unit_interval
from compare.inputs.datasets.uneven import Row
from compare.inputs.datasets.wording import fault, is_parquet, listed, nearest, placed, quoted


def read_csv(path: str | PathLike[str], target: str | None = None, task: Task | None = None) -> Dataset:
    """Read a CSV file with a header, or a Parquet file (*.parquet, with the extra `parquet`).

    Without `target` the last column is it; without `task` the target decides.
    A file with just the columns sentence and mood holds sentences, counted by the tokeniser.
    Raises BadInput, one line naming the file, the line and the column, for anything that cannot be read as such.
    """
    if task not in (None, "regression", "classification"):
        raise BadInput(f"task {quoted(str(task))}: it must be 'regression' or 'classification'")
    where = str(path)
    header, rows = read_parquet(path) if is_parquet(where) else read_rows(path)
    aim = _position(header, target, where)
    if sorted(name.casefold() for name in header) == ["mood", "sentence"] and header[aim].casefold() == "mood":
        return _sentences(where, header[aim], aim, rows, task)
    return _table(where, header, aim, rows, task)


def _position(header: tuple[str, ...], target: str | None, where: str) -> int:
    if target is None:
        folded = [name.casefold() for name in header]
        return 0 if folded == ["mood", "sentence"] else len(header) - 1
    if target.strip() not in header:
        raise fault(f"no column {quoted(target)}; the columns are {listed(header)}.{nearest(target, header)}", where)
    return header.index(target.strip())


def _table(where: str, header: tuple[str, ...], aim: int, rows: Iterator[Row], task: Task | None) -> Dataset:
    features = header[:aim] + header[aim + 1 :]
    values, lines, merged = array("d"), list[int](), Merged()
    column = TargetColumn(where, header[aim], task, merged)
    for line, row in rows:
        lines.append(line)
        column.add(line, row.pop(aim))
        for name, cell in zip(features, row, strict=True):
            values.append(number(cell, where, line, name))
            merged.look(name, cell, values[-1])
    target = column.read()
    return Dataset(
        name=Path(where).name,
        task=target.task,
        x=np.array(values).reshape(len(lines), len(features)),
        y=np.array(target.y),
        features=features,
        target=header[aim],
        examples=tuple(placed(where, line) for line in lines),
        labels=target.labels,
        task_reason=target.reason,
        merged=merged.found,
    )


def _sentences(where: str, column: str, aim: int, rows: Iterator[Row], task: Task | None) -> Dataset:
    texts, moods = list[str](), list[float]()
    for line, row in rows:
        moods.append(_mood(row.pop(aim), where, line, column))
        texts.append(row[0])
    reason = "given" if task else "inferred: the columns are sentence and mood"
    data = counted(Path(where).name, texts, moods, task or "classification", reason)
    if not data.x.any():
        raise fault(f"no sentence has any of the words that are counted: {listed(VOCABULARY)}", where)
    return data


def _mood(cell: str, where: str, line: int, column: str) -> float:
    if is_number(cell):
        return unit_interval(number(cell, where, line, column), where, line, column)
    moods = [label.casefold() for label in MOOD_LABELS]
    if is_missing(cell) or cell.strip().casefold() not in moods:
        raise fault(f"{quoted(cell)}: a mood is Happy, Sad or a number in [0, 1]", where, line, column)
    return float(moods.index(cell.strip().casefold()))
