"""What the staff chose, in the tables (``bot.wiring.chosen``).

Functions of a connection, so that the command line can do the same while the service runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, text

from bot.crypto.keys import Keyring
from bot.handoff.choices import Choice
from bot.handoff.switches import OFF, PREFIX
from bot.storage.audit_append import noting
from bot.storage.choice_tables import choices, switched_off
from bot.storage.people import Transactions
from bot.storage.plain import from_ms, to_ms
from bot.storage.sealed import seal, unseal
from bot.storage.sql_switches import drop_what_waits

_ONE_AT_A_TIME = 7_305_039
"""The advisory lock under which choices are made on PostgreSQL."""

_ALL = select(choices).order_by(choices.c.seq)


class SqlChoices:
    """Choices of the staff."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def version(self) -> int:
        """Which choice is the newest one; 0: none was ever made."""
        return await self._store.read(_newest)

    async def all(self) -> Sequence[Choice]:
        """Every choice in the order in which it was made."""
        rows = await self._store.read(lambda connection: connection.execute(_ALL).all())
        return [
            Choice(row.name, row.value, from_ms(row.at), row.by, _reason(self._store.keys, row))
            for row in rows
        ]

    async def choose(self, one: Choice) -> bool:
        """Let it hold from now on. False: it held already, and nothing was written."""
        note = noting(self._store.keys.audit)

        def work(connection: Connection) -> bool:
            done = choose(connection, self._store.keys, one)
            if done:
                note(connection)
            return done

        return await self._store.write(work)

    async def forget(self, before: datetime) -> int:
        """Destroy what was chosen before then and holds no longer. Returns how many."""
        last = select(func.max(choices.c.seq)).group_by(choices.c.name)
        old = delete(choices).where(choices.c.at < to_ms(before), choices.c.seq.not_in(last))
        return await self._store.write(lambda connection: connection.execute(old).rowcount)


def choose(connection: Connection, keys: Keyring, one: Choice) -> bool:
    """Write the choice; a switch also drops what waits on its channel. False: it held already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
    of = choices.c.name == one.name
    held = select(choices.c.value).where(of).order_by(choices.c.seq.desc()).limit(1)
    if connection.execute(held).scalar() == one.value:
        return False
    seq = _newest(connection) + 1
    row = {
        "seq": seq,
        "name": one.name,
        "value": one.value,
        "at": to_ms(one.at),
        "by": one.by,
        "sealed_reason": seal(keys, choices.c.sealed_reason, one.reason.encode(), seq),
    }
    connection.execute(insert(choices).values(row))
    if one.name.startswith(PREFIX):
        _switch(connection, keys, one)
    return True


def _switch(connection: Connection, keys: Keyring, one: Choice) -> None:
    name = one.name.removeprefix(PREFIX)
    off = one.value == OFF
    was = connection.execute(delete(switched_off).where(switched_off.c.name == name)).rowcount
    if off:
        connection.execute(insert(switched_off).values(name=name))
    if off or was:
        drop_what_waits(connection, keys, name, one.at, claimed=not off)


def _newest(connection: Connection) -> int:
    newest = select(func.max(choices.c.seq))
    return int(connection.execute(newest).scalar() or 0)


def _reason(keys: Keyring, row: Row[Any]) -> str:
    return unseal(keys, choices.c.sealed_reason, row).decode()
