"""The almanac of Milan for a day: what the cover says, computed and therefore true without care.

Everything that has a name is given as an id; the cover puts it into words. Feasts whose day
depends on the moon being seen are told as calendars compute them, and say that they may vary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from astral import LocationInfo
from astral.moon import phase
from astral.sun import sun

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

_ITALIAN: Mapping[str, str] = {
    "New Year's Day": "new_year",
    "Epiphany": "epiphany",
    "Easter Sunday": "easter",
    "Easter Monday": "easter_monday",
    "Liberation Day": "liberation",
    "Labor Day": "labour",
    "Republic Day": "republic",
    "Assumption Of Mary Day": "assumption",
    "Saint Francis of Assisi, Patron Saint of Italy": "saint_francis",
    "All Saints' Day": "all_saints",
    "Saint Ambrose's Day": "saint_ambrose",
    "Immaculate Conception": "immaculate",
    "Christmas Day": "christmas",
    "Saint Stephen's Day": "saint_stephen",
}
"""The names of the holidays library -> our ids."""

_ELSEWHERE: Mapping[str, str] = {
    "Chinese New Year": "lunar_new_year",
    "Eid al-Fitr": "eid_al_fitr",
    "Eid al-Adha": "eid_al_adha",
    "Diwali": "diwali",
}
"""Feasts of other faiths, as the calendar of a country that keeps them all (Singapore) has them."""

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
    return dict([*_of_other_faiths(year), *_of_italy(year)])


def _of_italy(year: int) -> Iterator[tuple[date, str]]:
    kept = holidays.country_holidays("IT", subdiv="MI", years=year, language="en_US")
    for day, names in kept.items():
        for name in reversed(names.split("; ")):
            if name in _ITALIAN:
                yield day, _ITALIAN[name]


def _of_other_faiths(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 7), "orthodox_christmas"
    yield _orthodox_easter(year), "orthodox_easter"
    kept = holidays.country_holidays("SG", years=year, language="en_US")
    seen: set[date] = set()
    for day, names in sorted(kept.items()):
        for name in names.split("; "):
            first = day - timedelta(days=1) not in seen
            if name in _ELSEWHERE and first:
                seen.add(day)
                yield day, _ELSEWHERE[name]


def _orthodox_easter(year: int) -> date:
    """Easter of the Julian calendar, on ours (Meeus, Astronomical Algorithms, 1991; to 2099)."""
    golden = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - golden + 34) % 7
    month, day = divmod(golden + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
