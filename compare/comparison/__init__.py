"""Two sides in, a report out: one problem or a descent, its wrong links diagnosed.

Read in this order: `check`, `descent` with its `trajectory`, `diagnosis` (which known mistake a wrong link looks like)
with `propagation` (what a mistake makes of later links), `exposure` (which known mistakes these problems show).
"""
