"""The databases that a run can break: one PostgreSQL, two that follow each other, a SQLite file."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Protocol

import asyncpg  # type: ignore[import-untyped]

from bot.storage.upgrade import upgrade
from scripts.faults.cable import SOCKET
from scripts.faults.nodes import python
from tests.postgres import (
    TEMPLATE,
    USER,
    PostgresServer,
    follow,
    launch,
    make_template,
    prepare,
    ready,
    stop,
)

DURABLE = ("fsync=on", "synchronous_commit=on", "max_connections=160")
FOLLOWED = "synchronous_standby_names=*"
"""A commit is answered once the standby has it on its disk too."""


class Database(Protocol):
    """What a run needs of one."""

    @property
    def url(self) -> str:
        """The address as the nodes are given it."""

    @property
    def own_url(self) -> str:
        """The address as the run itself reads it, past whatever can be cut."""

    async def ask(self, sql: str) -> Sequence[object]:
        """What it answers, asked beside the service: the first column."""

    def stop(self) -> None:
        """End it."""


@dataclass(slots=True)
class Postgres:
    """One durable server. ``near``: the folder of the cable's near end."""

    server: PostgresServer
    near: Path
    group: int

    @classmethod
    async def begun(cls, near: Path, far: Path, group: int) -> Postgres:
        """A server in ``far``, with a migrated database."""
        prepare(far)
        server = launch(far, *DURABLE, group=group)
        await make_template(server)
        return cls(server, near, group)

    @property
    def url(self) -> str:
        """Through the cable."""
        return f"postgresql://{USER}@/{TEMPLATE}?host={self.near}"

    @property
    def own_url(self) -> str:
        """Past it."""
        return self.server.url(TEMPLATE)

    async def ask(self, sql: str) -> Sequence[object]:
        """What PostgreSQL answers."""
        return await _asked(self.server, sql)

    def kill(self) -> None:
        """SIGKILL for the server and each of its processes."""
        _kill(self.server)

    def pause(self) -> None:
        """SIGSTOP: it answers nobody, and its connections stay."""
        _sign(self.server, signal.SIGSTOP)

    def wake(self) -> None:
        """SIGCONT: it goes on as if nothing had been."""
        _sign(self.server, signal.SIGCONT)

    async def start(self) -> None:
        """Start it on what it left, and wait until it has recovered."""
        loop = asyncio.get_running_loop()
        until = loop.time() + 120
        while True:
            self.server = launch(self.server.folder, *DURABLE, group=self.group)
            try:
                await ready(self.server)
            except OSError:
                if loop.time() > until:
                    raise
                stop(self.server)
                await asyncio.sleep(0.5)
            else:
                return

    def stop(self) -> None:
        """End it in good order."""
        stop(self.server)


@dataclass(slots=True)
class Pair:
    """Two servers: one takes writes, the other follows it, and no commit is answered without it.
    After a fail-over the one that was killed is made anew, as the other's standby.

    ``far``: a folder in which half of the nodes look for the second one. ``cable``: what lies
    between the two at first."""

    primary: PostgresServer
    standby: PostgresServer
    folders: tuple[Path, Path]
    far: Path
    cable: Popen[bytes]
    group: int

    @classmethod
    async def begun(cls, folders: tuple[Path, Path], near: Path, far: Path, group: int) -> Pair:
        """Both, the second following the first through a cable that ends in ``near``, with a
        migrated database."""
        first, second = folders
        prepare(first)
        primary = launch(first, *DURABLE, group=group)
        await make_template(primary)
        cable = _cable(near, first, group)
        while not (near / SOCKET).exists():  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.05)
        (near / SOCKET).chmod(0o777)
        await asyncio.to_thread(follow, second, near)
        standby = launch(second, *DURABLE, group=group)
        await ready(standby)
        made = cls(primary, standby, folders, far, cable, group)
        made.reached(True)
        await made._bind()
        return made

    @property
    def url(self) -> str:
        """Both addresses, always in the same order."""
        return self._over(*self.folders)

    @property
    def half_url(self) -> str:
        """The same for who can be kept from the second one."""
        return self._over(self.folders[0], self.far)

    def _over(self, *folders: Path) -> str:
        return f"postgresql://{USER}@/{TEMPLATE}?host={','.join(map(str, folders))}"

    @property
    def own_url(self) -> str:
        """The one that takes writes."""
        return self.primary.url(TEMPLATE)

    async def ask(self, sql: str) -> Sequence[object]:
        """What the one that takes writes answers."""
        return await _asked(self.primary, sql)

    def reached(self, all_: bool) -> None:
        """Whether the second one is reached by all nodes, or by half of them."""
        (self.far / SOCKET).unlink(missing_ok=True)
        if all_:
            (self.far / SOCKET).symlink_to(self.folders[1] / SOCKET)

    def cut(self) -> None:
        """Nothing passes between the two any more, and neither is told."""
        self.cable.send_signal(signal.SIGSTOP)

    async def fail_over(self, after: float, *, kill: bool = True) -> None:
        """SIGKILL of the one that takes writes, unless it lives on; so many seconds later the
        other takes them (too)."""
        if kill:
            _kill(self.primary)
        await asyncio.sleep(after)
        self.primary, self.standby = self.standby, self.primary
        # Until there is a new standby nobody could confirm a commit: it takes writes alone.
        await self.primary.execute("select pg_promote()")

    async def follow_again(self) -> None:
        """The one that took writes before is made anew, and follows."""
        if self.standby.process.poll() is None:
            _kill(self.standby)
        gone = self.standby.folder
        shutil.rmtree(gone, ignore_errors=True)
        gone.mkdir()
        await asyncio.to_thread(follow, gone, self.primary.folder)
        self.standby = launch(gone, *DURABLE, group=self.group)
        await ready(self.standby)
        await self._bind()

    async def _bind(self) -> None:
        """From now on no commit is answered that the standby does not have."""
        name, _, value = FOLLOWED.partition("=")
        await self.primary.execute(f"alter system set {name} = '{value}'")
        await self.primary.execute("select pg_reload_conf()")
        wanted = "select sync_state from pg_stat_replication"
        async with asyncio.timeout(60):
            while "sync" not in await self.ask(wanted):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
        # This commit waits for the standby, and for whatever was committed before.
        await self.primary.execute("select pg_logical_emit_message(true, 'bound', '')")

    def stop(self) -> None:
        """End both."""
        for server in (self.primary, self.standby):
            # A server that waits for its standby would not end in good order.
            _kill(server)
        self.cable.kill()
        self.cable.wait()


@dataclass(slots=True)
class Sqlite:
    """A file, in a folder of its own."""

    folder: Path

    @classmethod
    async def begun(cls, folder: Path) -> Sqlite:
        """An empty database of this version."""
        made = cls(folder)
        await upgrade(made.url)
        return made

    @property
    def url(self) -> str:
        """The file."""
        return f"sqlite:///{self.folder}/filo.sqlite"

    @property
    def own_url(self) -> str:
        """The same: the service has ended by then."""
        return self.url

    async def ask(self, sql: str) -> Sequence[object]:
        """What the file says, while the service writes to it."""
        file = f"file:{self.folder}/filo.sqlite?mode=ro"
        with closing(sqlite3.connect(file, uri=True, timeout=10)) as connection:
            return [row[0] for row in connection.execute(sql).fetchall()]

    def stop(self) -> None:
        """There is no process of its own."""


async def _asked(server: PostgresServer, sql: str) -> Sequence[object]:
    connection = await asyncpg.connect(
        host=str(server.folder), user=USER, database=TEMPLATE, timeout=10
    )
    try:
        return [row[0] for row in await connection.fetch(sql)]
    finally:
        await connection.close()


def _cable(near: Path, far: Path, group: int) -> Popen[bytes]:
    return Popen(python("scripts.faults.cable", str(near), str(far)), process_group=group)


def _kill(server: PostgresServer) -> None:
    _sign(server, signal.SIGKILL)
    server.process.wait()


def _sign(server: PostgresServer, sign: int) -> None:
    parent = server.process.pid
    for pid in (parent, *_children(parent)):
        with suppress(ProcessLookupError):
            os.kill(pid, sign)


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(status[1]) == parent:
                    found.append(int(entry.name))
    return found
