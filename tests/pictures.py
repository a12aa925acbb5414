"""Pictures read back: the coordinates of an SVG turned into values by the scales written on its frame."""

import json
from functools import cache
from xml.etree import ElementTree

from compare.page.charts import charts
from compare.page.scale import Scale
from tests.commands import report

HALF = 0.005
"""Coordinates are printed to two decimals, so each is off by at most this, and the rounding of the scales."""
SLACK = 1e-9


@cache
def first_report(*argv):
    return json.loads(report(*argv).json)["reports"][0]


def picture(chart):
    return ElementTree.fromstring(str(chart.svg))


def chart_of(argv, name):
    return {chart.name: chart for chart in charts(first_report(*argv))}[name]


def scales(root):
    """The two scales of the first plot of a picture."""
    plot = next(group for group in root.iter("g") if group.get("class") == "plot")
    return tuple(scale(plot.get(f"data-{axis}-scale")) for axis in "xy")


def scale(written):
    kind, *ends = written.split()
    return Scale(*map(float, ends), log=kind == "log")


def shows(axis, coordinate, value):
    """Whether a printed coordinate is that of the value: the value lies where half of the last digit can bring it."""
    reach = HALF + SLACK * (abs(axis.start) + abs(axis.end))
    low, high = sorted(axis.inverse(float(coordinate) + side) for side in (-reach, reach))
    return low <= float(value) <= high


def all_with(root, **attributes):
    wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return [part for part in root.iter() if all(part.get(key) == value for key, value in wanted.items())]


def pairs(part):
    return [tuple(pair.split(",")) for pair in part.get("points").split()]
