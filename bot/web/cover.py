"""The almanac of Milan in words: what the cover says, computed, so always true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.safety import almanac as sky
from bot.web.ports import Almanac, Day, Row, Words
from bot.web.texts import direction

MILAN = ZoneInfo("Europe/Rome")


class Names(Protocol):
    """Names of moons, feasts and foods, by key and language."""

    def text(self, key: str, language: str) -> str:
        """The name."""


def almanac_in_words(words: Words, names: Names) -> Almanac:
    """The almanac of the day in Milan; ``words`` label it, ``names`` name what is in it."""

    @lru_cache(maxsize=64)
    def of_day(day: date, language: str) -> Day:
        return _written(
            sky.almanac(day),
            language,
            lambda key: words.text(f"web.{key}", language),
            lambda key: names.text(key, language),
        )

    def written(now: datetime, language: str) -> Day:
        return of_day(now.astimezone(MILAN).date(), language)

    return written


def _written(
    day: sky.Almanac,
    language: str,
    label: Callable[[str], str],
    name: Callable[[str], str],
) -> Day:
    next_on = _dated(day.next_holiday_on, "d MMMM", language)
    rows = [
        Row(label("sunrise"), day.sunrise),
        Row(label("sunset"), day.sunset),
        Row(label("moon"), name(f"moon.{day.moon}")),
        Row(
            label("next_holiday"),
            _listed([next_on, name(f"holiday.{day.next_holiday}")], language),
        ),
        Row(label("season"), _listed([name(f"food.{food}") for food in day.season], language)),
    ]
    if day.holiday is not None:
        rows.insert(0, Row(label("holiday"), name(f"holiday.{day.holiday}")))
    short = _dated(day.day, "EEEE d MMMM", language)
    return Day(
        date=_dated(day.day, "EEEE d MMMM y", language),
        brief=f"{short} · {label('sun')} {day.sunrise}–{day.sunset}",
        rows=tuple(rows),
    )


def _listed(names: list[str], language: str) -> str:
    """Names side by side, with the comma of the language's script."""
    return ("، " if direction(language) == "rtl" else ", ").join(names)


def _dated(day: date, pattern: str, language: str) -> str:
    """A date in words, its first letter large."""
    text = str(format_date(day, pattern, locale=language))
    return text[:1].upper() + text[1:]
