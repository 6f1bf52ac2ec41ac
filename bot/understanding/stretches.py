"""Cuts a long text into stretches that are screened one by one.

One clause of danger weighs little beside a long calm telling, and a long calm telling, taken
together, seems to say what no part of it says.
"""

from __future__ import annotations

import re

from bot.text.spelling import HAN, fold

WIDE = 15
"""Words of a stretch, nearly what the model reads of a text."""

WIDE_HAN = 30
"""Chinese characters of a stretch."""

SHARED = 3
"""A long sentence's stretches have a third of their words in common: none cuts a clause in two."""

LONGEST = 45
"""Words that are weighed together; a longer text is weighed in stretches."""

SPREAD = 6
"""So many stretches of a long text say what it is about."""

SCREENED = 12_000
"""A longer text is screened in its first and last so many characters."""

ENDS = re.compile(r"[.!?;\n…؟؛۔।॥෴。！？；．｡]+")

_WORD = re.compile(rf"\s*(?:[{HAN}]|[^\s{HAN}]+)")


def shortened(text: str) -> str:
    """What of a text is screened."""
    if len(text) > 2 * SCREENED:
        return f"{text[:SCREENED]}\n{text[-SCREENED:]}"
    return text


def is_long(words: int) -> bool:
    """Whether a text of so many folded words is read stretch by stretch."""
    return words > LONGEST


def spread(text: str) -> list[str]:
    """What of a text is read to know what it is about: the whole of a short one, of a long one
    stretches from its beginning to its end."""
    found = stretches(shortened(text)) if is_long(len(fold(text[:SCREENED]).split())) else [text]
    last = len(found) - 1
    many = min(SPREAD, len(found))
    return [found[round(at * last / max(1, many - 1))] for at in range(many)]


def stretches(text: str) -> list[str]:
    """The stretches as they were written: short sentences together, long ones in parts."""
    found: list[str] = []
    held, room = "", 0
    for sentence in map(str.strip, ENDS.split(text)):
        words = [match[0] for match in _WORD.finditer(sentence)]
        wide = WIDE_HAN if _is_chinese(words) else WIDE
        if len(words) > room:
            found += [held] * bool(held)
            held, room = "", wide
        if len(words) > wide:
            found += _cut(words, wide)
        elif words and not held:
            held, room = sentence, wide - len(words)
        elif words:
            held, room = f"{held}. {sentence}", room - len(words)
    return [*found, held] if held else found


def _cut(words: list[str], wide: int) -> list[str]:
    """Stretches of so many words, the last as wide as the others."""
    step = wide - wide // SHARED
    starts = [*range(0, len(words) - wide, step), len(words) - wide]
    return ["".join(words[start : start + wide]).strip() for start in starts]


def _is_chinese(words: list[str]) -> bool:
    return sum(bool(re.match(rf"\s*[{HAN}]", word)) for word in words) * 2 > len(words)
