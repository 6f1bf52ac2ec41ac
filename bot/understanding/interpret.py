"""What an answer means among the choices that are offered, or which flow its words lead to.

Order: the number of a choice, the exact words, the words within a short text, a misspelling with a
clear margin; then the words that lead to a flow from anywhere. What is not clear means nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from bot.spelling import fold

FEW_WORDS = 6
"""In a text of at most so many words a choice's word is taken for the choice."""

FUZZY_LETTERS = 5
"""A misspelling is only guessed for words of at least so many letters."""

SURE = 84.0
MARGIN = 8.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be meant: its id and its words, the label first."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The choice that is meant, or the flow, or neither."""

    choice: str | None = None
    flow: str | None = None


def interpret(
    text: str,
    options: Sequence[Candidate],
    anywhere: Sequence[Candidate],
    *,
    typed: bool,
    digits: bool = True,
) -> Meaning:
    """What the text means.

    ``typed``: the question takes a free answer, so only a number or the exact words of a choice
    count. ``digits``: a number is the position of a choice (from 1).
    """
    said = fold(text)
    if not said:
        return Meaning()
    if digits and said.isdecimal() and said.isascii():
        place = int(said) if len(said) < 4 else 0
        return Meaning(options[place - 1].id) if 1 <= place <= len(options) else Meaning()
    exact = _exact(said, options)
    if exact is not None:
        return Meaning(exact)
    flow = _exact(said, anywhere)
    if flow is not None:
        return Meaning(flow=flow)
    if not typed:
        close = _within(said, options) or _misspelt(said, options)
        if close is not None:
            return Meaning(close)
    if len(said.split()) <= FEW_WORDS and not typed:
        return Meaning(flow=_within(said, anywhere))
    return Meaning()


@lru_cache(maxsize=8192)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded for word in words if (folded := fold(word))))


def _all(candidates: Sequence[Candidate]) -> Iterator[tuple[str, str]]:
    for candidate in candidates:
        for word in _folded(candidate.words):
            yield candidate.id, word


def _only(ids: set[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _exact(said: str, candidates: Sequence[Candidate]) -> str | None:
    return _only({id for id, word in _all(candidates) if word == said})


def _within(said: str, candidates: Sequence[Candidate]) -> str | None:
    """The only candidate whose words stand whole in a short text, or begin like it."""
    if len(said.split()) > FEW_WORDS:
        return None
    padded = f" {said} "
    return _only({id for id, word in _all(candidates) if len(word) > 1 and f" {word} " in padded})


def _misspelt(said: str, candidates: Sequence[Candidate]) -> str | None:
    """The candidate that the text resembles most, where the next one is clearly further away."""
    if len(said) < FUZZY_LETTERS:
        return None
    best: dict[str, float] = {}
    for id, word in _all(candidates):
        if len(word) >= FUZZY_LETTERS:
            best[id] = max(best.get(id, 0.0), ratio(said, word))
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < SURE:
        return None
    clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= MARGIN
    return ranked[0][0] if clear else None
