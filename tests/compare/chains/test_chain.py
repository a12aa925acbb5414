"""What a chain says of itself: its links, inputs and axes, and how people spell and see them."""

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.chains.chain import Chain, Form, Input, Link, canonical

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)


def rule(*operands):
    return operands[0]


def link(name, *forms):
    return Link(name, f"∂{name}", tuple(Form("form", "f", of, rule) for of in forms))


MADE = Chain("made", (link("s", ("b", "a")), link("t", ("s", "a"), ("c", "s")), link("J", ("t",), ("b", "lr"))))


def test_inputs_are_the_operands_that_are_no_links_in_order_of_use():
    assert MADE.names == ("s", "t", "J") and MADE.inputs == ("b", "a", "c", "lr")


def test_symbols_are_those_of_links_and_the_rate_is_a_greek_letter():
    assert [MADE.symbol(name) for name in ("t", "lr", "x")] == ["∂t", "α", "x"]
    assert CLASSIFICATION.symbol("dL/dy_hat") == "∂L/∂ŷ"


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_what_is_of_the_mean_or_after_the_step_has_no_value_for_each_example(chain):
    rest = {"J", "dJ/dw", "dJ/db", "w+", "b+"}
    assert {link.name for link in chain.links if not link.per_example} == rest
    alone = chain.per_example
    assert alone.names == tuple(name for name in chain.names if name not in rest)
    assert alone._replace(links=chain.links) == chain


@pytest.mark.parametrize(("first", "own"), [(Input("u", ("n", "m")), 2), (Input("u"), 0)])
@pytest.mark.parametrize("batch", [(), (4,), (2, 3)])
def test_batch_axes_are_those_in_front_of_the_first_arrays_own(first, own, batch):
    chain = Chain("made", (link("s", ("u",)),), (first, Input("v", ("m",))))
    assert chain.batch_axes({"u": np.ones((*batch, *[5] * own))}) == len(batch)


@pytest.mark.parametrize(
    ("spelt", "key"),
    [("∂L/∂ŷ", "dL/dy_hat"), ("∂ŷ/∂z", "dy_hat/dz"), ("dyhat/dw", "dy_hat/dw"), ("y_hat", "y_hat"), ("w+", "w+")],
)
def test_other_spellings_are_the_chains_own(spelt, key):
    assert canonical(spelt) == key == canonical(key)
