"""What of a text is weighed to find its topic: words, pairs, and short runs of letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from bot.text.spelling import fold, is_han

DRAWERS = 1 << 18
"""How many marks are told apart; two that share a drawer weigh the same."""

LONGEST = 1200
"""Characters that are read of a text: three minutes of dictation begin and end with what counts."""

WORDS = 90
"""Words that are weighed of it, half from its beginning and half from its end."""

_RUNS = (3, 4, 5)
"""How many letters stand together: what is misspelt still shares most of its runs."""


def marks(text: str) -> tuple[int, ...]:
    """The drawers of a text, each once, in order; none for a text without a letter."""
    if len(text) > 2 * LONGEST:
        text = f"{text[:LONGEST]} {text[-LONGEST:]}"
    words = fold(text).split()
    if len(words) > WORDS:
        words = words[: WORDS // 2] + words[-WORDS // 2 :]
    return tuple(sorted({crc32(name.encode()) % DRAWERS for name in _names(words)}))


def _names(words: list[str]) -> Iterator[str]:
    for word in words:
        yield word
        padded = f"<{word}>"
        for size in _RUNS:
            for start in range(len(padded) - size + 1):
                yield f"#{padded[start : start + size]}"
    for one, two in pairwise(words):
        yield f"{one} {two}"
    # Two of three neighbours: a word between them, or a Chinese character, changes little.
    for one, two in zip(words, words[2:], strict=False):
        if is_han(one) or len(words) < WORDS:
            yield f"{one} * {two}"
