"""What a free text is about: by its words, and better where a model has read its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Literal

from bot.understanding.danger import Screen
from bot.understanding.marks import marks
from bot.understanding.topic_weights import Borders, TopicWeights

TOPICS = (
    "danger_now", "self_harm", "abuse", "sexual_violence", "exploitation", "minor", "someone_else",
    "own_behaviour", "person", "near_me", "appointment", "work", "training", "workplace_violence",
    "leave", "money", "home", "legal", "report", "children", "health", "mind", "documents",
    "permit", "digital", "language", "interpreter", "cost", "privacy", "forget", "what_is_this",
    "thanks", "other",
)  # fmt: skip
"""All topics; those that say danger first."""

SUFFERED, ACCUSES = "abuse", "own_behaviour"
"""The topics of who is hurt and of who hurts, which are told in the same words. The second is not
offered beside a better guess, nor beside the first: no woman who is hurt is to read that she may be
the one who hurts. Where it is sure, it leads on."""

NONE_OF_THEM = "other"
"""The topic of what is about none of the others: weather, football, an insult."""

DANGERS = ("danger_now", "self_harm")
"""Topics that are offered first wherever they are offered at all."""

OFFERED = 2
"""So many topics are offered where none is sure."""

TOLD = 5
"""So many of the best topics are told."""

Decision = Literal["sure", "offer", "lost"]


@dataclass(frozen=True, slots=True)
class Understanding:
    """``topics`` are ids with their weight, best first. ``decision``: go there, offer, or ask."""

    danger: bool
    topics: tuple[tuple[str, float], ...] = field(repr=False)
    decision: Decision

    @property
    def best(self) -> str:
        """The best topic; none for a text without a letter."""
        return self.topics[0][0] if self.topics else NONE_OF_THEM

    @property
    def offered(self) -> tuple[str, ...]:
        """The topics that are worth offering, those of danger first."""
        if self.decision == "lost":
            return ()
        two = [topic for topic, _ in self.topics[:OFFERED] if topic != NONE_OF_THEM]
        if self.best != ACCUSES or SUFFERED in two:
            two = [topic for topic in two if topic != ACCUSES]
        return tuple(sorted(two, key=lambda topic: topic not in DANGERS))


NOTHING = Understanding(False, (), "lost")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model read in a text: a score for each topic by what its meaning is near to, and the
    vectors of those parts that may tell of danger. Neither is ever kept."""

    near: tuple[float, ...] = field(default=(), repr=False)
    doubted: tuple[tuple[float, ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Topics:
    """Finds what texts are about by what was learned from phrases."""

    weights: TopicWeights

    def understand(self, text: str, near: Sequence[float] = ()) -> Understanding:
        """What the text is about. ``near``: the scores of its meaning, where a model read it."""
        found = marks(text)
        if not found:
            return NOTHING
        weights, borders = self.weights, self.weights.alone
        scores = weights.words.weigh(found)
        if len(near) == len(scores):
            scores = [one + weights.beside * word for one, word in zip(near, scores, strict=True)]
            borders = weights.together
        shares = _shares(scores, borders.sharp)
        order = sorted(zip(weights.topics, shares, strict=True), key=lambda one: -one[1])
        return Understanding(False, tuple(order[:TOLD]), _decision(order, borders))

    def is_clear(self, text: str) -> bool:
        """Whether the words alone are sure, so that no model need be asked."""
        return self.understand(text).decision == "sure"


def understand(
    text: str,
    language: str,
    screen: Screen,
    topics: Topics,
    read: Reading | None = None,
) -> Understanding:
    """What the text means. ``language`` is that of the talk: all are heard in all.

    ``read`` is its meaning, where a model has read it.
    """
    meant = topics.understand(text, read.near if read else ())
    danger = screen.sign(text, read.doubted if read else ()) is not None
    return Understanding(danger, meant.topics, meant.decision)


def _decision(order: Sequence[tuple[str, float]], borders: Borders) -> Decision:
    (best, share), (_, second) = order[0], order[1]
    if best == NONE_OF_THEM:
        return "lost" if share >= borders.sure else "offer"
    if share >= borders.sure:
        return "sure"
    return "offer" if share + second >= borders.offer else "lost"


def _shares(scores: Sequence[float], sharp: float) -> list[float]:
    """The scores as shares of 1."""
    most = max(scores)
    powers = [exp(sharp * (score - most)) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]
