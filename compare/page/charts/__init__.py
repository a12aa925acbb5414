"""The pictures of the page, drawn from one report of the JSON document."""

from __future__ import annotations

from typing import Any

from compare.page.charts.chart import Chart
from compare.page.charts.classes import classes
from compare.page.charts.fit import fits
from compare.page.charts.loss import loss
from compare.page.charts.ratios import ratios
from compare.page.charts.sigma import sigma
from compare.page.charts.trail import trail

__all__ = ["Chart", "charts"]


def charts(report: dict[str, Any]) -> list[Chart]:
    """The pictures that make sense for this report."""
    data = fits(report) if report["task"] == "regression" else classes(report)
    curve = [sigma(report)] if report["task"] == "classification" else []
    errors = [ratios(report)] if "ratios" in report["history"][0] else []
    return [loss(report), *data, *trail(report), *curve, *errors]
