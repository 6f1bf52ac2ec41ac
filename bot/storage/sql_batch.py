"""One batch of turns against the tables: read with ``IN`` selects, written with executemany."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, or_, select

from bot.conversation.ports import Loaded
from bot.conversation.state import Case, CaseState, Conversation, Letter, TurnRecord
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.messages import Address, Inbound, Thread
from bot.storage.changes import Read
from bot.storage.database import Run
from bot.storage.gate import duty_of
from bot.storage.plain import to_ms
from bot.storage.rows import (
    address_hash,
    case_of,
    conversation_of,
    inbox_hash,
    letter_of,
    number_hash,
    word_hash,
)
from bot.storage.sql_save import Saving
from bot.storage.tables import cases, conversations, duty, inbox, letters

T = TypeVar("T")

_LOCKED = select(conversations).order_by(conversations.c.id).with_for_update()
_HASHED = conversations.c.address_hash.in_(bindparam("hashes", expanding=True))
_NAMED = conversations.c.id.in_(bindparam("ids", expanding=True))
_BY_ADDRESS = _LOCKED.where(_HASHED)
_BY_ID = _LOCKED.where(_NAMED)
_BY_EITHER = _LOCKED.where(or_(_HASHED, _NAMED))
_SEEN = select(inbox.c.hash).where(inbox.c.hash.in_(bindparam("hashes", expanding=True)))
_OPEN_CASES = (
    select(cases)
    .where(
        cases.c.conversation.in_(bindparam("ids", expanding=True)),
        cases.c.state.in_((CaseState.QUEUED.value, CaseState.CLAIMED.value)),
    )
    .order_by(cases.c.id)
    .with_for_update()
)
_DUTY = (
    select(duty.c.operator, duty.c.network, duty.c.language)
    .where(duty.c.until > bindparam("now"))
    .distinct()
)
_LETTER = select(letters).where(
    letters.c.number_hash == bindparam("number"), letters.c.word_hash == bindparam("word")
)
_NUMBER = select(letters.c.id).where(letters.c.number_hash == bindparam("number"))


def padded(values: Sequence[T]) -> list[T]:
    """The values, the last repeated up to a power of two: few statements have to be planned."""
    size = 1 << (len(values) - 1).bit_length()
    return [*values, *([values[-1]] * (size - len(values)))]


class SqlBatch:
    """What ``SqlStore.batch`` gives (``conversation.ports.Batch``)."""

    def __init__(self, run: Run, keys: Keyring) -> None:
        self._run = run
        self._keys = keys
        self._read = Read()
        self._sealers: dict[str, Sealer] = {}
        self._cases: set[str] = set()
        self._hashes: dict[tuple[Address, str], bytes] = {}
        self.forgotten: set[str] = set()

    async def load_many(self, inbound: Sequence[Inbound]) -> Loaded:
        """Everything that these happenings need, their conversations locked in id order."""
        if not inbound:
            return Loaded({}, {}, frozenset())
        return await self._run(lambda connection: self._load(connection, inbound))

    async def find_letter(self, number: str, word: str) -> Letter | None:
        """The letter that this number and word open together, or None."""
        key = {
            "number": number_hash(self._keys, number),
            "word": word_hash(self._keys, number, word),
        }
        row = await self._run(lambda connection: connection.execute(_LETTER, key).first())
        return letter_of(row, self._keys) if row is not None else None

    async def letter_number_free(self, number: str) -> bool:
        """Whether no letter has this number."""
        key = {"number": number_hash(self._keys, number)}
        row = await self._run(lambda connection: connection.execute(_NUMBER, key).first())
        return row is None

    async def save_many(self, turns: Sequence[TurnRecord]) -> None:
        """Write all turns, one statement per table and kind of change."""
        if turns:
            saving = Saving(self._keys, self._sealers, self._cases, self._hashes)
            changes = self._read.gather(turns)
            await self._run(lambda connection: saving.save(connection, changes))
            self.forgotten |= saving.forgotten

    def _load(self, connection: Connection, inbound: Sequence[Inbound]) -> Loaded:
        found = self._conversations(connection, inbound)
        self._read.note(inbound, found.values())
        return Loaded(
            found,
            self._open_cases(connection),
            self._seen(connection, inbound, found),
            self._duty(connection, max(one.at for one in inbound)),
        )

    def _conversations(
        self, connection: Connection, inbound: Sequence[Inbound]
    ) -> dict[Address | Thread, Conversation]:
        wanted: dict[bytes | str, Address | Thread] = {}
        for one in inbound:
            key = one.to.id if isinstance(one.to, Thread) else address_hash(self._keys, one.to)
            wanted[key] = one.to
        hashes = [key for key in wanted if isinstance(key, bytes)]
        ids = [key for key in wanted if isinstance(key, str)]
        query = _BY_EITHER if hashes and ids else _BY_ADDRESS if hashes else _BY_ID
        values = {"hashes": padded(hashes)} if hashes else {}
        found: dict[Address | Thread, Conversation] = {}
        rows = connection.execute(query, values | ({"ids": padded(ids)} if ids else {}))
        for row in rows:
            sealer = self._keys.data_key(row.id, row.sealed_key)
            self._sealers[row.id] = sealer
            conversation = conversation_of(row, sealer)
            for name in (row.address_hash, row.id):
                if name in wanted:
                    found[wanted[name]] = conversation
        return found

    def _open_cases(self, connection: Connection) -> dict[str, Case]:
        ids = list(self._sealers)
        if not ids:
            return {}
        newest: dict[str, Case] = {}
        for row in connection.execute(_OPEN_CASES, {"ids": padded(ids)}):
            case = case_of(row, self._sealers[row.conversation])
            self._cases.add(case.id)
            other = newest.get(case.conversation)
            if other is None or (other.opened_at, other.id) < (case.opened_at, case.id):
                newest[case.conversation] = case
        return newest

    def _seen(
        self,
        connection: Connection,
        inbound: Sequence[Inbound],
        found: dict[Address | Thread, Conversation],
    ) -> frozenset[tuple[Address | Thread, str]]:
        asked: dict[bytes, list[tuple[Address | Thread, str]]] = {}
        for one in inbound:
            known = found.get(one.to)
            address = known.address if known is not None else one.to
            if isinstance(address, Address):
                key = inbox_hash(self._keys, address, one.id)
                self._hashes[address, one.id] = key
                asked.setdefault(key, []).append((one.to, one.id))
        if not asked:
            return frozenset()
        rows = connection.execute(_SEEN, {"hashes": padded(list(asked))})
        return frozenset(pair for (key,) in rows for pair in asked[key])

    def _duty(self, connection: Connection, now: datetime) -> Mapping[str, Mapping[str, int]]:
        rows = connection.execute(_DUTY, {"now": to_ms(now)}).all()
        return duty_of((row.operator, row.network, row.language) for row in rows)
