"""Numbers of many: what may be told to who sees nobody."""

from __future__ import annotations

from datetime import datetime

FEWEST = 5
"""A smaller number could be somebody."""

COUNTED = ("case.claim", "case.close", "letter.answer", "case.unanswered")
"""Acts of the audit of which the steering group learns how many there were."""

MONTHS = 12


def told(count: int) -> int | None:
    """The number, or None where it is too small to be told; nothing is 0."""
    return count if count == 0 or count >= FEWEST else None


def months_until(now: datetime) -> list[tuple[datetime, datetime]]:
    """The last whole months and the one that runs, the newest first, as (begin, end) in UTC.

    Months, because numbers of arbitrary times could be subtracted from each other.
    """
    begin = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = [(begin, _after(begin))]
    while len(found) < MONTHS:
        begin = _before(begin)
        found.append((begin, _after(begin)))
    return found


def _before(month: datetime) -> datetime:
    if month.month == 1:
        return month.replace(year=month.year - 1, month=12)
    return month.replace(month=month.month - 1)


def _after(month: datetime) -> datetime:
    if month.month == 12:
        return month.replace(year=month.year + 1, month=1)
    return month.replace(month=month.month + 1)
