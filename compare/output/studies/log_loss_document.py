"""The truth table and its findings as one JSON document; non-finite numbers as the strings "NaN", "Infinity"."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compare.output import machine
from compare.output.report.document import plain
from compare.studies.log_loss.evidence import Finding
from compare.studies.log_loss.formulas import Column
from compare.studies.log_loss.measure import GRADIENT, LOSS
from compare.studies.log_loss.table import Table

SCHEMA_VERSION = 1


def dumps(columns: Mapping[str, Column], tables: Sequence[Table], findings: Sequence[Finding]) -> str:
    """The document: schema_version, versions, columns, rows and findings."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "versions": machine.versions(),
        "columns": [{"name": column.name, GRADIENT: column.gradient, LOSS: column.loss} for column in columns.values()],
        "rows": [row for table in tables for link in (GRADIENT, LOSS) for row in _rows(table, link)],
        "findings": [finding._asdict() for finding in findings],
    }
    return json.dumps(plain(document), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _rows(table: Table, link: str) -> Iterator[dict[str, Any]]:
    """One row for each y and z; `exact` is text, since it may lie below the smallest float."""
    columns = {name: table.column(link, name) for name in table.columns}
    for i, (y, z) in enumerate(zip(table.y.tolist(), table.z.tolist(), strict=True)):
        yield {
            "dtype": table.dtype.name,
            "link": link,
            "y": y,
            "z": z,
            "exact": table.exact[link][i],
            "values": {
                name: {"value": float(of.values[i]), "ulps": float(of.ulps[i]), "wrong": bool(of.wrong[i])}
                for name, of in columns.items()
                if of.given
            },
        }
