"""No false alarm: what is right in another form agrees in every regime and on every route, and nothing is named.

`make soak` does the same with every right form, on more than a hundred thousand problems (docs/soak.md).
"""

import pytest

from compare.mistakes import known_mistakes
from tests.helpers.allowed import RIGHT_IN_ANOTHER_FORM
from tests.helpers.right_forms import counted, right_forms, right_in_another_form
from tests.helpers.routes import ROUTES


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_right_in_another_form_agrees_in_every_regime(route, dtype):
    forms = right_in_another_form(ROUTES[route][0])
    count = counted(route, forms, dtype, batch=20, shapes=((3, 2),), seed=22)
    assert not count.alarms and count.disagreements == count.named == 0
    assert count.values > count.unclaimed and count.forms == len(forms)


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_wrong_is_counted_as_an_alarm(route, dtype):
    wrong = next(known.slip for known in known_mistakes(ROUTES[route][0]) if known.key == "E27 dJ/dw")
    count = counted(route, [(wrong.link, wrong.form)], dtype, batch=20, shapes=((3, 2),), seed=22)
    assert len(count.alarms) == count.named > 0 and count.disagreements > 0
    start = f"{route}, generic, n = 3, d = 2, dJ/dw = Σ ∂L/∂w\nfirst wrong link: dJ/dw"
    assert any(alarm.startswith(start) for alarm in count.alarms)


def test_every_entry_is_planted_on_some_route():
    planted = {(link, form.formula) for chain, _, _ in ROUTES.values() for link, form in right_forms(chain)}
    assert planted >= {(slip.link, slip.form.formula) for slip in RIGHT_IN_ANOTHER_FORM}
