"""The rules that are measured: backproof's own, and what else hand-derived gradients are checked with.

The one module in which rtol and atol decide anything: they are the subject. Each rule takes what was planted and
yields, for one problem after the other, whether it rejects the hand-derived side.

Sources: the documentation of torch.autograd.gradcheck, numpy.isclose and torch.testing.assert_close, whose defaults
are used.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from compare.arithmetic.precision import Array, Mask
from compare.judging.judge import judge
from compare.mistakes.planting import plant
from compare.studies.detection.planted import Planted, Trace, accurate

GRADIENT = ("dJ/dw", "dJ/db")
ASSERT_CLOSE = {"float64": (1e-7, 1e-7), "float32": (1.3e-6, 1e-5)}  # rtol, atol of torch.testing.assert_close
SMALL = 1e-7  # the relative error that lecture notes call small


class Rule(NamedTuple):
    """A rule, and whether what it says depends on the link that is looked at, even where nothing is planted."""

    name: str
    rejects: Callable[[Planted], Iterator[bool]]
    of_link: bool


def backproof(planted: Planted) -> Iterator[bool]:
    """Whether the link itself is wrong at its own operands."""
    names = planted.chain.names
    upto = planted.chain._replace(links=planted.chain.links[: names.index(planted.link.name) + 1])
    *_, judgement = judge(upto, planted.problems, [planted.hand, planted.reference])
    wrong: Mask = judgement.outside
    return iter(np.asarray(_by_problem(wrong[0]).any(axis=1)))


def gradcheck(planted: Planted) -> Iterator[bool]:
    """Whether J as a function of w and b, its backward pass being the hand-derived one, fails gradcheck."""
    for i in range(len(planted.problems["lr"])):
        problem, hand = ({name: array[i] for name, array in of.items()} for of in (planted.problems, planted.hand))
        start = [torch.from_numpy(np.array(problem[name])).requires_grad_() for name in ("w", "b")]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # gradcheck warns of float32 inputs; how it does on them is the question
            yield not torch.autograd.gradcheck(partial(_cost, planted, problem, hand), start, raise_exception=False)


def _cost(planted: Planted, problem: Trace, hand: Trace, w: Tensor, b: Tensor) -> Tensor:
    chain = accurate(planted.chain)
    forward = chain._replace(links=chain.links[: chain.names.index("J") + 1])
    apply: Callable[..., Tensor] = _Cost.apply
    return apply(w, b, partial(plant, forward, planted.forms), problem, hand)


class _Cost(torch.autograd.Function):
    """J of w and b by hand: the links up to J forward, and ∂J/∂w and ∂J/∂b as its derivatives."""

    @staticmethod
    def forward(ctx: Any, w: Tensor, b: Tensor, run: Callable[[Trace], Trace], problem: Trace, hand: Trace) -> Tensor:
        ctx.gradient = [torch.from_numpy(np.array(hand[name])) for name in GRADIENT]
        return torch.from_numpy(np.array(run({**problem, "w": w.detach().numpy(), "b": b.detach().numpy()})["J"]))

    @staticmethod
    def backward(ctx: Any, cotangent: Tensor) -> tuple[Tensor | None, ...]:
        dJ_dw, dJ_db = ctx.gradient
        return cotangent * dJ_dw, cotangent * dJ_db, None, None, None


def allclose(hand: Array, reference: Array) -> Mask:
    """np.allclose, value by value."""
    return np.isclose(hand, reference)


def assert_close(hand: Array, reference: Array) -> Mask:
    """torch.testing.assert_close, value by value."""
    rtol, atol = ASSERT_CLOSE[hand.dtype.name]
    return torch.isclose(torch.from_numpy(hand), torch.from_numpy(reference), rtol=rtol, atol=atol).numpy()


def relative(hand: Array, reference: Array) -> Mask:
    """|a − b| / max(|a|, |b|) at most 1e-7."""
    hand, reference = hand.astype(np.float64), reference.astype(np.float64)
    return np.abs(hand - reference) <= SMALL * np.maximum(np.abs(hand), np.abs(reference))


def _on_link(close: Callable[[Array, Array], Mask], planted: Planted) -> Iterator[bool]:
    return _apart(close, (planted.link.name,), planted.hand, planted.reference)


def _on_gradient(close: Callable[[Array, Array], Mask], planted: Planted) -> Iterator[bool]:
    return _apart(close, GRADIENT, planted.hand, planted.reference)


def _apart(
    close: Callable[[Array, Array], Mask], names: tuple[str, ...], hand: Mapping[str, Array], reference: Trace
) -> Iterator[bool]:
    with np.errstate(all="ignore"):
        close_by = [_by_problem(close(hand[name], reference[name])).all(axis=1) for name in names]
    return iter(~np.logical_and.reduce(close_by))


def _by_problem(mask: Mask) -> Mask:
    return mask.reshape(len(mask), -1)


RULES = (  # those that compare values do it at the link itself, and at the gradient that descent uses
    Rule("backproof", backproof, True),
    Rule("gradcheck", gradcheck, False),
    *(
        Rule(f"{name}, {where}", partial(on, close), where == "link")
        for name, close in (("allclose", allclose), ("assert_close", assert_close), ("1e-7", relative))
        for where, on in (("link", _on_link), ("gradient", _on_gradient))
    ),
)
