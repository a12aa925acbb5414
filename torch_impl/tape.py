"""The names of the autograd nodes on a forward's tape, read off the tape."""

from __future__ import annotations

from torch import Tensor
from torch.autograd.graph import Node, get_gradient_edge

from torch_impl.links import Forward, Layer, Tensors, in_order

# Nodes that move or select numbers and compute none are left out.
MOVES = {"Squeeze", "Unsqueeze", "T", "Transpose", "Permute", "View", "UnsafeView", "Expand", "Select", "Where"}


def nodes(forward: Forward, parameters: Tensors, inputs: Tensors) -> dict[str, str]:
    """Return for each value and link of a forward the nodes that a cotangent passes, from the value back.

    This tape is that of one problem's rows (n, …) with shared parameters, as a user runs them, so a layer must take
    rows as it takes one example. Several nodes are joined by " → "; where a value is its source there is none.
    """
    leaves = {name: tensor.detach().requires_grad_() for name, tensor in parameters.items()}
    values = dict(forward(_all_rows, leaves, inputs))
    names = list(values)
    values["J"] = values[names[-1]].mean()
    sources = leaves | values

    before = dict(zip([*names, "J"], [next(iter(leaves)), *names], strict=True))
    found = {value: _between(values[value], sources[source]) for value, source in before.items()}
    for link in [*in_order(names, list(leaves)), *(f"dJ/d{name}" for name in leaves)]:
        value, source = link[1:].split("/d")
        found[link] = _between(values[value], sources[source])
    return found


def _all_rows(layer: Layer, parameters: Tensors, x: Tensor) -> Tensor:
    return layer(parameters, x)


def _between(value: Tensor, source: Tensor) -> str:
    passed = _path(get_gradient_edge(value).node, get_gradient_edge(source).node) or []
    return " → ".join(name for name in passed if name.rstrip("0123456789").removesuffix("Backward") not in MOVES)


def _path(node: Node, target: Node) -> list[str] | None:
    """Return the names of the nodes from `node` to `target`, which is left out, or None where no path leads there."""
    if node is target:
        return []
    for child, _ in node.next_functions:
        if child is not None and (rest := _path(child, target)) is not None:
            return [node.name(), *rest]
    return None
