"""The offline HTML page of a report, written from its JSON document."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from compare.page.article import article
from compare.page.security import policy

HERE = Path(__file__).parent


def page(document: Mapping[str, Any]) -> str:
    """One HTML file that needs nothing else. The document is the report's, its non-finite numbers as words."""
    groups = [list(routes) for _, routes in groupby(document["reports"], key=lambda report: report["dataset"])]
    font = base64.b64encode((HERE / "fonts" / "stix-two-math.woff2").read_bytes()).decode()
    style = _text("page.css").replace("FONT", font) + _text("charts.css")
    script = _text("page.js")
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2").render(
        articles=[article(routes, f"d{i + 1}") for i, routes in enumerate(groups)],
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        versions=document["reports"][0]["versions"],
    )


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
