"""Texts, languages and moments in words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.i18n.moments import say_day, say_moment
from bot.i18n.texts import TEXTS
from bot.i18n.translator import (
    Translator,
    aside,
    choose,
    direction,
    isolate,
    native_name,
    say_languages,
)
from bot.publishing.published import read_catalogues

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TRANSLATOR = Translator(read_catalogues())
OFFERED = ("it", "en", "es", "fr", "ar")


def test_a_text_is_said_in_her_language_and_else_in_italian() -> None:
    """A gap in a catalogue never leaves her without words."""
    translator = Translator({"en": {"ui//failure": "Something failed. In danger call 112."}})
    assert translator.text("failure", "en").startswith("Something")
    assert translator.text("failure", "fr") == TEXTS["failure"]


def test_an_unknown_key_says_what_to_do() -> None:
    """The mistake is the programmer's, and is found at once."""
    with pytest.raises(KeyError, match=r"add it to bot/i18n/texts\.py"):
        Translator({}).text("nothing", "it")


def test_placeholders_are_filled_and_isolated_in_arabic() -> None:
    """A Latin name does not turn an Arabic sentence."""
    translator = Translator({lang: {"ui//failure": "- {name} {other}"} for lang in ("en", "ar")})
    assert translator.text("failure", "en", name="Rho") == "- Rho {other}"
    assert translator.text("failure", "ar", name="Rho") == f"- {isolate('Rho')} {{other}}"


def test_a_text_that_is_not_ours_is_found_by_its_context() -> None:
    """A gap is filled by the Italian source, never by nothing."""
    translator = Translator({"en": {"directory/measure/adi/name": "Inclusion pay", "x": ""}})
    assert translator.translation("directory/measure/adi/name", "Assegno", "en") == "Inclusion pay"
    assert translator.translation("directory/measure/adi/name", "Assegno", "fr") == "Assegno"
    assert translator.translation("x", "Assegno", "en") == "Assegno"


def test_our_texts_have_the_same_gaps_in_every_language() -> None:
    """What a sentence is given is in it, whichever language it is said in."""
    for language, catalogue in read_catalogues().items():
        for key, italian in TEXTS.items():
            said = catalogue.get(f"ui//{key}", italian)
            gaps = re.findall(r"\{\w+\}", said)
            assert sorted(gaps) == sorted(re.findall(r"\{\w+\}", italian)), (language, key)


def test_what_stays_italian_stands_aside_only_from_right_to_left() -> None:
    """In the other languages it needs no isolate."""
    assert aside("Rho", "ar") == isolate("Rho")
    assert aside("Rho", "es") == "Rho"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "3 marzo 2027"),
        ("en", "3 March 2027"),
        ("es", "3 de marzo de 2027"),
        ("fr", "3 mars 2027"),
        ("ar", "3 مارس 2027"),
        ("fil", "Marso 3, 2027"),
        ("pt", "3 de março de 2027"),
        ("si", "2027 මාර්තු 3"),
        ("zh-Hans", "2027年3月3日"),
    ],
)
def test_a_day_has_its_month_in_letters(language: str, said: str) -> None:
    """Nobody takes the third of March for the second day of another month."""
    assert say_day(date(2027, 3, 3), language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "mercoledì 3 marzo"),
        ("es", "miércoles 3 de marzo"),
        ("fil", "Miyerkules Marso 3"),
        ("si", "මාර්තු 3 බදාදා"),
        ("zh-Hans", "3月3日星期三"),
    ],
)
def test_a_day_has_its_weekday_where_the_language_puts_it(language: str, said: str) -> None:
    """Covers and moments say it in this one way."""
    assert say_day(date(2027, 3, 3), language, weekday=True, year=False) == said


@pytest.mark.parametrize(
    ("preferred", "chosen"),
    [
        (["fr-CA", "en"], "fr"),
        (["ar_EG"], "ar"),
        (["zh", "ES"], "es"),
        (["zh"], "it"),
        ([], "it"),
        ([""], "it"),
    ],
)
def test_the_language_of_her_device_is_guessed(preferred: list[str], chosen: str) -> None:
    """The first that we offer; Italian where there is none."""
    assert choose(preferred, OFFERED) == chosen
    assert Translator({}).choose(preferred, OFFERED) == chosen


def test_filipino_has_two_codes() -> None:
    """A phone may call it tl."""
    assert choose(["tl-PH"], ("it", "fil")) == "fil"


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("it", "ltr")])
def test_languages_have_a_direction(language: str, way: str) -> None:
    """As HTML names it."""
    assert direction(language) == way


@pytest.mark.parametrize(
    ("language", "name"), [("it", "Italiano"), ("ar", "العربية"), ("fr", "Français")]
)
def test_a_language_is_named_in_itself(language: str, name: str) -> None:
    """She must be able to read the name of hers."""
    assert native_name(language) == name


@pytest.mark.parametrize(
    ("days", "hour", "minute", "language", "said"),
    [
        (0, 10, 0, "it", "oggi alle 10"),
        (1, 9, 30, "it", "domani alle 9:30"),
        (3, 10, 0, "it", "venerdì 27, alle 10"),
        (20, 1, 0, "it", "lunedì 14 dicembre, all'1"),
        (3, 10, 0, "en", "Friday 27, at 10:00"),
        (3, 13, 0, "es", "el viernes 27, a las 13"),
        (20, 10, 0, "es", "el lunes 14 de diciembre, a las 10"),
        (1, 10, 15, "fr", "demain à 10 h 15"),
        (0, 10, 0, "ar", f"اليوم الساعة {isolate('10:00')}"),
        (3, 10, 0, "ar", f"الجمعة {isolate('27')}، الساعة {isolate('10:00')}"),
        (0, 10, 0, "xx", "oggi alle 10"),
    ],
)
def test_moments_are_said_in_words(
    days: int, hour: int, minute: int, language: str, said: str
) -> None:
    """As people say them in Milan, whatever the server's clock is set to."""
    moment = NOW.replace(hour=hour - 1, minute=minute) + timedelta(days=days)
    if hour == 1:
        moment = NOW.replace(hour=0) + timedelta(days=days)
    assert say_moment(moment, language, NOW, TRANSLATOR) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "italiano e inglese"),
        ("en", "Italian and English"),
        ("es", "italiano e inglés"),
        ("fr", "italien et anglais"),
        ("ar", "الإيطالية والإنجليزية"),
    ],
)
def test_languages_are_listed_in_her_language(language: str, said: str) -> None:
    """As a sentence says them; a code that has no name stays a code; none is no word."""
    assert say_languages(["it", "en"], language) == said
    assert say_languages(["xx"], language) == "xx"
    assert say_languages([], language) == ""


def test_today_ends_at_midnight_in_milan() -> None:
    """At 23:30 UTC it is tomorrow already."""
    assert say_moment(NOW.replace(hour=23, minute=30), "it", NOW, TRANSLATOR) == "domani alle 0:30"


def test_dates_are_of_milan() -> None:
    """In summer two hours from UTC."""
    summer = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert say_day(summer, "it", weekday=True) == "giovedì 2 luglio 2026"


MEASURED = re.compile(r"\d+ (?:minuti|gradi|giorni)\b")
"""So long something cooks, and so many days has April: that does not change."""


def test_fixed_texts_hold_no_number_but_the_two() -> None:
    """A number in a text would grow old."""
    digits = {
        word.strip(".,")
        for text in TEXTS.values()
        for word in MEASURED.sub("", text).split()
        if any(map(str.isdigit, word))
    }
    assert digits <= {"112", "1522"}
