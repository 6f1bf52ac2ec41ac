"""Names written wrong: never sure, always to be confirmed by her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.directory.gazetteer import Gazetteer
from bot.directory.vocabulary import CARRIERS, FROM, LIVING, STREETS
from bot.directory.words import in_latin, sound_of

WORDS = 60
"""How many words are compared: a place stands near the beginning or the text is no answer."""

WINDOW = 6
SHOWN = 3

PENALTY = 3.0
"""What one wrong letter costs, in letters that agree."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A name like what she wrote. ``score`` is the letters that agree less the wrong ones."""

    key: str
    score: float


def nearest(names: Gazetteer, words: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """ISTAT codes of the likeliest names, and whether a name outside is likelier than all."""
    found: dict[str, _Near] = {}
    for query, anchored in _windows(names, words[:WORDS]):
        for near in _compared(names, query, anchored):
            if near.key not in found or near.score > found[near.key].score:
                found[near.key] = near
    ranked = sorted(found.values(), key=lambda near: (-near.score, near.key))
    inside = [near for near in ranked if names.places[near.key].codes]
    outside = [near for near in ranked if not names.places[near.key].codes]
    if not inside or (outside and outside[0].score > inside[0].score):
        return (), bool(outside)
    close = [near for near in inside if near.score >= inside[0].score - PENALTY]
    codes = dict.fromkeys(code for near in close for code in names.places[near.key].codes)
    return tuple(codes)[:SHOWN], False


def _windows(names: Gazetteer, words: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Runs of words that may be a name, and whether something says that a place is meant."""
    heavy = [at for at, word in enumerate(words) if not _is_light(word)]
    for begin in heavy:
        if begin and words[begin - 1] in STREETS:
            continue
        for end in range(begin + 1, min(begin + WINDOW, len(words)) + 1):
            if end - 1 not in heavy:
                continue
            if end - begin == 1 and words[begin] in names.ordinary:
                continue
            alone = all(begin <= at < end for at in heavy)
            placed = begin > 0 and (words[begin - 1] in FROM or words[begin - 1] in LIVING)
            yield "".join(map(in_latin, words[begin:end])), alone or placed


def _is_light(word: str) -> bool:
    return not word or word in CARRIERS or word in STREETS or word.isdigit()


def _allowed(length: int, anchored: bool) -> int:
    """How many letters may be wrong."""
    if length < 3 or (length < 6 and not anchored):
        return 0
    if length < 6:
        return 1
    if not anchored:
        return 1 if length < 12 else 2
    return 2 if length < 11 else min(4, length // 4)


def _compared(names: Gazetteer, query: str, anchored: bool) -> Iterator[_Near]:
    allowed = _allowed(len(query), anchored)
    if not allowed or len(query) > 40:
        return
    heard = sound_of(query)
    seen: dict[int, float] = {}
    for _, error, at in extract(
        query, names.spelt, scorer=OSA.distance, score_cutoff=allowed, limit=12
    ):
        seen[at] = float(error)
    for _, heard_error, at in extract(
        heard, names.heard, scorer=OSA.distance, score_cutoff=max(0, allowed - 1), limit=12
    ):
        seen[at] = min(seen.get(at, 9.0), heard_error + 0.5)
    for at, wrong in seen.items():
        key = names.spelt[at]
        likeness = 1 - wrong / max(len(key), len(query))
        if len(key) < 4 and not (anchored and key[0] == query[0]):
            continue
        small = not names.places[key].codes and names.places[key].reach != "large"
        if small and (wrong > 1 or len(key) < 6):
            continue
        if likeness >= (0.66 if anchored else 0.85):
            yield _Near(key, len(query) - PENALTY * wrong)
