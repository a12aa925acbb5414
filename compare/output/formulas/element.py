"""One element of a link in a chain: where its formula is worked, and the formula read with the chain's names."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.chains.evaluation import axes_of
from compare.formulas.place import Place
from compare.formulas.reader import read
from compare.formulas.tree import Node


def place_in(chain: Chain, lengths: Mapping[str, int], at: Mapping[str, int | None]) -> Place:
    """The place with these indices, by axis."""
    return Place({chain.symbol(name): axes for name, axes in axes_of(chain).items()}, lengths, at)


def tree_of(chain: Chain, formula: str) -> Node:
    """A formula of the chain. Raises `NotAFormula`."""
    return read(formula, [*map(chain.symbol, axes_of(chain)), *chain.axes])


def values_in(chain: Chain, known: Mapping[str, Array]) -> dict[str, Array]:
    """The arrays of inputs and links by their symbols, in float64."""
    return {chain.symbol(name): np.asarray(known[name], np.float64) for name in axes_of(chain) if name in known}
