"""``filo keys``: the paper copy, typed again, opens what was sealed."""

from __future__ import annotations

import asyncio
import subprocess
from base64 import b32encode, b64decode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.assemble import keyring_of
from bot.house import House
from bot.operations.key_changes import rotate
from bot.storage.installation import follow, stand_by
from bot.storage.outside import outside
from bot.storage.rotation import SETTLES
from bot.storage.trouble import StorageError
from tests.commands.conftest import (
    Installation,
    half_rotated,
    nothing_left,
    she_asks_for_a_person,
)
from tests.postgres import BINARIES, USER, PostgresServer


def test_two_commands_make_an_installation(unmade: Installation) -> None:
    """A key and a database: she is served."""
    for words in (("keys", "create"), ("db", "upgrade")):
        made = unmade.run(*words)
        assert made.exit_code == 0, made.output
    assert unmade.within(she_asks_for_a_person)


def test_two_of_the_printed_sheets_restore_the_lost_key(installation: Installation) -> None:
    """She is still there afterwards: what was sealed opens."""
    case = installation.within(she_asks_for_a_person)
    printed = installation.run("keys", "paper").stdout.split("\f")
    assert len(printed) == 3
    key = installation.settings.master_key_file
    held = key.read_bytes()
    key.unlink()
    assert installation.run("people", "find", typed=case).exit_code == 1
    restored = installation.run("keys", "restore", typed=printed[2] + printed[0])
    assert restored.exit_code == 0, restored.output
    assert key.read_bytes() == held
    assert key.stat().st_mode & 0o077 == 0
    assert installation.run("people", "find", typed=case).exit_code == 0


def test_no_sheet_holds_the_key_itself(installation: Installation) -> None:
    """Nor any half of it."""
    text = installation.settings.master_key_file.read_text().strip()
    whole = installation.run("keys", "paper").stdout
    assert text not in whole
    bare = whole.replace(" ", "")
    master = b64decode(text)
    for at in range(0, 32, 8):
        assert b32encode(master[at : at + 8]).decode().rstrip("=")[:12] not in bare


def test_a_key_that_is_there_is_not_overwritten(installation: Installation) -> None:
    """Neither by two good sheets nor by bad ones; what was typed is not repeated."""
    key = installation.settings.master_key_file
    held = key.read_bytes()
    sheets = installation.run("keys", "paper").stdout.split("\f")
    refused = installation.run("keys", "restore", typed=sheets[0] + sheets[1])
    assert (refused.exit_code, "exists already" in refused.stderr) == (1, True)
    mistyped = installation.run("keys", "restore", typed="AAAA BBBB CCCC DDDD\n")
    assert (mistyped.exit_code, "Row 1" in mistyped.stderr) == (1, True)
    assert "AAAA" not in mistyped.output
    assert key.read_bytes() == held


def _made(installation: Installation, *words: str) -> str:
    """What a command that succeeds says."""
    done = installation.run(*words)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_key_follows_another_step_by_step(turning: Installation) -> None:
    """From the new file to the old one's end: she waits on, and is found under the new key alone.

    A day passes by moving the moment at which the new key began.
    """
    alone = replace(turning, environ=dict(turning.environ))
    del alone.environ["FILO_NEXT_KEY_FILE"]
    assert "FILO_NEXT_KEY_FILE" in alone.run("keys", "new").stderr
    case = alone.within(she_asks_for_a_person)
    assert "print it" in _made(turning, "keys", "new").lower()
    assert "A new key is here" in _made(turning, "keys", "status")
    assert "rotation: A new key" in turning.run("doctor").stdout
    sheets = _made(turning, "keys", "paper", "--next").split("\f")
    tried = turning.run("doctor", "--paper", typed=sheets[0] + sheets[2])
    assert (tried.exit_code, "the key that follows" in tried.stdout) == (0, True)

    async def meanwhile(service: House) -> None:
        """The service runs over the same file, and learns of it by itself."""
        assert "seals from now on" in await rotate(turning.settings)
        assert service.keys.standing.former == ()
        await service.rotating.say()
        assert len(service.keys.standing.former) == 1
        with pytest.raises(StorageError, match="rotation is not over"):
            await rotate(turning.settings)
        await nothing_left(service)

    turning.within(meanwhile)
    assert "0 of" in _made(turning, "keys", "status")
    assert "rotation: 0 values are left" in turning.run("doctor").stdout
    assert turning.run("doctor", "--paper", typed=sheets[1] + sheets[2]).exit_code == 0
    assert "another master key" in alone.run("people", "find", typed=case).stderr
    early = turning.run("keys", "retire")
    assert (early.exit_code, "Try again after" in early.stderr) == (1, True)
    _a_day_passes(turning)
    assert "destroy the old file" in _made(turning, "keys", "retire")
    assert "a key that is done" in turning.run("doctor").stdout
    new = Path(turning.environ["FILO_NEXT_KEY_FILE"])
    new.replace(turning.settings.master_key_file)
    assert alone.run("people", "find", typed=case).exit_code == 0
    assert "One key seals since" in _made(alone, "keys", "status")
    assert "Nothing was changed" in _made(alone, "audit", "verify")


@pytest.mark.in_a_file
def test_a_backup_of_the_middle_is_restored_with_both_keys(turning: Installation) -> None:
    """Half of it under either key: she waits on, and what is left is gone on with. With one of them
    it is refused, and the database that is there stays."""
    case = half_rotated(turning)
    backup = turning.folder / "backup.sqlite"
    _made(turning, "db", "backup", str(backup))
    restore = ("db", "restore", str(backup), "--replace", "--without-ledger")
    for one, told in _with_one_key(turning):
        refused = one.run(*restore)
        assert (refused.exit_code, told in refused.stderr) == (1, True), refused.output
    assert turning.run("people", "find", typed=case).exit_code == 0
    _made(turning, *restore)
    assert turning.run("people", "find", typed=case).exit_code == 0
    turning.within(nothing_left)
    assert turning.run("people", "find", typed=case).exit_code == 0


def test_a_dump_of_the_middle_is_restored_with_both_keys(
    turning: Installation, postgres_server: PostgresServer, postgres_url: str
) -> None:
    """PostgreSQL's own, into another database: with one of the keys it is refused, and with both
    it can be done then."""
    turning = replace(turning, environ=turning.environ | {"FILO_DATABASE_URL": postgres_url})
    case = half_rotated(turning)
    dump = turning.folder / "filo.dump"
    _made(turning, "db", "backup", str(dump))
    binaries = postgres_server.folder / BINARIES
    name = f"{postgres_url.split('?')[0].rpartition('/')[2]}_half"
    at = ("-h", str(postgres_server.folder), "-U", USER, name)
    there = postgres_server.url(name)
    for tool, *words in (
        ("pg_dump", "--format=custom", f"--file={dump}", postgres_url),
        ("createdb", *at),
        ("pg_restore", f"--dbname={there}", str(dump)),
    ):
        subprocess.run([binaries / tool, *words], check=True, capture_output=True)
    restored = replace(turning, environ=turning.environ | {"FILO_DATABASE_URL": there})
    for one, told in _with_one_key(restored):
        refused = one.run("db", "restore", str(dump))
        assert (refused.exit_code, told in refused.stderr) == (1, True), refused.output
    _made(restored, "db", "restore", str(dump))
    restored.within(nothing_left)
    assert restored.run("people", "find", typed=case).exit_code == 0
    subprocess.run([binaries / "dropdb", "-f", *at], check=True, capture_output=True)


def _with_one_key(turning: Installation) -> tuple[tuple[Installation, str], ...]:
    """The old key alone, and the new one: what each is told where both are needed."""
    without = {name: at for name, at in turning.environ.items() if name != "FILO_NEXT_KEY_FILE"}
    new = {"FILO_MASTER_KEY_FILE": turning.environ["FILO_NEXT_KEY_FILE"]}
    return (
        (replace(turning, environ=without), "FILO_NEXT_KEY_FILE to the one that follows"),
        (replace(turning, environ=without | new), "name both files"),
    )


def _a_day_passes(turning: Installation) -> None:
    """The new key began a day earlier."""
    keys = keyring_of(turning.settings)

    def work(connection: Connection) -> None:
        stand_by(connection, keys)
        earlier = keys.standing.since - SETTLES // timedelta(milliseconds=1)
        follow(connection, keys, replace(keys.standing, since=earlier))

    asyncio.run(outside(turning.settings.database_url, work))
