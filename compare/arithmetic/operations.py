"""The vocabulary in which links are defined: each word finds its rule by the kind of its first operand.

One definition of a link therefore serves every kind of number: balls when a side is judged (`balls`, `sums`), exact
values when the truth is asked for (`exact`), plain floats when a mistake is planted (`plain`). A kind names in `RULES`
the modules whose functions are its rules.
"""

from __future__ import annotations

import importlib
from typing import Any

_found: dict[tuple[str, type], Any] = {}


def _rule(name: str, kind: Any) -> Any:
    if (name, kind) not in _found:
        if not hasattr(kind, "RULES"):
            raise TypeError(f"{name} takes operands of the form, not {kind.__name__}")
        modules = (importlib.import_module(module) for module in kind.RULES)
        _found[name, kind] = next(getattr(module, name) for module in modules if hasattr(module, name))
    return _found[name, kind]


def exp(a: Any) -> Any:
    """e^a."""
    return _rule("exp", type(a))(a)


def log(a: Any) -> Any:
    """ln a."""
    return _rule("log", type(a))(a)


def log1p(a: Any) -> Any:
    """ln(1 + a)."""
    return _rule("log1p", type(a))(a)


def sigmoid(z: Any) -> Any:
    """σ(z) = 1/(1 + e^−z)."""
    return _rule("sigmoid", type(z))(z)


def sigmoid_any_branch(z: Any) -> Any:
    """σ(z), allowing for programs that overflow on the way."""
    return _rule("sigmoid_any_branch", type(z))(z)


def softplus(z: Any) -> Any:
    """ln(1 + e^z)."""
    return _rule("softplus", type(z))(z)


def tanh(a: Any) -> Any:
    """tanh a."""
    return _rule("tanh", type(a))(a)


def power(a: Any, exponent: int) -> Any:
    """a to a whole power, at least 1."""
    return _rule("power", type(a))(a, exponent)


def positive(a: Any) -> Any:
    """1 where a > 0, and 0 elsewhere."""
    return _rule("positive", type(a))(a)


def absolute(a: Any) -> Any:
    """|a|."""
    return _rule("absolute", type(a))(a)


def at_least(a: Any, constant: float) -> Any:
    """max(a, constant)."""
    return _rule("at_least", type(a))(a, constant)


def at_most(a: Any, constant: float) -> Any:
    """min(a, constant)."""
    return _rule("at_most", type(a))(a, constant)


def weighted(weight: Any, a: Any) -> Any:
    """weight · a, a term of weight 0 being 0 whatever a is."""
    return _rule("weighted", type(a))(weight, a)


def ones_like(a: Any) -> Any:
    """1 for every element of a."""
    return _rule("ones_like", type(a))(a)


def per_feature(a: Any) -> Any:
    """One value an example, (…, n), made ready to meet the features, (…, n, 1)."""
    return _rule("per_feature", type(a))(a)


def only_feature(a: Any) -> Any:
    """The first feature alone: (…, n, d) as (…, n); the inverse of `per_feature` where d is 1."""
    return _rule("only_feature", type(a))(a)


def swapped(a: Any) -> Any:
    """The last two axes in each other's place: (…, n, d) as (…, d, n)."""
    return _rule("swapped", type(a))(a)


def single(a: Any) -> Any:
    """Rounded to float32, and computed with in float32 from here."""
    return _rule("single", type(a))(a)


def widened(a: Any, like: Any) -> Any:
    """Back from float32 to the dtype of `like`, which changes no value."""
    return _rule("widened", type(a))(a, like)


def per_example(a: Any) -> Any:
    """One value a feature, (…, d), made ready to meet the examples, (…, 1, d)."""
    return _rule("per_example", type(a))(a)


def next_feature(a: Any) -> Any:
    """Each feature's neighbour in its place, the first one's in the last's: (…, d) as (…, d)."""
    return _rule("next_feature", type(a))(a)


def without_last(a: Any, axis: int) -> Any:
    """0 in place of the last element along an axis."""
    return _rule("without_last", type(a))(a, axis)


def affine(x: Any, w: Any, b: Any) -> Any:
    """x·w + b: x (…, n, d), w (…, d), b (…,) -> (…, n)."""
    return _rule("affine", type(x))(x, w, b)


def matmul(a: Any, b: Any) -> Any:
    """The product of matrices: a (…, n, k), b (…, k, m) -> (…, n, m)."""
    return _rule("matmul", type(a))(a, b)


def total(a: Any, axis: int) -> Any:
    """The sum along an axis."""
    return _rule("total", type(a))(a, axis)


def mean_over(a: Any, axis: int) -> Any:
    """The mean along an axis."""
    return _rule("mean_over", type(a))(a, axis)


def mean_product(g: Any, x: Any, extra: int) -> Any:
    """(1/n) Σ_i g_i x_ij; `extra` roundings may have met g_i/n on another path."""
    return _rule("mean_product", type(g))(g, x, extra)
