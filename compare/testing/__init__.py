"""What people call from Python: from a test, under Hypothesis, or in a notebook. It runs in their own process.

Read in this order: `subject` (from a function to what is examined), `result`, `gradient` (`examine` and
`assert_gradient`), `agree` (one problem, under Hypothesis), `drawing` (`problems`).
"""
