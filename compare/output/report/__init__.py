"""How the answer of `report` is shown: in a terminal, as Markdown, as a JSON document.

Read in this order: `answer` (the first word and its sentence), `screen` (what a terminal shows), `document`.
"""
