"""Counting: from judgements made of chosen balls to a report, so that each number in it is known beforehand.

By place in `MIXED`: both right; candidate outside; reference outside; both outside; candidate open, reference outside;
both open; the reference's value is the clamp's; the candidate's is; both right and apart by more than they are allowed.
"""

import numpy as np
import pytest

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import format_of
from compare.chains.chain import Form, Link
from compare.judging.judgement import Judgement
from compare.judging.summary import tally

F64 = format_of(np.float64)
INF = np.inf


def form(label, centres, radii, kind="right", of=("x",), undefined="could overflow"):
    held = Ball(F64, np.array(centres, np.float64), np.array(radii, np.float64))

    def rule(*operands):
        return Ball(F64, held.value, held.radius if operands[0].value.flat[0] == 1 else operands[0].radius)

    return Form(label, f"formula of {label}", of, rule, kind, undefined)


def judgement(values, *forms, name="v", given=(True, True), axes=None):
    """Values of a candidate and a reference, in rows, judged by forms whose operands are all 1."""
    values = np.array(values, np.float64)
    judged = Judgement(Link(name, f"∂{name}", forms, axes=axes), values, given)
    known = {operand: Ball(F64, np.ones(values.shape)) for form in forms for operand in form.of}
    with np.errstate(all="ignore"):
        for index, each in enumerate(forms):
            if judged.weigh(index, each, each.rule(*(known[operand] for operand in each.of)), known):
                break
    if not judged.well_within:
        judged.settle()
    return judged


def counted(*judgements, **options):
    return tally(judgements, "chain", "float64", **options)


MIXED = [
    # 0    1    2    3    4    5    6    7    8
    [0.25, 9.0, 0.0, 9.0, 7.0, 7.0, 0.0, 5.0, -9.0],
    [0.00, 0.0, 9.0, 8.0, 7.0, 9.5, 5.0, 0.0, 9.0],
]
CENTRES = [[0, 0, 0, 0, 0, 0, 0, 0, -9], [0, 0, 0, 0, 0, 0, 0, 0, 9]]
RADII = [[1, 1, 1, 1, INF, INF, 1, 1, 1], [1, 1, 1, 1, 1, INF, 1, 1, 1]]
CLAMPS = [[99] * 6 + [5, 5, 99]] * 2


def mixed(name="v", of=("x",)):
    return judgement(
        MIXED, form("right", CENTRES, RADII, of=of), form("clamped", CLAMPS, np.ones((2, 9)), "clamp", of), name=name
    )


def test_each_value_is_counted_where_it_belongs():
    (link,) = counted(mixed()).links
    assert (link.name, link.symbol, link.given, link.compared) == ("v", "∂v", True, 9)
    assert link.outside == 2  # 1 and 3
    assert link.reference_outside == 3  # 2, 3 and 4
    assert link.no_claim == {"could overflow": 2} and link.claimed == 7  # 4 and 5
    assert link.clamped == link.reference_clamped == 1 and link.inherited == link.overflowed == 0
    assert link.max_difference == 18
    assert link.max_error_over_allowance == 9 / SAFETY
    assert link.forms == ({"right", "clamped"}, {"right", "clamped"})


def test_the_evidence_is_the_first_wrong_value():
    slip, theirs = counted(mixed()).evidence
    assert (theirs.side, theirs.index, theirs.value) == ("reference", (2,), 9)
    assert (slip.link, slip.symbol, slip.side, slip.step, slip.index) == ("v", "∂v", "candidate", None, (1,))
    assert (slip.value, slip.other, slip.expected, slip.allowance) == (9, 0, 0, SAFETY)
    assert slip.formula == "formula of right" and slip.hint == ""


def test_the_evidence_of_a_reference_is_told_where_no_value_of_the_candidate_is_wrong():
    right = form("right", np.zeros((2, 3)), np.ones((2, 3)))
    (slip,) = counted(judgement([[0, 0, 0], [0, 9, 8]], right)).evidence
    assert (slip.side, slip.index, slip.value, slip.other) == ("reference", (1,), 9, 0)


def test_the_worst_value_is_told_beside_the_first():
    values = [[0, 2, 9, 5], [0, 0, 0, 0]]
    report = counted(judgement(values, form("right", [[0, 1, 3, 1]] * 2, [[0.5] * 4] * 2)))
    assert [one.index for one in report.evidence if one.side == "candidate"] == [(1,)]
    worst = [one.index for one in report.worst if one.side == "candidate"]
    assert worst == [(3,), (2,)]  # four times the right value, 1; and 6 away from it


def test_a_clamp_is_a_clamp_on_either_side():
    right, clamp = form("right", [[0], [0]], [[1], [1]]), form("clamp", [[5], [5]], [[1], [1]], "clamp")
    report = counted(judgement([[5], [0]], right, clamp))
    assert not report.evidence and report.links[0].clamped == 1 and report.links[0].verdict == "clamped"
    report = counted(judgement([[0], [5]], right, clamp))
    assert (
        not report.evidence
        and report.links[0].reference_clamped == 1
        and report.links[0].forms == ({"right"}, {"clamp"})
    )


def test_steps_are_counted_from_the_one_that_is_given():
    right = form("right", np.zeros((2, 3, 2)), np.ones((2, 3, 2)))
    values = np.zeros((2, 3, 2))
    values[0, 1, 1] = 9
    (slip,) = counted(judgement(values, right), first_step=10).evidence
    assert (slip.step, slip.index) == (11, (1,))


def test_the_largest_ratio_is_that_of_values_right_or_wrong():
    """What is open or clamped has none, and the ratio of a link not given is the reference's alone."""
    right = form("right", [[0, 0, 0]] * 2, [[1, INF, 1]] * 2)
    clamp = form("clamp", [[99, 99, 5]] * 2, np.ones((2, 3)), "clamp")
    assert (
        counted(judgement([[0.25, 7, 0], [0, 7, 5]], right, clamp)).links[0].max_error_over_allowance == 0.25 / SAFETY
    )
    absent = judgement([[np.nan] * 2, [0.25, 0.75]], form("right", [[0, 0]] * 2, [[1, 1]] * 2), given=(False, True))
    assert counted(absent).links[0].max_error_over_allowance == 0.75 / SAFETY


def test_a_link_that_the_candidate_does_not_give_is_not_compared():
    right = form("right", [[0, 0, 0]] * 2, [[1, INF, 1]] * 2)
    clamp = form("clamp", [[99, 99, 5]] * 2, np.ones((2, 3)), "clamp")
    absent = judgement([[np.nan] * 3, [0, 7, 5]], right, clamp, given=(False, True))
    report = counted(absent)
    (link,) = report.links
    assert (link.given, link.compared, link.no_claim, link.clamped, link.blind) == (False, 0, {}, 0, 0)
    assert link.outside == link.inherited == 0 and not report.evidence
    assert link.forms == (frozenset(), {"right", "clamp"})


def test_the_wrong_value_of_a_reference_is_told_where_the_candidate_gives_none():
    right = form("right", [[0, 0]] * 2, [[1, 1]] * 2)
    report = counted(judgement([[np.nan] * 2, [0, 9]], right, given=(False, True)))
    assert report.links[0].reference_outside == 1 and report.evidence[0].side == "reference"


@pytest.mark.parametrize("flawed", [False, True])
def test_a_value_that_is_blind_on_either_side_is_counted_once(flawed):
    """By place: on neither side; on the candidate's; on the reference's; on both. The flaw is a fifth value, wrong."""
    centres, radii = [[9, 0, 9, 0, 9], [9, 9, 0, 0, 9]], np.ones((2, 5))
    values = [[9, 0, 9, 0, 77 if flawed else 9], [9, 9, 0, 0, 9]]
    judged = judgement(values, form("right", centres, radii))
    assert judged.well_within is not flawed and counted(judged).links[0].blind == 3


@pytest.mark.parametrize("radius", [0.0, 1.0])
def test_nothing_is_blind_where_every_value_is_larger_than_its_allowance(radius):
    right = form("right", [[9, 9]] * 2, [[radius, radius]] * 2)
    assert counted(judgement([[9, 9]] * 2, right)).links[0].blind == 0


def test_the_largest_difference_is_the_largest_finite_one():
    open_there = form("right", [[0] * 4] * 2, [[INF, INF, 9, 9]] * 2)
    links = counted(judgement([[1.7e308, np.nan, 2, 3], [-1.7e308, 0, 0, 0]], open_there)).links
    assert links[0].max_difference == 3
    only = counted(judgement([[1.7e308, np.nan], [-1.7e308, 0]], form("right", [[0] * 2] * 2, [[INF] * 2] * 2)))
    assert np.isnan(only.links[0].max_difference)


def test_a_value_without_claim_is_counted_under_one_reason():
    """The first two are open by the first form, the last two by the second: the middle one for two reasons."""
    first = form("first", [[0] * 4] * 2, [[INF, INF, 1, 1]] * 2, undefined="first")
    second = form("second", [[0] * 4] * 2, [[1, INF, INF, 1]] * 2, undefined="second")
    (link,) = counted(judgement([[np.nan, np.nan, np.nan, 0]] * 2, first, second)).links
    assert link.no_claim == {"first": 2, "second": 1} and link.claimed == 1
    inner = form("inner", [[0] * 4] * 2, [[1, INF, 1, 1]] * 2, undefined="inner")
    assert counted(judgement([[np.nan, np.nan, 0, 0]] * 2, first, inner)).links[0].no_claim == {"first": 2}


def test_the_forms_are_those_that_hold_some_value():
    first = form("first", [[0, 0, 0]] * 2, [[1, 1, 1]] * 2)
    second = form("second", [[50, 5, 5]] * 2, [[1, 1, 1]] * 2)
    third = form("third", [[50, 50, 50]] * 2, [[1, 1, 1]] * 2)
    (link,) = counted(judgement([[0, 5, 9], [5, 5, 5]], second, first, third)).links
    assert link.forms == ({"first", "second"}, {"second"})
    (link,) = counted(judgement([[0, 0, 0]] * 2, first, second)).links
    assert link.forms == ({"first"}, {"first"})
