"""The offline HTML page of a report, written from its JSON document."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from compare.output.page.article import article
from compare.output.page.security import policy
from compare.output.page.words import WORDS
from compare.output.schema.report import Report, ReportDocument

HERE = Path(__file__).parent


def page(document: ReportDocument) -> str:
    """One HTML file that needs nothing else. The document is the report's, its non-finite numbers as words."""
    font = base64.b64encode((HERE / "fonts" / "stix-two-math.woff2").read_bytes()).decode()
    style = _text("page.css").replace("FONT", font) + _text("charts.css")
    script = _text("page.js")
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2").render(
        articles=[article(routes, f"d{i + 1}") for i, routes in enumerate(_data_sets(document["reports"]))],
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        words=WORDS,
        versions=document["reports"][0]["versions"],
    )


def _data_sets(reports: Sequence[Report]) -> list[list[Report]]:
    """The routes of each data set together: the next begins with another name, or where a form comes again."""
    groups: list[list[Report]] = []
    for report in reports:
        same = bool(groups) and report["dataset"] == groups[-1][0]["dataset"]
        if same and report["form"] not in [route["form"] for route in groups[-1]]:
            groups[-1].append(report)
        else:
            groups.append([report])
    return groups


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
