"""Letters that a stream's encoding lacks, spelt in ASCII: a minus sign must not turn into a question mark."""

from __future__ import annotations

import codecs
import io
from typing import TextIO

HANDLER = "backproof.ascii"
SPELT = {
    "−": "-",
    "–": "-",
    "∂": "d",
    "ŷ": "y_hat",
    "α": "alpha",
    "λ": "lambda",
    "σ": "sigma",
    "Σ": "sum",
    "·": "*",
    "÷": "/",
    "½": "1/2 ",
    "²": "^2",
    "⁺": "+",
    "⁻ᶻ": "^-z",
    "ᶻ": "^z",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "∞": "inf",
    "…": "...",
    "—": "-",
    "✗": "x",
    "ⱼ": "_j",
    **{chr(0x2080 + digit): str(digit) for digit in range(10)},
}


def spell(stream: TextIO) -> None:
    """Write a character that the stream's encoding lacks in ASCII, and as "?" if `SPELT` has no word for it."""
    codecs.register_error(HANDLER, _spelt)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=HANDLER)


def _spelt(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    for letter, word in SPELT.items():
        missing = missing.replace(letter, word)
    return "".join(letter if letter.isascii() else "?" for letter in missing), error.end
