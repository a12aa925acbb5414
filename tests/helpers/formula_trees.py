"""Trees of formulas as a reader can make them, at random."""

from hypothesis import strategies as st

from compare.formulas.tree import Call, Group, Name, Number, Power, Product, Quotient, Sum, Total, Words

NUMBERS = st.sampled_from(["0", "2", "0.05", "1e-7", "1,250", "½"]).map(Number)
NAMES = st.builds(
    Name, st.sampled_from(["x", "ŷ", "w⁺", "∂L/∂ŷ", "∂L/∂w", "α", "n"]), st.sampled_from(["", "₁", "₁₂", "ⱼ"])
)
WORDS = st.sampled_from(["the last step", "of", "in float32"]).map(Words)
RAISED = st.one_of(st.just(Number("2")), st.just(Sum((Number("1"),), ("−",))), st.just(Name("z")))


def brackets(inside):
    return st.builds(Group, inside)


def calls(inside):
    functions = st.sampled_from(["σ", "σ′", "ln", "log₁₀", "tanh", "exp"])
    return st.builds(lambda name, of: Call(name, (of,)), functions, inside)


def operands(inside):
    """What may stand beside a stroke or below an exponent."""
    return st.one_of(
        NUMBERS,
        NAMES,
        brackets(inside),
        calls(inside),
        st.builds(lambda a, b: Call("max", (a, b)), inside, inside),
    )


def factors(inside):
    simple = operands(inside)
    power = st.builds(
        lambda base, up: Power(base, up, raised=True), st.one_of(NAMES, brackets(inside), calls(inside)), RAISED
    )
    e = st.builds(lambda up: Power(Number("e"), up), st.one_of(NAMES, inside))
    return st.one_of(simple, power, e, st.builds(lambda a, b: Quotient(a, b), simple, simple))


def products(inside):
    joined = st.lists(factors(inside), min_size=2, max_size=3).flatmap(
        lambda parts: st.builds(
            Product, st.just(tuple(parts)), st.tuples(*[st.sampled_from(["·", " · "])] * (len(parts) - 1))
        )
    )
    beside = st.builds(lambda a, b: Product((a, b), (" ",)), NAMES, st.one_of(NAMES, brackets(inside)))
    over = st.builds(lambda a, b: Quotient(a, b, " / "), st.one_of(joined, factors(inside)), factors(inside))
    sign = st.sampled_from(["Σ", "Σ_{i<n}", "Σⱼ"])
    return st.one_of(factors(inside), joined, beside, over, st.builds(Total, sign, st.one_of(factors(inside), joined)))


def sums(inside):
    return st.one_of(
        products(inside),
        WORDS,
        st.lists(products(inside), min_size=1, max_size=3).flatmap(
            lambda parts: st.builds(
                Sum,
                st.just(tuple(parts)),
                st.tuples(
                    st.sampled_from(["", "−"] if len(parts) > 1 else ["−"]), *[st.sampled_from("+−")] * (len(parts) - 1)
                ),
            )
        ),
    )


TREES = st.recursive(st.one_of(NUMBERS, NAMES), sums, max_leaves=8)
