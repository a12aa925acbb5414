"""Which link a name means: the chain's own names, and those that people use: dw, dZ, dL_dz, grad_b, yhat, loss."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from compare.chains.chain import Chain, canonical, fed_by, partial_of
from compare.chains.evaluation import axes_of

COMMON = {
    "z": ("logit", "logits"),
    "y_hat": ("a", "p", "h", "ypred", "pred", "preds", "prediction", "predictions", "prob", "probs", "activation"),
    "L": ("loss", "losses"),
    "J": ("cost",),
    "w": ("weight", "weights"),
    "b": ("bias",),
}
OF_A_PARTIAL = {"L": ("c", "e"), "J": ("cost",)}  # dC/dw, dE/dw: of one example or the mean, its axes tell which
DIVIDED = {"dJ/dz": "dL/dz", "dJ/dy_hat": "dL/dy_hat"}


def links_meant(returned: Mapping[Any, Any], chain: Chain, batch_axes: int = 0) -> dict[Any, str]:
    """The link that each name stands for, given with its value; "" for none.

    The mean over the examples is told from the values of each by its axes alone, so a loss that is one number is J, and
    what is called ∂L/∂w and has the axes of ∂J/∂w is that. The other way round, a mean is missing.
    """
    found = {name: _link(str(name), chain) for name in returned}
    for name, link in found.items():
        mean = _mean_of(link)
        if mean in chain.names and mean not in found.values():
            axes, held = axes_of(chain), _axes_held(returned[name]) - batch_axes
            if held == len(axes[mean]) != len(axes[link]):
                found[name] = mean
    return found


def links_of(returned: Mapping[Any, Any], chain: Chain, batch_axes: int = 0) -> dict[str, Any]:
    """What is given, under the links' names and in their order. What is no link is left out."""
    found = {link: returned[name] for name, link in links_meant(returned, chain, batch_axes).items()}
    return {name: found[name] for name in chain.names if name in found}


def _link(spelling: str, chain: Chain) -> str:
    own = canonical(spelling)
    return own if own in chain.names else _spellings(chain.names).get(_plain(own), "")


def _axes_held(value: Any) -> int:
    try:
        return np.ndim(value)
    except Exception:  # a value of the user's own may raise anything
        return -1


def nearest(name: str, chain: Chain) -> str:
    """The link whose name is nearest to a name that is none; "" where none is near."""
    return next(iter(difflib.get_close_matches(name, chain.names, 1)), "")


def no_link(name: str, chain: Chain) -> str:
    """What a name is that is no link of the chain: what it is instead, which one is nearest, or which there are."""
    if name in DIVIDED:
        return (
            f"{name!r}, which is {DIVIDED[name]!r} divided by n: the chain compares the links of one example, "
            f"so leave it out, or give n times it as {DIVIDED[name]!r}"
        )
    near = nearest(name, chain)
    hint = f"did you mean {near!r}?" if near else f"the links are {', '.join(chain.names)}"
    return f"a link {name!r} that the {chain.name} chain does not have; {hint}"


@cache
def _spellings(names: Sequence[str]) -> dict[str, str]:
    """What people write for each link, without the chain's own names, which come first wherever they are the same."""
    plain = [_plain(name) for name in names]
    found = {short: name for short, name in zip(plain, names, strict=True) if plain.count(short) == 1}
    for name in names:
        for spelling in _common(name, names):
            if spelling not in plain:
                found.setdefault(spelling, name)
    return found


def _common(link: str, names: Sequence[str]) -> Iterator[str]:
    if fed := fed_by(link):
        for short in _quantity(fed):
            yield from (f"new{short}", f"{short}new", f"next{short}", f"{short}next", f"updated{short}", f"{short}plus")
    elif partial := partial_of(link):
        over, under = partial
        whole = over == "J" or (over == "L" and f"dJ/d{under}" not in names)
        for short in _quantity(under):
            yield from (f"d{of}d{short}" for of in (*_quantity(over), *OF_A_PARTIAL.get(over, ())))
            if whole:
                yield from (f"{before}{short}" for before in ("d", "g", "grad", "gradient"))
                yield from (f"{short}{after}" for after in ("grad", "gradient"))
    else:
        yield from _quantity(link)


def _quantity(name: str) -> Iterable[str]:
    return (_plain(name), *COMMON.get(name, ()))


def _mean_of(link: str) -> str:
    """The mean over the examples of a link that has a value for each."""
    over, under = partial_of(link) or (link, "")
    return {"L": f"dJ/d{under}" if under else "J"}.get(over, "")


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter not in "_ -./")
