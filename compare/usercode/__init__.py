"""A user's file: isolated, called, examined, and reported for whatever it does.

Read in this order: `loading` (from words to a function), `process` and `watch` (the child), `limits`, `caller`,
`calls`, `batches` (the problems), `subject` and `reference` (what is checked against what), `examination`,
`evidence`, `proof`, `sharpness`, `misbehaviour`, `noise`.
"""
