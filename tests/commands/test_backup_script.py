"""``deploy/backup.sh`` with the real program, and on PostgreSQL with the real pg_dump: what it
wrote is decrypted, restored, and forgets whom the ledger that came later names."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.storage.ledger import LedgerFile
from tests.commands.conftest import WORDS, Installation, she_asks_for_a_person
from tests.commands.test_backup import _cases, _forgets
from tests.postgres import BINARIES, PostgresServer

pytestmark = pytest.mark.in_a_file

AGE = """#!/bin/sh
# A stand-in of age --encrypt --recipients-file R --output OUT IN, which is not everywhere.
base64 "$6" | tr 'a-zA-Z' 'n-za-mN-ZA-M' > "$5"
"""


def _run(installation: Installation, path: str, *words: str) -> None:
    tools, kept = installation.folder / "tools", installation.folder / "kept"
    tools.mkdir(exist_ok=True)
    kept.mkdir(exist_ok=True)
    (tools / "age").write_text(AGE)
    (tools / "age").chmod(0o700)
    (tools / "recipients").write_text("age1…\n")
    environ = installation.environ | {
        "PATH": f"{tools}:{path}:/usr/bin:/bin",
        "FILO_PROGRAM": str(Path(sys.executable).with_name("filo")),
        "FILO_BACKUP_RECIPIENTS": str(tools / "recipients"),
    }
    done = subprocess.run(
        ["deploy/backup.sh", str(kept), *words],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for file in kept.iterdir():
        assert file.suffix == ".age"
        assert file.stat().st_mode & 0o077 == 0


def _decrypted(installation: Installation) -> tuple[Path, Path]:
    """The first copy of the database, and the newest ledger."""
    found = []
    for file in sorted((installation.folder / "kept").iterdir()):
        plain = installation.folder / file.stem
        command = f"tr 'a-zA-Z' 'n-za-mN-ZA-M' < '{file}' | base64 -d > '{plain}'"
        subprocess.run(["sh", "-c", command], check=True)
        found.append(plain)
    ledgers = [one for one in found if one.suffix == ".forgotten"]
    (database,) = set(found) - set(ledgers)
    return database, max(ledgers, key=lambda one: len(LedgerFile(one).read()))


def test_a_sqlite_backup_forgets_again_by_the_ledger_that_was_copied_later(
    installation: Installation,
) -> None:
    """The machine is lost: what lay elsewhere, encrypted, is enough, and she stays forgotten."""
    installation.within(she_asks_for_a_person)
    _run(installation, "")
    (nobody,) = (installation.folder / "kept").glob("*.forgotten.age")
    assert nobody.read_bytes()
    installation.within(_forgets)
    for copied in (installation.folder / "kept").glob("*.forgotten.age"):
        copied.rename(copied.with_name(f"filo-0-{copied.name}"))
    _run(installation, "", "ledger")
    for lost in (installation.folder / "var").iterdir():
        lost.unlink()
    database, ledger = _decrypted(installation)
    assert WORDS.encode() not in database.read_bytes()
    done = installation.run("db", "restore", str(database), "--ledger", str(ledger))
    assert done.exit_code == 0, done.output
    assert "1 of them had come back" in done.stdout
    assert installation.within(_cases) == []


@pytest.fixture
def on_postgres(installation: Installation, postgres_url: str) -> Installation:
    """The same installation over PostgreSQL."""
    return replace(installation, environ=installation.environ | {"FILO_DATABASE_URL": postgres_url})


def test_a_postgres_backup_is_dumped_and_forgets_again(
    on_postgres: Installation, postgres_server: PostgresServer
) -> None:
    """By pg_dump itself, into another database."""
    binaries = postgres_server.folder / BINARIES
    on_postgres.within(she_asks_for_a_person)
    _run(on_postgres, os.fspath(binaries))
    on_postgres.within(_forgets)
    for copied in (on_postgres.folder / "kept").glob("*.forgotten.age"):
        copied.rename(copied.with_name(f"filo-0-{copied.name}"))
    _run(on_postgres, os.fspath(binaries), "ledger")
    database, ledger = _decrypted(on_postgres)
    assert len(LedgerFile(ledger).read()) == 1

    url = on_postgres.environ["FILO_DATABASE_URL"]
    name = f"{url.split('?')[0].rpartition('/')[2]}_scripted"
    there = postgres_server.url(name)
    at = ("-h", str(postgres_server.folder), "-U", "filo", name)
    for tool, *words in (("createdb", *at), ("pg_restore", f"--dbname={there}", str(database))):
        subprocess.run([binaries / tool, *words], check=True, capture_output=True)
    restored = replace(on_postgres, environ=on_postgres.environ | {"FILO_DATABASE_URL": there})
    done = restored.run("db", "restore", str(database), "--ledger", str(ledger))
    assert done.exit_code == 0, done.output
    assert "1 of them had come back" in done.stdout
    assert restored.within(_cases) == []
    subprocess.run([binaries / "dropdb", "-f", *at], check=True, capture_output=True)
