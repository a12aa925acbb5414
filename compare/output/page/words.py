"""The four words of the page that a reader may not know."""

from __future__ import annotations

WORDS = (
    (
        "allowance",
        "How far a right value may be off through rounding alone. It is derived for each value from the arithmetic "
        "behind it; only what is further off is called wrong.",
    ),
    (
        "ulp",
        "Unit in the last place: the distance from a number to the next one that the computer can hold. "
        "One or two ulps are ordinary rounding.",
    ),
    (
        "clamped",
        "PyTorch's log loss keeps its logarithms at −100 or above, and what its derivative divides by at 10⁻¹² or "
        "above. A value at such a limit follows PyTorch's documentation, not the mathematics.",
    ),
    (
        "blind",
        "A value smaller than its own allowance: 0 would pass as well, so that its agreement shows nothing.",
    ),
)
