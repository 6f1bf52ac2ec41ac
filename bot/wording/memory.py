"""How the same, or nearly the same, Italian was translated elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

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
    asked = italian.casefold()
    alike = {
        one: fuzz.ratio(asked, texts[0].casefold(), score_cutoff=LIKE)
        for one, texts in known.items()
    }
    best = sorted((one for one in alike if alike[one]), key=lambda one: -alike[one])
    told: dict[str, Remembered] = {}
    for one in best:
        said = Remembered(one, *known[one], int(alike[one]))
        told.setdefault(said.text, said)
    return list(told.values())[:MOST]
