"""The pages that docs/ links to: `make pages` writes them anew, a test compares what every machine writes alike."""

import json
import re
from pathlib import Path

from tests.helpers.commands import command

FOLDER = Path(__file__).parents[2] / "docs" / "pages"
PAGES = ("houses", "sentences")
RECORD = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)
CELL = r"(<td[^>]*>)[^<]*(</td>)"
ULPS = re.compile(r"(<td><span[^>]*>)[^<]*(</span></td>)" * 4 + "</tr>")
TALLY = re.compile(r"(<tr><th[^>]*>[^<]*</th>(?:<td[^>]*>[^<]*</td>){4})" + CELL * 3 + r"(<td[^>]*>[^<\d]+</td></tr>)")
CLOSER = re.compile(r"(<tr><th[^>]*>[^<]*</th>)" + CELL * 7 + r"(<td[^>]*>[\d,]+</td></tr>)")
FIGURE = r'<figure>(?:(?!</figure>).)*data-chart="ratios".*?</figure>'
PARTS = r"largest error is [\d.]+|\d[\d,]* values, claimed|ulps off|(?<=>)[\d,.]+(?=</td></tr>)"
SMALL = r"[−-]?\d(?:\.\d+)?(?:×10⁻[⁰¹²³⁴-⁹]+|e[-−]\d+)|[\d.]+ (?=ulps|times)|(?<=reference )[\d.]+"
LONG = re.compile(r"-?\d+\.\d{7,}|\d{17,}")
BREAK = re.compile(r'<tr data-heights="([\d. ]*)">(.*?)</tr>', re.DOTALL)
AFTER = re.compile(r"[^<>]+(?= after \d+ steps)")
OVERFLOWS = r"[\d.,]+(?:×10[⁻⁰¹²³⁴-⁹]+)?(?= after \d+ steps?, then no finite number)"
SWINGS = 10
"""A broken descent whose curve turns more often swings, and each swing magnifies a rounding: after as many heights its
course, and the J that it has at the end, are the processor's. All others are compared whole."""
CANCELLED = 1e-6
"""Below this part of the largest number of its series the digits shown are what rounding left of terms that cancel."""
MACHINE = re.compile("|".join((r"<footer>.*?</footer>", FIGURE, PARTS, OVERFLOWS, SMALL)), re.DOTALL)


def written(name: str, folder: Path) -> Path:
    """Write the page of one data set as `backproof report NAME --html FILE` does."""
    file = folder / f"{name}.html"
    status, _, err = command("report", name, "--quiet", "--html", str(file))
    if status:
        raise RuntimeError(err)
    return file


def lasting(file: Path) -> tuple[str, list[object]]:
    """The page and its record without what a processor's libm and BLAS decide.

    That is: ulps, allowances used, digits beyond those that people read, what is left where terms cancel, the late
    steps of a descent that swings and the last J of one that overflows. Words, verdicts, counts, links, curves and all
    other numbers stay.
    """
    html = file.read_text(encoding="utf-8")
    shown = BREAK.sub(_before_it_swings, RECORD.sub("", html))
    for cells in (ULPS, TALLY, CLOSER):
        shown = cells.sub(lambda row: "#".join(row.groups()), shown)
    shown = LONG.sub(lambda digits: f"{float(digits[0]):.5g}", MACHINE.sub("#", shown))
    return shown, [_lasting(json.loads(text)) for text in RECORD.findall(html)]


def _before_it_swings(row: re.Match[str]) -> str:
    heights = [float(height) for height in row[1].split()]
    turns = sum((b - a) * (c - b) < 0 for a, b, c in zip(heights, heights[1:], heights[2:], strict=False))
    return f"{heights[:SWINGS]} {len(heights)} {AFTER.sub('#', row[2])}" if turns > SWINGS else row[0]


def _lasting(record: dict[str, object]) -> object:
    texts, values, moves = record["texts"], record["values"], record["moves"]
    hand = {key: _before_it_cancels(texts[sides["hand"]].split(" ")) for key, sides in values.items()}
    return hand, {name: move for name, move in moves.items() if not name.startswith("ratios")}


def _before_it_cancels(texts: list[str]) -> list[str]:
    sizes = [abs(float(text.replace(",", "").replace("∞", "inf"))) for text in texts]
    least = CANCELLED * max(sizes)
    return [text if size >= least else "#" for text, size in zip(texts, sizes, strict=True)]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for page in PAGES:
        print(written(page, FOLDER).relative_to(FOLDER.parent.parent))
