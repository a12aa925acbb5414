"""The verdict and the head: what was compared, under which conventions, and how sure the answer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compare.output.numbers import count
from compare.page.numbers import number

NAMED = 4


def title(report: Mapping[str, Any]) -> str:
    """houses: size, rooms → price."""
    names, d = report["data"]["features"], report["d"]
    shown = ", ".join(names[:NAMED]) + (f", … ({d} features)" if d > NAMED else "")
    return f"{report['dataset']}: {shown} → {report['data']['target']}"


def verdict(routes: Sequence[Mapping[str, Any]]) -> str:
    """Agreed or not, in a sentence that says how much was compared."""
    links = [link for route in routes for link in route["links"]]
    values = sum(link["compared"] for link in links)
    said = f"{values:,} link values over {count(routes[0]['steps'], 'step')}"
    wrong = [route for route in routes if not route["agrees"]]
    if not wrong:
        return f"All agree: {said}, by hand and by autograd, at every link of the chain rule."
    first = next((route["first_disagreement"] for route in wrong if route["first_disagreement"]), None)
    if first is None:
        return (
            f"Not proved: {said}; nothing could be claimed, or the two descents parted further than rounding can reach."
        )
    side = "the hand-derived side" if first["side"] == "candidate" else "autograd"
    return (
        f"They disagree: of {said}, {first['symbol']} is wrong first, at step {first['step']}; {side} is wrong there."
    )


def facts(report: Mapping[str, Any]) -> list[tuple[str, str]]:
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
        ("arrival", f"J from {number(report['loss_start'])} to {number(report['loss_end'])}; {report['arrival']}"),
    ]  # fmt: skip
    return [(name, value) for name, value in found if value]


def trust(routes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
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
        ("no claim", "; ".join(f"{times:,} values: {reason}" for reason, times in unclaimed.items()) or "0 values"),
        ("blind", f"{sum(link['blind'] for link in links):,} values, claimed but smaller than their own allowance"),
        ("clamped", f"{sum(link['clamped'] for link in links):,} values of autograd are its loss's documented clamp"),
    ]  # fmt: skip
