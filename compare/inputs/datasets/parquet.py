"""A Parquet file as a header and numbered rows of text, so that all that is true of a CSV file is true of it."""

from collections.abc import Iterator
from itertools import count
from os import PathLike
from types import ModuleType
from typing import Any

from compare.errors import BadInput
from compare.inputs.datasets.header import check_names
from compare.inputs.datasets.uneven import Row
from compare.inputs.datasets.wording import fault


def read_parquet(path: str | PathLike[str]) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The column names, and an iterator over (row number, cells); rows count from 1. Needs pyarrow."""
    where = str(path)
    parquet = _pyarrow(where)
    try:
        file = parquet.ParquetFile(where)
    except (OSError, ValueError) as error:
        raise _unreadable(error, where) from None
    header = tuple(name.strip() for name in file.schema_arrow.names)
    check_names(header, where)
    if file.metadata.num_rows == 0:
        raise fault("columns and no rows; at least one example is needed", where)
    return header, _rows(file, where)


def _rows(file: Any, where: str) -> Iterator[Row]:
    numbers = count(1)
    try:
        for batch in file.iter_batches():
            columns = [map(_text, column.to_pylist()) for column in batch.columns]
            yield from ((next(numbers), list(cells)) for cells in zip(*columns, strict=True))
    except (OSError, ValueError) as error:
        raise _unreadable(error, where) from None


def _unreadable(error: Exception, where: str) -> BadInput:
    return fault(f"no Parquet file that can be read: {str(error).splitlines()[0]}", where)


def _text(value: object) -> str:
    """The value as a CSV file would have it; a number in full, so that it is read back bit for bit."""
    if value is None:
        return ""
    return repr(value) if isinstance(value, float) else str(value)


def _pyarrow(where: str) -> ModuleType:
    try:
        from pyarrow import parquet
    except ImportError:
        raise BadInput(f'{where}: needs pyarrow; install it with: pip install "backproof[parquet]"') from None
    module: ModuleType = parquet
    return module
