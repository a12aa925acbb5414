"""`backproof power`: the smallest relative error of each link that is seen, beside other rules on the same problems."""

from __future__ import annotations

import argparse
from functools import partial

import numpy as np

from compare.cli.targets import targets_of
from compare.judging.contract import refuse_flush_to_zero
from compare.output import terminal
from compare.output.schema.values import dumps
from compare.output.studies import detection_answer
from compare.output.studies import detection_text as power_text
from compare.output.studies.detection_document import document
from compare.studies.detection.measure import tabulate
from compare.studies.detection.regions import regions

DTYPES: dict[str, type[np.floating]] = {"float64": np.float64, "float32": np.float32}


def power(options: argparse.Namespace) -> int:
    """Print the answer, or each table as soon as it is measured; always 0: what is measured is no failure."""
    targets = targets_of(options)
    refuse_flush_to_zero()
    screen = None if targets.printed else terminal.console(whole=options.table)
    if screen and options.table:
        power_text.show_head(screen)
    tables = []
    for dtype in [options.dtype] if options.dtype else DTYPES:
        for region in regions():
            tables.append(tabulate(region, DTYPES[dtype], options.problems))
            if screen and options.table:
                power_text.show(screen, tables[-1])
    targets.write({"json": lambda: dumps(document(tables)), "markdown": partial(power_text.markdown, tables)})
    if screen and not options.table:
        detection_answer.show(screen, tables)
    return 0
