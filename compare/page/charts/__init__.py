"""The pictures of the page, drawn from one report of the JSON document."""

from __future__ import annotations

from typing import Any

from compare.page.charts.chart import Chart
from compare.page.charts.loss import loss

__all__ = ["Chart", "charts"]


def charts(report: dict[str, Any]) -> list[Chart]:
    """The pictures that make sense for this report."""
    return [loss(report)]
