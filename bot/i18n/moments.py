"""Days and moments in words, by the clock of Milan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date

from bot.i18n.translator import ROME, Translator, direction, isolate, locale_of

_WEEK = 6
"""Within so many days a weekday and its number say which day is meant."""

_DAYS: Mapping[str, str] = {
    "es": "d 'de' MMMM",
    "pt": "d 'de' MMMM",
    "fil": "MMMM d",
    "si": "MMMM d",
    "zh-Hans": "M月d日",
}
"""A day of a month, where it is not said as in Italian: ``24 novembre``."""

_WEEKDAYS: Mapping[str, str] = {"si": "{} EEEE", "zh-Hans": "{}EEEE"}
"""The same with its weekday, where that does not come first."""

_YEARS: Mapping[str, str] = {
    "es": "{} 'de' y",
    "pt": "{} 'de' y",
    "fil": "{}, y",
    "si": "y {}",
    "zh-Hans": "y年{}",
}
"""The same with its year, where that is not simply said after it."""


def say_day(day: date, language: str, *, weekday: bool = False, year: bool = True) -> str:
    """A day with its month in letters, so that nobody reads it wrongly: ``24 novembre 2026``; with
    its ``weekday``, or without its ``year``. Of a moment, which must have a time zone: the day that
    it is in Milan."""
    if isinstance(day, datetime):
        day = day.astimezone(ROME)
    pattern = _DAYS.get(language, "d MMMM")
    if year:
        pattern = _YEARS.get(language, "{} y").format(pattern)
    if weekday:
        pattern = _WEEKDAYS.get(language, "EEEE {}").format(pattern)
    return format_date(day, pattern, locale_of(language))


def say_moment(moment: datetime, language: str, now: datetime, texts: Translator) -> str:
    """A moment as one says it in Milan: ``oggi alle 10``, ``giovedì 3, alle 10:30``.

    Both moments must have a time zone.
    """
    there = moment.astimezone(ROME)
    days = (there.date() - now.astimezone(ROME).date()).days
    time = _time(there, language, texts)
    if days in (0, 1):
        return texts.text(("moment.today", "moment.tomorrow")[days], language).format(time=time)
    if 0 < days <= _WEEK:
        day = _weekday(there, language, texts)
    else:
        day = say_day(there, language, weekday=True, year=False)
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
