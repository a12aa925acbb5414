"""docs/numerics.md says what the code does: its tables are regenerated, its derived numbers computed again.

Tables that depend on the machine are held to the limit that the page states for them, as printed and as measured here.
"""

import inspect
import re

import numpy as np
import pytest
import torch

from compare import CLASSIFICATION
from compare.arithmetic import balls, sums
from compare.arithmetic.balls import SAFETY
from compare.arithmetic.precision import LIBM_ULPS, format_of, single_sided
from compare.chains.definitions import BCE_CLAMP, EXTRA_ROUNDINGS, log_loss_fused
from compare.deciding.carrying import HAIR_BITS, LOSSY
from compare.deciding.comparing import CONSTANTS, UNITS
from compare.deciding.decide import SURE_DIGITS
from compare.deciding.number import SHORT
from compare.deciding.precision_test import MODERATE, SHRINKS, SINGLE, STAYS
from compare.deciding.problems import GRID, unsaturated
from compare.deciding.trial import ROUNDINGS
from tests.compare.arithmetic.test_first_order import FORMS
from tests.docs import numerics_page
from tests.docs.numerics_page import EXACT, MEASURED, PAGE, TABLE, claims_not, power
from tests.helpers.exactly import as_ball
from tests.helpers.first_order import RADII
from tests.helpers.measurements import PATHS, ablated

TEXT = PAGE.read_text(encoding="utf-8")
PRINTED = {match[2]: match[3] for match in TABLE.finditer(TEXT)}


def cells(table):
    """The rows of a Markdown table without its head."""
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table.splitlines()[2:]]


def number(cell):
    return float(cell.replace("−", "-").replace(",", "").replace("∞", "inf"))


@pytest.fixture(params=[np.float64, np.float32], ids=["float64", "float32"])
def dtype(request):
    return request.param


@pytest.fixture(scope="module", params=["printed", "measured"])
def tables(request):
    if request.param == "printed":
        return {name: cells(PRINTED[name]) for name in MEASURED}
    return {name: cells(generate()) for name, generate in MEASURED.items()}


def test_every_table_is_on_the_page():
    assert set(PRINTED) == set(EXACT) | set(MEASURED)


@pytest.mark.parametrize("name", [name for name in EXACT if name != "thresholds"])
def test_a_table_is_what_the_code_gives(name):
    assert PRINTED[name] == EXACT[name](), "run python -m tests.docs.numerics_page"


def test_thresholds_are_those_that_the_truth_command_finds():
    printed, found = cells(PRINTED["thresholds"]), cells(EXACT["thresholds"]())
    assert [row[0] for row in printed] == [row[0] for row in found]
    for ours, theirs in zip(printed, found, strict=True):
        for mine, other in zip(ours[1:], theirs[1:], strict=True):
            # A libm moves a threshold by 2^-12 (`test_truth_findings`); each is printed to 0.001 at worst.
            assert abs(number(mine) - number(other)) <= 2 * 2.0**-12 + 1e-3


@pytest.mark.parametrize(("chain", "form"), FORMS)
def test_every_form_is_listed_with_its_radius(chain, form):
    listed = [[cell.replace("\\|", "|") for cell in row[2:]] for row in cells(PRINTED["forms"])]
    assert [form.label, form.formula, RADII[form.rule.__name__], form.kind, claims_not(form)] in listed


def test_every_rule_is_on_the_page():
    rules = {name for module in (balls, sums) for name, _ in inspect.getmembers(module, inspect.isfunction)}
    bookkeeping = {"how_many", "hull", "nonzero", "format_of"}
    for name in sorted(rules - bookkeeping):
        assert name.startswith("_") or f"`{name}`" in TEXT, name


def test_the_library_is_within_what_the_proofs_assume(tables):
    assert f"{LIBM_ULPS} − 2^−10 ulps" in TEXT
    for _, *found in tables["libm"]:
        assert all(number(ulps) <= LIBM_ULPS - 2.0**-10 for ulps in found)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 8, 15, 16, 17, 33, 1000])
def test_equal_arguments_have_equal_exponentials(n, dtype):
    for z in -np.abs(np.random.default_rng(n).normal(size=(20, n)) * 30).astype(dtype):
        assert np.array_equal(np.exp(np.minimum(z, 0)), np.exp(-np.abs(z)))


def test_every_constant_is_needed(tables):
    """The centre of a ball is a sum in the order of the BLAS, and a result's part of the radius is counted from it."""
    assert [row[0] for row in tables["ablations"]] == [name for name, *_ in ablated()]
    for _, *found in tables["ablations"]:
        assert all(number(whole) <= 1 < number(weakened) for whole, weakened in (found[:2], found[2:]))


def test_accurate_links_keep_their_local_limits(tables):
    for _, limit, *found in tables["ulps"]:
        assert all(number(ulps) <= number(limit) for ulps in found[:2])


def test_the_paths_of_one_nth_differ_by_the_roundings_that_are_counted(tables):
    for _, _, there, here, together, seen in tables["early"]:
        assert number(there) + number(here) == number(together) <= EXTRA_ROUNDINGS
        # Each rounding is at most 1 + u, twice squared: γ_k is within k/2^20 of k in units of u for k < 9.
        assert number(seen) <= number(together) + 0.01
    assert max(there + here for there, here, _ in PATHS.values()) == EXTRA_ROUNDINGS


def test_no_running_bound_is_exceeded(tables):
    assert all(number(cell) <= 1 for row in tables["running"] for cell in row[1:] if cell)


def test_trajectories_contract_diverge_and_lose_each_other(tables):
    for name, _, rate, _, distance, bound, size in tables["runs"]:
        rate, distance, bound, size = map(number, (rate, distance, bound, size))
        assert distance <= bound
        if name == "chaos":
            assert rate > 1 and bound > 1e9 * size
        elif name == "divergence":
            assert rate > 1 and distance <= 1e-9 * size and size > 1e9
        else:
            assert rate <= 1 and bound <= 1e-9
    (end,) = (row for row in tables["runs"] if row[0] == "chaos" and row[3] == "400")
    assert number(end[4]) > 1e-3


NUMBERS = {
    "36.7368 = 53 ln 2": f"{53 * np.log(2):.4f} = 53 ln 2",
    "16.6355 = 24 ln 2": f"{24 * np.log(2):.4f} = 24 ln 2",
    "27.632 = −ln(1e-12 (1 − 2^−10))": f"{-np.log(BCE_CLAMP * (1 - 2.0**-10)):.3f} = −ln(1e-12 (1 − 2^−10))",
    "1/(2 ln 2) = 0.7213": f"1/(2 ln 2) = {1 / (2 * np.log(2)):.4f}",
    "a + r, at most 745": f"a + r, at most {np.ceil(1074 * np.log(2)):.0f}",
    "100 · 2^−53 < 2^−40": SAFETY > 1 + 100 * 2.0**-53 and "100 · 2^−53 < 2^−40",
    "745 · 2^−53 < 2^−43": 745 * 2.0**-53 < 2.0**-43 and "745 · 2^−53 < 2^−43",
    "float64 rounds to 3η": f"float64 rounds to {single_sided(np.float64).eta / 2.0**-1074:g}η",
    "2^−925 of": f"2^−{1074 - 149} of",
    "100u² < 2^−17 u": 100 * 2.0**-24 < 2.0**-17 and "100u² < 2^−17 u",
}


@pytest.mark.parametrize("shown", NUMBERS)
def test_a_number_in_the_text_is_the_one_computed(shown):
    assert shown == NUMBERS[shown] and shown in " ".join(TEXT.split())


def test_softplus_needs_at_most_15_units_where_there_is_a_sum():
    z = np.linspace(0, 40, 10_001)
    e = np.exp(-z)
    sensitivity, share = e / ((1 + e) * np.log1p(e)), np.log1p(e) / (z + np.log1p(e))
    assert (share * (8 * sensitivity + 8) + 1 < 15).all() and "at most 15u in all" in TEXT


def test_the_terms_of_the_fused_loss_are_those_of_min(dtype):
    """At z = 30, y = 1 the loss is e^-30: a bound with max(z, 0) in it would be 30u, and its value is 1e-13."""
    y, z = np.ones(1, dtype), np.full(1, 30, dtype)
    assert log_loss_fused(as_ball(y), as_ball(z)).radius < 1e-3 * np.exp(-30)
    assert log_loss_fused(as_ball(y), as_ball(-z)).radius > 30 * format_of(dtype).unit


def test_vmap_decomposes_the_fused_loss():
    z = torch.linspace(-10, 10, 4_001)
    loss, y = torch.nn.BCEWithLogitsLoss(reduction="none"), torch.linspace(0, 1, 4_001)
    assert (loss(z, y) != torch.func.vmap(loss)(z, y)).any()


def test_a_changed_number_is_noticed():
    assert numerics_page.renewed("<!-- table: formats -->\n1\n<!-- end -->").splitlines()[1] != "1"


def test_the_conditions_of_the_exact_run_are_those_of_the_code():
    text = " ".join(TEXT.split())
    for told in (
        f"further from each number of W_i than {CONSTANTS:g}r + {UNITS:g}u|W_i|",
        f"a value within {ROUNDINGS:g} times what rounding may do",
        f"wider by 2^{HAIR_BITS} roundings",
        f"no more than {power(LOSSY)} times the sharpest",
        f"Equality to fewer than {SURE_DIGITS} digits",
        f"wrong if g > {power(STAYS)} and its error in float64 is above {power(SINGLE)} units",
        f"right if g < {power(SHRINKS)}, and else *not decided*",
        f"above {power(MODERATE)} or, but for 0, below {power(1 / MODERATE)} in magnitude",
        f"multiples of {power(GRID)}",
    ):
        assert told in text, told
    assert SHORT == 2**10 and "more than ten bits" in text
    assert len(unsaturated(CLASSIFICATION)) == 4 and "four drawn ones" in text


def test_drawn_problems_have_powers_of_two_examples_and_features_or_say_so():
    for kind, *lengths in (row[:3] for row in cells(PRINTED["drawn"])):
        assert kind == "n = {}, d = {}".format(*lengths) or all(
            np.frexp(number(length))[0] == 0.5 for length in lengths
        )
    assert {7.0, 37.0} <= {number(row[1]) for row in cells(PRINTED["drawn"])}
