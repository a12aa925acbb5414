"""The smallest parts of a formula as MathML: names, numbers, indices."""

from __future__ import annotations

import re

from markupsafe import Markup

from compare.formulas.tokens import LOWERED

_NAME = re.compile("^(.+?)([0-9₀-₉ᵢⱼ]*)(⁺?)$")


def tag(name: str, *children: Markup | str, **attributes: str) -> Markup:
    """<name …>children</name>, escaped; `class_` is written class."""
    written = Markup("").join(Markup(' {}="{}"').format(key.rstrip("_"), value) for key, value in attributes.items())
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, Markup("").join(children))


def constant(text: str) -> Markup:
    """A number; ½ as a fraction, and a power of ten as such."""
    if text in ("½", "e"):
        return tag("mfrac", tag("mn", "1"), tag("mn", "2")) if text == "½" else tag("mi", "e")
    digits, _, power = text.partition("e")
    if not power:
        return tag("mn", digits)
    sign = "−" if power[0] in "−-" else ""
    ten = tag("msup", tag("mn", "10"), tag("mrow", tag("mo", sign), tag("mn", power.lstrip("−+-0") or "0")))
    return ten if digits == "1" else tag("mrow", tag("mn", digits), tag("mo", "·"), ten)


def name(text: str) -> Markup:
    """A name and its index: ŷ with its hat, w₁, w₁⁺, and a derivative as a fraction."""
    if text.startswith("∂"):
        return tag("mfrac", *(tag("mrow", tag("mo", "∂"), name(part.removeprefix("∂"))) for part in text.split("/")))
    letters, index, plus = _NAME.findall(text)[0]
    base = tag("mover", tag("mi", "y"), tag("mo", "^"), accent="true") if letters == "ŷ" else tag("mi", letters)
    indexed = tag("msub", base, small(index)) if index else base
    return tag("msup", indexed, small(plus)) if plus else indexed


def function(text: str) -> Markup:
    """The name of a function; a logarithm's base below it."""
    name = tag("mi", text.removesuffix("₁₀"))
    return tag("msub", name, tag("mn", "10")) if text.endswith("₁₀") else name


def small(text: str) -> Markup:
    """What is written small: ₁₀, ⁺, _{i<n}."""
    plain = text.strip("_{}").translate(LOWERED)
    parts = [
        tag("mn" if part.isdigit() else "mi" if part.isalpha() else "mo", part) for part in re.findall(r"\d+|.", plain)
    ]
    return parts[0] if len(parts) == 1 else tag("mrow", *parts)
