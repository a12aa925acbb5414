"""Is each link right by its definition, who is nearer the truth, said in a report.

Read in this order: `contract` (what a problem and a trace must be), `judge` (every link of every side against the balls
of its forms), `judgement` (one link's result), `summary` (judgements counted into a `report`), `arbiter` (the exact
values), `ratios` and `diagnosis` (what is kept of a wrong link).
"""
