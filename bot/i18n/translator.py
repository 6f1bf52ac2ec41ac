"""Fixed texts, names of languages and the direction of writing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from bot.i18n.texts import TEXTS
from bot.text.tongues import RIGHT_TO_LEFT, written

ROME = ZoneInfo("Europe/Rome")

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


class Translator:
    """The fixed texts in every language that has a catalogue, Italian where a text is missing.

    ``catalogues`` is language -> context -> translation.
    """

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    def saying(self, texts: Mapping[str, Mapping[str, str]]) -> Translator:
        """The same with these in the place of its own: language -> key -> text."""
        known = {language: dict(own) for language, own in self._catalogues.items()}
        for language, own in texts.items():
            known.setdefault(language, {}).update({f"ui//{key}": text for key, text in own.items()})
        return Translator(known)

    def text(self, key: str, language: str, **values: object) -> str:
        """The text of a key of ``TEXTS`` with its placeholders filled. Raises ``KeyError``."""
        if key not in TEXTS:
            raise KeyError(f"There is no text {key!r}: add it to bot/i18n/texts.py.")
        found = self._catalogues.get(language, {}).get(f"ui//{key}") or TEXTS[key]
        return _filled(found, values, language) if values else found

    def every(self, key: str) -> frozenset[str]:
        """The text of that key in Italian and in every language that has one."""
        found = (texts.get(f"ui//{key}") for texts in self._catalogues.values())
        return frozenset({TEXTS[key], *filter(None, found)})

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
        language = written(tag)
        if language in offered:
            return language
    return offered[0]


def direction(language: str) -> str:
    """``rtl`` or ``ltr``: the way in which the language is written, as HTML names it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=64)
def native_name(language: str) -> str:
    """The language's name in itself, as ``Italiano``, ``العربية`` or ``中文``."""
    locale = locale_of(language)
    name = locale.languages.get(locale.language) or locale.display_name or language
    return name[:1].upper() + name[1:]


def say_languages(spoken: Sequence[str], language: str) -> str:
    """Languages named and listed in a language: ``italiano e inglese``. Empty where none is.

    A language that has no name there is left as its code.
    """
    locale = locale_of(language)
    names = [locale.languages.get(code.partition("-")[0], code) for code in spoken]
    listed = format_list(names, locale=locale) if names else ""
    # Spanish says "e" before the sound of an i, which the lists of the CLDR do not know.
    return re.sub(r" y (?=h?i(?!e))", " e ", listed) if language == "es" else listed


def say_list(names: Sequence[str], *, language: str, either: bool = False) -> str:
    """Several things as a list in a language, the last two joined by "and", or by "or"."""
    style: Literal["or", "standard"] = "or" if either else "standard"
    return format_list(list(names), style=style, locale=locale_of(language)) if names else ""


def listed(said: Sequence[str], language: str) -> str:
    """One after the other, with the comma of that language."""
    return ("، " if direction(language) == "rtl" else ", ").join(said)


def isolate(text: str) -> str:
    """The text in a bidi isolate: a number or a name cannot turn the sentence around it."""
    return f"\u2068{text}\u2069"


def aside(text: str, language: str) -> str:
    """A name in Italian within a sentence: in an isolate where the language is right to left."""
    return isolate(text) if direction(language) == "rtl" else text


def locale_of(language: str) -> Locale:
    """The language as Babel knows it; Italian for one that it does not know."""
    try:
        return Locale.parse(language.replace("-", "_"))
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
