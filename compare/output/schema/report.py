"""The document of `backproof report`: one report for every route of every data set."""

from typing import Annotated, Any, Literal, TypedDict

from compare.chains.chain import Role
from compare.output.schema.history import LinkName, NumberOfSides, Recorded, Sides, Step, Weights
from compare.output.schema.judged import FileVerdict, JudgedSide, Tally, Versions, WrongValue
from compare.output.schema.mistakes import Break, Diagnosis, Exposure, Power
from compare.output.schema.values import Constraint, Count, Counts, Dtype, Number, Positive, Task, Vector

NOT_EMPTY = Constraint(minItems=1)
SOME_POINTS = Constraint(minItems=2, maxItems=300)


class Start(Weights):
    """Where descent starts."""

    name: Annotated[str, Constraint(enum=["generic", "zero", "given"])]


class Curve(TypedDict):
    """J before each step and after the last."""

    step: Annotated[list[Count], SOME_POINTS]
    J: Annotated[list[Number], SOME_POINTS]
    thinned: bool


class Data(TypedDict):
    """Raw units; mean and deviation give the standardised features (x - mean)/deviation."""

    features: Annotated[list[str], NOT_EMPTY]
    feature_units: Annotated[list[str], NOT_EMPTY]
    target: str
    unit: str
    standardised: bool
    mean: Vector
    deviation: Vector
    rows: Annotated[list[Positive], Constraint(minItems=1, maxItems=308), "The examples listed, counted from 1."]
    x: Annotated[list[Vector], NOT_EMPTY]
    y: Vector
    examples: Annotated[list[str], NOT_EMPTY]


class Form(TypedDict):
    """A form of a link."""

    label: str
    formula: str


class Link(Tally):
    """One link over every step and example."""

    name: LinkName
    symbol: str
    role: Annotated[Role, "A value or a partial of each example, a mean over them, or a parameter after the step."]
    node: str
    forms: Annotated[Sides[list[Form]], "The forms that held the values of each side."]


class Slip(WrongValue):
    """One wrong value of one side."""

    link: LinkName
    symbol: str
    side: JudgedSide
    step: Count | None


class Closer(TypedDict):
    """How often each side was nearer the exact value."""

    hand: Count
    autograd: Count
    tie: Count


class LinkTruth(TypedDict):
    """Ulps of one link from the exact values."""

    name: LinkName
    arbitrated: Annotated[Count, "Pairs of values whose two distances were decided."]
    undecided: Annotated[Counts, "The other pairs, by reason."]
    median_ulps: NumberOfSides
    max_ulps: NumberOfSides
    closer: Closer


class Truth(TypedDict):
    """Ulps of both sides from the exact values at the problem's inputs, over some steps and examples."""

    steps: Count
    examples: Positive
    links: Annotated[list[LinkTruth], Constraint(maxItems=17)]


class Trajectory(TypedDict):
    """Free-running: how far the two (w, b) came apart, or the reason why no bound holds."""

    distance: Number
    bound: Number
    within: bool
    reason: str


class Report(TypedDict):
    """One route over one data set."""

    dataset: str
    task: Task
    task_reason: str
    warnings: Annotated[list[str], "What float64 loses of the data, and columns that are worth nothing."]
    route: Annotated[str, Constraint(enum=["MSELoss", "BCELoss", "BCEWithLogitsLoss"])]
    form: Annotated[str, Constraint(enum=["textbook", "complement", "cancelled"])]
    loss: str
    labels: Annotated[Annotated[list[str], Constraint(minItems=2, maxItems=2)] | None, "The words of 0 and 1."]
    reduction: Literal["mean"]
    logarithm: Literal["natural"]
    dtype: Dtype
    mode: Literal["lockstep", "free"]
    device: str
    n: Positive
    d: Positive
    lr: Number
    lr_reason: str
    start: Start
    seed: Count
    steps: Positive
    stopped: Annotated[str, "Why fewer steps were taken than asked for; empty otherwise."]
    agrees: Annotated[bool, "Every link, and a free-running distance."]
    verdict: Annotated[FileVerdict, "The gravest of the links'."]
    first_wrong: Annotated[str | None, "The first link that is wrong."]
    links: Annotated[list[Link], Constraint(minItems=12, maxItems=17)]
    first_disagreement: Slip | None
    slips: Annotated[list[Slip], "The links wrong in themselves or not decided, first to last."]
    losses_of_digits: Annotated[list[Slip], "The worst value of each link whose formula is right but loses digits."]
    diagnoses: list[Diagnosis]
    power: Power
    trajectory: Trajectory | None
    loss_start: Number
    loss_end: Number
    w: Vector
    b: Number
    raw: Annotated[Weights, "The learned parameters for features in raw units."]
    arrival: str
    losses: Curve
    data: Data
    recorded: Recorded
    history: Annotated[list[Step], Constraint(minItems=1, maxItems=60), "Both sides' values at the recorded steps."]
    truth: Truth
    versions: Versions
    seconds: Annotated[float, Constraint(minimum=0)]
    breaks: Annotated[
        list[Break] | None,
        "What each known mistake would do to this run; only where the document is made for a page, and there of the "
        "first route of a data set.",
    ]
    exposure: Exposure | None


def _links(**counted: int) -> dict[str, Any]:
    return {"properties": {"history": {"items": {"properties": {"links": counted}}}}}


FUSED = {"properties": {"route": {"const": "BCEWithLogitsLoss"}}}
LINKS_OF_ROUTE = Constraint(**{"if": FUSED, "then": _links(maxProperties=12), "else": _links(minProperties=17)})


class ReportDocument(TypedDict):
    """What backproof report --json writes: one report for every route of every data set."""

    schema_version: Literal[2]
    reports: Annotated[list[Annotated[Report, LINKS_OF_ROUTE]], NOT_EMPTY]
