"""The catalogue of mistakes: what people get wrong when they derive a perceptron's gradients, as wrong forms of links.

Sources: threads in which each was made, cited with it. E11, E30, E33, E37 and E39 are told of in `NOT_EXPRESSED`.
"""

from __future__ import annotations

from functools import cache

from compare.catalogue import averages, features, losses, sigmoids, signs, steps
from compare.catalogue.mistake import Known, Mistake, Slip
from compare.chain import Chain

__all__ = ["MISTAKES", "NOT_EXPRESSED", "Known", "Mistake", "Slip", "known_mistakes"]

_ALL = (*signs.MISTAKES, *losses.MISTAKES, *sigmoids.MISTAKES, *features.MISTAKES, *averages.MISTAKES, *steps.MISTAKES)
MISTAKES: tuple[Mistake, ...] = tuple(sorted(_ALL))
"""Every mistake that is a wrong form of one link, by id."""

NOT_EXPRESSED = {
    "E11: σ′ removed under the squared loss": "no chain here has a sigmoid under the squared loss",
    "E30: ∂J/∂b summed over the outputs too": "a perceptron has one output, which hides it",
    "E33: X·e for Xᵀ·e": "has another shape unless n = d; a link of another shape is refused before it is judged",
    "E37: gradients not cleared": "needs the step before; the first step is right",
    "E39: integer arrays": "integers are refused before anything is judged",
    "momentum left on": "needs the step before; the first step is right",
    "a ŷ kept from before the update": "needs the step before; the first step is right",
    "float32 in the middle of float64": "the rounding is no formula; caught, but it has no wrong form to be named by",
    "a mean over the features with the examples kept": "has another shape unless n = d; refused before it is judged",
}
"""Mistakes that are no wrong form of one link of one step, with the reason."""


@cache
def known_mistakes(chain: Chain) -> tuple[Known, ...]:
    """The mistakes that can be made in a chain, in the chain's order of links."""
    found = []
    for link in chain.links:
        for mistake in MISTAKES:
            slips = (slip for slip in mistake.slips if slip.link == link.name and chain.name in slip.chains)
            found += [Known(mistake, slip, link.symbol) for slip in slips]
    return tuple(found)
