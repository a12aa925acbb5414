"""All findings, in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.studies.log_loss import bce, by_hand, from_z
from compare.studies.log_loss.evidence import Evidence, Finding
from compare.studies.log_loss.formulas import Column
from compare.studies.log_loss.table import Table

EITHER_DTYPE = (
    bce.gradient_lost,
    bce.gradient_zero,
    bce.loss_clamped,
    bce.is_its_formula,
    from_z.loss_asymmetric,
    from_z.gradient_cancelled,
    by_hand.textbook_undefined,
    by_hand.difference_cancels,
    from_z.logsigmoid_right,
    by_hand.complement_right,
)
FLOAT64 = (from_z.softplus_threshold,)  # in float32 ln(1 + e^z) has rounded to z before the threshold


def findings(columns: Mapping[str, Column], tables: Sequence[Table]) -> list[Finding]:
    """Every finding in the dtype of every table."""
    told = []
    for table in tables:
        evidence = Evidence(columns, table)
        told += [find(evidence) for find in EITHER_DTYPE]
        if table.dtype.name == "float64":
            told += [find(evidence) for find in FLOAT64]
    return told
