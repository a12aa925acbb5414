"""Every formula that a page can show is well-formed, and says what the rule computes that it stands for."""

import re
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest
from flint import arb, ctx

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.arithmetic.exact import Exact, exact
from compare.experiment.routes import routes
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import NAMES, load
from compare.judging.arbiter import truth
from compare.mistakes import known_mistakes
from compare.mistakes.mistake import SQUARE, STEPS
from compare.output.formulas.formulas import cancellation, formula
from compare.output.formulas.mathml import typeset
from compare.output.report.worked import lines
from tests.helpers.allowed import RIGHT_IN_ANOTHER_FORM
from tests.helpers.reading import constant, read

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)
N, D = 3, 2
CORE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msub", "msup", "mover"}
LOOSE = {"ŷ(1 − ŷ) ≥ 1e-12", "(1/n) Σⱼ (ŷᵢ − yⱼ)", "(1/n) X · ∂L/∂z", "(1/d) Σⱼ ∂L/∂wⱼ"}
"""Formulas that say as a limit, with an index or of a matrix what no other says, and are not computed."""


def forms():
    """Each form with its chain and its link: the chains' own, the mistakes, and what is right in another form."""
    for chain in CHAINS:
        for link in chain.links:
            yield from ((chain, link.name, form) for form in link.forms)
        for needs in ("", STEPS, SQUARE):
            yield from ((chain, known.slip.link, known.slip.form) for known in known_mistakes(chain, needs))
        yield from ((chain, slip.link, slip.form) for slip in RIGHT_IN_ANOTHER_FORM if chain.name in slip.chains)


FORMS = list(forms())
RIGHT_LINES = sorted({known.slip.right for chain in CHAINS for known in known_mistakes(chain)})
TEXTS = sorted({form.formula for _, _, form in FORMS}.union(RIGHT_LINES))


@cache
def numbers(chain):
    """Every input and link of a chain as exact numbers; of the fused chain those that it passes over, too."""
    rng = np.random.default_rng(3)
    y = np.array([0.25, 1, 0]) if chain.labels else rng.normal(size=N)
    problem = {"x": rng.normal(size=(N, D)), "y": y, "w": np.array([0.75, -0.5]), "b": np.array(0.375)}
    problem["lr"] = np.array(0.125)
    whole = CLASSIFICATION if chain is FUSED else chain
    return {name: exact(array) for name, array in problem.items()} | truth(whole, problem)


def spread(name, array):
    """A link's array with both axes, example and feature."""
    per_example = not (name.startswith(("J", "dJ/")) or name.endswith("+") or name in ("w", "b", "lr"))
    if name == "x" or (name.endswith("/dw") and per_example):
        return array
    if per_example:
        return array.reshape(N, 1)
    return array.reshape(1, -1)


def symbols(chain):
    at = {written(name): spread(name, found.value) for name, found in numbers(chain).items()}
    return at | {"n": constant(N), "d": constant(D)}


def written(name):
    """The key of a trace as the formulas have it: ∂L/∂ŷ."""
    return re.sub(r"\bd(?=[LJyzw b])", "∂", name).replace("y_hat", "ŷ").replace("lr", "α")


@pytest.mark.parametrize("text", TEXTS)
def test_a_formula_is_mathml_core_with_nothing_left_of_the_plain_text(text):
    root = ElementTree.fromstring(str(typeset(text)))
    assert {element.tag for element in root.iter()} <= CORE and root.tag == "math"
    shown = "".join(root.itertext())
    assert not set(shown) & set("\\{}_^²⁺⁻ᶻʸ₀₁₂₃ᵢⱼ½ŷΣ&") - {"^"}
    assert shown.count("^") == text.count("ŷ")
    for element in root.iter():
        assert (element.tag in ("mfrac", "msub", "msup", "mover")) == (len(element) == 2) or element.tag in (
            "mrow",
            "math",
        )


@pytest.mark.parametrize(
    ("chain", "link", "form"), FORMS, ids=lambda part: getattr(part, "formula", None) or getattr(part, "name", part)
)
def test_a_formula_says_what_its_rule_computes(chain, link, form):
    if form.formula in LOOSE or in_words(form.formula):
        return
    with ctx.workprec(256):
        said = read(typeset(form.formula), symbols(chain))
        computed: Exact = form.rule(*(numbers(chain)[name] for name in form.of))
        same(said, spread(link, np.asarray(computed.value)))


def same(said, computed):
    """Both enclosures hold one number, and little else; but 1e-8 is in the rule the float64 nearest to it."""
    for one, other in np.broadcast(said, computed):
        difference = arb(one) - arb(other)
        assert abs(difference) < 2.0**-60


def in_words(text):
    return "<mtext>" in typeset(text)


def test_only_formulas_in_words_are_not_computed():
    assert set(TEXTS) > LOOSE
    assert all(re.search("[a-z]{4}|the|for", text) for text in TEXTS if in_words(text))


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_the_line_beside_a_mistake_is_right(chain):
    with ctx.workprec(256):
        for known in known_mistakes(chain):
            link = known.slip.link
            same(read(typeset(known.slip.right), symbols(chain)), spread(link, numbers(chain)[link].value))


@pytest.mark.parametrize("chain", CHAINS[:2], ids=lambda chain: chain.name)
def test_the_formula_of_a_link_is_an_equation_whose_sides_are_the_link(chain):
    with ctx.workprec(256):
        for link in chain.links:
            sides = str(formula(chain.name, link.name)).removeprefix("<math><mrow>").removesuffix("</mrow></math>")
            left, *others = sides.split("<mo>=</mo>")
            values = symbols(chain) | {"e": None}
            assert others
            for side in (left, *others):
                same(read(f"<math>{side}</math>", values), spread(link.name, numbers(chain)[link.name].value))


def test_what_cancels_is_the_slope_of_the_sigmoid_above_and_below():
    root = ElementTree.fromstring(str(cancellation()))
    struck = [element for element in root.iter() if element.get("class") == "struck"]
    assert ["".join(element.itertext()).replace("\N{INVISIBLE TIMES}", "") for element in struck] == ["y^(1−y^)"] * 2
    with ctx.workprec(256):
        left, middle, right = str(cancellation()).removeprefix("<math>").removesuffix("</math>").split("<mo>=</mo>")
        assert "<mover" not in left
        for side in (f"<mrow>{middle}", right):
            same(
                read(f"<math>{side}</math>", symbols(CLASSIFICATION)),
                numbers(CLASSIFICATION)["dL/dz"].value.reshape(N, 1),
            )


PLUGGED = {
    "½(1,250 − 0.5)²": 0.5 * 1249.5**2,
    "0.5·2 + (−0.25)·1 + 0.5": 1.25,
    "1/(1 + e^−0)": 0.5,
    "−(1 − 0.75)/(0.5·0.25)": -2.0,
    "(1 + (−2) + 4)/4": 0.75,
    "0.5 − 0.25·(−2)": 1.0,
    "−1·ln 1 − 0·ln 0.25": 0.0,
    "2·1.5e+03": 3000.0,
}


@pytest.mark.parametrize("text", PLUGGED)
def test_plugged_numbers_are_set_and_read_alike(text):
    with ctx.workprec(256):
        same(read(typeset(text), {}), constant(PLUGGED[text]))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_worked_example_can_be_set(name):
    setup = prepare(load(name), Settings(steps=1))
    route = routes(setup.data.task)[0]
    for line in lines(setup.data.task, setup.problem, route.candidate(setup.problem), 0):
        for text in (line.symbol, line.formula, line.plugged):
            ElementTree.fromstring(str(typeset(text)))


@pytest.mark.parametrize("text", ["(y", "y)", "y &", "a/", "/b", "<script>", "\\frac"])
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(ValueError, match=r"\S"):
        typeset(text)
