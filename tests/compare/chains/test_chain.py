"""What a chain says of itself: its links, inputs and axes, and how people spell and see them."""

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION, validated
from compare.chains.chain import Chain, Form, Input, Link, canonical, fed_by, partial_of
from compare.chains.evaluation import axes_of, described

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


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_our_links_say_what_they_are(chain):
    roles = {link.name: link.role for link in chain.links}
    assert {name: roles[name] for name in ("z", "L", "dL/dz", "dz/dw", "J", "dJ/dw", "b+")} == {
        "z": "value",
        "L": "value",
        "dL/dz": "partial",
        "dz/dw": "partial",
        "J": "mean",
        "dJ/dw": "mean",
        "b+": "after",
    }
    assert {link.name: link.axes for link in chain.links} | {a.name: a.axes for a in chain.arrays} == axes_of(chain)
    assert chain.parameters == ("w", "b") and chain.separable


def of_v(name, *axes):
    """A link that is u, of which there is one an example, or, without axes, their mean."""
    return Link(name, name, (Form("form", "f", ("u",), (lambda u: u) if axes else (lambda u: u.mean())),))


@pytest.mark.parametrize("name", ["Jx", "J", "dJ/dx", "L+", "x", "J+"])
def test_a_links_name_does_not_decide_what_it_is(name):
    """Only v+ of an input v and the two halves of a partial are read from a name."""
    made = validated(Chain("made", (of_v(name, "n"),), (Input("u", ("n",)),))) if name not in ("L+", "J+") else None
    if made is not None:
        assert made.links[0].per_example and made.links[0].axes == ("n",)
    assert validated(Chain("made", (of_v("Jx"),), (Input("u", ("n",)),))).links[0].role == "mean"


def test_what_is_given_of_a_link_stands():
    given = Chain("made", (of_v("u1", "n")._replace(role="partial", axes=("n",)),), (Input("u", ("n",)),))
    assert validated(given).links[0].role == "partial" and described(given).links[0].role == "partial"


def test_a_chain_whose_examples_take_a_mean_is_not_separable():
    centred = Link("c", "c", (Form("form", "u − m", ("u", "m"), lambda u, m: u - m),))
    chain = validated(Chain("made", (of_v("m"), centred), (Input("u", ("n",)),)))
    assert not chain.separable and chain.per_example.names == ("c",)


@pytest.mark.parametrize(
    ("link", "fed", "partial"),
    [
        ("w+", "w", None),
        ("dL/dw", "", ("L", "w")),
        ("dy_hat/dz", "", ("y_hat", "z")),
        ("d", "", None),
        ("z", "", None),
        ("a/b", "", None),
        ("dL/dw/0", "", ("L", "w/0")),
        ("dJ", "", None),
        ("+", "", None),
    ],
)
def test_what_is_read_from_a_name(link, fed, partial):
    assert fed_by(link) == fed and partial_of(link) == partial
