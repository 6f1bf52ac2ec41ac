"""What a rotation of the keys costs over very much, and how long she waits meanwhile.

``python -m scripts.bench.rotation [CONVERSATIONS]``: a durable PostgreSQL with so many talks, each
with three values under the old key; a public site and a worker as processes of their own. Women
write all the time, evenly; what they wait is told apart by what goes on beside them.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import asyncpg  # type: ignore[import-untyped]

from bot.crypto.keys import Keyring, create_key_file, read_key_file
from scripts.bench.load import TALK
from scripts.served import FILO, Place, end, free_port, peak_megabytes, wait_until_ready
from scripts.visitor import Refused, Visitor
from tests.postgres import TEMPLATE, USER, PostgresServer, launch, make_template, prepare, stop

MANY = 67_000
WOMEN = 10
PAUSE = 0.5
"""Seconds between two messages of one woman, about."""

BEFORE, AFTER = 20.0, 40.0
"""Seconds that are looked at before and after it."""

AT_ONCE = 5_000
COLUMNS = ("id", "address_hash", "curtain", "seq", "touched_at", "forget_at", "bundle")
LOGS = {"public": "server.log", "worker": "worker.log"}
DURABLE = ("fsync=on", "synchronous_commit=on")


@dataclass(slots=True)
class Seen:
    """``waits``: (moment, seconds) of every message; ``phases``: from when on which."""

    waits: list[tuple[float, float]] = field(default_factory=list)
    phases: list[tuple[float, str]] = field(default_factory=list)
    refused: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def phase(self, name: str) -> None:
        """From now on it is called so."""
        self.phases.append((time.monotonic(), name))

    def rows(self) -> Iterator[str]:
        """How long messages waited that were under way in each phase."""
        ends = [*(since for since, _ in self.phases[1:]), time.monotonic()]
        for (since, name), until in zip(self.phases, ends, strict=True):
            found = sorted(wait for at, wait in self.waits if at < until and at + wait >= since)
            if not found:
                continue
            half, most = (found[int(len(found) * part)] * 1000 for part in (0.5, 0.99))
            yield (
                f"| {name} ({until - since:.1f} s) | {len(found)} | {half:.0f} | {most:.0f} |"
                f" {found[-1] * 1000:.0f} |"
            )


async def _fill(server: PostgresServer, keys: Keyring, many: int) -> None:
    """Talks that nobody comes back to: what the master key seals and hashes is as the store's."""
    chance, now = Random(1), int(time.time() * 1000)  # noqa: S311 - to fill
    connection = await _connected(server)
    for start in range(0, many, AT_ONCE):
        ids = [f"c{number:012}" for number in range(start, min(many, start + AT_ONCE))]
        talks = [
            (
                *(id, keys.index.of("address", id), "open", 4, now, now + 40 * 86_400_000, ""),
                *(keys.new_data_key(id)[1], chance.randbytes(1400)),
            )
            for id in ids
        ]
        columns = [*COLUMNS, "sealed_key", "sealed"]
        await connection.copy_records_to_table("conversations", records=talks, columns=columns)
        seen = [(keys.index.of("inbox", id), now) for id in ids]
        await connection.copy_records_to_table("inbox", records=seen, columns=["hash", "at"])
    await connection.execute("checkpoint")
    await connection.close()


async def _woman(port: int, entry: str, number: int, seen: Seen) -> None:
    chance = Random(number)  # noqa: S311 - when she writes
    while not seen.over.is_set():
        visitor = Visitor(port, entry)
        await visitor.connect()
        await visitor.enter()
        for kind, value in TALK:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * PAUSE)
            began = time.monotonic()
            try:
                await (visitor.choose(value) if kind == "choose" else visitor.say(value))
            except Refused:
                seen.refused += 1
                break
            seen.waits.append((began, time.monotonic() - began))
            if seen.over.is_set():
                break
        visitor.close()


@contextmanager
def _running(place: Place, role: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    own = replace(place, port=port)
    command = (sys.executable, "-m", "bot.serve", role)
    with (place.folder / LOGS[role]).open("ab") as log:
        process = subprocess.Popen(command, env=own.environ, stdout=log, stderr=log)
    try:
        if role == "public":
            wait_until_ready(own, process)
        yield process
    finally:
        end(process)


async def _connected(server: PostgresServer) -> asyncpg.Connection:
    return await asyncpg.connect(host=str(server.folder), user=USER, database=TEMPLATE)


async def _filo(place: Place, *words: str) -> tuple[float, str]:
    """Seconds that a command took, and what it said."""
    began = time.monotonic()
    command = await asyncio.create_subprocess_exec(
        FILO, *words, env=place.environ, stdout=subprocess.PIPE
    )
    said = (await command.communicate())[0].decode()
    assert command.returncode == 0, said
    return time.monotonic() - began, said


async def _until(place: Place, word: str) -> None:
    """The worker says so."""
    log = place.folder / LOGS["worker"]
    while word not in log.read_text():  # noqa: ASYNC110 - of another process
        await asyncio.sleep(0.1)


async def _watch_cleaning(server: PostgresServer, seen: Seen) -> None:
    """Phases of their own while tables are written anew."""
    query = "select query from pg_stat_activity where query like 'VACUUM%' and state = 'active'"
    connection, last = await _connected(server), ""
    while not seen.over.is_set():
        now = " ".join((await connection.fetchval(query) or "").split()[:3])
        if now != last:
            seen.phase(f"after it: {now or 'nothing'}")
            last = now
        await asyncio.sleep(0.02)
    await connection.close()


@asynccontextmanager
async def _server(folder: Path) -> AsyncIterator[PostgresServer]:
    prepare(folder)
    server = launch(folder, *DURABLE)
    try:
        await make_template(server)
        yield server
    finally:
        stop(server)


async def measure(folder: Path, many: int) -> None:
    """Fill, serve, rotate, and say what was seen."""
    async with _server(folder / "pg") as server:
        create_key_file(folder / "master.key")
        settings = {
            "FILO_DATABASE_URL": server.url(TEMPLATE),
            "FILO_NEXT_KEY_FILE": str(folder / "next.key"),
            "FILO_LEDGER_FILE": str(folder / "ledger"),
            "FILO_MEANING": "false",
        }
        place = Place(folder, free_port(), free_port(), settings=settings)
        await _filo(place, "keys", "new")
        await _fill(server, Keyring(read_key_file(folder / "master.key")), many)
        public = place.port
        with _running(place, "public", public), _running(place, "worker", free_port()) as worker:
            await _measured(server, place, worker.pid, many)


async def _measured(server: PostgresServer, place: Place, worker: int, many: int) -> None:
    seen = Seen()
    async with asyncio.TaskGroup() as group:
        for number in range(WOMEN):
            group.create_task(_woman(place.port, place.entry, number, seen))
        await asyncio.sleep(5)
        at_first = peak_megabytes(worker)
        seen.phase("before")
        await asyncio.sleep(BEFORE)
        await _filo(place, "keys", "rotate")
        began = time.monotonic()
        seen.phase("while it is sealed anew")
        await asyncio.sleep(5)
        status = [(await _filo(place, "keys", "status"))[0]]
        await _until(place, "sealed_anew")
        took = time.monotonic() - began
        at_last = peak_megabytes(worker)
        watching = group.create_task(_watch_cleaning(server, seen))
        await asyncio.sleep(AFTER)
        seen.over.set()
        await watching
        status.append((await _filo(place, "keys", "status"))[0])
    _, said = await _filo(place, "keys", "status")
    print(said)
    print(f"{3 * many:,} values sealed anew in {took:.0f} s: {3 * many / took:,.0f} a second")
    print(f"the worker's memory, at most: {at_first:.0f} MB before, {at_last:.0f} MB at the end")
    print(f"`filo keys status`: {status[0]:.1f} s in the middle, {status[1]:.1f} s at the end")
    print(f"refused: {seen.refused}")
    print("| phase | messages | half of them, ms | 99 % of them, ms | the longest, ms |")
    for row in seen.rows():
        print(row)


def main(words: Sequence[str]) -> None:
    """Measure in a folder that is removed."""
    with tempfile.TemporaryDirectory(prefix="filo-rotation-", dir="/tmp") as name:
        # PostgreSQL runs as a user of its own, where this is root.
        Path(name).chmod(0o755)
        Path(name, "pg").mkdir()
        asyncio.run(measure(Path(name), int(words[0]) if words else MANY))


if __name__ == "__main__":
    os.umask(0o022)
    main(sys.argv[1:])
