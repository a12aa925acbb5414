"""A run in which no z is finite makes a page too, without the part that shows the most saturated row."""

from compare.output.page.cancel import cancelled


def recorded(*z):
    links = {name: {"hand": list(z)} for name in ("z", "y_hat", "dy_hat/dz")}
    return {"task": "classification", "history": [{"step": 0, "links": links}], "recorded": {"examples": [1, 2]}}


def test_where_no_z_is_finite_nothing_is_the_most_saturated():
    assert cancelled([recorded("inf", "nan")]) is None
