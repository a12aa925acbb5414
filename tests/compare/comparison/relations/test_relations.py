"""Relations: what is said of a wrong link is what was done to it, and nothing is said that does not hold everywhere."""

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.comparison.diagnosis import diagnose
from compare.comparison.relations.search import relation
from compare.inputs.regimes import random_problems
from compare.mistakes.planting import plant

SHAPES = ((3, 2), (5, 2), (6, 4), (4, 1))


def drawn(chain, seed=0, shapes=SHAPES):
    problems = [
        random_problems(np.random.default_rng(seed + k), "generic", 8, *shape, np.float64, labels=chain.labels)
        for k, shape in enumerate(shapes)
    ]
    return problems, [plant(chain, {}, problem) for problem in problems]


def said(chain, link, made, given=(), seed=0):
    """What is told of a link that is `made(problem, right trace)`, beside the links given."""
    problems, rights = drawn(chain, seed)
    traces = [
        {name: right[name] for name in given} | {link: made(problem, right)}
        for problem, right in zip(problems, rights, strict=True)
    ]
    (found,) = diagnose(chain, problems, traces)
    return found.relation


def n(problem):
    return problem["x"].shape[-2]


def d(problem):
    return problem["x"].shape[-1]


def beside(values):
    return np.asarray(values)[..., None]


FACTORS = {
    "0.7 × the right value": lambda p: 0.7,
    "−1 × the right value: a sign is lost": lambda p: -1,
    "(1 + 1e-4) × the right value": lambda p: 1 + 1e-4,
    "n/d × the right value": lambda p: n(p) / d(p),
    "(1/(n − 1)) × the right value": lambda p: 1 / (n(p) - 1),
    "√n × the right value": lambda p: np.sqrt(n(p)),
    "n·d × the right value": lambda p: n(p) * d(p),
    "n/2 × the right value": lambda p: n(p) / 2,
}


@pytest.mark.parametrize("chain", (REGRESSION, CLASSIFICATION, FUSED), ids=lambda chain: chain.name)
@pytest.mark.parametrize("expected", FACTORS)
def test_a_factor_is_told_as_a_number_or_a_quotient_of_lengths(chain, expected):
    assert said(chain, "dJ/dw", lambda p, r: r["dJ/dw"] * FACTORS[expected](p)) == expected


DIFFERENCES = {
    "the right value + 0.1·w": lambda p, r: 0.1 * p["w"],
    "the right value − 0.1·w": lambda p, r: -0.1 * p["w"],
    "the right value + ∂J/∂b": lambda p, r: beside(r["dJ/db"]),
    "the right value + ½·w₁": lambda p, r: 0.5 * p["w"][..., :1],
    "the right value + 1": lambda p, r: 1.0,
    "the right value + α": lambda p, r: beside(p["lr"]),
    "the right value + 0.1·sign(w)": lambda p, r: 0.1 * np.sign(p["w"]),
}


@pytest.mark.parametrize("expected", DIFFERENCES)
def test_a_difference_is_told_in_units_of_what_stands_beside(expected):
    made = DIFFERENCES[expected]
    assert said(REGRESSION, "dJ/dw", lambda p, r: r["dJ/dw"] + made(p, r), given=("dJ/db",)) == expected


STEPS = {
    "the step is d times too long": lambda p: d(p),
    "the step is 2 times too long": lambda p: 2,
    "the sign of the step is lost": lambda p: -1,
    "the step is ½ × the right one": lambda p: 0.5,
    "the step is α² · ∂J/∂b": lambda p: p["lr"],
    "there is no step: b⁺ is b": lambda p: 0,
}


@pytest.mark.parametrize("expected", STEPS)
def test_a_step_is_told_in_units_of_the_right_step(expected):
    def made(p, r):
        return p["b"] - p["lr"] * STEPS[expected](p) * r["dJ/db"]

    assert said(REGRESSION, "b+", made, given=("dJ/dw", "dJ/db")) == expected


OTHERS = {
    "as if ∂L/∂z were z − y: the margin is taken for the probability": lambda p, r: r["z"] - p["y"],
    "as if ∂L/∂z were (ŷ − y)ŷ(1 − ŷ): this is the gradient of ½(y − σ(z))²": lambda p, r: (
        (r["y_hat"] - p["y"]) * r["y_hat"] * (1 - r["y_hat"])
    ),
    "as if ∂L/∂z were ŷ + 2·y": lambda p, r: r["y_hat"] + 2 * p["y"],
}


@pytest.mark.parametrize("expected", OTHERS)
def test_another_formula_is_told_at_the_partial_before_it(expected):
    def made(p, r):
        return np.mean(OTHERS[expected](p, r)[..., None] * p["x"], axis=-2)

    assert said(CLASSIFICATION, "dJ/dw", made) == expected


def test_where_a_link_is_wrong_is_told_with_the_counts():
    problems, rights = drawn(CLASSIFICATION)
    wrong = sum(int((r["dL/dz"][p["y"] == 0]).size) for p, r in zip(problems, rights, strict=True))
    every = sum(r["dL/dz"].size for r in rights)
    text = said(CLASSIFICATION, "dL/dz", lambda p, r: np.where(p["y"] == 0, 2 * r["dL/dz"], r["dL/dz"]))
    assert text == (
        f"wrong only where y = 0, in {wrong} of {wrong} values (2 × the right value); "
        f"right elsewhere, in {every - wrong} of {every - wrong}"
    )


@pytest.mark.parametrize("seed", range(12))
def test_what_is_said_of_a_random_formula_is_true_of_fresh_problems(seed):
    """c R + k Q with random c and k; what is printed is read again, and evaluated by NumPy on other problems."""
    rng = np.random.default_rng(seed)
    factor, amount = rng.choice([1.0, -1.0, 2.0, 0.5, 0.3]), rng.choice([0.0, 0.25, -3.0])
    letter = rng.choice(["w", "b", "α"])

    def formula(p, right):
        value = {"w": p["w"], "b": beside(p["b"]), "α": beside(p["lr"])}[letter]
        return factor * right + amount * value

    if factor == 1 and amount == 0:
        return
    text = said(REGRESSION, "dJ/dw", lambda p, r: formula(p, r["dJ/dw"]), seed=seed)
    if not text:
        assert letter == "α"  # of which only the right value and a multiple are looked for
        return
    problems, rights = drawn(REGRESSION, seed=100 + seed, shapes=((9, 5), (7, 3)))
    for p, r in zip(problems, rights, strict=True):
        names = {"w": p["w"], "b": beside(p["b"]), "α": beside(p["lr"]), "R": r["dJ/dw"]}
        told = evaluated(text, names)
        wanted = formula(p, r["dJ/dw"])
        size = abs(factor * r["dJ/dw"]) + abs(wanted - factor * r["dJ/dw"])
        assert (np.abs(told - wanted) <= 2.0**-40 * size).all(), text


def evaluated(text, names):
    """What the sentence says the values are."""
    formula = text.removeprefix("it is ").partition(":")[0].replace("the right value", "R")
    for written, read in {" × ": "*", "·": "*", "−": "-", "½": "0.5", "¼": "0.25", "⅓": "1/3"}.items():
        formula = formula.replace(written, read)
    return eval(formula, {}, names)


def test_noise_and_too_few_values_say_nothing():
    assert relation([]) == ""
    rng = np.random.default_rng(1)
    assert said(REGRESSION, "dJ/dw", lambda p, r: rng.normal(size=r["dJ/dw"].shape)) == ""
    problems, rights = drawn(REGRESSION, shapes=((3, 1),))
    one = [{name: value[:1] for name, value in problems[0].items()}]
    (found,) = diagnose(REGRESSION, one, [{"dJ/dw": rights[0]["dJ/dw"][:1] * 2.5}])
    assert found.relation == ""


def test_a_link_that_makes_the_same_slip_again_says_only_so():
    problems, rights = drawn(REGRESSION)
    traces = [{name: -3 * right[name] for name in ("dJ/dw", "dJ/db")} for right in rights]
    first, second = diagnose(REGRESSION, problems, traces)
    assert str(first) == "dJ/dw: −3 × the right value" and str(second) == "dJ/db: the same slip as at ∂J/∂w"
