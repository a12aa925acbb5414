"""Numbers that differ in a file and are one number in float64, such as long ids."""

from decimal import Decimal

from compare.inputs.datasets.wording import plain

# Up to here float64 holds every whole number.
_WHOLE = 2.0**53


class Merged:
    """Column by column, the first two cells that float64 does not tell apart; looks only at numbers from 2⁵³ on."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}
        self._seen: dict[tuple[str, float], str] = {}

    def look(self, column: str, cell: str, value: float) -> None:
        """Take note of one more cell."""
        if abs(value) < _WHOLE or column in self.found:
            return
        earlier = self._seen.setdefault((column, value), cell.strip())
        if Decimal(earlier) != Decimal(cell.strip()):
            self.found[column] = (earlier, cell.strip())


def told(column: str, cells: tuple[str, str]) -> str:
    """The warning for one column."""
    return (
        f"float64 does not tell apart the numbers of {plain(column)} beyond 2⁵³, as {cells[0]} and {cells[1]}; "
        "leave an id out, or subtract what all have in common"
    )
