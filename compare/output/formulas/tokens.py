"""The tokens of a formula in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKENS = {
    "blank": r"\s+(?!/)",
    "over": r"\s+/",
    "number": r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[−+-]?\d+)?",
    "partial": r"∂[LJŷz]/∂[ŷzwb][₀-₉ⱼ]*",
    "applied": r"σ′?(?=\()|max(?=\()",
    "function": r"ln|log₁₀",
    "product": r"nd(?![a-z])",
    "word": r"(?:of|in|[a-z]{3,}\d*)(?: (?:of|in|[a-z]{3,}\d*)(?![a-z]))*",
    "letter": r"[a-zLJXŷασ½∞]",
    "sum": r"Σ",
    "below": r"[₀-₉ᵢⱼ]+|_\{[^}]*\}",
    "above": r"[⁰¹²³⁴-⁹⁺⁻ʸᶻⁿ]+",
    "power": r"\^",
    "operator": r"[+−·≥=<,…]",
    "stroke": r"/",
    "open": r"\(",
    "close": r"\)",
}
TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in TOKENS.items()))


class Tokens:
    """The tokens of a text, one at a time: `kind` and `text` of the next one, kind "" at the end."""

    def __init__(self, text: str) -> None:
        self._rest = _scanned(text)
        self.kind = self.text = ""
        self.advance()

    def advance(self) -> str:
        """Step over the next token; its text."""
        passed, (self.kind, self.text) = self.text, next(self._rest, ("", ""))
        return passed


def _scanned(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise ValueError(f"{text!r}: {text[at]!r} is part of no formula")
        if found.lastgroup != "blank":
            yield found.lastgroup, found[0].strip()
        at = found.end()
