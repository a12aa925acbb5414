"""What is printed is counted by lines, in whatever pieces it comes, and the token parts import from calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.usercode.noise import LONGEST, Noise

TOKEN = "d41d8cd98f00b204"


def counted(*pieces):
    noise = Noise(TOKEN)
    for piece in pieces:
        noise.add(piece)
    noise.end()
    return noise.importing, noise.calling


@given(st.lists(st.sampled_from([b"one", b"two ", b"", b"  ", b"\xff\x00"]), max_size=6), st.integers(0, 3), st.data())
def test_pieces_do_not_matter(lines, at, data):
    stream = b"\n".join([*lines[:at], b"", TOKEN.encode(), *lines[at:]])
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=5)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    importing, calling = counted(*pieces)
    said = [[line for line in some if line.strip()] for some in (lines[:at], lines[at:])]
    assert (importing.lines, calling.lines) == (len(said[0]), len(said[1]))
    assert importing.first == (said[0][0].decode(errors="replace").strip() if said[0] else "")


def test_without_a_token_the_import_printed_it_all():
    importing, calling = counted(b"a\nb")
    assert (importing.lines, importing.first, calling.lines) == (2, "a", 0)


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_without_end_is_kept_in_part(end):
    importing, _ = counted(*[b"x" * 1000] * 100, end)
    assert importing.lines == 1 and len(importing.first) == LONGEST
