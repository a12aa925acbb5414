"""MathML read back and computed in exact arithmetic: what a formula on the page says, whatever it was made from.

A value has the axes (example, feature), of length 1 where it does not change: x is (n, d), ŷ
(n, 1), w (1, d), J (1, 1).
"""

from functools import reduce
from xml.etree import ElementTree

import numpy as np
from flint import arb

TIMES = {"\N{INVISIBLE TIMES}", "·"}
APPLY = "\N{FUNCTION APPLICATION}"
exp, log, log10 = (np.frompyfunc(f, 1, 1) for f in (arb.exp, arb.log, lambda a: a.log() / arb(10).log()))
FUNCTIONS = {
    "ln": log,
    "log10": log10,
    "σ": lambda a: 1 / (1 + exp(-a)),
    "σ′": lambda a: 1 / ((1 + exp(-a)) * (1 + exp(a))),
}


def read(markup, values):
    """The formula's value, given that of each symbol: "y", "ŷ", "∂L/∂ŷ", "w+", …."""
    return Row(ElementTree.fromstring(str(markup)), values).value()


def plain(element):
    """How a symbol is called: its letters, a hat over y."""
    if element.tag == "mover":
        return "ŷ"
    return (element.text or "") + "".join(map(plain, element))


class Row:
    """The children of an element, read from left to right."""

    def __init__(self, element, values):
        self.children, self.values = list(flat(element)), values

    def value(self):
        found = self.whole_sum()
        assert not self.children, [plain(child) for child in self.children]
        return found

    def next(self, *texts):
        return bool(self.children) and self.children[0].tag == "mo" and (self.children[0].text or "") in texts

    def take(self):
        return self.children.pop(0)

    def whole_sum(self):
        total = 0
        while True:
            sign = -1 if self.next("−") else 1
            if self.next("+", "−"):
                self.take()
            total = total + sign * self.product()
            if not self.next("+", "−"):
                return total

    def product(self, within_sum=False):
        """Factors up to a sum's sign; Σ takes all that follow it up to another Σ, or that Σ if it follows at once."""
        found, before = None, None
        while self.children and not self.next("+", "−", ",", ")"):
            if is_sum(self.children[0]):
                if within_sum and found is not None:
                    break
                factor = self.sum_over()
                found, before = factor if found is None else found * factor, None
                continue
            divided = self.next("/")
            dotted = self.next("·")
            if divided or self.next(*TIMES):
                self.take()
            symbol = plain(self.children[0])
            factor = self.factor()
            if dotted and before == "x" and symbol in ("w", "w+"):
                found = (found * factor).sum(axis=1, keepdims=True)
            elif divided:
                found = found / factor
            else:
                found = factor if found is None else found * factor
            before = symbol
        assert found is not None
        return found

    def sum_over(self):
        but_the_last = plain(self.take()).endswith("i<n")
        inner = self.product(within_sum=True)
        if inner.shape[0] == 1:
            return inner.sum(axis=1, keepdims=True)
        return (inner[:-1] if but_the_last else inner).sum(axis=0, keepdims=True)

    def factor(self):
        element = self.take()
        name = plain(element)
        if self.next(APPLY):
            self.take()
            return FUNCTIONS[name](self.factor()) if name != "max" else reduce(np.maximum, self.arguments())
        return value(element, self.values)

    def arguments(self):
        inside = Row(self.take(), self.values)
        inside.take()
        found = [inside.whole_sum()]
        while inside.next(","):
            inside.take()
            found.append(inside.whole_sum())
        return found


def is_sum(element):
    return plain(element).startswith("∑")


def flat(element):
    """The children without space, rows that only group taken apart; a bracket stays one child."""
    for child in element:
        if child.tag == "mrow" and not bracketed(child) and element.tag in ("math", "mrow"):
            yield from flat(child)
        elif child.tag != "mspace":
            yield child


def bracketed(element):
    return len(element) > 0 and element[0].tag == "mo" and element[0].text == "("


def value(element, values):
    name = plain(element)
    if element.tag == "mn":
        return constant(float(name.replace(",", "")))
    if element.tag == "mfrac" and name.startswith("∂"):
        above, below = (plain(part) for part in element)
        return values[f"{above}/{below}"]
    if element.tag == "mfrac":
        above, below = (part_of(part, values) for part in element)
        return above / below
    if name in values:
        return values[name]
    if element.tag == "msub":
        assert plain(element[1]) == "1"
        return values[plain(element[0])][:, :1]
    if element.tag == "msup":
        base, power = element
        if plain(base) == "e":
            return exp(part_of(power, values))
        return part_of(base, values) ** int(plain(power).replace("−", "-"))
    if bracketed(element):
        row = Row(element, values)
        row.children = row.children[1:-1]
        return row.value()
    return Row(element, values).value()


def part_of(element, values):
    return Row(element, values).value() if element.tag == "mrow" and not bracketed(element) else value(element, values)


def constant(number):
    found = np.empty((1, 1), object)
    found[0, 0] = arb(number)
    return found
