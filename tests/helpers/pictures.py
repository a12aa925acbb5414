"""Pictures read back: the coordinates of an SVG turned into values by the scales written on its frame."""

import copy
import json
import re
from functools import cache
from xml.etree import ElementTree

from compare.output.page.scale import Scale
from tests.helpers.commands import report

PRINTED = 0.005
"""Coordinates are printed to two decimals, so each is off by at most half of the last."""
ROUNDED = 1e-9
"""And by what their own arithmetic rounds: far more than some ten operations on a number below 1,000 can."""
REACH = PRINTED + ROUNDED


@cache
def _first_report(*argv):
    return json.loads(report(*argv).json)["reports"][0]


def first_report(*argv):
    """The first report of a document, of one's own to change."""
    return copy.deepcopy(_first_report(*argv))


def picture(chart):
    return ElementTree.fromstring(str(chart.svg))


def scales(root):
    """The two scales of the first plot of a picture."""
    plot = next(group for group in root.iter("g") if group.get("class") == "plot")
    return tuple(scale(plot.get(f"data-{axis}-scale")) for axis in "xy")


def scale(written):
    kind, *ends = written.split()
    return Scale(*map(float, ends), log=kind == "log")


def shows(axis, coordinate, value):
    """Whether a printed coordinate is that of the value: the value lies where half of the last digit can bring it."""
    low, high = sorted(axis.inverse(float(coordinate) + side) for side in (-REACH, REACH))
    return low <= float(value) <= high


def within_print(axis, coordinate, value):
    """The same by the coordinate that the value has: where the scale's way back rounds more than its way there."""
    return abs(axis(float(value)) - float(coordinate)) <= REACH


def all_with(root, **attributes):
    wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return [part for part in root.iter() if all(part.get(key) == value for key, value in wanted.items())]


def plotted(root, **attributes):
    """The parts of the plots, without the samples of the legend."""
    plots = [group for group in root.iter("g") if group.get("class") == "plot"]
    return [part for plot in plots for part in all_with(plot, **attributes)]


def pairs(text):
    """The points of a polyline or polygon, or the corners of a path, as written."""
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", text)]


def rows(chart):
    """The table under a picture, its head first, as texts."""
    return [[cell.text or "" for cell in row] for row in ElementTree.fromstring(str(chart.table)).iter("tr")]
