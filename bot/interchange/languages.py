"""Codes of languages, as other products write them, as ours."""

from __future__ import annotations

from collections.abc import Mapping

SOURCE = "it"
"""What our texts are written in."""

_CODES: Mapping[str, tuple[str, ...]] = {
    "it": ("ita", "it", "italian"),
    "en": ("eng", "en", "english"),
    "es": ("spa", "es", "spanish"),
    "fr": ("fra", "fre", "fr", "french"),
    "ar": ("ara", "ar", "arb", "arabic"),
    "ro": ("ron", "rum", "ro"),
    "uk": ("ukr", "uk"),
    "sq": ("sqi", "alb", "sq"),
    "zh-Hans": ("zho", "chi", "zh", "cmn"),
    "fil": ("fil", "tgl", "tl"),
    "pt": ("por", "pt"),
    "ru": ("rus", "ru"),
    "pl": ("pol", "pl"),
    "ur": ("urd", "ur"),
    "fa": ("fas", "per", "fa"),
    "bn": ("ben", "bn"),
    "si": ("sin", "si"),
}
_OURS = {code: ours for ours, codes in _CODES.items() for code in codes}


def ours(code: str) -> str:
    """Our code for a code of ISO 639-1 or 639-3, or a name as Glific has it; empty if unknown."""
    return _OURS.get(code.casefold().replace("_", "-").partition("-")[0], "")


def theirs(language: str) -> str:
    """The code of ISO 639-3 that RapidPro knows a language of ours by."""
    return _CODES[language][0] if language in _CODES else language
