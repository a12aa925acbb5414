"""What backproof says, in one test: hand-derived gradients match autograd at every link and at every step of descent.

And beside it: a slip planted at any link, at any step, is caught there.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backproof import descend, problems
from compare.experiment.routes import routes

ROUTES = [route for task in ("regression", "classification") for route in routes(task)]
STEPS = 4

every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.name} {route.form}")
both_dtypes = pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])


@every_route
@both_dtypes
@pytest.mark.parametrize("mode", ["lockstep", "free"])
@settings(max_examples=12)
@given(data=st.data())
def test_by_hand_is_as_by_autograd_at_every_link_and_every_step(route, dtype, mode, data):
    problem = data.draw(problems(labels=route.chain.labels, dtype=dtype))
    found = descend(problem, route.candidate, route.reference, route.chain, STEPS, mode)
    assert not found.report.evidence, found.report
    assert found.steps == STEPS or found.stopped
    assert [link.name for link in found.report.links] == list(route.chain.names)
    assert all(link.given and link.compared for link in found.report.links)


def slipping(route, link, step):
    """The hand-derived side, but for one value of one link at one step, which is far from what it should be.

    Where the textbook form holds no number for it, the slip is that it holds one.
    """
    steps = iter(range(STEPS))

    def side(problem):
        trace = route.candidate(problem)
        if next(steps, None) == step:
            held = np.concatenate([np.ravel(array) for array in (*problem.values(), *trace.values())])
            far = 1 + np.abs(held[np.isfinite(held)]).max()
            value = np.nan_to_num(trace[link], posinf=0.0, neginf=0.0)
            trace[link] = np.where(np.arange(value.size).reshape(value.shape) == 0, value + far, trace[link])
        return {name: np.asarray(array, problem["x"].dtype) for name, array in trace.items()}

    return side


def numbers_up_to(route, problem, link, step):
    """Whether the hand-derived side gets to that step, and all that it holds there before the link are numbers."""
    for _ in range(step):
        trace = route.candidate(problem)
        problem = {**problem, "w": trace["w+"], "b": trace["b+"]}
    trace = route.candidate(problem)
    before = [trace[name] for name in route.chain.names[: route.chain.names.index(link)]]
    return all(np.isfinite(array).all() for array in (*problem.values(), *before))


@every_route
@both_dtypes
@settings(max_examples=12)
@given(data=st.data())
def test_a_slip_at_any_link_of_any_step_is_caught_there(route, dtype, data):
    problem = data.draw(problems(labels=route.chain.labels, dtype=dtype, regime="generic"))
    link, step = data.draw(st.sampled_from(route.chain.names)), data.draw(st.integers(0, STEPS - 1))
    with np.errstate(all="ignore"):
        assume(numbers_up_to(route, problem, link, step))
    found = descend(problem, slipping(route, link, step), route.reference, route.chain, STEPS)
    first = found.report.first_disagreement
    assert first is not None, f"a slip at {link} of step {step} went unseen"
    assert (first.side, first.link, first.step) == ("candidate", link, step)
