"""`backproof truth`: where each formula of the log loss, and PyTorch, is right or wrong, in ulps."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from compare.border import refuse_flush_to_zero
from compare.errors import BadInput
from compare.files import check_writable, write_whole
from compare.output import terminal, truth_document, truth_text
from compare.truth.findings import findings
from compare.truth.formulas import columns
from compare.truth.table import tabulate


def truth(options: argparse.Namespace) -> int:
    """Print and write the table and the findings; always 0: what PyTorch gets wrong is the subject, not a failure."""
    targets = _targets(options)
    refuse_flush_to_zero()
    compared = columns()
    dtypes = [options.dtype] if options.dtype else ["float64", "float32"]
    tables = [tabulate(compared, np.dtype(dtype)) for dtype in dtypes]
    found = findings(compared, tables)
    if "json" in targets:
        write_whole(targets["json"], truth_document.dumps(compared, tables, found))
    if "markdown" in targets:
        write_whole(targets["markdown"], truth_text.markdown(compared, tables, found))
    truth_text.show(terminal.console(), compared, tables, found)
    return 0


def _targets(options: argparse.Namespace) -> dict[str, Path]:
    """The files to be written, each checked, before any work is done."""
    paths = {"json": options.json, "markdown": options.markdown}
    targets = {name: check_writable(path) for name, path in paths.items() if path is not None}
    if len(set(targets.values())) < len(targets):
        raise BadInput(f"--json and --markdown both name {options.json!r}; give two files")
    return targets
