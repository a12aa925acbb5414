"""What several documents say alike: of a link, of a wrong value, and of what the numbers depend on."""

from typing import Annotated, TypedDict

from compare.output.schema.values import Constraint, Count, Counts, Number, Positive

VERDICTS = ["agrees", "DISAGREES", "REFERENCE WRONG", "no claim", "inherited", "clamped", "not given"]
Verdict = Annotated[str, Constraint(enum=VERDICTS)]
JudgedSide = Annotated[str, Constraint(enum=["candidate", "reference"])]


class Tally(TypedDict):
    """How many values of a link were not claimed, wrong, clamped, blind or inherited, and two extremes."""

    no_claim: Annotated[Counts, "How many values no claim was made about, by reason."]
    disagreements: Count
    reference_wrong: Count
    clamped: Count
    blind: Count
    inherited: Count
    max_difference: Number
    max_error_over_allowance: Number


class WrongValue(TypedDict):
    """A wrong value, the other side's, what its own operands give, and how far rounding may go."""

    index: Annotated[list[Positive], "Counted from 1."]
    value: Number
    other: Number
    expected: Number
    allowance: Number
    formula: str
    ulps: Number
    other_ulps: Number
    hint: str
    ratio: Number


class Versions(TypedDict):
    """What the numbers depend on."""

    backproof: str
    python: str
    numpy: str
    torch: str
    cpu: str
    threads: str
