"""The data that both models are given: five data sets by name, and anyone's CSV file by path."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from compare.errors import BadInput
from compare.inputs.datasets.dataset import Dataset, Task
from compare.inputs.datasets.extra import breast_cancer, certified, diabetes, longley
from compare.inputs.datasets.notes import houses, sentences
from compare.inputs.datasets.scaling import Scaling, standardise, unscaled
from compare.inputs.datasets.table import read_csv
from compare.inputs.datasets.wording import nearest, quoted

__all__ = ["NAMES", "Dataset", "Scaling", "Task", "certified", "load", "read_csv", "standardise", "unscaled"]

_BUILT_IN: dict[str, Callable[[], Dataset]] = {
    "houses": houses,
    "sentences": sentences,
    "diabetes": diabetes,
    "breast-cancer": breast_cancer,
    "longley": longley,
}
NAMES = tuple(_BUILT_IN)


def load(name_or_path: str | os.PathLike[str], target: str | None = None, task: Task | None = None) -> Dataset:
    """A data set of `NAMES`, or the CSV file at a path; `target` and `task` as in `read_csv`."""
    name = os.fspath(name_or_path)
    if name in _BUILT_IN:
        return _built_in(_BUILT_IN[name](), target, task)
    if _is_path(name):
        return read_csv(name, target, task)
    raise BadInput(
        f"no data set {quoted(name)}: give one of {', '.join(NAMES)}, or the path of a CSV file.{nearest(name, NAMES)}"
    )


def _built_in(data: Dataset, target: str | None, task: Task | None) -> Dataset:
    if target not in (None, data.target):
        raise BadInput(
            f"{data.name}: the target is {quoted(data.target)} and cannot be {quoted(str(target))}; "
            "leave the target out"
        )
    if task in (None, data.task):
        return data
    return replace(data, task=task, labels=None, task_reason="given")


def _is_path(name: str) -> bool:
    if "." in name or "/" in name or os.sep in name:
        return True
    with suppress(OSError, ValueError):
        return bool(name) and Path(name).exists()
    return False
