"""Every formula that a page can show is well-formed MathML, and shows what the formula says."""

from xml.etree import ElementTree

import pytest
from flint import ctx

from compare import CLASSIFICATION
from compare.formulas.reader import read
from compare.formulas.tree import Name, NotAFormula
from compare.output.formulas.cancellation import SLOPE, cancellation
from compare.output.formulas.mathml import typeset
from compare.output.page.cancel import struck
from tests.helpers.exact_formulas import assert_same, numbers, said
from tests.helpers.mathml_as_text import as_text
from tests.helpers.stated import FORMS, TEXTS
from tests.helpers.two_layers import CHAIN

CORE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msub", "msup", "mover"}
PLAIN = set("\\{}_^²⁺⁻ᶻʸ₀₁₂₃ᵢⱼ½ŷΣ&") - {"^"}
"""Signs that only the plain text has."""


@pytest.mark.parametrize("text", [*TEXTS, *(form.formula for link in CHAIN.links for form in link.forms)])
def test_a_formula_is_mathml_core_with_nothing_left_of_the_plain_text(text):
    root = ElementTree.fromstring(str(typeset(read(text))))
    assert {element.tag for element in root.iter()} <= CORE and root.tag == "math"
    shown = "".join(root.itertext())
    assert not set(shown) & PLAIN and shown.count("^") == text.count("ŷ")
    for element in root.iter():
        assert (element.tag in ("mfrac", "msub", "msup", "mover")) == (len(element) == 2) or element.tag in (
            "mrow",
            "math",
        )


@pytest.mark.parametrize(
    ("chain", "link", "form"), FORMS, ids=lambda part: getattr(part, "formula", None) or getattr(part, "name", part)
)
def test_what_is_set_says_what_was_read(chain, link, form):
    tree, again = read(form.formula), read(as_text(typeset(read(form.formula))))
    with ctx.workprec(256):
        try:
            value = said(tree, chain, link)
        except NotAFormula:
            with pytest.raises(NotAFormula):
                said(again, chain, link)
        else:
            assert_same(said(again, chain, link), value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("½(1,250 − 0.5)²", "((1)/(2)) · ( 1,250 − 0.5 )^(2)"),
        ("1/(1 + e^−0)", "((1)/(1 + e^(− 0)))"),
        ("(1 + (−2) + 4)/4", "((1 + ( − 2 ) + 4)/(4))"),
        ("−1·ln 0 − 0·ln 0.25", "− 1 · ln   0 − 0 · ln   0.25"),
        ("2·1.5e+03", "2 · 1.5 · 10^( 3)"),
        ("w₁⁺ − (∂L/∂w₁)", "w₁⁺ − ∂L/∂w₁"),
        ("0.4·2 + … + 0.1", "0.4 · 2 + … + 0.1"),
    ],
)
def test_what_mathml_shows(text, shown):
    assert as_text(typeset(read(text))) == shown


def test_a_part_may_be_drawn_in_another_way():
    drawn = typeset(read("α ∂J/∂w"), lambda node: typeset(Name("x")) if node == Name("α") else None)
    assert str(drawn).startswith("<math><mrow><math><mrow><mi>x</mi></mrow></math><mo>")


def test_what_cancels_is_the_slope_of_the_sigmoid_above_and_below():
    root = ElementTree.fromstring(str(typeset(cancellation(), struck)))
    marked = [element for element in root.iter() if element.get("class") == "struck"]
    assert ["".join(element.itertext()).replace("\N{INVISIBLE TIMES}", "") for element in marked] == ["y^(1−y^)"] * 2
    with ctx.workprec(256):
        assert_same(said(SLOPE, CLASSIFICATION, "dy_hat/dz"), numbers(CLASSIFICATION)["dy_hat/dz"].value)
        for side in cancellation().sides:
            assert_same(said(side, CLASSIFICATION, "dL/dz"), numbers(CLASSIFICATION)["dL/dz"].value)
