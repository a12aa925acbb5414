"""The smallest errors seen as one JSON document; "Infinity" where none is, "NaN" where what is right is rejected."""

from __future__ import annotations

import json
from collections.abc import Sequence

from compare.output import machine
from compare.output.report.document import plain
from compare.studies.detection.measure import PARTS, Table
from compare.studies.detection.regions import EXAMPLES, FEATURES, SEED

SCHEMA_VERSION = 1


def dumps(tables: Sequence[Table]) -> str:
    """The document: schema_version, versions, the problems' sizes, and a table for each dtype and region."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "versions": machine.versions(),
        "examples": EXAMPLES,
        "features": FEATURES,
        "seed": SEED,
        "parts": PARTS,
        "tables": [
            {
                "dtype": table.dtype,
                "region": table.region.name,
                "z": table.region.sizes.get(table.dtype),
                "route": table.region.route.name,
                "form": table.region.route.form,
                "problems": table.problems,
                "figures": [figure._asdict() for figure in table.figures],
            }
            for table in tables
        ],
    }
    return json.dumps(plain(document), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
