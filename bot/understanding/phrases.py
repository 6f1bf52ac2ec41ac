"""Finds published phrases in a text, word by word, in time that grows with the text alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.spelling import fold


@dataclass(frozen=True, slots=True)
class Slot:
    """What may stand at one place: whole word sequences, or beginnings of a word."""

    words: tuple[tuple[str, ...], ...]
    beginnings: tuple[str, ...]
    optional: bool

    def ends(self, said: Sequence[str], at: int) -> Iterator[int]:
        """Where the text goes on after each way to fill the slot at this place."""
        if at < len(said):
            if self.beginnings and said[at].startswith(self.beginnings):
                yield at + 1
            for words in self.words:
                end = at + len(words)
                if said[at] == words[0] and tuple(said[at:end]) == words:
                    yield end
        if self.optional:
            yield at


@dataclass(frozen=True, slots=True)
class Phrase:
    """Slots in order. ``grave``: meant even after a negation. ``now``: only where it is now."""

    slots: tuple[Slot, ...]
    grave: bool
    now: bool

    def end(self, said: Sequence[str], at: int) -> int | None:
        """Where the phrase ends when it begins at this place, or None."""
        places = {at}
        for slot in self.slots:
            places = {end for place in places for end in slot.ends(said, place)}
            if not places:
                return None
        return max(places)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in the text, from ``start`` to before ``end``."""

    phrase: Phrase
    start: int
    end: int


class Phrases:
    """Phrases written one a line, as ``danger_words`` explains."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        self._by_beginning: list[tuple[str, Phrase]] = []
        for line in lines:
            if line.strip():
                self._add(_phrase(line.strip()))

    def _add(self, phrase: Phrase) -> None:
        first = phrase.slots[0]
        assert not first.optional, "the first slot of a phrase is not optional"
        for word in {words[0] for words in first.words}:
            self._by_first.setdefault(word, []).append(phrase)
        self._by_beginning += [(beginning, phrase) for beginning in first.beginnings]

    def found(self, said: Sequence[str]) -> Iterator[Match]:
        """Every phrase in a folded text that was split into words."""
        for start, word in enumerate(said):
            for phrase in self._starting(word):
                if (end := phrase.end(said, start)) is not None:
                    yield Match(phrase, start, end)

    def _starting(self, word: str) -> Iterator[Phrase]:
        yield from self._by_first.get(word, ())
        for beginning, phrase in self._by_beginning:
            if word.startswith(beginning):
                yield phrase


def sequences(published: str) -> frozenset[str]:
    """Words and ``_``-joined word sequences of a published list, folded."""
    return frozenset(fold(word.replace("_", " ")) for word in published.split())


def _phrase(line: str) -> Phrase:
    slots = tuple(_slot(part) for part in line.lstrip("+~").split())
    return Phrase(slots, grave=line.startswith("+"), now=line.startswith("~"))


def _slot(part: str) -> Slot:
    forms = part.removesuffix("?").split("|")
    whole = (fold(form.replace("_", " ")) for form in forms if not form.endswith("*"))
    begun = tuple(fold(form.removesuffix("*")) for form in forms if form.endswith("*"))
    return Slot(tuple(tuple(form.split()) for form in whole), begun, part.endswith("?"))
