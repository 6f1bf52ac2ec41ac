"""A day in Milan in words, computed or timeless: what the covers say, on the web and in threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.i18n.moments import say_day
from bot.i18n.translator import direction
from bot.safety.almanac import ROME, almanac
from bot.safety.city import fact_of
from bot.safety.kitchen import leftover_of, recipe_of
from bot.safety.prayers import METHODS, PRAYERS, prayers
from bot.text.tongues import UNSPACED


class Names(Protocol):
    """Names of moons, feasts and foods, dishes and facts, by key and language."""

    def text(self, key: str, language: str) -> str:
        """The name."""


@dataclass(frozen=True, slots=True)
class Sky:
    """``date`` as ``Martedì 24 novembre``, ``full`` with the year; times as ``7:32``.

    ``holiday`` is empty on an ordinary day. ``next_holiday`` comes after it, on ``next_on``.
    """

    date: str
    full: str
    sunrise: str
    sunset: str
    moon: str
    season: str
    holiday: str
    next_holiday: str
    next_on: str


def day_of(moment: datetime) -> date:
    """The day that it is in Milan."""
    return moment.astimezone(ROME).date()


def sky(day: date, language: str, names: Names) -> Sky:
    """Sun, moon, season and feasts of a day."""
    found = almanac(day)
    return Sky(
        date=_large(say_day(day, language, weekday=True, year=False)),
        full=_large(say_day(day, language, weekday=True)),
        sunrise=found.sunrise,
        sunset=found.sunset,
        moon=names.text(f"moon.{found.moon}", language),
        season=listed([names.text(f"food.{food}", language) for food in found.season], language),
        holiday=names.text(f"holiday.{found.holiday}", language) if found.holiday else "",
        next_holiday=names.text(f"holiday.{found.next_holiday}", language),
        next_on=_large(say_day(found.next_holiday_on, language, year=False)),
    )


def prayed(day: date, language: str, names: Names) -> str:
    """The prayers of a day, a line each; empty in a language whose almanacs do not tell them."""
    method = METHODS.get(language)
    if method is None:
        return ""
    times = zip(PRAYERS, prayers(day, method), strict=True)
    return "\n".join(f"{names.text(f'prayer.{name}', language)} {time}" for name, time in times)


def recipe(day: date, language: str, names: Names) -> str:
    """The dish of a day: its name, and how it is made."""
    return names.text(f"recipe.{recipe_of(day)}", language)


def leftover(day: date, language: str, names: Names) -> str:
    """What to do with something that is left over."""
    return names.text(f"leftover.{leftover_of(day)}", language)


def fact(day: date, language: str, names: Names) -> str:
    """Something that is true of Milan."""
    return names.text(f"city.{fact_of(day)}", language)


def listed(names: list[str], language: str) -> str:
    """Names side by side, with the comma of the language's script."""
    if language in UNSPACED:
        return "、".join(names)
    return ("، " if direction(language) == "rtl" else ", ").join(names)


def _large(text: str) -> str:
    """Its first letter large, as a line of its own begins."""
    return text[:1].upper() + text[1:]
