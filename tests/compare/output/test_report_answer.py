"""The first word of an answer and its sentence: right, wrong on either side, undecided, nothing judged."""

from dataclasses import replace

import pytest

from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.judging.decision import Decision
from compare.output.report.answer import first_word, gravest, headline, verdict
from tests.helpers.commands import every_run


@pytest.fixture(scope="module")
def run():
    return every_run(prepare(load("houses"), Settings(steps=2)))[0]


def changed(run, link, **fields):
    """The run with one link's report changed."""
    report = run.descent.report
    links = tuple(replace(one, **fields) if one.name == link else one for one in report.links)
    return replace(run, descent=replace(run.descent, report=replace(report, links=links)))


def told(run, **options):
    return headline([[run]], 120, **options)[0]


def test_a_right_run_passes_with_what_was_compared(run):
    assert told(run) == told(run, strict=True) == "PASS  houses   every link is right: 104 values over 2 steps"


def test_lost_digits_pass_and_are_named_and_strict_says_why_it_does_not_pass(run):
    lost = changed(run, "J", outside=2, decision=Decision("J", "right", "exact", ""))
    assert told(lost) == f"{told(run)}; digits lost at J" and first_word(lost.descent.report) == "PASS"
    assert "--strict does not pass" in " ".join(headline([[lost]], 120, strict=True))


def test_a_wrong_link_fails_by_hand_or_in_autograd(run):
    by_hand = changed(run, "J", outside=2)
    assert told(by_hand) == "FAIL  houses   J is wrong"
    assert told(changed(by_hand, "b+", outside=1)) == "FAIL  houses   J and b⁺ are wrong"
    assert told(changed(run, "J", reference_outside=1)) == "FAIL  houses   autograd is wrong at J"


def test_of_many_wrong_links_the_first_are_named(run):
    for link in ("z", "L", "J", "dL/dz", "w+", "b+"):
        run = changed(run, link, outside=1)
    assert told(run) == "FAIL  houses   z, L, J, ∂L/∂z and 2 more are wrong"


def test_what_was_not_decided_is_open(run):
    undecided = changed(run, "J", outside=2, decision=Decision("J", "not decided", None, ""))
    assert told(undecided) == "OPEN  houses   not decided whether the formula of J is right"


def test_where_nothing_is_claimed_there_is_no_verdict(run):
    for link in run.descent.report.links:
        run = changed(run, link.name, no_claim={"could overflow": link.compared})
    assert told(run) == "NONE  houses   nothing could be claimed about any of the values"


def test_the_gravest_word_is_told_of_several_and_whose_it_is(run):
    wrong = changed(run, "J", outside=2)
    assert headline([[run], [wrong]], 120) == ["FAIL  2 data sets   J is wrong (houses)"]
    assert gravest(["PASS", "NONE", "OPEN", "FAIL"]) == "FAIL" and gravest(["PASS", "NONE", "OPEN"]) == "OPEN"
    assert gravest(["PASS", "NONE"]) == "NONE" and verdict(wrong.descent.report) == "J is wrong"
