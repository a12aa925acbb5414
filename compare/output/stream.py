"""What a stream holds: how many columns, and which letters; those that its encoding lacks are spelt in ASCII."""

from __future__ import annotations

import codecs
import io
import os
from contextlib import suppress
from typing import NamedTuple, TextIO

PIPED, UNKNOWN = 120, 80  # columns of a pipe, and of a terminal that does not say
LEAST, MOST = 60, 120  # narrower breaks every line, wider is not read

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


class Paper(NamedTuple):
    """How wide the lines are that are written, and in which encoding."""

    width: int = PIPED
    encoding: str = "utf-8"

    def spelt(self, text: str) -> str:
        """The text with what the encoding lacks spelt in ASCII, so that its length is what will be seen."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            codecs.register_error(HANDLER, _spelt)
            return text.encode(self.encoding, HANDLER).decode(self.encoding)
        return text


def paper_of(stream: TextIO) -> Paper:
    """The stream's own: COLUMNS, or the terminal's width; a pipe has `PIPED` columns."""
    return Paper(min(max(_columns(stream), LEAST), MOST), getattr(stream, "encoding", None) or "utf-8")


def _columns(stream: TextIO) -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and len(told) < 6 and int(told):
        return int(told)
    if not stream.isatty():
        return PIPED
    with suppress(OSError):
        return os.get_terminal_size(stream.fileno()).columns or UNKNOWN
    return UNKNOWN


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
