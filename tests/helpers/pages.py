"""Pages made by the command, each once, with the document that they were made from."""

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from compare.output.page.numbers import number
from tests.helpers.commands import command


class Made(NamedTuple):
    html: str
    document: dict[str, Any]

    @property
    def report(self) -> dict[str, Any]:
        """The route that the page shows in full."""
        found: dict[str, Any] = self.document["reports"][0]
        return found


@cache
def made(*argv: str) -> Made:
    """The page and the document of one call of `backproof report`."""
    with tempfile.TemporaryDirectory() as folder:
        html, document = (Path(folder) / name for name in ("page.html", "report.json"))
        status, _, err = command("report", *argv, "--quiet", "--html", str(html), "--json", str(document))
        assert (status, err) == (0, ""), err
        return Made(html.read_text(encoding="utf-8"), json.loads(document.read_text(encoding="utf-8")))


def told(report: dict[str, Any], key: str, side: str, k: int, e: int) -> str:
    """What the page must show for one number: read from the document, by other code than the page's."""
    entry = report["history"][k]
    if key in ("y", "1-y"):
        y = report["data"]["y"][report["data"]["rows"].index(report["recorded"]["examples"][e])]
        return number(y if key == "y" else 1 - y)
    if key == "1-y_hat":
        return number(1 - float(entry["links"]["y_hat"]["hand"][e]))
    name, _, j = key.rpartition("/") if key[-1].isdigit() else (key, "", "")
    if name in ("w", "b"):
        return number(_at(entry["parameters"][name][side], j))
    per_example = not name.endswith("+") and "J" not in name
    held = {of: _at(values[e] if per_example else values, j) for of, values in entry["links"][name].items()}
    if side in held:
        return number(held[side])
    if side == "apart":
        return number(_apart(float(held["hand"]), float(held["autograd"]), report["dtype"]), 2)
    values = entry["ulps"].get(name)
    ulps = {of: _at(v[e] if per_example else v, j) if values else "NaN" for of, v in (values or held).items()}
    if side.endswith("-ulps"):
        return number(ulps[side.removesuffix("-ulps")], 2)
    hand, autograd = (float(ulps[of]) for of in ("hand", "autograd"))
    if np.isnan(hand) or np.isnan(autograd):
        return "undecided"
    return "as near" if hand == autograd else "by hand" if hand < autograd else "autograd"


def _at(value, j):
    return value[int(j)] if j else value


def _apart(hand: float, autograd: float, dtype: str) -> float:
    if hand == autograd or (np.isnan(hand) and np.isnan(autograd)):
        return 0.0
    with np.errstate(all="ignore"):
        larger = np.dtype(dtype).type(max(abs(hand), abs(autograd)))
        return abs(hand - autograd) / float(np.spacing(larger))
