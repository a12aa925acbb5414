"""What a run is shown as: text for a terminal, Markdown, JSON, or a page.

`report`, `check` and `studies` have one document and one text for each kind of answer, `page` is the page of a report,
`formulas` sets formulas; `terminal` and `tables` are what the texts share.
"""
