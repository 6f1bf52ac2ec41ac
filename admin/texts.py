"""What the staff reads, in its languages: Italian is the source, ``staff.po`` has the others.

The console translates what it says itself; the server what it says in a refusal, by the language
that the browser asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.i18n.translator import Translator
from bot.publishing.published import LOCALES, read_catalogues

LANGUAGES = ("it", "en")
"""The languages of the staff, the source first."""


def language_of(accepted: str) -> str:
    """The language of the staff that an ``Accept-Language`` names first; Italian by default."""
    for part in accepted[:200].split(","):
        language = part.split(";")[0].strip()[:2].lower()
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def say(source: str, language: str, **values: str) -> str:
    """The text in that language with ``{name}`` filled; the Italian where it is not translated."""
    text = _texts(language).get(source) or source
    return text.format(**values) if values else text


@cache
def hers() -> Translator:
    """What she reads, in every language: the staff reads her agreement in the same words."""
    return Translator(read_catalogues())


def catalogue(language: str) -> Catalog:
    """The catalogue of the staff's texts in a language; an empty one where there is none yet."""
    file = LOCALES / language / "LC_MESSAGES" / "staff.po"
    if not file.exists():
        return Catalog(language)
    return read_po(BytesIO(file.read_bytes()), charset="utf-8", abort_invalid=True)


@cache
def _texts(language: str) -> Mapping[str, str]:
    if language == LANGUAGES[0]:
        return {}
    return {
        message.id: message.string
        for message in catalogue(language)
        if isinstance(message.id, str) and isinstance(message.string, str) and not message.fuzzy
    }
