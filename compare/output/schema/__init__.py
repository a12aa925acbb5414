"""The types of the JSON documents; the committed schemas, ../*.schema.json, are generated from them (`make docs`).

Read `values` first, then `judged`, `history`, `mistakes`, `report`; `check` and `studies` are the other commands'. A
docstring, and a string in `Annotated`, is a description in the schema. These modules leave their annotations
unquoted, for the generator to read.
"""
