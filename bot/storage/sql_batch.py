"""One batch of turns against the tables: read with ``IN`` selects, written with executemany."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, or_, select

from bot.calendar.timetable import Timetable
from bot.conversation.ports import Loaded
from bot.conversation.state import Case, CaseState, Conversation, Held, Letter, TurnRecord
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.handoff.audit import Reading
from bot.handoff.notebook import Notebook
from bot.handoff.pathway import Pathway
from bot.messages import Address, Inbound, Thread
from bot.safety.her_words import WordKind
from bot.safety.tries import Tries
from bot.storage import sql_words
from bot.storage.audit import readings
from bot.storage.bulk import Lookup
from bot.storage.changes import Changes, Read, about_reminders
from bot.storage.database import Run
from bot.storage.doors import lock_until_commit
from bot.storage.gate import duty_of
from bot.storage.notebooks import read_notebook
from bot.storage.pathways import read_pathway
from bot.storage.plain import to_ms
from bot.storage.routing_rows import read_hours, with_room
from bot.storage.rows import (
    address_hashes,
    case_of,
    conversation_of,
    inbox_hashes,
    letter_of,
    number_hashes,
    word_hashes,
)
from bot.storage.sql_alarms import is_drilled
from bot.storage.sql_bookings import Calendars, SqlBook
from bot.storage.sql_held import read_box
from bot.storage.sql_interests import SqlInterests
from bot.storage.sql_save import Saving
from bot.storage.sql_terms import read_reminders
from bot.storage.sql_words import read_words
from bot.storage.tables import cases, conversations, duty, inbox, letters

T = TypeVar("T")
Hold = Callable[[Sequence[str]], Awaitable[None]]
"""Takes the doors of conversations until the transaction has ended."""

_LOCKED = select(conversations).order_by(conversations.c.id).with_for_update()
_HASHED = conversations.c.address_hash.in_(bindparam("hashes", expanding=True))
_NAMED = conversations.c.id.in_(bindparam("ids", expanding=True))
_BY_ADDRESS = Lookup(_LOCKED.where(_HASHED))
_BY_ID = Lookup(_LOCKED.where(_NAMED))
_BY_EITHER = Lookup(_LOCKED.where(or_(_HASHED, _NAMED)))
_SEEN = Lookup(select(inbox.c.hash).where(inbox.c.hash.in_(bindparam("hashes", expanding=True))))
_OPEN_CASES = Lookup(
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
    letters.c.number_hash.in_(bindparam("number", expanding=True)),
    letters.c.word_hash.in_(bindparam("word", expanding=True)),
)
_NUMBER = select(letters.c.id).where(letters.c.number_hash.in_(bindparam("number", expanding=True)))


class SqlBatch:
    """What ``SqlStore.batch`` gives (``conversation.ports.Batch``)."""

    def __init__(self, run: Run, keys: Keyring, hold: Hold, opened: Calendars) -> None:
        self._run = run
        self._hold = hold
        self._keys = keys
        self._read = Read()
        self._sealers: dict[str, Sealer] = {}
        self.book = SqlBook(run, keys, self._sealers, opened)
        self.interests = SqlInterests(run, keys, self._sealers)
        self._cases: set[str] = set()
        self._hashes: dict[tuple[Address, str], bytes] = {}
        self.forgotten: dict[str, int] = {}

    async def load_many(self, inbound: Sequence[Inbound]) -> Loaded:
        """Everything that these happenings need, their conversations locked in id order."""
        if not inbound:
            return Loaded({}, {}, frozenset())
        return await self._run(lambda connection: self._load(connection, inbound))

    async def find_letter(self, number: str, word: str) -> Letter | None:
        """The letter that this number and word open together, or None."""
        key = {
            "number": number_hashes(self._keys, number),
            "word": word_hashes(self._keys, number, word),
        }
        row = await self._run(lambda connection: connection.execute(_LETTER, key).first())
        return letter_of(row, self._keys) if row is not None else None

    async def number_free(self, number: str) -> bool:
        """Whether neither a letter nor a conversation has this number."""
        key = {"number": number_hashes(self._keys, number)}
        row = await self._run(lambda connection: connection.execute(_NUMBER, key).first())
        return row is None and await self._run(
            lambda connection: sql_words.is_free(connection, self._keys, number)
        )

    async def find_numbered(self, number: str, word: str) -> str | None:
        """The id of the conversation whose number and return word these are, or None."""
        return await self._run(
            lambda connection: sql_words.find_numbered(connection, self._keys, number, word)
        )

    async def find_linked(self, token: str) -> str | None:
        """The id of the conversation that was given this link, or None."""
        return await self._run(
            lambda connection: sql_words.find_linked(connection, self._keys, token)
        )

    async def tries(self, number: str) -> Tries:
        """How often this number was tried with a wrong word, also one that nobody has."""
        return await self._run(
            lambda connection: sql_words.read_tries(connection, self._keys, number)
        )

    async def near_words(self, conversation: str, kind: WordKind, word: str) -> bool:
        """Whether another word of hers is within one letter of this folded word."""
        return await self._run(
            lambda connection: sql_words.is_near(connection, self._keys, conversation, kind, word)
        )

    async def is_drilled(self, network: str, now: datetime) -> bool:
        """Whether a duty of that network saw a drill in time, and not too long ago."""
        return await self._run(lambda connection: is_drilled(connection, network, now))

    async def box(self, conversation: str, now: datetime) -> Sequence[Held]:
        """What waits in her box, the oldest first."""
        key = self._sealers.get(conversation)
        if key is None:
            return ()
        return await self._run(lambda connection: read_box(connection, key, conversation, now))

    async def pathway(self, conversation: str) -> Pathway | None:
        """Her steps, or None where she has none."""
        key = self._sealers.get(conversation)
        if key is None:
            return None
        return await self._run(lambda connection: read_pathway(connection, key, conversation))

    async def notebook(self, conversation: str) -> Notebook | None:
        """What she keeps for herself, or None where she keeps nothing."""
        key = self._sealers.get(conversation)
        if key is None:
            return None
        return await self._run(lambda connection: read_notebook(connection, key, conversation))

    async def hours(self, network: str) -> Timetable | None:
        """When that network answers, where its people said so."""
        found = await self._run(lambda one: read_hours(one, self._keys, [network]))
        return found[network].timetable if network in found else None

    async def with_room(self, networks: Sequence[str], now: datetime) -> frozenset[str]:
        """Those of these networks where somebody on duty neither pauses nor is full."""
        return await self._run(lambda connection: with_room(connection, networks, now))

    async def serves(self, operator: str, now: datetime) -> bool:
        """Whether this person is on duty."""
        own = (duty.c.operator == operator, duty.c.until > to_ms(now))
        query = select(duty.c.operator).where(*own).limit(1)
        return await self._run(lambda connection: connection.execute(query).first() is not None)

    async def readings(self, conversation: str) -> Sequence[Reading]:
        """Who of the staff read her conversation, the newest first; nobody by name."""
        return await self._run(lambda connection: readings(connection, conversation))

    async def save_many(self, turns: Sequence[TurnRecord]) -> None:
        """Write all turns, one statement per table and kind of change."""
        if turns:
            saving = Saving(self._keys, self._sealers, self._cases, self._hashes)
            changes = self._read.gather(turns)
            await self._close_doors(changes)

            def save(connection: Connection) -> None:
                saving.save(connection, changes)
                self.forgotten |= saving.forgotten

            await self._run.lastly(save)

    async def _close_doors(self, changes: Changes) -> None:
        """No request of a conversation that is being left starts from here on."""
        left = changes.left()
        if left:
            await self._hold(left)
            await self._run(lambda connection: lock_until_commit(connection, left))

    def _load(self, connection: Connection, inbound: Sequence[Inbound]) -> Loaded:
        found = self._conversations(connection, inbound)
        self._read.note(inbound, found.values())
        return Loaded(
            found,
            self._open_cases(connection),
            self._seen(connection, inbound, found),
            self._duty(connection, max(one.at for one in inbound)),
            read_words(connection, self._keys, inbound, found),
            read_reminders(
                connection,
                {found[one.to].id for one in about_reminders(inbound) if one.to in found},
            ),
        )

    def _conversations(
        self, connection: Connection, inbound: Sequence[Inbound]
    ) -> dict[Address | Thread, Conversation]:
        wanted: dict[bytes | str, Address | Thread] = {}
        for one in inbound:
            if isinstance(one.to, Thread):
                wanted[one.to.id] = one.to
            else:
                wanted |= dict.fromkeys(address_hashes(self._keys, one.to), one.to)
        hashes = [key for key in wanted if isinstance(key, bytes)]
        ids = [key for key in wanted if isinstance(key, str)]
        if hashes and ids:
            rows = _BY_EITHER.run(connection, hashes=hashes, ids=ids)
        elif hashes:
            rows = _BY_ADDRESS.run(connection, hashes=hashes)
        else:
            rows = _BY_ID.run(connection, ids=ids)
        found: dict[Address | Thread, Conversation] = {}
        for row in rows:
            id = row.id
            sealer = self._keys.data_key(id, row.sealed_key)
            self._sealers[id] = sealer
            conversation = conversation_of(row, sealer)
            for name in (row.address_hash, id):
                if name in wanted:
                    found[wanted[name]] = conversation
        return found

    def _open_cases(self, connection: Connection) -> dict[str, Case]:
        ids = list(self._sealers)
        if not ids:
            return {}
        newest: dict[str, Case] = {}
        for row in _OPEN_CASES.run(connection, ids=ids):
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
                hashes = inbox_hashes(self._keys, address, one.id)
                self._hashes[address, one.id] = hashes[0]
                for key in hashes:
                    asked.setdefault(key, []).append((one.to, one.id))
        if not asked:
            return frozenset()
        rows = _SEEN.run(connection, hashes=list(asked))
        return frozenset(pair for (key,) in rows for pair in asked[key])

    def _duty(self, connection: Connection, now: datetime) -> Mapping[str, Mapping[str, int]]:
        rows = connection.execute(_DUTY, {"now": to_ms(now)}).all()
        return duty_of((row.operator, row.network, row.language) for row in rows)
