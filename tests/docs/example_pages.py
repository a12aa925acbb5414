"""The pages that docs/ links to: `make pages` writes them anew, a test compares what every machine writes alike."""

import json
import re
from pathlib import Path

from tests.helpers.commands import command

FOLDER = Path(__file__).parents[2] / "docs" / "pages"
PAGES = ("houses", "sentences")
RECORD = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)
ULPS = r"(<td><span[^>]*>[^<]*</span></td>){4}</tr>"
CLOSE = r"<tr><th[^>]*>[^<]*</th>(<td[^>]*>[^<]*</td>){8}</tr>"
FIGURE = r'<figure>(?:(?!</figure>).)*data-chart="ratios".*?</figure>'
PARTS = r"largest error is [\d.]+|\d[\d,]* values, claimed|ulps off|(?<=>)[\d,.]+(?=</td></tr>)"
LONG = (
    r"-?\d\.\d+×10[⁻⁰-⁹¹²³]+|-?\d+(\.\d+)?e[-−+]?\d+|-?\d+\.\d{7,}|\d{17,}|[\d.]+ (?=ulps|times)|(?<=reference )[\d.]+"
)
SMALL = re.compile(r"-?[\d.]+e[-+]?\d+")
MACHINE = re.compile("|".join((r"<footer>.*?</footer>", FIGURE, ULPS, CLOSE, PARTS, LONG)), re.DOTALL)


def written(name: str, folder: Path) -> Path:
    """Write the page of one data set as `backproof report NAME --html FILE` does."""
    file = folder / f"{name}.html"
    status, _, err = command("report", name, "--quiet", "--html", str(file))
    if status:
        raise RuntimeError(err)
    return file


def lasting(file: Path) -> tuple[str, list[object]]:
    """The page and its record without what a processor's libm and BLAS decide: ulps, allowances used, last digits."""
    html = file.read_text(encoding="utf-8")
    return MACHINE.sub("#", RECORD.sub("", html)), [_lasting(json.loads(text)) for text in RECORD.findall(html)]


def _lasting(record: dict[str, object]) -> object:
    texts, values, moves = record["texts"], record["values"], record["moves"]
    hand = {key: SMALL.sub("#", texts[sides["hand"]]) for key, sides in values.items()}
    return hand, {name: move for name, move in moves.items() if not name.startswith("ratios")}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for page in PAGES:
        print(written(page, FOLDER).relative_to(FOLDER.parent.parent))
