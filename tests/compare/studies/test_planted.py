"""What becomes of planted mistakes: the cells tell what a check of the same side finds."""

import numpy as np
import pytest

from compare import CLASSIFICATION, REGRESSION, check
from compare.comparison.exposure import exposure
from compare.inputs.regimes import random_problems
from compare.mistakes import known_mistakes
from compare.mistakes.planting import plant
from compare.studies.planted import Cell, cell_of, reports
from tests.helpers.planted_mistakes import LOSES_DIGITS
from tests.helpers.routes import ROUTES


def drawn(chain, regime="generic", count=4):
    return random_problems(np.random.default_rng(11), regime, count, 4, 3, np.float64, labels=chain.labels)


def cells(route, problem):
    chain, by_hand, reference = ROUTES[route]
    mistakes = known_mistakes(chain)
    found = reports(chain, mistakes, problem, by_hand(problem), reference(problem))
    return {known.key: cell_of(report, known) for known, report in zip(mistakes, found, strict=True)}


@pytest.mark.parametrize("regime", ["generic", "zero start", "degenerate"])
@pytest.mark.parametrize("route", ["regression", "textbook", "cancelled"])
def test_a_mistake_is_hidden_exactly_where_the_power_says_so(route, regime):
    chain, problem = ROUTES[route][0], drawn(ROUTES[route][0], regime)
    found = cells(route, problem)
    hidden = {key for key, cell in found.items() if cell.outcome == "hidden"}
    assert hidden == {known.key for known in exposure(chain, [problem]).hidden}
    assert all(cell.outcome != "elsewhere" for cell in found.values())


@pytest.mark.parametrize("route", ["regression", "textbook"])
def test_the_reports_are_those_of_a_check_but_for_the_arbiter_and_what_is_decided(route):
    chain, by_hand, reference = ROUTES[route]
    problem = drawn(chain)
    right = by_hand(problem)
    for known, found in zip(
        known_mistakes(chain), reports(chain, known_mistakes(chain), problem, right, reference(problem)), strict=True
    ):
        forms = {known.slip.link: known.slip.form}
        checked = check(problem, lambda p, of=forms: plant(chain, of, p, by_hand(p)), reference, chain)
        told = (found.wrong_links, str(found.diagnoses))
        assert told == (checked.wrong_links, str(checked.diagnoses)) or known.mistake.id == LOSES_DIGITS
        assert (checked.verdict == "digits lost") == (bool(found.wrong_links) and known.mistake.id == LOSES_DIGITS)


def test_one_wrong_number_is_seen_and_not_named_and_aliases_are_counted():
    alone = {name: array[0] for name, array in drawn(REGRESSION).items()}
    assert cells("regression", alone)["E35 b+"] == Cell("seen")
    zero = drawn(CLASSIFICATION, "zero start")
    found = cells("textbook", zero)["E01 dL/dy_hat"]
    assert found.outcome == "named" and str(found) == f"one of {len(found.others) + 1}"


def test_a_report_of_another_wrong_link_is_no_credit():
    problem = drawn(REGRESSION)
    chain, by_hand, reference = ROUTES["regression"]
    planted, other = (next(k for k in known_mistakes(chain) if k.key == key) for key in ("E35 b+", "E35 w+"))
    (report,) = reports(chain, [planted], problem, by_hand(problem), reference(problem))
    assert cell_of(report, planted) == Cell("named") and cell_of(report, other) == Cell("elsewhere")
