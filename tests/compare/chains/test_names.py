"""Which link a name means: people's spellings, decided by axes between one example and the mean, and never a guess."""

import numpy as np
import pytest

from compare.chains.chain import Chain, Form, Input, Link
from compare.chains.evaluation import axes_of
from compare.chains.names import links_meant, links_of
from compare.chains.perceptron import CLASSIFICATION, FUSED, REGRESSION
from tests.helpers.two_layers import CHAIN as TWO_LAYERS


def link_meant(spelling, chain, axes):
    """What one name alone means, for a value with so many axes."""
    return links_meant({spelling: np.ones((2,) * axes)}, chain)[spelling]


MEANT = [
    ("z Z logits", 1, "z"),
    ("a A p h yhat ŷ y_hat y_pred Y_hat predictions", 1, "y_hat"),
    ("loss Loss losses L", 1, "L"),
    ("loss cost J Cost L", 0, "J"),
    ("da dA dL_da dL/da dL_dyhat dyhat d_yhat dL/dŷ ∂L/∂ŷ", 1, "dL/dy_hat"),
    ("da_dz dadz dyhat_dz dA_dZ", 1, "dy_hat/dz"),
    ("dz dZ dL_dz dLdz dL_dZ grad_z ∂L/∂z dloss_dz dC_dz", 1, "dL/dz"),
    ("dz_dw", 2, "dz/dw"),
    ("dL_dw dL/dW dLoss_dw", 2, "dL/dw"),
    ("dw dW grad_w grad_W gw w_grad w.grad dJ_dw dJdw dweights dL_dw dE_dw dcost_dw", 1, "dJ/dw"),
    ("db dB grad_b b_grad dJ_db dL_db dbias dC/db", 0, "dJ/db"),
    ("w+ w_new new_w W_new w_next", 1, "w+"),
    ("b+ b_new", 0, "b+"),
]


@pytest.mark.parametrize("chain", [REGRESSION, CLASSIFICATION], ids=lambda chain: chain.name)
@pytest.mark.parametrize(("spellings", "axes", "link"), MEANT, ids=lambda value: str(value).partition(" ")[0])
def test_what_people_write(chain, spellings, axes, link):
    assert {spelling: link_meant(spelling, chain, axes) for spelling in spellings.split()} == dict.fromkeys(
        spellings.split(), link
    )
    assert len(axes_of(chain)[link]) == axes, "the table states the axes of the link itself"


@pytest.mark.parametrize("name", ["m", "error", "note", "exp_z", "", "dJ/dz", "d", "x", "y", "lr", "dx", "delta"])
def test_what_is_no_link(name):
    assert link_meant(name, CLASSIFICATION, 1) == ""


def test_each_chain_s_own_names_mean_themselves_whatever_their_axes():
    for chain in (REGRESSION, CLASSIFICATION, FUSED, TWO_LAYERS):
        for name in chain.names:
            assert link_meant(name, chain, len(axes_of(chain)[name])) == link_meant(name, chain, 3) == name


def test_a_missing_mean_is_no_other_link():
    assert link_meant("dJ/dw", CLASSIFICATION, 2) == link_meant("dw", CLASSIFICATION, 2) == "dJ/dw"
    assert link_meant("cost", CLASSIFICATION, 1) == "J"


def test_a_link_that_the_chain_lacks_is_none():
    assert link_meant("a", FUSED, 1) == link_meant("da", FUSED, 1) == ""
    assert link_meant("dz", FUSED, 1) == "dL/dz"


def same(u):
    return u


def test_own_names_come_before_common_ones_and_two_that_differ_in_case_alone_are_told_apart():
    links = [Link(name, name, (Form("by hand", "u", ("u",), same),)) for name in ("a", "A", "y_hat", "loss", "dL/du")]
    chain = Chain("own", tuple(links), (Input("u", ("n",)),))
    assert [link_meant(name, chain, 1) for name in ("a", "A", "p", "yhat", "loss")] == [
        "a",
        "A",
        "y_hat",
        "y_hat",
        "loss",
    ]
    assert link_meant("du", chain, 1) == link_meant("grad_u", chain, 1) == "dL/du", (
        "of one example where J has no partial"
    )


def test_a_trace_by_its_links_in_the_chain_s_order_a_batch_in_front():
    w, b = np.ones((5, 2)), np.ones(5)
    found = links_of({"db": b, "m": 3, "dL/dw": w}, CLASSIFICATION, 1)
    assert list(found) == ["dJ/dw", "dJ/db"] and found["dJ/dw"] is w and found["dJ/db"] is b


def test_where_the_mean_is_given_as_well_no_name_is_read_as_it():
    n, d = np.ones(3), np.ones(2)
    assert links_meant({"L": 1.0, "J": 1.0}, CLASSIFICATION) == {"L": "L", "J": "J"}
    assert links_meant({"dL/dw": d, "dw": d, "loss": n}, CLASSIFICATION) == {
        "dL/dw": "dL/dw",
        "dw": "dJ/dw",
        "loss": "L",
    }


class Evil:
    def __array__(self, *_):
        raise RuntimeError


def test_a_value_whose_axes_cannot_be_told_keeps_the_name_s_own_link():
    for value in (Evil(), [[1], [1, 2]], None, "words"):
        assert links_meant({"dL_dw": value}, CLASSIFICATION) == {"dL_dw": "dL/dw"}
