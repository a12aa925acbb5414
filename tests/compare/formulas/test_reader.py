"""One grammar: what is set is read as it was, every formula that is stated is read, and odd input is pointed at."""

import pytest
from hypothesis import given

from compare.formulas.reader import read
from compare.formulas.tree import Call, Name, NotAFormula, Number, Power, Product, Quotient, Sum, Total, Words, walk
from compare.output.formulas.text import text
from tests.helpers.formula_trees import TREES
from tests.helpers.stated import TEXTS
from tests.helpers.two_layers import CHAIN

OWN = [(form.formula, {CHAIN.symbol(name) for name in form.of}) for link in CHAIN.links for form in link.forms]


@given(TREES)
def test_what_is_set_is_read_as_the_tree_that_it_was(tree):
    assert read(text(tree)) == tree


@pytest.mark.parametrize("formula", TEXTS)
def test_every_formula_of_chains_and_catalogue_is_read_and_set_as_it_is_stated(formula):
    tree = read(formula)
    assert text(tree).replace(" ", "") == formula.replace(" ", "")
    assert read(text(tree)) == tree


@pytest.mark.parametrize(("formula", "names"), OWN)
def test_a_user_s_formula_is_read_with_the_names_of_the_user_s_chain(formula, names):
    tree = read(formula, names)
    found = {node.symbol for node in walk(tree) if isinstance(node, Name)}
    assert found <= names | {"n"} and not any(isinstance(node, Words) for node in walk(tree))
    assert text(tree) == formula


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("−y/ŷ", Sum((Quotient(Name("y"), Name("ŷ")),), ("−",))),
        ("a·b / n", Quotient(Product((Name("a"), Name("b")), ("·",)), Name("n"), " / ")),
        ("2n", Product((Number("2"), Name("n")), ("",))),
        ("Σ L/n", Total("Σ", Quotient(Name("L"), Name("n")))),
        ("w₁⁺", Name("w⁺", "₁")),
        ("e^−z", Power(Number("e"), Sum((Name("z"),), ("−",)))),
        ("e⁻ʸᶻ", Power(Number("e"), Sum((Product((Name("y"), Name("z")), ("",)),), ("−",)), raised=True)),
        ("ln ŷ²", Call("ln", (Power(Name("ŷ"), Number("2"), raised=True),))),
        ("ln(ŷ)²", Power(Call("ln", (Name("ŷ"),)), Number("2"), raised=True)),
        ("x of the next feature", Product((Name("x"), Words("of the next feature")), (" ",))),
    ],
)
def test_how_signs_bind(formula, tree):
    assert read(formula) == tree


@pytest.mark.parametrize(
    ("names", "symbol"),
    [(("Jx",), "Jx"), (("hidden",), "hidden"), (("W1", "x"), "W1"), (("dL/dz",), "dL/dz"), (("e",), "e")],
)
def test_a_name_is_what_the_chain_calls_it(names, symbol):
    assert read(f"2·{symbol} + 1", names) == Sum((Product((Number("2"), Name(symbol)), ("·",)), Number("1")), ("", "+"))


@pytest.mark.parametrize(
    ("formula", "at", "said"),
    [
        ("", 0, "a number, a name or a bracket is missing at the end"),
        ("y −", 3, "a number, a name or a bracket is missing at the end"),
        ("(y − ŷ", 0, "the bracket is not closed"),
        ("y ŷ)", 3, "the bracket was not opened"),
        ("y & z", 2, "'&' is part of no formula"),
        ("a/", 2, "a number, a name or a bracket is missing at the end"),
        ("/b", 0, "a number, a name or a bracket is missing before '/'"),
        ("<script>", 0, "'<' is part of no formula"),
        ("\\frac", 0, "'\\\\' is part of no formula"),
        ("σ", 1, "σ needs a bracket"),
        ("max(1, )", 7, "a number, a name or a bracket is missing before ')'"),
        ("2 + · 3", 4, "a number, a name or a bracket is missing before '·'"),
        ("− − −y", 4, "a number, a name or a bracket is missing before '−'"),
        ("x⁻", 1, "'⁻' is part of no formula"),
        ("₁", 0, "'₁' belongs to no name"),
        ("(y, ŷ)", 0, "the bracket is not closed"),
        ("(" * 499, 40, "more than 40 parts"),
        ("ln " * 160, 120, "more than 40 parts"),
        ("y + " * 800, 0, "the formula is longer"),
    ],
)
def test_odd_input_is_pointed_at(formula, at, said):
    with pytest.raises(NotAFormula) as refused:
        read(formula)
    assert (refused.value.at, said in str(refused.value)) == (at, True), str(refused.value)
