"""Every known mistake as a side that makes it, for tests that plant them all."""

from functools import partial

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.mistakes import known_mistakes
from compare.mistakes.mistake import SQUARE
from compare.mistakes.planting import plant
from tests.helpers.routes import ROUTES

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)
REFERENCES = {chain.name: reference for chain, _, reference in ROUTES.values()}
KNOWN = [(chain, known) for chain in CHAINS for need in ("", SQUARE) for known in known_mistakes(chain, need)]
LOSES_DIGITS = "E59"
"""A mistake whose formula is right: digits are lost, and nothing is wrong."""
SAMPLE = KNOWN[::6]
"""For laws that take a second for all of them: about one of each kind."""


def label(case):
    return case.key if hasattr(case, "key") else getattr(case, "name", str(case))


def known_as(chain, key):
    return next(known for each, known in KNOWN if each is chain and known.key == key)


def planted(chain, *keys):
    forms = {known_as(chain, key).slip.link: known_as(chain, key).slip.form for key in keys}
    return partial(plant, chain, forms)
