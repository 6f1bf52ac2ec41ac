"""What the meaning of a text is near to: topics, by the phrases that were learned.

Each topic's score is a sum over these phrases, the nearer the more (kernel ridge regression).
numpy comes with the model: without it nothing is near.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

SHARP = 3.0
"""How quickly nearness fades with the angle between two meanings."""

Near = Callable[[Sequence[float]], tuple[float, ...]]


def kernel(given: Any, points: Any) -> Any:
    """How near each row of unit length is to each point, 0 to 1."""
    numpy = import_module("numpy")
    # In place: where it is learned, all points against each other take gigabytes.
    found = given @ points.T
    found -= 1
    found *= SHARP
    return numpy.exp(found, out=found)


def turned(given: Any, middle: Any, turn: Any) -> Any:
    """Vectors (a row each) from their common middle, evened out and of length 1."""
    numpy = import_module("numpy")
    moved = (given - middle) @ turn
    return moved / numpy.maximum(numpy.linalg.norm(moved, axis=-1, keepdims=True), 1e-6)


def read_near(file: Path) -> Near | None:
    """What gives a score for each topic; None where there is no such file."""
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else None


@lru_cache(maxsize=1)
def _read(file: Path, _written: int) -> Near:
    """Once for all who ask in this process, until the file is written anew."""
    numpy = import_module("numpy")
    with numpy.load(file, allow_pickle=False) as said:
        middle, turn = said["middle"].astype("float32"), said["turn"].astype("float32")
        points = said["points"].astype("float32") * said["points_step"]
        weights, added = said["weights"].astype("float32"), said["added"].astype("float32")

    def near(vector: Sequence[float]) -> tuple[float, ...]:
        given = turned(numpy.array(vector, dtype="float32"), middle, turn)
        scores: tuple[float, ...] = tuple((kernel(given, points) @ weights + added).tolist())
        return scores

    return near
