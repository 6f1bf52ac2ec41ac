"""In which alphabet a text is written, where that is not Latin, and what that tells."""

from __future__ import annotations

import re
from collections.abc import Mapping

FEWEST = 2
"""So many letters of an alphabet a text must show."""

AHEAD = 2
"""Where two alphabets are mixed, the first must have so many times the letters of the second."""

LATIN = "latin"

_LETTERS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(f"[{letters}]")
    for name, letters in {
        "han": "\u3400-\u9fff",
        "kana": "\u3041-\u30ff",
        "hangul": "\u1100-\u11ff\uac00-\ud7a3",
        "arabic": "\u0620-\u06ff",
        "cyrillic": "\u0400-\u04ff",
        "bengali": "\u0985-\u09b9",
        "sinhala": "\u0d85-\u0dc6",
        "devanagari": "\u0904-\u0939",
        "gurmukhi": "\u0a05-\u0a39",
        "gujarati": "\u0a85-\u0ab9",
        "tamil": "\u0b83-\u0bb9",
        "telugu": "\u0c05-\u0c39",
        "kannada": "\u0c85-\u0cb9",
        "malayalam": "\u0d05-\u0d3a",
        "thai": "\u0e01-\u0e2e",
        "lao": "\u0e81-\u0eae",
        "tibetan": "\u0f40-\u0f6c",
        "burmese": "\u1000-\u102a",
        "georgian": "\u10a0-\u10ff",
        "ethiopic": "\u1200-\u137f",
        "khmer": "\u1780-\u17b3",
        "armenian": "\u0531-\u0587",
        "hebrew": "\u05d0-\u05ea",
        "greek": "\u0370-\u03ff",
    }.items()
}


def script_of(text: str) -> str | None:
    """The alphabet that the text is written in beside Latin, ``LATIN``, or None where two are
    mixed and neither is clearly ahead.

    Latin letters decide nothing beside others: everybody writes «ok» and «WhatsApp» in them.
    Japanese is written in kana and Chinese characters together.
    """
    if text.isascii():
        return LATIN
    counted = {name: len(letters.findall(text)) for name, letters in _LETTERS.items()}
    if counted["kana"] >= FEWEST:
        counted["kana"] += counted.pop("han")
    (most, name), (second, _) = sorted(
        ((count, name) for name, count in counted.items()), reverse=True
    )[:2]
    if most < FEWEST:
        return LATIN
    return name if most >= AHEAD * second else None
