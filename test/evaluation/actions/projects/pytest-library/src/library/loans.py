"""Who has which book, and for how long."""

from __future__ import annotations


class LoanError(Exception):
    """Something about a loan is wrong."""


def fine(days_late: int, *, per_day: float = 0.5, limit: float | None = None) -> float:
    """What a late book costs."""
    if days_late <= 0:
        return 0.0
    amount = days_late * per_day
    if limit is not None and amount > limit:
        return limit
    return amount


def due_days(kind: str) -> int:
    """How long a kind of thing is lent."""
    match kind:
        case "book":
            return 28
        case "film":
            return 7
        case _:
            raise LoanError(f"nothing is known of {kind}")


async def renew(title: str, loans: dict[str, int]) -> int:
    """Counts one more renewal."""
    if title not in loans:
        raise KeyError(title)
    loans[title] += 1
    return loans[title]


class Shelf:
    """A place for a number of books."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._titles: list[str] = []

    def put(self, title: str) -> None:
        if len(self._titles) >= self._places:
            raise LoanError("the shelf is full")
        self._titles.append(title)

    @property
    def free(self) -> int:
        return self._places - len(self._titles)
