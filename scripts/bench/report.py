"""The page that the measurements are written on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scripts.bench.load import TALK, Result


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one run saw. Times in the unit of their name, sizes in bytes or MB."""

    at: datetime
    machine: str
    users: int
    load: Result
    cpu_ms: float
    megabytes: float
    floor_rate: float
    engine_us: float
    chat_bytes: int
    exit_ms: tuple[float, float]
    exit_slow_ms: tuple[float, float]


def written(seen: Measured) -> str:
    """The page in Markdown."""
    load = seen.load
    return f"""# Benchmarks

Measured by `make bench`, which writes this page; nothing here is filled in by hand. Run it again
on an idle machine: it takes about two minutes.

{seen.at:%d.%m.%Y}, {seen.machine}. The service runs on one core (`taskset`), the client on another.

| durable messages through HTTP | seen | target |
|---|---|---|
| messages a second | {load.rate:,.0f} | 2,500 |
| processor time of a message, whole server | {seen.cpu_ms:.2f} ms | 0.40 ms |
| wait, median | {load.percentile(0.5):.1f} ms | |
| wait, 99 of 100 at most | {load.percentile(0.99):.1f} ms | 60 ms |
| memory, largest | {seen.megabytes:.0f} MB | 120 MB |
| wrong answers | {load.wrong} of {load.messages:,} | 0 |
| lost messages | {load.lost} | 0 |

{seen.users} users without a pause for {load.seconds:.0f} s, {load.visits:,} visits, through the
real server (`filo serve`), the real web route and the shipped first flow. A visit is the entry, its
page, {len(TALK)} messages by touch and in words, and the page once more, on which every message of
hers must stand. Each message is sealed and committed with `synchronous=FULL` before its answer. The
pages count as work of the server, not as messages. Bare aiohttp that answers the same requests and
stores nothing: {seen.floor_rate:,.0f} a second on the same core with the same client.

| elsewhere | seen | target |
|---|---|---|
| the engine, one turn | {seen.engine_us:.0f} µs | |
| the first chat page, gzip | {seen.chat_bytes:,} bytes | 14,000 |
| touch on the exit until nothing is seen, median (worst of 15) | {_both(seen.exit_ms)} | 50 ms |
| the same with a processor six times slower | {_both(seen.exit_slow_ms)} | 250 ms |

The exit is measured in Debian's Chromium from the touch's own time stamp to the frame after the
first one in which no text and no field is left, while the network gives no answer at all.
"""


def _both(times: tuple[float, float]) -> str:
    return f"{times[0]:.0f} ms ({times[1]:.0f} ms)"
