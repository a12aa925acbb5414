"""Somebody else's project: what its pytest runs say with the plugin, without it, and under Hypothesis."""

import re
import tomllib
from pathlib import Path

from tests.helpers.foreign import pytest_in

FIXTURE = """
import pytest
from derivation import careless, gradient, sign_lost, textbook, two_links

classification = pytest.mark.backproof(task="classification", problems=8)


@classification
@pytest.mark.parametrize("trace", [textbook, two_links])
def test_right(backproof, trace):
    found = backproof(trace)
    assert found.agrees and str(found).startswith("PASS")


@pytest.mark.backproof(task="regression", dtype="float32", problems=8)
def test_pair(backproof):
    backproof(gradient)


@classification
def test_wrong(backproof):
    backproof(sign_lost)


@classification
def test_raises(backproof):
    backproof(careless)


@classification
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_to_be_wrong(backproof):
    backproof(careless)


@classification
def test_the_call_wins_over_the_marker(backproof):
    assert backproof(two_links, problems=9).examination.wanted == 9


def test_without_a_task(backproof):
    backproof(two_links)


@pytest.mark.backproof(tusk="classification")
def test_misspelt(backproof):
    backproof(two_links)


@classification
def test_that_takes_no_fixture():
    pass
"""

PLAIN = """
from backproof import assert_gradient, examine
from derivation import sign_lost, two_links


def test_right():
    assert_gradient(two_links, task="classification", problems=8)


def test_wrong():
    assert_gradient(sign_lost, task="classification", problems=8)


def test_no_task():
    assert_gradient(two_links)
"""

UNUSED = """
import sys


def test_nothing_was_loaded():
    assert not {"torch", "numpy", "compare", "hypothesis"} & {*sys.modules}
"""

GIVEN = """
from backproof import CLASSIFICATION, assert_agree, by_autograd, problems
from derivation import slope_forgotten, textbook, two_links
from hypothesis import Phase, given, settings

REFERENCE = by_autograd(CLASSIFICATION)
few = settings(deadline=None, max_examples=8, database=None, derandomize=True, phases=[Phase.generate])
settings.register_profile("few", few)
settings.load_profile("few")


@given(problems(CLASSIFICATION))
def test_textbook(problem):
    assert_agree(problem, textbook, REFERENCE, CLASSIFICATION)


@given(problems(CLASSIFICATION))
def test_two_links(problem):
    assert_agree(problem, two_links, REFERENCE, CLASSIFICATION)


@given(problems(CLASSIFICATION))
def test_slope_forgotten(problem):
    assert_agree(problem, slope_forgotten, REFERENCE, CLASSIFICATION)
"""


def ours(text):
    """The lines of a traceback that show code of ours."""
    return re.findall(r"^\S*(?:compare|backproof|torch_impl)/\S+\.py:\d+.*$", text, flags=re.MULTILINE)


def test_the_fixture_passes_what_is_right_and_fails_what_is_wrong_in_the_words_of_check():
    ran = pytest_in(FIXTURE)
    assert ran.status == 1, ran.out + ran.err
    passed = {name for name, said in ran.outcomes.items() if not said}
    assert passed == {
        "test_right[textbook]",
        "test_right[two_links]",
        "test_pair",
        "test_the_call_wins_over_the_marker",
    }
    wrong = ran.outcomes["test_wrong"]
    assert wrong.startswith("failure: FAIL  sign_lost") and "E01" in wrong and "x = " in wrong
    assert "raised an exception" in ran.outcomes["test_raises"] and "not done yet" in ran.outcomes["test_raises"]
    assert ran.outcomes["test_known_to_be_wrong"].startswith("skipped")
    assert not ours(ran.out) and "--emit-test" not in ran.out and "--verbose" not in ran.out
    assert "FAIL  sign_lost" in ran.out and "E   FAIL" not in ran.out


def test_what_the_owner_wrote_wrongly_is_said_in_one_line():
    ran = pytest_in(FIXTURE)
    for name, said in {
        "test_without_a_task": "task",
        "test_misspelt": "tusk",
        "test_that_takes_no_fixture": "backproof",
    }.items():
        told = ran.outcomes[name].split(": ", 1)[1]
        assert said in told and len(told.splitlines()) == 1, ran.outcomes[name]


def test_the_summary_has_one_line_on_what_each_tests_problems_expose():
    ran = pytest_in(FIXTURE)
    summary = ran.out.rpartition("= backproof =")[2]
    lines = [
        line for line in summary.splitlines() if re.search(r"expose \d+ of \d+ known mistakes|nothing was judged", line)
    ]
    named = {line.split("::")[1].split(": ")[0] for line in lines}
    assert named == {
        "test_right[textbook]", "test_right[two_links]", "test_pair", "test_wrong", "test_known_to_be_wrong",
        "test_the_call_wins_over_the_marker", "test_raises",
    }  # fmt: skip
    told = [one.attrib["value"] for one in ran.junit.iter("property") if one.attrib["name"] == "backproof"]
    assert len(told) == len(lines) and all(any(one in line for line in lines) for one in told)


def test_workers_tell_the_same_and_the_command_line_wins():
    ran = pytest_in(FIXTURE, "-n", "1", "-k", "wrong or wins", "--backproof-problems", "7", "--backproof-seed", "3",
                    "--backproof-summary", "fail")  # fmt: skip
    assert ran.outcomes["test_wrong"].startswith("failure: FAIL  sign_lost")
    assert "7 == 9" in ran.outcomes["test_the_call_wins_over_the_marker"]
    summary = ran.out.rpartition("= backproof =")[2]
    assert "::test_wrong: " in summary and "::test_the_call" in summary and "::test_known_to_be_wrong" not in summary


def test_without_the_plugin_the_function_fails_with_the_same_text_and_shows_no_code_of_ours():
    ran = pytest_in(PLAIN, "-p", "no:backproof")
    assert ran.status == 1 and not ran.outcomes["test_right"]
    wrong = ran.outcomes["test_wrong"]
    assert "FAIL  sign_lost" in wrong and "E01" in wrong and "assert_gradient(sign_lost" in wrong
    assert "task" in ran.outcomes["test_no_task"] and "chain" in ran.outcomes["test_no_task"]
    assert not ours(ran.out)


def test_nothing_is_loaded_until_it_is_used():
    ran = pytest_in(UNUSED, "-p", "no:hypothesispytest", "-p", "no:benchmark")
    assert ran.status == 0, ran.out
    assert "= backproof =" not in ran.out


def test_the_hypothesis_pattern_passes_what_is_right_and_names_what_is_wrong():
    ran = pytest_in(GIVEN)
    assert not ran.outcomes["test_textbook"] and not ran.outcomes["test_two_links"], ran.out
    said = ran.outcomes["test_slope_forgotten"]
    assert "FAIL  slope_forgotten" in said and "E09" in said and "x = 1" in said
    assert not ours(ran.out)


def test_the_plugin_is_an_entry_point():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"backproof": "backproof.pytest_plugin"}
