"""The known mistakes in the documents: what wrong links look like, and what mistakes would do."""

from typing import Annotated, TypedDict

from compare.output.schema.history import LinkName, Weights
from compare.output.schema.values import Constraint, Count, Number, Positive

MistakeId = Annotated[str, Constraint(pattern="^E[0-9]{2}$")]
Hints = Annotated[list[str], Constraint(minItems=3, maxItems=3), "Each says more than the one before."]
Outcome = Annotated[
    str,
    Constraint(pattern="^(named|one of [0-9]+|seen|elsewhere|hidden)$"),
    "What becomes of a planted mistake: named at its link and told from all others, one of several that fit, seen and "
    "not named, wrong elsewhere, or hidden.",
]


class Mistake(TypedDict):
    """A known mistake at one of its links; key is unique in a chain."""

    key: str
    id: MistakeId
    name: str
    link: LinkName
    symbol: str
    right: str
    wrong: str


class NamedMistake(Mistake):
    """A mistake that a wrong link looks like."""

    hints: Hints


class Extremes(TypedDict):
    """The smallest and the largest of some numbers."""

    smallest: Number
    largest: Number


class Diagnosis(TypedDict):
    """What a wrong link looks like."""

    link: LinkName
    symbol: str
    named: Annotated[
        list[NamedMistake], "The known mistakes whose formula holds all its values; none where telling is 1."
    ]
    telling: Annotated[Count, "How many different values were seen."]
    ratios: Annotated[Extremes, "Of wrong to right."]
    said: Annotated[str, "The same in words."]


class Power(TypedDict):
    """How many of the known mistakes the data would expose at the first or the last step."""

    exposed: Count
    total: Positive
    hidden: list[Mistake]
    counted_on: Annotated[Positive, "On so many of the first examples."]


class Astray(TypedDict):
    """The true J along the descent that a mistake leads to, up to where it is no longer finite."""

    step: Annotated[list[Count], Constraint(maxItems=60)]
    J: Annotated[list[float], Constraint(maxItems=60)]


class Break(Mistake):
    """A known mistake planted at one of its links, and what the comparison says of the first step."""

    gradient: Annotated[Weights, "dJ/dw and dJ/db at the start, over all examples."]
    right_gradient: Weights
    losses: Astray
    diverged: bool
    said: str
    outcome: Outcome


class Exposed(Mistake):
    """What becomes of one mistake on each of the inputs."""

    cells: Annotated[list[Outcome], Constraint(minItems=1)]


class Exposure(TypedDict):
    """For each known mistake (rows) what becomes of it on several inputs (columns)."""

    columns: Annotated[list[str], Constraint(minItems=1)]
    rows: list[Exposed]
