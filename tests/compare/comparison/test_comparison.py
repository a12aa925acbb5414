"""Checking one problem or a batch: what a report counts, what it says, and what a test that asserts agreement sees."""

import numpy as np
import pytest

from compare import REGRESSION, Report, check
from compare.chains.chain import Chain, Form, Input, Link
from compare.chains.evaluation import described
from compare.comparison.check import compare_traces
from compare.inputs.regimes import random_problems
from compare.judging.judge import judge
from compare.judging.summary import _counted, _flawless
from tests.helpers.planting import planted
from tests.helpers.routes import ROUTES

_, BY_HAND, AUTOGRAD = ROUTES["regression"]


def generic(count, n=4, d=3, labels=False, seed=10):
    return random_problems(np.random.default_rng(seed), "generic", count, n, d, np.float64, labels=labels)


def doubled(p, t, value):
    return 2 * value


def doubled_at_one_place(p, t, value):
    changed = value.copy()
    changed[1, 2] *= 2
    return changed


def test_a_report_counts_every_value_of_every_link():
    report = check(generic(5), BY_HAND, AUTOGRAD, REGRESSION)
    assert isinstance(report, Report) and report.agrees and report.first_disagreement is None
    sizes = {link: value.size for link, value in BY_HAND(generic(5)).items()}
    assert {link.name: link.compared for link in report.links} == sizes
    assert report.values == sum(sizes.values()) and report.unclaimed == 0
    assert (report.chain, report.dtype) == ("regression", "float64")
    assert all(link.claimed == link.compared and link.verdict == "right" for link in report.links)


def test_a_batch_is_its_problems():
    batch = random_problems(np.random.default_rng(11), "full range", 40, 3, 2, np.float64, labels=False)
    whole = check(batch, BY_HAND, AUTOGRAD, REGRESSION)
    each = [check({k: v[i] for k, v in batch.items()}, BY_HAND, AUTOGRAD, REGRESSION) for i in range(40)]
    for column in zip(whole.links, *(report.links for report in each), strict=True):
        first, *rest = column
        assert first.compared == sum(link.compared for link in rest)
        assert first.claimed == sum(link.claimed for link in rest)


def test_the_first_wrong_value_is_the_evidence():
    problem = generic(3)
    report = check(problem, planted("regression", {"dL/dy_hat": doubled_at_one_place}), AUTOGRAD, REGRESSION)
    first = report.first_disagreement
    right = BY_HAND(problem)["dL/dy_hat"][1, 2]
    assert (first.link, first.symbol, first.side, first.step) == ("dL/dy_hat", "∂L/∂ŷ", "candidate", None)
    assert first.index == (1, 2) and first.place == "[2, 3]" and first.formula == "−(y − ŷ)"
    assert first.value == 2 * right and first.expected == right and 0 < first.allowance < 1e-12 * abs(right)
    assert first.ratio == abs(right) / first.allowance
    link = next(link for link in report.links if link.name == "dL/dy_hat")
    assert link.outside == 1 and link.max_error_over_allowance == first.ratio
    inherited = {link.name: link.inherited for link in report.links if link.inherited}
    assert inherited["dL/dz"] == inherited["dL/db"] == 1 and inherited["dJ/db"] == 1 and inherited["dJ/dw"] == 3


def test_a_value_where_no_error_is_allowed_is_infinitely_far_off():
    report = check(generic(2), planted("regression", {"dz/db": doubled}), AUTOGRAD, REGRESSION)
    assert report.first_disagreement.allowance == 0 and report.first_disagreement.ratio == np.inf


def test_the_problem_is_left_as_it_was():
    problem = generic(2)
    before = {name: array.copy() for name, array in problem.items()}
    check(problem, BY_HAND, AUTOGRAD, REGRESSION)
    assert all(np.array_equal(problem[name], before[name]) for name in before)


def test_a_comparison_of_which_nothing_can_be_claimed_is_a_failure():
    problem = {name: np.full(shape, 1.7e308) for name, shape in {"x": (2, 3), "y": (2,), "w": (3,), "b": ()}.items()}
    problem |= {"lr": np.array(1.0)}

    def only_z(inputs):
        return {"z": BY_HAND(inputs)["z"]}

    report = check(problem, only_z, AUTOGRAD, REGRESSION)
    assert not report.agrees and report.values == report.unclaimed == 2 and report.first_disagreement is None
    assert report.verdict == "nothing judged" and "NOTHING COULD BE CLAIMED" in str(report)


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("downstream", [False, True])
def test_the_short_count_of_a_flawless_link_is_the_long_one(name, downstream):
    chain, *sides = ROUTES[name]
    problem = generic(20, labels=chain.labels)
    traces = [side(problem) for side in sides]
    judgements = [judgement for judgement in judge(chain, problem, traces) if judgement.right.all()]
    assert len(judgements) == len(chain.links)
    for judgement in judgements:
        assert _flawless(judgement, downstream) == _counted(judgement, downstream, problem["x"][..., 0])


def doubled_target(y):
    return 2.0 * y


@pytest.mark.parametrize("arrays", [(*REGRESSION.arrays, Input("k")), REGRESSION.arrays])
@pytest.mark.parametrize(("known", "told"), [(described, True), (lambda chain: chain, False)])
def test_traces_are_compared_as_they_are_and_n_is_known_where_the_axes_are(arrays, known, told):
    link = Link("dL/dz", "∂L/∂z", (Form("made", "2y", ("y",), doubled_target),))
    problem = {**generic(1), "k": np.ones(1)}
    y = problem["y"]
    report = compare_traces(problem, {"dL/dz": y / 2}, {"dL/dz": 2 * y}, known(Chain("made", (link,), arrays)))
    assert (report.chain, report.dtype, report.wrong_links) == ("made", "float64", ("dL/dz",))
    assert ("divided by n" in report.evidence[0].hint) is told and len(report.diagnoses) == 1
