"""The rules of a network as they are kept: hours and times, one version after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.handoff.routing_waiting import DEFAULT_TIMES, Times
from bot.timetable import (
    Timetable,
    read_day,
    read_week,
    write_day,
    write_week,
)

MOST_DAYS = 60
LONGEST = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class DeskRules:
    """What holds in a network. ``timetable`` None: the directory's hours hold.

    ``version`` counts from 1; 0 is the default that nobody wrote. ``by`` wrote it at ``at``.
    """

    network: str
    times: Times = DEFAULT_TIMES
    timetable: Timetable | None = None
    version: int = 0
    at: datetime | None = None
    by: str = ""


def rules_to_plain(rules: DeskRules) -> dict[str, Any]:
    """Times and hours as JSON holds them."""
    times, table = rules.times, rules.timetable
    plain: dict[str, Any] = {"times": [_minutes(one) for one in _in_order(times)]}
    if table is not None:
        plain["week"] = write_week(table.week)
        plain["august"] = None if table.august is None else write_week(table.august)
        plain["holidays"] = table.holidays
        plain["days"] = {day.isoformat(): write_day(week) for day, week in table.days}
    return plain


def rules_from_plain(
    plain: Mapping[str, Any], network: str, version: int, at: datetime, by: str
) -> DeskRules:
    """The rules that were stored."""
    phone, her, coordinator = (timedelta(minutes=one) for one in plain["times"])
    table = None
    if "week" in plain:
        table = timetable_of(plain["week"], plain["august"], plain["days"], plain["holidays"])
    return DeskRules(network, Times(phone, her, coordinator), table, version, at, by)


def timetable_of(
    week: str, august: str | None, days: Mapping[str, str], holidays: bool
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


def times_of(duty_phone: float, tell_her: float, coordinator: float) -> Times:
    """Times in minutes. Raises ``ValueError`` where they make no sense."""
    times = Times(*(timedelta(minutes=one) for one in (duty_phone, tell_her, coordinator)))
    if times.coordinator > LONGEST:
        raise ValueError("nobody is left waiting for so long")
    return times


def _in_order(times: Times) -> tuple[timedelta, ...]:
    return times.duty_phone, times.tell_her, times.coordinator


def _minutes(one: timedelta) -> float:
    return one / timedelta(minutes=1)
