"""The five prayers are where the sun is, every day of the year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from math import radians, tan

import pytest
from astral import LocationInfo
from astral.sun import elevation, noon

from bot.i18n.translator import Translator
from bot.publishing.published import read_catalogues
from bot.safety.prayers import KARACHI, LEAGUE, ROME, Method, prayers
from bot.text.tongues import LANGUAGES
from bot.web.cover import cover_in_words
from bot.web.words import PageWords

MILAN = LocationInfo("Milano", "Italia", "Europe/Rome", 45.4642, 9.19).observer
DAYS = [date(2027, 1, 1) + timedelta(days=number) for number in range(0, 365, 5)]


def at(day: date, time: str) -> datetime:
    """That local time of the day."""
    hour, minute = map(int, time.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ROME)


def shadow(moment: datetime) -> float:
    """How long the shadow of a stick of length 1 is."""
    return 1 / tan(radians(elevation(MILAN, moment)))


@pytest.mark.parametrize("method", [LEAGUE, KARACHI])
def test_each_prayer_is_where_the_sun_is(method: Method) -> None:
    """To the minute: a wrong time would be seen by whoever prays, and the cover not believed."""
    for day in DAYS:
        fajr, dhuhr, asr, maghrib, isha = (at(day, time) for time in prayers(day, method))
        assert all(one < other for one, other in pairwise((fajr, dhuhr, asr, maghrib, isha)))
        assert elevation(MILAN, fajr, with_refraction=False) == pytest.approx(-18, abs=0.3)
        night = elevation(MILAN, isha, with_refraction=False)
        assert night == pytest.approx(-method.night, abs=0.3)
        assert elevation(MILAN, maghrib) < 0
        grown = shadow(asr) - shadow(noon(MILAN, day))
        assert grown == pytest.approx(method.shadow, abs=0.05)


def test_the_almanac_tells_them_where_almanacs_do() -> None:
    """Five lines in three languages, and nothing in the others."""
    translator = Translator(read_catalogues())
    page = cover_in_words("almanac", PageWords(translator), translator)
    told = {}
    for language in LANGUAGES:
        label = translator.text("web.prayers", language)
        rows = page(datetime(2026, 11, 29, 12, tzinfo=ROME), language).rows
        told[language] = [row.value for row in rows if row.label == label]
    assert {one for one, rows in told.items() if rows} == {"ar", "ur", "bn"}
    assert all(rows[0].count("\n") == 4 for rows in told.values() if rows)
