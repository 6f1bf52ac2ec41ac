"""The languages of this service: which are offered, how they are written, how they are spoken.

One list for everybody. A code is that of the catalogue's folder: ISO 639, with the script where a
language is written in several (``zh-Hans``). What somebody speaks has no script: ``spoken``.
"""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES = (
    *("it", "en", "es", "fr", "ar"),
    *("ro", "uk", "sq", "zh-Hans", "fil", "pt", "ru", "bn", "si", "ur", "fa", "pl"),
)
"""The languages that are offered, Italian (the source) first, then those of most women in Milan."""

DRAFTED: tuple[str, ...] = ()
"""Languages with a catalogue that is not offered yet: a code goes from here to ``LANGUAGES``."""

WRITTEN = (*LANGUAGES, *DRAFTED)
"""Every language that this service knows to hear."""

CODE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?"
"""The pattern of a code, as ``zh-Hans``; ``zh`` alone is what somebody speaks."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})
"""Languages that are written from right to left."""

UNSPACED = frozenset({"zh-Hans"})
"""Languages that are written without spaces: a word is looked for inside the text."""

_SAME = {"tl": "fil", "iw": "he", "mo": "ro", "prs": "fa", "cmn": "zh", "yue": "zh"}
"""Codes that a device or an agency may use for a language of another code."""


def spoken(language: str) -> str:
    """What somebody speaks who reads that language, or says that she speaks it.

    >>> spoken("zh-Hans"), spoken("fil"), spoken("tl"), spoken("pt-BR")
    ('zh', 'fil', 'fil', 'pt')
    """
    primary = language.strip().replace("_", "-").partition("-")[0].lower()
    return _SAME.get(primary, primary)


def written(language: str) -> str:
    """The code of the catalogue for a tag of a browser or a telephone; the plain tag otherwise.

    >>> written("zh-CN"), written("zh-Hant-TW"), written("tl-PH"), written("fr_CA")
    ('zh-Hans', 'zh-Hans', 'fil', 'fr')
    """
    plain = spoken(language)
    return next((code for code in WRITTEN if spoken(code) == plain), plain)


def speaks(there: Iterable[str], language: str) -> bool:
    """Whether one of the languages that are spoken there is that of who reads ``language``."""
    hers = spoken(language)
    return any(spoken(one) == hers for one in there)
