"""How the changes of a batch become rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.messages import Address, Channel
from bot.storage.audit_append import append
from bot.storage.bulk import Bulk, changing
from bot.storage.changes import Change, Changes
from bot.storage.counting import counted
from bot.storage.counts import add_counts
from bot.storage.hers import hers
from bot.storage.plain import to_ms
from bot.storage.rows import (
    Cells,
    address_hashes,
    case_row,
    conversation_row,
    letter_row,
    outgoing_row,
    shown_row,
)
from bot.storage.sql_alarms import UNLINK, save_alarms
from bot.storage.sql_bookings import save_arranged
from bot.storage.sql_chat import save_chat
from bot.storage.sql_held import save_held
from bot.storage.sql_leaving import leave_behind, note_received, recall
from bot.storage.sql_terms import save_consents, save_reminders, take_back
from bot.storage.sql_together import save_marks
from bot.storage.sql_words import save_tries, save_words
from bot.storage.tables import (
    cases,
    conversations,
    forgotten,
    inbox,
    letters,
    messages,
    outgoing,
    tallies,
)

_NEW_CONVERSATION = Bulk(insert(conversations))
_CHANGED = (
    "curtain",
    "seq",
    "touched_at",
    "forget_at",
    "left_at",
    "behind",
    "danger_at",
    "remaining",
    "wake_at",
    "bundle",
    "sealed",
)
_OLD_CONVERSATION = changing(conversations, *_CHANGED)
_MOVED = changing(conversations, "address_hash")
_NEW_CASE = Bulk(insert(cases))
_OLD_CASE = changing(cases, *(column.name for column in cases.c if column.name != "id"))
_NEW_MESSAGE = Bulk(insert(messages))
_NEW_OUTGOING = Bulk(insert(outgoing))
_NEW_LETTER = Bulk(insert(letters))
_HAPPENED = Bulk(insert(inbox))
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_FORGET_OUTGOING = delete(outgoing).where(outgoing.c.conversation.in_(_IDS))
_UNWRITTEN = delete(forgotten).where(forgotten.c.id.in_(_IDS))
_WRITTEN = Bulk(insert(forgotten))
_TALLY = Bulk(
    update(tallies)
    .where(tallies.c.name == bindparam("of"))
    .values(count=tallies.c.count + bindparam("more"))
)
_LOCK = (
    select(conversations.c.id)
    .where(conversations.c.id.in_(_IDS))
    .order_by(conversations.c.id)
    .with_for_update()
)


@cache
def _forgetting() -> tuple[Delete | Update, ...]:
    """Asked for when somebody is first forgotten: by then every table is known."""
    rows = (delete(table).where(table.c.conversation.in_(_IDS)) for table in hers())
    return (*rows, UNLINK, delete(conversations).where(conversations.c.id.in_(_IDS)))


def add_tallies(connection: Connection, counted: Mapping[str, int]) -> None:
    """Count ends of messages: the last statement of a transaction, in the order of names, so that
    two processes never wait for each other in a circle."""
    rows = [{"of": name, "more": counted[name]} for name in sorted(counted) if counted[name]]
    _TALLY.run(connection, rows)


def forget_conversations(connection: Connection, keys: Keyring, ids: Sequence[str], at: int) -> int:
    """Destroy data keys and every row of these conversations; the ledger says that it was done.

    What was sent is to be taken back. ``at`` in epoch ms. Returns how many waiting messages were
    cancelled by it; the caller counts them.
    """
    values = {"ids": list(ids)}
    connection.execute(_LOCK, values).all()
    cancelled = forget_outgoing(connection, ids)
    recall(connection, keys, ids, at)
    for statement in _forgetting():
        connection.execute(statement, values)
    write_ledger(connection, dict.fromkeys(ids, at))
    return cancelled


def forget_outgoing(connection: Connection, ids: Sequence[str]) -> int:
    """Destroy what these conversations would still be sent. How many messages that were."""
    return connection.execute(_FORGET_OUTGOING, {"ids": list(ids)}).rowcount


def write_ledger(connection: Connection, entries: Mapping[str, int]) -> None:
    """Write down that these ids were forgotten, each at its epoch ms; their remains in the files
    are still to be removed."""
    connection.execute(_UNWRITTEN, {"ids": sorted(entries)})
    rows = [{"id": id, "at": at, "settled": 0} for id, at in sorted(entries.items())]
    _WRITTEN.run(connection, rows)


class Saving:
    """Writes one batch; the other arguments are what the batch has loaded."""

    def __init__(
        self,
        keys: Keyring,
        sealers: dict[str, Sealer],
        known_cases: set[str],
        hashes: Mapping[tuple[Address, str], bytes],
    ) -> None:
        self._keys = keys
        self._hashes = hashes
        self._sealers = sealers
        self._known_cases = known_cases
        self._cancelled = 0
        self.forgotten: dict[str, int] = {}

    def save(self, connection: Connection, changes: Changes) -> None:
        """Write everything; the transaction is committed by its owner."""
        kept: dict[str, Change] = {}
        for id, change in changes.by_id.items():
            if change.forgotten:
                self.forgotten[id] = changes.latest()
            else:
                kept[id] = change
        # First: of whom what is destroyed was, the audit finds only now.
        for trace in changes.traces:
            append(connection, self._keys.audit, trace)
        self._note_received(connection, changes, new=False)
        if gone := sorted(self.forgotten):
            self._cancelled += forget_conversations(connection, self._keys, gone, changes.latest())
        self._leave_behind(connection, kept, changes.latest())
        self._save_conversations(connection, kept)
        self._note_received(connection, changes, new=True)
        save_words(connection, self._keys, kept)
        save_tries(connection, self._keys, changes.tried)
        for id, change in kept.items():
            if change.taken_back is not None and change.before is not None:
                take_back(connection, id, self._sealers[id], change.taken_back)
        save_consents(connection, changes.consents, changes.withdrawn)
        save_reminders(connection, kept)
        save_arranged(connection, kept, self._sealers)
        self._save_messages(connection, kept)
        save_held(connection, kept, self._sealers)
        save_chat(connection, kept, self._sealers, changes.latest())
        self._save_cases(connection, kept)
        save_marks(connection, kept, self._sealers)
        self._save_outgoing(connection, kept)
        rows = [letter_row(letter, self._keys) for letter in changes.letters]
        _NEW_LETTER.run(connection, rows)
        save_alarms(connection, changes.alarms, changes.alarm_marks, self.forgotten)
        self._save_inbox(connection, changes)
        add_counts(connection, counted(changes, kept, self._known_cases))
        add_tallies(connection, {**changes.counted, "cancelled": self._cancelled})

    def _note_received(self, connection: Connection, changes: Changes, *, new: bool) -> None:
        """Before anything is taken back, so that the message with which she left is too.

        Whoever came and left within one batch has her row, and her key, only afterwards.
        """
        left: list[str] = []
        for id, change in changes.by_id.items():
            of = change.after if new else change.before
            if not change.received or (change.before is None) != new or of is None:
                continue
            if change.forgotten and new:
                continue
            note_received(connection, self._keys, change, self._sealers[id], of)
            if new and change.cancel:
                left.append(id)
        if left:
            recall(connection, self._keys, sorted(left), changes.latest())

    def _leave_behind(self, connection: Connection, kept: Mapping[str, Change], at: int) -> None:
        """Nothing is sent to the web, which reads its own thread."""
        left = sorted(
            id
            for id, change in kept.items()
            if change.leaves and change.before and change.before.address.channel is not Channel.WEB
        )
        self._cancelled += leave_behind(connection, self._keys, left, at)

    def _save_conversations(self, connection: Connection, kept: Mapping[str, Change]) -> None:
        new: list[Cells] = []
        old: list[Cells] = []
        for id, change in sorted(kept.items()):
            after = change.after
            if after is None:
                continue
            if change.before is None:
                key, sealed_key = self._keys.new_data_key(id)
                self._sealers[id] = key
                row = conversation_row(after, key)
                row["id"] = id
                row["address_hash"] = address_hashes(self._keys, after.address)[0]
                row["sealed_key"] = sealed_key
                new.append(row)
            else:
                row = conversation_row(after, self._sealers[id])
                row["of"] = id
                old.append(row)
        new.sort(key=_by_address)
        _NEW_CONVERSATION.run(connection, new)
        _OLD_CONVERSATION.run(connection, old)
        _MOVED.run(
            connection,
            [
                {"of": id, "address_hash": address_hashes(self._keys, change.after.address)[0]}
                for id, change in sorted(kept.items())
                if change.moved and change.after is not None
            ],
        )

    def _save_messages(self, connection: Connection, kept: Mapping[str, Change]) -> None:
        for id, change in kept.items():
            if change.wiped_from is not None:
                wiped = messages.c.conversation == id, messages.c.seq >= change.wiped_from
                connection.execute(delete(messages).where(*wiped))
        rows = [
            shown_row(id, shown, self._sealers[id])
            for id, change in kept.items()
            for shown in change.shown
        ]
        _NEW_MESSAGE.run(connection, rows)

    def _save_cases(self, connection: Connection, kept: Mapping[str, Change]) -> None:
        new: list[Cells] = []
        old: list[Cells] = []
        for id, change in kept.items():
            for case in change.cases.values():
                row = case_row(case, self._sealers[id])
                (old if case.id in self._known_cases else new).append({**row, "of": case.id})
        _NEW_CASE.run(connection, new)
        _OLD_CASE.run(connection, old)

    def _save_outgoing(self, connection: Connection, kept: Mapping[str, Change]) -> None:
        rows = [
            outgoing_row(message, self._sealers[id])
            for id, change in kept.items()
            for message in change.outgoing
        ]
        _NEW_OUTGOING.run(connection, rows)

    def _save_inbox(self, connection: Connection, changes: Changes) -> None:
        happened = sorted(
            (self._hashes[address, one.id], to_ms(one.at)) for address, one in changes.happened
        )
        rows = [{"hash": key, "at": at} for key, at in happened]
        _HAPPENED.run(connection, rows)


def _by_address(row: Cells) -> bytes:
    """The order of inserts, so that two processes never wait for each other in a circle."""
    found: bytes = row["address_hash"]
    return found
