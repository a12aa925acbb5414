"""How links and nodes are written: in mathematical italics for pictures, in words for screen readers."""

from __future__ import annotations

from compare.chains.chain import fed_by, partial_of

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
ITALIC_A = {"A": 0x1D434, "a": 0x1D44E}


def italic(key: str) -> str:
    """The symbol of a key, `dL/dw/0` or `y_hat`, on one line: ∂𝐿/∂𝑤₁, 𝑦̂."""
    name, j = split(key)
    if halves := partial_of(name):
        return f"∂{_italic(halves[0], None)}/∂{_italic(halves[1], j)}"
    fed = fed_by(name)
    return _italic(fed or name, j) + ("⁺" if fed else "")


def spoken(key: str) -> str:
    """The same in plain letters, for screen readers: the derivative of L by w1, ŷ."""
    name, j = split(key)
    feature = "" if j is None else str(j + 1)
    if halves := partial_of(name):
        over, under = (half.replace("y_hat", "ŷ") for half in halves)
        return f"the derivative of {over} by {under}{feature}"
    fed = fed_by(name)
    return (fed or name).replace("y_hat", "ŷ") + feature + (" after the step" if fed else "")


def split(key: str) -> tuple[str, int | None]:
    """The link or node, and its feature counted from 0: `dL/dw/0` is of feature 0, `dL/db` of none."""
    name, _, last = key.rpartition("/")
    return (name, int(last)) if last.isdigit() else (key, None)


def _italic(name: str, j: int | None) -> str:
    letter = name[0]
    first = "A" if letter.isupper() else "a"
    drawn = chr(ITALIC_A[first] + ord(letter) - ord(first)) + ("\u0302" if name.endswith("_hat") else "")
    return drawn + ("" if j is None else str(j + 1).translate(SUBSCRIPTS))
