"""The accurate links at every finite float32 z there is, and at many float64 ones: each value within its limit.

Prints the tables of docs/ulps.md. Writes nothing.
"""

import platform
import time

import numpy as np
import pytest
from flint import ctx

from tests.helpers.in_ulps import (
    LIMITS,
    NOTHING,
    by_the_arbiter,
    computed,
    in_float64,
    ulps_from_float64,
    ulps_from_the_arbiter,
    worst,
)

PATTERNS_OF_A_BINADE = 2**23
BINADES = [sign + exponent for sign in (0, 256) for exponent in range(255)]
"""The upper 9 bits of the finite numbers."""
AT_ONCE = 2**17
"""Patterns at a time: what fits in a processor's cache."""
RANDOM, SEED = 600_000, 64


@pytest.mark.soak
def test_every_accurate_link_is_within_its_limit_at_every_float32():
    found, begun = dict.fromkeys(LIMITS, NOTHING), time.perf_counter()
    for done, binade in enumerate(BINADES):
        if done % 51 == 0:
            print(f"\n{done} of {len(BINADES)} binades, {time.perf_counter() - begun:.0f} s", end="", flush=True)
        for first in range(0, PATTERNS_OF_A_BINADE, AT_ONCE):
            z = (binade * PATTERNS_OF_A_BINADE + first + np.arange(AT_ONCE)).astype(np.uint32).view(np.float32)
            add(found, worst(z, computed(z), in_float64(z), ulps_from_float64))
    measured = len(BINADES) * PATTERNS_OF_A_BINADE
    print(f"\n\nfloat32: all {measured:,} finite z, {conditions()}, {time.perf_counter() - begun:.0f} s")
    print(f"\n{table(found, np.float32)}")
    assert found["σ(z)"].values == found["L, y = 0"].values == measured
    assert all(found[row].ulps <= limit for row, limit in LIMITS.items())


@pytest.mark.soak
def test_every_accurate_link_is_within_its_limit_at_many_float64():
    """A third of z uniform to where σ(z) is 1, a third to where e^z overflows, a third of any size below 1,024."""
    rng, found, begun = np.random.default_rng(SEED), dict.fromkeys(LIMITS, NOTHING), time.perf_counter()
    sizes = np.concatenate([rng.uniform(0, 40, RANDOM // 3), rng.uniform(0, 750, RANDOM // 3)])
    sizes = np.concatenate([sizes, np.exp2(rng.uniform(-60, 10, RANDOM // 3))])
    for z in np.split(sizes * rng.choice([-1.0, 1.0], sizes.size), 30):
        with ctx.workprec(256):
            add(found, worst(z, computed(z), by_the_arbiter(z), ulps_from_the_arbiter))
    print(f"\n\nfloat64: {sizes.size:,} random z, seed {SEED}, {conditions()}, {time.perf_counter() - begun:.0f} s")
    print(f"\n{table(found, np.float64)}")
    assert found["σ(z)"].values == found["L, y = 0"].values == sizes.size
    assert all(found[row].ulps <= limit for row, limit in LIMITS.items())


def add(found, more):
    for row, one in more.items():
        found[row] = found[row].or_worse(one)


def conditions():
    return f"NumPy {np.__version__}, Python {platform.python_version()}, {platform.machine()}"


def table(found, dtype):
    rows = [["link", "limit", "largest", "at z =", "values"], ["---"] * 5]
    for row, limit in LIMITS.items():
        ulps, z, values = found[row]
        rows.append([row, str(limit), f"{ulps:.4f}", f"{dtype(z)!s}", f"{values:,}"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
