"""A data set made into a problem: what is chosen, the features as both sides see them, and where descent starts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from compare.arithmetic.precision import Array
from compare.comparison.descent import Mode
from compare.comparison.trajectory import largest_stable_rate
from compare.errors import BadInput
from compare.inputs.datasets import Dataset, Scaling, standardise, unscaled

GENERIC_START = (0.4, -0.3)
GENERIC_BIAS = 0.1


@dataclass(frozen=True)
class Settings:
    """What a user chooses on the command line; `None` is the default that the report then states."""

    steps: int = 200
    lr: float | None = None
    dtype: str = "float64"
    mode: Mode = "lockstep"
    start: str = "generic"
    w: tuple[float, ...] | None = None
    b: float | None = None
    seed: int = 0
    raw: bool = False
    device: str = "cpu"

    @property
    def start_name(self) -> str:
        """Where descent starts, in a word."""
        return self.start if self.w is None and self.b is None else "given"


@dataclass(frozen=True)
class Setup:
    """A data set ready to be run: the features as both sides see them, and the start, all in the run's dtype."""

    data: Dataset
    scaling: Scaling
    standardised: bool
    problem: dict[str, Array]
    lr_reason: str
    settings: Settings

    @property
    def warnings(self) -> list[str]:
        """A line for each thing about the data that everyone should know who reads an answer made of it."""
        return [*self.data.warnings, *filter(None, [self.scaling.warning])]

    @property
    def separated(self) -> bool:
        """Whether the targets are labels, so that a line might separate them."""
        return self.data.task == "classification" and bool(np.isin(self.data.y, (0.0, 1.0)).all())


def prepare(data: Dataset, settings: Settings) -> Setup:
    """Standardise if that is asked for, choose the start and the learning rate, cast once, in the data's own order."""
    standardised = data.standardised_by_default and not settings.raw
    scaling = _standardised(data) if standardised else unscaled(data.x.shape[1])
    w, b = _start(data.x.shape[1], settings)
    lr, reason = _rate(data, settings)
    dtype = np.dtype(settings.dtype)
    values = {"x": scaling.transform(data.x), "y": data.y, "w": w, "b": b, "lr": lr}
    with np.errstate(over="ignore"):
        problem = {name: np.asarray(value, np.float64).astype(dtype) for name, value in values.items()}
    for name, value in problem.items():
        if not np.isfinite(value).all():
            raise BadInput(f"{data.name}: {name} holds a number too large for {dtype}; use float64, or a larger unit")
    return Setup(data, scaling, standardised, problem, reason, settings)


def _standardised(data: Dataset) -> Scaling:
    """The scaling; a column that only float64 makes constant is told as such by the data and not called constant."""
    try:
        scaling = standardise(data.x, data.features)
    except BadInput as error:
        raise BadInput(f"{data.name}: {error}") from None
    return replace(scaling, constant=tuple(name for name in scaling.constant if name not in data.merged))


def _start(d: int, settings: Settings) -> tuple[Array, float]:
    """(0.4, −0.3), further weights drawn from the seed, and b = 0.1: zeros would hide whole families of mistakes."""
    if settings.start == "zero":
        generic, bias = np.zeros(d), 0.0
    else:
        drawn = np.random.default_rng(settings.seed).integers(1, 6, max(0, d - 2)) / 10
        drawn[1::2] *= -1
        generic, bias = np.concatenate([GENERIC_START, drawn])[:d], GENERIC_BIAS
    if settings.w is not None:
        if len(settings.w) != d:
            raise BadInput(f"--w gives {len(settings.w)} weights; the data has {d} features")
        generic = np.array(settings.w)
    return generic, bias if settings.b is None else settings.b


def _rate(data: Dataset, settings: Settings) -> tuple[float, str]:
    """The learning rate and where it comes from: by default half of 2/λ_max of the default features, to one digit."""
    if settings.lr is not None:
        return settings.lr, "given"
    x, of = _features_of_the_rate(data, settings)
    limit = largest_stable_rate(x, labels=data.task == "classification")
    if not 0 < limit < np.inf:
        raise BadInput(f"{data.name}: the features are too large for a default learning rate; give one with --lr")
    digit = 10.0 ** np.floor(np.log10(limit / 2))
    return float(f"{np.floor(limit / 2 / digit) * digit:.0e}"), f"default, about half of 2/λ_max = {limit:.3g}{of}"


def _features_of_the_rate(data: Dataset, settings: Settings) -> tuple[Array, str]:
    """The default features, and what to call them where the run's own are others."""
    if not data.standardised_by_default:
        return data.x, ""
    try:
        scaling = _standardised(data)
    except BadInput as error:
        raise BadInput(f"{error}, or give a learning rate with --lr: there is no default one") from None
    return scaling.transform(data.x), " of the standardised features" if settings.raw else ""
