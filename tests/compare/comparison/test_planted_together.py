"""Several slips at once are several, the reference's are the reference's, and right in another form is right."""

from itertools import combinations

import numpy as np
import pytest

from compare import check
from compare.comparison.check import compare_traces
from compare.inputs.regimes import UNSATURATED, random_problems
from manual import log_loss, sigmoid
from tests.helpers.planting import planted
from tests.helpers.routes import ROUTES


def generic(route, dtype=np.float64, seed=4):
    return random_problems(np.random.default_rng(seed), "generic", 4, 5, 3, dtype, labels=route != "regression")


def outside(route, slips, problem):
    """As `compared`, with what lies outside its allowance, and no call again to decide on its formula."""
    chain, _, reference = ROUTES[route]
    return compare_traces(problem, planted(route, slips)(problem), reference(problem), chain)


def compared(route, slips, problem):
    chain, _, reference = ROUTES[route]
    return check(problem, planted(route, slips), reference, chain)


# Different factors: one half at dL/dz and again at dL/dw would make dL/dw right, as ∂L/∂z · x. Below 1, so that ŷ < 1.
def half(p, t, value):
    return value / 2


def third(p, t, value):
    return value / 3


def fifth(p, t, value):
    return value / 5


@pytest.mark.parametrize("route", ROUTES)
def test_any_two_slips_are_two(route):
    problem = generic(route)
    for first, second in combinations(ROUTES[route][0].names, 2):
        report = outside(route, {first: half, second: third}, problem)
        assert report.wrong_links == (first, second)
        assert [slip.link for slip in report.evidence] == [first, second]


@pytest.mark.parametrize("route", ROUTES)
def test_three_slips_are_three(route, dtype):
    problem = generic(route, dtype)
    rng = np.random.default_rng(5)
    for _ in range(30):
        three = [ROUTES[route][0].names[i] for i in sorted(rng.choice(len(ROUTES[route][0].names), 3, replace=False))]
        slips = dict(zip(three, (half, third, fifth), strict=True))
        assert compared(route, slips, problem).wrong_links == tuple(three)


@pytest.mark.parametrize("route", ROUTES)
def test_what_a_slip_displaces_is_inherited_and_not_wrong(route):
    report = compared(route, {"z": half}, generic(route))
    verdicts = {link.name: link.verdict for link in report.links}
    assert verdicts["z"] == "wrong" and verdicts["dJ/dw"] == verdicts["b+"] == "inherited"
    assert verdicts["dz/dw"] == verdicts["dz/db"] == "right"


@pytest.mark.parametrize("route", ROUTES)
def test_a_slip_of_the_reference_is_the_references(route):
    chain, by_hand, _ = ROUTES[route]
    for link in chain.names:
        report = check(generic(route), by_hand, planted(route, {link: half}), chain)
        assert report.reference_wrong == (link,) and report.wrong_links == () and not report.agrees
        assert {row.verdict for row in report.links} == {"right"}
        assert report.first_disagreement.side == "reference" and "the reference holds" in str(report)


def test_a_slip_of_both_sides_is_seen_on_both():
    chain, _, _ = ROUTES["regression"]
    both = planted("regression", {"dL/dy_hat": half})
    report = check(generic("regression"), both, both, chain)
    assert report.wrong_links == ("dL/dy_hat",) and not report.agrees


def square_of_the_other_difference(p, t, value):
    return (t["y_hat"] - p["y"]) ** 2 * 0.5


def mean_taken_early(p, t, value):
    return np.vecmat(t["dL/dz"] / p["x"].shape[-2], p["x"])


def sum_of_early_means(p, t, value):
    return (t["dL/dz"] / p["x"].shape[-2]).sum(axis=-1)


def minus_alpha_times_minus_gradient(p, t, value):
    return p["w"] - -p["lr"][..., None] * -t["dJ/dw"]


def plus_minus_alpha_times_gradient(p, t, value):
    return p["b"] + -p["lr"] * t["dJ/db"]


def prediction_minus_target(p, t, value):
    return t["y_hat"] - p["y"]


def from_z(p, t, value):
    return log_loss.dL_dz(p["y"], sigmoid.sigmoid(t["z"]), sigmoid.sigmoid(-t["z"]))


def split_slope(p, t, value):
    return log_loss.textbook_dL_dy_hat_split(p["y"], t["y_hat"])


def loss_from_z(p, t, value):
    return log_loss.log_loss(p["y"], t["z"])


def slope_of_a_recomputed_prediction(p, t, value):
    return sigmoid.sigmoid(t["z"]) * sigmoid.sigmoid(-t["z"])


ANYWHERE = [
    ("dJ/dw", mean_taken_early),
    ("dJ/db", sum_of_early_means),
    ("w+", minus_alpha_times_minus_gradient),
    ("b+", plus_minus_alpha_times_gradient),
]
OF_THE_SIGMOID = [
    ("L", loss_from_z),
    ("dL/dy_hat", split_slope),
    ("dy_hat/dz", slope_of_a_recomputed_prediction),
    ("dL/dz", prediction_minus_target),
    ("dL/dz", from_z),
]
ANOTHER_FORM = (
    [(route, *form) for route in ROUTES for form in ANYWHERE]
    + [(route, *form) for route in ("textbook", "complement") for form in OF_THE_SIGMOID]
    + [("regression", "L", square_of_the_other_difference), ("regression", "dL/dz", prediction_minus_target)]
    + [("cancelled", "dL/dz", from_z)]
)


@pytest.mark.parametrize(("route", "link", "form"), ANOTHER_FORM)
def test_right_in_another_form_is_right(route, link, form, dtype):
    for regime in ("generic", "zero start", "degenerate"):
        rng = np.random.default_rng(6)
        problem = random_problems(rng, regime, 100, 5, 3, dtype, labels=route != "regression")
        if regime == "degenerate":
            problem["w"] /= UNSATURATED[dtype.__name__]
        report = compared(route, {link: form}, problem)
        assert report.agrees, str(report)


@pytest.mark.parametrize("route", ROUTES)
def test_a_value_already_divided_by_n_is_wrong_under_the_name_of_one_example(route):
    def early(p, t, value):
        return value / p["x"].shape[-2]

    for link in ("dL/dz", "dL/dw", "dL/db"):
        assert compared(route, {link: early}, generic(route)).wrong_links == (link,)


def only(side, *links):
    def partial(inputs):
        return {link: side(inputs)[link] for link in links}

    return partial


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("links", [("dJ/dw", "dJ/db"), ("w+",), ("z", "dL/dw")])
def test_a_trace_of_some_links_is_compared_on_those(route, links, dtype):
    chain, by_hand, reference = ROUTES[route]
    problem = generic(route, dtype)
    report = check(problem, only(by_hand, *links), reference, chain)
    assert report.agrees and report.unclaimed == 0
    assert {row.name for row in report.links if row.verdict != "not given"} == set(links)
    assert all(row.compared == 0 for row in report.links if row.name not in links)
    assert report.values == sum(by_hand(problem)[link].size for link in links)


def test_a_textbook_side_of_which_little_is_given_is_right_though_its_digits_are_lost():
    """Not given, ŷ may have been rounded: what is allowed is what any right form would then do, not the best one."""
    chain, textbook, reference = ROUTES["textbook"]
    problem = random_problems(np.random.default_rng(7), "generic", 500, 5, 3, np.float64, labels=True)
    for link in ("dL/dw", "dJ/dw", "w+"):
        assert check(problem, only(textbook, link), reference, chain).agrees


def test_with_gaps_a_link_is_held_to_the_form_whose_operands_are_given():
    """∂L/∂z slips and ∂L/∂b is not given: ∂J/∂b is held to the ∂L/∂z that is, and not to all that ∂L/∂b might be."""
    chain, _, reference = ROUTES["textbook"]
    side = only(planted("textbook", {"dL/dz": half}), "z", "y_hat", "dL/dy_hat", "dy_hat/dz", "dL/dz")
    through_z = planted("cancelled", {"dL/dz": half})

    def with_means(inputs):
        later = through_z(inputs)
        return side(inputs) | {"dJ/dw": later["dJ/dw"], "dJ/db": later["dJ/db"]}

    report = check(generic("textbook"), with_means, reference, chain)
    rows = {row.name: row for row in report.links}
    assert report.wrong_links == ("dL/dz",)
    assert rows["dJ/dw"].verdict == rows["dJ/db"].verdict == "inherited" and rows["dJ/db"].blind == 0


@pytest.mark.parametrize("route", ROUTES)
def test_a_small_slip_in_a_gradient_given_alone_is_caught(route):
    chain, by_hand, reference = ROUTES[route]

    def slipping(inputs):
        trace = by_hand(inputs)
        return {"dJ/dw": trace["dJ/dw"] * (1 + 1e-9), "dJ/db": trace["dJ/db"]}

    assert check(generic(route), slipping, reference, chain).wrong_links == ("dJ/dw",)
