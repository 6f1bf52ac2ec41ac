"""The five prayers of a day in Milan, by the sun: what many open an almanac for every morning.

Angles and shadows are conventions: those of the Muslim World League (dawn at 18 degrees, night at
17) with the afternoon of most schools, and those of the University of Islamic Sciences, Karachi (18
and 18) with the later afternoon of the Hanafi school, which is kept in Pakistan and Bangladesh.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import atan, degrees, radians, tan
from zoneinfo import ZoneInfo

from astral import LocationInfo, SunDirection
from astral.sun import dawn, dusk, elevation, noon, sunset, time_at_elevation

ROME = ZoneInfo("Europe/Rome")
_MILAN = LocationInfo("Milano", "Italia", "Europe/Rome", 45.4642, 9.19).observer

PRAYERS = ("fajr", "dhuhr", "asr", "maghrib", "isha")
"""In the order of the day."""


@dataclass(frozen=True, slots=True)
class Method:
    """``dawn`` and ``night``: how many degrees the sun is below the horizon; ``shadow``: how many
    times its own height the shadow of a stick has grown in the afternoon."""

    dawn: float
    night: float
    shadow: float


LEAGUE = Method(18, 17, 1)
KARACHI = Method(18, 18, 2)

METHODS: Mapping[str, Method] = {"ar": LEAGUE, "ur": KARACHI, "bn": KARACHI}
"""By the language of whoever reads; in others the almanac does not tell them."""


def prayers(day: date, method: Method) -> tuple[str, ...]:
    """The times of ``PRAYERS``, local, as ``5:31``; a minute is added to noon and sunset."""
    midday = noon(_MILAN, day, tzinfo=ROME)
    shortest = tan(radians(90 - elevation(_MILAN, midday)))
    height = degrees(atan(1 / (method.shadow + shortest)))
    minute = timedelta(minutes=1)
    times = (
        dawn(_MILAN, day, depression=method.dawn, tzinfo=ROME),
        midday + minute,
        time_at_elevation(_MILAN, height, day, SunDirection.SETTING, tzinfo=ROME),
        sunset(_MILAN, day, tzinfo=ROME) + minute,
        dusk(_MILAN, day, depression=method.night, tzinfo=ROME),
    )
    return tuple(f"{time:%-H:%M}" for time in times)
