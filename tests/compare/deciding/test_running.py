"""A run gives enclosures of every link, or says in one sentence why it cannot."""

import copy
import cProfile

import numpy as np
import pytest

from compare.chains.perceptron import REGRESSION
from compare.deciding.problems import drawn
from compare.deciding.running import exact_run, modules_of
from compare.deciding.session import session
from tests.compare.deciding import users

PROBLEM = next(problem for _, problem in drawn(REGRESSION, np.dtype(np.float64)))


def run(side, *, guided=False, bits=256):
    return exact_run(side, REGRESSION, PROBLEM, modules_of(side, PROBLEM), bits, guided=guided)


def test_links_are_enclosures_of_what_the_function_computes():
    outcome = run(users.right)
    assert not outcome.failed and set(outcome.links) == {"z", "dJ/dw", "dJ/db"}
    plain = users.right(PROBLEM)
    for name, balls in outcome.links.items():
        assert balls.shape == plain[name].shape
        assert all(float(ball.rad()) < 1e-70 for ball in balls.flat)


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (users.leaves, "left the exact numbers at line"),
        (users.leaves_and_hides_it, "left the exact numbers at line"),
        (users.endless, "does not end in"),
        (users.raises, "raised ZeroDivisionError: by hand"),
        (users.changes_its_input, "changed its input 'y'"),
        (users.changes_its_input_at_once, "changed its input 'y'"),
        (users.no_dict, "returned int"),
        (users.undecided, "is not decided at line"),
    ],
)
def test_why_there_are_no_links(side, said):
    outcome = run(side)
    assert said in outcome.failed and not outcome.links
    assert "users.py" in outcome.failed or "at line" not in said


def test_another_path_in_floats_is_noted_and_guided_runs_follow_it():
    assert [path.endswith("users.py") for path in run(users.two_paths).paths] == [True]
    exactly, guided = run(users.two_paths), run(users.two_paths, guided=True)
    assert float(exactly.links["z"].flat[0].mid()) == 1
    assert float(guided.links["z"].flat[0].mid()) == 2
    assert not guided.paths


def test_only_the_users_modules_are_found_and_problem_and_profile_stay():
    before = copy.deepcopy(PROBLEM)
    found = modules_of(users.right, PROBLEM)
    assert [names["__name__"] for names in found] == [users.__name__]
    run(users.changes_its_input)
    assert all((before[name] == PROBLEM[name]).all() for name in before)
    assert session().steps == 0


def test_a_run_inside_a_profiler_leaves_the_profiler_on():
    profiler = cProfile.Profile()
    with profiler:
        assert modules_of(users.right, PROBLEM)
        sorted("seen afterwards")
    assert any("sorted" in str(entry.code) for entry in profiler.getstats())
