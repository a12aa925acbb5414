"""Mistakes made from a chain's right forms, for chains that the catalogue has no entries for."""
