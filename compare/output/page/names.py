"""How links and nodes are written: in mathematical italics for pictures, in words for those who listen."""

from __future__ import annotations

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
ITALIC_A = {"A": 0x1D434, "a": 0x1D44E}


def italic(key: str) -> str:
    """The symbol of a key, `dL/dw/0` or `y_hat`, on one line: ∂𝐿/∂𝑤₁, 𝑦̂."""
    name, j = split(key)
    if name.startswith("d"):
        over, under = (part.removeprefix("d") for part in name.split("/"))
        return f"∂{_italic(over, None)}/∂{_italic(under, j)}"
    return f"{_italic(name.rstrip('+'), j)}⁺" if name.endswith("+") else _italic(name, j)


def spoken(key: str) -> str:
    """The same in plain letters, for screen readers: the derivative of L by w1, ŷ."""
    name, j = split(key)
    feature = "" if j is None else str(j + 1)
    if name.startswith("d"):
        over, under = (part.removeprefix("d").replace("y_hat", "ŷ") for part in name.split("/"))
        return f"the derivative of {over} by {under}{feature}"
    letter = name.replace("y_hat", "ŷ").rstrip("+") + feature
    return f"{letter} after the step" if name.endswith("+") else letter


def split(key: str) -> tuple[str, int | None]:
    """The link or node, and its feature counted from 0: `dL/dw/0` is of feature 0, `dL/db` of none."""
    name, _, last = key.rpartition("/")
    return (name, int(last)) if last.isdigit() else (key, None)


def _italic(name: str, j: int | None) -> str:
    letter = name[0]
    first = "A" if letter.isupper() else "a"
    drawn = chr(ITALIC_A[first] + ord(letter) - ord(first)) + ("\u0302" if name.endswith("_hat") else "")
    return drawn + ("" if j is None else str(j + 1).translate(SUBSCRIPTS))
