"""The JSON schemas of compare/output, from the types of compare/output/schema: `python -m tests.docs.schemas`.

A translator of its own, since pydantic takes no `typing.TypedDict` on Python 3.11. It knows what those modules use:
`TypedDict`, also generic, `Annotated` with a `Constraint` or a description, `Literal`, unions, lists and dicts. A type
that has a name there stands under that name in `$defs`.
"""

import json
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, TypeVar, Union, get_args, get_origin, is_typeddict

from compare.output.schema.check import CheckDocument
from compare.output.schema.report import ReportDocument
from compare.output.schema.studies import PowerDocument, SelftestDocument, TruthDocument
from compare.output.schema.values import Constraint
from tests.docs.blocks import ROOT

DOCUMENTS = {
    "report": ReportDocument,
    "check": CheckDocument,
    "truth": TruthDocument,
    "power": PowerDocument,
    "selftest": SelftestDocument,
}
MODULES = [
    import_module(f"compare.output.schema.{name}")
    for name in ("values", "judged", "history", "mistakes", "report", "check", "studies")
]
ALIASES = [(name, value) for module in MODULES for name, value in vars(module).items() if get_args(value)]
SIMPLE = {bool: "boolean", int: "integer", float: "number", str: "string", NoneType: "null"}


def path_of(name):
    return ROOT / "compare" / "output" / f"{name}.schema.json"


def schema(name):
    """The schema of one document."""
    defs: dict[str, Any] = {}
    whole = _object(DOCUMENTS[name], {}, defs)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"backproof {name}"}
    return {**head, **whole, "$defs": dict(sorted(defs.items()))}


def _type(kind, defs):
    """What a type is called where it has a name, and what it says where it has none."""
    name = _name(kind)
    if name is None:
        return _said(kind, defs)
    if name not in defs:
        defs[name] = None
        defs[name] = _said(kind, defs)
    return {"$ref": f"#/$defs/{name}"}


def _name(kind):
    if isinstance(kind, str) or is_typeddict(kind):
        return kind if isinstance(kind, str) else kind.__name__
    return next((name for name, value in ALIASES if value == kind), None)


def _said(kind, defs):
    origin, of = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return {"type": SIMPLE[kind]}
    if origin is Annotated:
        told = [{"description": one} if isinstance(one, str) else _keywords(one) for one in kind.__metadata__]
        return {key: value for part in (_type(of[0], defs), *told) for key, value in part.items()}
    if origin is Literal:
        return {"const": of[0]} if len(of) == 1 else {"enum": list(of)}
    if origin in (Union, UnionType):
        return {"anyOf": [_type(one, defs) for one in of]}
    if origin is list:
        return {"type": "array", "items": _type(of[0], defs)}
    if origin is dict:
        keys = {} if of[0] is str else {"propertyNames": _type(of[0], defs)}
        return {"type": "object", **keys, "additionalProperties": _type(of[1], defs)}
    held = origin or kind
    return _object(held, dict(zip(getattr(held, "__parameters__", ()), of, strict=True)), defs)


def _keywords(one):
    assert isinstance(one, Constraint), one
    return one.keywords


def _object(kind, given, defs):
    """A TypedDict, the variables of a generic one given: every key is named, none may be added."""
    fields = {}
    for key, field in kind.__annotations__.items():
        bare = get_args(field)[0] if get_origin(field) is NotRequired else field
        fields[key] = _type(given[bare] if isinstance(bare, TypeVar) else bare, defs)
    told = {"description": " ".join(kind.__doc__.split())} if kind.__doc__ else {}
    required = [key for key in fields if key in kind.__required_keys__]
    return {"type": "object", **told, "additionalProperties": False, "required": required, "properties": fields}


def text(name):
    """The schema as it is committed."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for each in DOCUMENTS:
        path_of(each).write_text(text(each), encoding="utf-8")
