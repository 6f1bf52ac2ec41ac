"""Whether a text tells of danger: learned from phrases, and weighed piece by piece.

The screening accepts false alarms: who is asked once too often answers «no», who is not asked may
be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.text.spelling import fold
from bot.understanding.features import features
from bot.understanding.stretches import ENDS, is_long, shortened, stretches
from bot.understanding.weights import Weights

MOST = 8
"""Stretches of a long text whose meaning is read at most, those whose words say most: however long
it is, it takes the time of so many short ones."""

FAR, FAR_ALONE = 2.2, 1.4
"""By how much a stretch of a long text must be surer with its meaning, and by its words alone:
there are many, and one is enough. Read off the open part of ``tests/understanding/long_set``."""

ALONE = 2.5
"""By how much a single clause of a text must be surer: what stands around it may explain it."""

DOUBT = 3.0
"""Where the words alone are so far from the border, the meaning would change nothing."""

Sign = Literal["danger_now", "self_harm"]

_BREAKS = re.compile(
    r"[.!?;:,\n…؟؛،۔।॥෴。！？；：，、．｡]+"
    r"|\b(?:ma|però|but|pero|mais|لكن|بس|dar|însă|але|por|mas|но|ale|pero|কিন্তু|لیکن|مگر|ولی|اما)\b"
    r"|\bනමුත්\b|ඒත්|但是|可是|不过",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Screen:
    """Finds signs of danger by what was learned."""

    weights: Weights

    def sign(self, text: str, meanings: Sequence[Sequence[float]] = ()) -> Sign | None:
        """The topic that the text clearly tells of, or None.

        ``meanings``: where a model has read them, the vectors of what ``doubted`` names, in that
        order. Both topics in one text is ``danger_now``: somebody else's violence needs leaving
        first.
        """
        words = _words(text)
        if is_long(len(words)):
            return _first(self._told_in_stretches(text, meanings))
        meaning = meanings[0] if meanings else None
        signs = {self._sign(words, meaning)} if words else set[Sign | None]()
        clauses = [found for part in _BREAKS.split(text) if (found := fold(part).split())]
        if len(clauses) > 1 and "danger_now" not in signs:
            signs |= {self._sign(clause, margin=ALONE) for clause in clauses}
        return _first(signs)

    def doubted(self, text: str) -> tuple[str, ...]:
        """Those parts of the text whose meaning could change what its words say, the most telling
        first: the whole of a short text, ``MOST`` stretches of a long one."""
        words = _words(text)
        if is_long(len(words)):
            said = self._stretches(text)
            return tuple(part for part, _, danger in said[:MOST] if danger > -DOUBT)
        doubtful = words and abs(self.weights.danger.weigh(features(words))) < DOUBT
        return (text,) if doubtful else ()

    def _told_in_stretches(
        self, text: str, meanings: Sequence[Sequence[float]]
    ) -> Iterator[Sign | None]:
        for at, (_, words, danger) in enumerate(self._stretches(text)):
            if at < len(meanings):
                yield self._sign(words, meanings[at], FAR)
            elif danger > FAR_ALONE:
                yield self._sign(words)

    def _stretches(self, text: str) -> list[tuple[str, list[str], float]]:
        """Stretches, folded, and what their words say of danger; what says most comes first."""
        folded = [(part, fold(part).split()) for part in dict.fromkeys(stretches(shortened(text)))]
        said = [(part, words, self.weights.danger.weigh(features(words))) for part, words in folded]
        return sorted(said, key=lambda one: -one[2])

    def _sign(
        self, words: Sequence[str], vector: Sequence[float] | None = None, margin: float = 0.0
    ) -> Sign | None:
        weights = self.weights
        found = features(words)
        danger, self_harm = weights.danger.weigh(found), weights.self_harm.weigh(found)
        if vector is not None:
            calm, other, own = weights.together.weigh(vector, (danger, self_harm))
            danger, self_harm = max(other, own) - calm + weights.border, own - other
        if danger <= margin:
            return None
        return "self_harm" if self_harm > 0 else "danger_now"


def _first(signs: Iterable[Sign | None]) -> Sign | None:
    found = {*signs}
    if "danger_now" in found:
        return "danger_now"
    return "self_harm" if "self_harm" in found else None


def _words(text: str) -> list[str]:
    """The folded words of what is screened."""
    return [word for part in ENDS.split(shortened(text)) for word in fold(part).split()]
