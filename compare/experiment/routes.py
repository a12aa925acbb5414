"""The routes: which side by hand meets which of PyTorch's. Only here are models named; importing it loads torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import manual
import torch_impl
from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.chains.evaluation import axes_of
from compare.chains.perceptron import CLASSIFICATION, FUSED, REGRESSION
from compare.chains.validation import validated
from compare.errors import BadInput
from compare.judging.contract import Side
from manual.log_loss import dL_dz_cancelled
from torch_impl.links import Forward
from torch_impl.own import Named, NotGiven

__all__ = ["Route", "by_autograd", "routes", "truth_sides"]


class Route(NamedTuple):
    """One comparison. `name` is the reference's loss in PyTorch, `form` the form that the hand-derived side shows."""

    name: str
    form: str
    loss: str
    chain: Chain
    candidate: Side
    reference: Side
    tape: Callable[[Mapping[str, Array]], dict[str, str]]


def routes(task: str, device: str = "cpu") -> tuple[Route, ...]:
    """The routes of a task, the one that shows every link of the notes first."""
    if task == "regression":
        reference = partial(torch_impl.regression.trace, device=device)
        half_square = "½(y − ŷ)²"
        return (
            Route(
                "MSELoss",
                "textbook",
                half_square,
                REGRESSION,
                manual.regression.trace,
                reference,
                torch_impl.regression.tape,
            ),
        )
    bce = partial(torch_impl.classification.bce, device=device)
    fused = partial(torch_impl.classification.bce_with_logits, device=device)
    log_loss = "−y ln ŷ − (1 − y) ln(1 − ŷ)"
    hand, tapes = manual.classification, torch_impl.classification
    return (
        Route("BCELoss", "textbook", log_loss, CLASSIFICATION, hand.textbook, bce, tapes.bce_tape),
        Route("BCELoss", "complement", log_loss, CLASSIFICATION, hand.complement, bce, tapes.bce_tape),
        Route("BCEWithLogitsLoss", "cancelled", log_loss, FUSED, hand.cancelled, fused, tapes.bce_with_logits_tape),
    )


def by_autograd(chain: Chain, forward: Forward | None = None) -> Side:
    """The side that gives every link by autograd: PyTorch's of one of the perceptron's chains, or a forward's.

    A user's own chain needs a `forward` (see `torch_impl.links`). Raises `BadInput` where it is missing.
    """
    if forward is None:
        ours = {REGRESSION: "regression", CLASSIFICATION: "classification", FUSED: "classification"}
        found = next((route for route in routes(ours.get(chain, "regression")) if route.chain == chain), None)
        if found is None:
            raise BadInput(f"{chain.name}: a chain of one's own needs a forward: by_autograd(chain, forward)")
        return found.reference
    chain = validated(chain)
    axes = axes_of(chain)
    arrays = {array.name: axes[array.name] for array in chain.arrays}
    return partial(_traced, Named(forward, arrays, {name: axes[name] for name in chain.names}))


def _traced(named: Named, problem: Mapping[str, Array]) -> dict[str, Array]:
    try:
        return named.trace(problem)
    except NotGiven as missing:
        raise BadInput(str(missing)) from None


def truth_sides() -> dict[str, Side]:
    """The sides of classification whose L and ∂L/∂z are held against the truth."""
    return {
        "textbook": manual.classification.textbook,
        "cancelled": _prediction_less_target,
        "complement": manual.classification.complement,
        "BCELoss": torch_impl.classification.bce,
        "BCEWithLogitsLoss": torch_impl.classification.bce_with_logits,
    }


def _prediction_less_target(problem: Mapping[str, Array]) -> dict[str, Array]:
    trace = manual.classification.textbook(problem)
    return {"z": trace["z"], "dL/dz": dL_dz_cancelled(problem["y"], trace["y_hat"])}
