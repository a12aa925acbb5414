"""The catalogue of mistakes: what people get wrong when they derive gradients.

Each is a wrong form of a link. Read in this order: `mistake` (what one is), `catalogue` (those with a source),
`generated` (those of a user's own chain), `planting`.

Sources: threads in which each was made, cited with it. E11, E30 and E39 are in `NOT_EXPRESSED`.
"""

from __future__ import annotations

from functools import cache

from compare.chains.chain import Chain
from compare.mistakes.catalogue import (
    across_steps,
    altered,
    averages,
    features,
    losses,
    precision,
    sigmoids,
    signs,
    square,
    steps,
)
from compare.mistakes.generated.generated import generic_mistakes
from compare.mistakes.mistake import ALL, Mistake, MistakeAt, Slip

__all__ = ["MISTAKES", "NOT_EXPRESSED", "Mistake", "MistakeAt", "Slip", "known_mistakes"]

_FILES = (signs, losses, sigmoids, features, averages, steps, across_steps, square, altered, precision)
MISTAKES: tuple[Mistake, ...] = tuple(sorted(mistake for file in _FILES for mistake in file.MISTAKES))
"""Every mistake that is a wrong form of one link, by id."""

NOT_EXPRESSED = {
    "E11: σ′ removed under the squared loss": "no chain here has a sigmoid under the squared loss",
    "E30: ∂J/∂b summed over the outputs too": "a perceptron has one output, which hides it",
    "E39: integer arrays": "integers are refused before anything is judged",
}
"""Mistakes that are no wrong form of one link of one step, with the reason."""


@cache
def known_mistakes(chain: Chain, needs: str = "") -> tuple[MistakeAt, ...]:
    """The mistakes that can be made in a chain, in its order of links: those of any problem, or those with a need.

    A chain without entries in the catalogue has those that it names itself, and generic ones.
    """
    if chain.name not in ALL:
        return generic_mistakes(chain, needs)
    found = []
    for link in chain.links:
        for mistake in MISTAKES:
            slips = (slip for slip in mistake.slips if slip.link == link.name and chain.name in slip.chains)
            found += [MistakeAt(mistake, slip, link.symbol) for slip in slips if slip.needs == needs]
    return tuple(found)
