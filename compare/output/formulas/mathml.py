"""The formulas of chains, catalogue and worked lines, which are plain text, set as MathML Core.

They are the text that every other output shows, so a formula is stated once. In it a/b without blanks is a fraction of
the two operands that touch the stroke, e⁻ᶻ and e^−0.6 are powers, ∂L/∂ŷ is one symbol, two operands side by side are
multiplied, and words stay words.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from compare.output.formulas.atoms import letter, number, small, tag, variable
from compare.output.formulas.tokens import Tokens

TIMES, APPLY = "\N{INVISIBLE TIMES}", "\N{FUNCTION APPLICATION}"
"""What stands between factors and after a function, for those who listen."""


class Piece(NamedTuple):
    """A part of a row. `inside` is a bracket's content; a `fraction` needs none around it; a `function` an argument."""

    markup: Markup
    operand: bool = True
    inside: Markup | None = None
    fraction: bool = False
    function: bool = False
    word: bool = False
    operator: bool = False


def typeset(text: str) -> Markup:
    """A formula as one <math>. Raises `ValueError` for what is none."""
    return math(row(text))


def math(*children: Markup) -> Markup:
    """One <math>."""
    return tag("math", *children)


def row(text: str) -> Markup:
    """A formula as one <mrow>, to be part of a larger one."""
    tokens = Tokens(text)
    content = _content(tokens)
    if tokens.kind:
        raise ValueError(f"{text!r}: a bracket is closed that was not opened")
    return tag("mrow", content)


def _content(tokens: Tokens) -> Markup:
    """All up to a closing bracket or the end."""
    pieces: list[Piece] = []
    while tokens.kind not in ("", "close"):
        if tokens.kind == "stroke" and pieces and pieces[-1].operand:
            tokens.advance()
            numerator, denominator = pieces.pop(), _operand(tokens)
            pieces.append(Piece(tag("mfrac", _unwrapped(numerator), _unwrapped(denominator)), fraction=True))
        elif tokens.kind in ("operator", "over"):
            pieces.append(_operator(tokens.advance(), first=not pieces or pieces[-1].operator))
        else:
            pieces.append(_operand(tokens))
    return _joined(pieces)


def _operator(text: str, *, first: bool) -> Piece:
    """`first`: a sign, which stands nearer to what follows than an operation does."""
    sign = {"form": "prefix"} if first and text in "+−" else {}
    return Piece(tag("mo", text, **sign), operand=False, operator=True)


def _joined(pieces: list[Piece]) -> Markup:
    parts: list[Markup] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None and before.operand and piece.operand:
            if not (before.word or piece.word):
                parts.append(tag("mo", APPLY if before.function else TIMES))
            if piece.function or piece.word or before.word or (before.function and piece.inside is None):
                parts.append(Markup('<mspace width="0.17em"></mspace>'))
        parts.append(_unbracketed(piece))
    return Markup("").join(parts)


def _unbracketed(piece: Piece) -> Markup:
    """A bracket around nothing but a fraction is none on paper."""
    return piece.inside if piece.inside is not None and piece.fraction else piece.markup


def _unwrapped(piece: Piece) -> Markup:
    """A numerator or a denominator: the stroke is its bracket."""
    return piece.markup if piece.inside is None else tag("mrow", piece.inside)


def _operand(tokens: Tokens) -> Piece:
    """One operand with what is written below and above it."""
    piece = _bare(tokens)
    if tokens.kind == "below":
        piece = Piece(tag("msub", piece.markup, small(tokens.advance())), operand=piece.operand)
    if tokens.kind == "above":
        return Piece(tag("msup", piece.markup, small(tokens.advance())))
    if tokens.kind == "power":
        tokens.advance()
        return Piece(tag("msup", piece.markup, _exponent(tokens)))
    return piece


def _bare(tokens: Tokens) -> Piece:
    kind, text = tokens.kind, tokens.advance()
    if kind == "open":
        return _bracket(tokens)
    if kind == "applied":
        tokens.advance()
        name = tag("mi", text)
        return Piece(tag("mrow", name, tag("mo", APPLY), _bracket(tokens).markup))
    if kind == "number":
        return Piece(number(text))
    if kind == "partial":
        return Piece(tag("mfrac", *(tag("mrow", tag("mo", "∂"), variable(part[1:])) for part in text.split("/"))))
    if kind == "function":
        name = tag("mi", text.removesuffix("₁₀"))
        return Piece(tag("msub", name, tag("mn", "10")) if text.endswith("₁₀") else name, function=True)
    if kind == "product":
        return Piece(tag("mrow", tag("mo", TIMES).join(map(letter, text))))
    if kind == "sum":
        return Piece(tag("mo", "∑"), operand=False)
    if kind == "word":
        return Piece(tag("mtext", text), word=True)
    if kind == "letter":
        return Piece(letter(text))
    raise ValueError(f"{text!r} stands where a number, a letter or a bracket is needed")


def _bracket(tokens: Tokens) -> Piece:
    """What follows an opening bracket, up to the closing one. It grows with fractions in it only."""
    inside = _content(tokens)
    if tokens.kind != "close":
        raise ValueError("a bracket is opened and not closed")
    tokens.advance()
    grows = {} if "<mfrac>" in inside else {"stretchy": "false"}
    markup = tag("mrow", tag("mo", "(", **grows), inside, tag("mo", ")", **grows))
    alone = inside.startswith("<mfrac>") and inside.endswith("</mfrac>") and inside.count("<mfrac>") == 1
    return Piece(markup, inside=inside, fraction=alone)


def _exponent(tokens: Tokens) -> Markup:
    sign = tag("mo", tokens.advance()) if tokens.text == "−" else Markup("")
    return tag("mrow", sign, _bare(tokens).markup)
