"""The table: every column at every z from −800 to 800, for y = 0 and y = 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.studies.log_loss.formulas import Column
from compare.studies.log_loss.measure import Measured, exact_values, measure

MAGNITUDES = (  # |z|: ordinary ones, and those near which some formula of float64 or float32 turns
    *(1e-8, 1, 2, 5, 10, 16, 17, 20, 20.5, 24, 27, 28, 30, 33, 34, 36, 37, 40, 50),
    *(88, 89, 90, 100, 104, 500, 709, 710, 745, 746, 800),
)


class Table(NamedTuple):
    """Rows (y, z) in one dtype, the y = 0 ones first; of each link the exact values as text and every column's."""

    dtype: np.dtype[np.floating]
    columns: tuple[str, ...]
    y: Array
    z: Array
    exact: dict[str, list[str]]
    links: dict[str, Measured]

    def column(self, link: str, name: str) -> Measured:
        """One column's row of a link, as (m,) arrays."""
        values, ulps, size = self.links[link]
        row = self.columns.index(name)
        return Measured(values[row], ulps[row], size)


def tabulate(columns: Mapping[str, Column], dtype: np.dtype[np.floating]) -> Table:
    """The table of the given columns."""
    ascending = np.array(MAGNITUDES)
    z = np.tile(np.concatenate([-ascending[::-1], [0.0], ascending]), 2).astype(dtype)
    y = np.repeat([0.0, 1.0], z.size // 2).astype(dtype)
    links = measure([column.side for column in columns.values()], y, z)
    return Table(dtype, tuple(columns), y, z, exact_values(y, z), links)
