"""The truth table against one that was computed independently, digit by digit, and what it calls wrong.

data/truth.csv holds the exact values to eight digits, the columns' values, and their ulps as printed there.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from compare.studies.log_loss.formulas import (
    BCE,
    CANCELLED,
    COMPLEMENT,
    LOGSIGMOID,
    TEXTBOOK,
    WITH_LOGITS,
    columns,
    problem_at,
)
from compare.studies.log_loss.measure import GRADIENT, LOSS, exact_values, measure
from tests.helpers.truths import DTYPES, evidence, points

FILE = Path(__file__).parents[2] / "data" / "truth.csv"
HELD = [(name, GRADIENT) for name in (TEXTBOOK, CANCELLED, COMPLEMENT, BCE, WITH_LOGITS)]
HELD += [(name, LOSS) for name in (TEXTBOOK, BCE, WITH_LOGITS)]


def printed(ulps):
    return "inf" if np.isinf(ulps) else f"{ulps:.2f}" if ulps < 1e4 else f"{ulps:.1e}"


@pytest.fixture(scope="module", params=DTYPES)
def rows(request):
    with FILE.open(encoding="utf-8") as stream:
        found = [row for row in csv.DictReader(stream) if row["dtype"] == request.param]
    y, z = (np.array([float(row[name]) for row in found], request.param) for name in ("y", "z"))
    return found, y, z, measure([columns()[name].side for name, _ in HELD], y, z)


def test_exact_values_are_those_computed_independently(rows):
    found, y, z, _ = rows
    for link, values in exact_values(y, z).items():
        assert values == [row[f"exact {link}"] for row in found]


@pytest.mark.parametrize(("name", "link"), HELD)
def test_ulps_are_those_computed_independently_to_the_printed_digits(rows, name, link):
    found, _, _, links = rows
    at = HELD.index((name, link))
    values, ulps, size = links[link].values[at], links[link].ulps[at], links[link].size
    held = np.array([float(row[f"{name} {link}"]) for row in found], values.dtype)
    told = [row[f"ulps {name} {link}"] for row in found]
    same = (values == held) | (np.isnan(values) & np.isnan(held))
    # Another processor's exp or log may differ in the last bits; a value that is the same has the same ulps.
    assert same.mean() > 0.5
    assert [printed(ulp) for ulp in ulps[same]] == [text for text, is_same in zip(told, same, strict=True) if is_same]
    wrong = np.array([float(text) for text in told]) > np.maximum(8, size / 1024)
    assert np.array_equal(wrong, links[link].wrong[at])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", list(columns()))
def test_the_columns_see_the_very_z_of_the_row(dtype, name):
    z = points(dtype)
    with np.errstate(all="ignore"):
        assert np.array_equal(columns()[name].side(problem_at(np.zeros_like(z), z))["z"], z)


@pytest.mark.parametrize("dtype", DTYPES)
def test_what_is_accurate_is_never_called_wrong_and_what_is_not_is(dtype):
    table = evidence(dtype).table
    for link in (GRADIENT, LOSS):
        for name in (COMPLEMENT, LOGSIGMOID):
            assert not table.column(link, name).wrong.any()
        for name in (TEXTBOOK, BCE, WITH_LOGITS):
            assert table.column(link, name).wrong.any()
    assert not table.column(LOSS, CANCELLED).given and not table.column(LOSS, CANCELLED).wrong.any()


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_distance_of_the_table_is_decided(dtype):
    table = evidence(dtype).table
    for link in (GRADIENT, LOSS):
        for name in table.columns:
            assert not table.column(link, name).given or not np.isnan(table.column(link, name).ulps).any()


def test_a_few_subnormal_steps_are_no_wrong_digits():
    """At z = −745, y = 0 the exact value is 0.57 of the smallest number, so 0 is as right as can be."""
    found = measure([columns()[BCE].side], np.zeros(1), np.array([-745.0]))[GRADIENT]
    assert found.values[0, 0] == 0 and found.size[0] < 1 and not found.wrong[0, 0]
