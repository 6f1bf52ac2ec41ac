"""Phrases that teach two topics at once, word for word or nearly so: they teach neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.text.spelling import fold

LONG = 8
"""Two phrases of so many words that differ by one are nearly the same; shorter ones say by that
word what they are about."""

_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file of phrases, and the topic that it teaches."""

    language: str
    line: int
    topic: str

    def __str__(self) -> str:
        """File and line."""
        return f"{self.language}.tsv:{self.line}"


@dataclass(frozen=True, slots=True)
class Overlap:
    """``second`` says what ``first`` says. ``nearly``: in other words, order or spelling."""

    first: Place
    second: Place
    nearly: bool = False


def overlaps(phrases: Mapping[str, str]) -> list[Overlap]:
    """What stands twice in files of phrases (language -> text), a topic and a phrase a line.

    The same phrase under two topics is found in all languages, the same under one topic and nearly
    the same under two within a language.
    """
    found: list[Overlap] = []
    same: dict[str, Place] = {}
    near: dict[tuple[str, str], Place] = {}
    for place, words in _lines(phrases):
        one = same.setdefault(" ".join(words), place)
        if one is not place:
            if one.topic != place.topic or one.language == place.language:
                found.append(Overlap(one, place))
            continue
        kin = [near.setdefault((place.language, key), place) for key in _keys(words)]
        other = next((at for at in kin if at.topic != place.topic), None)
        if other is not None:
            found.append(Overlap(other, place, nearly=True))
    return found


def _lines(phrases: Mapping[str, str]) -> Iterator[tuple[Place, Sequence[str]]]:
    for language, content in phrases.items():
        for number, line in enumerate(content.splitlines(), 1):
            topic, _, text = line.partition("\t")
            words = fold(text).split()
            if words:
                yield Place(language, number, topic), words


def _keys(words: Sequence[str]) -> Iterator[str]:
    """What phrases have in common that say nearly the same."""
    plain = [_DOUBLED.sub(r"\1", word) for word in words]
    yield " ".join(sorted(plain))
    yield "".join(plain)
    if len(plain) >= LONG:
        for at in range(len(plain)):
            yield f"{at} {' '.join((*plain[:at], *plain[at + 1 :]))}"
