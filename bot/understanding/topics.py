"""What a free text is about; for now only whether it tells of danger.

The list of phrases looks for clear signs and accepts false alarms: who is asked once too often
answers «no», who is not asked may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.spelling import fold
from bot.understanding.danger_words import (
    DANGER_NOW,
    NEGATED_AFTER,
    NEGATORS,
    NOW,
    PAST,
    SAYINGS_AFTER,
    SAYINGS_BEFORE,
    SELF_HARM,
)
from bot.understanding.phrases import Match, Phrases, sequences

SCREENED = 12_000
"""A longer text is screened in its first and last so many characters."""

_PARTS = re.compile(r"[.!?;:,\n…؟؛،]+|\b(?:ma|but|pero|mais|però)\b")

_SIGNS: Sequence[tuple[str, Phrases]] = (
    ("self_harm", Phrases("\n".join(SELF_HARM.values()).splitlines())),
    ("danger_now", Phrases("\n".join(DANGER_NOW.values()).splitlines())),
)
_NOW = sequences(NOW)
_PAST = sequences(PAST)
_NEGATORS = sequences(NEGATORS)
_NEGATED_AFTER = sequences(NEGATED_AFTER)
_SAYINGS_BEFORE = sequences(SAYINGS_BEFORE)
_SAYINGS_AFTER = sequences(SAYINGS_AFTER)


@dataclass(frozen=True, slots=True)
class Understanding:
    """``topics`` are ids with their weight, best first. ``decision``: go there, offer, or ask."""

    danger: bool
    topics: tuple[tuple[str, float], ...]
    decision: Literal["sure", "offer", "lost"]


def understand(text: str, language: str) -> Understanding:
    """What the text means. ``language`` is that of the talk: signs of danger are heard in all."""
    return Understanding(signs_of_danger(text) is not None, (), "lost")


def signs_of_danger(text: str) -> str | None:
    """``danger_now`` or ``self_harm`` where the text clearly tells of it, else None.

    Both in one text is ``danger_now``: somebody else's violence needs leaving first.
    """
    signs = {sign for part in _parts(text) for sign in _signs(part)}
    return "danger_now" if "danger_now" in signs else "self_harm" if signs else None


def _parts(text: str) -> Iterator[tuple[list[str], bool, bool]]:
    """Each clause as folded words, with whether the whole text says that it is now or long ago."""
    if len(text) > 2 * SCREENED:
        text = f"{text[:SCREENED]}\n{text[-SCREENED:]}"
    clauses = [fold(clause) for clause in _PARTS.split(text.lower())]
    whole = f" {' '.join(clauses)} "
    now = any(f" {word} " in whole for word in _NOW)
    for clause in clauses:
        past = any(f" {phrase} " in f" {clause} " for phrase in _PAST)
        yield clause.split(), now, past


def _signs(part: tuple[list[str], bool, bool]) -> Iterator[str]:
    said, now, past = part
    for sign, phrases in _SIGNS:
        for match in phrases.found(said):
            if _is_meant(match, said, now=now, past=past):
                yield sign
                break


def _is_meant(match: Match, said: Sequence[str], *, now: bool, past: bool) -> bool:
    if past or (match.phrase.now and not now):
        return False
    before = said[match.start - 1] if match.start else ""
    if before in _SAYINGS_BEFORE or " ".join(said[match.end : match.end + 2]) in _SAYINGS_AFTER:
        return False
    if match.phrase.grave:
        return True
    after = said[match.end] if match.end < len(said) else ""
    return before not in _NEGATORS and after not in _NEGATED_AFTER
