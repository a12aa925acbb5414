"""The formulas of the page: each link as the notes derive it, and how ŷ(1 − ŷ) cancels."""

from __future__ import annotations

from markupsafe import Markup

from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.output.formulas.atoms import tag
from compare.output.formulas.mathml import math, row, typeset

CHAINS = {"regression": REGRESSION, "classification": CLASSIFICATION}
SIGMOID = "σ(z) = 1/(1 + e⁻ᶻ)"


def formula(task: str, link: str) -> Markup:
    """A link and the first of its forms, which is the notes' own, as one equation: ∂L/∂z = ∂L/∂ŷ · ∂ŷ/∂z.

    Any other formula of the document, such as links[].forms or a mistake's wrong line, is set by `typeset`.
    """
    found = next(entry for entry in CHAINS[task].links if entry.name == link)
    text = found.forms[0].formula
    return typeset(f"{found.symbol} = {SIGMOID if text == 'σ(z)' else text}")


def cancellation() -> Markup:
    """∂L/∂z = −(y − ŷ)/(ŷ(1 − ŷ)) · ŷ(1 − ŷ) = −(y − ŷ), what cancels in elements of class "struck"."""
    slope = tag("mrow", row("ŷ(1 − ŷ)"), class_="struck")
    fraction = tag("mfrac", row("y − ŷ"), slope)
    return math(row("∂L/∂z = −"), fraction, tag("mo", "·"), slope, tag("mo", "="), row("−(y − ŷ)"))
