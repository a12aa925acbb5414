"""The smallest errors seen as one JSON document; "Infinity" where none is, "NaN" where what is right is rejected."""

from __future__ import annotations

from collections.abc import Sequence

from compare.output import machine
from compare.output.schema import studies as schema
from compare.output.values import number
from compare.studies.detection.measure import PARTS, Figure, Table
from compare.studies.detection.regions import EXAMPLES, FEATURES, SEED


def document(tables: Sequence[Table]) -> schema.PowerDocument:
    """The versions, the problems' sizes, and a table for each dtype and region."""
    return {
        "schema_version": 1,
        "versions": machine.versions(),
        "examples": EXAMPLES,
        "features": FEATURES,
        "seed": SEED,
        "parts": list(PARTS),
        "tables": [_table(table) for table in tables],
    }


def _table(table: Table) -> schema.Table:
    region, sizes = table.region, table.region.sizes.get(table.dtype)
    return {
        "dtype": table.dtype,
        "region": region.name,
        "z": None if sizes is None else list(sizes),
        "route": region.route.name,
        "form": region.route.form,
        "problems": table.problems,
        "figures": [_figure(figure) for figure in table.figures],
    }


def _figure(found: Figure) -> schema.Figure:
    return {
        "link": found.link,
        "rule": found.rule,
        "nearly_all": number(found.nearly_all),
        "half": number(found.half),
        "rejects_right": found.rejects_right,
    }
