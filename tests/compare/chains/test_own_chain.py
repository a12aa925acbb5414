"""A person's own chain: what is wrong with it is one line; a right one is judged link by link, as ours are."""

import numpy as np
import pytest

import manual
import torch_impl
from compare import CLASSIFICATION, FUSED, REGRESSION, BadInput, Chain, Form, Input, Link, check, descend, validated
from compare.arithmetic.duck_array import Batched
from compare.usercode.batches import problems_of
from tests.helpers.two_layers import CHAIN, REFERENCE, RIGHT, SLIPS, module


def twice(v):
    return 2 * v


def doubled(v):
    return v + v


def tripled(v):
    return 3 * v


def transposed(v):
    return v.T


def summed(v):
    return v.sum()


def sine(v):
    return np.arccosh(v)


def number(v):
    return 1.0


def of_two(v, w):
    return v + w


def form(rule, *of, label="form", kind="right"):
    return Form(label, "formula", of or ("v",), rule, kind)


V = (Input("v", ("n", "d")),)


def chain(*forms, name="u", arrays=V, **said):
    return Chain("mine", (Link(name, name, forms, **said),), arrays)


A, B = Link("a", "a", (form(twice),)), Link("b", "b", (form(twice, "a"),))
ILL_FORMED = {
    "expected backproof.Chain": 3,
    "it has no links": Chain("mine", (), V),
    "2 inputs or links are called 'a'": Chain("mine", (A, A), V),
    "an input and a link are called 'v'": chain(form(twice), name="v"),
    "links holds int; expected backproof.Link": Chain("mine", (3,), V),
    "forms holds function; expected backproof.Form": chain(twice),
    "'u' has no right form": chain(form(twice, kind="wrong")),
    "of the kind 'perhaps'": chain(form(twice), form(doubled, kind="perhaps")),
    "needs a rule that can be called": chain(form(3)),
    "takes 'vv', which is neither an input nor a link; did you mean 'v'?": chain(form(twice, "vv")),
    "takes 'q', which is neither an input nor a link; there are v": chain(form(twice, "q")),
    "takes 'u', which is the link itself": chain(form(twice, "u")),
    "takes 'a', which is a later link": Chain("mine", (B, A), V),
    r"has as operands v, v; its rule takes \(v\)": chain(form(twice, "v", "v")),
    r"has as operands v; its rule takes \(v, w\)": chain(form(of_two)),
    "has as operands v, v; its rule takes 1 operands": chain(form(np.tanh, "v", "v")),
    r"have different axes: \(n, d\) and \(d, n\)": chain(form(twice), form(transposed, label="other")),
    "both right ones, and make different values": chain(form(twice), form(tripled, label="other")),
    r"cannot be made from v \(n, d\): TypeError: np.arccosh has no rule": chain(form(sine)),
    "TypeError: the rule returns float": chain(form(number)),
    r"'u' has the axes \(d, n\): the axis n of the examples comes first": chain(form(transposed)),
    r"'u' has the axes \(n, d\), and is declared to have \(n\)": chain(form(twice), axes=("n",)),
    r"'u' has the axes \(n, d\), so that its role is 'value', not 'mean'": chain(form(twice), role="mean"),
    r"'u' has the axes \(\), so that its role is 'mean', not 'value'": chain(form(summed), role="value"),
    r"'v\+' has the axes \(d, n\), but v \(n, d\)": chain(form(transposed), name="v+"),
    r"'dJ/dv' has the axes \(\), but v \(n, d\)": chain(form(summed), name="dJ/dv"),
    r"'q\+' feeds the input 'q' of the next step": chain(form(twice), name="q+"),
    "cannot be made from v .*, w .*ValueError: operands could not be broadcast": chain(
        form(of_two, "v", "w"), arrays=(*V, Input("w", ("h",)))
    ),
    "the name of one of the perceptron's chains": chain(form(twice))._replace(name="regression"),
}


@pytest.mark.parametrize("message", ILL_FORMED)
def test_an_ill_formed_chain_is_one_clear_line(message):
    with pytest.raises(BadInput, match=message) as refusal:
        validated(ILL_FORMED[message])
    assert "\n" not in str(refusal.value)


def test_our_own_chains_are_taken_as_they_are():
    assert all(validated(one) is one for one in (REGRESSION, CLASSIFICATION, FUSED))


def test_a_validated_chain_is_taken_as_it_is():
    assert validated(CHAIN) is validated(CHAIN) == CHAIN


def test_a_validated_chain_runs_on_all_problems_and_holds_no_wrong_form():
    (link,) = validated(chain(form(twice), form(doubled), form(tripled, kind="wrong"))).links
    assert [each.kind for each in link.forms] == ["right", "right"]
    assert all(isinstance(each.rule, Batched) for each in link.forms)
    assert validated(chain(form(twice), form(tripled, kind="wrong"))).mistakes[0][0] == "u"


def test_one_element_may_stand_for_several_and_a_list_for_a_tuple():
    loose = Chain("mine", [Link("u", "u", form(twice)._replace(of="v"))], Input("v", "nd"))
    assert validated(loose) == validated(chain(form(twice)))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_right_trace_of_two_layers_agrees_in_every_regime(dtype):
    for batch in problems_of(CHAIN, 60, 0, dtype):
        report = check(batch.problems, one_by_one(RIGHT.trace), REFERENCE, RIGHT.chain)
        assert report.agrees and not report.unclaimed, str(report)


def one_by_one(side):
    """The side on each problem of a batch alone."""

    def of_a_batch(problems):
        count = len(problems["x"])
        traces = [side({name: array[k] for name, array in problems.items()}) for k in range(count)]
        return {name: np.array([trace[name] for trace in traces]) for name in traces[0]}

    return of_a_batch


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_caught_at_its_link_and_named(slip, dtype):
    old, new, link, named = SLIPS[slip]
    *_, batch = (batch for batch in problems_of(CHAIN, 20, 1, dtype) if batch.origin == "generic")
    report = check(batch.problems, one_by_one(module(old, new).trace), REFERENCE, RIGHT.chain)
    assert report.wrong_links == (link,)
    (diagnosis,) = report.diagnoses
    assert [known.key for known in diagnosis.named] == [f"{named} {link}"]


def test_a_matrix_the_wrong_way_round_is_named_where_numpy_lets_it_through():
    problem = {name: array[0] for name, array in square().items()}
    side = module("z1 = x @ W1.T + b1\n", "z1 = x @ W1 + b1\n").trace
    report = check(problem, side, REFERENCE, RIGHT.chain)
    assert report.wrong_links == ("z1",)
    assert [known.key for known in report.diagnoses[0].named] == ["G11 W1 z1"]


def square():
    batches = (batch.problems for batch in problems_of(CHAIN, 200, 0, "float64"))
    return next(each for each in batches if each["W1"].shape[1] == each["W1"].shape[2] > 1)


def shifted(x, w, b):
    return x @ w + b


def test_a_chain_with_the_perceptrons_arrays_may_descend():
    of_mine = Chain(
        "mine", (Link("z", "z", (Form("mine", "x·w + b", ("x", "w", "b"), shifted),)), *REGRESSION.links[1:])
    )
    problem = {"x": np.eye(3, 2), "y": np.arange(3.0), "w": np.ones(2), "b": np.array(0.5), "lr": np.array(0.1)}
    assert descend(problem, manual.regression.trace, torch_impl.regression.trace, validated(of_mine), 3).report.agrees
