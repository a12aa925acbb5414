"""What a mistake is: its name, where people made it, and for each link it breaks a wrong form beside the right one.

A wrong form is evaluated as a right one is: on plain floats it plants the mistake, on balls it recognises it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from compare.chains.chain import Form

REGRESSION = ("regression",)
CLASSIFICATION = ("classification",)
FUSED = ("fused classification",)
EITHER_CLASSIFICATION = CLASSIFICATION + FUSED
EVERY_LINK_SHOWN = REGRESSION + CLASSIFICATION
ALL = EVERY_LINK_SHOWN + FUSED

STEPS = "the step before"
SQUARE = "as many examples as features"
PREVIOUS = "previous "  # before the name of an operand that is a value of the step before


class Slip(NamedTuple):
    """One place in the catalogue where a mistake is made: chains, link, the right form's formula, and the wrong form.

    `needs` is what a problem may lack: the step before, or as many examples as features.
    """

    chains: tuple[str, ...]
    link: str
    right: str
    form: Form
    needs: str = ""


class Mistake(NamedTuple):
    """A mistake that people make. `fingerprint` is the wrong value over the right one; `kind` the second hint.

    `source` is where it was made: gh:owner/repository#number a GitHub thread, DLC:number one of the DeepLearning.AI
    community, SE one of Stack Exchange, "own" known without a thread. `hidden` says where no problem shows it;
    `shown_in` are the dtypes in which generic problems do.
    """

    id: str
    name: str
    kind: str
    fingerprint: str
    source: str
    slips: tuple[Slip, ...]
    hidden: str = ""
    shown_in: tuple[str, ...] = ("float64", "float32")


class MistakeAt(NamedTuple):
    """A mistake at one of its links."""

    mistake: Mistake
    slip: Slip
    symbol: str

    @property
    def key(self) -> str:
        """Unique in a chain: the mistake's id and the link."""
        return f"{self.mistake.id} {self.slip.link}"

    @property
    def hints(self) -> tuple[str, str, str]:
        """Which link; what kind of mistake; the line itself."""
        line = f"{self.symbol} = {self.slip.right}, not {self.slip.form.formula}"
        return f"look at {self.symbol} again", self.mistake.kind, line

    def __str__(self) -> str:
        return f"{self.mistake.id}: {self.mistake.name} ({self.hints[2]})"


def wrong(formula: str, of: tuple[str, ...], rule: Callable[..., Any]) -> Form:
    """A wrong form."""
    return Form("wrong", formula, of, rule, "wrong")
