"""What a run is shown as: text for a terminal, Markdown, JSON, or a page.

`report`, `check` and `studies` have one document and one text for each kind of answer, `example` is one example worked,
`page` is the page of a report, `formulas` sets formulas; `terminal`, `tables` and `paragraph` are what the texts share.
"""
