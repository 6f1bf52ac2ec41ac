"""Makes a restored database forget again, before anybody opens it.

It also lowers every curtain: nobody knows who has left since the backup was made, and nothing that
waited in it may still be sent.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, update

from bot.conversation.state import Curtain
from bot.crypto.keys import Keyring
from bot.storage.backup import copy_sqlite, ledger_in, put_in_place, remove
from bot.storage.database import open_database, parsed
from bot.storage.gate import LETS_THROUGH, Keeping
from bot.storage.installation import check_key, is_here, mark_restoring, settle_here
from bot.storage.ledger import LedgerFile, beside
from bot.storage.plain import to_ms
from bot.storage.revision import check_revision
from bot.storage.sql_forget import forget_due, replay
from bot.storage.sql_save import add_tallies
from bot.storage.sqlite import lock, private_file
from bot.storage.tables import conversations, outgoing
from bot.storage.trouble import StorageError
from bot.storage.upgrade import upgrade

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: how many ids the ledger held, how many of them had come back."""

    ledger: int
    forgotten_again: int


async def restore_sqlite(
    url: str,
    backup: Path,
    ledger: Mapping[str, int],
    keys: Keyring,
    keeping: Keeping,
    now: datetime,
) -> Restored:
    """Put a copy of the backup in the place of the database, once it has forgotten again.

    ``ledger`` is added to what lies beside the database and inside it. Raises ``StorageError``:
    then the database is as it was.
    """
    path = private_file(parsed(url))
    held = lock(path)
    try:
        second = LedgerFile(keeping.ledger_file or beside(parsed(url)))
        known = {**ledger_in(backup), **ledger_in(path), **second.read(), **ledger}
        aside = path.with_name(path.name + ".restoring")
        remove(aside)
        try:
            copy_sqlite(backup, aside)
            done = await _forget_again(f"sqlite:///{aside}", known, keys, keeping, now)
            second.add(known)
            put_in_place(aside, path)
        finally:
            remove(aside)
    finally:
        os.close(held)
    return done


async def restore_postgres(
    url: str, ledger: Mapping[str, int], keys: Keyring, keeping: Keeping, now: datetime
) -> Restored:
    """Let a database into which a dump was restored forget again.

    Raises ``StorageError``, also for a database that was not restored: its women are talking.
    """
    known = {**LedgerFile(keeping.ledger_file).read(), **ledger}
    return await _forget_again(url, known, keys, keeping, now)


async def _forget_again(
    url: str, ledger: Mapping[str, int], keys: Keyring, keeping: Keeping, now: datetime
) -> Restored:
    await upgrade(url)
    database = open_database(url)

    def begin(connection: Connection) -> None:
        check_revision(connection)
        check_key(connection, keys)
        if connection.dialect.name != "sqlite" and is_here(connection, keys):
            raise StorageError(
                "This database was not restored from anywhere.",
                "Restore the dump into a new database first; docs/deploy.md says how.",
            )
        mark_restoring(connection, keys)

    def forget(connection: Connection) -> int:
        again = replay(connection, keys, ledger)
        _lower_curtains(connection, now)
        while forget_due(connection, keys, now, AT_ONCE, keeping)[0]:
            pass
        settle_here(connection, keys)
        return len(again)

    try:
        async with database.writing() as run:
            await run(begin)
        async with database.writing() as run:
            again = await run(forget)
        await database.scrub(thorough=True)
    finally:
        await database.close()
    return Restored(len(ledger), again)


def _lower_curtains(connection: Connection, now: datetime) -> None:
    """As after an exit: cases, letters and bookings live on, nothing is said or sent."""
    open_ones = [curtain.value for curtain in LETS_THROUGH]
    connection.execute(
        update(conversations)
        .where(conversations.c.curtain.in_(open_ones))
        .values(curtain=Curtain.EXITED.value, left_at=to_ms(now))
    )
    cancelled = connection.execute(delete(outgoing)).rowcount
    add_tallies(connection, {"cancelled": cancelled})
