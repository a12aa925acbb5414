"""One example worked by hand: each link as formula, with its numbers plugged in, in the order a person derives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.wording import minus, significant

SHOWN_TERMS = 4
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Line(NamedTuple):
    """One link of one example: its key in the trace, its place in that array, and how it is written."""

    link: str
    at: tuple[int, ...]
    symbol: str
    formula: str
    plugged: str


def four(value: float) -> str:
    """Four decimals, or four significant digits where those say nothing; a whole number as it is."""
    if value == 0:
        return "0"
    if not np.isfinite(value):
        return significant(value)
    if value == int(value) and abs(value) < 1e12:
        return minus(f"{value:,.0f}")
    return minus(f"{value:,.4f}" if 1e-3 <= abs(value) < 1e12 else f"{value:.3e}")


def plug(value: float) -> str:
    """As `four`, without zeros at the end."""
    text = four(value)
    return text if "." not in text or "e" in text else text.rstrip("0").rstrip(".")


def factor(value: float) -> str:
    """The number as a factor or term: in brackets where it is negative."""
    text = plug(value)
    return f"({text})" if text.startswith("−") else text


def lines(task: str, problem: Mapping[str, Array], hand: Mapping[str, Array], example: int) -> Iterator[Line]:
    """The links of one example (counted from 0), then what descent makes of all of them."""
    i, n, d = example, *problem["x"].shape
    at = {name: float(value[i]) for name, value in hand.items() if value.shape == (n,)} | {"y": float(problem["y"][i])}
    x, w, b = problem["x"][i], problem["w"], float(problem["b"])
    terms = " + ".join(f"{factor(w[j])}·{factor(x[j])}" for j in range(min(d, SHOWN_TERMS)))
    terms += " + …" if d > SHOWN_TERMS else ""
    sum_of = " + ".join(f"w{_sub(j)}x{_sub(j)}" for j in range(d)) if d <= SHOWN_TERMS else "Σ wⱼxⱼ"
    yield Line("z", (i,), "z", f"{sum_of} + b", f"{terms} + {factor(b)}")
    yield from (_regression if task == "regression" else _classification)(i, at)
    g, s = factor(at["dL/dy_hat"]), factor(at["dy_hat/dz"])
    yield Line("dL/dz", (i,), "∂L/∂z", "∂L/∂ŷ · ∂ŷ/∂z", f"{g}·{s}")
    for j in range(d):
        yield Line("dz/dw", (i, j), f"∂z/∂w{_sub(j)}", f"x{_sub(j)}", plug(x[j]))
    yield Line("dz/db", (i,), "∂z/∂b", "1", "1")
    for j in range(d):
        yield Line("dy_hat/dw", (i, j), f"∂ŷ/∂w{_sub(j)}", f"∂ŷ/∂z · ∂z/∂w{_sub(j)}", f"{s}·{factor(x[j])}")
    yield Line("dy_hat/db", (i,), "∂ŷ/∂b", "∂ŷ/∂z · ∂z/∂b", f"{s}·1")
    for j in range(d):
        partial = factor(hand["dy_hat/dw"][i, j])
        yield Line("dL/dw", (i, j), f"∂L/∂w{_sub(j)}", f"∂L/∂ŷ · ∂ŷ/∂w{_sub(j)}", f"{g}·{partial}")
    yield Line("dL/db", (i,), "∂L/∂b", "∂L/∂ŷ · ∂ŷ/∂b", f"{g}·{factor(at['dy_hat/db'])}")
    yield from _descent(problem, hand)


def _regression(i: int, at: Mapping[str, float]) -> Iterator[Line]:
    y, p = factor(at["y"]), factor(at["y_hat"])
    yield Line("y_hat", (i,), "ŷ", "z", plug(at["z"]))
    yield Line("L", (i,), "L", "½(y − ŷ)²", f"½({y} − {p})²")
    yield Line("dL/dy_hat", (i,), "∂L/∂ŷ", "−(y − ŷ)", f"−({y} − {p})")
    yield Line("dy_hat/dz", (i,), "∂ŷ/∂z", "1", "1")


def _classification(i: int, at: Mapping[str, float]) -> Iterator[Line]:
    y, p, rest, other = (plug(v) for v in (at["y"], at["y_hat"], 1 - at["y"], 1 - at["y_hat"]))
    yield Line("y_hat", (i,), "ŷ", "σ(z) = 1/(1 + e^−z)", f"1/(1 + e^−{factor(at['z'])})")
    yield Line("L", (i,), "L", "−y ln ŷ − (1 − y) ln(1 − ŷ)", f"−{y}·ln {p} − {rest}·ln {other}")
    yield Line("dL/dy_hat", (i,), "∂L/∂ŷ", "−(y − ŷ)/(ŷ(1 − ŷ))", f"−({y} − {p})/({p}·{other})")
    yield Line("dy_hat/dz", (i,), "∂ŷ/∂z", "ŷ(1 − ŷ)", f"{p}·{other}")


def _descent(problem: Mapping[str, Array], hand: Mapping[str, Array]) -> Iterator[Line]:
    """The mean over the examples, and the step: for all examples together."""
    d = problem["x"].shape[1]
    lr, b = factor(float(problem["lr"])), plug(float(problem["b"]))
    yield Line("J", (), "J", "(1/n) Σ L", _mean(hand["L"]))
    for j in range(d):
        yield Line("dJ/dw", (j,), f"∂J/∂w{_sub(j)}", f"(1/n) Σ ∂L/∂w{_sub(j)}", _mean(hand["dL/dw"][:, j]))
    yield Line("dJ/db", (), "∂J/∂b", "(1/n) Σ ∂L/∂b", _mean(hand["dL/db"]))
    for j in range(d):
        step = f"{plug(float(problem['w'][j]))} − {lr}·{factor(hand['dJ/dw'][j])}"
        yield Line("w+", (j,), f"w{_sub(j)}⁺", f"w{_sub(j)} − α ∂J/∂w{_sub(j)}", step)
    yield Line("b+", (), "b⁺", "b − α ∂J/∂b", f"{b} − {lr}·{factor(float(hand['dJ/db']))}")


def _mean(values: Array) -> str:
    shown = [factor(v) for v in values[:SHOWN_TERMS]]
    return f"({' + '.join(shown)}{' + …' if len(values) > SHOWN_TERMS else ''})/{len(values)}"


def _sub(j: int) -> str:
    return str(j + 1).translate(SUBSCRIPTS)
