"""A user's file: isolated, called, examined, and reported for whatever it does.

Read in this order: `loading` and `signature` (from words to a function), `process` and `watch` (the child), `limits`,
`caller`, `gradients` (a function that is no trace), `calls`, `plan` and `batches` (the problems), `point` (a person's
own one), `subject`, `naming` and `reference` (what is checked against what), `scouting`, `examination`, `evidence`,
`proof`, `sharpness`, `misbehaviour`, `shapes`, `noise`.
"""
