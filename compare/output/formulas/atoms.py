"""The smallest parts of a formula as MathML: letters, numbers, indices."""

from __future__ import annotations

import re

from markupsafe import Markup

LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ᵢⱼ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ʸᶻⁿ", "0123456789ij0123456789+−yzn")
"""Small letters and digits as those that they stand for."""


def tag(name: str, *children: Markup | str, **attributes: str) -> Markup:
    """<name …>children</name>, escaped; `class_` is written class."""
    written = Markup("").join(Markup(' {}="{}"').format(key.rstrip("_"), value) for key, value in attributes.items())
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, Markup("").join(children))


def number(text: str) -> Markup:
    """A number; a power of ten as such."""
    digits, _, power = text.partition("e")
    if not power:
        return tag("mn", digits)
    sign = "−" if power[0] in "−-" else ""
    ten = tag("msup", tag("mn", "10"), tag("mrow", tag("mo", sign), tag("mn", power.lstrip("−+-0") or "0")))
    return ten if digits == "1" else tag("mrow", tag("mn", digits), tag("mo", "·"), ten)


def letter(text: str) -> Markup:
    """A letter, ŷ with its hat; ½."""
    if text == "½":
        return tag("mfrac", tag("mn", "1"), tag("mn", "2"))
    if text == "ŷ":
        return tag("mover", tag("mi", "y"), tag("mo", "^"), accent="true")
    return tag("mi", text)


def variable(text: str) -> Markup:
    """A letter and its index: w₁."""
    return tag("msub", letter(text[0]), small(text[1:])) if text[1:] else letter(text)


def small(text: str) -> Markup:
    """What is written small: ⁻ʸᶻ, ₁₀, _{i<n}."""
    plain = text.strip("_{}").translate(LOWERED)
    parts = [
        tag("mn" if part.isdigit() else "mi" if part.isalpha() else "mo", part) for part in re.findall(r"\d+|.", plain)
    ]
    return parts[0] if len(parts) == 1 else tag("mrow", *parts)
