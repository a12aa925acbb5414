"""The columns of the truth table, some of them doctored, and points over the whole range of z."""

from functools import cache

import numpy as np

from compare.studies.log_loss.evidence import Evidence
from compare.studies.log_loss.formulas import columns, logsigmoid
from compare.studies.log_loss.table import tabulate

DTYPES = ("float64", "float32")
EDGES = (
    *(0, 5e-324, 1e-310, 1e-45, 1e-39, 1e-17, 1e-8, 0.5, 1, 10, 14.55, 16.64, 17, 20, 27.63, 33.27, 36.73, 37, 40),
    *(87.3, 88, 88.72, 88.73, 89, 103.9, 104, 105, 700, 708.39, 709.78, 709.79, 710, 744.44, 745, 745.13, 746, 800),
)


@cache
def evidence(dtype):
    return Evidence(columns(), tabulate(columns(), np.dtype(dtype)))


def doctored(dtype, name, *, like=logsigmoid):
    """The evidence with one column's L and ∂L/∂z computed in another way."""
    column = columns()[name]

    def side(problem):
        return {**column.side(problem), **like(problem)}

    table = columns() | {name: column._replace(side=side)}
    return Evidence(table, tabulate(table, np.dtype(dtype)))


def points(dtype):
    """z of both signs beside every place where a formula turns, and between."""
    edges = np.array(EDGES, dtype)
    random = np.random.default_rng(0).uniform(0, 760 if dtype == "float64" else 107, 40).astype(dtype)
    sizes = np.concatenate([edges, np.nextafter(edges, edges.dtype.type(np.inf)), random])
    return np.concatenate([-sizes, sizes])
