"""Counts the lines that a user's code prints and keeps the first ones, apart for the import and for the calls."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST = 2**16  # bytes kept of one line
KEPT = 100  # lines, and so many letters of each
LETTERS = 500


@dataclass
class Printed:
    """How many lines that are not blank, the first of them, and the beginning of the first `KEPT`."""

    lines: int = 0
    first: str = ""
    kept: list[str] = field(default_factory=list)

    def add(self, line: bytes) -> None:
        """Count one line."""
        said = line.decode("utf-8", errors="replace").strip()
        self.lines += bool(said)
        self.first = self.first or said
        if said and len(self.kept) < KEPT:
            self.kept.append(said[:LETTERS])


class Noise:
    """Both streams of the process, one line after the other; the line `token` comes between import and calls."""

    def __init__(self, token: str) -> None:
        self.token = token.encode()
        self.importing, self.calling = Printed(), Printed()
        self._current, self._unfinished = self.importing, b""

    def add(self, data: bytes) -> None:
        """Take what was read next."""
        *whole, last = data.split(b"\n")
        for line in whole:
            self._line(self._unfinished + line[:LONGEST])
            self._unfinished = b""
        self._unfinished = (self._unfinished + last)[:LONGEST]

    def end(self) -> None:
        """Count the last line, which may lack its newline."""
        self._line(self._unfinished)
        self._unfinished = b""

    def _line(self, line: bytes) -> None:
        if line == self.token:
            self._current = self.calling
        else:
            self._current.add(line)
