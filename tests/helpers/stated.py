"""Every formula that the package states: of its chains, of the catalogue's mistakes, and right in another form."""

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.mistakes import known_mistakes
from compare.mistakes.mistake import SQUARE, STEPS
from tests.helpers.allowed import RIGHT_IN_ANOTHER_FORM

CHAINS = (REGRESSION, CLASSIFICATION, FUSED)


def forms():
    """Each form with its chain and its link."""
    for chain in CHAINS:
        for link in chain.links:
            yield from ((chain, link.name, form) for form in link.forms)
        for needs in ("", STEPS, SQUARE):
            yield from ((chain, known.slip.link, known.slip.form) for known in known_mistakes(chain, needs))
        yield from ((chain, slip.link, slip.form) for slip in RIGHT_IN_ANOTHER_FORM if chain.name in slip.chains)


FORMS = list(forms())
RIGHT_LINES = sorted({known.slip.right for chain in CHAINS for known in known_mistakes(chain)})
TEXTS = sorted({form.formula for _, _, form in FORMS}.union(RIGHT_LINES))
