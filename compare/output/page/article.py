"""One data set on the page: its first route in full, the others in tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from compare.output.page import head, tables, worked
from compare.output.page.breaks import Broken, broken
from compare.output.page.cancel import Cancelled, cancelled
from compare.output.page.charts import Chart, charts
from compare.output.page.graph import graph
from compare.output.page.narrow import narrow
from compare.output.page.record import Record, put
from compare.output.page.security import embedded
from compare.output.page.series import record_of
from compare.output.page.tables import Table
from compare.output.schema.mistakes import Exposure
from compare.output.schema.report import Report
from compare.wording import count


class Article(NamedTuple):
    """What the template sets for one data set. `key` begins its ids."""

    key: str
    title: str
    about: str
    agrees: bool
    verdict: str
    facts: list[tuple[str, str]]
    trust: list[tuple[str, str]]
    steps: list[int]
    of: int
    examples: list[str]
    graphs: list[Markup]
    last_graphs: list[Markup]
    one: list[worked.Row]
    all: list[worked.Row]
    last_one: list[worked.Row]
    last_all: list[worked.Row]
    findings: list[str]
    charts: list[Chart]
    cancelled: Cancelled | None
    broken: Broken | None
    exposure: Exposure | None
    results: list[Table]
    links: list[Table]
    ulps: list[Table]
    thinned: str
    explain: str
    arrival: str
    record: Markup


def article(routes: Sequence[Report], key: str) -> Article:
    """What the page says of one data set."""
    report = routes[0]
    record = record_of(report)
    last = len(record.steps) - 1
    now, end = put(record), put(record, last)
    pictures = charts(report)
    one, together = worked.rows(report, record, now)
    last_one, last_together = worked.rows(report, record, end)
    return Article(
        key=key,
        title=head.title(report),
        about=head.about(report),
        agrees=all(route["agrees"] for route in routes),
        verdict=head.verdict(routes),
        facts=head.facts(report),
        trust=head.trust(routes),
        steps=record.steps,
        of=report["steps"],
        examples=_examples(report),
        graphs=[draw(report, record, now, key) for draw in (graph, narrow)],
        last_graphs=[draw(report, record, end, f"{key}-last") for draw in (graph, narrow)],
        one=one,
        all=together,
        last_one=last_one,
        last_all=last_together,
        findings=head.findings(routes),
        cancelled=cancelled(routes),
        broken=broken(report),
        exposure=report["exposure"],
        results=[tables.predictions(report), tables.parameters(report)],
        links=[tables.links(route) for route in routes],
        ulps=[tables.ulps(route) for route in routes],
        thinned=_thinned(report, record),
        explain=f"backproof explain {report['dataset']} --example I --step K",
        arrival=head.arrival(report),
        charts=pictures,
        record=embedded({**record.plain(), "moves": _columns(pictures)}),
    )


def _columns(pictures: Sequence[Chart]) -> dict[str, dict[str, str]]:
    """What moves in the pictures: for each part and attribute the values at all recorded steps, "" where it stays."""
    moves = {name: steps for picture in pictures for name, steps in picture.moves.items()}
    return {
        name: {
            attribute: "|".join(step.get(attribute, "") for step in steps)
            for attribute in dict.fromkeys(attribute for step in steps for attribute in step)
        }
        for name, steps in moves.items()
    }


def _examples(report: Report) -> list[str]:
    data = report["data"]
    named = dict(zip(data["rows"], data["examples"], strict=True))
    return [f"{row}: {named[row]}" for row in report["recorded"]["examples"]]


def _thinned(report: Report, record: Record) -> str:
    steps = f"{count(len(record.steps), 'step')} of {report['steps']:,}"
    shown = f"{steps} and {count(len(record.examples), 'example')} of {report['n']:,}"
    curve = report["losses"]
    points = (
        f"; the loss curve holds {len(curve['step'])} of {report['steps'] + 1:,} points" if curve["thinned"] else ""
    )
    features = f"; {record.features} of {report['d']} features" if record.features < report["d"] else ""
    return f"This page holds {shown}{features}{points}."
