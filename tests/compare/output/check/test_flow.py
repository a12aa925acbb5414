"""Text within a width: no number and no word is cut, and what goes first is what matters least."""

import pytest

from compare.output.check.flow import Section, flow, sentence, solid, within
from compare.output.stream import Paper

PARTS = ["x = [[1, 2.5], [3, 4]]", "y = [0, 1]", "w = [0.0001, -12409.5]", "b = 0"]


@pytest.mark.parametrize("width", range(30, 90, 7))
def test_no_line_is_wider_and_no_word_is_cut(width):
    lines = flow("  the problem: ", PARTS, Paper(width))
    assert all(len(line) <= width for line in lines)
    assert " ".join(lines).split() == ["the", "problem:", *" ".join(PARTS).split()]


def test_the_next_lines_stand_under_the_first_part():
    first, second = sentence("FAIL  a.py   ", "one two three", Paper(22))
    assert (first, second) == ("FAIL  a.py   one two", "             three")


def test_a_formula_stays_on_one_line_where_a_line_holds_it():
    lines = sentence("", f"digits lost: {solid('z = x·w + b')} keeps them", Paper(22))
    assert lines == ["digits lost:", "z = x·w + b keeps them"]


def test_a_word_longer_than_the_line_is_whole():
    assert sentence("", "a " + "9" * 50, Paper(40)) == ["a", "9" * 50]


def test_lines_are_measured_as_they_will_be_spelt():
    lines = flow("", ["∂L/∂ŷ", "∂L/∂ŷ"], Paper(15, "ascii"), " ")
    assert lines == ["dL/dy_hat", "dL/dy_hat"] and flow("", ["∂L/∂ŷ"] * 2, Paper(15), " ") == ["∂L/∂ŷ ∂L/∂ŷ"]


def test_the_least_important_goes_first_and_what_must_stay_stays():
    sections = [Section(["a"]), Section(["b", "c"], 2), Section(["d"], 1), Section(["e"])]
    assert within(sections, 5) == list("abcde")
    assert within(sections, 4) == ["a", "d", "e"]
    assert within(sections, 2) == ["a", "e"]
