"""The tokeniser of sentences: a word is a maximal run of letters, and case does not matter.

"Aack beep aack!" has the words aack, beep, aack. A digit, a hyphen, an apostrophe or a space ends a word, so
"beep-beep" is two words and "beeped" is one other word. Letters are Unicode's, folded by `str.casefold`.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby


def words(text: str) -> list[str]:
    """The words of a text, in order, case-folded."""
    return ["".join(run).casefold() for letters, run in groupby(text, str.isalpha) if letters]


def count(text: str, vocabulary: Sequence[str]) -> tuple[int, ...]:
    """How often each word of the vocabulary stands in the text."""
    found = Counter(words(text))
    return tuple(found[word.casefold()] for word in vocabulary)
