"""Where descent has arrived: converged, still on its way, stuck, diverged, or where no optimum exists."""

from __future__ import annotations

import numpy as np

from compare.arithmetic.precision import Array
from compare.comparison.trajectory import largest_stable_rate
from compare.experiment.run import Run
from compare.judging.judge import carry
from compare.wording import short

PARAMETERS = (("w", "dJ/dw"), ("b", "dJ/db"))


def arrival(run: Run) -> str:
    """One sentence on where descent stands."""
    descent, lr = run.descent, float(run.setup.problem["lr"])
    if descent.stopped:
        return f"{descent.stopped}{_excess(run, lr)}"
    first, last = (short(float(cost)) for cost in descent.losses[[0, -1]])
    if not np.isfinite(descent.losses[0]):
        return f"nowhere to be told: J is {first} before the first step already{_excess(run, lr)}"
    if not descent.losses[-1] <= descent.losses[0] and _excess(run, lr):
        return f"diverging: J grew from {first} to {last}{_excess(run, lr)}"
    if run.setup.separated and _separates(run):
        return (
            "every example is on its side of p = ½, so this very line separates the classes: there is no optimum, "
            "J falls towards 0 and w grows for ever"
        )
    if lr == 0:
        return "stuck: α is 0, so no step changes a parameter"
    if _gradient_is_rounding(run):
        return "converged: what is left of the gradient is within its own rounding error"
    moved = float(np.concatenate(_moves(run)).max())
    if moved <= np.finfo(descent.w.dtype).eps / 2:
        return f"{_at_rest(run, lr)}: the last step changed no parameter"
    return f"not converged: the last step still moved a parameter by {short(moved)} of itself{_still_above(run)}"


def _at_rest(run: Run, lr: float) -> str:
    """Why the parameters do not move: the default α is never below a quarter of 2/λ_max, so there the reason is J."""
    if any(link.reference_clamped for link in run.descent.report.links):
        return "stuck, autograd's gradient being clamped away, where J need not be least"
    limit = largest_stable_rate(run.setup.problem["x"], labels=run.setup.data.task == "classification")
    if lr < limit / 4:
        return f"stuck, α being only {short(lr / limit)} of 2/λ_max, where J need not be least"
    return "converged"


def _excess(run: Run, lr: float) -> str:
    """That α is larger than descent is sure to bear, where it is; that this is not known, where x̃ᵀx̃ overflows."""
    limit = largest_stable_rate(run.setup.problem["x"], labels=run.setup.data.task == "classification")
    if limit == 0:
        return "; these features are too large for 2/λ_max in float64: use a larger unit"
    return f"; α = {lr:g} exceeds 2/λ_max = {limit:.3g} of these features" if lr > limit else ""


def _moves(run: Run) -> list[Array]:
    """What part of itself the last step moved each parameter by."""
    last = run.descent.records[max(run.descent.records)].traces[1]
    lr, smallest = float(run.setup.problem["lr"]), np.finfo(np.float64).smallest_subnormal
    with np.errstate(over="ignore"):
        return [
            lr
            * np.abs(np.ravel(last[gradient]).astype(np.float64))
            / np.maximum(np.abs(np.ravel(last[f"{name}+"]).astype(np.float64)), smallest)
            for name, gradient in PARAMETERS
        ]


def _gradient_is_rounding(run: Run) -> bool:
    """Whether the gradient at the end is as near to 0 as what rounding may do to it, from the inputs alone."""
    end = {**run.setup.problem, "w": run.descent.w, "b": run.descent.b}
    links = carry(run.route.chain, {name: value[np.newaxis] for name, value in end.items()})
    gradients = [links[gradient] for _, gradient in PARAMETERS]
    return all(bool(np.all(np.isfinite(g.radius) & (np.abs(g.value) <= g.radius))) for g in gradients)


def _still_above(run: Run) -> str:
    """How far J is above the least-squares optimum, for a regression."""
    best, cost = _least_squares_cost(run), float(run.descent.losses[-1])
    if run.setup.data.task != "regression" or not np.isfinite(best):
        return ""
    return f"; J is {short(max(0.0, cost - best))} above the least-squares optimum {short(best)}"


def _separates(run: Run) -> bool:
    problem, descent = run.setup.problem, run.descent
    with np.errstate(over="ignore", invalid="ignore"):
        z = problem["x"].astype(np.float64) @ descent.w.astype(np.float64) + float(descent.b)
    return bool(np.all((z > 0) == (problem["y"] == 1)) and np.all(z != 0))


def _least_squares_cost(run: Run) -> float:
    """The least J; 0 where the residuals of the computed solution are within what solving and evaluating may leave.

    The solution is that of X̃ + E with ‖E‖ ≤ p(n, d) u ‖X̃‖ (LAPACK Users' Guide, 3rd ed., §4.5.1), p = n + 10 d as in
    `largest_stable_rate`, so where X̃w = y has a solution, the residual is at most about p u (‖X̃‖ ‖w‖ + ‖y‖).
    """
    x, y = (run.setup.problem[name].astype(np.float64) for name in ("x", "y"))
    design = np.column_stack([x, np.ones(len(y))])
    solution = np.linalg.lstsq(design, y)[0]
    n, d = design.shape
    with np.errstate(over="ignore", invalid="ignore"):
        residuals = np.linalg.norm(design @ solution - y)
        reach = np.linalg.norm(design) * np.linalg.norm(solution) + np.linalg.norm(y)
        return 0.0 if residuals <= (n + 10 * d) * 2.0**-52 * reach else float(residuals**2 / (2 * n))
