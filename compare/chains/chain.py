"""What a chain is: links in order, and for each link the forms in which it can be got from inputs or earlier links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Kind = Literal["right", "clamp", "wrong"]
Role = Literal["value", "partial", "mean", "after"]
Axis = str | int  # by name, or by its length where that is always the same
EXAMPLES = "n"  # the axis of the examples


class Form(NamedTuple):
    """One way to get a link: `rule(*operands)` is its definition, on any kind of number.

    `kind` is "right", "clamp" for a reference's documented departure from the mathematics, or "wrong" for a mistake:
    one of the catalogue, or one that a user's chain names by its label (see `validation`). `undefined` says why the
    rule claims nothing where its operands are finite and its result is not.
    """

    label: str
    formula: str
    of: tuple[str, ...]
    rule: Callable[..., Any]
    kind: Kind = "right"
    undefined: str = "could overflow"


class Link(NamedTuple):
    """One named value of a trace: its key, how people see it, and its forms, the notes' own first.

    `role` says what it is: a value or a partial of each example, a mean over the examples (J and its partials are), or
    a parameter after the step. `axes` are its axes by name. Both follow from the chain (see `evaluation.described`),
    so they need not be given.
    """

    name: str
    symbol: str
    forms: tuple[Form, ...]
    role: Role | None = None
    axes: tuple[str, ...] | None = None

    @property
    def per_example(self) -> bool:
        """Whether there is a value for every example."""
        return self.role in ("value", "partial")


class Input(NamedTuple):
    """One array of a problem, and its axes by name: "n" is that of the examples, other letters are the chain's own.

    A number for a name is an axis of always that length.
    """

    name: str
    axes: tuple[Axis, ...] = ()


PERCEPTRON = (Input("x", ("n", "d")), Input("y", ("n",)), Input("w", ("d",)), Input("b"), Input("lr"))


class Chain(NamedTuple):
    """The links of one backward pass in the order in which they are derived. A link `v+` feeds the input `v`.

    `arrays` are the problem's, all of one dtype, with any batch axes in front. In a problem, `lr` is the learning rate.
    """

    name: str
    links: tuple[Link, ...]
    arrays: tuple[Input, ...] = PERCEPTRON
    labels: bool = False  # whether the targets y are labels or probabilities, in [0, 1]
    rational: bool = False  # all links are rational functions of the inputs: fractions decide what enclosures cannot
    mistakes: tuple[tuple[str, Form], ...] = ()  # its own wrong forms, each after its link's name (see `validation`)

    @property
    def names(self) -> tuple[str, ...]:
        """The links' keys, in order."""
        return tuple(link.name for link in self.links)

    def link(self, name: str) -> Link:
        """The link of that name."""
        return self.links[self.names.index(name)]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The inputs without the examples' axis that a link is a partial in, or that a link `v+` feeds."""
        fed = {fed_by(name) for name in self.names}
        fed |= {under for _, under in filter(None, map(partial_of, self.names))} - {"lr"}
        return tuple(array.name for array in self.arrays if array.name in fed and EXAMPLES not in array.axes)

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes whose length is a problem's own, by name."""
        every = dict.fromkeys(axis for array in self.arrays for axis in array.axes)
        return tuple(axis for axis in every if isinstance(axis, str))

    @property
    def per_example(self) -> Chain:
        """The links that have a value for every example, as a chain of their own."""
        return self._replace(links=tuple(link for link in self.links if link.per_example))

    @property
    def separable(self) -> bool:
        """Whether an example's links take nothing but its own: no mean over the examples."""
        means = {link.name for link in self.links if not link.per_example}
        return not any(means & {*form.of} for link in self.links if link.per_example for form in link.forms)

    @property
    def inputs(self) -> tuple[str, ...]:
        """What the chain takes from the problem: every operand that is not a link, in order of use."""
        names = set(self.names)
        operands = (name for link in self.links for form in link.forms for name in form.of)
        return tuple(dict.fromkeys(name for name in operands if name not in names))

    def symbol(self, name: str) -> str:
        """How people see an input or a link."""
        inputs = {"lr": "α"}
        return self.link(name).symbol if name in self.names else inputs.get(name, name)

    def batch_axes(self, problem: Mapping[str, Any]) -> int:
        """How many axes a problem's arrays have in front of their own."""
        first = self.arrays[0]
        return int(problem[first.name].ndim) - len(first.axes)


def shape_of(axes: Sequence[Axis], lengths: Mapping[str, int]) -> tuple[int, ...]:
    """The shape of an array with these axes, those without a name being as long as they always are."""
    return tuple(axis if isinstance(axis, int) else lengths[axis] for axis in axes)


def fed_by(link: str) -> str:
    """The input that a link feeds in the next step: v for `v+`, and "" for any other link."""
    return link.removesuffix("+") if link.endswith("+") else ""


def partial_of(link: str) -> tuple[str, str] | None:
    """What a link is a partial of, and in what: ("L", "w") for `dL/dw`. None for what is no partial."""
    over, slash, under = link.partition("/")
    both = over.startswith("d") and under.startswith("d") and slash
    return (over[1:], under[1:]) if both else None


def canonical(key: str) -> str:
    """The key as the chain spells it: `yhat` and `ŷ` are `y_hat`, `∂` is `d`."""
    return key.replace("∂", "d").replace("ŷ", "y_hat").replace("yhat", "y_hat")
