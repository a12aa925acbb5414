"""Mistakes made from a chain's right forms: each differs from what is right, is seen where planted, and is named."""

from functools import partial

import pytest

from compare import check
from compare.comparison.exposure import exposure
from compare.mistakes import known_mistakes
from compare.mistakes.mistake import SQUARE, STEPS
from compare.mistakes.planting import plant
from compare.usercode.batches import problems_of, typical_problems
from tests.helpers.two_layers import CHAIN, REFERENCE

KNOWN = known_mistakes(CHAIN)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_mistake_is_caught_at_its_link_and_named_alone(dtype):
    problem = typical_problems(CHAIN, dtype)
    for known in KNOWN:
        side = partial(plant, CHAIN, {known.slip.link: known.slip.form})
        report = check(problem, side, REFERENCE, CHAIN)
        assert report.wrong_links == (known.slip.link,), known.key
        assert [each.key for each in report.diagnoses[0].named] == [known.key]


def test_generated_problems_expose_them_all():
    found = exposure(CHAIN, [batch.problems for batch in problems_of(CHAIN, 40, 0, "float64")])
    assert len(found.exposed) == len(KNOWN) and not found.hidden and not found.beyond


def test_every_mistake_has_a_key_of_its_own_and_says_what_is_right():
    assert len({known.key for known in KNOWN}) == len(KNOWN) > 90
    for known in KNOWN:
        right = next(link for link in CHAIN.links if link.name == known.slip.link).forms[0].formula
        assert known.slip.right == right != known.slip.form.formula


FORMULAS = {
    "G01 dL/dy_hat": "y − ŷ",
    "G01 da/dz1": "−(1 − a²)",
    "G04 J": "Σ L",
    "G05 dJ/db1": "(1/n)·(1/n) Σ ∂L/∂z1",
    "G08 z1 for a da/dz1": "1 − z1²",
    "G07 W1+": "W1 + α · ∂J/∂W1",
    "W01 da/dz1": "1 − a",
}


@pytest.mark.parametrize("key", FORMULAS)
def test_the_wrong_line_is_written_as_a_person_would(key):
    assert next(known for known in KNOWN if known.key == key).slip.form.formula == FORMULAS[key]


def test_what_needs_a_square_matrix_is_right_elsewhere():
    (turned,) = known_mistakes(CHAIN, SQUARE)
    assert turned.key == "G11 W1 z1" and known_mistakes(CHAIN, STEPS) == ()
    batches = [batch.problems for batch in problems_of(CHAIN, 40, 0, "float64")]
    for problems in (each for each in batches if each["W1"].shape[1] != each["W1"].shape[2]):
        side = partial(plant, CHAIN, {"z1": turned.slip.form})
        assert check(problems, side, REFERENCE, CHAIN).agrees
