"""Which engine the tests of the whole service run on: SQLite, or PostgreSQL where it was asked for.

``FILO_TEST_ENGINE=postgres pytest tests/promises`` (``make postgres``) runs them on a server of
their own. Where a test looks into the file itself it says so by naming SQLite.
"""

from __future__ import annotations

import asyncio
import atexit
import itertools
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from tests.postgres import TEMPLATE, PostgresServer, launch, make_template, prepare, stop

ON_POSTGRES = os.environ.get("FILO_TEST_ENGINE") == "postgres"
_numbers = itertools.count()


def database_in(folder: Path) -> str:
    """The address of the database of an installation in that folder (``database_at``)."""
    return database_at(folder / "filo.sqlite")


def database_at(file: Path) -> str:
    """The address of a database. On SQLite that file, which may not be there yet; on PostgreSQL a
    new one, migrated and empty, always the same for a file."""
    return _cloned(str(file)) if ON_POSTGRES else f"sqlite:///{file}"


@cache
def _cloned(_file: str) -> str:
    name = f"service_{next(_numbers)}"
    server = _server()
    _apart(server.execute(f"create database {name} template {TEMPLATE}"))
    return server.url(name)


@cache
def _server() -> PostgresServer:
    """One server for the whole run, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="filo-pg-", dir="/tmp"))
    prepare(folder)
    server = launch(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(stop, server)
    _apart(make_template(server))
    return server


def _apart(work: object) -> None:
    """Run it to its end beside the loop of the test."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, work).result()  # type: ignore[arg-type]
