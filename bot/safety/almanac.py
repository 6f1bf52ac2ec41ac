"""The almanac of Milan for a day: what the cover says, computed and therefore true without care.

Everything that has a name is given as an id; the cover puts it into words. Feasts whose day
depends on the moon being seen are told as calendars compute them, and say that they may vary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from astral import LocationInfo
from astral.moon import phase
from astral.sun import sun

from bot.calendar.feasts import of_italy, of_other_faiths

ROME = ZoneInfo("Europe/Rome")
_MILAN = LocationInfo("Milano", "Italia", "Europe/Rome", 45.4642, 9.19).observer

_MONTH = 28.0
"""Astral counts the moon's age from 0 to just under 28 (astral.moon.phase)."""

MOONS = (
    "new",
    "waxing_crescent",
    "first_quarter",
    "waxing_gibbous",
    "full",
    "waning_gibbous",
    "last_quarter",
    "waning_crescent",
)

_FRUIT = (
    "apples pears oranges kiwis",
    "oranges mandarins kiwis apples",
    "oranges lemons kiwis apples",
    "strawberries lemons kiwis",
    "strawberries cherries loquats",
    "cherries apricots strawberries",
    "apricots peaches melons watermelons",
    "peaches figs watermelons plums",
    "grapes figs plums pears",
    "grapes apples chestnuts pomegranates",
    "persimmons mandarins chestnuts kiwis",
    "oranges clementines persimmons pears",
)
_VEGETABLES = (
    "cabbage leeks radicchio",
    "artichokes cauliflower spinach",
    "artichokes chicory spinach",
    "asparagus peas radishes",
    "asparagus broad_beans lettuce",
    "courgettes green_beans cucumbers",
    "tomatoes aubergines courgettes",
    "tomatoes peppers aubergines",
    "peppers green_beans mushrooms",
    "pumpkin mushrooms chard",
    "pumpkin fennel broccoli",
    "cauliflower fennel cardoons",
)
"""What is in season in northern Italy, January first."""


@dataclass(frozen=True, slots=True)
class Almanac:
    """One day in Milan. Times are local, as ``7:32``; ``moon``, feasts and foods are ids.

    ``holiday`` is None on an ordinary day. ``next_holiday`` is the next one after today.
    """

    day: date
    sunrise: str
    sunset: str
    moon: str
    holiday: str | None
    next_holiday: str
    next_holiday_on: date
    season: tuple[str, ...]


@lru_cache(maxsize=16)
def almanac(day: date) -> Almanac:
    """What there is to say of a day in Milan."""
    times = sun(_MILAN, date=day, tzinfo=ROME)
    feasts = {**_feasts(day.year + 1), **_feasts(day.year)}
    coming = min(at for at in feasts if at > day)
    return Almanac(
        day=day,
        sunrise=f"{times['sunrise']:%-H:%M}",
        sunset=f"{times['sunset']:%-H:%M}",
        moon=moon_of(day),
        holiday=feasts.get(day),
        next_holiday=feasts[coming],
        next_holiday_on=coming,
        season=(*_FRUIT[day.month - 1].split(), *_VEGETABLES[day.month - 1].split()),
    )


def moon_of(day: date) -> str:
    """Which of ``MOONS`` stands in the sky: a quarter is told within a day and a half of it."""
    eighth = _MONTH / 8
    return MOONS[int((phase(day) + eighth / 2) // eighth) % 8]


@lru_cache(maxsize=8)
def _feasts(year: int) -> Mapping[date, str]:
    """Day -> feast of a year; where two fall together, the one that Italy keeps."""
    return dict([*of_other_faiths(year), *of_italy(year)])
