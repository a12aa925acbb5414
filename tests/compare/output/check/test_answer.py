"""The short answer: golden texts at 80 and at 120 columns, and what holds for every one of them."""

import numpy as np
import pytest

import manual
from compare.output.check.answer import LINES, answer, first_word
from compare.output.check.literals import arrays, pasted
from tests.compare.output.test_check_output import fails, two_slips
from tests.helpers.examined import known, partial, right, slope_forgotten

WIDTHS = (60, 80, 120)


def minus_lost(p):
    return {name: -value for name, value in partial(p).items()}


def digits_lost(p):
    s = manual.sigmoid.sigmoid(p["x"] @ p["w"] + p["b"])
    return {"y_hat": s, "dy_hat/dz": s - s**2}


def column(p):
    error = manual.sigmoid.sigmoid(p["x"] @ p["w"] + p["b"]) - p["y"][:, None]
    return {"dJ/dw": p["x"].T @ error / len(p["y"])}


SIDES = (right, partial, minus_lost, slope_forgotten, two_slips, fails, digits_lost, column)

MINUS = """\
FAIL  mine.py   ∂J/∂w and ∂J/∂b are wrong: −1 × the right value (a sign is lost)

  smallest problem that shows it: 1 example, 1 feature   x = 1   y = 0   w = 2   b = 0
    ∂J/∂w   yours −0.8808    right 0.8808    autograd 0.8808
    worked: (1/n) Σ ∂L/∂z · x = (1/1)·(0.8808·1) = 0.8808
  looks like  E01  the inner derivative −1 of (y − ŷ) is lost
  (40 problems; details: --verbose, a test to keep: --emit-test test_mine.py, hints: --hint 1)"""

NARROW = """\
FAIL  mine.py   ∂J/∂w and ∂J/∂b are wrong: −1 × the right value (a sign is lost)

  smallest problem that shows it: 1 example, 1 feature   x = 1   y = 0   w = 2
    b = 0
    ∂J/∂w   yours −0.8808    right 0.8808    autograd 0.8808
    worked: (1/n) Σ ∂L/∂z · x = (1/1)·(0.8808·1) = 0.8808
  looks like  E01  the inner derivative −1 of (y − ŷ) is lost
  (40 problems; details: --verbose, a test to keep: --emit-test test_mine.py,
  hints: --hint 1)"""

ASCII = """\
FAIL  mine.py   dL/dz is wrong: it is dL/dy_hat

  smallest problem that shows it: 1 example, 1 feature   x = 1   y = 0   w = 2
    b = 0
    dL/dz   yours 8.389    right 0.8808    autograd 0.8808
    worked: dL/dy_hat * dy_hat/dz = 8.389*0.105 = 0.8808"""


def test_a_lost_sign_is_told_once_with_the_smallest_problem():
    assert answer(known(minus_lost), "mine.py", 120) == MINUS.splitlines()
    assert answer(known(minus_lost), "mine.py", 80) == NARROW.splitlines()
    assert answer(known(minus_lost), "mine.py", flags=False) == MINUS.splitlines()[:-1]


def test_a_right_one_is_one_line():
    assert answer(known(partial), "mine.py") == ["PASS  mine.py   ∂J/∂w, ∂J/∂b: right on 40 problems"]


def test_letters_that_are_missing_are_spelt_before_the_lines_are_laid_out():
    told = answer(known(slope_forgotten), "mine.py", 80, encoding="ascii")
    assert told[:6] == ASCII.splitlines() and all(line.isascii() for line in told)


def test_several_slips_stand_under_one_another():
    told = answer(known(two_slips), "mine.py")
    assert told[:2] == [
        "FAIL  mine.py   L is wrong: −1 × the right value (a sign is lost)",
        "                b⁺ is wrong: the sign of the step is lost",
    ]


def test_digits_lost_pass_with_what_keeps_them():
    first, second, *_ = answer(known(digits_lost), "mine.py")
    assert first == "PASS  mine.py   ŷ, ∂ŷ/∂z: right on 40 problems"
    assert second.startswith("  digits lost at ∂ŷ/∂z: up to ") and second.endswith("∂ŷ/∂z = ŷ(1 − ŷ) keeps them")


def test_a_call_that_gives_no_trace_fails_with_one_sentence_and_the_smallest_problem():
    told = answer(known(column), "mine.py")
    assert told[0].startswith(
        "FAIL  mine.py   it gave another shape on 10 of 10 problems: dJ/dw is (d,) = (2,); yours is "
    )
    assert first_word(known(fails)) == "FAIL"
    assert any(line.startswith("  smallest problem that shows it: 1 example, 1 feature") for line in
               answer(known(fails), "mine.py"))  # fmt: skip


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_short_and_within_the_width_and_pass_means_exit_0(side, width):
    told = answer(known(side), "mine.py", width)
    assert len(told) <= LINES and all(line.isprintable() and len(line) <= width for line in told)
    assert (told[0].split()[0] == "PASS") == known(side).agrees


def test_a_long_path_is_cut_to_the_name():
    assert answer(known(partial), "/a" * 40 + "/mine.py", 80)[0].startswith("PASS  …/mine.py   ")


def test_the_problem_is_code():
    found = known(two_slips).smallest
    names = {}
    for line in pasted(found.problem):
        exec(line, {"np": np}, names)
    assert all(np.array_equal(names[name], value) and names[name].dtype == value.dtype
               for name, value in found.problem.items())  # fmt: skip
    assert arrays(found.chain, {"w": np.array([-0.5, 2])}, 9) == ["w = [-0.5, 2]"]
