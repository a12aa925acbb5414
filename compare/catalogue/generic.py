"""Mistakes of any chain, made from its right forms: a sign, a factor, a mean, a factor left out, one value for another.

A chain that the catalogue has no entries for gets these, after the wrong forms that it names itself. One that holds the
right values, or those of an earlier one, at a generic problem is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from compare.axes import axes_of
from compare.balls import Ball
from compare.catalogue.mistake import SQUARE, Known, Mistake, Slip, wrong
from compare.chain import Chain, Form, Link
from compare.formats import format_of
from compare.judgement import SAFETY
from compare.operations import swapped

SHORTEST = 3
"""Of the generic problem's axes: with two examples, 1/n forgotten would be a factor of 2."""
RATE = "lr"
MEAN_OF = "(1/n) "
SIGN = "the sign is wrong: follow every minus once more"
FACTOR = "a constant factor is wrong: which constants does this derivative have?"
MEAN = "1/n is at fault: at which link does the mean over the examples come in?"
MISSING = "something is left out: which factors does the chain rule give this link?"
ANOTHER = "one value stands in another's place: which one does the formula ask for?"
ONE = "not all examples count: what is the mean taken over?"


def generic_mistakes(chain: Chain, needs: str = "") -> tuple[Known, ...]:
    """The mistakes that can be made in a chain, in its order of links; those that it names come first.

    Those that need a square matrix are forms that are right elsewhere.
    """
    if needs:
        return tuple(_turned_round(chain)) if needs == SQUARE else ()
    axes, known, found = axes_of(chain), _generic(chain), []
    for link in chain.links:
        seen = [form.rule(*(known[name] for name in form.of)) for form in link.forms]
        for mistake, form in (*_named(chain, link), *_made(chain, link, axes)):
            with np.errstate(all="ignore"):
                ball = form.rule(*(known[name] for name in form.of))
            if not any(_same(ball, other) for other in seen):
                slip = Slip((chain.name,), link.name, _right(link, form).formula, form)
                found.append(Known(mistake._replace(slips=(slip,)), slip, link.symbol))
                seen.append(ball)
        known[link.name] = Ball(seen[0].fmt, seen[0].value)
    return tuple(found)


def _turned_round(chain: Chain) -> Iterator[Known]:
    """A matrix of parameters the wrong way round, which NumPy refuses unless its axes are equally long."""
    axes = axes_of(chain)
    for link in chain.links:
        form = link.forms[0]
        for place, name in enumerate(form.of):
            if len(axes[name]) == 2 and "n" not in axes[name] and axes[link.name] != axes[name]:
                symbol = chain.symbol(name)
                rule = partial(_other_way, rule=form.rule, place=place)
                said = f"{symbol} lies the wrong way round"
                made = wrong(_exchanged_in(form.formula, symbol, f"{symbol}ᵀ", said), form.of, rule)
                slip = Slip((chain.name,), link.name, form.formula, made, SQUARE)
                kind = "a matrix lies the wrong way round: over which index must be summed?"
                yield Known(_mistake(f"G11 {name}", said, kind)._replace(slips=(slip,)), slip, link.symbol)


def _right(link: Link, form: Form) -> Form:
    """The right form of the same operands, if there is one, or the first."""
    right = [each for each in link.forms if each.kind == "right"]
    return next((each for each in right if each.of == form.of), right[0])


def _generic(chain: Chain) -> dict[str, Ball]:
    rng, fmt = np.random.default_rng(1), format_of(np.float64)
    axes = dict.fromkeys(axis for array in chain.arrays for axis in array.axes)
    lengths = {axis: SHORTEST + k for k, axis in enumerate(axes)}
    return {
        array.name: Ball(fmt, np.asarray(rng.uniform(0.25, 0.75, [lengths[axis] for axis in array.axes])))
        for array in chain.arrays
    }


def _same(a: Ball, b: Ball) -> bool:
    return bool((np.abs(a.value - b.value) <= (a.radius + b.radius) * SAFETY).all())


def _named(chain: Chain, link: Link) -> Iterator[tuple[Mistake, Form]]:
    """The wrong forms that the chain holds itself, counted through the chain."""
    for k, (name, form) in enumerate(chain.mistakes, 1):
        if name == link.name:
            yield _mistake(f"W{k:02}", form.label, "the formula is wrong: derive this line again"), form


def _mistake(key: str, name: str, kind: str) -> Mistake:
    return Mistake(key, name, kind, "", "own", ())


def _made(chain: Chain, link: Link, axes: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Mistake, Form]]:
    form = next(form for form in link.forms if form.kind == "right")
    if link.name.endswith("+"):
        yield _climbed(chain, link, form)
    else:
        yield from _scaled(link, form, axes)
        yield from _one_example(chain, link, form, axes)
    for each in (each for each in link.forms if each.kind == "right"):
        yield from _left_out(chain, link, each, axes)
        yield from _exchanged(chain, link, each, axes)


def _scaled(link: Link, form: Form, axes: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Mistake, Form]]:
    closed = _closed(form.formula)
    for key, name, kind, formula, by in (
        ("G01", "a sign is lost", SIGN, _negated(form.formula), -1.0),
        ("G02", "twice the value", FACTOR, f"2·{closed}", 2.0),
        ("G03", "half the value", FACTOR, f"½·{closed}", 0.5),
    ):
        yield (
            _mistake(key, name, kind),
            wrong(formula, form.of, partial(_times, rule=form.rule, by=by)),
        )
    counted = next((k for k, name in enumerate(form.of) if "n" in axes[name]), None)
    if counted is None or link.name[0] not in "dJ":
        return
    own = axes[form.of[counted]]
    count = partial(_length, operand=counted, axis=own.index("n") - len(own))
    if not link.per_example:
        yield (
            _mistake("G04", "the sum in place of the mean: 1/n is forgotten", MEAN),
            wrong(_sum_of(form.formula), form.of, partial(_summed, rule=form.rule, count=count)),
        )
    yield (
        _mistake("G05", "1/n is taken once more", MEAN),
        wrong(f"(1/n)·{closed}", form.of, partial(_averaged, rule=form.rule, count=count)),
    )


def _one_example(
    chain: Chain, link: Link, form: Form, axes: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Mistake, Form]]:
    """One row of an operand that is averaged."""
    own = axes[link.name]
    for name in form.of:
        if axes[name] == ("n", *own):
            for key, which, index in (("G09", "first", 0), ("G10", "last", -1)):
                yield (
                    _mistake(key, f"{chain.symbol(name)} of the {which} example alone", ONE),
                    wrong(
                        f"{chain.symbol(name)} of the {which} example",
                        (name,),
                        partial(_row, index=index, axis=-len(axes[name])),
                    ),
                )


def _climbed(chain: Chain, link: Link, form: Form) -> tuple[Mistake, Form]:
    """v + α ∂J/∂v, which is 2v less the right value."""
    v = link.name.removesuffix("+")
    formula = form.formula.replace(" − ", " + ", 1)
    if formula == form.formula:
        formula = f"2{chain.symbol(v)} − ({form.formula})"
    return (
        _mistake("G07", "the step goes up the slope", SIGN),
        wrong(formula, (*form.of, v), partial(_turned, rule=form.rule)),
    )


def _left_out(
    chain: Chain, link: Link, form: Form, axes: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Mistake, Form]]:
    for name in dict.fromkeys(form.of):
        if axes[name] == axes[link.name] and name != RATE:
            symbol = chain.symbol(name)
            yield (
                _mistake(f"G06 {name}", f"{symbol} alone: the rest is left out", MISSING),
                wrong(symbol, (name,), _itself),
            )


def _exchanged(
    chain: Chain, link: Link, form: Form, axes: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Mistake, Form]]:
    """A neighbour of an operand, what it is made from or what is made from it, in its place."""
    before = {*(array.name for array in chain.arrays), *chain.names[: chain.names.index(link.name)]}
    for name in dict.fromkeys(name for name in form.of if name != RATE):
        for other in (other for other in _neighbours(chain, name) if other in before and axes[other] == axes[name]):
            of = tuple(other if each == name else each for each in form.of)
            said = f"{chain.symbol(other)} in place of {chain.symbol(name)}"
            yield (
                _mistake(f"G08 {other} for {name}", said, ANOTHER),
                wrong(_exchanged_in(form.formula, chain.symbol(name), chain.symbol(other), said), of, form.rule),
            )


def _neighbours(chain: Chain, name: str) -> list[str]:
    made_of = {link.name: {each for form in link.forms for each in form.of} for link in chain.links}
    return [*sorted(made_of.get(name, ())), *(other for other in chain.names if name in made_of[other])]


def _closed(formula: str) -> str:
    """In brackets where it is a sum, or has a sign."""
    inner = formula
    while "(" in inner:
        shorter = re.sub(r"\([^()]*\)", "", inner)
        if shorter == inner:
            break
        inner = shorter
    return f"({formula})" if re.search(r"^−| [+−] ", inner) else formula


def _negated(formula: str) -> str:
    """−(y − ŷ) loses its sign."""
    rest = formula[1:]
    if not formula.startswith("−") or _closed(rest) != rest:
        return f"−{_closed(formula)}"
    return rest[1:-1] if re.fullmatch(r"\([^()]*\)", rest) else rest


def _sum_of(formula: str) -> str:
    return formula.removeprefix(MEAN_OF) if formula.startswith(MEAN_OF) else f"n·{_closed(formula)}"


def _exchanged_in(formula: str, symbol: str, other: str, said: str) -> str:
    """The formula with the other symbol, or in words where the symbol does not stand in it."""
    changed = re.sub(rf"(?<![\w∂⁺]){re.escape(symbol)}(?![^\W²³]|⁺)", other, formula)
    return changed if changed != formula else f"{formula}, {said}"


def _times(*operands: Any, rule: Callable[..., Any], by: float) -> Any:
    made = rule(*operands)
    return -made if by == -1 else by * made


def _length(operands: tuple[Any, ...], operand: int, axis: int) -> int:
    return int(operands[operand].value.shape[axis])


def _summed(*operands: Any, rule: Callable[..., Any], count: Callable[..., int]) -> Any:
    return float(count(operands)) * rule(*operands)


def _averaged(*operands: Any, rule: Callable[..., Any], count: Callable[..., int]) -> Any:
    made = rule(*operands)
    return made / made.constant(np.asarray(float(count(operands))))


def _turned(*operands: Any, rule: Callable[..., Any]) -> Any:
    *taken, v = operands
    return 2.0 * v - rule(*taken)


def _itself(operand: Any) -> Any:
    return operand


def _other_way(*operands: Any, rule: Callable[..., Any], place: int) -> Any:
    rows, columns = operands[place].value.shape[-2:]
    if rows == columns:
        operands = (*operands[:place], swapped(operands[place]), *operands[place + 1 :])
    return rule(*operands)


def _row(operand: Any, index: int, axis: int) -> Any:
    return operand.moved(partial(_taken, index=index, axis=axis))


def _taken(values: Any, index: int, axis: int) -> Any:
    return np.take(values, index, axis)
