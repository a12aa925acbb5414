"""The command line: what can be asked for, and the status with which it ends.

Read in this order: `options` (every command's options), then the file of a command; `child` is the process in which a
user's file runs.

Exit status 0: all agree; 1: something disagrees, or nothing could be claimed; 2: bad usage or bad input. Nothing heavy
is imported until a command runs, so that --help and --version answer at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from compare.cli.failures import guarded
from compare.output.stream import spell


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status. `argv` defaults to the process's arguments."""
    spell(sys.stdout)
    return guarded(_command, list(sys.argv[1:] if argv is None else argv))


def _command(argv: Sequence[str]) -> int:
    from compare.cli.options import parse

    options = parse(list(argv))
    if options.command == "report":
        from compare.cli.report import report

        return report(options)
    if options.command == "check":
        from compare.cli.check import check

        return check(options)
    if options.command == "new":
        from compare.cli.new import new

        return new(options)
    if options.command == "truth":
        from compare.cli.truth import truth

        return truth(options)
    if options.command == "selftest":
        from compare.cli.selftest import selftest

        return selftest(options)
    if options.command == "power":
        from compare.cli.power import power

        return power(options)
    from compare.cli.explain import explain

    return explain(options)
