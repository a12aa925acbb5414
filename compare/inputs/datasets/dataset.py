"""A data set: raw features and targets in float64, with the words people know them by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from compare.errors import BadInput
from compare.inputs.datasets.merged import told
from compare.inputs.datasets.wording import plain

Task = Literal["regression", "classification"]
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Dataset:
    """n examples of d features and a target, in raw units; the arrays are read-only copies.

    `x` (n, d) and `y` (n,) are float64; `y` lies in [0, 1] for classification, where `labels` are the words of 0 and 1.
    `unit` belongs to the target and `feature_units` to the features; "" is no unit. `examples` holds one label a row.
    `task_reason` says why the task is what it is: "given", or what it was inferred from. `merged` names the columns in
    which different numbers became one in float64, with two of them as they were written.
    """

    name: str
    task: Task
    x: Array
    y: Array
    features: tuple[str, ...]
    target: str
    examples: tuple[str, ...]
    unit: str = ""
    feature_units: tuple[str, ...] = ()
    labels: tuple[str, str] | None = None
    standardised_by_default: bool = True
    task_reason: str = "given"
    merged: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", frozen(self.x))
        object.__setattr__(self, "y", frozen(self.y))
        if not self.feature_units:
            object.__setattr__(self, "feature_units", ("",) * len(self.features))
        for what in _faults(self):
            raise BadInput(f"{plain(self.name)}: {what}")

    @property
    def warnings(self) -> list[str]:
        """A line for each column that float64 cannot hold."""
        return [told(column, cells) for column, cells in self.merged.items()]


def frozen(values: ArrayLike) -> Array:
    """A read-only float64 copy."""
    copy = np.array(values, dtype=np.float64, order="C")
    copy.setflags(write=False)
    return copy


def _faults(data: Dataset) -> list[str]:
    """What contradicts the class's own description."""
    n, d = len(data.examples), len(data.features)
    faults = []
    if data.task not in ("regression", "classification"):
        faults.append(f"the task is {data.task!r}; it must be 'regression' or 'classification'")
    if n == 0 or d == 0:
        faults.append("no examples or no features; at least one of each is needed")
    if data.x.shape != (n, d) or data.y.shape != (n,) or len(data.feature_units) != d:
        faults.append(
            f"{n} examples of {d} features need x of shape {(n, d)}, y of shape {(n,)} and {d} feature units; "
            f"got {data.x.shape}, {data.y.shape} and {len(data.feature_units)}"
        )
    if not (np.isfinite(data.x).all() and np.isfinite(data.y).all()):
        faults.append("x or y holds a value that is not finite; every value must be a finite number")
    if data.task == "classification" and not ((data.y >= 0) & (data.y <= 1)).all():
        faults.append(
            f"targets of a classification lie in [0, 1], and {plain(data.target)} goes from "
            f"{data.y.min():g} to {data.y.max():g}; recode it, or choose the task regression"
        )
    return faults
