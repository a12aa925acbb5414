"""The generated tables of docs/mistakes.md: `python -m tests.docs.mistakes_page` writes them from the catalogue."""

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.mistakes import MISTAKES, NOT_EXPRESSED
from tests.docs.blocks import ROOT
from tests.docs.numerics_page import TABLE
from tests.helpers.allowed import RIGHT_IN_ANOTHER_FORM

PAGE = ROOT / "docs" / "mistakes.md"
SYMBOLS = {link.name: link.symbol for chain in (FUSED, REGRESSION, CLASSIFICATION) for link in chain.links}


def mistakes():
    """One row for each place of a mistake: the same formulas in several chains are one place."""
    rows = [("id", "mistake", "at", "right", "wrong", "wrong ÷ right", "hidden where", "made in")]
    for mistake in MISTAKES:
        places = dict.fromkeys((SYMBOLS[s.link], s.right, s.form.formula, s.needs) for s in mistake.slips)
        for k, (at, right, wrong, needs) in enumerate(places):
            said = (mistake.id, mistake.name) if k == 0 else ("", "")
            hidden = "; ".join(filter(None, (mistake.hidden, f"it needs {needs}" if needs else "")))
            more = (mistake.fingerprint, hidden, mistake.source) if k == 0 else ("", hidden if needs else "", "")
            rows.append((*said, at, right, wrong, *more))
    return rows


def allowed():
    """What must pass."""
    places = dict.fromkeys((SYMBOLS[slip.link], slip.right, slip.form.formula) for slip in RIGHT_IN_ANOTHER_FORM)
    return [("at", "the notes' form", "right in another form"), *places]


def not_expressed():
    """What is no wrong form of a link."""
    return [("mistake", "why it is not in the table"), *NOT_EXPRESSED.items()]


TABLES = {"mistakes": mistakes, "allowed": allowed, "not expressed": not_expressed}


def markdown(rows):
    """Rows as a Markdown table, the first one its head."""
    head, *body = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _renewed(match):
    return f"{match[1]}{markdown(TABLES[match[2]]())}\n{match[4]}"


def renewed():
    """The page with its tables as the catalogue has them."""
    return TABLE.sub(_renewed, PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(renewed(), encoding="utf-8")
