"""How the answer of `report` and `explain` is shown: in a terminal, as Markdown, as a JSON document."""
