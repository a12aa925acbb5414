"""The law of claims: what is claimed follows from the definition and the operands, never from the value judged."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import manual
import torch_impl
from backproof import CLASSIFICATION, FUSED, REGRESSION, by_autograd, check
from compare.inputs.regimes import REGIMES, random_problems
from compare.judging.judge import judge

SIDES = {
    "regression": (REGRESSION, manual.regression.trace),
    "regression, autograd": (REGRESSION, torch_impl.regression.trace),
    "textbook": (CLASSIFICATION, manual.classification.textbook),
    "complement": (CLASSIFICATION, manual.classification.complement),
    "autograd": (CLASSIFICATION, torch_impl.classification.bce),
    "autograd, fused": (FUSED, torch_impl.classification.bce_with_logits),
}
NUMBERS = (-17.0, 0.0, 1e-300, 0.5, 1.0, 1e12, 3e38, -np.inf, np.nan)


@st.composite
def traces(draw):
    """A side's trace on a few problems, some links left out, and one link of those that are given."""
    chain, side = SIDES[draw(st.sampled_from(sorted(SIDES)))]
    dtype = draw(st.sampled_from([np.float64, np.float32]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    regime, n, d = draw(st.sampled_from(REGIMES)), draw(st.integers(1, 5)), draw(st.integers(1, 3))
    problem = random_problems(rng, regime, 6, n, d, dtype, labels=chain.labels)
    with np.errstate(all="ignore"):
        whole = dict(side(problem))
    kept = draw(st.sets(st.sampled_from(chain.names), min_size=1) | st.just(frozenset(chain.names)))
    link = draw(st.sampled_from([name for name in chain.names if name in kept]))
    return chain, problem, whole, {name: whole[name] for name in chain.names if name in kept}, link


def judgement_of(chain, problem, whole, trace, link):
    return next(one for one in judge(chain, problem, [trace, whole]) if one.link.name == link)


@given(traces(), st.sampled_from(NUMBERS))
def test_whether_a_value_is_claimed_does_not_depend_on_it(drawn, number):
    chain, problem, whole, trace, link = drawn
    before = judgement_of(chain, problem, whole, trace, link)
    replaced = np.full_like(trace[link], number)
    after = judgement_of(chain, problem, whole, {**trace, link: replaced}, link)
    claimed = claims(chain, problem, whole, trace, link)
    assert not (claimed & before.unclaimed & np.isfinite(before.value))[0].any()
    held = after.right | after.clamped
    if np.isfinite(number):
        assert (after.outside | held | ~claimed)[0].all() and not (after.unclaimed & claimed)[0].any()
    else:
        assert not held[0].any() and (after.unclaimed | after.outside)[0].all()


def claims(chain, problem, whole, trace, link):
    """Where some right form claims something: a value that no form can hold is judged there."""
    impossible = np.full_like(trace[link], 12345.678)
    judgement = judgement_of(chain, problem, whole, {**trace, link: impossible}, link)
    return judgement.claimed | judgement.right


@given(traces())
def test_what_is_no_number_is_excused_only_where_a_right_form_claims_nothing(drawn):
    chain, problem, whole, trace, link = drawn
    after = judgement_of(chain, problem, whole, {**trace, link: np.full_like(trace[link], np.nan)}, link)
    assert np.array_equal(after.unclaimed[0], (after.doubtful | ~after.claimed)[0])
    assert np.array_equal(after.outside[0], (after.claimed & ~after.doubtful)[0])


SATURATED = {"x": np.array([[1.0]]), "y": np.zeros(1), "w": np.array([720.0]), "b": np.array(0.0), "lr": np.array(0.5)}


def test_a_wrong_value_beside_an_overflow_is_wrong():
    """At ŷ = 1 the product ∂L/∂ŷ · ∂ŷ/∂z is ∞ · 0 and claims nothing; σ(z) − y = 1 does, and −17 is not 1."""

    def seventeen(p):
        return {**manual.classification.complement(p), "dL/dz": np.array([-17.0])}

    report = check(SATURATED, seventeen, by_autograd(CLASSIFICATION), CLASSIFICATION)
    assert report.wrong_links[0] == "dL/dz" and not report.agrees
    assert check(SATURATED, manual.classification.complement, by_autograd(CLASSIFICATION), CLASSIFICATION).agrees


@pytest.mark.parametrize("number", [-17.0, 1e300, 0.5])
def test_no_number_beside_an_overflow_is_agreed_with_in_a_partial_trace(number):
    found = check(SATURATED, lambda p: {"dJ/db": np.array(number)}, by_autograd(CLASSIFICATION), CLASSIFICATION)
    assert found.links[CLASSIFICATION.names.index("dJ/db")].outside == 1
    clamped = check(SATURATED, lambda p: {"dJ/db": np.array(0.0)}, by_autograd(CLASSIFICATION), CLASSIFICATION)
    assert clamped.verdict == "clamped"  # BCELoss's 1e12 · 0
    right = check(SATURATED, lambda p: {"dJ/db": np.array(1.0)}, by_autograd(CLASSIFICATION), CLASSIFICATION)
    assert right.agrees
