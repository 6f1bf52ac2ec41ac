"""How the same, or nearly the same, Italian was translated elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.wording.model import Line

LIKE = 65.0
"""So alike (of 100) must two Italian texts be."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation of ours. ``alike``: how much its Italian is the one that is asked, 100: all."""

    context: str
    italian: str
    text: str
    alike: int


def remembered(context: str, italian: str, lines: Iterable[Line]) -> list[Remembered]:
    """Translations of the most similar Italian texts, the most alike first, each once."""
    known = {
        piece.context: (piece.italian, said.text)
        for line in lines
        for piece, said in ((line.piece, line.said), (line.piece.words, line.words))
        if piece is not None and said is not None and said.text and piece.context != context
    }
    choices = {one: texts[0].casefold() for one, texts in known.items()}
    found = process.extract(
        italian.casefold(), choices, scorer=fuzz.ratio, score_cutoff=LIKE, limit=4 * MOST
    )
    told: dict[str, Remembered] = {}
    for _, score, one in found:
        said = Remembered(one, *known[one], int(score))
        told.setdefault(said.text, said)
    return list(told.values())[:MOST]
