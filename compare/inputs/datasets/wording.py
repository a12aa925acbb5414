"""How a fault in the data is told: one printable line, however odd the text it quotes."""

from collections.abc import Iterable
from difflib import get_close_matches

from compare.errors import BadInput

SEARCHED = 2000  # among more names only another case is looked for: comparing letters takes minutes for a million


def plain(text: str) -> str:
    """A name as people know it; quoted and escaped only where it would break the line or the terminal."""
    return text if text.isprintable() else repr(text)


def quoted(text: str, limit: int = 40) -> str:
    """A piece of someone's file, escaped, and cut to `limit` characters."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


def listed(names: Iterable[str], limit: int = 8) -> str:
    """The first few names and how many are left."""
    every = list(names)
    rest = f" and {len(every) - limit} more" if len(every) > limit else ""
    return ", ".join(quoted(name) for name in every[:limit]) + rest


def nearest(name: str, names: Iterable[str]) -> str:
    """A question with the closest of `names`; empty when none is close."""
    folded = {known.casefold(): known for known in names}
    searched = folded if len(folded) <= SEARCHED else [name.casefold()] * (name.casefold() in folded)
    close = get_close_matches(name.casefold(), searched, n=1)
    return f" Did you mean {quoted(folded[close[0]])}?" if close else ""


def is_parquet(path: str) -> bool:
    """Whether the file's name says that it is a Parquet file, which has rows where a CSV file has lines."""
    return path.lower().endswith(".parquet")


def placed(path: str, line: int) -> str:
    """Where a row stands in its file."""
    return f"{'row' if is_parquet(path) else 'line'} {line}"


def fault(what: str, path: str, line: int | None = None, column: str | None = None) -> BadInput:
    """The error for one place in a file: which file, which line, which column, and what is wrong there."""
    place = [plain(path)]
    if line is not None:
        place.append(placed(path, line))
    if column is not None:
        place.append(f"column {quoted(column)}")
    return BadInput(f"{', '.join(place)}: {what}")
