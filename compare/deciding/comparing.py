"""A run's links beside their definitions at the run's own operands: equal, or proven different, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from flint import arb

from compare.chains.chain import Chain
from compare.deciding.carrying import TIGHT, Beside, Enclosures, Made, beside, definitions
from compare.judging.contract import Problem

CONSTANTS = 12.0  # times what rounding may do to the definition: about 100 u of its terms
UNITS = 100.0  # units of a link's own value, likewise
EVERY = 10**6  # digits of what is equal without any width


@dataclass(frozen=True)
class Standing:
    """How a link stands on one problem, to so many digits. `wide`: more bits may decide; `at`: where it differs."""

    verdict: Literal["equal", "different", "unknown"]
    digits: int = 0
    wide: bool = False
    at: tuple[int, ...] = ()


UNKNOWN = Standing("unknown")


def standings(chain: Chain, problem: Problem, links: Mapping[str, Enclosures], unit: float) -> dict[str, Standing]:
    """Each link that is given."""
    there = list(beside(chain, problem, links, unit))
    found = {each.name: _standing(links[each.name], each, unit, ()) for each in there}
    if any(stand.verdict == "different" for stand in found.values()):
        wide = dict(definitions(chain, problem, links, widened=True))
        found = {each.name: _standing(links[each.name], each, unit, wide[each.name]) for each in there}
    return found


def _standing(given: Enclosures, there: Beside, unit: float, wide: Sequence[Made]) -> Standing:
    """One link. `wide` is what the forms make of operands that are wider by a hair."""
    if there.size is None:
        return UNKNOWN
    worst = Standing("equal", EVERY)
    for place in np.ndindex(given.shape):
        made = [Made(each.value[place], each.right) for each in there.made]
        one = _one(given[place], made, float(there.size[place]), unit)
        if one.verdict == "different":
            if not _at_a_jump(given[place], [each.value[place] for each in wide]):
                return replace(one, at=place)
            one = Standing("equal", EVERY)
        known = one.verdict == worst.verdict == "equal"
        worst = Standing("equal" if known else "unknown", min(one.digits, worst.digits), one.wide or worst.wide)
    return worst


def _at_a_jump(value: arb, wide: Sequence[arb]) -> bool:
    """Whether a hair changes the definition by so much: whatever lies between its two sides is right."""
    return any(each.is_finite() and each.overlaps(value) for each in wide)


def _one(value: arb, made: Sequence[Made], size: float, unit: float) -> Standing:
    """One number beside what the forms make there. `size` is what rounding may do to the right ones."""
    finite = [each.value for each in made if each.value.is_finite()]
    claims = [each.value.is_finite() for each in made if each.right]
    if not value.is_finite() or not any(claims):
        return Standing("unknown", wide=True)
    claimed = np.isfinite(size)
    largest = max(abs(value).upper(), arb(size / unit if claimed else 0))
    widths = [(value.rad() + each.rad()).upper() for each in finite if value.overlaps(each)]
    if widths:
        width = min(widths)
        tight = width.is_zero() or width <= TIGHT * largest
        return Standing("equal", _digits(width, largest)) if tight else Standing("unknown", wide=True)
    if not claimed:
        return UNKNOWN
    offs = [(abs(value - each), CONSTANTS * arb(size) + arb(UNITS * unit) * abs(each)) for each in finite]
    if all(off > allowed for off, allowed in offs):
        return Standing("different", wide=not all(claims))
    rounded = [off.upper() for off, allowed in offs if off <= allowed]
    return Standing("equal", _digits(min(rounded), largest)) if rounded else Standing("unknown", wide=True)


def _digits(width: arb, largest: arb) -> int:
    """To how many digits of the largest term."""
    digits = EVERY if width.is_zero() else float((largest / width).log() / arb.const_log10())
    return int(min(max(digits, 0.0), EVERY)) if digits == digits else 0
