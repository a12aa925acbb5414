"""The pages that docs/ links to: `make pages` writes them anew, a test compares them."""

import re
from pathlib import Path

from tests.commands import command

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pages"
PAGES = ("houses", "sentences")
MACHINE = re.compile(r"<footer>.*?</footer>", re.DOTALL)


def written(name: str, folder: Path) -> Path:
    """Write the page of one data set as `backproof report NAME --html FILE` does."""
    file = folder / f"{name}.html"
    status, _, err = command("report", name, "--quiet", "--html", str(file))
    if status:
        raise RuntimeError(err)
    return file


def lasting(file: Path) -> str:
    """The page without what depends on the machine."""
    return MACHINE.sub("", file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for page in PAGES:
        print(written(page, FOLDER).relative_to(FOLDER.parent.parent))
