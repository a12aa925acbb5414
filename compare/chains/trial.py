"""A chain's forms tried on one problem whose axes all have different lengths: what they make must fit together."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import format_of
from compare.chains.chain import EXAMPLES, Form, Input, Link, fed_by, partial_of, shape_of
from compare.chains.evaluation import lengths_apart, names_of, role_of


def generic_problem(arrays: Sequence[Input]) -> dict[str, Ball]:
    """Inputs as exact balls, between ¼ and ¾, no two axes of one length."""
    rng, fmt, lengths = np.random.default_rng(0), format_of(np.float64), lengths_apart(arrays)
    return {
        array.name: Ball(fmt, np.asarray(rng.uniform(0.25, 0.75, shape_of(array.axes, lengths)))) for array in arrays
    }


def apart(a: Ball, b: Ball) -> bool:
    """Whether some value of one lies in no value of the other."""
    with np.errstate(all="ignore"):
        return bool((np.abs(a.value - b.value) > (a.radius + b.radius) * SAFETY).any())


class Trial:
    """`known` are the inputs and the links so far, as exact balls."""

    def __init__(self, arrays: Sequence[Input]) -> None:
        self.known = generic_problem(arrays)
        self._arrays = arrays
        self._inputs = [array.name for array in arrays]

    def add(self, link: Link) -> None:
        """Try every form of a link, the right ones first. Raises `ValueError` for one that does not fit."""
        first, *others = link.forms
        ball = self._made(link, first)
        self._check_axes(link, ball)
        for form in others:
            other = self._made(link, form)
            where = f"the forms {first.label!r} and {form.label!r} of {link.name!r}"
            axes = [_told(self._axes(each)) for each in (ball, other)]
            if axes[0] != axes[1]:
                raise ValueError(f"{where} have different axes: {' and '.join(axes)}")
            if form.kind == "right" and apart(ball, other):
                raise ValueError(f"{where} are both right ones, and make different values of the same operands")
        self.known[link.name] = Ball(ball.fmt, ball.value)

    def _made(self, link: Link, form: Form) -> Ball:
        where = f"the form {form.label!r} of {link.name!r}"
        operands = [self.known[name] for name in form.of]
        _check_arity(form, where)
        try:
            with np.errstate(all="ignore"):
                ball: Ball = form.rule(*operands)
        except Exception as error:  # a user's rule may raise anything
            taken = ", ".join(f"{name} {_told(self._axes(ball))}" for name, ball in zip(form.of, operands, strict=True))
            said = str(error).partition("\n")[0]
            raise ValueError(f"{where} cannot be made from {taken}: {type(error).__name__}: {said}") from None
        if not isinstance(ball, Ball):
            raise ValueError(f"{where} makes {type(ball).__name__}, not an array made from its operands")
        return ball

    def _check_axes(self, link: Link, ball: Ball) -> None:
        """A partial of the cost in v, and v+, have the axes of v; what has the examples' axis begins with it."""
        axes = self._axes(ball)
        made = f"{link.name!r} has the axes {_told(axes)}"
        _, by = partial_of(link.name) or ("", "")
        source = fed_by(link.name) or by * (EXAMPLES not in axes)
        if source in self._inputs and axes != self._axes(self.known[source]):
            raise ValueError(f"{made}, but {source} {_told(self._axes(self.known[source]))}")
        if EXAMPLES in axes[1:]:
            raise ValueError(f"{made}: the axis {EXAMPLES} of the examples comes first")
        if link.axes is not None and tuple(link.axes) != axes:
            raise ValueError(f"{made}, and is declared to have {_told(link.axes)}; leave its axes out, or mend them")
        role = role_of(link.name, axes, self._inputs)
        if link.role is not None and link.role != role and {link.role, role} != {"value", "partial"}:
            raise ValueError(f"{made}, so that its role is {role!r}, not {link.role!r}; leave its role out, or mend it")

    def _axes(self, ball: Ball) -> tuple[str, ...]:
        return names_of(self._arrays, ball.value.shape)


def _told(axes: Sequence[str]) -> str:
    return f"({', '.join(axes)})"


def _check_arity(form: Form, where: str) -> None:
    rule = getattr(form.rule, "rule", form.rule)
    if isinstance(rule, np.ufunc):
        fits, takes = rule.nin == len(form.of), f"{rule.nin} operands"
    else:
        try:
            signature = inspect.signature(rule)
        except ValueError:  # a builtin without a signature: calling it will tell
            return
        takes = str(signature)
        try:
            signature.bind(*form.of)
            fits = True
        except TypeError:
            fits = False
    if not fits:
        raise ValueError(f"{where} has as operands {', '.join(form.of)}; its rule takes {takes}")
