"""The committed schemas as validators."""

import json
from importlib.resources import files

import jsonschema


def validator(name):
    """What refuses a document of a command that does not fit its schema."""
    schema = json.loads((files("compare.output") / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)
