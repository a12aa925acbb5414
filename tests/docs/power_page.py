"""The generated tables of docs/power.md: `python -m tests.docs.power_page` measures them anew, which takes a minute.

A table stands between `<!-- table: dtype, region -->` and `<!-- end -->`.
"""

import numpy as np

from compare.output.studies.detection_text import markdown_table, title
from compare.studies.detection.measure import tabulate
from compare.studies.detection.regions import regions
from tests.docs.blocks import ROOT
from tests.docs.numerics_page import TABLE

PAGE = ROOT / "docs" / "power.md"
DTYPES = {"float64": np.float64, "float32": np.float32}
NAMES = [f"{dtype}, {region.name}" for dtype in DTYPES for region in regions()]
PROBLEMS = 100


def measured(name, problems=PROBLEMS):
    """One table of the page as it is on this machine."""
    dtype, _, where = name.partition(", ")
    (region,) = (region for region in regions() if region.name == where)
    return tabulate(region, DTYPES[dtype], problems)


def _renewed(match):
    table = measured(match[2])
    return f"{match[1]}*{title(table)}*\n\n{markdown_table(table)}\n{match[4]}"


if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(_renewed, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
