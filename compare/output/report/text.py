"""The sentences and rows of a report, as plain strings; the terminal and Markdown only lay them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.chains.chain import Chain
from compare.experiment.run import Run
from compare.judging.link_report import LinkReport
from compare.wording import count, short, significant, vector

NAMED_FEATURES = 4

LINK_HEAD = (
    "link",
    "autograd node",
    "compared",
    "claimed",
    "no claim",
    "max difference",
    "error ÷ allowance",
    "blind",
    "verdict",
)


def title(run: Run) -> str:
    """houses: size, rooms → price."""
    return f"{run.setup.data.name}: {columns(run)}"


def columns(run: Run) -> str:
    """From which features to which target: size, rooms → price."""
    data = run.setup.data
    d = len(data.features)
    names = ", ".join(data.features[:NAMED_FEATURES]) + (f", … ({d} features)" if d > NAMED_FEATURES else "")
    return f"{names} → {data.target}"


def route_name(run: Run) -> str:
    """By hand in which form, against which of PyTorch's losses."""
    return f"by hand in {run.route.form} form, against autograd through {run.route.name}"


def head(run: Run) -> list[str]:
    """What was run, so that it can be run again."""
    setup, settings, problem = run.setup, run.setup.settings, run.setup.problem
    data = setup.data
    coding = f"{data.labels[0]} = 0, {data.labels[1]} = 1" if data.labels else "0 to 1"
    labels = f", labels {coding}, ln natural" if data.task == "classification" else ""
    why = "" if data.task_reason == "given" else f" ({data.task_reason})"
    start = f"{settings.start_name}: w = {vector(problem['w'])}, b = {significant(float(problem['b']))}"
    lines = [
        f"{data.task}{why}, loss L = {run.route.loss}{labels}; J is the mean over {count(len(data.y), 'example')}: "
        "1/n sits in J, ∂J/∂w, ∂J/∂b",
        f"{problem['x'].dtype}, {settings.mode}, {count(settings.steps, 'step')}, "
        f"α = {problem['lr']:g} ({setup.lr_reason}), start {start}, seed {settings.seed}",
        "features standardised: mean 0, population deviation 1" if setup.standardised else "features as they are",
    ]
    if settings.device != "cpu":
        lines.append(
            f"exp, log and log1p were measured on the CPU; on {settings.device} their errors are assumed, not measured"
        )
    return [*lines, *setup.warnings]


def link_rows(run: Run) -> list[tuple[str, ...]]:
    """One row a link, under `LINK_HEAD`."""
    return [_link_row(run, link) for link in run.descent.report.links]


def _link_row(run: Run, link: LinkReport) -> tuple[str, ...]:
    forms = run.route.chain.link(link.name).forms
    held = [form for form in forms if form.label in link.forms[0]] or list(forms)
    verdict = link.verdict + (f"; {link.reference}" if link.reference not in ("right", "no claim") else "")
    verdict += f" ({link.reference_clamped:,})" if link.reference == "clamped" else ""
    return (
        f"{link.symbol} = {held[0].formula}",
        node(run.route.chain, run.tape, link.name),
        f"{link.compared:,}",
        f"{link.claimed:,}",
        f"{link.compared - link.claimed:,}",
        short(link.max_difference),
        short(link.max_error_over_allowance),
        f"{link.blind:,}",
        verdict,
    )


def node(chain: Chain, tape: Mapping[str, str], link: str) -> str:
    """The autograd node that a link's last factor comes from; SGD for the updates; — where there is none."""
    if chain.link(link).role == "after":
        return "torch.optim.SGD"
    return tape.get(link, "").split(" → ")[-1] or "—"


def _which(run: Run) -> str:
    return f"{run.setup.data.name}, {run.route.form} form, {run.route.name}"


def exposure(run: Run) -> str:
    """What the comparison could have seen: the known mistakes that the data exposes at the first or the last step."""
    rows = run.counted_on
    some = f" (counted on the first {rows:,} examples)" if len(run.setup.data.y) > rows else ""
    return f"{run.exposure}{some}"


def closing(runs: Sequence[Run]) -> str:
    """One line for everything: how many link values over how many steps, and the verdict."""
    reports = [run.descent.report for run in runs]
    values, unclaimed = sum(r.values for r in reports), sum(r.unclaimed for r in reports)
    blind = sum(link.blind for r in reports for link in r.links)
    wrong = [run for run in runs if not run.agrees]
    steps = count(max(run.descent.steps for run in runs), "step")
    if not wrong:
        lost = [link for r in reports for link in r.links if "digits lost" in (link.verdict, link.reference)]
        verdict = f"all agree, {count(len(lost), 'link')} with digits lost" if lost else "all agree"
    elif slips := [(run, slip) for run in wrong for slip in run.descent.report.evidence]:
        first, slip = slips[0]
        verdict = f"{count(len(slips), 'link')} WRONG, first {slip.link} ({_which(first)})"
    elif beyond := [run for run in wrong if run.beyond]:
        verdict = f"the free-running sides are BEYOND what rounding can reach ({_which(beyond[0])})"
    else:
        verdict = "NOTHING COULD BE CLAIMED"
    return f"{values:,} link values over {steps}: {verdict}; {unclaimed:,} without claim, {blind:,} blind"
