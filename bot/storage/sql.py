"""The store over SQLite and PostgreSQL (``conversation.ports.Store`` and ``Queue``)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.conversation.state import Case, Conversation, Outgoing
from bot.crypto.keys import Keyring
from bot.crypto.sealing import NotOurs
from bot.messages import Address, Shown, Thread
from bot.storage import sql_queue
from bot.storage.database import Database, open_database
from bot.storage.gate import INBOX_KEPT
from bot.storage.plain import to_ms
from bot.storage.rows import address_hash, case_of, conversation_of, shown_of
from bot.storage.sql_batch import SqlBatch
from bot.storage.sql_save import add_tallies, forget_conversations
from bot.storage.tables import (
    bundles,
    cases,
    conversations,
    inbox,
    installation,
    letters,
    messages,
)
from bot.storage.trouble import StorageError
from bot.storage.upgrade import check_revision

T = TypeVar("T")
_PROOF = b"filo"
_ONE_BY_ID = select(conversations).where(conversations.c.id == bindparam("key"))
_ONE_BY_ADDRESS = select(conversations).where(conversations.c.address_hash == bindparam("key"))
_LINES = (
    select(messages)
    .where(messages.c.conversation == bindparam("of"), messages.c.seq > bindparam("after"))
    .order_by(messages.c.seq)
)
_NEWEST_CASE = (
    select(cases)
    .where(cases.c.conversation == bindparam("of"))
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(1)
)


class SqlStore:
    """Where conversations live. Everything but ids, times and states is sealed."""

    def __init__(self, database: Database, keys: Keyring) -> None:
        self.keys = keys
        self._database = database
        self._unscrubbed = False

    @classmethod
    async def open(cls, url: str, keys: Keyring) -> SqlStore:
        """The store at that address; raises ``StorageError`` when it is unreachable, of another
        version, sealed with another key, or (SQLite) held by another process."""
        database = open_database(url)
        store = cls(database, keys)
        try:
            await database.read(check_revision)
            await store._prove_key()
        except BaseException:
            await database.close()
            raise
        return store

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[SqlBatch]:
        """One transaction: durable when the block ends, rolled back when it raises."""
        async with self._database.writing() as run:
            batch = SqlBatch(run, self.keys)
            yield batch
        if batch.forgotten:
            self.keys.drop(batch.forgotten)
            self._unscrubbed = True

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run an ordinary function of a connection in one transaction, durable on return."""
        async with self._database.writing() as run:
            return await run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run an ordinary function of a connection that only reads, on one snapshot."""
        return await self._database.read(work)

    async def read_thread(
        self, of: Address | Thread, after: int = 0
    ) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
        """A conversation, its newest case (closed ones too) and its messages with seq > after."""
        return await self.read(lambda connection: _thread(connection, self.keys, of, after))

    async def due_timers(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, ``Session.ask``) whose ``session.wake_at`` has come, oldest first."""
        query = (
            select(conversations)
            .where(conversations.c.wake_at <= to_ms(now))
            .order_by(conversations.c.wake_at, conversations.c.id)
            .limit(limit)
        )

        def due(connection: Connection) -> list[Conversation]:
            rows = connection.execute(query)
            return [
                conversation_of(row, self.keys.data_key(row.id, row.sealed_key)) for row in rows
            ]

        return [(one.id, one.session.ask) for one in await self.read(due) if one.session]

    async def forget_due(self, now: datetime, limit: int) -> int:
        """Destroy conversations, letters and inbox ids past their time. Returns how many."""
        count, gone = await self.write(lambda connection: _forget_due(connection, now, limit))
        self.keys.drop(gone)
        if gone or self._unscrubbed:
            self._unscrubbed = not await self._database.scrub()
        return count

    async def claim(self, now: datetime, lease_seconds: float, limit: int) -> Sequence[Outgoing]:
        """Take the head of each conversation's queue; committed before this returns."""
        if not await self.read(sql_queue.anything_waits):
            return ()
        return await self.write(
            lambda connection: sql_queue.claim(connection, self.keys, now, lease_seconds, limit)
        )

    async def may_start(self, id: str, now: datetime) -> bool:
        """Whether the request may still start: not cancelled, not expired, curtain not fallen."""
        return await self.read(lambda connection: sql_queue.may_start(connection, id, now))

    async def mark_sent(self, id: str, provider_id: str) -> None:
        """It was sent; the provider calls it so."""
        await self.write(
            lambda connection: sql_queue.mark_sent(connection, self.keys, id, provider_id)
        )

    async def mark_failed(self, id: str, retry_at: datetime | None) -> None:
        """It was certainly not sent; try again at ``retry_at`` or give up."""
        await self.write(lambda connection: sql_queue.mark_failed(connection, id, retry_at))

    async def counts(self) -> Mapping[str, int]:
        """How many messages are waiting, and how many met each end."""
        return await self.read(sql_queue.counts)

    async def save_bundle(self, id: str, content: bytes) -> None:
        """Keep a published bundle; the same id has the same content."""

        def save(connection: Connection) -> None:
            known = connection.execute(select(bundles.c.id).where(bundles.c.id == id)).first()
            if known is None:
                connection.execute(insert(bundles).values(id=id, content=content))

        await self.write(save)

    async def load_bundles(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The contents of these bundles; unknown ids are absent."""
        query = select(bundles).where(bundles.c.id.in_(list(ids)))
        rows = await self.read(lambda connection: connection.execute(query).all())
        return {row.id: row.content for row in rows}

    async def live_bundles(self) -> frozenset[str]:
        """The bundles that some conversation is still pinned to."""
        query = select(conversations.c.bundle).where(conversations.c.bundle != "").distinct()
        rows = await self.read(lambda connection: connection.execute(query).scalars().all())
        return frozenset(rows)

    async def _prove_key(self) -> None:
        """Seal a proof at the first start, open it at every later one."""
        query = select(installation.c.sealed).where(installation.c.name == "key")
        sealed = await self.read(lambda connection: connection.execute(query).scalar())
        if sealed is None:
            proof = self.keys.installation.seal("installation", "sealed", "key", _PROOF)
            row = insert(installation).values(name="key", sealed=proof)
            await self.write(lambda connection: connection.execute(row))
            return
        try:
            self.keys.installation.unseal("installation", "sealed", "key", sealed)
        except NotOurs:
            raise StorageError(
                "This database was sealed with another master key.",
                "Point FILO_MASTER_KEY_FILE to the key file that it was made with.",
            ) from None


def _thread(
    connection: Connection, keys: Keyring, of: Address | Thread, after: int
) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
    if isinstance(of, Thread):
        row = connection.execute(_ONE_BY_ID, {"key": of.id}).first()
    else:
        row = connection.execute(_ONE_BY_ADDRESS, {"key": address_hash(keys, of)}).first()
    if row is None:
        return None
    key = keys.data_key(row.id, row.sealed_key)
    lines = connection.execute(_LINES, {"of": row.id, "after": after}).all()
    newest = connection.execute(_NEWEST_CASE, {"of": row.id}).first()
    return (
        conversation_of(row, key),
        None if newest is None else case_of(newest, key),
        tuple(shown_of(line, key) for line in lines),
    )


def _forget_due(connection: Connection, now: datetime, limit: int) -> tuple[int, Sequence[str]]:
    moment = to_ms(now)
    past = (
        select(conversations.c.id)
        .where(conversations.c.forget_at <= moment)
        .order_by(conversations.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    gone = connection.execute(past).scalars().all()
    cancelled = forget_conversations(connection, gone) if gone else 0
    old_letters = select(letters.c.id).where(letters.c.forget_at <= moment).limit(limit)
    read = connection.execute(delete(letters).where(letters.c.id.in_(old_letters))).rowcount
    old = select(inbox.c.hash).where(inbox.c.at <= to_ms(now - INBOX_KEPT)).limit(limit)
    swept = connection.execute(delete(inbox).where(inbox.c.hash.in_(old))).rowcount
    add_tallies(connection, {"cancelled": cancelled})
    return len(gone) + read + swept, gone
