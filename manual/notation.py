"""The types of the notes' quantities: an array, a problem and a trace."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating]  # float64 or float32, one of them throughout; any batch axes lead

Problem: TypeAlias = Mapping[str, Array]  # x (…, n, d), y (…, n), w (…, d), b (…,), lr (…,): all of one dtype

Trace: TypeAlias = dict[str, Array]  # the value of every link, by the link's name, in the order of the chain
