"""The command and output blocks of README.md and docs/: run, compared by a test, and written anew by `make docs`.

A ```console block starts with `$ backproof ...` and goes on with what the command prints; a ```text output block holds
what the Python block before it prints.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(console|python|text output)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def renewed(text: str) -> str:
    """The Markdown with the output of every block as it is now."""
    names: dict[str, Any] = {"__name__": "example"}
    printed = ""

    def renew(match: re.Match[str]) -> str:
        nonlocal printed
        kind, body = match.groups()
        if kind == "console":
            command = body.splitlines()[0]
            return f"```console\n{command}\n{output_of(command)}```"
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as stream:
                exec(compile(body, "<example>", "exec"), names)
                for name in [name for name in names if name.startswith("test_")]:
                    names.pop(name)()
            printed = stream.getvalue()
            return match.group(0)
        return f"```text output\n{stripped(printed)}```"

    return BLOCK.sub(renew, text)


def output_of(command: str) -> str:
    """What `$ backproof ...` prints."""
    from compare.cli import main

    with contextlib.redirect_stdout(io.StringIO()) as stream:
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
