"""The pieces that the model knows, in 8 MB: a dict of their texts and scores takes 50."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import final

import numpy as np


@final
class Vocabulary:
    """``names``: all pieces in a row, in UTF-8. ``ends``: where each begins, and the last ends.
    ``scores``: number -> how common a piece is (its logarithm). ``forms``: code point -> what it
    is written as."""

    def __init__(
        self, names: bytes, ends: Sequence[int], scores: Sequence[float], forms: Mapping[int, str]
    ) -> None:
        self.scores, self.forms = scores, forms
        self._names, self._ends = names, ends
        self.longest = _longest(names, ends)
        """Characters of the longest piece."""
        many = len(ends) - 1
        hashes = np.fromiter((hash(self._name(one)) for one in range(many)), "int64", many)
        order = np.argsort(hashes, kind="stable")
        self._hashes = array("q", hashes[order].tobytes())
        self._numbers = array("i", order.astype("int32").tobytes())

    def number(self, piece: bytes) -> int | None:
        """The number of a piece in UTF-8; none where the model does not know it."""
        wanted = hash(piece)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            number = self._numbers[at]
            if self._name(number) == piece:
                return number
            at += 1
        return None

    def _name(self, number: int) -> bytes:
        return self._names[self._ends[number] : self._ends[number + 1]]


def _longest(names: bytes, ends: Sequence[int]) -> int:
    begins = (np.frombuffer(names, "uint8") & 0xC0) != 0x80
    before = np.concatenate([[0], np.cumsum(begins, dtype="int32")])[np.asarray(ends)]
    return int(np.diff(before).max())
