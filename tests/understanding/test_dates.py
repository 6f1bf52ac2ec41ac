"""A day that she names is that day, in every language, or none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel import Locale

from bot.text.spelling import fold
from bot.text.tongues import WRITTEN
from bot.understanding.dates import DAYS, MONTHS, WEEKDAYS, day_meant

TODAY = date(2026, 11, 29)
"""A Sunday."""


@pytest.mark.parametrize(
    ("language", "text", "ahead"),
    [
        ("it", "domani", 1), ("it", "dopodomani mattina", 2), ("it", "giovedì prossimo", 4),
        ("it", "va bene lunedi", 1), ("it", "domenica", 7), ("it", "il 3 dicembre", 4),
        ("it", "3/12", 4), ("it", "2026-12-03", 4), ("en", "next thursday", 4),
        ("en", "the day after tomorrow", 2), ("en", "december 3", 4), ("es", "pasado mañana", 2),
        ("fr", "après-demain", 2), ("ar", "بعد بكرة", 2), ("ar", "الخميس الجاي", 4),
        ("ar", "٣/١٢", 4), ("ro", "poimâine", 2), ("uk", "в п'ятницю", 5), ("sq", "të enjten", 4),
        ("zh-Hans", "后天", 2), ("zh-Hans", "下周四", 4), ("zh-Hans", "12月3号", 4),
        ("fil", "sa huwebes", 4), ("pt", "quinta que vem", 4), ("ru", "в среду", 3),
        ("bn", "পরশু", 2), ("si", "හෙට", 1), ("ur", "parson", 2), ("fa", "پنجشنبه", 4),
        ("pl", "w środę", 3), ("pl", "giovedì", 4),
    ],
)  # fmt: skip
def test_a_day_that_is_named_is_found(language: str, text: str, ahead: int) -> None:
    """Weekdays are the first to come; her language is heard before Italian."""
    assert day_meant(text, TODAY, language) == TODAY + timedelta(days=ahead)


@pytest.mark.parametrize(
    "text", ["", "boh", "lunedì o martedì", "31/2", "45/13", "1/1/2020", "non so", "9" * 200, "12"]
)
def test_what_is_no_day_or_two_is_none(text: str) -> None:
    """A wrong day costs her the appointment; she is asked again instead."""
    assert day_meant(text, TODAY, "it") is None


def test_a_chinese_next_week_is_next_week() -> None:
    """On a Monday Thursday is three days off, that of next week ten."""
    monday = TODAY + timedelta(days=1)
    assert day_meant("周四", monday, "zh-Hans") == monday + timedelta(days=3)
    assert day_meant("下周四", monday, "zh-Hans") == monday + timedelta(days=10)


def test_the_tables_say_what_the_cldr_says() -> None:
    """Every weekday and month of the CLDR is understood, in each language of ours."""
    for language in WRITTEN:
        locale = Locale.parse(language.replace("-", "_"))
        for at in range(7):
            said = fold(locale.days["format"]["wide"][at])
            assert any(fold(word) in said for word in WEEKDAYS[language].split("|")[at].split()), (
                language, said)  # fmt: skip
        if language in MONTHS:
            assert len(MONTHS[language].split()) == 12, language
    assert set(WEEKDAYS) == set(DAYS) == set(WRITTEN)
    assert all(len(said.split("|")) == 3 for said in DAYS.values())
