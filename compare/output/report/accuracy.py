"""Who is nearer the truth, as rows and sentences."""

from __future__ import annotations

import numpy as np

from compare.experiment.accuracy import LinkAccuracy
from compare.experiment.run import Run
from compare.wording import count, short

MANY = 1e6
MANY_ULPS = (
    "many ulps at a link that agrees: its terms cancelled, or its digits underflowed, so that it is small beside its "
    "own rounding error"
)
ACCURACY_HEAD = (
    "link",
    "by hand: median",
    "largest",
    "autograd: median",
    "largest",
    "closer: by hand",
    "autograd",
    "as near",
    "undecided",
)


def caption(run: Run) -> str:
    """What the table holds and how much of the run it covers."""
    accuracy, n = run.accuracy, len(run.setup.data.y)
    steps = "every step" if accuracy.steps == run.descent.steps else f"{accuracy.steps} of {run.descent.steps} steps"
    examples = "" if accuracy.examples == n else f", {accuracy.examples:,} of {n:,} examples"
    return f"ulps from the exact value, {run.route.form} form and {run.route.name} ({steps}{examples})"


def rows(run: Run) -> list[tuple[str, ...]]:
    """One row a link that is not exact on both sides, under `ACCURACY_HEAD`."""
    symbols = {link.name: link.symbol for link in run.route.chain.links}
    return [_row(symbols[link.name], link) for link in run.accuracy.links if not _exact(link)]


def notes(run: Run) -> list[str]:
    """What stands below the table: the links without any error, and why a link that agrees may be many ulps off."""
    symbols = {link.name: link.symbol for link in run.route.chain.links}
    names = [symbols[link.name] for link in run.accuracy.links if _exact(link)]
    agreeing = {link.name for link in run.descent.report.links if link.verdict == "right"}
    many = any(MANY < ulps < np.inf for link in run.accuracy.links if link.name in agreeing for ulps in link.maximum)
    return ([f"exact on both sides: {', '.join(names)}"] if names else []) + ([MANY_ULPS] if many else [])


def _exact(link: LinkAccuracy) -> bool:
    return link.maximum == (0, 0) and not link.undecided


def _row(symbol: str, link: LinkAccuracy) -> tuple[str, ...]:
    ours, theirs = ((short(link.median[side]), short(link.maximum[side])) for side in (0, 1))
    undecided = "; ".join(f"{number:,} ({reason})" for reason, number in link.undecided.items()) or "0"
    return (symbol, *ours, *theirs, *(f"{number:,}" for number in (*link.closer, link.ties)), undecided)


def summary(run: Run) -> str:
    """One line: how often each side was closer, over all links."""
    closer = [sum(link.closer[side] for link in run.accuracy.links) for side in (0, 1)]
    ties, total = sum(link.ties for link in run.accuracy.links), sum(link.arbitrated for link in run.accuracy.links)
    return (
        f"nearer the exact value: by hand {closer[0]:,}, autograd {closer[1]:,}, as near {ties:,} "
        f"of {count(total, 'pair')} of values"
    )
