"""What the mutation run found: `python -m tests.docs.mutation_page` counts it into docs/mutants.md; 1 below the target.

A mutant is *seen* where a test fails or hangs. The page's own part is the table of those that no test can see, each
told by its function and its line as the mutant has it; the score is seen ÷ (all − equivalent).
"""

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "mutants.md"
PART = re.compile(r"(<!-- table: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
ROW = re.compile(r"^\| `(?P<where>[^`]+)` \| `(?P<line>[^`]+)` \| (?P<why>[^`|]*(?:`[^`]*`[^`|]*)*) \|$", re.MULTILINE)
SEEN = ("killed", "timeout", "segfault")
TARGETS = {"manual": 1.0, "compare": 0.95}


class Mutant(NamedTuple):
    """A fault: the file it is in, the function, the lines as they then read, and how its tests ended."""

    file: str
    where: str
    line: str
    status: str


def found():
    """The mutants of the last run, file by file. mutmut reads its settings when it is imported."""
    from mutmut.__main__ import get_diff_for_mutant, walk_mutatable_files
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.stats import status_by_exit_code

    for path in sorted(walk_mutatable_files()):
        data = SourceFileMutationData(path=path)
        data.load()
        for key, code in data.exit_code_by_key.items():
            status = status_by_exit_code[code]
            line = "" if status in SEEN else changed(get_diff_for_mutant(key, path=path))
            yield Mutant(str(path), readable(key), line, status)


def readable(key):
    """mutmut's name of a mutant as the dotted name of its function."""
    module, _, mangled = key.rpartition(".")
    name = re.sub(r"__mutmut_[0-9]+$", "", mangled)
    return f"{module}.{name[2:] if name.startswith('x_') else name.removeprefix('xǁ').replace('ǁ', '.')}"


def changed(diff):
    """The lines of a diff that the mutant adds, as one."""
    added = [line[1:].strip() for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    return " ".join(added)


def table(*rows):
    head, *body = ([str(cell).replace("|", "\\|") for cell in row] for row in rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *body))


def listed(text):
    """What the page says that no test can see: (function, line) -> the reason."""
    return {
        (row["where"], row["line"].replace("\\|", "|")): row["why"] for row in ROW.finditer(parts(text)["equivalent"])
    }


def parts(text):
    """The tables of the page by name."""
    return {name: body for _, name, body, _ in PART.findall(text)}


def counts(mutants, equivalent):
    """For each file and each package: mutants, seen, equivalent, not seen, and the score."""
    rows = defaultdict(lambda: [0, 0, 0, 0])
    for mutant in mutants:
        kind = 1 if mutant.status in SEEN else 2 if (mutant.where, mutant.line) in equivalent else 3
        for name in (mutant.file, mutant.file.partition("/")[0]):
            rows[name][0] += 1
            rows[name][kind] += 1
    return {name: (*row, row[1] / max(row[0] - row[2], 1)) for name, row in sorted(rows.items())}


def renewed(text, mutants, equivalent):
    """The page with its counted tables as the run has them."""
    rows = [(f"`{name}`", *row, f"{score:.1%}") for name, (*row, score) in counts(mutants, equivalent).items()]
    left = [
        (f"`{m.where}`", f"`{m.line}`", m.status)
        for m in mutants
        if m.status not in SEEN and (m.where, m.line) not in equivalent
    ]
    tables = {
        "counts": table(("", "mutants", "seen", "equivalent", "not seen", "score"), *rows),
        "left": table(("function", "the mutant reads", "its tests"), *left) if left else "None.\n",
    }
    return PART.sub(lambda match: match[1] + tables.get(match[2], match[3]) + match[4], text)


def main():
    text, mutants = PAGE.read_text(encoding="utf-8"), list(found())
    equivalent = listed(text)
    if any(mutant.status == "not checked" for mutant in mutants):
        sys.stdout.write("the run is not complete: the page stays as it is\n")
        return 1
    PAGE.write_text(renewed(text, mutants, equivalent), encoding="utf-8")
    unseen = {(mutant.where, mutant.line) for mutant in mutants if mutant.status not in SEEN}
    stale = [key for key in equivalent if key not in unseen]
    complaints = [f"{where}: listed as equivalent, and seen or gone: {line}" for where, line in stale]
    for name, (*_, score) in counts(mutants, equivalent).items():
        sys.stdout.write(f"{score:7.1%}  {name}\n")
        if score < TARGETS.get(name, 0):
            complaints.append(f"{name}: below {TARGETS[name]:.0%}")
    sys.stdout.writelines(f"{complaint}\n" for complaint in complaints)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
