"""Findings about BCELoss after a sigmoid, whose clamps lose gradient and loss (pytorch issues 24933 and 103316)."""

from __future__ import annotations

import numpy as np

from compare.arithmetic.precision import Array, Mask
from compare.chains.definitions import BCE_CLAMP, BCE_LOG_CLAMP
from compare.studies.log_loss import transcription
from compare.studies.log_loss.evidence import Evidence, Finding, is_zero
from compare.studies.log_loss.formulas import BCE, problem_at
from compare.studies.log_loss.measure import GRADIENT, LOSS, exact_values
from compare.wording import minus, significant

SAMPLE = 28.0
ZONE = (20.0, 800.0)  # |z| that the transcription is compared on: around and beyond both clamps
ZONE_POINTS = 2**14


def gradient_lost(evidence: Evidence) -> Finding:
    """∂L/∂z decays as ŷ(1 − ŷ)/1e-12 although it should be ±1."""
    up, down = (evidence.turns_wrong(BCE, GRADIENT, y, sign) for y, sign in ((0, 1), (1, -1)))
    sample = evidence.cell(BCE, GRADIENT, 1, -SAMPLE)
    return evidence.finding(
        "BCELoss loses the gradient",
        holds=not np.isnan([up, down]).any(),
        says=f"BCELoss after a sigmoid loses ∂L/∂z where the prediction is most wrong: more than 1/1024 of it is gone "
        f"from z = {significant(up)} up for y = 0 and from z = {significant(down)} down for y = 1. "
        f"At z = {significant(-SAMPLE)}, y = 1 autograd has {sample}.",
        else_says="BCELoss after a sigmoid keeps ∂L/∂z to 1/1024 up to |z| = 800.",
        z_y0=up,
        z_y1=down,
        sample_z=-SAMPLE,
        sample_value=sample.value,
        sample_ulps=sample.ulps,
    )


def gradient_zero(evidence: Evidence) -> Finding:
    """∂L/∂z is 0 where 1 − ŷ, or ŷ, has become 0."""
    up, down = (evidence.turns(BCE, GRADIENT, y, sign, is_zero) for y, sign in ((0, 1), (1, -1)))
    exact = _exact(GRADIENT, up, down)
    return evidence.finding(
        "BCELoss has gradient 0",
        holds=not np.isnan([up, down]).any(),
        says=f"∂L/∂z through BCELoss after a sigmoid is exactly 0 from z = {significant(up)} up for y = 0 and from "
        f"z = {significant(down)} down for y = 1, where the exact values are {exact[0]} and {exact[1]}: "
        "an example that is as wrong as can be teaches nothing.",
        else_says="∂L/∂z through BCELoss after a sigmoid does not become 0 up to |z| = 800.",
        z_y0=up,
        z_y1=down,
    )


def loss_clamped(evidence: Evidence) -> Finding:
    """L is 100 whatever z is, since no logarithm may fall below −100."""
    up, down = (evidence.turns(BCE, LOSS, y, sign, _is_clamped) for y, sign in ((0, 1), (1, -1)))
    exact = _exact(LOSS, up, down)
    return evidence.finding(
        "BCELoss clamps the loss",
        holds=not np.isnan([up, down]).any(),
        says=f"BCELoss after a sigmoid is exactly 100 from z = {significant(up)} up for y = 0, where the exact loss is "
        f"{exact[0]}, and from z = {significant(down)} down for y = 1, where it is {exact[1]}.",
        else_says="the loss is not 100 at |z| = 800.",
        z_y0=up,
        z_y1=down,
    )


def is_its_formula(evidence: Evidence) -> Finding:
    """The clamp is documented: torch has it in every bit, so the discrepancy is expected and explained."""
    points = clamp_zone(evidence.table.dtype)
    compared = different = lost = 0
    for y in (0.0, 1.0):
        trace = evidence.columns[BCE].side(problem_at(np.full_like(points, y), points))
        at = np.full_like(points, y), trace["y_hat"]
        clamped = transcription.loss_is_clamped(*at)
        for ours, theirs in (
            (transcription.dL_dy_hat(*at), trace["dL/dy_hat"]),
            (transcription.dL_dz(*at), trace["dL/dz"]),
            (transcription.loss(*at)[clamped], trace["L"][clamped]),
        ):
            compared += ours.size
            different += int((_bits(ours) != _bits(theirs)).sum())
        lost += int((at[1] * (1 - at[1]) < BCE_CLAMP).sum())
    return evidence.finding(
        "BCELoss is its documented formula",
        holds=different == 0,
        says=f"at {lost:,} points in the clamp zone, and at {2 * points.size - lost:,} beside it, ∂L/∂ŷ and ∂L/∂z "
        f"through BCELoss, and L where it is clamped, are its documented formula in every bit ({compared:,} values): "
        "the discrepancy is expected and explained.",
        else_says=f"{different:,} of {compared:,} values differ from BCELoss' documented formula.",
        compared=compared,
        different=different,
        in_clamp_zone=lost,
    )


def clamp_zone(dtype: np.dtype[np.floating]) -> Array:
    """Points z of both signs around and beyond the clamps."""
    sizes = np.linspace(*ZONE, ZONE_POINTS // 2)
    return np.concatenate([-sizes, sizes]).astype(dtype)


def _exact(link: str, z_y0: float, z_y1: float) -> list[str]:
    """A link's exact values at the z found for y = 0 and for y = 1."""
    return [minus(text) for text in exact_values(np.array([0.0, 1.0]), np.array([z_y0, z_y1]))[link]]


def _bits(values: Array) -> np.ndarray:
    return values.view(f"i{values.itemsize}")


def _is_clamped(values: Array) -> Mask:
    return np.asarray(values == -BCE_LOG_CLAMP)
