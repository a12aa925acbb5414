"""What became of every planted mistake as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence

from compare.output.schema import studies as schema
from compare.studies.selftest import Row


def document(rows: Sequence[Row], dtype: str, seed: int) -> schema.SelftestDocument:
    """Every mistake with its outcome in every regime."""
    return {"schema_version": 1, "dtype": dtype, "seed": seed, "mistakes": [_mistake(row) for row in rows]}


def _mistake(row: Row) -> schema.PlantedMistake:
    mistake, slip = row.known.mistake, row.known.slip
    return {
        "chain": row.route.chain.name,
        "id": mistake.id,
        "name": mistake.name,
        "link": slip.link,
        "needs": slip.needs,
        "right": slip.right,
        "wrong": slip.form.formula,
        "fingerprint": mistake.fingerprint,
        "source": mistake.source,
        "hints": list(row.known.hints),
        "required": row.required,
        "passes": row.passes,
        "regimes": {name: {"outcome": cell.outcome, "others": list(cell.others)} for name, cell in row.cells.items()},
    }
