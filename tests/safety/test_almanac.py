"""The almanac is true: it is held against days that are known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.i18n.texts import TEXTS
from bot.safety.almanac import almanac, moon_of

NEW_MOONS = [date(2026, 8, 12), date(2026, 11, 9), date(2027, 8, 2)]
FULL_MOONS = [date(2026, 3, 3), date(2026, 11, 24), date(2027, 8, 17)]


def minutes(time: str) -> int:
    """Minutes since midnight of ``7:32``."""
    hours, rest = time.split(":")
    return int(hours) * 60 + int(rest)


@pytest.mark.parametrize(
    ("day", "sunrise", "sunset"),
    [
        (date(2026, 6, 21), "5:34", "21:15"),
        (date(2026, 12, 21), "7:59", "16:42"),
        (date(2026, 3, 20), "6:28", "18:36"),
    ],
)
def test_the_sun_rises_when_the_tables_say(day: date, sunrise: str, sunset: str) -> None:
    """Within three minutes of the published times for Milan."""
    told = almanac(day)
    assert abs(minutes(told.sunrise) - minutes(sunrise)) <= 3
    assert abs(minutes(told.sunset) - minutes(sunset)) <= 3


@pytest.mark.parametrize("day", NEW_MOONS)
def test_new_moons_are_new(day: date) -> None:
    """Two of these were eclipses of the sun."""
    assert moon_of(day) == "new"


@pytest.mark.parametrize("day", FULL_MOONS)
def test_full_moons_are_full(day: date) -> None:
    """The first of these was an eclipse of the moon."""
    assert moon_of(day) == "full"


@pytest.mark.parametrize(
    ("day", "feast"),
    [
        (date(2026, 4, 5), "easter"),
        (date(2026, 4, 12), "orthodox_easter"),
        (date(2027, 5, 2), "orthodox_easter"),
        (date(2026, 12, 7), "saint_ambrose"),
        (date(2026, 2, 17), "lunar_new_year"),
        (date(2026, 4, 2), "passover"),
        (date(2026, 5, 31), "vesak"),
        (date(2026, 9, 12), "rosh_hashanah"),
        (date(2026, 9, 13), None),
        (date(2026, 9, 21), "yom_kippur"),
        (date(2026, 3, 20), "eid_al_fitr"),
        (date(2026, 11, 24), None),
        (date(2026, 3, 21), "nowruz"),
        (date(2026, 4, 14), "april_new_year"),
        (date(2026, 9, 25), "mid_autumn"),
        (date(2027, 2, 8), "ramadan"),
        (date(2028, 1, 26), "lunar_new_year"),
        (date(2028, 5, 5), "eid_al_adha"),
        (date(2028, 10, 17), "diwali"),
    ],
)
def test_feasts_fall_on_their_days(day: date, feast: str | None) -> None:
    """Of every faith, and Milan's own."""
    assert almanac(day).holiday == feast


def test_the_next_feast_is_after_today() -> None:
    """On the last days of a year it is the new year's."""
    told = almanac(date(2026, 12, 31))
    assert (told.next_holiday, told.next_holiday_on) == ("new_year", date(2027, 1, 1))
    assert almanac(date(2026, 12, 7)).next_holiday == "immaculate"


def test_everything_that_it_names_has_a_name() -> None:
    """The cover never shows an id, on any day of the years to come."""
    for number in range(0, 3650, 3):
        told = almanac(date(2026, 1, 1) + timedelta(days=number))
        names = [f"moon.{told.moon}", f"holiday.{told.next_holiday}"]
        names += [f"food.{food}" for food in told.season]
        names += [f"holiday.{told.holiday}"] if told.holiday else []
        assert set(names) <= set(TEXTS)
