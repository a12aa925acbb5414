"""The command and output blocks of README.md and docs/: run, compared by a test, and written anew by `make docs`.

A ```console block starts with `$ backproof ...` and goes on with what the command prints; a ```text output block holds
what the Python block before it prints. A Python block whose first line is `# NAME.py` is not run but put in a file of
that name, in the folder in which the page's commands and Python run; the examples of docs/ lie there, too. A
```csv NAME block is a file of that name there. A ```text block quotes one of the examples.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(console|python|text output|csv \S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


FILE = re.compile(r"# (\w+\.py)\n")


def renewed(text: str) -> str:
    """The Markdown with the output of every block as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        return _renewed(text, Path(folder))


def _renewed(text: str, folder: Path) -> str:
    for example in (ROOT / "docs").glob("*.py"):
        shutil.copy(example, folder)
    names: dict[str, Any] = {"__name__": "example"}
    printed = ""

    def renew(match: re.Match[str]) -> str:
        nonlocal printed
        kind, body = match.groups()
        if kind.startswith("csv "):
            (folder / kind.removeprefix("csv ")).write_text(body, encoding="utf-8")
            return match.group(0)
        if kind == "console":
            command = body.splitlines()[0]
            with contextlib.chdir(folder):
                return f"```console\n{command}\n{output_of(command)}```"
        if kind == "python" and (named := FILE.match(body)):
            (folder / named.group(1)).write_text(body, encoding="utf-8")
            return match.group(0)
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as stream, _importable(folder), contextlib.chdir(folder):
                exec(compile(body, "<example>", "exec"), names)
                for name in [name for name in names if name.startswith("test_")]:
                    names.pop(name)()
            printed = stream.getvalue()
            return match.group(0)
        return f"```text output\n{stripped(printed)}```"

    return BLOCK.sub(renew, text)


@contextlib.contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """With the files of a folder as modules."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))


def output_of(command: str) -> str:
    """What `$ backproof ...` prints."""
    from compare.cli import main

    with contextlib.redirect_stdout(io.StringIO()) as stream, contextlib.redirect_stderr(stream):
        main(shlex.split(command.removeprefix("$ backproof ")))
    return stripped(stream.getvalue())


def stripped(text: str) -> str:
    """Without blanks at the ends of lines, and without blank lines around."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


def pages() -> list[Path]:
    """The pages that may hold blocks."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


if __name__ == "__main__":
    for page in map(Path, sys.argv[1:]):
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
