"""How small an error is seen: the rules are those of their libraries, the search finds where they turn."""

from itertools import product

import numpy as np
import pytest
import torch

from compare.comparison.check import compare_traces
from compare.judging.contract import trace_of
from compare.mistakes.planting import plant
from compare.studies.detection import rules
from compare.studies.detection.measure import first, reaches, tabulate
from compare.studies.detection.planted import Planted, accurate, errors
from compare.studies.detection.regions import regions
from compare.studies.detection.rules import ASSERT_CLOSE, GRADIENT, RULES, allclose, assert_close, backproof, gradcheck

REGIONS = {region.name: region for region in regions()}
COUNT = 2
EPS = {np.float64: 2.0**-52, np.float32: 2.0**-23}


def right(region, dtype, link, count=COUNT):
    """Nothing planted."""
    problems, chain = region.problems(count, dtype), region.route.chain
    hand, reference = (
        trace_of(side, problems, chain, name, complete=True)
        for side, name in ((region.route.candidate, "candidate"), (region.route.reference, "reference"))
    )
    return Planted(problems, chain, next(one for one in chain.links if one.name == link), {}, hand, reference)


def of(arrays, i):
    return {name: array[i] for name, array in arrays.items()}


@pytest.mark.parametrize("size", range(6))
def test_the_search_finds_where_enough_begins_from_any_guess(size):
    for turn, guess in product(range(size + 1), range(size)):
        assert first(lambda at, turn=turn: at >= turn, size, guess) == turn


@pytest.mark.parametrize("part", [0.99, 0.5])
def test_a_part_is_reached_as_counting_says_and_no_more_is_asked_for(part):
    for found in product((False, True), repeat=5):
        stream = iter(found)
        assert reaches(stream, 5, part) == (sum(found) >= part * 5)
    stream = iter([False, False, True, True, True])
    assert not reaches(stream, 5, 0.99) and next(stream) is False


def test_the_errors_tried_are_those_that_the_dtype_can_hold(dtype):
    tried = np.array(errors(dtype))
    assert tried[0] == EPS[dtype] and tried[-1] == 1 and (np.diff(tried) > 0).all()
    assert np.array_equal((1 + tried).astype(dtype).astype(float) - 1, tried)


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda region: region.name)
def test_problems_lie_where_their_region_says(region, dtype):
    problems = region.problems(50, dtype)
    if region.sizes:
        low, high = region.sizes[np.dtype(dtype).name]
        size = np.abs(region.route.candidate(problems)["z"])
        assert (size > low * 0.999).all() and (size < high * 1.001).all()
    assert region.route.chain.labels == bool(np.isin(problems["y"], (0, 1)).all())
    assert all(array.dtype == dtype for array in problems.values())


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda region: region.name)
def test_backproof_rejects_what_a_comparison_calls_wrong_at_the_link(region, dtype):
    chain = region.route.chain
    for link, error in product(chain.names, (0.0, 4 * EPS[dtype], 2.0**-10)):
        planted = right(region, dtype, link).on_hand(error)
        found = []
        for i in range(COUNT):
            hand, reference = of(planted.hand, i), of(planted.reference, i)
            report = compare_traces(of(planted.problems, i), hand, reference, chain)
            assert report.wrong_links in ((), (link,))
            found.append(report.wrong_links == (link,))
        assert list(backproof(planted)) == found
        assert error or not any(found)


@pytest.mark.parametrize(("close", "judge"), [(allclose, "allclose"), (assert_close, "assert_close")])
@pytest.mark.parametrize("region", ["regression", "tails"])
def test_closeness_is_what_the_library_says(close, judge, region, dtype):
    said = {True: 0, False: 0}
    for link, error in product(("y_hat", "dL/dz", "dJ/dw"), (1e-9, 1e-7, 1.2e-6, 1.3e-5, 1e-3, 1.0)):
        planted = right(REGIONS[region], dtype, link).on_hand(error)
        for hand, reference in zip(planted.hand[link], planted.reference[link], strict=True):
            found = bool(close(hand, reference).all())
            assert found == accepts(judge, hand, reference)
            said[found] += 1
    assert all(said.values())


def accepts(judge, hand, reference):
    if judge == "allclose":
        return np.allclose(hand, reference)
    try:
        torch.testing.assert_close(torch.from_numpy(hand), torch.from_numpy(reference))
    except AssertionError:
        return False
    return True


def test_the_tolerances_of_assert_close_are_those_that_its_message_states(dtype):
    for name, tolerance in zip(("relative", "absolute"), ASSERT_CLOSE[np.dtype(dtype).name], strict=True):
        with pytest.raises(AssertionError, match=f"Greatest {name} difference: .*up to {tolerance:g} allowed"):
            torch.testing.assert_close(
                torch.zeros(1, dtype=torch_dtype(dtype)), torch.ones(1, dtype=torch_dtype(dtype))
            )


def torch_dtype(dtype):
    return torch.from_numpy(np.zeros(1, dtype)).dtype


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda region: region.name)
def test_gradcheck_is_shown_the_cost_and_the_gradient_that_the_planted_side_holds(region):
    for link, error in product(region.route.chain.names, (0.0, 0.25)):
        planted = right(region, np.float64, link).on_hand(error)
        for i in range(COUNT):
            problem, hand = of(planted.problems, i), of(planted.hand, i)
            w, b = (torch.from_numpy(np.array(problem[name])).requires_grad_() for name in ("w", "b"))
            J = rules._cost(planted, problem, hand, w, b)
            own = plant(accurate(planted.chain), planted.forms, problem)["J"]
            assert np.array_equal(J.detach().numpy(), own, equal_nan=True)
            for found, name in zip(torch.autograd.grad(J, (w, b)), GRADIENT, strict=True):
                assert np.array_equal(found.numpy(), hand[name], equal_nan=True)


def test_gradcheck_sees_a_gradient_off_by_a_hundredth_and_no_wrong_step():
    region = REGIONS["unsaturated"]
    assert not any(gradcheck(right(region, np.float64, "dJ/dw")))
    assert all(gradcheck(right(region, np.float64, "dJ/dw").on_hand(0.01)))
    assert not any(gradcheck(right(region, np.float64, "w+").on_hand(1.0)))


def test_a_table_has_every_rule_at_every_link(dtype):
    region = REGIONS["saturated, fused"]
    table = tabulate(region, dtype, 2)
    cells = [(figure.link, figure.rule) for figure in table.figures]
    assert sorted(cells) == sorted(product(region.route.chain.names, (rule.name for rule in RULES)))
    for figure in table.figures:
        assert figure.half <= figure.nearly_all or figure.rejects_right > 0.01
        assert figure.rule != "backproof" or figure.rejects_right == 0
