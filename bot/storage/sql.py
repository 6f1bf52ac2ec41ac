"""The store over SQLite and PostgreSQL (``conversation.ports.Store`` and ``Queue``)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection, bindparam, exists, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.conversation.ports import FRESH
from bot.conversation.state import Case, CaseState, Conversation, Curtain, Erasure, Outgoing
from bot.crypto.keys import Keyring
from bot.messages import Address, Channel, Shown, Thread
from bot.safety.contract import Contract, Forbidden
from bot.storage import sql_bookings, sql_erasures, sql_forget, sql_leaving, sql_queue, sql_terms
from bot.storage.database import Database, Wakes, open_database, parsed
from bot.storage.doors import Doors, lock_key
from bot.storage.gate import LETS_THROUGH, THOROUGH_EVERY, Keeping
from bot.storage.installation import check_key, check_place
from bot.storage.ledger import LedgerFile, beside
from bot.storage.plain import to_ms
from bot.storage.revision import check_revision
from bot.storage.rows import address_hashes, case_of, conversation_of, shown_of
from bot.storage.sql_batch import SqlBatch
from bot.storage.sql_save import add_tallies
from bot.storage.tables import (
    bundles,
    cases,
    conversations,
    duty,
    messages,
)
from bot.storage.trouble import StorageError

T = TypeVar("T")
KEPT = Keeping()
NO_LEDGER = LedgerFile(None)
log = structlog.get_logger(__name__)
_ONE_BY_ID = select(conversations).where(conversations.c.id == bindparam("key"))
_ONE_BY_ADDRESS = select(conversations).where(
    conversations.c.address_hash.in_(bindparam("keys", expanding=True))
)
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

_UNATTENDED = (
    select(cases.c.conversation, cases.c.id)
    .join(conversations, conversations.c.id == cases.c.conversation)
    .where(
        cases.c.state == CaseState.QUEUED.value,
        cases.c.unattended_at.is_(None),
        conversations.c.curtain.in_([curtain.value for curtain in LETS_THROUGH]),
        ~exists().where(duty.c.network == cases.c.network, duty.c.until > bindparam("now")),
    )
    .order_by(conversations.c.touched_at.desc(), cases.c.id)
    .limit(bindparam("limit"))
)


class SqlStore:
    """Where conversations live. Everything but ids, times and states is sealed."""

    def __init__(
        self,
        database: Database,
        keys: Keyring,
        keeping: Keeping = KEPT,
        ledger: LedgerFile = NO_LEDGER,
    ) -> None:
        self.keys = keys
        self._database = database
        self._doors = Doors()
        self._keeping = keeping
        self._ledger = ledger
        self._calendars: sql_bookings.Calendars = {}
        self._cleaned_at: datetime | None = None

    @classmethod
    async def open(cls, url: str, keys: Keyring, keeping: Keeping = KEPT) -> SqlStore:
        """The store at that address; raises ``StorageError`` when it is unreachable, of another
        version, sealed with another key, restored without its ledger, or (SQLite) held by another
        process."""
        database = open_database(url)
        ledger = LedgerFile(keeping.ledger_file or beside(parsed(url)))
        store = cls(database, keys, keeping, ledger)
        try:
            await database.read(check_revision)
            await store.write(lambda connection: check_key(connection, keys))
            await store._forget_again()
        except BaseException:
            await database.close()
            raise
        return store

    def wakes(self) -> Wakes | None:
        """What wakes the other processes over this database; None where there can be none."""
        return self._database.wakes()

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[SqlBatch]:
        """One transaction: durable when the block ends, rolled back when it raises."""
        async with AsyncExitStack() as held, self._database.writing() as run:

            async def hold(conversations: Sequence[str]) -> None:
                await held.enter_async_context(self._doors.held(conversations))

            batch = SqlBatch(run, self.keys, hold, self._calendars)
            yield batch
        if batch.forgotten:
            self.keys.drop(batch.forgotten)
            await self._note_at_once(batch.forgotten)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run an ordinary function of a connection in one transaction, durable on return."""
        async with self._database.writing() as run:
            return await run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run an ordinary function of a connection that only reads, on one snapshot."""
        return await self._database.read(work)

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Callable[[], Awaitable[object]] | None]:
        """None where another process does already what is called so; otherwise it is this one's
        within the block, for as long as what is given does not raise ``StorageError``."""
        async with self._database.alone(lock_key(f"alone/{name}")) as step:
            if step is None:
                yield None
            else:
                yield partial(step, lambda connection: connection.execute(select(1)).scalar())

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

    async def due_reminders(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, reminder id) of waiting reminders whose moment has come."""
        return await self.read(lambda connection: sql_terms.due_reminders(connection, now, limit))

    async def due_waiting(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, waiting id) of those on waiting lists who were not told yet."""
        return await self.read(lambda one: sql_bookings.due_waiting(one, now, limit))

    async def unattended(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, case id) that wait where nobody is on duty, and were not told so."""
        values = {"now": to_ms(now), "limit": limit}
        rows = await self.read(lambda connection: connection.execute(_UNATTENDED, values).all())
        return [(row.conversation, row.id) for row in rows]

    async def forget_due(self, now: datetime, limit: int) -> int:
        """Destroy conversations, letters and inbox ids past their time. Returns how many.

        Whatever was forgotten, also by another process, is cleaned out of the files.
        """
        count, gone = await self.write(
            lambda connection: sql_forget.forget_due(
                connection, self.keys, now, limit, self._keeping
            )
        )
        self.keys.drop(gone)
        await self._clean(now)
        return count

    async def drop_forgotten_keys(self, now: datetime) -> None:
        """Let go of data keys whose conversations another process has forgotten."""
        after = to_ms(now - THOROUGH_EVERY)
        self.keys.drop(await self.read(lambda connection: sql_forget.entries(connection, after)))

    async def _clean(self, now: datetime) -> None:
        """Write the ledger's second copy, then clean the files: lightly, at times thoroughly."""
        waiting = await self.read(sql_forget.unsettled)
        if not waiting:
            return
        await asyncio.to_thread(self._note, waiting, now)
        last = self._cleaned_at
        thorough = last is None or now - last >= THOROUGH_EVERY
        if await self._database.scrub(thorough=thorough) and thorough:
            self._cleaned_at = now
            await self.write(lambda connection: sql_forget.settle(connection, list(waiting)))

    async def clean_files(self) -> bool:
        """Let the files hold nothing that is gone from the tables. False: not all of it now."""
        return await self._database.scrub(thorough=True)

    async def _note_at_once(self, gone: Mapping[str, int]) -> None:
        """The second copy of the ledger. What cannot be written now the next sweep writes."""
        try:
            await asyncio.to_thread(self._ledger.add, gone)
        except StorageError:
            log.error("ledger_not_written", count=len(gone))

    def _note(self, gone: Mapping[str, int], now: datetime) -> None:
        self._ledger.add(gone)
        self._ledger.keep(to_ms(now - self._keeping.ledger))

    async def claim(
        self,
        now: datetime,
        lease_seconds: float,
        limit: int,
        room: Mapping[Channel, int] | None = None,
    ) -> Sequence[Outgoing]:
        """Take the head of each conversation's queue; committed before this returns."""
        if not await self.read(sql_queue.anything_waits):
            return ()
        claiming = sql_queue.Claiming(now, lease_seconds, limit, room)
        return await self.write(lambda connection: sql_queue.claim(connection, self.keys, claiming))

    @asynccontextmanager
    async def starting(
        self, message: Outgoing, clock: Callable[[], datetime]
    ) -> AsyncIterator[bool]:
        """Whether the request may still start; it stays so within the block (``Queue``)."""
        of = message.conversation
        async with self._doors.held([of]), self._database.locked(lock_key(of)) as read:
            now = clock()
            may = await read(lambda connection: sql_queue.may_start(connection, message.id, now))
            yield may and clock() - now <= FRESH

    async def agreement(self, conversation: str) -> tuple[Contract | None, Curtain]:
        """Her contract and her curtain as they are now (``Queue``)."""
        found = await self.read(
            lambda connection: connection.execute(_ONE_BY_ID, {"key": conversation}).first()
        )
        if found is None:
            return None, Curtain.EXITED
        known = conversation_of(found, self.keys.data_key(found.id, found.sealed_key))
        return known.contract, known.curtain

    async def mark_forbidden(self, id: str, why: Forbidden) -> None:
        """This reminder is never sent, for that reason; staff can see it."""
        await self.write(lambda connection: sql_queue.mark_forbidden(connection, id, why))

    async def drop_stale(self, now: datetime) -> frozenset[str]:
        """Drop what will not be sent any more. Returns the networks whose desks should look."""
        if not await self.read(sql_queue.anything_waits):
            return frozenset()
        return await self.write(lambda connection: sql_queue.drop_stale(connection, self.keys, now))

    async def mark_sent(self, message: Outgoing, provider_id: str, now: datetime) -> None:
        """It was sent; the provider calls it so. Of who left meanwhile it is taken back."""
        await self.write(
            lambda connection: sql_queue.mark_sent(connection, self.keys, message, provider_id, now)
        )

    async def mark_failed(
        self, id: str, retry_at: datetime | None, now: datetime | None = None
    ) -> frozenset[str]:
        """It was certainly not sent; try again at ``retry_at`` or give up."""
        return await self.write(
            lambda connection: sql_queue.mark_failed(connection, self.keys, id, retry_at, now)
        )

    async def mark_unknown(self, id: str, retry_at: datetime) -> None:
        """Nobody knows whether it was sent: once more then, where that is allowed."""
        await self.write(lambda connection: sql_queue.mark_unknown(connection, id, retry_at))

    async def claim_erasures(
        self, now: datetime, lease_seconds: float, limit: int
    ) -> Sequence[Erasure]:
        """Take the newest block of each conversation (``conversation.ports.Erasures``)."""
        if not await self.read(sql_erasures.anything_to_erase):
            return ()
        return await self.write(
            lambda connection: sql_erasures.claim_erasures(
                connection, self.keys, now, lease_seconds, limit
            )
        )

    async def end_erasure(self, id: str, *, removed: bool) -> None:
        """The block is done: its messages are removed, or remaining for good."""
        await self.write(
            lambda connection: sql_erasures.end_erasure(connection, id, removed=removed)
        )

    async def retry_erasure(self, id: str, at: datetime) -> None:
        """Take the block again then."""
        await self.write(lambda connection: sql_erasures.retry_erasure(connection, id, at))

    async def recall_old(self, before: datetime, now: datetime, limit: int) -> int:
        """What was sent until ``before`` is to be taken back. How many messages."""
        return await self.write(
            lambda connection: sql_leaving.recall_old(
                connection, self.keys, to_ms(before), to_ms(now), limit
            )
        )

    async def counts(self) -> Mapping[str, int]:
        """How many messages are waiting, and how many met each end."""
        return await self.read(sql_queue.counts)

    async def count(self, more: Mapping[str, int]) -> None:
        """So much more of each of these numbers (``gate.ENDS``)."""
        await self.write(lambda connection: add_tallies(connection, more))

    async def save_bundle(self, id: str, content: bytes) -> None:
        """Keep a published bundle; the same id has the same content."""

        def save(connection: Connection) -> None:
            # Of several nodes that start at once each tries: one of them is the first.
            new = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
            row = new(bundles).values(id=id, content=content).on_conflict_do_nothing()
            connection.execute(row)

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

    async def _forget_again(self) -> None:
        """Refuse a database whose restoring was not finished; then bring it and its ledger's
        second copy to the same state: what either says is forgotten, is."""
        await self.write(lambda connection: check_place(connection, self.keys))
        known = await self.read(sql_forget.entries)
        noted = await asyncio.to_thread(self._ledger.read)
        missing = {id: at for id, at in noted.items() if id not in known}
        if missing:
            again = await self.write(
                lambda connection: sql_forget.replay(connection, self.keys, missing)
            )
            log.warning("forgotten_again", count=len(again))
        await asyncio.to_thread(self._ledger.add, known)


def _thread(
    connection: Connection, keys: Keyring, of: Address | Thread, after: int
) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
    if isinstance(of, Thread):
        row = connection.execute(_ONE_BY_ID, {"key": of.id}).first()
    else:
        row = connection.execute(_ONE_BY_ADDRESS, {"keys": address_hashes(keys, of)}).first()
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
