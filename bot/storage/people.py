"""What a data officer does: find somebody's data, export what is kept of it, erase a letter.

A conversation is erased through the inbox, like everything that she will feel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Row, Select, or_, select

from bot.crypto.keys import Keyring
from bot.handoff.subject import Found, Reference
from bot.storage import sql_forget
from bot.storage.audit_append import noting
from bot.storage.export import conversation_export, letter_export
from bot.storage.plain import from_ms, to_ms
from bot.storage.rows import letter_of, number_hashes
from bot.storage.tables import cases, conversations, letters

T = TypeVar("T")


class Transactions(Protocol):
    """What of the store is used here: each function is one transaction of its own."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


class SqlPeople:
    """Whose data there is, in the database (``admin.ports.People``).

    ``networks`` are those within which anything exists for the asker; None: everything does.
    """

    def __init__(self, store: Transactions) -> None:
        self._store = store

    async def find(self, reference: Reference, networks: Sequence[str] | None) -> Found | None:
        """The conversation or letter of a reference, or None."""

        def work(connection: Connection) -> Found | None:
            if reference.number:
                hashes = number_hashes(self._store.keys, reference.number)
                return _letter(connection, letters.c.number_hash.in_(hashes), networks)
            talk = _conversation(connection, reference.id, networks)
            return talk or _letter(connection, letters.c.id == reference.id, networks)

        return await self._store.read(work)

    async def export(self, found: Found) -> dict[str, Any] | None:
        """Everything that is kept of it, ready for JSON and to be read; None: it is gone."""
        keys = self._store.keys
        if found.kind == "letter":
            query = select(letters).where(letters.c.id == found.id)
            row = await self._store.read(lambda connection: connection.execute(query).first())
            return None if row is None else letter_export(letter_of(row, keys))
        return await self._store.read(
            lambda connection: conversation_export(connection, keys, found.id)
        )

    async def erase_letter(self, id: str, now: datetime) -> bool:
        """Destroy a letter. Whether there was one."""

        note = noting(self._store.keys.audit)

        def work(connection: Connection) -> bool:
            # First: of whom it was, the audit finds only while it is there.
            note(connection)
            return sql_forget.forget_letters(connection, [id], to_ms(now)) == 1

        return await self._store.write(work)


def _conversation(connection: Connection, id: str, networks: Sequence[str] | None) -> Found | None:
    """By its own id or that of a case; within networks, only one that has a case there."""
    query: Select[Any] = (
        select(conversations, cases.c.network, cases.c.language, cases.c.opened_at)
        .join(cases, cases.c.conversation == conversations.c.id, isouter=networks is None)
        .where(or_(conversations.c.id == id, cases.c.id == id))
        .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
        .limit(1)
    )
    if networks is not None:
        query = query.where(cases.c.network.in_(networks))
    row = connection.execute(query).first()
    if row is None:
        return None
    return Found(
        kind="conversation",
        id=row.id,
        network=row.network or "",
        language=row.language or "",
        since=from_ms(row.touched_at if row.opened_at is None else row.opened_at),
        forget_at=from_ms(row.forget_at),
    )


def _letter(connection: Connection, where: Any, networks: Sequence[str] | None) -> Found | None:
    query = select(letters).where(where)
    if networks is not None:
        query = query.where(letters.c.network.in_(networks))
    row: Row[Any] | None = connection.execute(query).first()
    if row is None:
        return None
    return Found(
        kind="letter",
        id=row.id,
        network=row.network,
        language=row.language,
        since=from_ms(row.asked_at),
        forget_at=from_ms(row.forget_at),
    )
