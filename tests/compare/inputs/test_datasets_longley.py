"""Longley's data against NIST's certified coefficients, by rational arithmetic from the digits in the file."""

import csv
from decimal import Decimal, localcontext
from fractions import Fraction as Q
from pathlib import Path

import compare.inputs.datasets
from compare.inputs.datasets import certified, load

HERE = Path(compare.inputs.datasets.__file__).parent


def _records(name: str) -> list[list[str]]:
    return list(csv.reader((HERE / name).read_text(encoding="utf-8").splitlines()))


def _solve(matrix: list[list[Q]], right: list[Q]) -> list[Q]:
    """Gauss and Jordan's elimination; a positive definite matrix needs no exchange of rows."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for k, pivot in enumerate(rows):
        pivot[:] = [value / pivot[k] for value in pivot]
        for row in rows:
            if row is not pivot:
                row[:] = [a - row[k] * p for a, p in zip(row, pivot, strict=True)]
    return [row[-1] for row in rows]


def test_the_normal_equations_give_every_certified_digit() -> None:
    header, *body = _records("longley.csv")
    x = [[Q(1), *map(Q, row[:-1])] for row in body]
    y = [Q(row[-1]) for row in body]
    gram = [[sum((row[i] * row[j] for row in x), Q(0)) for j in range(7)] for i in range(7)]
    moments = [sum((row[i] * target for row, target in zip(x, y, strict=True)), Q(0)) for i in range(7)]
    names, *lines = _records("longley-certified.csv")
    assert names == ["name", "certified"] and [name for name, _ in lines] == ["intercept", *header[:-1]]
    with localcontext(prec=15):
        solution = [Decimal(value.numerator) / Decimal(value.denominator) for value in _solve(gram, moments)]
    assert solution == [Decimal(text) for _, text in lines]


def test_what_is_loaded_is_what_the_files_say() -> None:
    data = load("longley")
    header, *body = _records("longley.csv")
    assert (*data.features, data.target) == tuple(header) and data.target == "TOTEMP"
    assert data.x.tolist() == [[float(cell) for cell in row[:-1]] for row in body]
    assert data.y.tolist() == [float(row[-1]) for row in body]
    assert data.x.shape == (16, 6) and data.examples == tuple(str(year) for year in range(1947, 1963))
    assert data.task == "regression" and data.standardised_by_default
    assert certified() == {name: float(text) for name, text in _records("longley-certified.csv")[1:]}
