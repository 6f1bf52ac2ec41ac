"""How many SMS segments a text takes, and how to write it so that it takes few.

The alphabets and lengths are those of 3GPP TS 23.038 and 23.040: 160 septets in one message or
153 in each of several, 70 UTF-16 units or 67.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Characters that take two septets."""

_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "′": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "•": "-",
        "·": "-",
        "…": "...",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\t": " ",
        "œ": "oe",
        "Œ": "OE",
        **dict.fromkeys("\u200b\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\ufeff", ""),
    }
)
"""Signs that look the same in plain writing; direction marks are no use in a text message."""


@dataclass(frozen=True, slots=True)
class Segments:
    """``used`` counts septets (GSM-7) or UTF-16 units (UCS-2), ``left`` those still free."""

    encoding: Literal["GSM-7", "UCS-2"]
    count: int
    used: int
    left: int


def is_gsm(text: str) -> bool:
    """Whether every character is of the GSM-7 alphabet or its extension."""
    return all(character in _BASIC or character in _EXTENDED for character in text)


def segments(text: str) -> Segments:
    """The segments that the text takes; a character is never split over two of them."""
    if is_gsm(text):
        widths = [2 if character in _EXTENDED else 1 for character in text]
        return _counted("GSM-7", widths, single=160, joined=153)
    widths = [2 if ord(character) > 0xFFFF else 1 for character in text]
    return _counted("UCS-2", widths, single=70, joined=67)


def _counted(
    encoding: Literal["GSM-7", "UCS-2"], widths: list[int], *, single: int, joined: int
) -> Segments:
    used = sum(widths)
    if used <= single:
        return Segments(encoding, 1, used, single - used)
    count, left = 1, joined
    for width in widths:
        if width > left:
            count, left = count + 1, joined
        left -= width
    return Segments(encoding, count, used, left)


def plainer(text: str) -> str:
    """The text with typographic signs made plain, and accents dropped where that saves segments.

    Accents that GSM-7 has (à è é ì ò ù ñ ü …) stay in any case.
    """
    simple = text.translate(_PLAIN)
    if is_gsm(simple):
        return simple
    bare = "".join(map(_without_accent, simple))
    if is_gsm(bare) and segments(bare).count < segments(simple).count:
        return bare
    return simple


_STROKES = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H"}
"""Letters whose stroke is no accent for Unicode, and is left out where an accent is."""


def _without_accent(character: str) -> str:
    if character in _BASIC or character in _EXTENDED:
        return character
    if character in _STROKES:
        return _STROKES[character]
    return "".join(
        part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
    )
