"""The pictures of the page, drawn from one report of the JSON document."""

from __future__ import annotations

from compare.output.page.charts.chart import Chart
from compare.output.page.charts.classes import classes
from compare.output.page.charts.fit import fits
from compare.output.page.charts.loss import loss
from compare.output.page.charts.ratios import ratios
from compare.output.page.charts.sigma import sigma
from compare.output.page.charts.trail import trail
from compare.output.schema.report import Report

__all__ = ["Chart", "charts"]


def charts(report: Report) -> list[Chart]:
    """The pictures that make sense for this report."""
    data = fits(report) if report["task"] == "regression" else classes(report)
    curve = [sigma(report)] if report["task"] == "classification" else []
    errors = [ratios(report)] if "ratios" in report["history"][0] else []
    return [loss(report), *data, *trail(report), *curve, *errors]
