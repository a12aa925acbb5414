"""Every link of the chain rule by autograd, for any forward that names its intermediates.

Every example is given its own copy of the parameters. One forward on all examples then has an ordinary tape, on which
∂L/∂w of example i is the gradient in the copy that example i holds, and ∂J/∂w is the gradient in the parameter that all
copies were expanded from: every link is pulled back from the same forward values, at a cost that grows as the examples
do. (The other way, unit cotangents pulled back through a shared parameter, costs n² and lets 0·∞ of one example spoil
another's links.) A layer takes one set of parameters, so it goes through torch.func.vmap; nothing else need, and losses
must not: vmap's rule for BCEWithLogitsLoss is another formula than the one that it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import torch
from torch import Tensor

Tensors = Mapping[str, Tensor]
Layer = Callable[[Tensors, Tensor], Tensor]
Each = Callable[[Layer, Tensors, Tensor], Tensor]
Forward = Callable[[Each, Tensors, Tensors], Tensors]


def trace(
    forward: Forward, parameters: Tensors, inputs: Tensors, batch_axes: int = 0, *, asides: bool = False
) -> dict[str, Tensor]:
    """Return the named values, J = their last one's mean over the examples, and the partials between them, detached.

    `forward(each, parameters, inputs)` takes all examples, (examples, …), and returns its intermediates by name, each
    made from earlier ones, the last one a number an example: the loss. In it, `each(layer, parameters, x)` is
    layer(parameters, x) for each example's own parameters. A parameter of shape s is given as (batch…, *s), an input
    as (batch…, n, *s), with `batch_axes` axes in front. The link "da/dv" has shape (batch…, n, *shape of a,
    *shape of v), "dJ/dv" that of v; a link is left out where a does not depend on v.

    Raises ValueError where the last intermediate does not depend on an earlier one. `asides` allows that, and gives
    links of what is made of inputs alone.
    """
    lead = next(iter(inputs.values())).shape[: batch_axes + 1]
    shared = {name: tensor.detach().requires_grad_() for name, tensor in parameters.items()}
    own = {name: _each_example(tensor, lead) for name, tensor in shared.items()}
    values = dict(forward(_each, own, _rows(inputs, batch_axes, on_tape=asides)))
    names = list(values)
    J = _by_problem(values[names[-1]], lead).mean(-1)

    partials: dict[str, Tensor] = {}
    for i, name in enumerate(names):
        partials |= _partials(name, values[name], {v: values[v] for v in names[:i]} | own)
    if not asides:
        _every_value_counts(names, partials)
    counts = [name for name in shared if f"d{names[-1]}/d{name}" in partials]
    dJ = torch.autograd.grad(J.sum(), [shared[name] for name in counts]) if counts else ()

    found = {name: _by_problem(value.detach(), lead) for name, value in values.items()} | {"J": J.detach()}
    found |= {name: _by_problem(partials[name], lead) for name in in_order(names, list(shared)) if name in partials}
    return found | {f"dJ/d{name}": partial for name, partial in zip(counts, dJ, strict=True)}


def in_order(values: Sequence[str], parameters: Sequence[str]) -> list[str]:
    """Return the names of all partials of `values`: of neighbours from the loss back, further apart, of parameters."""
    last = len(values) - 1
    between = [f"d{values[i]}/d{values[i - gap]}" for gap in range(1, last + 1) for i in range(last, gap - 1, -1)]
    return between + [f"d{value}/d{parameter}" for value in values for parameter in parameters]


def _each(layer: Layer, parameters: Tensors, x: Tensor) -> Tensor:
    values: Tensor = torch.func.vmap(layer)(parameters, x)
    return values


def _each_example(parameter: Tensor, lead: torch.Size) -> Tensor:
    """Expand a parameter (batch…, *s) to one copy for each example, (examples of all problems, *s)."""
    batch_axes = len(lead) - 1
    shape = parameter.shape[batch_axes:]
    return parameter.unsqueeze(batch_axes).expand(*lead, *shape).flatten(0, batch_axes)


def _rows(inputs: Tensors, batch_axes: int, *, on_tape: bool) -> dict[str, Tensor]:
    """All examples' rows; on the tape, what is made of inputs alone has links, too."""
    return {name: tensor.detach().flatten(0, batch_axes).requires_grad_(on_tape) for name, tensor in inputs.items()}


def _by_problem(value: Tensor, lead: torch.Size) -> Tensor:
    """Return (examples of all problems, *s) as (batch…, n, *s)."""
    return value.reshape(*lead, *value.shape[1:])


def _partials(name: str, value: Tensor, sources: Tensors) -> dict[str, Tensor]:
    """Return the partials of one value (examples, *s) in each of the sources that it depends on by autograd.

    The gradient of the sum over the examples of one component is the pull-back of that component's unit cotangent;
    given to autograd as a cotangent, it would load PyTorch's symbolic shapes, and with them sympy.
    """
    sources = {source: tensor for source, tensor in sources.items() if tensor.requires_grad}
    if not (value.requires_grad and sources):
        return {}
    components = value.flatten(1).unbind(1) if value.ndim > 1 else [value]
    pulled = [
        torch.autograd.grad(component.sum(), list(sources.values()), retain_graph=True, allow_unused=True)
        for component in components
    ]
    return {
        f"d{name}/d{source}": torch.stack(partials, 1).reshape(*value.shape, *sources[source].shape[1:])
        for source, *partials in zip(sources, *pulled, strict=True)
        if partials[0] is not None
    }


def _every_value_counts(names: Sequence[str], partials: Tensors) -> None:
    """Refuse a value that the loss was not made from, such as a copy: its links would be missing without a word."""
    *earlier, loss = names
    for name in earlier:
        if f"d{loss}/d{name}" not in partials:
            raise ValueError(f"{loss} does not depend on {name}: name the very tensor from which {loss} is made")
