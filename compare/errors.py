"""The one error a person at the keyboard can mend: bad input, told in one printable line."""


class BadInput(ValueError):
    """Says what was wrong, where, what was expected and how to mend it. The command line prints it and exits 2."""


def printable(text: str) -> str:
    """The text on one line, with escapes for whatever would break the line or steer the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
