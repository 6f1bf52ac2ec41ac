"""Days and moments in words, by the clock of Milan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date, format_time

from bot.i18n.translator import ROME, Translator, direction, isolate, locale_of

_WEEK = 6
"""Within so many days a weekday and its number say which day is meant."""

_OF_MONTH = ("EEEE d 'de' MMMM", "d 'de' MMMM 'de' y")
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "es": _OF_MONTH,
    "pt": _OF_MONTH,
    "zh-Hans": ("M月d日EEEE", "y年M月d日"),
}
"""A day with its weekday, and with its year, where it is not said as in Italian."""

_LIKE_ITALIAN = ("EEEE d MMMM", "d MMMM y")


def say_date(moment: datetime, language: str) -> str:
    """The day in full as on a calendar of Milan: ``martedì 24 novembre 2026``."""
    return format_date(moment.astimezone(ROME), "full", locale_of(language))


def say_day(day: date, language: str) -> str:
    """A day with its month in letters, so that nobody reads it wrongly: ``24 novembre 2026``."""
    return format_date(day, _PATTERNS.get(language, _LIKE_ITALIAN)[1], locale_of(language))


def say_time(moment: datetime, language: str) -> str:
    """The time in Milan, 24 hours: ``7:32``."""
    return format_time(moment.astimezone(ROME), "H:mm", locale=locale_of(language))


def say_moment(moment: datetime, language: str, now: datetime, texts: Translator) -> str:
    """A moment as one says it in Milan: ``oggi alle 10``, ``giovedì 3, alle 10:30``.

    Both moments must have a time zone.
    """
    there = moment.astimezone(ROME)
    days = (there.date() - now.astimezone(ROME).date()).days
    time = _time(there, language, texts)
    if days in (0, 1):
        return texts.text(("moment.today", "moment.tomorrow")[days], language).format(time=time)
    day = _weekday(there, language, texts) if 0 < days <= _WEEK else _day_and_month(there, language)
    return texts.text("moment.day", language).format(day=day, time=time)


def _time(there: datetime, language: str, texts: Translator) -> str:
    clock = texts.text("moment.clock" if there.minute else "moment.clock_whole", language)
    said = clock.format(hour=there.hour, minute=f"{there.minute:02d}")
    key = "moment.at_one" if there.hour == 1 else "moment.at"
    return texts.text(key, language, clock=said)


def _weekday(there: datetime, language: str, texts: Translator) -> str:
    weekday = format_date(there, "EEEE", locale_of(language))
    number = isolate(str(there.day)) if direction(language) == "rtl" else str(there.day)
    return texts.text("moment.weekday", language).format(weekday=weekday, number=number)


def _day_and_month(there: datetime, language: str) -> str:
    return format_date(there, _PATTERNS.get(language, _LIKE_ITALIAN)[0], locale_of(language))
