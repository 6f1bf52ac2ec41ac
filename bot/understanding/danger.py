"""Whether a text tells of danger: learned from phrases, and weighed piece by piece.

The screening accepts false alarms: who is asked once too often answers «no», who is not asked may
be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.spelling import fold
from bot.understanding.features import features
from bot.understanding.weights import Weights

SCREENED = 12_000
"""A longer text is screened in its first and last so many characters."""

LONGEST = 45
"""Words that are weighed together; a longer text is weighed in pieces."""

OVERLAP = 10
"""Words that two pieces of one long sentence have in common."""

ALONE = 2.5
"""By how much a single clause of a text must be surer: what stands around it may explain it."""

DOUBT = 3.0
"""Where the words alone are so far from the border, the meaning would change nothing."""

Sign = Literal["danger_now", "self_harm"]

_ENDS = re.compile(r"[.!?;\n…؟؛۔।॥෴。！？；．｡]+")
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

    def sign(self, text: str, vector: Sequence[float] | None = None) -> Sign | None:
        """The topic that the text clearly tells of, or None.

        ``vector`` is the meaning of the whole text, where a model has read it; it counts for a
        text of one piece. Both topics in one text is ``danger_now``: somebody else's violence
        needs leaving first.
        """
        pieces = list(_pieces(_parts(text, _ENDS)))
        meaning = vector if len(pieces) == 1 else None
        signs = {self._sign(piece, meaning) for piece in pieces}
        clauses = list(_parts(text, _BREAKS))
        if len(clauses) > 1 and "danger_now" not in signs:
            signs |= {self._sign(words, margin=ALONE) for words in clauses}
        if "danger_now" in signs:
            return "danger_now"
        return "self_harm" if "self_harm" in signs else None

    def is_in_doubt(self, text: str) -> bool:
        """Whether the meaning of the text could change what its words say."""
        pieces = list(_pieces(_parts(text, _ENDS)))
        if len(pieces) != 1:
            return False
        return abs(self.weights.danger.weigh(features(pieces[0]))) < DOUBT

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


def _parts(text: str, ends: re.Pattern[str]) -> Iterator[list[str]]:
    """The folded words between two of these ends, long ones in parts."""
    if len(text) > 2 * SCREENED:
        text = f"{text[:SCREENED]}\n{text[-SCREENED:]}"
    for part in ends.split(text):
        words = fold(part).split()
        for start in range(0, max(len(words) - OVERLAP, 1), LONGEST - OVERLAP):
            if words:
                yield words[start : start + LONGEST]


def _pieces(sentences: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """Sentences that are weighed together."""
    piece: list[str] = []
    for words in sentences:
        if piece and len(piece) + len(words) > LONGEST:
            yield piece
            piece = []
        piece = [*piece, *words]
    if piece:
        yield piece
