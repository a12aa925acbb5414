"""`backproof truth`: where each formula of the log loss, and PyTorch, is right or wrong, in ulps."""

from __future__ import annotations

import argparse
from functools import partial

import numpy as np

from compare.cli.targets import targets_of
from compare.judging.contract import refuse_flush_to_zero
from compare.output import terminal
from compare.output.schema.values import dumps
from compare.output.studies import log_loss_text as truth_text
from compare.output.studies.log_loss_document import document
from compare.studies.log_loss.findings import findings
from compare.studies.log_loss.formulas import columns
from compare.studies.log_loss.table import tabulate


def truth(options: argparse.Namespace) -> int:
    """Print and write the table and the findings; always 0: what PyTorch gets wrong is the subject, not a failure."""
    targets = targets_of(options)
    refuse_flush_to_zero()
    compared = columns()
    dtypes = [options.dtype] if options.dtype else ["float64", "float32"]
    tables = [tabulate(compared, np.dtype(dtype)) for dtype in dtypes]
    found = findings(compared, tables)
    told = (compared, tables, found)
    targets.write({"json": lambda: dumps(document(*told)), "markdown": partial(truth_text.markdown, *told)})
    if not targets.printed:
        screen = terminal.console(whole=options.table)
        if options.table:
            truth_text.show_tables(screen, *told)
        else:
            truth_text.show(screen, tables, found)
    return 0
