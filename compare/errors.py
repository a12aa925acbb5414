"""The one error that a user can mend: bad input, told in one printable line."""


class BadInput(ValueError):
    """Says what was wrong, where, what was expected and how to mend it. The command line prints it and exits 2."""
