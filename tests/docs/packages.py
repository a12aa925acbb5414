"""The drawing of the packages: `python -m tests.docs.packages` writes docs/packages.svg anew.

The rows are the floors of the contract in pyproject.toml, the arrows are the imports that the code has. A package
stands right of all that import it, so that every arrow runs right and down; one that ran up would be drawn in red.
"""

import ast
import textwrap
import tomllib
from html import escape
from typing import NamedTuple

import grimp

from tests.docs.blocks import ROOT

PAGE = ROOT / "docs" / "packages.svg"
BOX, STEP, ROW, LINE, MARGIN, WRAP = 336, 42, 66, 15, 20, 47
FLOORS = 62
LIGHT = {"page": "#ffffff", "band": "#f1f4f8", "box": "#ffffff", "edge": "#7b8794", "ink": "#1f2933",
         "soft": "#465362", "line": "#2f6fb3", "up": "#c81e1e"}  # fmt: skip
DARK = {"page": "#14181d", "band": "#1c222a", "box": "#28313c", "edge": "#76828f", "ink": "#eef1f4",
        "soft": "#bcc6d0", "line": "#78b4f0", "up": "#ff7b72"}  # fmt: skip
SHAPES = """text { font: 12px system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif }
.name { font: 600 14px ui-monospace, Menlo, Consolas, "Liberation Mono", monospace }
.line { fill: none; stroke-width: 1.2 }
.up { stroke-width: 2.5 }
"""
COLOURS = """text {{ fill: {soft} }} .name {{ fill: {ink} }} .page {{ fill: {page} }} .band {{ fill: {band} }}
.box {{ fill: {box}; stroke: {edge} }} .line {{ stroke: {line} }} .dot, .head {{ fill: {line} }}
.up {{ stroke: {up} }}
"""
STYLE = SHAPES + COLOURS.format(**LIGHT) + "@media (prefers-color-scheme: dark) {\n" + COLOURS.format(**DARK) + "}\n"


class Package(NamedTuple):
    """A box: the module, the name that is shown, and its floor, the lowest 1 (0: beside the floors)."""

    module: str
    name: str
    floor: int


def packages(contracts):
    """All packages from the top down: who may import compare, the floors of the contract, and what it compares."""
    floors = next(contract for contract in contracts["contracts"] if contract["id"] == "floors")["layers"]
    inside = [
        Package(f"compare.{name}", name, len(floors) - k)
        for k, floor in enumerate(floors)
        for name in floor.replace("(", "").replace(")", "").replace(" ", "").split("|")
        if source(f"compare.{name}")
    ]
    beside = [name for name in contracts["root_packages"] if name != "compare"]
    above = [name for name in beside if name == "backproof"]
    below = [name for name in beside if name != "backproof"]
    return [*(Package(n, n, len(floors) + 1) for n in above), *inside, *(Package(n, n, 0) for n in below)]


def source(module):
    """The file of a module, or None where there is none (yet)."""
    path = ROOT.joinpath(*module.split("."))
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()), None)


def charter(module):
    """The first sentence of a module's docstring."""
    said = ast.get_docstring(ast.parse(source(module).read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split()).split(". ")[0].removesuffix(".") + "."


def arrows(boxes, roots):
    """The pairs of boxes of which the first imports the second, as the code has them."""
    graph = grimp.build_graph(*roots, cache_dir=None)
    owner = {module: box for box in boxes for module in (box.module, *graph.find_descendants(box.module))}
    return {
        (owner[module], owner[other])
        for module in owner
        for other in graph.find_modules_directly_imported_by(module)
        if other in owner and owner[other] is not owner[module]
    }


def drawing():
    """The SVG."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    boxes = packages(contracts)
    pairs = arrows(boxes, contracts["root_packages"])
    width = 2 * MARGIN + FLOORS + BOX + STEP * (len(boxes) - 1) + MARGIN
    height = 2 * MARGIN + ROW * len(boxes)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" aria-labelledby="title about">',
        '<title id="title">The packages and who imports whom</title>',
        f'<desc id="about">{escape(spoken(boxes, pairs))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        *bands(boxes, width),
        *wires(boxes, pairs),
        *(line for k, box in enumerate(boxes) for line in drawn(box, k)),
        *legend(height),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def spoken(boxes, pairs):
    """The arrows in words, for those who cannot see them."""
    said = {box: [other.name for other in boxes if (box, other) in pairs] for box in boxes}
    return " ".join(f"{box.name} imports {', '.join(names)}." for box, names in said.items() if names)


def left(k):
    return MARGIN + FLOORS + STEP * k


def middle(k):
    return MARGIN + ROW * k + ROW // 2


def column(k):
    """Where the arrows into a box come down: near its right end, right of every box above."""
    return left(k) + BOX - STEP // 2


def bands(boxes, width):
    """A band for each floor, and its number."""
    floors = list(dict.fromkeys(box.floor for box in boxes))
    for shade, floor in enumerate(floors):
        rows = [k for k, box in enumerate(boxes) if box.floor == floor]
        top, tall = MARGIN + ROW * rows[0], ROW * len(rows)
        if shade % 2 == 0:
            yield f'<rect class="band" x="{MARGIN // 2}" y="{top}" width="{width - MARGIN}" height="{tall}" rx="6"/>'
        if floor:
            yield f'<text x="{MARGIN}" y="{top + tall // 2 + 4}">floor {floor}</text>'


def wires(boxes, pairs):
    """From each importer a line to the right, with a dot over each package that it imports; from there down."""
    reds = [(i, j) for i, a in enumerate(boxes) for j, b in enumerate(boxes) if (a, b) in pairs and j < i]
    downs = [(i, j) for i, a in enumerate(boxes) for j, b in enumerate(boxes) if (a, b) in pairs and j > i]
    for i in sorted({i for i, _ in downs}):
        furthest = max(j for k, j in downs if k == i)
        yield f'<path class="line" d="M{left(i) + BOX} {middle(i)}H{column(furthest)}"/>'
    for j in sorted({j for _, j in downs}):
        first, top = min(i for i, k in downs if k == j), MARGIN + ROW * j + 6
        yield f'<path class="line" d="M{column(j)} {middle(first)}V{top - 6}"/>'
        yield f'<path class="head" d="M{column(j)} {top}l-4.5 -8h9z"/>'
    for i, j in downs:
        yield f'<circle class="dot" cx="{column(j)}" cy="{middle(i)}" r="4"/>'
    for i, j in reds:
        yield f'<path class="line up" d="M{left(i)} {middle(i)}H{left(j) + STEP // 2}V{middle(j) + ROW // 2 - 6}"/>'


def drawn(box, k):
    """A box: the name and the charter."""
    said = textwrap.wrap(charter(box.module), WRAP)
    yield f'<rect class="box" x="{left(k)}" y="{MARGIN + ROW * k + 6}" width="{BOX}" height="{ROW - 12}" rx="5"/>'
    top = middle(k) + 1 - LINE * len(said) // 2
    yield f'<text class="name" x="{left(k) + 10}" y="{top + 4}">{escape(box.name)}</text>'
    for n, line in enumerate(said):
        yield f'<text x="{left(k) + 10}" y="{top + 4 + LINE * (n + 1)}">{escape(line)}</text>'


def legend(height):
    said = ("Follow a line to the right:", "a dot says that the package", "below the dot is imported.")
    for n, line in enumerate(said):
        yield f'<text x="{MARGIN + FLOORS}" y="{height - MARGIN - LINE * (len(said) - n)}">{line}</text>'


if __name__ == "__main__":
    PAGE.write_text(drawing(), encoding="utf-8")
