"""The hours of a network as they are kept and as somebody writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.calendar.timetable import (
    Timetable,
    read_day,
    read_week,
    write_day,
    write_week,
)
from bot.handoff.people import Account, Role

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class DeskHours:
    """When a network answers, as its people wrote it: ``by`` an account, ``at`` a moment."""

    network: str
    timetable: Timetable
    at: datetime
    by: str


def may_write_hours(account: Account, network: str) -> bool:
    """Whether this person says when that network answers."""
    return account.role is Role.NETWORK_ADMIN and network in account.networks


def hours_to_plain(table: Timetable) -> dict[str, Any]:
    """Hours as JSON holds them."""
    return {
        "week": write_week(table.week),
        "august": None if table.august is None else write_week(table.august),
        "holidays": table.holidays,
        "days": {day.isoformat(): write_day(week) for day, week in table.days},
    }


def hours_from_plain(plain: Mapping[str, Any]) -> Timetable:
    """The hours that were stored."""
    return timetable_of(plain["week"], plain["august"], plain["days"], holidays=plain["holidays"])


def timetable_of(
    week: str, august: str | None, days: Mapping[str, str], *, holidays: bool
) -> Timetable:
    """Hours as somebody wrote them. Raises ``ValueError`` where they cannot be read."""
    if len(days) > MOST_DAYS:
        raise ValueError("too many single days")
    own = ((date.fromisoformat(day), text) for day, text in sorted(days.items()))
    return Timetable(
        read_week(week),
        None if august is None else read_week(august),
        holidays,
        tuple((day, read_day(day, text)) for day, text in own),
    )
