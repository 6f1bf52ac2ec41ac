"""Repetitions of RFC 5545, section 3.3.10, as far as desks use them, followed within bounds.

Not by counting moments but by periods: a rule that never falls on any day ends all the same. Rules
by the second, minute or hour, and parts that are rare, are not understood and are said to be so.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_PERIODS = 30_000
"""A day of each of eighty years."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"})
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


class RuleError(ValueError):
    """A rule that is not understood."""


@dataclass(frozen=True, slots=True)
class Repeating:
    """A rule. ``weekdays``: (which one of the month or year, 0 for each; Monday is 0)."""

    every: str = ""
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()


def read_rule(given: Any) -> Repeating:
    """The rule as the library reads it. Raises ``RuleError``."""
    if isinstance(given, list):
        raise RuleError("two rules")
    rule: Mapping[str, Sequence[Any]] = {str(key).upper(): given[key] for key in given}
    every = str(_one(rule, "FREQ", "")).upper()
    if every not in _FREQUENCIES or set(rule) - _KNOWN:
        raise RuleError("a part that is not understood")
    interval, count = int(_one(rule, "INTERVAL", 1)), _one(rule, "COUNT", None)
    if interval < 1 or (count is not None and int(count) < 1):
        raise RuleError("less than once")
    weekdays = tuple(_weekday(str(one)) for one in rule.get("BYDAY", ()))
    if every in ("DAILY", "WEEKLY") and any(nth for nth, _ in weekdays):
        raise RuleError("a weekday of a month in a week")
    return Repeating(
        every,
        interval,
        None if count is None else int(count),
        _until(_one(rule, "UNTIL", None)),
        weekdays,
        tuple(int(one) for one in rule.get("BYMONTHDAY", ())),
        tuple(int(one) for one in rule.get("BYMONTH", ())),
    )


def starts(first: datetime, rule: Repeating, ends: datetime) -> Iterator[datetime]:
    """Every start before ``ends``, in order, in the wall time of ``first``."""
    if not rule.every:
        yield first
        return
    given = 0
    for number, days in enumerate(_periods(first.date(), rule, ends.date())):
        if number >= MOST_PERIODS:
            return
        for day in days:
            at = datetime.combine(day, first.time())
            if at < first:
                continue
            if at >= ends or (rule.until is not None and at > rule.until):
                return
            if rule.count is not None and given >= rule.count:
                return
            given += 1
            yield at


def _periods(first: date, rule: Repeating, last: date) -> Iterator[Sequence[date]]:
    """The days of each day, week, month or year that counts."""
    match rule.every:
        case "DAILY":
            return _days(first, rule, last)
        case "WEEKLY":
            return _weeks(first, rule, last)
        case "MONTHLY":
            return _months(first, rule, last)
        case _:
            return _years(first, rule, last)


def _days(first: date, rule: Repeating, last: date) -> Iterator[Sequence[date]]:
    names = {weekday for _, weekday in rule.weekdays}
    for number in range(0, (last - first).days + 1, rule.interval):
        day = first + timedelta(days=number)
        fits = (not names or day.weekday() in names) and _in_month(day, rule)
        yield [day] if fits and _month_day(day, rule) else []


def _weeks(first: date, rule: Repeating, last: date) -> Iterator[Sequence[date]]:
    names = sorted({weekday for _, weekday in rule.weekdays} or {first.weekday()})
    monday = first - timedelta(days=first.weekday())
    for number in range(0, (last - monday).days + 1, 7 * rule.interval):
        week = (monday + timedelta(days=number + weekday) for weekday in names)
        yield [day for day in week if _in_month(day, rule)]


def _months(first: date, rule: Repeating, last: date) -> Iterator[Sequence[date]]:
    begin = first.year * 12 + first.month - 1
    for number in range(begin, last.year * 12 + last.month, rule.interval):
        year, month = number // 12, number % 12 + 1
        if not rule.months or month in rule.months:
            yield _in(year, month, first, rule)
        else:
            yield []


def _years(first: date, rule: Repeating, last: date) -> Iterator[Sequence[date]]:
    months = rule.months or (tuple(range(1, 13)) if rule.weekdays else (first.month,))
    nth = any(which for which, _ in rule.weekdays)
    if nth and not rule.months:
        raise RuleError("a weekday of a year")
    for year in range(first.year, last.year + 1, rule.interval):
        yield [day for month in sorted(months) for day in _in(year, month, first, rule)]


def _in(year: int, month: int, first: date, rule: Repeating) -> list[date]:
    """The days of one month that the rule means."""
    length = monthrange(year, month)[1]
    days = [date(year, month, number) for number in range(1, length + 1)]
    if rule.month_days:
        days = [day for day in days if _month_day(day, rule)]
    elif not rule.weekdays:
        days = [day for day in days if day.day == first.day]
    if rule.weekdays:
        wanted = {day for nth, name in rule.weekdays for day in _named(year, month, nth, name)}
        days = [day for day in days if day in wanted]
    return days


def _named(year: int, month: int, nth: int, weekday: int) -> list[date]:
    length = monthrange(year, month)[1]
    days = [date(year, month, one) for one in range(1, length + 1)]
    days = [day for day in days if day.weekday() == weekday]
    if nth == 0:
        return days
    at = nth - 1 if nth > 0 else len(days) + nth
    return [days[at]] if 0 <= at < len(days) else []


def _month_day(day: date, rule: Repeating) -> bool:
    length = monthrange(day.year, day.month)[1]
    return not rule.month_days or bool({day.day, day.day - length - 1} & set(rule.month_days))


def _in_month(day: date, rule: Repeating) -> bool:
    return not rule.months or day.month in rule.months


def _one(rule: Mapping[str, Sequence[Any]], name: str, default: Any) -> Any:
    given = rule.get(name)
    if given is None:
        return default
    return given[0] if isinstance(given, list | tuple) else given


def _weekday(given: str) -> tuple[int, int]:
    name, nth = given[-2:].upper(), given[:-2] or "0"
    if name not in _DAYS or not nth.lstrip("+-").isdigit():
        raise RuleError("no weekday")
    return int(nth), _DAYS.index(name)


def _until(given: Any) -> datetime | None:
    """The last moment in wall time: a date means the whole day, and a zone is that of the rule up
    to a day, which is generous to the agency's own time."""
    if given is None:
        return None
    if isinstance(given, datetime):
        return given.replace(tzinfo=None) + (timedelta(hours=2) if given.tzinfo else timedelta())
    if isinstance(given, date):
        return datetime.combine(given, time(23, 59, 59))
    raise RuleError("no moment")
