"""gradient(X, y, w, b) -> (∂J/∂w, ∂J/∂b) as courses write it: known for what it is, and judged as these two links."""

import sys

import numpy as np
import pytest

from compare.errors import BadInput
from compare.usercode.gradients import OneByOne, Returned
from compare.usercode.loading import MODULE, Located, compiled, executed, found_in, function, source_of
from compare.usercode.misbehaviour import Misbehaved
from compare.usercode.signature import order_of
from tests.helpers.examined import examined

PROBLEM = {"x": np.array([[1.0, 2], [3, 4], [0, 1]]), "y": np.ones(3), "w": np.ones(2), "b": np.array(0.5)}


def gradient(X, y, w, b):
    e = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ e / len(y), e.mean()


def bias_first(w, b, X, Y, lambda_=0.0):
    dw, db = gradient(X, Y, w, b)
    return db, dw


def summed(features, labels, weights, bias):
    dw, db = gradient(features, labels, weights, bias)
    return dw * len(labels), db


def side(function):
    return Returned(OneByOne(function, order_of(function)), function.__name__)


def trace(problem):
    return {"dJ/db": problem["b"]}


def test_how_a_function_takes_the_arrays():
    assert order_of(gradient) == ("x", "y", "w", "b") and order_of(bias_first) == ("w", "b", "x", "y")
    assert order_of(summed) == ("x", "y", "w", "b"), "by place where the names are others"
    assert order_of(trace) == order_of(lambda p, more=1: p) == order_of(lambda *all: all) == order_of(min) == ()
    assert order_of(lambda x, y, w, b, more: x) == order_of(lambda a, b: a) == ()


def returning(returned):
    """The links, what is told of them, and what the expression for an emitted test makes of what was returned."""
    one = side(lambda X, y, w, b: returned)
    given = one(PROBLEM)
    assert eval(one.code, {"returned": returned}) == given
    return given, one.told


def test_the_pair_is_two_links_in_either_order():
    first, second = side(gradient)(PROBLEM), side(bias_first)(PROBLEM)
    assert list(first) == ["dJ/dw", "dJ/db"] and list(second) == ["dJ/db", "dJ/dw"]
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert returning(([1.0, 2], 3.0)) == (
        {"dJ/dw": [1.0, 2], "dJ/db": 3.0},
        ("the pair returned was taken for (∂J/∂w, ∂J/∂b)",),
    )
    assert returning([3.0, [1.0]])[1] == ("the pair returned was taken for (∂J/∂b, ∂J/∂w)",)


def test_a_dict_alone_or_beside_something_else_and_one_vector():
    grads = {"dw": [1.0], "db": 2.0}
    assert returning(grads) == (grads, ())
    aside = "of the two values returned, the dict was taken and the {} left aside"
    assert returning((grads, 0.5)) == (grads, (aside.format("second"),))
    assert returning((0.5, grads)) == (grads, (aside.format("first"),))
    vector = np.ones(3)
    one = side(lambda X, y, w, b: vector)
    assert one(PROBLEM)["dJ/dw"] is vector and one.told == ("the one array returned was taken for ∂J/∂w",)
    assert eval(one.code, {"returned": vector})["dJ/dw"] is vector


def test_right_ones_pass_and_a_wrong_one_is_caught_and_named():
    for right in (gradient, bias_first):
        found, _ = examined(side_of(right), count=20)
        assert found.report.agrees and found.given == ("dJ/dw", "dJ/db")
    found, _ = examined(side_of(summed), count=60)
    assert found.report.wrong_links == ("dJ/dw",)
    assert found.report.diagnoses[0].named[0].mistake.id == "E27"


def side_of(function):
    """The side as a function of this file, as `examined` takes one."""

    def called(problem):
        return side(function)(problem)

    return called


@pytest.mark.parametrize(
    ("returned", "got"),
    [((1, 2, 3), "3 values"), ((), "0 values"), (np.float64(1), "one number"), (None, "NoneType"), ("w", "str")],
)
def test_what_is_no_pair_is_told(returned, got):
    with pytest.raises(Misbehaved) as caught:
        side(lambda x, y, w, b: returned)(PROBLEM)
    assert caught.value.kind == "no dict"
    assert str(caught.value) == (
        f"<lambda>(X, y, w, b) returned {got}; expected the pair (∂J/∂w, ∂J/∂b), or a "
        'dict that names them: {"dw": …, "db": …}'
    )


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    path = tmp_path / "mine.py"

    def load(source, name="trace"):
        path.write_text(source)
        where = Located("mine.py", name, str(path))
        module = executed(compiled(where, source_of(where)), where)
        return module, found_in(module, where)

    return load


@pytest.mark.parametrize("name", ["gradient", "grad", "compute_gradient"])
def test_a_file_without_a_trace_is_asked_for_its_gradient(loaded, name):
    module, where = loaded(f"def {name}(X, y, w, b):\n    return w, b\n")
    assert where.name == name and function(module, where) is getattr(module, name)


def test_a_trace_comes_first_and_another_name_is_taken_as_it_is(loaded):
    both = "def trace(p): ...\ndef gradient(X, y, w, b): ...\n"
    assert loaded(both)[1].name == "trace" and loaded(both, "other")[1].name == "other"
    assert loaded("def loss(p): ...\n")[1].name == "trace"


def test_a_function_of_neither_kind_is_refused_with_both_ways(loaded):
    module, where = loaded("def gradient(a, b): ...\n")
    with pytest.raises(BadInput) as caught:
        function(module, where)
    assert "expected gradient(problem)" in str(caught.value)
    assert "or gradient(X, y, w, b), which returns (∂J/∂w, ∂J/∂b) or a dict" in str(caught.value)


ARRAYS = "(X, y, w, b): return w, b\n"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (f"def backward{ARRAYS}def predict(X, w, b): ...\n", "backward"),
        (f"def propagate(w, b, X, Y): ...\ndef compute_gradient{ARRAYS}", "compute_gradient"),
        ("gradient = lambda X, y, w, b: (w, b)\n", "gradient"),
        (f"from numpy import gradient\ndef slope{ARRAYS}", "slope"),
        ("def steps(features, labels, weights, bias): ...\n", "trace"),
        ("gradient = {}\n", "trace"),
    ],
)
def test_a_gradient_is_known_by_its_name_or_by_the_names_of_what_it_takes(loaded, source, name):
    assert loaded(source)[1].name == name


@pytest.mark.parametrize("names", [("gradient", "grad"), ("backward", "loss")])
def test_of_two_candidates_the_user_names_one(loaded, names):
    with pytest.raises(BadInput) as caught:
        loaded("".join(f"def {name}{ARRAYS}" for name in names))
    ways = " or ".join(f"mine.py:{name}" for name in names)
    assert str(caught.value) == f"mine.py: it has no trace, and several functions of X, y, w, b; name one: {ways}"
    assert loaded("".join(f"def {name}{ARRAYS}" for name in names), names[1])[1].name == names[1]
