"""Two checkouts on one machine, asked the same questions: `python -m tests.golden BEFORE AFTER`.

For a change that must not change what people see. Every command runs in both checkouts, with this Python, and what it
prints, what it writes and how it exits are compared byte by byte; only the seconds that a run took are masked. Nothing
is kept. Exits 1 where something differs, and shows the first differing line of each.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from itertools import zip_longest
from pathlib import Path

MINE = """
import numpy as np

def trace(p):
    z = p["x"] @ p["w"] + p["b"]
    y_hat = 1 / (1 + np.exp(-z))
    dL_dz = -(p["y"] - y_hat) / (y_hat * (1 - y_hat))
    return {"z": z, "y_hat": y_hat, "dL/dz": dL_dz, "dJ/dw": (dL_dz[:, None] * p["x"]).mean(axis=0)}
"""
COMMANDS = {
    "report": ["report", "--steps", "30"],
    "report to JSON": ["report", "houses", "--steps", "20", "--quiet", "--json", "-"],
    "report to HTML": ["report", "sentences", "--steps", "20", "--quiet", "--html", "page.html"],
    "report to Markdown": ["report", "breast-cancer", "--steps", "5", "--quiet", "--markdown", "-"],
    "report, free": ["report", "houses", "--steps", "30", "--mode", "free", "--dtype", "float32"],
    "explain": ["explain", "sentences", "--example", "4"],
    "check": ["check", "mine.py", "--task", "classification", "--json", "check.json", "--emit-test", "test_mine.py"],
    "check of an own chain": ["check", "own.py"],
    "truth": ["truth", "--json", "truth.json"],
    "selftest": ["selftest"],
    "power": ["power"],
}
SHOWN = 200
SECONDS = re.compile(rb'(^|[ ("])\d+(\.\d+)?( s\b)|("seconds": ?)[\d.]+', re.MULTILINE)


def main() -> int:
    """Compare every command; 1 if one differs."""
    before, after = (Path(folder).resolve() for folder in sys.argv[1:3])
    chosen = sys.argv[3:] or list(COMMANDS)
    differing = [name for name in chosen if differs(name, answers(before, name), answers(after, name))]
    print(f"{len(chosen) - len(differing)} of {len(chosen)} commands answer byte for byte as before")
    return 1 if differing else 0


def answers(checkout: Path, name: str) -> dict[str, bytes]:
    """The exit status, both streams and every file that the command leaves, by name."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "mine.py").write_text(MINE, encoding="utf-8")
        Path(folder, "own.py").write_bytes((checkout / "docs" / "two_layer_tanh.py").read_bytes())
        given = set(Path(folder).iterdir())
        command = [sys.executable, "-P", "-m", "compare", *COMMANDS[name]]
        environment = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        found = {"exit status": str(done.returncode).encode(), "output": done.stdout, "errors": done.stderr}
        found |= {path.name: path.read_bytes() for path in Path(folder).glob("*.*") if path not in given}
    return {part: SECONDS.sub(rb"\1\4SECONDS\3", content) for part, content in found.items()}


def differs(name: str, before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Whether the answers differ; shows where."""
    parts = [part for part in dict.fromkeys([*before, *after]) if before.get(part) != after.get(part)]
    print(f"{name}: {'differs in ' + ', '.join(parts) if parts else 'the same'}", flush=True)
    for part in parts:
        lines = (content.get(part, b"").decode(errors="replace").splitlines() for content in (before, after))
        for number, (was, now) in enumerate(zip_longest(*lines), start=1):
            if was != now:
                print(
                    f"  line {number} of {part}\n    before: {(was or '')[:SHOWN]}\n    after:  {(now or '')[:SHOWN]}"
                )
                break
    return bool(parts)


if __name__ == "__main__":
    sys.exit(main())
