"""How the page writes numbers: to five significant digits, powers of ten as such."""

from __future__ import annotations

import numpy as np

from compare.wording import significant

DIGITS = 5
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: float | str, digits: int = DIGITS) -> str:
    """The number as people read it: 0.64566, −3.6380×10⁻¹²; nan and ∞ as such, also where they come as words."""
    return typeset(plain(value, digits))


def plain(value: float | str, digits: int = DIGITS) -> str:
    """The same digits in ASCII but for ∞, as the page's record holds them: -3.6380e-12.

    What is short of 1 is never written as 1: 0.99999935, since what is missing is what a saturated row is about.
    """
    exact = float(value)
    text = significant(exact, digits)
    if text == "1" and exact < 1:
        text = significant(exact, int(np.ceil(-np.log10(1 - exact))) + 1)
    return text.replace("−", "-")


def typeset(text: str) -> str:
    """A number in digits with a true minus sign, and ×10⁻¹² for e-12 or e−12; page.js has the same rule."""
    mantissa, _, power = text.partition("e")
    shown = mantissa.replace("-", "−")
    return f"{shown}×10{str(int(power.replace('−', '-'))).translate(RAISED)}" if power else shown


def apart(hand: np.ndarray, autograd: np.ndarray, dtype: str) -> np.ndarray:
    """How many ulps of the larger of the two lie between them; 0 where both are the same, nan included."""
    ours, theirs = hand.astype(dtype), autograd.astype(dtype)
    with np.errstate(all="ignore"):
        gap = np.abs(hand - autograd) / np.spacing(np.maximum(np.abs(ours), np.abs(theirs))).astype(np.float64)
    same = (hand == autograd) | (np.isnan(hand) & np.isnan(autograd))
    return np.where(same, 0.0, gap)
