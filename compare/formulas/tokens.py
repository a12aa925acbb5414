"""The signs of a formula in plain text, one after another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from compare.formulas.tree import NotAFormula

LONGEST = 2000  # signs in a formula
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ᵢⱼ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᵗˣʸᶻⁿ", "0123456789ij0123456789+−abtxyzn")
RAISED = str.maketrans("0123456789−abtxyzn", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃᵇᵗˣʸᶻⁿ")

_LETTER = "[A-Za-zα-ωŷ]"
_VARIABLE = rf"{_LETTER}[0-9]*"
_WORD = "(?:of|in|[A-Za-z]{3,})(?![A-Za-z])[0-9]*"
_RAISED = "⁰¹²³⁴-⁹⁻ᵃᵇᵗˣʸᶻⁿ"
KINDS = {
    "number": r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[−+-]?\d+)?|½",
    "function": "log₁₀|(?:tanh|max|exp|ln)(?![A-Za-z])|σ′|σ",
    "partial": rf"∂{_VARIABLE}/∂{_VARIABLE}",
    "words": rf"{_WORD}(?: {_WORD})*|…",
    "e": rf"e(?=[\^{_RAISED}])",
    "name": _VARIABLE,
    "total": r"Σ(?:_\{[^}]*\}|[ᵢⱼ])?",
    "below": "[₀-₉ᵢⱼ]+",
    "above": "⁻?(?:[⁰¹²³⁴-⁹]+|[ᵃᵇᵗˣʸᶻⁿ]+)",
    "next": "⁺",
    "sign": r"[+−·/^=≥,()]",
}


class Token(NamedTuple):
    """One sign: its kind, its text, where it stands, and whether blanks stand before it."""

    kind: str
    text: str
    at: int
    apart: bool = False


def tokens(formula: str, names: Collection[str]) -> Iterator[Token]:
    """The signs of a formula; a name that is given is one sign. The last is of the kind "end"."""
    if len(formula) > LONGEST:
        raise NotAFormula(f"the formula is longer than {LONGEST} signs")
    pattern = _pattern(frozenset(names))
    at = 0
    while at < len(formula.rstrip()):
        blanks = len(formula[at:]) - len(formula[at:].lstrip())
        found = pattern.match(formula, at + blanks)
        if found is None or found.lastgroup is None:
            raise NotAFormula(f"{formula!r}: {formula[at + blanks]!r} is part of no formula", at + blanks)
        yield Token(found.lastgroup, found[0], found.start(), bool(blanks))
        at = found.end()
    yield Token("end", "", len(formula))


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """What is a sign. The names that are no single letter come first, the longest first of all."""
    given = sorted((name for name in names if not re.fullmatch(_LETTER, name)), key=len, reverse=True)
    whole = "|".join(re.escape(name) + ("(?![A-Za-z0-9])" if name[-1:].isascii() else "") for name in given)
    kinds = {"given": whole or "(?!)", **KINDS}
    return re.compile("|".join(f"(?P<{kind}>{of})" for kind, of in kinds.items() if kind not in names))
