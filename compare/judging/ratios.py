"""How the ratio of wrong to right varies: with the number of examples, a label, ŷ or x, or with none of them.

This is what can be said of a wrong link that no known mistake fits. It is measured on the values, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compare.arithmetic.balls import Ball
from compare.chains.chain import Chain
from compare.chains.evaluation import axes_of
from compare.judging.judgement import Judgement

Values = NDArray[np.float64]

KEPT, MOST = 2_000, 20_000  # values kept of one comparison, and of several, evenly spread
GROUPS = 8  # distinct values that a quantity may have for the ratio to be listed by them
CLOSE = 2.0**-10  # relative distance within which all ratios must be near a number to be given as it
STRONG, FEW = 0.5, 12  # the rank correlation from which one is reported, and the fewest values


class Ratios(NamedTuple):
    """Wrong over right for some values of a link, and by symbol what stood beside each: inputs, links, lengths."""

    ratio: Values
    beside: dict[str, Values]

    def joined(self, other: Ratios) -> Ratios:
        """Both. What stood beside in one of them only is dropped."""
        step = (len(self.ratio) + len(other.ratio)) // MOST + 1
        names = [name for name in self.beside if name in other.beside]
        beside = {name: np.concatenate([self.beside[name], other.beside[name]])[::step] for name in names}
        return Ratios(np.concatenate([self.ratio, other.ratio])[::step], beside)

    def __str__(self) -> str:
        """In a few words; "" for a constant ratio, and where there are too few values to tell."""
        if len(self.ratio) == 0 or _same(self.ratio):
            return ""
        beside = {name: values for name, values in self.beside.items() if values.min() < values.max()}
        told = next(_equal(self.ratio, beside), "") or next(_listed(self.ratio, beside), "")
        return told or (_correlated(self.ratio, beside) if len(self.ratio) >= FEW else "")


def ratios(chain: Chain, judgement: Judgement, operands: Mapping[str, Ball]) -> Ratios:
    """The candidate's values over the right ones and what stood beside; of `operands` only links have a sides axis."""
    value, right = judgement.value[0], judgement.centre[0]
    with np.errstate(all="ignore"):
        ratio = value / right
    places = np.argwhere(np.isfinite(ratio) & (right != 0))
    places = places[:: len(places) // KEPT + 1]
    axes = axes_of(chain)
    own = axes[judgement.link.name]
    lead = value.ndim - len(own)
    index = tuple(places.T)
    beside = {}
    for name in _before(chain, judgement, operands):
        if set(axes[name]) <= set(own):
            at = (*index[:lead], *(index[lead + own.index(axis)] for axis in axes[name]))
            array = operands[name].value
            beside[chain.symbol(name)] = np.broadcast_to((array[0] if name in chain.names else array)[at], len(places))
    return Ratios(np.broadcast_to(ratio[index], len(places)), _lengths(chain, operands, len(places)) | beside)


def _before(chain: Chain, judgement: Judgement, operands: Mapping[str, Ball]) -> list[str]:
    """The inputs and the earlier links, those first that a form of the link takes."""
    taken = [name for form in judgement.link.forms for name in form.of]
    earlier = takewhile(judgement.link.name.__ne__, chain.names)
    return [name for name in dict.fromkeys((*taken, *chain.inputs, *earlier)) if name in operands]


def _lengths(chain: Chain, operands: Mapping[str, Ball], count: int) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for name, axes in chain.arrays:
        if name in operands and axes:
            shape = operands[name].value.shape[-len(axes) :]
            found |= {str(axis): np.full(count, float(k)) for axis, k in zip(axes, shape, strict=True)}
    return found


def _same(values: Values) -> bool:
    """Whether all are one number, to four digits."""
    return f"{values.min():.4g}" == f"{values.max():.4g}"


def _equal(ratio: Values, beside: Mapping[str, Values]) -> Iterator[str]:
    """The numbers beside that the ratio is, or is the inverse of: nothing is compared with an infinity."""
    for name, values in beside.items():
        with np.errstate(all="ignore"):
            for form, number in ((name, values), (f"1/({name})" if "/" in name else f"1/{name}", 1 / values)):
                for sign, signed in (("", number), ("−", -number)):
                    close = np.abs(ratio - signed) <= CLOSE * np.abs(signed)
                    if (close & np.isfinite(signed)).all():
                        yield f"it is {sign}{form} in all {len(ratio)} values"


def _listed(ratio: Values, beside: Mapping[str, Values]) -> Iterator[str]:
    """The numbers beside that have few values, for each of which the ratio is one number, seen more than once."""
    for name, values in beside.items():
        different = np.unique(values)
        if len(different) > GROUPS:
            continue
        groups = [ratio[values == one] for one in different]
        if all(len(group) > 1 and _same(group) for group in groups):
            parts = (f"{g[0]:.4g} where {name} = {one:.4g}" for g, one in zip(groups, different, strict=True))
            yield f"it is {', '.join(parts)}"


def _correlated(ratio: Values, beside: Mapping[str, Values]) -> str:
    """The number beside with which the ratio rises or falls most steadily."""
    if not beside:
        return ""
    by_name = {name: _rank_correlation(ratio, values) for name, values in beside.items()}
    name = max(by_name, key=lambda each: abs(by_name[each]))
    if abs(by_name[name]) < STRONG:
        return f"it follows none of {', '.join(by_name)} alone"
    verb = "rises" if by_name[name] > 0 else "falls"
    return f"it {verb} with {name} (rank correlation {by_name[name]:.2f} over {len(ratio)} values)"


def _rank_correlation(a: Values, b: Values) -> float:
    """Spearman's: the correlation of the ranks, equal values sharing theirs."""
    first, second = (_ranks(values) - (len(values) - 1) / 2 for values in (a, b))
    return float((first @ second) / np.sqrt((first @ first) * (second @ second)))


def _ranks(values: Values) -> Values:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    shared = np.cumsum(count) - (count + 1) / 2
    return np.asarray(shared[place], np.float64)
