"""The learned weights of the topics: what ``filo understanding train`` writes, read back."""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.understanding.marks import DRAWERS
from bot.understanding.weights import WeightsError

LEAST = 12
"""A text with fewer marks counts as one with so many: one short word alone decides nothing."""


@dataclass(frozen=True, slots=True)
class Borders:
    """``sharp``: by what the scores are multiplied before they become shares of 1. ``sure``: the
    least share of the best topic that needs no question. ``offer``: the least share of the two best
    together that are worth offering."""

    sharp: float
    sure: float
    offer: float


@dataclass(frozen=True, slots=True)
class ByWords:
    """A row of numbers for each drawer, a number for each topic; times ``step``."""

    drawers: array[int]
    step: float
    added: tuple[float, ...]

    def weigh(self, found: Sequence[int]) -> list[float]:
        """What the words speak for, topic by topic."""
        many = len(self.added)
        if not found:
            return list(self.added)
        rows = (self.drawers[one * many : (one + 1) * many] for one in found)
        share = self.step / max(LEAST, len(found)) ** 0.5
        return [
            share * sum(column) + added
            for column, added in zip(zip(*rows, strict=True), self.added, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class TopicWeights:
    """``beside``: how much the words count beside the meaning. ``alone``: the borders of the words
    alone, ``together``: of both. ``phrases`` names what all was learned from (``digest_of``).
    """

    topics: tuple[str, ...]
    words: ByWords
    beside: float
    alone: Borders
    together: Borders
    phrases: str


@lru_cache(maxsize=1)
def read_topic_weights(content: str) -> TopicWeights:
    """The weights of a file. Raises ``WeightsError``."""
    try:
        said = json.loads(content)
        topics = tuple(map(str, said["topics"]))
        words = said["words"]
        drawers = _unpacked("b", words["drawers"])
        if len(drawers) != DRAWERS * len(topics):
            raise ValueError("another number of drawers or topics")
        return TopicWeights(
            topics=topics,
            words=ByWords(drawers, float(words["step"]), _floats(words["added"], topics)),
            beside=float(said["beside"]),
            alone=_borders(said["alone"]),
            together=_borders(said["together"]),
            phrases=str(said["phrases"]),
        )
    except (ValueError, KeyError, TypeError, NotBase64, zlib.error) as error:
        raise WeightsError("these are not the weights of the topics") from error


def written_topics(weights: TopicWeights) -> str:
    """The file that ``read_topic_weights`` reads back."""
    words = weights.words
    said = {
        "phrases": weights.phrases,
        "topics": weights.topics,
        "alone": _plain(weights.alone),
        "together": _plain(weights.together),
        "words": {
            "step": words.step,
            "added": [round(one, 4) for one in words.added],
            "drawers": _packed(words.drawers),
        },
        "beside": weights.beside,
    }
    return json.dumps(said, indent=1) + "\n"


def _borders(said: Mapping[str, Any]) -> Borders:
    return Borders(float(said["sharp"]), float(said["sure"]), float(said["offer"]))


def _plain(borders: Borders) -> dict[str, float]:
    return {"sharp": borders.sharp, "sure": borders.sure, "offer": borders.offer}


def _floats(said: Sequence[Any], topics: Sequence[str]) -> tuple[float, ...]:
    if len(said) != len(topics):
        raise ValueError("another number of topics")
    return tuple(map(float, said))


def _unpacked(kind: str, packed: str) -> array[Any]:
    return array(kind, zlib.decompress(b64decode(packed)))


def _packed(numbers: array[Any]) -> str:
    return b64encode(zlib.compress(numbers.tobytes(), 9)).decode()
