"""What `report` and `explain` say by default: the answer first, on terminals and in pipes of 80 and 120 columns."""

import io

import pytest

import manual
from compare.output import terminal
from tests.helpers.commands import PRICES, command

ONE = """\
PASS  houses   every link is right: 104 values over 2 steps

  size, rooms → price: regression, 3 examples, features standardised; start w =
  (0.4, −0.3), b = 0.1, α = 0.5, float64
  by hand in textbook form, against autograd through MSELoss

  link                    values   verdict
 ──────────────────────────────────────────
  z = x·w + b                  6   right
  ŷ = z                        6   right
  L = ½(y − ŷ)²                6   right
  J = (1/n) Σ L                2   right
  ∂L/∂ŷ = −(y − ŷ)             6   right
  ∂ŷ/∂z = 1                    6   right
  ∂L/∂z = ∂L/∂ŷ · ∂ŷ/∂z        6   right
  ∂z/∂w = x                   12   right
  ∂z/∂b = 1                    6   right
  ∂ŷ/∂w = ∂ŷ/∂z · x           12   right
  ∂ŷ/∂b = ∂ŷ/∂z · 1            6   right
  ∂L/∂w = ∂L/∂ŷ · ∂ŷ/∂w       12   right
  ∂L/∂b = ∂L/∂ŷ · ∂ŷ/∂b        6   right
  ∂J/∂w = (1/n) Σ ∂L/∂w        4   right
  ∂J/∂b = (1/n) Σ ∂L/∂b        2   right
  w⁺ = w − α ∂J/∂w             4   right
  b⁺ = b − α ∂J/∂b             2   right

  J from 633,329,000 $² to 36,064,700 $²
  not converged: the last step still moved a parameter by 0.33 of itself; J is
  36,000,000 above the least-squares optimum 0
  (ulps, every route and number: --full; the page: --html report.html)
PASS  houses   every link is right: 104 values over 2 steps
"""
SEVERAL = """\
FAIL  2 data sets   ∂L/∂z is wrong: −1 × the right value (a sign is lost)
                    (sentences)

  PASS  houses      every link is right: 104 values over 2 steps
  FAIL  sentences   ∂L/∂z is wrong: −1 × the right value (a sign is lost)

  link    houses   sentences
 ────────────────────────────
  z       right    right
  ŷ       right    right
  L       right    right
  J       right    right
  ∂L/∂ŷ   right    right
  ∂ŷ/∂z   right    right
  ∂L/∂z   right    wrong
  ∂z/∂w   right    right
  ∂z/∂b   right    right
  ∂ŷ/∂w   right    right
  ∂ŷ/∂b   right    right
  ∂L/∂w   right    right
  ∂L/∂b   right    right
  ∂J/∂w   right    right
  ∂J/∂b   right    right
  w⁺      right    right
  b⁺      right    right

"""
EXPLAINED = """\
PASS  sentences, example 4   by hand and autograd agree at every link

  Aack beep aack!, Happy: y = 1 (mood); aack = 2, beep = 1
  step 0: w = (0.4, −0.3), b = 0.1, α = 0.7; J is over 4 examples

  z       w₁x₁ + w₂x₂ + b = 0.4·2 + (−0.3)·1 + 0.1                        0.6000
  ŷ       σ(z) = 1/(1 + e^−z) = 1/(1 + e^−0.6)                            0.6457
  L       −y ln ŷ − (1 − y) ln(1 − ŷ) = −1·ln 0.6457 − 0·ln 0.3543        0.4375
"""


@pytest.fixture(params=["pipe", "terminal"])
def said(request, monkeypatch):
    """What a command prints at a width, in a pipe or on a terminal; blanks at the ends of lines do not count."""

    def on_screen(width, *argv):
        if request.param == "pipe":
            monkeypatch.setenv("COLUMNS", str(width))
            return stripped(command(*argv).out)
        screen = terminal.Screen(file=io.StringIO(), width=width, force_terminal=True, color_system=None, emoji=False)
        monkeypatch.setattr(terminal, "console", lambda whole: screen)
        command(*argv)
        return stripped(screen.file.getvalue().rpartition("\x1b[?25h")[2].rpartition("\x1b[2K")[2])

    return on_screen


def stripped(text):
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


@pytest.fixture
def slipped(monkeypatch):
    right = manual.classification.textbook
    monkeypatch.setattr(manual.classification, "textbook", lambda p: right(p) | {"dL/dz": -right(p)["dL/dz"]})


def words(text):
    return text.split()


def test_a_report_of_one_data_set_is_its_answer_and_one_table(said):
    assert said(80, "report", "houses", "--steps", "2") == ONE
    wide = said(120, "report", "houses", "--steps", "2")
    assert words(wide) == words(ONE) and wide.count("\n") == ONE.count("\n") - 1


def test_of_several_there_is_a_line_for_all_and_one_for_each(said, slipped):
    for width in (80, 120):
        out = said(width, "report", "houses", "sentences", "--steps", "2")
        opening = out.partition("\n\n")[0]
        assert " ".join(words(out)).startswith(" ".join(words(SEVERAL))) and out.endswith(f"{opening}\n")
        assert out.startswith(SEVERAL) == (width == 80)
        assert " ".join(words(out)).count("sentences: ∂L/∂z at [1] of step 0: by hand 0.214165, right −0.214165") == 1
        assert " ".join(words(out)).count("this looks like E01: the inner derivative −1 of (y − ŷ) is lost") == 1
        assert max(map(len, out.splitlines())) <= width


def test_an_example_is_worked_within_80_columns_however_wide_the_screen(said):
    out = said(80, "explain", "sentences", "--example", "4")
    assert (
        out.startswith(EXPLAINED)
        and out.count("\n") == 30
        and out == said(120, "explain", "sentences", "--example", "4")
    )
    for name in ("houses", "longley", "breast-cancer", PRICES):
        assert max(map(len, said(120, "explain", name).splitlines())) <= 80


def test_an_example_whose_link_is_wrong_says_so_first_and_shows_both_values(said, slipped):
    out = said(80, "explain", "sentences")
    assert out.startswith("FAIL  sentences, example 1   ∂L/∂z is wrong: −1 × the right value")
    rows = out.splitlines()
    (at,) = (i for i, row in enumerate(rows) if row.startswith("  ∂L/∂z   "))
    assert rows[at].endswith("  0.2142") and rows[at + 1] == "autograd −0.2142".rjust(80)


def test_of_many_features_the_first_are_worked_and_the_rest_is_said_to_be_left_out():
    out = command("explain", "breast-cancer").out
    assert "∂L/∂w₃" in out and "∂L/∂w₄" not in out and "of the 30 features the first 3; all of them: --full" in out


@pytest.mark.parametrize("argv", [("houses",), ("houses", "sentences")])
def test_quiet_is_the_answer_alone(argv):
    out = command("report", *argv, "--steps", "1").out
    assert command("report", *argv, "--steps", "1", "--quiet").out.splitlines() == [out.splitlines()[0]]


def test_what_was_not_claimed_and_what_strict_does_not_pass_is_in_the_answer():
    done = command("report", "breast-cancer", "--raw", "--steps", "1")
    assert done.status == 0 and " ".join(words(done.out)).startswith(
        "PASS breast-cancer every link is right: 149,836 values over 1 step; nothing to be claimed about J"
    )
    assert "values of autograd are BCELoss's documented clamp" in " ".join(words(done.out))
