"""Every accurate link is within its limit in ulps: a sample of every binade of float32, and float64 z chosen to hurt.

The sample is stratified: of every sign and exponent, subnormal numbers included, the ends of the binade and random
mantissas; then the neighbours of every place where a formula turns. `make soak` runs through all patterns of float32;
docs/ulps.md has its tables.
"""

import re
from pathlib import Path

import numpy as np
import pytest
from flint import ctx

from manual import log_loss, sigmoid
from tests.helpers.in_ulps import (
    DIVISORS,
    DOUBT,
    LIMITS,
    NO_CLAIM,
    by_the_arbiter,
    computed,
    in_float64,
    ulps_from_float64,
    ulps_from_the_arbiter,
    worst,
)
from tests.helpers.truths import EDGES

PAGE = (Path(__file__).parents[3] / "docs" / "ulps.md").read_text(encoding="utf-8")
BITS = 256
"""The enclosures of the links are narrow enough at once, as no link is formed from another."""
THRESHOLDS = (
    *EDGES,
    *(2.0**-149, 2.0**-126, 16.635532, 17.32868, 87.33655, 88.37626, 88.72284, 103.27893, 103.97208, 104.67523),
    *(2.0**-1074, 2.0**-1022, 36.7368005696771, 37.42994775023705, 708.3964185322641, 709.0895657128241),
    *(709.782712893384, 744.4400719213812, 745.1332191019411, 745.8263662825011),
)
"""Where 1 + e^−|z| rounds to 1, and where e^z, its product and its quotient over- or underflow in either dtype."""


def from_patterns(dtype, mantissas, rng):
    """z of every sign and exponent: the ends of each binade and their neighbours, and so many random mantissas."""
    info = np.finfo(dtype)
    unsigned = np.uint32 if info.bits == 32 else np.uint64
    top = 2 ** (info.bits - info.nmant - 1) - 1
    exponents = (np.arange(2 * top + 1, dtype=unsigned) << unsigned(info.nmant))[:, None]
    ends = np.array([0, 1, 2**info.nmant - 2, 2**info.nmant - 1], unsigned)
    random = rng.integers(0, 2**info.nmant, (exponents.size, mantissas), unsigned)
    patterns = np.concatenate([exponents | ends, exponents | random], axis=1).ravel()
    z = patterns.view(dtype)
    return z[np.isfinite(z)]


def beside(places, dtype, steps=8):
    """Each place, of both signs, with its nearest neighbours on either side."""
    kept = np.array([place for place in places if place <= np.finfo(dtype).max], dtype)
    bits = kept.view(np.int32 if np.finfo(dtype).bits == 32 else np.int64)[:, None] + np.arange(-steps, steps + 1)
    sizes = np.maximum(bits, 0).ravel().astype(bits.dtype).view(dtype)
    return np.concatenate([sizes, -sizes])


def failures(found):
    return {row: found[row] for row, limit in LIMITS.items() if not 0 <= found[row].ulps <= limit}


@pytest.fixture(scope="module")
def float32_sample():
    rng = np.random.default_rng(32)
    dense = rng.uniform(-110, 110, 500_000).astype(np.float32)
    return np.concatenate([from_patterns(np.float32, 1_000, rng), beside(THRESHOLDS, np.float32, 500), dense])


@pytest.fixture(scope="module")
def float64_sample():
    rng = np.random.default_rng(64)
    dense = rng.uniform(-760, 760, 15_000)
    logarithmic = rng.choice([-1.0, 1.0], 15_000) * np.exp2(rng.uniform(-60, 10, 15_000))
    return np.concatenate([from_patterns(np.float64, 2, rng), beside(THRESHOLDS, np.float64), dense, logarithmic])


def test_float32_links_are_within_their_limits_in_a_sample_of_every_binade(float32_sample):
    z = float32_sample
    found = worst(z, computed(z), in_float64(z), ulps_from_float64)
    # A distance from a float64 value is wrong by at most DOUBT.
    assert not failures({row: one._replace(ulps=one.ulps + DOUBT) for row, one in found.items()})
    assert found["σ(z)"].values == found["L, y = 1"].values == z.size > 1_000_000


def test_float64_links_are_within_their_limits_where_z_was_chosen_to_hurt(float64_sample):
    z = float64_sample
    with ctx.workprec(BITS):
        found = worst(z, computed(z), by_the_arbiter(z), ulps_from_the_arbiter)
    assert not failures(found)
    assert found["σ(z)"].values == found["L, y = 1"].values == z.size > 50_000


def test_float64_is_as_good_as_the_arbiter_for_float32_links(float32_sample):
    """On a subsample, and where they turn: the same distances to within DOUBT, and no claim about the same values."""
    rng = np.random.default_rng(33)
    z = np.concatenate([rng.choice(float32_sample, 4_000), beside(THRESHOLDS, np.float32, 1)])
    values, quick = computed(z), in_float64(z)
    with ctx.workprec(BITS):
        for name, truth in by_the_arbiter(z).items():
            expected = ulps_from_the_arbiter(values[name], truth)
            assert not np.isnan(expected).any()
            assert np.array_equal(expected == NO_CLAIM, np.abs(quick[name]) > np.finfo(np.float32).max)
            # The arbiter's distances are right to 2^-30 (`compare.arithmetic.ulps.ACCURACY`).
            assert (np.abs(ulps_from_float64(values[name], quick[name]) - expected) <= DOUBT + 2.0**-29).all(), name


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_sharing_the_exponentials_changes_no_bit(float32_sample, float64_sample, dtype):
    z = float64_sample if dtype is np.float64 else float32_sample
    p, q = sigmoid.both(z)
    assert p.tobytes() == sigmoid.sigmoid(z).tobytes() and q.tobytes() == sigmoid.sigmoid(-z).tobytes()


@pytest.mark.parametrize("name", DIVISORS)
def test_a_slope_is_infinite_only_where_the_exact_one_is_beyond_the_largest_number(float32_sample, name):
    slope, truth = computed(float32_sample)[name], np.abs(in_float64(float32_sample)[name])
    largest = float(np.finfo(np.float32).max)
    assert (truth[np.isinf(slope)] > largest).all()
    # A finite one is within its limit even beyond, where the ulps of the largest binade, 2^104, go on.
    assert (truth[np.isfinite(slope)] <= largest + 7 * 2.0**104).all()


def test_the_slope_of_the_sigmoid_is_nearer_by_the_smaller_of_p_and_q_than_by_their_product(float32_sample):
    p, q = sigmoid.both(float32_sample)
    truth = in_float64(float32_sample)["∂ŷ/∂z"]
    by_one, by_both = (ulps_from_float64(slope, truth).max() for slope in (sigmoid.dy_hat_dz(float32_sample), p * q))
    assert by_one < by_both


def test_products_are_rounded_once(float32_sample):
    """∂ŷ/∂w = ∂ŷ/∂z · x and ∂L/∂w = ∂L/∂z · x, from their own factors: float64 holds a product of two float32."""
    z = float32_sample[np.abs(float32_sample) < 100]
    x = np.random.default_rng(34).permutation(z)
    p, q = sigmoid.both(z)
    for factor in (sigmoid.dy_hat_dz(z), log_loss.dL_dz(np.ones_like(z), p, q)):
        found = ulps_from_float64(factor * x, factor.astype(np.float64) * x)
        assert found.min() >= 0 and found.max() == 0.5


def one_less_p(z):
    with np.errstate(all="ignore"):
        return {"L, y = 0": -np.log(1 - sigmoid.sigmoid(z)), "∂L/∂z, y = 1": sigmoid.sigmoid(z) - 1}


def a_float32_exponential_of_a_rounded_argument(z):
    return {"σ(z)": 1 / (1 + np.exp2(-z * z.dtype.type(np.log2(np.e)))), "σ(−z)": sigmoid.sigmoid(-z)}


def ulps_lost_where_the_result_is_subnormal(z):
    p, q = sigmoid.both(z)
    return {"σ(z)": np.where(p < np.finfo(z.dtype).tiny, 0, p).astype(z.dtype), "σ(−z)": q}


@pytest.mark.parametrize(
    "slip", [one_less_p, a_float32_exponential_of_a_rounded_argument, ulps_lost_where_the_result_is_subnormal]
)
def test_a_link_that_is_less_accurate_is_over_its_limit(float32_sample, slip):
    z = float32_sample
    with np.errstate(over="ignore"):
        slipped = slip(z)
    found = worst(z, computed(z) | slipped, in_float64(z), ulps_from_float64)
    assert next(iter(slipped)) in failures(found)
    assert set(failures(found)) <= set(slipped)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_page_has_every_limit_and_each_largest_distance_is_below_it(dtype):
    section = re.search(rf"^## {dtype}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE).group(1)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    header, _, *body = rows
    assert header == ["link", "limit", "largest", "at z =", "values"]
    assert [(row, int(limit)) for row, limit, *_ in body] == list(LIMITS.items())
    for row, limit, largest, at, values in body:
        assert re.fullmatch(r"\d\.\d{4}", largest) and float(largest) <= int(limit)
        z = np.array([at], dtype)
        with ctx.workprec(BITS):
            again = worst(z, computed(z), by_the_arbiter(z), ulps_from_the_arbiter)[row]
        # Another processor's exponential may be off in other places, but nowhere by more than the limit.
        assert again.values == 1 and again.ulps <= int(limit)
        if dtype == "float32" and "∂L/∂ŷ" not in row:
            assert int(values.replace(",", "")) == 2 * 255 * 2**23
