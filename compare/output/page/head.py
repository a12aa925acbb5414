"""The verdict and the head: what was compared, under which conventions, and how sure the answer is."""

from __future__ import annotations

from collections.abc import Sequence

from compare.output.page.numbers import number
from compare.output.schema.mistakes import Diagnosis, Power
from compare.output.schema.report import Report, Slip
from compare.wording import count

NAMED = 4


def title(report: Report) -> str:
    """houses: size, rooms → price."""
    names, d = report["data"]["features"], report["d"]
    shown = ", ".join(names[:NAMED]) + (f", … ({d} features)" if d > NAMED else "")
    return f"{report['dataset']}: {shown} → {report['data']['target']}"


def about(report: Report) -> str:
    """What this page is, in one sentence."""
    names = report["data"]["features"]
    said = names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
    inputs = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return (
        f"A perceptron learns {report['data']['target']} from {inputs}; every derivative on its way stands here "
        "twice, by hand and by autograd."
    )


def verdict(routes: Sequence[Report]) -> str:
    """Agreed or not, in a sentence that says how much was compared."""
    links = [link for route in routes for link in route["links"]]
    values = sum(link["compared"] for link in links)
    said = f"{values:,} link values over {count(routes[0]['steps'], 'step')}"
    wrong = [route for route in routes if not route["agrees"]]
    lost = [link["symbol"] for link in links if link["verdict"] == "digits lost"]
    if not wrong:
        digits = f" The formula of {', '.join(dict.fromkeys(lost))} is right, and loses digits." if lost else ""
        return f"All agree: {said}, by hand and by autograd, at every link of the chain rule.{digits}"
    first = next((route["first_disagreement"] for route in wrong if route["first_disagreement"]), None)
    if first is None:
        return (
            f"Not proved: {said}; nothing could be claimed, or the two descents parted further than rounding can reach."
        )
    side = "the hand-derived side" if first["side"] == "candidate" else "autograd"
    return (
        f"They disagree: of {said}, {first['symbol']} is wrong first, at step {first['step']}; {side} is wrong there."
    )


def facts(report: Report) -> list[tuple[str, str]]:
    """What was run, so that it can be run again."""
    data, labels = report["data"], report["labels"]
    reason = "" if report["task_reason"] == "given" else f" ({report['task_reason']})"
    start = report["start"]
    w = ", ".join(number(value) for value in start["w"][:NAMED]) + (", …" if report["d"] > NAMED else "")
    found = [
        ("data", f"{count(report['n'], 'example')}, {count(report['d'], 'feature')}; "
         + ("standardised: mean 0, population deviation 1" if data["standardised"] else "features as they are")),
        ("task", report["task"] + reason),
        ("loss", f"L = {report['loss']}, of one example"),
        ("reduction", f"J is the mean of L over {count(report['n'], 'example')}: 1/n sits in J, ∂J/∂w and ∂J/∂b"),
        ("labels", f"{labels[0]} = 0, {labels[1]} = 1" if labels else ""),
        ("logarithm", "natural" if report["task"] == "classification" else ""),
        ("numbers", f"{report['dtype']}, on {report['device']}"),
        ("learning rate", f"α = {number(report['lr'])} ({report['lr_reason']})"),
        ("steps", f"{report['steps']:,}, {report['mode']}{'; ' + report['stopped'] if report['stopped'] else ''}"),
        ("start", f"{start['name']}: w = ({w}), b = {number(start['b'])}, seed {report['seed']}"),
    ]  # fmt: skip
    return [(name, value) for name, value in [*found, *(("warning", said) for said in report["warnings"])] if value]


def arrival(report: Report) -> str:
    """Where descent went, in a sentence."""
    return f"J from {number(report['loss_start'])} to {number(report['loss_end'])}: {report['arrival']}."


def trust(routes: Sequence[Report]) -> list[tuple[str, str]]:
    """How sure the answer is: what is allowed, who refereed, what could have been seen, what is not claimed."""
    links = [link for route in routes for link in route["links"]]
    worst = max((float(link["max_error_over_allowance"]) for link in links), default=0.0)
    unclaimed: dict[str, int] = {}
    for link in links:
        for reason, times in link["no_claim"].items():
            unclaimed[reason] = unclaimed.get(reason, 0) + times
    arbitrated = sum(link["arbitrated"] for route in routes for link in route["truth"]["links"])
    undecided = sum(sum(link["undecided"].values()) for route in routes for link in route["truth"]["links"])
    return [
        ("allowance", "derived from rounding analysis at each side's own operands, never tuned; the largest error is "
         f"{number(worst, 2)} of what is allowed"),
        ("referees", f"the link's definition at each side's own operands, and the exact value by ball arithmetic for "
         f"{arbitrated:,} pairs of values ({undecided:,} undecided)"),
        ("power", _power(routes[0]["power"], routes[0]["n"])),
        ("no claim", "; ".join(f"{times:,} values: {reason}" for reason, times in unclaimed.items()) or "0 values"),
        ("blind", f"{sum(link['blind'] for link in links):,} values, claimed but smaller than their own allowance"),
        ("clamped", f"{sum(link['reference_clamped'] for link in links):,} values of autograd are its loss's clamp"),
    ]  # fmt: skip


def _power(power: Power, n: int) -> str:
    """What the comparison could have seen."""
    hidden = "; ".join(f"{mistake['id']} at {mistake['symbol']} ({mistake['name']})" for mistake in power["hidden"])
    some = f", counted on the first {power['counted_on']:,} examples" if power["counted_on"] < n else ""
    said = f"these inputs expose {power['exposed']} of {power['total']} known mistakes{some}"
    return f"{said}; hidden: {hidden}" if hidden else said


def findings(routes: Sequence[Report]) -> list[str]:
    """Each wrong link with its evidence, and what it looks like; then where a right formula loses digits."""
    return [
        said
        for route in routes
        for said in (
            *map(_evidence, route["slips"]),
            *_said(route["diagnoses"]),
            *map(_loss, route["losses_of_digits"]),
        )
    ]


def _loss(slip: Slip) -> str:
    side = "by hand" if slip["side"] == "candidate" else "by autograd"
    return f"{slip['symbol']}, {side}: the formula is right, and loses up to {number(slip['ulps'], 2)} ulps."


def _evidence(slip: Slip) -> str:
    side, other = ("by hand", "by autograd") if slip["side"] == "candidate" else ("by autograd", "by hand")
    place = f"[{', '.join(map(str, slip['index']))}]" if slip["index"] else "its only value"
    values = {name: number(slip[name], 17) for name in ("value", "expected", "other")}
    return (
        f"{slip['symbol']}, at {place} of step {slip['step']}: {side} {values['value']}, where its own operands give "
        f"{values['expected']} ({slip['symbol']} = {slip['formula']}), {number(slip['ratio'], 3)} times the allowance "
        f"{number(slip['allowance'], 3)} away; {other} {values['other']}."
    )


def _said(diagnoses: Sequence[Diagnosis]) -> list[str]:
    return [diagnosis["said"] for diagnosis in diagnoses]
