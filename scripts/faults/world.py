"""A whole installation for one run: PostgreSQL, a provider, two public nodes, the staff's, two
workers, each a process of its own, all in a temporary folder."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]

from bot.crypto.keys import create_key_file
from scripts.faults.cable import SOCKET
from scripts.faults.evidence import Evidence, Ms
from scripts.faults.gather import QUEUES, gather
from scripts.faults.nodes import Nursery, Running, own, python
from scripts.faults.provider import SECRET, TOKEN
from scripts.faults.shifted import shift, shifted
from scripts.faults.women import wall
from scripts.served import free_port
from tests.postgres import (
    TEMPLATE,
    USER,
    PostgresServer,
    launch,
    make_template,
    prepare,
    ready,
    stop,
)

ENTRY = "girasole"
DURABLE = ("fsync=on", "synchronous_commit=on", "max_connections=160")
SETTLE_SECONDS = 240.0
"""Two leases, two pauses, and a slow machine."""


@dataclass(slots=True)
class World:
    """Everything that can be broken."""

    folder: Path
    server: PostgresServer
    nodes: dict[str, Running]
    provider: Running
    cable: Running
    nursery: Nursery
    environ: Mapping[str, str] = field(repr=False)
    ports: Sequence[int]
    notes: list[str] = field(default_factory=list)
    """What the scenario did, in words."""

    def now(self) -> Ms:
        """The clock of the run."""
        return wall() + round(1000 * shifted(self.folder / "offset"))

    def shift(self, seconds: float) -> None:
        """Move everybody's clock."""
        shift(self.folder / "offset", seconds)

    def names_gone(self, gone: bool) -> None:
        """Whether names are found."""
        if gone:
            (self.folder / "nameless").touch()
        else:
            (self.folder / "nameless").unlink(missing_ok=True)

    @property
    def record(self) -> Path:
        """What the provider writes down."""
        return self.folder / "record"

    def note(self, what: str) -> None:
        """Something was broken or mended."""
        self.notes.append(what)

    async def ask(self, sql: str) -> Sequence[object]:
        """What PostgreSQL answers, asked beside the service."""
        connection = await asyncpg.connect(
            host=str(self.server.folder), user=USER, database=TEMPLATE, timeout=10
        )
        try:
            return [row[0] for row in await connection.fetch(sql)]
        finally:
            await connection.close()

    def kill_server(self) -> None:
        """SIGKILL for PostgreSQL and each of its processes."""
        parent = self.server.process.pid
        for pid in (parent, *_children(parent)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.server.process.wait()

    async def start_server(self) -> None:
        """Start it on what it left, and wait until it has recovered."""
        loop = asyncio.get_running_loop()
        until = loop.time() + 120
        while True:
            self.server = launch(self.server.folder, *DURABLE)
            try:
                await ready(self.server)
            except OSError:
                if loop.time() > until:
                    raise
                stop(self.server)
                await asyncio.sleep(0.5)
            else:
                return

    async def settle(self) -> Mapping[str, int]:
        """Wait until every queue is empty; what is left where that takes too long."""
        loop = asyncio.get_running_loop()
        until = loop.time() + SETTLE_SECONDS
        while True:
            left = {name: await self._rows(name) for name in QUEUES}
            if not any(left.values()) or loop.time() > until:
                return left
            await asyncio.sleep(1)

    async def _rows(self, table: str) -> int:
        (count,) = await self.ask(f"select count(*) from {table}")  # noqa: S608 - ours
        return int(str(count))

    async def evidence(self, women: Sequence[object]) -> Evidence:
        """What is left after the last node has ended well."""
        for node in self.nodes.values():
            await node.stop()
        url = self.server.url(TEMPLATE)
        return await gather(url, self.folder / "key", self.record, women)  # type: ignore[arg-type]


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(status[1]) == parent:
                    found.append(int(entry.name))
    return found


@asynccontextmanager
async def world(folder: Path, small_disk_mb: int = 0) -> AsyncIterator[World]:
    """An installation that works, within the block. ``small_disk_mb``: PostgreSQL's files lie on a
    disk of that size (needs root)."""
    near, far = _places(folder, small_disk_mb)
    made: World | None = None
    try:
        prepare(far)
        server = launch(far, *DURABLE)
        await make_template(server)
        made = _world(folder, server)
        await made.cable.start()
        await made.provider.start()
        while not (near / SOCKET).exists():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.05)
        async with asyncio.TaskGroup() as group:
            for node in made.nodes.values():
                group.create_task(node.start())
        yield made
    finally:
        if made is not None:
            made.nursery.end()
            for process in (*made.nodes.values(), made.provider, made.cable):
                process.wake()
                process.kill()
            stop(made.server)
        if small_disk_mb:
            _run("umount", "-l", str(far))


def _places(folder: Path, small_disk_mb: int) -> tuple[Path, Path]:
    """The folders of both ends of the cable: ours, and PostgreSQL's."""
    near, far = folder / "near", folder / "far"
    for one in (far, near):
        one.mkdir()
    folder.chmod(0o755)
    near.chmod(0o755)
    if small_disk_mb:
        _run("mount", "-t", "tmpfs", "-o", f"size={small_disk_mb}m", "tmpfs", str(far))
    return near, far


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def _world(folder: Path, server: PostgresServer) -> World:
    create_key_file(folder / "key")
    ports = [free_port() for _ in range(4)]
    provider_port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FILO_")}
    common = {
        **kept,
        "FILO_MODE": "demo",
        "FILO_MEANING": "false",
        "FILO_DATABASE_URL": f"postgresql://{USER}@/{TEMPLATE}?host={folder / 'near'}",
        "FILO_MASTER_KEY_FILE": str(folder / "key"),
        "FILO_LEDGER_FILE": str(folder / "ledger"),
        "FILO_PUBLIC_URL": f"http://127.0.0.1:{ports[0]}",
        "FILO_ENTRY": ENTRY,
        "FILO_TELEGRAM_TOKEN": TOKEN,
        "FILO_TELEGRAM_API_URL": f"http://localhost:{provider_port}",
        "FILO_TELEGRAM_WEBHOOK_SECRET": SECRET,
    }

    nursery = Nursery(folder, kept)

    def node(name: str, public: int = 0, staff: int = 0) -> Running:
        binds = {
            "FILO_PUBLIC_BIND": f"127.0.0.1:{public or ports[2]}",
            "FILO_STAFF_BIND": f"127.0.0.1:{staff or ports[3]}",
        }
        port, log = public or staff, folder / f"{name}.log"
        address = f"http://127.0.0.1:{port}/{'readyz' if public else ''}" if port else ""
        begin = partial(nursery.fork, common | binds, [name.rstrip("12")], log)
        return Running(name, begin, log, address)

    nodes = {
        "public1": node("public1", public=ports[0]),
        "public2": node("public2", public=ports[1]),
        "staff1": node("staff1", staff=ports[3]),
        "worker1": node("worker1"),
        "worker2": node("worker2"),
    }

    def beside(name: str, *more: str) -> Running:
        log = folder / f"{name}.log"
        return Running(name, own(python(f"scripts.faults.{name}", *more), kept, log), log)

    record, offset = str(folder / "record"), str(folder / "offset")
    return World(
        folder,
        server,
        nodes,
        beside("provider", str(provider_port), record, offset),
        beside("cable", str(folder / "near"), str(server.folder)),
        nursery,
        common,
        ports[:2],
    )
