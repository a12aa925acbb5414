"""What a finding is made of: a table, searches for the z where a column turns, and a sentence filled with numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import torch

from compare.arithmetic.precision import Array, Mask
from compare.studies.log_loss.formulas import Column, problem_at
from compare.studies.log_loss.measure import GRADIENT, LOSS, measure
from compare.studies.log_loss.search import from_where
from compare.studies.log_loss.table import Table
from compare.wording import minus, significant

LOW, HIGH = 1.0, 800.0  # columns are searched between these |z| for where they turn
LOSS_ULPS, GRADIENT_ULPS = 2, 4  # what an accurate form keeps, for y = 0 and 1 and every finite z
TORCH, NUMPY = f"torch {torch.__version__}", f"NumPy {np.__version__}"


class Finding(NamedTuple):
    """Something that the run found, or found no longer: `sentence` says which, `numbers` are what it is filled with."""

    name: str
    dtype: str
    holds: bool
    sentence: str
    numbers: dict[str, float]


class Cell(NamedTuple):
    """One column's value at one point, its ulps from the exact value, and that value to eight digits."""

    value: float
    ulps: float
    exact: str

    def __str__(self) -> str:
        exact = minus(self.exact)
        return f"{significant(self.value, 4)} where the exact value is {exact} ({ulps_text(self.ulps)} ulps)"


class Evidence(NamedTuple):
    """The columns, and their table in one dtype."""

    columns: Mapping[str, Column]
    table: Table

    def turns(self, name: str, link: str, y: int, sign: int, holds: Callable[[Array], Mask]) -> float:
        """The z of the given sign from which on `holds` is true of a column's values; nan if it is not at |z| = 800."""

        def asked(sizes: Array) -> Mask:
            with np.errstate(all="ignore"):
                trace = self.columns[name].side(problem_at(np.full_like(sizes, y), sign * sizes))
                return np.asarray(holds(trace[link]))

        return sign * from_where(asked, LOW, HIGH, self.table.dtype)

    def turns_wrong(self, name: str, link: str, y: int, sign: int) -> float:
        """The z of the given sign from which on a column's leading digits are wrong; nan if not at |z| = 800."""

        def asked(sizes: Array) -> Mask:
            found = measure([self.columns[name].side], np.full_like(sizes, y), sign * sizes)
            return np.asarray(found[link].wrong[0])

        return sign * from_where(asked, LOW, HIGH, self.table.dtype)

    def rows(self, y: int, sign: int) -> Mask:
        """The rows of the table with this y and z of this sign."""
        return np.asarray((self.table.y == y) & (np.sign(self.table.z) == sign))

    def wrong_rows(self, name: str, link: str, y: int, sign: int) -> Mask:
        """Those of them where the column's leading digits are wrong."""
        return self.rows(y, sign) & self.table.column(link, name).wrong

    def worst(self, name: str, link: str, among: Mask | None = None) -> float:
        """The column's largest distance from the truth in the table, or among some rows of it, in ulps."""
        return float(self.table.column(link, name).ulps[among].max())

    def cell(self, name: str, link: str, y: int, z: float) -> Cell:
        """The column at one point of the table."""
        (at,) = np.flatnonzero((self.table.y == y) & (self.table.z == z))
        found = self.table.column(link, name)
        return Cell(float(found.values[at]), float(found.ulps[at]), self.table.exact[link][at])

    def finding(
        self, name: str, *, holds: bool, says: str, else_says: str, of: str = TORCH, **numbers: float
    ) -> Finding:
        """A finding in the table's dtype: what it says if it holds, and what is so with that library if it does not."""
        dtype = self.table.dtype.name
        sentence = says if holds else f"not so with {of}: {else_says}"
        return Finding(name, dtype, holds, f"{dtype}: {sentence}", numbers)


def accurate(evidence: Evidence, name: str, subject: str, of: str) -> Finding:
    """That a column is within the ulps of an accurate form everywhere in the table."""
    gradient, loss = (evidence.worst(name, link) for link in (GRADIENT, LOSS))
    holds = gradient <= GRADIENT_ULPS and loss <= LOSS_ULPS
    told = (
        f"{subject} is within {ulps_text(gradient)} ulps of ∂L/∂z and {ulps_text(loss)} of L in every row of the table"
    )
    return evidence.finding(
        f"{name} is accurate",
        holds=holds,
        says=f"{told}.",
        else_says=f"{told}, where {GRADIENT_ULPS} and {LOSS_ULPS} are expected.",
        of=of,
        gradient_ulps=gradient,
        loss_ulps=loss,
    )


def is_zero(values: Array) -> Mask:
    """Exactly 0."""
    return np.asarray(values == 0)


def ulps_text(ulps: float) -> str:
    """Ulps to two decimals, large ones to two digits."""
    return "∞" if np.isinf(ulps) else f"{ulps:.2f}" if ulps < 1e4 else minus(f"{ulps:.1e}")
