"""Durable messages through HTTP, and two floors beside them: ``python -m scripts.bench.durable``.

Each run of the service is followed by one of bare aiohttp and one of bare aiohttp that commits
each form to SQLite, the same client on the same core: all three see the same machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import median

from scripts.bench.floor_load import floor_messages
from scripts.bench.load import Result, measured
from scripts.served import Place, cpu_seconds, free_port, prepared, serving

USERS = 64
ROUNDS = 5
"""Runs of the load, each followed by both floors: the page says their medians."""
WARM_UP = 2.0


@dataclass(frozen=True, slots=True)
class Floor:
    """What a floor did in one run: messages a second, and ms of processor time of each."""

    rate: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the load, its processor time of a message, and the floors after it.

    ``bare`` stores nothing, ``stored`` commits each form before its answer.
    """

    load: Result
    cpu_ms: float
    bare: Floor
    stored: Floor


def pressed(place: Place, pid: int, seconds: float) -> tuple[Round, ...]:
    """The load and the floors by turns, on the other core than what is measured.

    The processor time is that of the service while its load lasts, in all its threads.
    """
    rounds: list[Round] = []
    with (
        tempfile.TemporaryDirectory(prefix="filo-floor-") as folder,
        _floor(Path(folder)) as bare,
        _floor(Path(folder), str(Path(folder) / "forms.sqlite")) as stored,
        get_context("spawn").Pool(1) as pool,
    ):
        pool.apply(measured, (place.port, place.entry, USERS, WARM_UP, 1))
        for _ in range(ROUNDS):
            before = cpu_seconds(pid)
            load = pool.apply(measured, (place.port, place.entry, USERS, seconds, 1))
            cpu = cpu_seconds(pid) - before
            floors = (_seen(pool, floor, seconds / 3) for floor in (bare, stored))
            rounds.append(Round(load, cpu * 1000 / load.messages, *floors))
    return tuple(rounds)


def _seen(pool: Pool, floor: tuple[int, int], seconds: float) -> Floor:
    port, pid = floor
    before = cpu_seconds(pid)
    messages = pool.apply(floor_messages, (port, USERS, seconds, 1))
    return Floor(messages / seconds, (cpu_seconds(pid) - before) * 1000 / messages)


@contextmanager
def _floor(folder: Path, *given: str) -> Iterator[tuple[int, int]]:
    """Its port and its process."""
    place = Place(folder, free_port(), free_port())
    command = (sys.executable, str(Path(__file__).with_name("floor.py")), str(place.port), *given)
    with serving(place, command, core=0) as process:
        yield place.port, process.pid


def durable_rows(rounds: Sequence[Round]) -> str:
    """Its rows of the page."""
    loads, bare = [one.load for one in rounds], [one.bare for one in rounds]
    stored = [one.stored for one in rounds]
    return f"""\
| messages a second | {_median([one.rate for one in loads], ",.0f")} | 5,000 |
| processor time of a message, whole server | {_median([one.cpu_ms for one in rounds], ".2f")} ms \
| 0.20 ms |
| wait, median | {_median([one.percentile(0.5) for one in loads], ".0f")} ms | |
| wait, 99 of 100 at most | {_median([one.percentile(0.99) for one in loads], ".0f")} ms | 40 ms |
| bare aiohttp, messages a second | {_median([one.rate for one in bare], ",.0f")} | |
| its processor time of a message | {_median([one.cpu_ms for one in bare], ".2f")} ms | |
| bare aiohttp with SQLite, all that wait in one commit, messages a second \
| {_median([one.rate for one in stored], ",.0f")} | |
| its processor time of a message | {_median([one.cpu_ms for one in stored], ".2f")} ms | |"""


def _median(values: Sequence[float], form: str) -> str:
    """The median of the runs and, in brackets, the smallest and the largest."""
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def main(seconds: float) -> None:
    """This part alone: print its rows."""
    with tempfile.TemporaryDirectory(prefix="filo-bench-") as folder:
        place = prepared(Path(folder))
        with serving(place, core=0) as server:
            rounds = pressed(place, server.pid, seconds / ROUNDS)
    loads = [one.load for one in rounds]
    print(durable_rows(rounds))
    wrong, lost = sum(one.wrong for one in loads), sum(one.lost for one in loads)
    print(f"wrong {wrong} of {sum(one.messages for one in loads):,}, lost {lost}; ", end="")
    print(f"{sum(one.visits for one in loads):,} visits; load {os.getloadavg()}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0)
