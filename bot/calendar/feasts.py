"""The feasts of a year: those that Italy and Milan keep, and those of other faiths.

The calendars are composed of the groups of the holidays library, which gives them for that. Its
ready-made countries stay out: the first one asked for loads all of them, 9 MB and a third of a
second in which nobody is answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from holidays.constants import HOLIDAY_NAME_DELIMITER
from holidays.groups.buddhist import BuddhistCalendarHolidays
from holidays.groups.chinese import ChineseCalendarHolidays
from holidays.groups.christian import ChristianHolidays
from holidays.groups.hebrew import HebrewCalendarHolidays
from holidays.groups.hindu import HinduCalendarHolidays
from holidays.groups.islamic import IslamicHolidays
from holidays.groups.persian import PersianCalendarHolidays
from holidays.holiday_base import HolidayBase


def of_italy(year: int) -> Iterator[tuple[date, str]]:
    """(day, id) of each holiday of Italy and of the city of Milan, as the law has them now.

    A day may have two. From 2001 on; Saint Francis since 2026 (law 151 of 2025).
    """
    return _named(_Milan(years=year))


def of_other_faiths(year: int) -> Iterator[tuple[date, str]]:
    """(day, id) of feasts that are kept in Milan without being holidays, as calendars compute
    them. The library knows Diwali to 2035: later there is none rather than a wrong one."""
    yield date(year, 1, 7), "orthodox_christmas"
    yield _orthodox_easter(year), "orthodox_easter"
    yield from _named(_OtherFaiths(year))


def _named(kept: HolidayBase) -> Iterator[tuple[date, str]]:
    for day, names in sorted(kept.items()):
        for name in names.split(HOLIDAY_NAME_DELIMITER):
            yield day, name


class _Milan(HolidayBase, ChristianHolidays):
    """What closes offices in the city of Milan. Names are our ids."""

    country = "IT"

    def __init__(self, years: int) -> None:
        ChristianHolidays.__init__(self)
        HolidayBase.__init__(self, years=years)

    def _populate_public_holidays(self) -> None:
        self._add_holiday_jan_1("new_year")
        self._add_epiphany_day("epiphany")
        self._add_easter_sunday("easter")
        self._add_easter_monday("easter_monday")
        self._add_holiday_apr_25("liberation")
        self._add_holiday_may_1("labour")
        self._add_holiday_jun_2("republic")
        self._add_assumption_of_mary_day("assumption")
        if self._year >= 2026:
            self._add_holiday_oct_4("saint_francis")
        self._add_all_saints_day("all_saints")
        self._add_holiday_dec_7("saint_ambrose")
        self._add_immaculate_conception_day("immaculate")
        self._add_christmas_day("christmas")
        self._add_christmas_day_two("saint_stephen")


class _OtherFaiths(
    HolidayBase,
    BuddhistCalendarHolidays,
    ChineseCalendarHolidays,
    HebrewCalendarHolidays,
    HinduCalendarHolidays,
    IslamicHolidays,
    PersianCalendarHolidays,
):
    """Feasts that the sun alone does not tell. Names are our ids."""

    country = "IT"

    def __init__(self, years: int) -> None:
        BuddhistCalendarHolidays.__init__(self, show_estimated=False)
        ChineseCalendarHolidays.__init__(self, show_estimated=False)
        HebrewCalendarHolidays.__init__(self)
        HinduCalendarHolidays.__init__(self, show_estimated=False)
        IslamicHolidays.__init__(self, show_estimated=False)
        PersianCalendarHolidays.__init__(self)
        HolidayBase.__init__(self, years=years)

    def _populate_public_holidays(self) -> None:
        self._add_chinese_new_years_day("lunar_new_year")
        self._add_mid_autumn_festival("mid_autumn")
        self._add_nowruz_day("nowruz")
        self._add_holiday_apr_14("april_new_year")
        self._add_ramadan_beginning_day("ramadan")
        self._add_eid_al_fitr_day("eid_al_fitr")
        self._add_eid_al_adha_day("eid_al_adha")
        self._add_vesak("vesak")
        self._add_diwali_india("diwali")
        self._add_passover("passover")
        self._add_rosh_hashanah("rosh_hashanah")
        self._add_yom_kippur("yom_kippur")


def _orthodox_easter(year: int) -> date:
    """Easter of the Julian calendar, on ours (Meeus, Astronomical Algorithms, 1991; to 2099)."""
    golden = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - golden + 34) % 7
    month, day = divmod(golden + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
