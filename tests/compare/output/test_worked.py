"""A worked example is right as printed: the numbers plugged in give the hand value, as far as their decimals reach.

A printed number stands for every number that is printed so: half of its last digit either way. The plugged-in
expression is evaluated on those intervals, each bound rounded outwards, so the exact result lies within. The hand value
is that result after at most d + 10 roundings, which are paid for in units of its own dtype.
"""

import math
import re
from typing import NamedTuple

import numpy as np
import pytest

from compare.experiment.routes import routes
from compare.experiment.setup import Settings, prepare
from compare.formulas.rewriting import SHOWN_TERMS
from compare.inputs.datasets import NAMES, load
from compare.judging.contract import trace_of
from compare.output.report import worked

NUMBER = r"\d[\d,]*(?:\.\d+)?(?:e[−+]\d+)?"


def outwards(low, high):
    return Interval(math.nextafter(low, -math.inf), math.nextafter(high, math.inf))


class Interval(NamedTuple):
    low: float
    high: float

    def __neg__(self):
        return Interval(-self.high, -self.low)

    def __add__(self, other):
        return outwards(self.low + other.low, self.high + other.high)

    def __sub__(self, other):
        return self + -other

    def __mul__(self, other):
        """0 times anything is 0: the notes' 0·ln 0."""
        ends = [a * b if a and b else 0.0 for a in self for b in other]
        return outwards(min(ends), max(ends))

    def __truediv__(self, other):
        assert other.low > 0
        ends = [a / b for a in self for b in other]
        return outwards(min(ends), max(ends))

    def __pow__(self, two):
        largest = max(abs(self.low), abs(self.high))
        least = 0.0 if self.low <= 0 <= self.high else min(abs(self.low), abs(self.high))
        return outwards(least * least, largest * largest)


def exp(x):
    return outwards(*outwards(math.exp(x.low), math.exp(x.high)))


def ln(x):
    return outwards(
        *outwards(math.log(x.low) if x.low > 0 else -math.inf, math.log(x.high) if x.high > 0 else -math.inf)
    )


def printed(text):
    """Four decimals, zeros at the end dropped; or a mantissa of three; 0 is 0."""
    value = float(text.replace(",", "").replace("−", "-"))
    digits = text.partition("e")[2].replace("−", "-")
    half = 5e-5 if not digits else 5e-4 * 10.0 ** int(digits)
    return outwards(value - half, value + half) if value else Interval(0.0, 0.0)


def plugged(text):
    """The interval of an expression as `explain` prints it; ½, the ones of σ and the n of a mean are exact."""
    sum_of, over, n = text.rpartition(")/")
    exact = {"HALF": Interval(0.5, 0.5), "ONE": Interval(1.0, 1.0)}
    if over and n.isdigit():
        text, exact["N"] = f"{sum_of})/N", Interval(float(n), float(n))
    text = text.replace("½", "HALF*").replace("1/(1 + e^", "ONE/(ONE + e^")
    text = re.sub(NUMBER, lambda found: f"printed('{found[0]}')", text)
    text = re.sub(r"e\^−(\(−printed\('[^']*'\)\)|printed\('[^']*'\))", r"exp(-\1)", text)
    text = re.sub(r"ln (printed\('[^']*'\))", r"ln(\1)", text)
    inside = re.split(r"('[^']*')", text.replace("·", "*").replace("²", "**2"))
    text = "".join(part if part.startswith("'") else part.replace("−", "-") for part in inside)
    return eval(text, {"printed": printed, "exp": exp, "ln": ln, **exact})


def setting(name, dtype="float64", **more):
    setup = prepare(load(name), Settings(dtype=dtype, **more))
    route = routes(setup.data.task)[0]
    return setup, route, trace_of(route.candidate, setup.problem, route.chain, "candidate", complete=True)


def all_lines(setup, hand, example):
    return list(worked.lines(routes(setup.data.task)[0].chain, setup.problem, hand, example))


def test_the_reading_of_an_expression():
    assert plugged("2·(−0.5)").low < -1 < plugged("2·(−0.5)").high
    assert plugged("½(20,000 − 0.1)²").low < 0.5 * 19999.9**2 < plugged("½(20,000 − 0.1)²").high
    assert plugged("1/(1 + e^−(−0.6))").low < 1 / (1 + math.exp(0.6)) < plugged("1/(1 + e^−(−0.6))").high
    assert plugged("−1·ln 0.6457 − 0·ln 0.3543").high < 0.4376
    assert printed("1.234e−05").high < 1.2346e-05


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("start", [{}, {"start": "zero"}, {"lr": 0.001, "b": -2.0}], ids=["generic", "zero", "given"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_plugged_in_gives_the_hand_value(name, start, dtype):
    setup, _, hand = setting(name, dtype, **start)
    unit = float(np.finfo(dtype).eps)
    n, d = setup.problem["x"].shape
    for example in {0, n // 2, n - 1}:
        for line in all_lines(setup, hand, example):
            if "…" in line.plugged:
                assert max(n, d) > SHOWN_TERMS
                continue
            value, interval = float(hand[line.link][line.at]), plugged(line.plugged)
            own = (d + 10) * unit * abs(value)
            assert interval.low - own <= value <= interval.high + own, (example, line)


def test_a_value_off_by_one_percent_is_outside():
    setup, _, hand = setting("sentences")
    lines = [line for line in all_lines(setup, hand, 3) if hand[line.link][line.at]]
    for line in lines:
        value, interval = float(hand[line.link][line.at]), plugged(line.plugged)
        assert not any(interval.low <= wrong * value <= interval.high for wrong in (0.99, 1.01, -1)), line


@pytest.mark.parametrize("name", NAMES)
def test_the_order_is_the_derivation_s(name):
    setup, route, hand = setting(name)
    told = list(dict.fromkeys(line.link for line in all_lines(setup, hand, 0)))
    names = [link for link in route.chain.names if link != "J"]
    names.insert(names.index("dJ/dw"), "J")
    assert told == names


@pytest.mark.parametrize("name", NAMES)
def test_every_component_of_every_link_of_the_example_has_one_line(name):
    setup, _, hand = setting(name)
    n, d = setup.problem["x"].shape
    lines = all_lines(setup, hand, n - 1)
    assert len(lines) == len({(line.link, line.at) for line in lines}) == len({line.symbol for line in lines})
    assert len(lines) == 12 + 5 * d
    for line in lines:
        assert np.ndim(hand[line.link][line.at]) == 0 and (not line.at or line.at[0] in (n - 1, *range(d)))


def test_a_symbol_counts_its_weights_with_subscripts():
    setup, _, hand = setting("breast-cancer")
    symbols = [line.symbol for line in all_lines(setup, hand, 0) if line.link == "dL/dw"]
    assert symbols[0] == "∂L/∂w₁" and symbols[-1] == "∂L/∂w₃₀" and len(symbols) == 30
