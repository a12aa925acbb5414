"""Where descent ends: at the exact least-squares solution, at NIST's certified coefficients, with all moods right.

With H = X̃ᵀX̃/n, x̃ = (x, 1), and δ the distance from the solution, one step is δ⁺ = (I − αH)δ + e, where ‖e‖ is at most
the radius r that the harness gives w⁺ and b⁺. For α = 2/(λ_1 + λ_n) the norm of I − αH is ρ = (κ − 1)/(κ + 1), so k
steps from δ end within ρᵏ‖δ‖ + r/(1 − ρ) = ρᵏ‖δ‖ + r(κ + 1)/2 (Nocedal and Wright, Numerical Optimization, 2nd ed.,
§3.3, for ρ): of the 15.95 digits of float64, log10(κ) are lost.
"""

import math
from fractions import Fraction

import flint
import numpy as np
import pytest

import manual
from compare import CLASSIFICATION, REGRESSION, descend
from compare.inputs.datasets import certified, load
from compare.inputs.datasets.scaling import standardise
from compare.judging.judge import carry
from tests.helpers.routes import ROUTES


def standardised(name):
    """The problem from w = 0, b = 0 with α = 2/(λ_1 + λ_n), how to get back to raw units, and κ = λ_1/λ_n."""
    data = load(name)
    scaling = standardise(data.x, data.features)
    x = scaling.transform(data.x)
    design = np.column_stack([x, np.ones(len(x))])
    values = np.linalg.eigvalsh(design.T @ design / len(x))
    problem = {"x": x, "y": data.y, "w": np.zeros(x.shape[1]), "b": np.zeros(())}
    return problem | {"lr": np.array(2 / (values[0] + values[-1]))}, scaling, values[-1] / values[0]


def walked(problem, steps):
    x, y, w, b, lr = (problem[name] for name in ("x", "y", "w", "b", "lr"))
    for _ in range(steps):
        w, b = manual.regression.step(x, y, w, b, lr)
    return problem | {"w": w, "b": b}


def solution(problem):
    """The least-squares solution (w, b) of the very floats in the problem, by rational elimination."""
    design = flint.fmpq_mat([[rational(value) for value in (*row, 1.0)] for row in problem["x"].tolist()])
    targets = flint.fmpq_mat([[rational(value)] for value in problem["y"].tolist()])
    exact = (design.transpose() * design).solve(design.transpose() * targets)
    return np.array([float(Fraction(int(value.p), int(value.q))) for value in exact.entries()])


def rational(value):
    return flint.fmpq(*value.as_integer_ratio())


def distance(problem, exact):
    return float(np.linalg.norm(np.append(problem["w"], problem["b"]) - exact))


@pytest.mark.parametrize("name", ["houses", "diabetes"])
def test_descent_ends_at_the_least_squares_solution(name):
    """After a first leg all steps of the second are near its start, so twice the radius at its end covers each of them.

    The eigenvalues, and with them κ, are computed to far better than the 1 % that is added.
    """
    problem, _, kappa = standardised(name)
    leg = math.ceil(kappa / 2 * 38)  # ρ^leg < e^-38 < 2^-53
    exact = solution(problem)
    near = walked(problem, leg)
    end = walked(near, leg)
    links = carry(REGRESSION, end)
    radius = float(np.linalg.norm(np.append(links["w+"].radius, links["b+"].radius)))
    bound = 1.01 * (2.0**-53 * distance(near, exact) + 2 * radius * (kappa + 1) / 2)
    assert distance(end, exact) <= bound
    assert distance(near, exact) <= 2 * bound  # the second leg did begin near
    roundings = 2 * (len(problem["x"]) + 8)  # of a mean over n, as a radius counts them
    assert bound < 2.0**-53 * kappa * roundings * np.linalg.norm(exact)


@pytest.mark.parametrize("name", ["houses", "diabetes"])
def test_both_sides_agree_on_the_way(name):
    problem, _, _ = standardised(name)
    descent = descend(problem, *ROUTES["regression"][1:], REGRESSION, 60)
    assert descent.report.agrees and descent.report.unclaimed == 0
    assert np.array_equal(descent.losses, np.minimum.accumulate(descent.losses))


def test_longley_ends_at_the_certified_coefficients():
    """κ = 12,220 leaves 15.95 − 4.09 digits: 11 of each coefficient, after 200,000 steps (ρ^200,000 = 6e-15)."""
    problem, scaling, kappa = standardised("longley")
    digits = math.floor(-math.log10(2.0**-53 * kappa))
    assert digits == 11
    end = walked(problem, 200_000)
    w, b = scaling.to_raw(end["w"], end["b"])
    found = dict(zip(("intercept", *load("longley").features), (float(b), *w.tolist()), strict=True))
    truth = certified()
    assert found.keys() == truth.keys()
    for name, value in truth.items():
        assert abs(found[name] - value) <= 10.0**-digits * abs(value), name


def test_both_sides_agree_on_longley():
    problem, _, _ = standardised("longley")
    descent = descend(problem, *ROUTES["regression"][1:], REGRESSION, 200)
    assert descent.report.agrees and descent.report.unclaimed == 0 and descent.steps == 200


@pytest.mark.parametrize("route", ["textbook", "complement"])
def test_the_sentences_end_with_all_four_moods_right(route):
    data = load("sentences")
    problem = {"x": data.x, "y": data.y, "w": np.array([0.4, -0.3]), "b": np.array(0.1), "lr": np.array(0.5)}
    descent = descend(problem, *ROUTES[route][1:], CLASSIFICATION, 200)
    predicted = manual.classification.predict(data.x, descent.w, descent.b)
    assert descent.report.agrees and descent.report.unclaimed == 0
    assert ((predicted > 0.5) == (data.y == 1)).all()
    assert descent.losses[-1] < descent.losses[0] / 4
