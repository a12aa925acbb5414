"""What a formula may be made of: what stands beside a link, functions of it, and their products."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from compare.arithmetic import operations as op
from compare.arithmetic.balls import Ball
from compare.chains.chain import EXAMPLES
from compare.comparison.relations.functions import FUNCTIONS, PLAIN, Rule, clipped
from compare.comparison.relations.quantities import RATE, named, one, parts
from compare.comparison.relations.seen import Seen

ATOMS = 9  # names whose values are tried
INVOLVED = 3  # of them, the first, of which functions are tried


class Term(NamedTuple):
    """A quantity with the axes of a link, or some of them; `plain` if it is no function of what stands there."""

    said: str
    ball: Callable[[Seen], Ball]
    plain: bool = False
    closed: bool = True  # needs no brackets as a factor

    @property
    def factor(self) -> str:
        """As it is written in a product."""
        return self.said if self.closed else f"({self.said})"


def terms(seen: Seen, wrong: frozenset[str]) -> list[Term]:
    """Single terms for a link, the likeliest first; `wrong` links hold nothing that explains another."""
    atoms = _atoms(seen, wrong)
    found = [Term("1", one, plain=True), *atoms, *_examples(seen), *(Term(said, ball) for said, ball in parts(seen))]
    found += [Term(_written(said, atom), partial(_of, rule, atom)) for atom in atoms for said, rule in PLAIN]
    for atom in _involved(seen, atoms):
        found += [Term(_written(said, atom), partial(_of, rule, atom)) for said, rule in FUNCTIONS]
        for limit in (1.0, 0.5, 2.0, 3.0):
            within = partial(clipped, limit=limit)
            found.append(Term(f"({atom.said}, at most {limit:g} in size)", partial(_of, within, atom)))
    return found


def _written(said: str, atom: Term) -> str:
    """A sum gets brackets, unless it has some already."""
    bare = atom.closed or re.fullmatch(r".*[(|]\{\}[)|]", said)
    return said.format(atom.said if bare else f"({atom.said})")


def product(one_term: Term, other: Term) -> Term:
    """The product of two terms."""
    return Term(f"{one_term.factor}·{other.factor}", partial(_product, one_term, other))


def _atoms(seen: Seen, wrong: frozenset[str]) -> list[Term]:
    """What the link's forms take, then all before it that stands beside its values; and differences of the first."""
    chain = seen.chain
    taken = [name for form in seen.link.forms if form.kind == "right" for name in form.of]
    before = [*chain.inputs, *chain.names[: chain.names.index(seen.link.name)]]
    names = [name for name in dict.fromkeys((*taken, *before)) if set(seen.axes[name]) <= set(seen.own)]
    names = [name for name in names if name in seen.operands and name not in wrong and name != RATE][:ATOMS]
    found = [Term(chain.symbol(name), partial(named, name), plain=True) for name in names]
    signed = [Term("t", partial(_signed, name), plain=True) for name in names if name == "y" and chain.labels]
    right = Term("the right value", lambda seen: seen.rights[0], plain=True)
    return [*found, right, *_differences(found), *signed, *_means(seen)]


def _examples(seen: Seen) -> Iterator[Term]:
    """The first or the last example alone, or all but it."""
    if EXAMPLES in seen.own:
        for which, index in (("first", 0), ("last", -1)):
            yield Term(f"(0 for the {which} example, 1 for others)", partial(_weights, index, _ZERO))
            yield Term(f"(1 for the {which} example, 0 for others)", partial(_weights, index, _ONE))
            yield Term(f"(n for the {which} example, 0 for others)", partial(_weights, index, _COUNT))


_ZERO, _ONE, _COUNT = (0.0, 1.0, False), (1.0, 0.0, False), (1.0, 0.0, True)


def _weights(index: int, weights: tuple[float, float, bool], seen: Seen) -> Ball:
    chosen, others, counted = weights
    values = np.full(seen.value.shape, others)
    place = seen.lead + seen.own.index(EXAMPLES)
    np.moveaxis(values, place, 0)[index] = chosen * (values.shape[place] if counted else 1)
    return Ball(seen.rights[0].fmt, values)


def _involved(seen: Seen, atoms: list[Term]) -> list[Term]:
    """The atoms of which functions are tried: what the forms take, differences, and margins: t times z."""
    taken = {seen.chain.symbol(name) for form in seen.link.forms for name in form.of}
    by_name = {atom.said: atom for atom in atoms}
    plain = [atom for atom in atoms if atom.closed and (atom.said in taken or atom.said == "z") and atom.said != "y"]
    rest = [atom for atom in atoms if not atom.closed]
    margins = [f"{t}·z" for t in ("t", "y") if t in by_name and "z" in by_name]
    together = [Term(said, partial(_product, by_name[said[0]], by_name["z"])) for said in margins]
    return [*plain[:INVOLVED], *rest, *together, by_name["the right value"]]


def _differences(atoms: list[Term]) -> Iterator[Term]:
    """ŷ − y and z − y, where such stand beside."""
    by_name = {atom.said: atom for atom in atoms}
    if "y" in by_name:
        for other in ("ŷ", "z"):
            if other in by_name:
                made = partial(_less, by_name[other], by_name["y"])
                yield Term(f"{other} − y", made, plain=True, closed=False)


def _means(seen: Seen) -> Iterator[Term]:
    """The mean over the examples of an input, beside each example."""
    for name in seen.chain.inputs:
        if EXAMPLES in seen.own and EXAMPLES in seen.axes[name] and set(seen.axes[name]) <= set(seen.own):
            yield Term(f"(the mean of {seen.chain.symbol(name)})", partial(_mean, name), plain=True)


def _mean(name: str, seen: Seen) -> Ball:
    axes = seen.axes[name]
    left = [axis for axis in axes if axis != EXAMPLES]
    return seen.beside(op.mean_over(seen.operand(name), axis=axes.index(EXAMPLES) - len(axes)), left)


def _signed(name: str, seen: Seen) -> Ball:
    ball = named(name, seen)
    return Ball(ball.fmt, 2 * ball.value - 1)


def _less(one_term: Term, other: Term, seen: Seen) -> Ball:
    return one_term.ball(seen) - other.ball(seen)


def _of(rule: Rule, term: Term, seen: Seen) -> Ball:
    with np.errstate(all="ignore"):
        ball: Ball = rule(term.ball(seen))
    return ball


def _product(one_term: Term, other: Term, seen: Seen) -> Ball:
    with np.errstate(all="ignore"):
        ball: Ball = one_term.ball(seen) * other.ball(seen)
    return ball
