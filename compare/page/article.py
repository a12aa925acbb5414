"""One data set on the page: its first route in full, the others in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from compare.output.numbers import count
from compare.page import head, worked
from compare.page.graph import graph
from compare.page.numbers import number
from compare.page.record import Record, put, record_of
from compare.page.security import embedded


class Article(NamedTuple):
    """What the template sets for one data set. `key` begins its ids."""

    key: str
    title: str
    agrees: bool
    verdict: str
    facts: list[tuple[str, str]]
    trust: list[tuple[str, str]]
    steps: list[int]
    of: int
    examples: list[str]
    graph: Markup
    last_graph: Markup
    one: list[worked.Row]
    all: list[worked.Row]
    last_one: list[worked.Row]
    last_all: list[worked.Row]
    routes: list[dict[str, Any]]
    thinned: str
    explain: str
    record: Markup


def article(routes: Sequence[Mapping[str, Any]], key: str) -> Article:
    """What the page says of one data set."""
    report = routes[0]
    record = record_of(report)
    last = len(record.steps) - 1
    now, end = put(record), put(record, last)
    one, together = worked.rows(report, record, now)
    last_one, last_together = worked.rows(report, record, end)
    return Article(
        key=key,
        title=head.title(report),
        agrees=all(route["agrees"] for route in routes),
        verdict=head.verdict(routes),
        facts=head.facts(report),
        trust=head.trust(routes),
        steps=record.steps,
        of=report["steps"],
        examples=_examples(report),
        graph=graph(report, record, now, key),
        last_graph=graph(report, record, end, f"{key}-last"),
        one=one,
        all=together,
        last_one=last_one,
        last_all=last_together,
        routes=[_route(route) for route in routes],
        thinned=_thinned(report, record),
        explain=f"backproof explain {report['dataset']} --example I --step K",
        record=embedded(record.plain()),
    )


def _examples(report: Mapping[str, Any]) -> list[str]:
    data = report["data"]
    named = dict(zip(data["rows"], data["examples"], strict=True))
    return [f"{row}: {named[row]}" for row in report["recorded"]["examples"]]


def _thinned(report: Mapping[str, Any], record: Record) -> str:
    steps = f"{count(len(record.steps), 'step')} of {report['steps']:,}"
    shown = f"{steps} and {count(len(record.examples), 'example')} of {report['n']:,}"
    curve = report["losses"]
    points = (
        f"; the loss curve holds {len(curve['step'])} of {report['steps'] + 1:,} points" if curve["thinned"] else ""
    )
    features = f"; {record.features} of {report['d']} features" if record.features < report["d"] else ""
    return f"This page holds {shown}{features}{points}."


def _route(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": f"by hand in {report['form']} form, against autograd through {report['route']}",
        "rows": [
            (
                link["symbol"],
                link["forms"]["hand"][0]["formula"] if link["forms"]["hand"] else "—",
                link["node"],
                f"{link['compared']:,}",
                f"{link['claimed']:,}",
                number(link["max_difference"], 2),
                number(link["max_error_over_allowance"], 2),
                f"{link['blind']:,}",
                link["verdict"],
            )
            for link in report["links"]
        ],
    }
