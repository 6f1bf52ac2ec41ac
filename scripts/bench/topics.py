"""What finding topics costs: start, memory and processor, with the model: ``scripts.bench.topics``.

How well they are found is counted by ``filo understanding eval``.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from resource import RUSAGE_SELF, getrusage
from time import process_time

from bot.meaning.near import read_near
from bot.meaning.vectors import Vectors, is_installed, open_reader
from bot.publishing.published import NEAR, read_topics
from scripts.bench.danger import SHORT

TIMES = 20
LONG = " ".join(SHORT[:4])


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of the processor and megabytes, each beside what was there before."""

    words_start: float
    words_memory: float
    words_text: float
    model_start: float = 0.0
    model_memory: float = 0.0
    model_text: float = 0.0
    model_long: float = 0.0


def measured() -> Cost:
    """Measured in a process of its own, where nothing else was loaded."""
    command = [sys.executable, "-m", "scripts.bench.topics", "--numbers"]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    return Cost(*map(float, said.stdout.split()))


def topics_table(cost: Cost) -> str:
    """The same as a table."""
    return f"""| topics of free texts | words alone | with the model |
|---|---|---|
| start, ms of the processor | {cost.words_start:.0f} | {cost.model_start:.0f} more |
| memory | {cost.words_memory:.0f} MB | {cost.model_memory:.0f} MB more |
| a short text, ms of the processor | {cost.words_text:.2f} | {cost.model_text:.1f} |
| a text of {len(LONG)} characters | | {cost.model_long:.1f} |
"""


def _numbers() -> list[float]:
    memory, began = _memory(), process_time()
    topics = read_topics()
    cost = [_passed(began), _memory() - memory]
    began = process_time()
    for text in SHORT * TIMES:
        topics.understand(text)
    cost.append(_passed(began) / len(SHORT) / TIMES)
    if not is_installed():
        return cost
    memory, began = _memory(), process_time()
    vectors = Vectors(open_reader(), read_near(NEAR))
    vectors.read_now(LONG)
    cost += [_passed(began), _memory() - memory]
    for texts in (SHORT, (LONG,)):
        began = process_time()
        for text in texts * TIMES:
            topics.understand(text, vectors.read_now(text).near)
        cost.append(_passed(began) / len(texts) / TIMES)
    vectors.close()
    return cost


def _passed(began: float) -> float:
    return (process_time() - began) * 1e3


def _memory() -> float:
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if "--numbers" in sys.argv:
        print(*_numbers())
    else:
        print(topics_table(measured()))
