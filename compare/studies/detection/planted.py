"""A relative error e planted at one link: its values times 1 + e, every later link right given what it then takes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, Form, Link
from compare.mistakes.planting import plant

Trace = Mapping[str, Array]
STEPS = 8  # errors tried between a power of 2 and the next


class Planted(NamedTuple):
    """What a rule is shown: problems, the chain, the link that is off, by which form, and the traces of both sides."""

    problems: Trace
    chain: Chain
    link: Link
    forms: dict[str, Form]
    hand: Trace
    reference: Trace

    def on_hand(self, error: float) -> Planted:
        """The same with the error planted in the hand-derived side, which was right."""
        (link,) = (link for link in accurate(self.chain).links if link.name == self.link.name)
        forms = {link.name: scaled(link.forms[0], error)}
        return self._replace(forms=forms, hand=plant(accurate(self.chain), forms, self.problems, self.hand))


def scaled(form: Form, error: float) -> Form:
    """1 + e times the form."""

    def rule(*operands: Any) -> Any:
        return (1 + error) * form.rule(*operands)

    return Form("scaled", f"(1 + {error:.2g}) · ({form.formula})", form.of, rule, "wrong")


@cache
def accurate(chain: Chain) -> Chain:
    """The chain with the form that loses no digits first at every link that has one, as in the hand-derived side."""
    return chain._replace(
        links=tuple(link._replace(forms=tuple(sorted(link.forms, key=_loses_digits))) for link in chain.links)
    )


def _loses_digits(form: Form) -> bool:
    return form.label != "complement"


def errors(dtype: type[np.floating]) -> list[float]:
    """The relative errors that are tried, from the dtype's spacing at 1 up to 1; 1 + e is a number of the dtype."""
    bits = np.finfo(dtype).nmant
    tried = 1 + 2.0 ** (-np.arange(STEPS * bits, -1, -1) / STEPS)
    rounded = np.unique(tried.astype(dtype).astype(np.float64))
    return [float(one) for one in rounded - 1]
