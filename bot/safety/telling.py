"""Words that tell what this is about, in a text that would stay on her phone for good.

The lists are those of ``flows/risky_words``, folded. What the flows say is held against them before
it is published; here it is what others fill in or write: a name in the directory, an operator.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.text.spelling import HAN, fold

HIDDEN = "..."
"""What stands in the place of such a word: signs that every text message has."""

_LETTER = rf"(?![{HAN}])[^\W_]"
_JOINED = r"[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u200c\u200d]"
"""Marks that stand within a word: accents, the vowels of Indic scripts, what joins letters."""

_WORD = re.compile(rf"[{HAN}]|{_LETTER}(?:{_LETTER}|{_JOINED})*")
_Span = tuple[int, int]


def telling(text: str, words: Collection[str]) -> str:
    """The first such word or phrase of the text, as it is written there; empty where none is."""
    return next((text[start:end] for start, end in _found(text, words)), "")


def telling_spans(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Where each such word or phrase of the text stands, in order: first and behind the last."""
    return list(_found(text, words))


def masked(text: str, words: Collection[str]) -> str:
    """The text with ``HIDDEN`` in the place of each such word or phrase."""
    parts, at = [], 0
    for start, end in _found(text, words):
        parts += [text[at:start], HIDDEN]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def _found(text: str, words: Collection[str]) -> Iterator[_Span]:
    """Where they stand, in order; the longest phrase wins."""
    if not words:
        return
    folded = [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    spans = [one for one in folded if one[0]]
    most = max(word.count(" ") for word in words) + 1
    at = 0
    while at < len(spans):
        for length in range(min(most, len(spans) - at), 0, -1):
            if " ".join(word for word, _, _ in spans[at : at + length]) in words:
                yield spans[at][1], spans[at + length - 1][2]
                at += length
                break
        else:
            at += 1
