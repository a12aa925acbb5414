"""Ten problems of all kinds come first: where all end in the same exception, shape or dtype, no more are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain as joined
from itertools import zip_longest

from compare.chains.chain import Chain
from compare.chains.evaluation import lengths_of
from compare.usercode.batches import Batch
from compare.usercode.misbehaviour import Misbehaviour

TEN = 10
DRAWN = 200  # problems of which the ten are taken


def scouts_among(batches: Iterable[Batch], chain: Chain) -> list[Batch]:
    """Ten problems of as many kinds, rather of axes that their lengths tell apart; a batch each."""
    kinds: dict[str, list[Batch]] = {}
    for batch in batches:
        kinds.setdefault(batch.origin, []).append(batch)
    ranked = [sorted(several, key=lambda batch: not _telling(batch, chain)) for several in kinds.values()]
    turns = [batch for batch in joined(*zip_longest(*ranked)) if batch is not None]
    turns.sort(key=lambda batch: not _telling(batch, chain))
    return [Batch(batch.origin, {name: value[:1] for name, value in batch.problems.items()}) for batch in turns[:TEN]]


def _telling(batch: Batch, chain: Chain) -> bool:
    each = list(lengths_of(chain, {name: value[0] for name, value in batch.problems.items()}).values())
    return 1 not in each and len({*each}) == len(each)


def ended_alike(found: Sequence[Misbehaviour]) -> str:
    """Why no more need be called once the ten were, of which none gave a trace; "" where they ended in several ways."""
    alike = len(found) == 1 and not found[0].harmless and found[0].problems == TEN
    return "they are of all kinds, and all ended in the same way" if alike else ""
