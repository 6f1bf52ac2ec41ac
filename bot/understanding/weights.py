"""The learned weights of the danger screen: what ``scripts.train`` writes, read back."""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any

from bot.understanding.features import DRAWERS

LEAST = 12
"""A text with fewer features counts as one with so many: one word alone decides nothing."""


class WeightsError(Exception):
    """The file holds no weights that can be used."""


@dataclass(frozen=True, slots=True)
class Words:
    """Answers one question by words alone: above 0 is yes.

    A drawer's weight is its number times ``step``; ``border`` is added.
    """

    drawers: array[int]
    step: float
    border: float

    def weigh(self, found: frozenset[int]) -> float:
        """The answer for a text with these features."""
        drawers = self.drawers
        return self.step * sum([drawers[one] for one in found]) / share(found) + self.border


@dataclass(frozen=True, slots=True)
class Net:
    """Answers the same questions by words and meaning together.

    A hidden row holds the weights of the vector, of what the words say of either question, and one
    that is always added. ``out`` holds for calm, danger and her own wish to die the weights of the
    hidden rows, and one that is always added.
    """

    hidden: tuple[array[float], ...]
    out: tuple[array[float], ...]

    def weigh(self, vector: Sequence[float], words: Sequence[float]) -> tuple[float, float, float]:
        """How much speaks for calm, for danger, and for her own wish to die."""
        given = (*vector, *words, 1.0)
        hidden = [max(0.0, sum(map(mul, row, given))) for row in self.hidden]
        hidden.append(1.0)
        calm, danger, self_harm = (sum(map(mul, row, hidden)) for row in self.out)
        return calm, danger, self_harm


@dataclass(frozen=True, slots=True)
class Weights:
    """``danger``: whether it is told at all. ``self_harm``: whether it is her own wish to die.

    ``together`` asks both where the meaning is known; ``border`` is added to its danger.
    ``phrases`` names what all of it was learned from (``digest_of``).
    """

    danger: Words
    self_harm: Words
    together: Net
    border: float
    phrases: str


def share(found: frozenset[int]) -> float:
    """By what the weights of so many features are divided, so that long texts weigh no more."""
    return float(max(LEAST, len(found)) ** 0.5)


def digest_of(phrases: Mapping[str, str]) -> str:
    """What names the files of phrases (language -> text) that weights were learned from."""
    whole = "\0".join(f"{language}\0{text}" for language, text in sorted(phrases.items()))
    return f"{zlib.crc32(whole.encode()):08x}"


def read_weights(content: str) -> Weights:
    """The weights of a file. Raises ``WeightsError``."""
    try:
        said = json.loads(content)
        hidden, out = (tuple(_unpacked("f", row) for row in said[key]) for key in ("hidden", "out"))
        if len(out) != 3 or any(len(row) != len(hidden) + 1 for row in out):
            raise ValueError("three questions")
        return Weights(
            danger=_words(said["danger"]),
            self_harm=_words(said["self_harm"]),
            together=Net(hidden, out),
            border=float(said["border"]),
            phrases=said["phrases"],
        )
    except (ValueError, KeyError, TypeError, NotBase64, zlib.error) as error:
        raise WeightsError("these are not the weights of the danger screen") from error


def written(weights: Weights) -> str:
    """The file that ``read_weights`` reads back."""
    said = {
        "phrases": weights.phrases,
        "border": weights.border,
        "danger": _plain(weights.danger),
        "self_harm": _plain(weights.self_harm),
        "hidden": [_packed(row) for row in weights.together.hidden],
        "out": [_packed(row) for row in weights.together.out],
    }
    return json.dumps(said, indent=1) + "\n"


def _words(said: Mapping[str, Any]) -> Words:
    drawers = _unpacked("b", said["drawers"])
    if len(drawers) != DRAWERS:
        raise ValueError("another number of drawers")
    return Words(drawers, float(said["step"]), float(said["border"]))


def _plain(words: Words) -> dict[str, object]:
    return {"step": words.step, "border": words.border, "drawers": _packed(words.drawers)}


def _unpacked(kind: str, packed: str) -> array[Any]:
    return array(kind, zlib.decompress(b64decode(packed)))


def _packed(numbers: array[Any]) -> str:
    return b64encode(zlib.compress(numbers.tobytes(), 9)).decode()
