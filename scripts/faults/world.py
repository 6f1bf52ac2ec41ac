"""A whole installation for one run: a database, providers, nodes of every role, each a process of
its own, all in a temporary folder."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.crypto.keys import create_key_file
from scripts.faults.cable import SOCKET
from scripts.faults.clocks import Clocks
from scripts.faults.databases import Database, Pair, Postgres, Sqlite
from scripts.faults.evidence import Evidence, Ms, Woman
from scripts.faults.gather import QUEUES, gather
from scripts.faults.guard import Guard
from scripts.faults.nodes import Nursery, Running, own, python
from scripts.faults.provider import SECRET, TOKEN
from scripts.served import free_port
from tests.channels.twilio_driver import OURS
from tests.channels.twilio_fake import ACCOUNT
from tests.channels.twilio_fake import TOKEN as TWILIO_TOKEN

ENTRY = "girasole"
SETTLE_SECONDS = 240.0
"""Two leases, two pauses, and a slow machine."""

Engine = Literal["postgres", "pair", "sqlite"]


@dataclass(slots=True)
class World:
    """Everything that can be broken. Over SQLite there is one node, and no cable."""

    folder: Path
    database: Database
    nodes: dict[str, Running]
    provider: Running
    cable: Running | None
    nursery: Nursery
    environ: dict[str, str] = field(repr=False)
    """Of every process that is begun from now on."""
    ports: Sequence[int]
    clocks: Clocks
    group: int
    """The process group of everything that is begun."""
    notes: list[str] = field(default_factory=list)
    """What the scenario did, in words."""
    holding: bool = False
    """Whether the scenario wants women to go on writing."""

    def now(self) -> Ms:
        """The clock of the run, which no jump moves."""
        return self.clocks.now()

    def names_gone(self, gone: bool) -> None:
        """Whether names are found."""
        if gone:
            (self.folder / "nameless").touch()
        else:
            (self.folder / "nameless").unlink(missing_ok=True)

    @property
    def postgres(self) -> Postgres:
        """The one PostgreSQL."""
        assert isinstance(self.database, Postgres), "this scenario runs over one PostgreSQL"
        return self.database

    @property
    def pair(self) -> Pair:
        """The two that follow each other."""
        assert isinstance(self.database, Pair), "this scenario runs over two PostgreSQL"
        return self.database

    @property
    def record(self) -> Path:
        """What the providers write down."""
        return self.folder / "record"

    def note(self, what: str) -> None:
        """Something was broken or mended."""
        self.notes.append(what)

    async def settle(self) -> Mapping[str, int]:
        """Wait until every queue is empty; what is left where none has got shorter for long."""
        loop = asyncio.get_running_loop()
        fewest, until = -1, loop.time() + SETTLE_SECONDS
        while True:
            left = {name: await self._rows(name) for name in QUEUES}
            rows = sum(left.values())
            if fewest < 0 or rows < fewest:
                fewest, until = rows, loop.time() + SETTLE_SECONDS
            if not rows or loop.time() > until:
                return left
            await asyncio.sleep(1)

    async def _rows(self, table: str) -> int:
        (count,) = await self.database.ask(f"select count(*) from {table}")  # noqa: S608 - ours
        return int(str(count))

    async def evidence(self, women: Sequence[Woman]) -> Evidence:
        """What is left after the last node has ended well."""
        for node in self.nodes.values():
            if not node.alive():
                # A worker that did not come up says so nowhere else, and nobody starts it again.
                self.note(f"{node.name} had ended by itself")
            await node.stop()
        url, jumps = self.database.own_url, self.clocks.jumps()
        return await gather(url, self.folder / "key", self.record, women, jumps)


@asynccontextmanager
async def world(
    folder: Path, engine: Engine = "postgres", small_disk_mb: int = 0
) -> AsyncIterator[World]:
    """An installation that works, within the block. ``small_disk_mb``: the database's files lie on
    a disk of that size (needs root). Nothing of it is left when the block ends, or the process."""
    with _guarded(folder, small_disk_mb) as guard:
        database = await _database(folder, engine, guard.group)
        made = _world(folder, database, guard.group)
        try:
            if made.cable is not None:
                await made.cable.start()
                while not (folder / "near" / SOCKET).exists():  # noqa: ASYNC110 - of another process
                    await asyncio.sleep(0.05)
            await made.provider.start()
            async with asyncio.TaskGroup() as group:
                for node in made.nodes.values():
                    group.create_task(node.start())
            yield made
        finally:
            made.nursery.end()


@contextmanager
def _guarded(folder: Path, small_disk_mb: int) -> Iterator[Guard]:
    """The folders of both ends of the cable, and who ends everything."""
    folder.chmod(0o755)
    for name in ("near", "far", "other", "nowhere"):
        (folder / name).mkdir(mode=0o755)
        (folder / name).chmod(0o755)
    small = folder / "far" if small_disk_mb else None
    guard = Guard(folder, small)
    try:
        if small is not None:
            size = f"size={small_disk_mb}m"
            subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(small)], check=True)
        yield guard
    finally:
        guard.end()


async def _database(folder: Path, engine: Engine, group: int) -> Database:
    far = folder / "far"
    if engine == "sqlite":
        return await Sqlite.begun(far)
    if engine == "pair":
        folders = far, folder / "other"
        return await Pair.begun(folders, folder / "near", folder / "nowhere", group)
    return await Postgres.begun(folder / "near", far, group)


def _world(folder: Path, database: Database, group: int) -> World:
    create_key_file(folder / "key")
    ports = [free_port() for _ in range(6)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FILO_")}
    common = {**kept, **_settings(folder, database, ports)}
    nursery = Nursery(folder, kept, group)

    def node(name: str, public: int = 0, staff: int = 0) -> Running:
        binds = {
            "FILO_PUBLIC_BIND": f"127.0.0.1:{public or ports[2]}",
            "FILO_STAFF_BIND": f"127.0.0.1:{staff or ports[3]}",
        }
        port, log = public or staff, folder / f"{name}.log"
        address = f"http://127.0.0.1:{port}/{'readyz' if public else ''}" if port else ""
        if isinstance(database, Pair) and name.endswith("2"):
            binds["FILO_DATABASE_URL"] = database.half_url
        roles = [] if name == "all" else [name.rstrip("12")]
        return Running(name, lambda: nursery.fork(common | binds, roles, log), log, address)

    def beside(name: str, *more: str) -> Running:
        log = folder / f"{name}.log"
        return Running(name, own(python(f"scripts.faults.{name}", *more), kept, log, group), log)

    if isinstance(database, Sqlite):
        nodes = [node("all", public=ports[0], staff=ports[3])]
    else:
        public = [node("public1", public=ports[0]), node("public2", public=ports[1])]
        nodes = [*public, node("staff1", staff=ports[3]), node("worker1"), node("worker2")]
    cable = None
    if isinstance(database, Postgres):
        cable = beside("cable", str(folder / "near"), str(database.server.folder))
    record = (str(folder / "record"), str(folder))
    return World(
        folder,
        database,
        {one.name: one for one in nodes},
        beside("provider", str(ports[4]), str(ports[5]), *record),
        cable,
        nursery,
        common,
        ports[:1] if isinstance(database, Sqlite) else ports[:2],
        Clocks(folder),
        group,
    )


def _settings(folder: Path, database: Database, ports: Sequence[int]) -> Mapping[str, str]:
    return {
        "FILO_MODE": "demo",
        "FILO_MEANING": "false",
        "FILO_DATABASE_URL": database.url,
        "FILO_MASTER_KEY_FILE": str(folder / "key"),
        "FILO_LEDGER_FILE": str(folder / "ledger"),
        "FILO_PUBLIC_URL": f"http://127.0.0.1:{ports[0]}",
        "FILO_ENTRY": ENTRY,
        "FILO_TELEGRAM_TOKEN": TOKEN,
        "FILO_TELEGRAM_API_URL": f"http://localhost:{ports[4]}",
        "FILO_TELEGRAM_WEBHOOK_SECRET": SECRET,
        "FILO_TWILIO_ACCOUNT_SID": ACCOUNT,
        "FILO_TWILIO_AUTH_TOKEN": TWILIO_TOKEN,
        "FILO_TWILIO_API_URL": f"http://localhost:{ports[5]}",
        "FILO_TWILIO_SMS_FROM": OURS,
        "FILO_TWILIO_WHATSAPP_FROM": f"whatsapp:{OURS}",
    }
