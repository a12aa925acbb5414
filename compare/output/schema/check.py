"""The document of `backproof check`: a user's trace against the reference."""

from typing import Annotated, Literal, TypedDict

from compare.output.schema.judged import FileVerdict, JudgedSide, Tally, Versions, WrongValue
from compare.output.schema.mistakes import Hints
from compare.output.schema.values import Constraint, Count, Dtype, Number, Positive, Problem, Strings

KINDS = [
    *("raised", "memory", "hang", "death", "garbage", "in place", "no dict", "names", "array", "dtype", "shape"),
    *("unsteady", "overflow", "not finite"),
]


CheckedTask = Annotated[str, Constraint(enum=["regression", "classification", "classification-logits"])]


class Asked(TypedDict):
    """What was checked, and how."""

    file: str
    name: Annotated[str, "The function in the file."]
    task: Annotated[CheckedTask | None, "null where the file defines its own chain."]
    dtype: Dtype
    seed: Count


class LostSharpness(TypedDict):
    """How many times wider the allowance of a link is than a complete trace's: the median over its values."""

    link: str
    times: Number
    since: Annotated[Strings, "The links not given that it was judged from."]


class HeldForms(TypedDict):
    """The labels of the forms that held the values of each side."""

    candidate: Strings
    reference: Strings


class Link(Tally):
    """One link over every problem."""

    name: str
    symbol: str
    given: bool
    forms: HeldForms


class Place(TypedDict):
    """The problem that a slip was found on."""

    number: Annotated[Positive, "Counted from 1."]
    origin: str
    problem: Problem


class Slip(WrongValue):
    """One wrong value, with its problem."""

    link: str
    symbol: str
    side: JudgedSide
    place: Place


class Smallest(TypedDict):
    """The smallest problem found that shows the first wrong link, and what is held there."""

    link: str
    index: Annotated[list[Positive], "Counted from 1."]
    value: Number
    expected: Number
    other: Number
    problem: Problem


class NamedMistake(TypedDict):
    """A mistake that a wrong link looks like."""

    id: str
    name: str
    right: str
    wrong: str
    hints: Hints


class Diagnosis(TypedDict):
    """What a wrong link looks like."""

    link: str
    said: str
    named: list[NamedMistake]
    ratios: Annotated[
        list[Number],
        Constraint(minItems=2, maxItems=2),
        "Smallest and largest of wrong over right; Infinity, -Infinity where there is none.",
    ]
    further: Annotated[Count, "Problems added to tell mistakes apart."]


class Misbehaviour(TypedDict):
    """One way of giving no trace, on so many problems."""

    kind: Annotated[str, Constraint(enum=KINDS)]
    message: str
    problems: Positive
    number: Annotated[Count, "The smallest of the problems, counted from 1; 0 is a further problem."]
    problem: Problem
    harmless: Annotated[bool, "Told, but no failure in itself."]


class Hidden(TypedDict):
    """A mistake that would not show on these problems."""

    id: str
    link: str


class Power(TypedDict):
    """Known mistakes: how many show at the links given on these problems, and which do not."""

    exposed: Count
    beyond: Annotated[Count, "Known mistakes that would change nothing that is given."]
    hidden: list[Hidden]


class Printed(TypedDict):
    """How many lines were printed, and the first."""

    lines: Count
    first: str


class AllPrinted(TypedDict):
    """What the user's code printed."""

    importing: Printed
    calling: Printed


class Examined(Asked):
    """What the process that runs the user's code finds."""

    schema_version: Literal[2]
    chain: str
    verdict: Annotated[FileVerdict, "The gravest: of the links, and wrong for a call that gives no trace."]
    first_wrong: Annotated[str | None, "The first link that is wrong."]
    told: Annotated[Strings, "The reference, the loss and its conventions, in words."]
    agrees: Annotated[bool, "Whether the exit status is 0 without --strict."]
    wanted: Annotated[Count, "Problems asked for."]
    called: Annotated[Count, "Problems that the function was called on."]
    cut: Annotated[str, "Why fewer were called than wanted; empty otherwise."]
    origins: Annotated[dict[str, Count], "How many problems come from where."]
    judged: Annotated[Count, "Problems that gave a trace."]
    given: Strings
    not_given: Strings
    sharpness: list[LostSharpness]
    links: Annotated[list[Link], "Empty where nothing was judged."]
    slips: Annotated[list[Slip], "The links wrong in themselves or not decided, first to last."]
    losses: Annotated[list[Slip], "The worst value of each link whose formula is right and that loses digits."]
    diagnoses: list[Diagnosis]
    smallest: Smallest | None
    misbehaviour: list[Misbehaviour]
    power: Power
    versions: Versions


class CheckDocument(Examined):
    """What backproof check --json writes: a user's trace against the reference, on all problems."""

    printed: AllPrinted
