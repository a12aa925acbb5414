"""Which inputs of a chain are parameters, with and without links after the step, and which axes are free."""

from compare.chains.chain import Chain, Form, Input, Link, shape_of
from compare.chains.perceptron import CLASSIFICATION


def chain_of(*links, arrays=CLASSIFICATION.arrays):
    return Chain("own", tuple(Link(name, name, (Form("own", name, (), float),)) for name in links), arrays)


def test_without_steps_a_parameter_is_what_has_a_partial_and_no_row_for_every_example():
    assert CLASSIFICATION.parameters == ("w", "b")
    assert chain_of("z", "dJ/dw", "dL/db").parameters == ("w", "b")
    assert chain_of("z", "dL/dx", "dJ/db").parameters == ("b",), "x is data, even where its partial is a link"
    assert chain_of("z", "L").parameters == ()


def test_the_rate_is_no_parameter_and_a_step_alone_makes_one():
    assert chain_of("dJ/dlr", "w+").parameters == ("w",)


def test_a_number_among_the_axes_is_a_length():
    fixed = chain_of("dJ/dw", arrays=(Input("x", ("n", 6)), Input("w", (6, "k")), Input("lr")))
    assert fixed.axes == ("n", "k")
    assert shape_of(("n", 6), {"n": 4, "k": 2}) == (4, 6) and shape_of((), {}) == ()
