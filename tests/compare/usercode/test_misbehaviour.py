"""Whatever a function does instead of giving a trace is told for what it is: kind, count, smallest problem, line."""

import sys

import numpy as np
import pytest

from compare.output.check import text as check_text
from compare.usercode.misbehaviour import HARMLESS, KINDS
from tests.helpers.examined import examined, known, partial, right

STATE = np.random.default_rng(0)


def raises(problem):
    if len(problem["y"]) == 1:
        raise KeyError(f"for x = {problem['x']}")
    return partial(problem)


def raises_by_itself(problem):
    raise KeyboardInterrupt


def exits(problem):
    sys.exit("done")


def needs_memory(problem):
    raise MemoryError("Unable to allocate 2.00 GiB")


def changes_inputs(problem):
    problem["b"] -= 1
    return partial(problem)


def returns_a_list(problem):
    return [partial(problem)]


def returns_nothing(problem):
    partial(problem)


def gives_no_link(problem):
    return {}


def mistypes(problem):
    return {"dJ/dww": partial(problem)["dJ/dw"]}


def gives_the_mean_by_its_own_name(problem):
    return {"dJ/dz": right(problem)["dL/dz"] / len(problem["y"])}


def gives_twice(problem):
    trace = right(problem)
    return {"y_hat": trace["y_hat"], "ŷ": trace["y_hat"]}


def gives_more_where_n_is_1(problem):
    return partial(problem) | ({"z": right(problem)["z"]} if len(problem["y"]) == 1 else {})


def gives_words(problem):
    return {"dJ/db": "a number"}


def gives_rows_of_unequal_lengths(problem):
    return {"dJ/dw": [[1.0], [1.0, 2.0]]}


class Odd:
    def __array__(self, dtype=None, copy=None):
        raise LookupError("not here")


def gives_what_cannot_be_read(problem):
    return {"dJ/db": Odd()}


def rounds_to_integers(problem):
    return {name: np.rint(value).astype(int) for name, value in partial(problem).items()}


def computes_in_float32(problem):
    return {name: np.float32(value) for name, value in partial(problem).items()}


def keeps_an_axis(problem):
    return {"dJ/dw": partial(problem)["dJ/dw"][None]}


def forgets_the_sum(problem):
    return {"dJ/db": right(problem)["dL/dz"]}


def adds_noise(problem):
    return {"dJ/db": partial(problem)["dJ/db"] + STATE.normal()}


CASES = {
    raises: ("raised", "KeyError: 'for x = [["),
    raises_by_itself: ("raised", "KeyboardInterrupt in line"),
    exits: ("death", "it called sys.exit('done')"),
    needs_memory: ("memory", "it may have 1024 MiB (--memory-limit): MemoryError: Unable to allocate 2.00 GiB"),
    changes_inputs: ("in place", "changed its input 'b' in place"),
    returns_a_list: ("no dict", "returned list; expected a dict"),
    returns_nothing: ("no dict", "returned NoneType"),
    gives_no_link: ("names", "does not give z, y_hat"),
    mistypes: ("names", "did you mean 'dJ/dw'?"),
    gives_the_mean_by_its_own_name: ("names", "'dL/dz' divided by n"),
    gives_twice: ("names", "gives 'y_hat' twice"),
    gives_more_where_n_is_1: ("names", "it gives z on some problems and not on others"),
    gives_words: ("dtype", "has dtype <U8; expected float64"),
    gives_rows_of_unequal_lengths: ("array", "cannot become an array"),
    gives_what_cannot_be_read: ("array", "reading what it returned raised LookupError"),
    rounds_to_integers: ("dtype", "has dtype int64, which cannot hold a fraction; expected float64"),
    computes_in_float32: ("dtype", "has dtype float32; expected float64"),
    keeps_an_axis: ("shape", "dJ/dw is (d,) = (2,); yours is (1, d) = (1, 2): it became a row"),
    forgets_the_sum: ("shape", "dJ/db is a single number, (); yours is (n,) = (3,): is the mean"),
    adds_noise: ("unsteady", "in dJ/db"),
}


def blamed(function):
    return [one for one in known(function).misbehaviour if not one.harmless]


@pytest.mark.parametrize("function", CASES, ids=lambda function: function.__name__)
def test_each_is_told_once_for_what_it_is_on_its_smallest_problem(function):
    kind, said = CASES[function]
    (one,) = blamed(function)
    found = known(function)
    assert one.kind == kind and said in one.message and not found.agrees
    smallest = (2, (3, 2)) if found.cut else (4, (1, 1))
    assert (one.number, one.problem["x"].shape) == smallest, "the first of those that tell most, the smallest of them"


@pytest.mark.parametrize("function", CASES, ids=lambda function: function.__name__)
def test_each_is_printed_in_one_line_with_its_count_and_its_problem(function):
    found = known(function)
    (one,) = blamed(function)
    (line,) = [line for line in check_text.lines(found) if line.startswith(f"it {KINDS[one.kind]}")]
    n, d = one.problem["x"].shape
    assert (
        f"on {one.problems} of {found.called} problems" in line
        and f"; problem {one.number} (n = {n}, d = {d}): x = ((" in line
    )


def test_only_the_problems_that_misbehave_are_counted_and_the_others_are_judged():
    found = known(raises)
    judged = sum(len(each.numbers) for each in found.judged)
    (one,) = found.misbehaviour
    assert one.problems + judged == 40 and found.report.agrees and not found.agrees
    assert "in line" in one.message and "(raise KeyError(" in one.message


def test_every_kind_is_tested_here_or_by_a_process():
    assert {kind for kind, _ in CASES.values()} | {"hang", "garbage", *HARMLESS} == set(KINDS)


def test_a_nan_where_the_reference_has_a_number_is_told_but_left_to_the_judging():
    def overflows(problem):
        z = problem["x"] @ problem["w"] + problem["b"]
        y_hat = 1 / (1 + np.exp(-z))
        return {"z": z, "y_hat": y_hat, "dL/dy_hat": -(problem["y"] - y_hat) / (y_hat * (1 - y_hat))}

    found = known(overflows, count=60)
    (one,) = found.misbehaviour
    assert one.kind == "not finite" and one.harmless and found.agrees and "dL/dy_hat" in one.message
    assert any("divides by 0" in reason for reason in found.report.reasons)

    def poisoned(problem):
        return {**partial(problem), "dJ/db": np.array(np.nan)}

    found = known(poisoned)
    assert found.report.wrong_links == ("dJ/db",) and found.misbehaviour[0].problems == 40


def test_the_person_s_settings_end_with_the_call():
    def sets(problem):
        np.seterr(all="raise")
        return partial(problem)

    before = np.geterr()
    assert examined(sets, count=6)[0].agrees and np.geterr() == before


def test_a_second_call_that_gives_no_trace_is_one_that_does_not_repeat_itself():
    left = [41]  # the first is called before the others

    def tires(problem):
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("worn out")
        return partial(problem)

    (one,) = [one for one in examined(tires)[0].misbehaviour if not one.harmless]
    assert one.kind == "unsteady" and one.message.startswith("a second call gave no trace: RuntimeError: worn out")
