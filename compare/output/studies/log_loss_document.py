"""The truth table and its findings as one JSON document; non-finite numbers as the strings "NaN", "Infinity"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compare.output import machine
from compare.output.schema import studies as schema
from compare.output.values import number
from compare.studies.log_loss.evidence import Finding
from compare.studies.log_loss.formulas import Column
from compare.studies.log_loss.measure import GRADIENT, LOSS, Measured
from compare.studies.log_loss.table import Table


def document(
    columns: Mapping[str, Column], tables: Sequence[Table], findings: Sequence[Finding]
) -> schema.TruthDocument:
    """The versions, the columns, their rows and the findings."""
    return {
        "schema_version": 1,
        "versions": machine.versions(),
        "columns": [{"name": column.name, "dL/dz": column.gradient, "L": column.loss} for column in columns.values()],
        "rows": [row for table in tables for link in (GRADIENT, LOSS) for row in _rows(table, link)],
        "findings": [_finding(finding) for finding in findings],
    }


def _rows(table: Table, link: str) -> Iterator[schema.Row]:
    """One row for each y and z; `exact` is text, since it may lie below the smallest float."""
    columns = {name: table.column(link, name) for name in table.columns}
    for i, (y, z) in enumerate(zip(table.y.tolist(), table.z.tolist(), strict=True)):
        yield {
            "dtype": table.dtype.name,
            "link": link,
            "y": y,
            "z": z,
            "exact": table.exact[link][i],
            "values": {name: _cell(of, i) for name, of in columns.items() if of.given},
        }


def _cell(of: Measured, i: int) -> schema.Cell:
    return {"value": number(float(of.values[i])), "ulps": number(float(of.ulps[i])), "wrong": bool(of.wrong[i])}


def _finding(found: Finding) -> schema.Finding:
    numbers = {name: number(value) for name, value in found.numbers.items()}
    return {
        "name": found.name,
        "dtype": found.dtype,
        "holds": found.holds,
        "sentence": found.sentence,
        "numbers": numbers,
    }
