"""A side from any forward: every link that a user's own chain names, by autograd, for one problem or a batch.

A chain is given here as the axes of its arrays and of its links, by name; "n" is the axis of the examples.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from torch_impl import links
from torch_impl.descent import descend
from torch_impl.links import Each, Forward, Tensors

Array = NDArray[Any]
Axes = Mapping[str, tuple[str, ...]]


class NotGiven(ValueError):
    """What a forward does not give, or gives in another shape."""


class Named(NamedTuple):
    """`forward` as `links.trace` takes it, and the names and axes of a problem's arrays and of the links asked for.

    An array without n is a parameter where some link is a partial in it, or its value after the step; any other one is
    an input, which the forward is given once for each example.
    """

    forward: Forward
    arrays: Axes
    asked: Axes

    def trace(self, problem: Mapping[str, Array]) -> dict[str, Array]:
        """The trace. Raises `NotGiven` for a link that autograd does not give, naming those that it does."""
        given = {name: torch.from_numpy(np.array(value, order="C")) for name, value in problem.items()}
        first, axes = next(iter(self.arrays.items()))
        batch_axes = given[first].ndim - len(axes)
        parameters = {name: given[name] for name in self.arrays if self._is_parameter(name)}
        inputs = {
            name: self._each_example(given, name, batch_axes) for name in self.arrays if name not in (*parameters, "lr")
        }
        found, loss = self._trace(parameters, inputs, batch_axes)
        gradients = {name: found[f"dJ/d{name}"] for name in parameters if f"dJ/d{name}" in found}
        if "lr" in given and gradients:
            moved = {name: parameters[name] for name in gradients}
            found |= {f"{name}+": after for name, after in descend(moved, gradients, given["lr"]).items()}
        missing = [name for name in self.asked if name not in found]
        if missing:
            raise NotGiven(f"autograd gives no {', '.join(missing)}; {_why(missing, found, loss, parameters)}")
        made = {name: self._as_asked(name, found[name], batch_axes) for name in self.asked}
        return {name: np.array(tensor.numpy(), order="C") for name, tensor in made.items()}

    def _is_parameter(self, name: str) -> bool:
        counts = any(link == f"{name}+" or link.endswith(f"/d{name}") for link in self.asked)
        return counts and "n" not in self.arrays[name]

    def _each_example(self, given: Mapping[str, torch.Tensor], name: str, batch_axes: int) -> torch.Tensor:
        if "n" in self.arrays[name]:
            return given[name]
        like = next(each for each, axes in self.arrays.items() if axes[:1] == ("n",))
        lead, own = given[like].shape[: batch_axes + 1], given[name].shape[batch_axes:]
        return given[name].unsqueeze(batch_axes).expand(*lead, *own)

    def _trace(self, parameters: Tensors, inputs: Tensors, batch_axes: int) -> tuple[dict[str, torch.Tensor], str]:
        """The links and the loss' name.

        ∂J/∂v is the mean of the ∂L/∂v: with 1/n pulled back through every link, it would be rounded otherwise.
        """
        lead = next(iter(inputs.values())).shape[: batch_axes + 1]
        found = links.trace(partial(self._checked, lead), parameters, inputs, batch_axes, asides=True)
        loss = next(name for name in reversed(found) if "/" not in name and name != "J")
        partials = {name: found[f"d{loss}/d{name}"] for name in parameters if f"d{loss}/d{name}" in found}
        return found | {f"dJ/d{name}": each.mean(batch_axes) for name, each in partials.items()}, loss

    def _checked(self, lead: torch.Size, each: Each, parameters: Tensors, inputs: Tensors) -> Tensors:
        """What the forward returns, once it has a row for each example."""
        values = self.forward(each, parameters, inputs)
        if not isinstance(values, Mapping) or not values:
            told = f"{type(values).__name__}" if not isinstance(values, Mapping) else "no values"
            raise NotGiven(
                f"forward returns {told}; expected a dict from name to tensor, the loss of each example last"
            )
        rows, loss = lead.numel(), list(values)[-1]
        together = f" of {lead[:-1].numel()} problems, which forward is given at once" if len(lead) > 1 else ""
        for name, value in values.items():
            told = f"of shape {tuple(value.shape)}" if isinstance(value, torch.Tensor) else type(value).__name__
            if not isinstance(value, torch.Tensor) or value.shape[:1] != (rows,):
                raise NotGiven(
                    f"forward's {name} is {told}; expected a tensor with a row for each of {rows} examples{together}"
                )
        if values[loss].ndim > 1:
            shape = tuple(values[loss].shape)
            raise NotGiven(f"forward's last value, {loss}, has shape {shape}; expected a number an example: its loss")
        return values

    def _as_asked(self, name: str, tensor: torch.Tensor, batch_axes: int) -> torch.Tensor:
        """The derivative of an element-wise function is the diagonal of its Jacobian."""
        own = len(self.asked[name])
        axes = tensor.ndim - batch_axes
        if axes == own:
            return tensor
        if axes - 1 == 2 * (own - 1):
            shape = tensor.shape[: batch_axes + own]
            table = tensor.reshape(*shape[: batch_axes + 1], shape[batch_axes + 1 :].numel(), -1)
            if table.shape[-1] == table.shape[-2]:
                slope = table.diagonal(dim1=-2, dim2=-1)
                if torch.equal(torch.diag_embed(slope), table):
                    return slope.reshape(shape)
        raise NotGiven(
            f"autograd's {name} has {axes} axes, and the chain's has {own}: ({', '.join(self.asked[name])}); it is no "
            "element-wise slope, so leave the link out, or give it all its axes"
        )


def _why(missing: Sequence[str], found: Collection[str], loss: str, parameters: Collection[str]) -> str:
    """What the forward lacks: a parameter it does not use, a value beside the way to the loss, or a name."""
    values = [name for name in found if "/" not in name and name not in (loss, "J")]
    unused = [name for name in parameters if f"d{loss}/d{name}" not in found]
    if unused:
        return f"forward's {loss} does not depend on the parameter {', '.join(unused)}: take it from `parameters`"
    beside = [name for name in values if f"d{loss}/d{name}" not in found and f"d{loss}/d{name}" in missing]
    if beside:
        return (
            f"forward's {loss} does not depend on {', '.join(beside)}: name the very tensor from which {loss} is made"
        )
    return f"a link is called after what forward returns: it gives {', '.join(found)}"
