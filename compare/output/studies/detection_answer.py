"""The short answer of `power`: what each rule is sure to see, over all links and regions."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from rich.console import Console

from compare.output import tables as columns
from compare.output.paragraph import paragraph, put, width_of
from compare.output.studies.detection_text import size
from compare.output.tables import Content
from compare.studies.detection.measure import PARTS, Figure, Table
from compare.studies.detection.rules import RULES, Rule
from compare.wording import count

LEGEND = (
    f"seen at half of the links, and in brackets at every link: in {100 * PARTS[0]:g} % of the problems of each region",
    "> 1: not even an error as large as the value; *: it also rejects problems where nothing is wrong",
    "(each link in each region: --table; all of it: --json power.json)",
)


def show(screen: Console, tables: Sequence[Table]) -> None:
    """Print what backproof sees and what gradcheck, then the same of every rule."""
    width, dtypes = width_of(screen), list(dict.fromkeys(table.dtype for table in tables))
    put(screen, paragraph("", answer(tables), width))
    rows = [(rule.name, *(_cell(_figures(tables, rule, dtype)) for dtype in dtypes)) for rule in RULES]
    columns.show(screen, Content("", ("smallest error seen", *dtypes), rows, right=range(1, 1 + len(dtypes))))
    for line in LEGEND:
        put(screen, paragraph("  ", line, width))


def answer(tables: Sequence[Table]) -> str:
    """What backproof and gradcheck see in the first dtype."""
    dtype, regions = tables[0].dtype, {table.region.name for table in tables}
    ours, theirs = (_figures(tables, rule, dtype) for rule in RULES[:2])
    drawn = f"{count(tables[0].problems, 'problem')} in each of {count(len(regions), 'region')}"
    return (
        f"in {dtype} backproof sees a relative error of {size(_half(ours))} at half of the links and of "
        f"{size(_worst(ours))} at every link; {RULES[1].name}: {size(_half(theirs))} and {size(_worst(theirs))} "
        f"({drawn})"
    )


def _figures(tables: Sequence[Table], rule: Rule, dtype: str) -> list[Figure]:
    return [one for table in tables if table.dtype == dtype for one in table.figures if one.rule == rule.name]


def _seen(figures: Sequence[Figure]) -> list[float]:
    """The smallest errors seen; endless where the rule rejects what is right, since it tells nothing then."""
    return [math.inf if math.isnan(one.nearly_all) else one.nearly_all for one in figures]


def _half(figures: Sequence[Figure]) -> float:
    return statistics.median_high(_seen(figures))


def _worst(figures: Sequence[Figure]) -> float:
    return max(_seen(figures))


def _cell(figures: Sequence[Figure]) -> str:
    refuses = " *" if any(math.isnan(one.nearly_all) for one in figures) else ""
    return f"{size(_half(figures))} ({size(_worst(figures))}){refuses}"
