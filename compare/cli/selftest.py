"""`backproof selftest`: plant every known mistake in the hand-derived side, and require that it is seen and named."""

from __future__ import annotations

import argparse

from compare.cli.files import check_writable, write_whole
from compare.output import terminal
from compare.output.schema.values import dumps
from compare.output.studies import selftest_text
from compare.output.studies.selftest_document import document
from compare.studies.selftest import rows_of


def selftest(options: argparse.Namespace) -> int:
    """Print and write the matrix of mistakes and regimes; 0 if every mistake is named on generated problems, else 1."""
    target = None if options.json is None else check_writable(options.json)
    rows = list(rows_of(options.dtype, options.seed))
    if target is not None:
        write_whole(target, dumps(document(rows, options.dtype, options.seed), indent=1))
    show = selftest_text.show_tables if options.table else selftest_text.show
    show(terminal.console(whole=options.table), rows, options.dtype)
    return 0 if all(row.passes for row in rows) else 1
