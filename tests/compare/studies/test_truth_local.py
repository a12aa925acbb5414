"""Each accurate link is within a few ulps of its exact value at its own operands, over the whole range of z.

And the tester is tested: a textbook form in an accurate link's place, and the slips that benign tests let through, are
caught and named.
"""

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, check
from compare.arithmetic.ulps import BEYOND
from compare.chains.chain import Chain
from compare.judging.arbiter import arbitrate_locally
from compare.studies.log_loss.formulas import problem_at
from manual import classification, log_loss, sigmoid
from tests.helpers.planting import planted
from tests.helpers.truths import DTYPES, points
from torch_impl.classification import bce

LIMITS = {"y_hat": 4, "L": 2, "dL/dy_hat": 5, "dy_hat/dz": 5, "dL/dz": 4, "dy_hat/dw": 1, "dy_hat/db": 1}
PRODUCTS = {"z": 1, "L": 2, "dL/dz": 4, "dL/dw": 1, "dL/db": 1}
OF_A_SUBNORMAL = 7
"""∂L/∂ŷ where its divisor, ŷ or 1 − ŷ, is subnormal and has lost digits."""


def links_of(chain, names):
    return Chain(chain.name, tuple(link for link in chain.links if link.name in names), labels=True)


def beyond_their_limits(problem, trace, chain=CLASSIFICATION, limits=LIMITS):
    """The names of the links that are further from their exact value at the trace's own operands than is allowed."""
    names = {"z", "dz/dw", "dz/db", *limits}
    found = arbitrate_locally(links_of(chain, names), problem, {name: trace[name] for name in trace if name in names})
    z, y = trace["z"], problem["y"]
    divisor = np.where(y == 0, sigmoid.sigmoid(-z), sigmoid.sigmoid(z))
    wrong = []
    for name, limit in limits.items():
        ulps = found[name].ulps[0].reshape(len(z))
        reasons = found[name].reasons[0].reshape(len(z))
        assert ((reasons == "") | (reasons == BEYOND)).all()
        allowed = np.where(divisor < np.finfo(z.dtype).tiny, OF_A_SUBNORMAL, limit) if name == "dL/dy_hat" else limit
        if (ulps[reasons == ""] > np.broadcast_to(allowed, ulps.shape)[reasons == ""]).any():
            wrong.append(name)
    return wrong


@pytest.fixture(params=[(dtype, y) for dtype in DTYPES for y in (0.0, 1.0)], ids=str)
def problem(request):
    dtype, label = request.param
    z = points(dtype)
    return problem_at(np.full_like(z, label), z)


def test_every_accurate_link_is_within_its_ulps(problem):
    assert beyond_their_limits(problem, classification.complement(problem)) == []
    assert beyond_their_limits(problem, classification.cancelled(problem), FUSED, PRODUCTS) == []


def sigmoid_of_the_textbook(problem, trace):
    return {"y_hat": sigmoid.textbook_sigmoid(trace["z"])}


def loss_of_the_textbook(problem, trace):
    return {"L": log_loss.textbook_log_loss(problem["y"], trace["y_hat"])}


def slope_of_the_textbook(problem, trace):
    return {"dL/dy_hat": log_loss.textbook_dL_dy_hat(problem["y"], trace["y_hat"])}


def split_slope_of_the_textbook(problem, trace):
    return {"dL/dy_hat": log_loss.textbook_dL_dy_hat_split(problem["y"], trace["y_hat"])}


def derivative_of_the_textbook(problem, trace):
    slope = sigmoid.textbook_dy_hat_dz(trace["y_hat"])
    return {"dy_hat/dz": slope, "dy_hat/dw": slope[..., None] * problem["x"], "dy_hat/db": slope}


def product_of_the_textbook(problem, trace):
    return {"dL/dz": log_loss.dL_dz_product(trace["dL/dy_hat"], trace["dy_hat/dz"])}


def difference_of_the_textbook(problem, trace):
    return {"dL/dz": log_loss.dL_dz_cancelled(problem["y"], trace["y_hat"])}


@pytest.mark.parametrize(
    "replace",
    [
        sigmoid_of_the_textbook,
        loss_of_the_textbook,
        slope_of_the_textbook,
        split_slope_of_the_textbook,
        derivative_of_the_textbook,
        product_of_the_textbook,
        difference_of_the_textbook,
    ],
)
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_textbook_form_in_an_accurate_links_place_is_caught_and_named(dtype, replace):
    z = points(dtype)
    named = set()
    for label in (0, 1):
        problem = problem_at(np.full_like(z, label), z)
        trace = classification.complement(problem)
        with np.errstate(all="ignore"):
            replaced = replace(problem, trace)
        named |= {*beyond_their_limits(problem, {**trace, **replaced})}
    assert named == {next(iter(replaced))}


def sigmoid_through_tanh(p, t, value):
    return 0.5 * (1 + np.tanh(t["z"] / 2))


def clipped_at_1e_7(p, t, value):
    return np.clip(value, 1e-7, 1 - 1e-7)


def logarithm_of_1_less_p(p, t, value):
    with np.errstate(all="ignore"):
        return -p["y"] * np.log(t["y_hat"]) - (1 - p["y"]) * np.log(1 - t["y_hat"])


def logarithms_of_p_and_a_little(p, t, value):
    return -p["y"] * np.log(t["y_hat"] + 1e-12) - (1 - p["y"]) * np.log(sigmoid.sigmoid(-t["z"]) + 1e-12)


SURVIVORS = {
    sigmoid_through_tanh: "y_hat",
    clipped_at_1e_7: "y_hat",
    logarithm_of_1_less_p: "L",
    logarithms_of_p_and_a_little: "L",
}

LOSE_DIGITS = (sigmoid_through_tanh,)
"""Their formula is right."""


@pytest.mark.parametrize("slip", SURVIVORS, ids=lambda slip: slip.__name__)
@pytest.mark.parametrize("dtype", DTYPES)
def test_what_survives_benign_tests_is_caught_in_ulps_at_the_right_link(dtype, slip):
    z = points(dtype)
    named = set()
    for label in (0, 1):
        problem = problem_at(np.full_like(z, label), z)
        trace = classification.complement(problem)
        link = SURVIVORS[slip]
        slipped = slip(problem, trace, trace[link]).astype(z.dtype)
        named |= {*beyond_their_limits(problem, {**trace, link: slipped})}
    assert named == {SURVIVORS[slip]}


@pytest.mark.parametrize("slip", [slip for slip in SURVIVORS if slip is not logarithm_of_1_less_p])
@pytest.mark.parametrize("dtype", DTYPES)
def test_and_by_a_comparison_with_autograd_where_the_sigmoid_is_saturated(dtype, slip):
    """ln(1 − ŷ) alone is a right form there, at its own operands: only its distance from the truth tells."""
    z = np.array([-26.0, -20, -16, -12, 12, 15], dtype)
    problem = problem_at((z < 0).astype(dtype), z)
    report = check(problem, planted("complement", {SURVIVORS[slip]: slip}), bce, CLASSIFICATION)
    first = report.losses[0] if slip in LOSE_DIGITS else report.first_disagreement
    assert (first.link, first.side) == (SURVIVORS[slip], "candidate")
    assert report.verdict == ("digits lost" if slip in LOSE_DIGITS else "wrong")
