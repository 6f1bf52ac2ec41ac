"""Whether a message costs the same once very much is stored: ``python -m scripts.bench.growth``.

Two real servers, one over few conversations and one over many, are measured by turns. What fills
them is made by SQLite itself: rows of the size of real ones, of which no key opens anything, since
nobody comes back to them.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from scripts.bench.load import measured
from scripts.bench.machine import machine
from scripts.served import Place, cpu_seconds, prepared, serving

FEW, MANY = 1_000, 1_000_000
LINES = 4
"""Lines of each stored conversation."""
PAGE = Path("docs/benchmarks-big.md")
USERS, ROUNDS, SECONDS, WARM_UP = 64, 5, 8.0, 3.0

_FILL = (
    "create temp table made as select lower(hex(randomblob(11))) as id from"
    " (with recursive n(i) as (select 1 union all select i + 1 from n where i < :many)"
    " select i from n) order by 1",
    "insert into conversations (id, address_hash, curtain, seq, touched_at, forget_at, bundle,"
    " sealed_key, sealed) select id, randomblob(16), 'open', :lines, :now, :later, '',"
    " randomblob(60), randomblob(1400) from made order by id",
    "insert into messages (conversation, seq, id, at, sealed) select id, seq,"
    " lower(hex(randomblob(11))), :now, randomblob(260) from made,"
    " (with recursive n(seq) as (select 1 union all select seq + 1 from n where seq < :lines)"
    " select seq from n) order by id, seq",
    "insert into inbox (hash, at) select randomblob(16) as hash, :now from made order by hash",
)


@dataclass(slots=True)
class Growth:
    """Milliseconds of processor time that a message costs over few and over many, run by run."""

    many: int
    few_ms: list[float] = field(default_factory=list)
    many_ms: list[float] = field(default_factory=list)
    gigabytes: float = 0.0
    wrong: int = 0

    @property
    def ratio(self) -> float:
        """How many times as much it costs over many."""
        return median(self.many_ms) / median(self.few_ms)


def filled(place: Place, many: int) -> float:
    """So many conversations into an installation that does not run. Gigabytes of its file."""
    file = place.folder / "filo.sqlite"
    now = int(time.time() * 1000)
    given = {"many": many, "lines": LINES, "now": now, "later": now + 40 * 86_400_000}
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("pragma synchronous=off")
        for statement in _FILL:
            database.execute(statement, given)
    return file.stat().st_size / 1e9


def measured_growth(folder: Path, many: int = MANY, rounds: int = ROUNDS) -> Growth:
    """Both by turns, each server on the same core, the client on the other."""
    seen = Growth(many)
    places: list[Place] = []
    for name, count in (("few", FEW), ("many", many)):
        (folder / name).mkdir()
        place = prepared(folder / name)
        seen.gigabytes = filled(place, count)
        places.append(place)
    with (
        serving(places[0], core=0) as few,
        serving(places[1], core=0) as large,
        get_context("spawn").Pool(1) as pool,
    ):
        sides = ((places[0], few.pid, seen.few_ms), (places[1], large.pid, seen.many_ms))
        for place, _, _ in sides:
            pool.apply(measured, (place.port, place.entry, USERS, WARM_UP, 1))
        for _ in range(rounds):
            for place, pid, costs in sides:
                before = cpu_seconds(pid)
                load = pool.apply(measured, (place.port, place.entry, USERS, SECONDS, 1))
                costs.append((cpu_seconds(pid) - before) * 1000 / load.messages)
                seen.wrong += load.wrong + load.lost
    return seen


def growth_rows(seen: Growth) -> Sequence[str]:
    """What is written of it, as rows of a table."""
    few, many = median(seen.few_ms), median(seen.many_ms)
    return (
        f"| processor time of a message, {FEW:,} conversations stored | {few:.2f} ms | |",
        f"| the same, {seen.many:,} stored ({seen.gigabytes:.1f} GB) | {many:.2f} ms | |",
        f"| how many times as much, medians of {len(seen.few_ms)} runs by turns |"
        f" {seen.ratio:.2f} | 1.2 |",
    )


def written(seen: Growth, on: str) -> str:
    """Its page in Markdown; ``on``: what measured."""
    runs = ("; ".join(f"{one:.2f}" for one in costs) for costs in (seen.few_ms, seen.many_ms))
    few, many = runs
    rows = "\n".join(growth_rows(seen))
    return f"""# Benchmarks over much that is stored

Measured by `make bench-big`, which writes this page; nothing here is filled in by hand.

{on} Each service runs on the same core (`taskset`), the client on another.

| grown | seen | target |
|---|---|---|
{rows}
| wrong answers and lost messages | {seen.wrong} | 0 |

Two real servers by turns, {SECONDS:.0f} s each with {USERS} users without a pause, as on
[the other page](benchmarks.md). Run by run, in ms: over few {few}; over many {many}.
"""


def main(*given: int) -> None:
    """Measure, print and write. ``given``: how many are stored, and how many runs, where it is not
    the whole: then nothing is written."""
    on = machine()
    with tempfile.TemporaryDirectory(prefix="filo-growth-") as name:
        page = written(measured_growth(Path(name), *given), on)
    if not given:
        PAGE.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
