"""Findings about what PyTorch computes from z: BCEWithLogitsLoss, F.softplus and F.logsigmoid."""

from __future__ import annotations

import numpy as np

from compare.arithmetic.precision import Array, Mask
from compare.studies.log_loss.evidence import TORCH, Evidence, Finding, accurate, is_zero, ulps_text
from compare.studies.log_loss.formulas import LOGSIGMOID, SOFTPLUS, WITH_LOGITS
from compare.studies.log_loss.measure import GRADIENT, LOSS, UNDERFLOW_ULPS, measure
from compare.wording import significant

SAMPLE = 40.0


def loss_asymmetric(evidence: Evidence) -> Finding:
    """(1 − y)z − (min(z, 0) − ln(1 + e^−|z|)): at y = 0 and z < 0 the two z cancel after the rest was rounded away."""
    turn = evidence.turns(WITH_LOGITS, LOSS, 0, -1, is_zero)
    lost, mirror = evidence.cell(WITH_LOGITS, LOSS, 0, -SAMPLE), evidence.cell(WITH_LOGITS, LOSS, 1, SAMPLE)
    mirror_worst = evidence.worst(WITH_LOGITS, LOSS, evidence.rows(1, 1))
    return evidence.finding(
        "BCEWithLogitsLoss has an asymmetric loss",
        holds=bool(evidence.wrong_rows(WITH_LOGITS, LOSS, 0, -1).any()) and mirror_worst <= UNDERFLOW_ULPS,
        says=f"BCEWithLogitsLoss is exactly 0 for y = 0 from z = {significant(turn)} down: "
        f"at z = {significant(-SAMPLE)} it has {lost}. Its mirror image, z = {significant(SAMPLE)} and y = 1, has "
        f"{significant(mirror.value, 4)} ({ulps_text(mirror.ulps)} ulps); all its z > 0 are within "
        f"{ulps_text(mirror_worst)} ulps.",
        else_says=f"BCEWithLogitsLoss is off by at most "
        f"{ulps_text(evidence.worst(WITH_LOGITS, LOSS, evidence.rows(0, -1)))} ulps for y = 0, z < 0 "
        f"and {ulps_text(mirror_worst)} for y = 1, z > 0.",
        z=turn,
        sample_value=lost.value,
        sample_ulps=lost.ulps,
        mirror_value=mirror.value,
        mirror_ulps=mirror.ulps,
    )


def gradient_cancelled(evidence: Evidence) -> Finding:
    """σ(z) − y: at y = 1 and z > 0 the subtraction cancels; the other way round than the loss."""
    turn = evidence.turns(WITH_LOGITS, GRADIENT, 1, 1, is_zero)
    lost, mirror = evidence.cell(WITH_LOGITS, GRADIENT, 1, SAMPLE), evidence.cell(WITH_LOGITS, GRADIENT, 0, -SAMPLE)
    return evidence.finding(
        "BCEWithLogitsLoss has a cancelled gradient",
        holds=bool(evidence.wrong_rows(WITH_LOGITS, GRADIENT, 1, 1).any()) and mirror.ulps <= UNDERFLOW_ULPS,
        says=f"∂L/∂z through BCEWithLogitsLoss is exactly 0 for y = 1 from z = {significant(turn)} up: "
        f"at z = {significant(SAMPLE)} it has {lost}. Its mirror image, z = {significant(-SAMPLE)} and y = 0, has "
        f"{significant(mirror.value, 4)} ({ulps_text(mirror.ulps)} ulps): the other way round than the loss.",
        else_says=f"∂L/∂z through BCEWithLogitsLoss is off by at most "
        f"{ulps_text(evidence.worst(WITH_LOGITS, GRADIENT, evidence.rows(1, 1)))} ulps for y = 1, z > 0 "
        f"and {ulps_text(mirror.ulps)} at z = {significant(-SAMPLE)}, y = 0.",
        z=turn,
        sample_value=lost.value,
        sample_ulps=lost.ulps,
        mirror_value=mirror.value,
        mirror_ulps=mirror.ulps,
    )


def softplus_threshold(evidence: Evidence) -> Finding:
    """ln(1 + e^z) is taken for z, and its derivative for 1, from a threshold on."""
    dtype = evidence.table.dtype
    turn = evidence.turns(SOFTPLUS, GRADIENT, 0, 1, _is_one)
    found = measure([evidence.columns[SOFTPLUS].side], np.zeros(1, dtype), np.array([turn], dtype))
    loss, gradient = (float(found[link].ulps[0, 0]) for link in (LOSS, GRADIENT))
    return evidence.finding(
        "F.softplus has a threshold",
        holds=loss > UNDERFLOW_ULPS,
        says=f"F.softplus has derivative exactly 1 from z = {turn!r} up; there the loss is off by "
        f"{ulps_text(loss)} ulps and ∂L/∂z by {ulps_text(gradient)}.",
        else_says=f"where the derivative of F.softplus has become 1, at z = {significant(turn)}, "
        f"the loss is off by {ulps_text(loss)} ulps and ∂L/∂z by {ulps_text(gradient)}.",
        z=turn,
        loss_ulps=loss,
        gradient_ulps=gradient,
    )


def logsigmoid_right(evidence: Evidence) -> Finding:
    """What to write in PyTorch instead."""
    subject = "−(y F.logsigmoid(z) + (1 − y) F.logsigmoid(−z)), the accurate way in PyTorch,"
    return accurate(evidence, LOGSIGMOID, subject, of=TORCH)


def _is_one(values: Array) -> Mask:
    return np.asarray(values == 1)
