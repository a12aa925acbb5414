"""The recorded steps in the report's document."""

from typing import Annotated, Generic, Literal, TypedDict, TypeVar

from compare.output.schema.values import Constraint, Count, Number, Positive, Vector

T = TypeVar("T")
Side = Literal["hand", "autograd"]
SIDES: tuple[Side, Side] = ("hand", "autograd")
LINKS = [
    *("z", "y_hat", "L", "J", "dL/dy_hat", "dy_hat/dz", "dL/dz", "dz/dw", "dz/db", "dy_hat/dw", "dy_hat/db"),
    *("dL/dw", "dL/db", "dJ/dw", "dJ/db", "w+", "b+"),
]
LinkName = Annotated[str, Constraint(enum=LINKS)]
EXAMPLES = Constraint(minItems=1, maxItems=8)
PerExample = Annotated[list[Number], EXAMPLES, "One number for each of recorded.examples."]
PerFeature = Annotated[list[Vector], EXAMPLES, "One row for each of recorded.examples, one number a feature."]
AnyShape = Number | Vector | PerFeature


class Sides(TypedDict, Generic[T]):
    """The same of both sides."""

    hand: T
    autograd: T


NumberOfSides = Sides[Number]
VectorOfSides = Sides[Vector]
AnyShapeOfSides = Sides[AnyShape]
PerExampleOfSides = Sides[PerExample]
PerFeatureOfSides = Sides[PerFeature]

FusedLinks = TypedDict(
    "FusedLinks",
    {
        "z": PerExampleOfSides,
        "L": PerExampleOfSides,
        "J": NumberOfSides,
        "dL/dz": PerExampleOfSides,
        "dz/dw": PerFeatureOfSides,
        "dz/db": PerExampleOfSides,
        "dL/dw": PerFeatureOfSides,
        "dL/db": PerExampleOfSides,
        "dJ/dw": VectorOfSides,
        "dJ/db": NumberOfSides,
        "w+": VectorOfSides,
        "b+": NumberOfSides,
    },
)
PredictionLinks = TypedDict(
    "PredictionLinks",
    {
        "y_hat": PerExampleOfSides,
        "dL/dy_hat": PerExampleOfSides,
        "dy_hat/dz": PerExampleOfSides,
        "dy_hat/dw": PerFeatureOfSides,
        "dy_hat/db": PerExampleOfSides,
    },
    total=False,
)


class Links(FusedLinks, PredictionLinks):
    """Both sides' values of every link; the fused loss has none of ŷ."""


class Weights(TypedDict):
    """The weights and the bias, or the derivatives by them."""

    w: Vector
    b: Number


class Parameters(TypedDict):
    """What each side starts the step from."""

    w: VectorOfSides
    b: NumberOfSides


class Step(TypedDict):
    """One recorded step."""

    step: Count
    parameters: Parameters
    links: Links
    ratios: Annotated[
        dict[LinkName, NumberOfSides],
        Constraint(minProperties=12),
        "For each link, each side's largest error ÷ allowance at this step, over all examples.",
    ]
    ulps: Annotated[
        dict[LinkName, AnyShapeOfSides],
        Constraint(minProperties=7),
        "Ulps from the exact value at the problem's inputs, to four digits, in the shape of the link; NaN where "
        "undecided. Links that are no example's are left out of large data.",
    ]


class Recorded(TypedDict):
    """The examples in history, counted from 1; thinned where steps or examples are left out."""

    examples: Annotated[list[Positive], EXAMPLES]
    thinned: bool
