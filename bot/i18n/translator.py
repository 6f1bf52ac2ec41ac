"""Fixed texts, names of languages, direction of writing and moments in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list

from bot.i18n.texts import TEXTS

ROME = ZoneInfo("Europe/Rome")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})

_OF_MONTH = frozenset({"es", "pt"})
"""Languages that say *the 24th of November*."""

_SAME_LANGUAGE = {"tl": "fil", "iw": "he", "mo": "ro"}
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_WEEK = 6
"""Within so many days a weekday and its number say which day is meant."""


class Translator:
    """The fixed texts in every language that has a catalogue, Italian where a text is missing.

    ``catalogues`` is language -> context -> translation.
    """

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    def text(self, key: str, language: str, **values: object) -> str:
        """The text of a key of ``TEXTS`` with its placeholders filled. Raises ``KeyError``."""
        if key not in TEXTS:
            raise KeyError(f"There is no text {key!r}: add it to bot/i18n/texts.py.")
        found = self._catalogues.get(language, {}).get(f"ui//{key}") or TEXTS[key]
        return _filled(found, values, language) if values else found

    def translation(self, context: str, source: str, language: str) -> str:
        """What a context says in a language; the Italian source where it is not translated."""
        return self._catalogues.get(language, {}).get(context) or source

    def choose(self, preferred: Sequence[str], offered: Sequence[str]) -> str:
        """The offered language that fits best."""
        return choose(preferred, offered)


def choose(preferred: Sequence[str], offered: Sequence[str]) -> str:
    """The first preferred language that is offered (``fr-CA`` is ``fr``), else the first offered.

    ``offered`` must not be empty.
    """
    for tag in preferred:
        language = tag.strip().replace("_", "-").split("-")[0].lower()
        language = _SAME_LANGUAGE.get(language, language)
        if language in offered:
            return language
    return offered[0]


def direction(language: str) -> str:
    """``rtl`` or ``ltr``: the way in which the language is written, as HTML names it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def native_name(language: str) -> str:
    """The language's name in itself, as ``Italiano`` or ``العربية``."""
    name = _locale(language).display_name or language
    return name[:1].upper() + name[1:]


def say_languages(spoken: Sequence[str], language: str) -> str:
    """Languages named and listed in a language: ``italiano e inglese``. Empty where none is.

    A language that has no name there is left as its code.
    """
    locale = _locale(language)
    names = [locale.languages.get(code, code) for code in spoken]
    listed = format_list(names, locale=locale) if names else ""
    # Spanish says "e" before the sound of an i, which the lists of the CLDR do not know.
    return re.sub(r" y (?=h?i(?!e))", " e ", listed) if language == "es" else listed


def isolate(text: str) -> str:
    """The text in a bidi isolate: a number or a name cannot turn the sentence around it."""
    return f"\u2068{text}\u2069"


def aside(text: str, language: str) -> str:
    """A name in Italian within a sentence: in an isolate where the language is right to left."""
    return isolate(text) if direction(language) == "rtl" else text


def say_date(moment: datetime, language: str) -> str:
    """The day in full as on a calendar of Milan: ``martedì 24 novembre 2026``."""
    return format_date(moment.astimezone(ROME), "full", _locale(language))


def say_day(day: date, language: str) -> str:
    """A day with its month in letters, so that nobody reads it wrongly: ``24 novembre 2026``."""
    pattern = "d 'de' MMMM 'de' y" if language in _OF_MONTH else "d MMMM y"
    return format_date(day, pattern, _locale(language))


def say_time(moment: datetime, language: str) -> str:
    """The time in Milan, 24 hours: ``7:32``."""
    return format_time(moment.astimezone(ROME), "H:mm", locale=_locale(language))


def say_moment(moment: datetime, language: str, now: datetime) -> str:
    """A moment as one says it in Milan: ``oggi alle 10``, ``giovedì 3, alle 10:30``.

    Both moments must have a time zone.
    """
    there = moment.astimezone(ROME)
    days = (there.date() - now.astimezone(ROME).date()).days
    words = _WORDS.get(language, _WORDS["en"])
    time = _time(there, language)
    if days in (0, 1):
        return words[days].format(time=time)
    day = _day(there, language) if 0 < days <= _WEEK else _day_and_month(there, language)
    return words[2].format(day=day, time=time)


_WORDS: Mapping[str, tuple[str, str, str]] = {
    "it": ("oggi {time}", "domani {time}", "{day}, {time}"),
    "en": ("today {time}", "tomorrow {time}", "{day}, {time}"),
    "es": ("hoy {time}", "mañana {time}", "el {day}, {time}"),
    "fr": ("aujourd'hui {time}", "demain {time}", "{day}, {time}"),
    "ar": ("اليوم {time}", "غدًا {time}", "{day}، {time}"),
}
"""Today, tomorrow, another day. A language without words of its own says them in English."""


def _time(there: datetime, language: str) -> str:
    hour, minute = there.hour, there.minute
    plain = str(hour) if minute == 0 else f"{hour}:{minute:02d}"
    match language:
        case "it":
            return f"all'{plain}" if hour == 1 else f"alle {plain}"
        case "es":
            return f"a la {plain}" if hour == 1 else f"a las {plain}"
        case "fr":
            return f"à {hour} h" if minute == 0 else f"à {hour} h {minute:02d}"
        case "ar":
            return "الساعة " + isolate(f"{hour}:{minute:02d}")
        case _:
            return f"at {hour}:{minute:02d}"


def _day(there: datetime, language: str) -> str:
    weekday = format_date(there, "EEEE", _locale(language))
    return f"{weekday} {isolate(str(there.day)) if direction(language) == 'rtl' else there.day}"


def _day_and_month(there: datetime, language: str) -> str:
    pattern = "EEEE d 'de' MMMM" if language in _OF_MONTH else "EEEE d MMMM"
    return format_date(there, pattern, _locale(language))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("it")


def _filled(text: str, values: Mapping[str, object], language: str) -> str:
    turned = language in RIGHT_TO_LEFT

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        said = str(values[match[1]])
        return isolate(said) if turned else said

    return _PLACEHOLDER.sub(value, text)
