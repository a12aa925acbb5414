"""The radii that docs/numerics.md prints are those of the code, term by term: in u, in η and in what σ flushes."""

import numpy as np
import pytest

import manual
from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.arithmetic.precision import format_of
from tests.helpers.first_order import RADII, evaluated

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)
FORMS = [
    pytest.param(chain, form, id=f"{chain.name}-{link.name}-{form.label}")
    for chain in CHAINS
    for link in chain.links
    for form in link.forms
]


def test_no_radius_is_of_a_form_that_is_gone():
    assert set(RADII) == {form.rule.__name__ for chain in CHAINS for link in chain.links for form in link.forms}


FULL = format_of(np.float64)
NOTHING = FULL._replace(unit=0.0, harness=0.0, gamma_1=0.0, libm=0.0, eta=0.0, sigmoid_flush=0.0)
PARTS = {
    "u": FULL._replace(eta=0.0, sigmoid_flush=0.0),
    "eta": NOTHING._replace(eta=2.0**-300),
    "flush": NOTHING._replace(sigmoid_flush=2.0**-300),
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("chain", "form"), FORMS)
def test_a_radius_to_first_order_is_the_codes(chain, form, part):
    rng = np.random.default_rng(1)
    problem = {"x": rng.normal(size=(5, 3)), "y": rng.uniform(0.1, 0.9, 5), "w": rng.normal(size=3)}
    problem |= {"b": np.array(0.3), "lr": np.array(0.25)}
    textbook = {"regression": manual.regression.trace}.get(chain.name, manual.classification.textbook)
    printed, radius = evaluated(form, problem | textbook(problem), PARTS[part])
    # What is left out is of second order: a radius is less than 2^10 u or η, the operands being between 2^-4 and 2^4.
    assert (np.abs(printed - radius) <= 2.0**-40 * printed).all()
