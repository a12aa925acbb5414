"""An examination: right traces pass, wrong ones are caught at their link and named, whole or in part."""

import time

import numpy as np
import pytest

import manual
from compare.chains.perceptron import CLASSIFICATION
from compare.errors import BadInput
from compare.mistakes import known_mistakes
from compare.usercode.calls import Fatal, lengths
from compare.usercode.examination import examine
from compare.usercode.subject import perceptron
from tests.helpers.examined import examined, known, partial, right, slope_forgotten

TRACES = {
    "regression": [manual.regression.trace],
    "classification": [manual.classification.textbook, manual.classification.complement, partial],
}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("task", TRACES)
def test_right_traces_agree(task, dtype):
    for side in TRACES[task]:
        found = known(side, task=task, dtype=dtype, count=60)
        assert found.agrees and not [one for one in found.misbehaviour if not one.harmless]
        assert found.called == found.wanted == 60 and found.cut == ""
        assert [n for each in found.judged for n in each.numbers] == list(range(1, 61))


def test_a_wrong_link_is_caught_and_named_and_what_follows_is_inherited():
    found = known(slope_forgotten, count=60)
    assert not found.agrees and found.report.wrong_links == ("dL/dz",)
    (diagnosis,) = found.report.diagnoses
    assert [one.mistake.id for one in diagnosis.named] == ["E09"]
    verdicts = {link.name: link.verdict for link in found.report.links}
    assert verdicts["dJ/dw"] == "inherited" and verdicts["w+"] == "not given"


def test_the_first_wrong_value_is_shown_on_its_own_problem():
    found = known(slope_forgotten, count=60)
    slip, place = found.report.evidence[0], found.places[0]
    assert (place.number, place.origin) == (1, "sentences, generic start")
    assert slip.value == slope_forgotten(dict(place.problem))["dL/dz"][slip.index]


def test_a_mistake_made_on_some_problems_only_is_not_named():
    """E09's formula where n is odd, the right one elsewhere: it fits the wrong values, and not the right ones."""

    def odd(problem):
        return slope_forgotten(problem) if len(problem["y"]) % 2 else {k: right(problem)[k] for k in GIVEN}

    found = known(odd, count=60)
    assert found.report.wrong_links == ("dL/dz",) and not found.report.diagnoses[0].named
    assert found.places[0].number > 1 and len(found.places[0].problem["y"]) % 2 == 1


GIVEN = ("z", "y_hat", "L", "J", "dL/dy_hat", "dy_hat/dz", "dL/dz", "dL/dw", "dJ/dw", "dJ/db")


def test_two_slips_are_two():
    def two(problem):
        trace = right(problem)
        return {**trace, "L": 2 * trace["L"], "J": 2 * trace["J"], "b+": problem["b"] + problem["lr"] * trace["dJ/db"]}

    assert known(two).report.wrong_links == ("L", "b+")


def test_a_partial_trace_is_checked_and_what_is_missing_is_listed():
    found = known(partial, count=60)
    assert found.given == ("dJ/dw", "dJ/db") and found.agrees
    assert set(found.not_given) == set(CLASSIFICATION.names) - set(found.given)
    assert set(found.exposure.exposed + found.exposure.hidden + found.exposure.beyond) == set(
        known_mistakes(CLASSIFICATION)
    )
    assert {one.slip.link for one in found.exposure.exposed} > set(found.given)
    assert {one.slip.link for one in found.exposure.beyond} == {"L", "J", "w+", "b+"}


def test_a_slip_in_a_partial_trace_is_caught():
    def summed(problem):
        return {name: value * value.dtype.type(len(problem["y"])) for name, value in partial(problem).items()}

    found = known(summed, count=60)
    assert found.report.wrong_links == ("dJ/dw", "dJ/db")
    assert [d.named[0].mistake.id for d in found.report.diagnoses] == ["E27", "E27"]


def test_the_calls_are_announced_one_by_one_and_the_first_of_each_batch_again():
    found, said = examined(partial, count=20)
    calls = [(doing, call) for doing, call in said if call is not None]
    assert [call for _, call in calls] == list(range(1 + 20 + len(found.judged)))
    assert calls[0][0] == calls[1][0] == "on problem 1 (n = 4, d = 2)", "whether it gives a trace, then the problems"
    assert calls[21][0] == "again on problem 1 (n = 4, d = 2)"
    assert [call is None for _, call in said] == [False, True] * len(calls), "the clock is theirs while theirs runs"


def test_when_time_is_up_the_rest_is_left_out_and_that_fails():
    found, said = examined(right, seconds=-1)
    assert found.report is None and not found.agrees and not [call for _, call in said if call is not None]
    assert (found.called, found.wanted) == (0, 40) and found.cut == "they took 0 s, and no more is begun"


def test_the_time_that_counts_is_that_of_the_calls():
    def slow(problem):
        time.sleep(0.02)
        return right(problem)

    found, _ = examined(slow, seconds=0.1)
    assert 1 <= found.called <= 6 and found.report.agrees and not found.agrees and found.cut.startswith("they took 0.1")


def test_a_reference_that_gives_no_trace_is_bad_input():
    def half(problems):
        return {"z": right(problems)["z"]}

    for reference, said in ((half, "the reference does not give y_hat"), (list, "the reference returned list")):
        chosen = perceptron(right, "classification", 2, 0, "float64")
        with pytest.raises(BadInput) as caught:
            examine(chosen._replace(reference=reference), lambda doing, call: None, 1)
        assert said in str(caught.value)


def test_a_trace_for_labels_may_ask_which_it_has():
    def by_cases(problem):
        p = right(problem)["y_hat"]
        return {"y_hat": p, "L": -np.log(np.where(problem["y"] == 1, p, 1 - p))}

    assert known(by_cases).agrees


def test_a_call_that_ended_the_process_is_not_made_again():
    found, said = examined(right, fatal=Fatal(3, "hang", "no answer within 1 s"))
    assert [call for _, call in said if call is not None] == [0, 1, 2]
    (one,) = [one for one in found.misbehaviour if not one.harmless]
    assert (one.kind, one.problems, one.number) == ("hang", 1, 3) and not found.agrees
    assert found.report.agrees and (found.called, found.wanted) == (3, 40) and found.cut
    assert found.exposure.largest == {"n": 62, "d": 2}, "what was not called was not tried"


def test_a_second_call_that_ended_the_process_leaves_the_first_ones_judged():
    found, _ = examined(right, count=20, fatal=Fatal(21, "death", "killed"))
    assert (found.called, found.cut) == (20, "") and found.report.agrees
    assert [(one.kind, one.number) for one in found.misbehaviour if not one.harmless] == [("death", 1)]


def test_origins_and_sizes_say_what_was_tried():
    found = known(right, count=60)
    assert sum(found.origins.values()) == 60 and found.sizes["n"][0] == 1
    assert found.exposure.largest == {"n": 70, "d": 20}
    assert lengths(CLASSIFICATION, found.places[0].problem if found.places else problem_of(2, 3)) == {"n": 2, "d": 3}


def problem_of(n, d):
    return {"x": np.ones((n, d)), "y": np.ones(n), "w": np.ones(d), "b": np.array(1.0), "lr": np.array(1.0)}


def test_the_smallest_problem_shows_the_first_wrong_link():
    found = known(slope_forgotten, count=60).smallest
    assert found.evidence.link == "dL/dz" and found.lengths == {"n": 1, "d": 1}
    assert found.named[0].mistake.id == "E09"
    for side in (right, partial):
        assert known(side, count=60).smallest is None


def test_mistakes_that_fit_alike_are_told_apart_by_further_problems():
    """On the notes' one problem alone several fit; more are called until one is left."""
    found, said = examined(slope_forgotten, count=1)
    (one,) = found.separations
    assert [known.mistake.id for known in one.diagnosis.named] == ["E09"]
    assert any(doing.startswith("on a further problem (n = ") for doing, call in said if call is not None)


def test_a_further_call_that_ended_the_process_is_told_and_no_other_made():
    _, said = examined(slope_forgotten, count=6)
    first = next(call for doing, call in said if doing.startswith("on a further"))
    found, said = examined(slope_forgotten, count=6, fatal=Fatal(first + 1, "hang", "no answer within 1 s"))
    assert max(call for _, call in said if call is not None) == first
    (one,) = [one for one in found.misbehaviour if not one.harmless]
    assert (one.kind, one.number) == ("hang", 0) and found.called == found.wanted == 6
