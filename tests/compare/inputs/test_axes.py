"""Which inputs of a chain are parameters, with and without links after the step, and which axes are free."""

from compare.chains.chain import Chain, Form, Input, Link
from compare.chains.perceptron import CLASSIFICATION
from compare.inputs.axes import free_axes, parameters_of, shape_of


def chain_of(*links, arrays=CLASSIFICATION.arrays):
    return Chain("own", tuple(Link(name, name, (Form("own", name, (), float),)) for name in links), arrays)


def test_without_steps_a_parameter_is_what_has_a_partial_and_no_row_for_every_example():
    assert parameters_of(CLASSIFICATION) == ("w", "b")
    assert parameters_of(chain_of("z", "dJ/dw", "dL/db")) == ("w", "b")
    assert parameters_of(chain_of("z", "dL/dx", "dJ/db")) == ("b",), "x is data, even where its partial is a link"
    assert parameters_of(chain_of("z", "L")) == ()


def test_the_rate_is_no_parameter_and_a_step_alone_makes_one():
    assert parameters_of(chain_of("dJ/dlr", "w+")) == ("w",)


def test_a_number_among_the_axes_is_a_length():
    fixed = chain_of("dJ/dw", arrays=(Input("x", ("n", 6)), Input("w", (6, "k")), Input("lr")))
    assert free_axes(fixed) == ("n", "k")
    assert shape_of(("n", 6), {"n": 4, "k": 2}) == (4, 6) and shape_of((), {}) == ()
