"""The values that documents are made of, and a document as text."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal


class Constraint:
    """What a value keeps to beyond its type, in the words of JSON Schema: for `Annotated`."""

    def __init__(self, **keywords: Any) -> None:
        self.keywords = keywords


Number = Annotated[float | Literal["NaN", "Infinity", "-Infinity"], "A number; one that is not finite is a string."]
Vector = list[Number]
Nested = Number | list["Nested"]
Problem = Annotated[dict[str, Nested], Constraint(minProperties=1)]
Count = Annotated[int, Constraint(minimum=0)]
Positive = Annotated[int, Constraint(minimum=1)]
Counts = dict[str, Positive]
Strings = list[str]
Task = Annotated[str, Constraint(enum=["regression", "classification"])]
Dtype = Annotated[str, Constraint(enum=["float64", "float32"])]


def dumps(document: object, indent: int | None = None) -> str:
    """The document as text: compact, unless an indent is asked for."""
    separators = (",", ":") if indent is None else None
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators) + "\n"
