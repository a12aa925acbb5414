"""Where each known mistake leads: the true J along its descent, and what becomes of it on further inputs."""

import json

import numpy as np
import pytest

from compare.chains.evaluation import evaluate
from compare.comparison.exposure import exposure
from compare.experiment.routes import routes
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.judging.arbiter import form_for_truth
from compare.mistakes.planting import plant
from compare.output.report import document
from compare.studies.consequences import breaks
from compare.studies.exposure_by_input import exposure_by_input, inputs
from tests.helpers.commands import every_run

STEPS = 12


@pytest.fixture(scope="module", params=["houses", "sentences"])
def followed(request):
    setup = prepare(load(request.param), Settings(steps=STEPS))
    route = routes(setup.data.task)[0]
    return route, setup.problem, breaks(route.chain, setup.problem, route.reference, STEPS)


def cost(chain, problem):
    """J by the forms that the arbiter takes for the truth."""
    held = dict(problem)
    for link in chain.links:
        held[link.name] = evaluate(form_for_truth(link), held)
    return held["J"]


def test_a_mistake_is_followed_as_a_side_that_makes_it_every_time(followed):
    route, start, found = followed
    for one in found:
        problem, true = dict(start), []
        for _ in range(len(one.J)):
            true.append(float(cost(route.chain, problem)))
            trace = plant(route.chain, {one.known.slip.link: one.known.slip.form}, problem)
            problem |= {"w": trace["w+"], "b": trace["b+"]}
        assert one.steps.tolist() == list(range(STEPS + 1))
        assert one.J.tolist() == true, one.known.key


def test_the_broken_gradient_is_the_planted_sides_and_the_right_one_no_mistakes(followed):
    route, start, found = followed
    right = plant(route.chain, {}, start)
    for one in found:
        wrong = plant(route.chain, {one.known.slip.link: one.known.slip.form}, start)
        for name in ("dJ/dw", "dJ/db"):
            assert (one.gradient[name] == wrong[name]).all()
            assert (one.right[name] == right[name]).all()


def test_what_is_hidden_at_the_start_is_what_the_power_of_the_start_misses(followed):
    route, start, found = followed
    hidden = {one.known.key for one in found if str(one.cell) == "hidden"}
    assert hidden == {known.key for known in exposure(route.chain, [start]).hidden}


def test_zeros_hide_what_the_power_at_zero_misses_and_the_end_is_looked_at_if_it_is_finite(followed):
    route, start, found = followed
    end = {name: start[name] + 1 for name in ("w", "b")}
    cells = exposure_by_input(route.chain, start, end, route.reference, range(len(start["y"])))
    assert list(cells) == [
        "after the last step", "at w = 0, b = 0", "example 1 alone", f"example {len(start['y'])} alone",
    ]  # fmt: skip
    zero = start | {name: np.zeros_like(start[name]) for name in ("w", "b")}
    for name, problem in (("after the last step", start | end), ("at w = 0, b = 0", zero)):
        hidden = {one.known.key for one, cell in zip(found, cells[name], strict=True) if str(cell) == "hidden"}
        assert hidden == {known.key for known in exposure(route.chain, [problem]).hidden}
    lost = {name: np.full_like(start[name], np.inf) for name in ("w", "b")}
    assert "after the last step" not in exposure_by_input(route.chain, start, lost, route.reference, [0])


def test_no_inputs_are_looked_at_twice(followed):
    _, start, _ = followed
    zero = start | {name: np.zeros_like(start[name]) for name in ("w", "b")}
    assert "at w = 0, b = 0" not in inputs(zero, {"w": start["w"], "b": start["b"]}, [0])
    alone = start | {name: start[name][:1] for name in ("x", "y")}
    assert list(inputs(alone, {"w": start["w"], "b": start["b"]}, [0])) == ["after the last step", "at w = 0, b = 0"]


@pytest.mark.parametrize("name", ["houses", "sentences"])
def test_in_single_precision_the_numbers_are_json(name):
    runs = every_run(prepare(load(name), Settings(steps=2, dtype="float32")))
    told = document.build(runs, page=True)["reports"][0]
    assert json.loads(json.dumps(told, allow_nan=False)) == told
