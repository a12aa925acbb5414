"""The candidate's links under the chain's own names, and what each other name was taken for or left out as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, canonical
from compare.chains.names import DIVIDED, links_meant, nearest
from compare.judging.contract import Side

MANY = 6  # so many names that are no links are listed


class Named:
    """Calls the candidate. `taken` says which link each name stands for that is not its own; `unknown` are no links.

    What is no link is left out, so that the rest is judged, unless there is no rest.
    """

    def __init__(self, candidate: Side, chain: Chain) -> None:
        self.candidate, self.chain = candidate, chain
        self.taken: dict[str, str] = {}
        self.unknown: dict[str, None] = {}

    def __call__(self, problem: dict[str, Array]) -> Mapping[str, Any]:
        """What the candidate returns: the links alone if it is a trace, and otherwise all of it."""
        returned = self.candidate(problem)
        if not isinstance(returned, Mapping):
            return returned
        meant = links_meant(returned, self.chain)
        if not any(meant.values()):
            return returned
        named = {canonical(str(name)): link for name, link in meant.items()}
        self.taken |= {name: link for name, link in named.items() if link not in ("", name)}
        self.unknown |= {name: None for name, link in named.items() if not link}
        return {name: value for name, value in returned.items() if meant[name]}

    @property
    def called(self) -> tuple[str, tuple[str, ...]]:
        """The expression that makes a dict of what was `returned`, and the names in it that are no links."""
        return str(getattr(self.candidate, "code", "returned")), tuple(self.unknown)

    @property
    def told(self) -> tuple[str, ...]:
        """What was made of what is returned, and of its names, a line each."""
        lines = [*getattr(self.candidate, "told", ())]
        if self.taken:
            (first, link), *others = self.taken.items()
            read = [f"{first} was taken for {self.chain.symbol(link)}"]
            read += [f"{name} for {self.chain.symbol(link)}" for name, link in others]
            lines.append(", ".join(read))
        if self.unknown:
            names = [f"{name}{_hint(name, self.chain)}" for name in list(self.unknown)[:MANY]]
            more = f" and {len(self.unknown) - MANY} more" if len(self.unknown) > MANY else ""
            lines.append(f"left out, as no link of the chain: {', '.join(names)}{more}")
        return tuple(lines)


def _hint(name: str, chain: Chain) -> str:
    if name in DIVIDED:
        return f" (n times it is {DIVIDED[name]})"
    near = nearest(name, chain)
    return f" (did you mean {near}?)" if near else ""
