"""How far two free-running descents may come apart by rounding alone, and how far they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.judging.judge import carry

MATRIX = 2048  # up to this many examples or features the eigenvalue is computed: seconds and 32 MiB
SUMMED = 1 + 2.0**-30  # covers rounding in a sum of up to 2^22 steps' bounds, at most 2^-53 of it an addition


@dataclass(frozen=True)
class Trajectory:
    """How far two free-running sides came apart: ‖(w, b)_candidate − (w, b)_reference‖₂ at the end, and its bound.

    `reason` says why there is no bound: descent with α > 2/λ_max may amplify a rounding error without limit, a clamp is
    more than a rounding error, and so is what happens where nothing is claimed.
    """

    distance: float
    bound: float
    within: bool
    reason: str


def rounding_of_steps(chain: Chain, problem: Mapping[str, Array]) -> float:
    """Σ over the steps of ‖what rounding may do to (w+, b+)‖₂, from the inputs alone.

    Twice the radius: the exact step and the side's are both within it of the ball's centre.
    """
    links = carry(chain, problem)
    radii = np.concatenate([np.asarray(links["w+"].radius), np.asarray(links["b+"].radius)[..., None]], axis=-1)
    with np.errstate(over="ignore"):
        return 2 * float(np.linalg.norm(radii, axis=-1).sum())


def compared(chain: Chain, problem: Mapping[str, Array], gap: Array, rounding: float, *, clamped: bool) -> Trajectory:
    """The trajectories' last distance against `rounding`, the sum of what both sides' steps may do.

    Δ_{k+1} = Δ_k + e_k: for α ≤ 2/λ_max one exact step of descent brings no two points further apart.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        distance = float(np.linalg.norm(gap))
    limit = largest_stable_rate(problem["x"], labels=chain.labels)
    lr, bound = float(problem["lr"]), rounding * SUMMED
    if lr > limit:
        return Trajectory(distance, np.inf, False, f"not comparable: α = {lr:g} exceeds 2/λ_max = {limit:g}")
    if clamped:
        return Trajectory(distance, np.inf, False, "not comparable: the reference's clamp replaced a value")
    if not np.isfinite(bound):
        return Trajectory(distance, np.inf, False, "not comparable: some link made no claim")
    return Trajectory(distance, bound, distance <= bound, "")


def largest_stable_rate(x: Array, *, labels: bool) -> float:
    """A lower bound of 2/λ_max of the Hessian: x̃ᵀx̃/n for ½ squared error, at most ¼x̃ᵀx̃/n for log loss, x̃ = (x, 1)."""
    design = np.concatenate([np.asarray(x, np.float64), np.ones((*x.shape[:-1], 1))], axis=-1)
    with np.errstate(over="ignore", invalid="ignore"):
        largest = _largest_eigenvalue(design) if min(design.shape) <= MATRIX else _bound_by_norms(design)
    if not np.isfinite(largest):
        return 0.0
    return float(2 / (largest * (0.25 if labels else 1.0)) * (1 - 2.0**-40))


def _largest_eigenvalue(design: Array) -> float:
    """λ_max of x̃ᵀx̃/n, of the smaller of x̃ᵀx̃ and x̃x̃ᵀ, which have the same one.

    It is rounded up by the backward error of forming an m × m matrix of sums of k products and of a symmetric
    eigensolver, both below (k + 10 m) u tr(x̃ᵀx̃) (Higham, §3.5; LAPACK Users' Guide, 3rd ed., §4.7).
    """
    rows, columns = design.shape
    tall = design if rows >= columns else design.T
    k, m = tall.shape
    gram = tall.T @ tall / rows
    if not np.isfinite(gram).all():
        return np.inf
    return float(np.linalg.eigvalsh(gram)[-1] + (k + 10 * m) * 2.0**-52 * np.trace(gram))


def _bound_by_norms(design: Array) -> float:
    """An upper bound of λ_max without a matrix: the lesser of ‖x̃‖₁‖x̃‖_∞/n and tr(x̃ᵀx̃)/n, rounded up."""
    sizes = np.abs(design)
    by_sums = float(sizes.sum(0).max()) * float(sizes.sum(1).max())
    by_squares = float(np.square(design).sum())
    return min(by_sums, by_squares) / len(design) * (1 + sum(design.shape) * 2.0**-51)
