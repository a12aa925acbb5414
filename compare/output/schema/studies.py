"""The documents of `backproof truth`, `backproof power` and `backproof selftest`."""

from typing import Annotated, Literal, TypedDict

from compare.output.schema.judged import Versions
from compare.output.schema.mistakes import Hints, MistakeId
from compare.output.schema.values import Constraint, Count, Dtype, Number, Positive, Strings

LogLossLink = Annotated[str, Constraint(enum=["dL/dz", "L"])]
Part = Annotated[float, Constraint(minimum=0, maximum=1)]

Column = TypedDict("Column", {"name": str, "dL/dz": str, "L": str})
Column.__doc__ = 'One way to L and to ∂L/∂z, as users write it; "" where it has none.'


class Cell(TypedDict):
    """The value of one column at one point."""

    value: Number
    ulps: Annotated[Number, "From the exact value."]
    wrong: Annotated[bool, "In its leading digits."]


class Row(TypedDict):
    """One link at one y and z."""

    dtype: Dtype
    link: LogLossLink
    y: Number
    z: Number
    exact: Annotated[str, "Text, since it may lie below the smallest float."]
    values: Annotated[dict[str, Cell], "By the column's name."]


class Finding(TypedDict):
    """Something that the run found, or found no longer."""

    name: str
    dtype: Dtype
    holds: bool
    sentence: str
    numbers: Annotated[dict[str, Number], "What the sentence is filled with."]


class TruthDocument(TypedDict):
    """What backproof truth --json writes: each formula of the log loss beside the exact values."""

    schema_version: Literal[1]
    versions: Versions
    columns: list[Column]
    rows: list[Row]
    findings: list[Finding]


class Figure(TypedDict):
    """The smallest errors of a link that a rule sees; Infinity where none is, NaN where it rejects what is right."""

    link: str
    rule: str
    nearly_all: Number
    half: Number
    rejects_right: Annotated[Part, "In this part of the problems."]


class Table(TypedDict):
    """Every figure of one region in one dtype."""

    dtype: Dtype
    region: str
    z: Annotated[list[float] | None, "Between which sizes z lies; null where it lies anywhere."]
    route: str
    form: str
    problems: Positive
    figures: list[Figure]


class PowerDocument(TypedDict):
    """What backproof power --json writes: the smallest relative errors that are seen."""

    schema_version: Literal[1]
    versions: Versions
    examples: Positive
    features: Positive
    seed: Count
    parts: Annotated[list[Part], "The parts of the problems in which an error is seen: nearly_all, then half."]
    tables: list[Table]


class Planted(TypedDict):
    """What became of a mistake in one regime; others are the keys of those that fit as well."""

    outcome: Annotated[str, Constraint(enum=["named", "seen", "elsewhere", "hidden"])]
    others: Strings


class PlantedMistake(TypedDict):
    """One known mistake at one link of one chain, and what became of it in every regime."""

    chain: str
    id: MistakeId
    name: str
    link: str
    needs: Annotated[str, "What one problem of any shape does not have; empty where it needs nothing."]
    right: str
    wrong: str
    fingerprint: Annotated[str, "The wrong value over the right one."]
    source: str
    hints: Hints
    required: Annotated[bool, "Whether it must be named on generated problems."]
    passes: bool
    regimes: dict[str, Planted]


class SelftestDocument(TypedDict):
    """What backproof selftest --json writes: what became of every known mistake when it was planted."""

    schema_version: Literal[1]
    dtype: Dtype
    seed: Count
    mistakes: list[PlantedMistake]
