"""How the maths font of the page was made: `python -m tests.docs.maths_font FULL.woff2` writes it anew.

FULL.woff2 is STIX Two Math 2.12, files/stix-two-math-latin-400-normal.woff2 of the npm package
@fontsource/stix-two-math 5.3.0, under the SIL Open Font Licence
(compare/output/page/fonts/OFL.txt). Needs fonttools and brotli.
"""

import sys
from pathlib import Path

from fontTools import subset

FONT = Path(__file__).parents[2] / "compare" / "output" / "page" / "fonts" / "stix-two-math.woff2"
ASCII = "".join(map(chr, range(0x20, 0x7F)))
ITALIC = "".join(chr(point) for point in (*range(0x1D434, 0x1D468), *range(0x1D6FC, 0x1D71C)) if point != 0x1D455)
LETTERS = "ℎαβγδεζηθκλμνξπρσςτφχψωΓΔΘΛΞΠΣΦΨΩŷ∂∇ℓ"
SIGNS = "·×÷−±=≠≈≤≥∞∑∏√½→←⇒↦∈′″…‖|ˆ\u0302\u0304\u2061\u2062\u2064⋅⊤∗"
SCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉ⱼᵢ"


def main(full: str) -> None:
    """Keep the characters that formulas and labels use, with the parts that grow: brackets, roots, bars."""
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True, hinting=False)
    font = subset.load_font(full, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=ASCII + ITALIC + LETTERS + SIGNS + SCRIPTS)
    cutter.subset(font)
    subset.save_font(font, str(FONT), options)


if __name__ == "__main__":
    main(sys.argv[1])
