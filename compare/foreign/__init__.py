"""A person's own file: loaded and called in a process of its own, judged, and reported for whatever it does."""
