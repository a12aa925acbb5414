"""How the answer of `check` is shown: in a terminal, as a hint, as a JSON document."""
