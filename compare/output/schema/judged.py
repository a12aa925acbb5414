"""What several documents say alike: of a link, of a wrong value, and of what the numbers depend on."""

from typing import Annotated, Literal, TypedDict

from compare.output.schema.values import Constraint, Count, Counts, Number, Positive, Strings

VERDICTS = ["right", "digits lost", "clamped", "wrong", "inherited", "no claim", "not decided", "not given"]
Verdict = Annotated[str, Constraint(enum=VERDICTS)]
FileVerdict = Annotated[
    str, Constraint(enum=["wrong", "not decided", "digits lost", "clamped", "right", "nothing judged"])
]
ReferenceVerdict = Annotated[str, Constraint(enum=["right", "digits lost", "clamped", "wrong", "no claim"])]
DecidedBy = Annotated[Literal["exact", "precision"] | None, "What told whether the formula is right, if it was asked."]
JudgedSide = Annotated[str, Constraint(enum=["candidate", "reference"])]


class Tally(TypedDict):
    """The verdict on a link, how many of its values are what, and two extremes."""

    verdict: Annotated[Verdict, "On the candidate."]
    reference: ReferenceVerdict
    decided_by: DecidedBy
    decision: Annotated[str, "What was decided about the formula, in a sentence; empty where nothing was asked."]
    ulps: Annotated[Number | None, "The candidate's worst value outside its allowance, from the exact value."]
    mistakes: Annotated[Strings, "The ids of the mistakes that the candidate's values look like."]
    relation: Annotated[str | None, "What is true of every wrong value, beside the right one."]
    compared: Count
    claimed: Count
    no_claim: Annotated[Counts, "How many values no claim was made about, by reason."]
    outside: Annotated[Count, "Values of the candidate outside their allowance."]
    reference_outside: Count
    clamped: Annotated[Count, "Values of the candidate that follow PyTorch's documented clamp."]
    reference_clamped: Count
    overflowed: Annotated[Count, "Values of the candidate that are nan or infinity, with reason, for a number."]
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
