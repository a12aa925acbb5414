"""What the mutation run found: `python -m tests.mutation_page` counts it into docs/mutants.md; 1 below the target.

The page's reader-made part is the table of equivalent mutants, each told by its function and the line as it reads then.
A mutant is *seen* where a test fails or hangs; the score is seen ÷ (all − equivalent).
"""

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from mutmut.__main__ import get_diff_for_mutant, walk_mutatable_files
from mutmut.mutation.data import SourceFileMutationData
from mutmut.stats import status_by_exit_code

PAGE = Path(__file__).parent.parent / "docs" / "mutants.md"
PART = re.compile(r"(<!-- table: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
ROW = re.compile(r"^\| `(?P<where>[^`]+)` \| `(?P<line>[^`]+)` \| (?P<why>.+) \|$", re.MULTILINE)
SEEN = ("killed", "timeout", "segfault")
TARGETS = {"manual": 1.0, "compare": 0.95}


class Mutant(NamedTuple):
    """A fault: the file it is in, the function, the lines as they then read, and how its tests ended."""

    file: str
    where: str
    line: str
    status: str


def found():
    """The mutants that were tried, file by file."""
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for key, code in data.exit_code_by_key.items():
            status = status_by_exit_code[code]
            line = "" if status in (*SEEN, "not checked") else changed(get_diff_for_mutant(key, path=path))
            yield Mutant(str(path), readable(key), line, status)


def readable(key):
    """mutmut's name of a mutant as the dotted name of its function."""
    module, _, mangled = key.rpartition(".")
    return f"{module}.{re.sub(r'__mutmut_[0-9]+$', '', mangled).removeprefix('x').strip('ǁ_').replace('ǁ', '.')}"


def changed(diff):
    """The lines of a diff that the mutant adds, as one."""
    added = [line[1:].strip() for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    return " ".join(added).replace("|", "\\|")


def table(*rows):
    head, *body = rows
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in (head, ["---"] * len(head), *body))


def counts(mutants, equivalent):
    """A row for each file, and one for each target."""
    rows = defaultdict(lambda: [0, 0, 0, 0])
    for mutant in mutants:
        kind = 1 if mutant.status in SEEN else 2 if (mutant.where, mutant.line) in equivalent else 3
        for name in (f"`{mutant.file}`", f"**{mutant.file.partition('/')[0]}**"):
            rows[name][0] += 1
            rows[name][kind] += 1
    return {name: (*row, row[1] / (row[0] - row[2])) for name, row in sorted(rows.items(), reverse=True)}


def main():
    text = PAGE.read_text(encoding="utf-8")
    parts = {name: body for _, name, body, _ in PART.findall(text)}
    equivalent = {(row["where"], row["line"]) for row in ROW.finditer(parts["equivalent"])}
    mutants = [mutant for mutant in found() if mutant.status != "not checked"]
    rows = counts(mutants, equivalent)
    unseen = [(m.where, m.line, m.status) for m in mutants if m.status not in SEEN]
    left = [(f"`{where}`", f"`{line}`", status) for where, line, status in unseen if (where, line) not in equivalent]
    tables = {
        "counts": table(
            ("", "mutants", "seen", "equivalent", "not seen", "score"),
            *((name, *row, f"{score:.1%}") for name, (*row, score) in rows.items()),
        ),
        "left": table(("function", "the mutant reads", "its tests"), *left) if left else "None.\n",
    }
    PAGE.write_text(
        PART.sub(lambda match: match[1] + tables.get(match[2], match[3]) + match[4], text), encoding="utf-8"
    )
    sys.stdout.write(tables["counts"])
    stale = equivalent - {(where, line) for where, line, _ in unseen}
    for where, line in sorted(stale):
        sys.stdout.write(f"listed as equivalent, and seen or gone: {where}: {line}\n")
    low = [name for name, target in TARGETS.items() if f"**{name}**" in rows and rows[f"**{name}**"][-1] < target]
    for name in low:
        sys.stdout.write(f"{name}: below {TARGETS[name]:.0%}\n")
    return 1 if low or stale else 0


if __name__ == "__main__":
    sys.exit(main())
