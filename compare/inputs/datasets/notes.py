"""The two data sets of the lecture notes: prices of houses, and moods of sentences counted from their text."""

from collections.abc import Sequence

import numpy as np

from compare.inputs.datasets.dataset import Dataset, Task
from compare.inputs.datasets.tokenise import count

SENTENCES = ("Aack aack aack!", "Beep beep!", "Aack beep beep beep!", "Aack beep aack!")
MOODS = ("Happy", "Sad", "Sad", "Happy")
MOOD_LABELS = ("Sad", "Happy")
VOCABULARY = ("aack", "beep")


def houses() -> Dataset:
    """Three houses: size and rooms, and the price in dollars."""
    x = np.array([[1000, 2], [2000, 4], [3000, 7]], np.float64)
    return Dataset(
        name="houses",
        task="regression",
        x=x,
        y=np.array([20_000, 30_000, 50_000], np.float64),
        features=("size", "rooms"),
        target="price",
        examples=tuple(f"{size:.0f} ft², {rooms:.0f} rooms" for size, rooms in x),
        unit="$",
        feature_units=("ft²", ""),
    )


def sentences() -> Dataset:
    """Four sentences as counts of "aack" and "beep"; Happy is 1."""
    return counted("sentences", SENTENCES, [float(MOOD_LABELS.index(mood)) for mood in MOODS])


def counted(
    name: str, texts: Sequence[str], moods: Sequence[float], task: Task = "classification", reason: str = "given"
) -> Dataset:
    """Sentences as counts of the vocabulary's words. Counts have one unit, the word, so they are never standardised."""
    return Dataset(
        name=name,
        task=task,
        x=np.array([count(text, VOCABULARY) for text in texts], np.float64),
        y=np.array(moods, np.float64),
        features=VOCABULARY,
        target="mood",
        examples=tuple(texts),
        labels=MOOD_LABELS if task == "classification" else None,
        standardised_by_default=False,
        task_reason=reason,
    )
