"""How the changes of a batch become rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from bot.messages import Address
from bot.storage.bulk import Bulk
from bot.storage.changes import Change, Changes
from bot.storage.plain import to_ms
from bot.storage.rows import (
    Cells,
    address_hash,
    case_row,
    conversation_row,
    letter_row,
    outgoing_row,
    shown_row,
)
from bot.storage.tables import (
    cases,
    conversations,
    inbox,
    letters,
    messages,
    outgoing,
    sent,
    tallies,
)

_NEW_CONVERSATION = Bulk(insert(conversations))
_CHANGED = (
    "curtain",
    "seq",
    "touched_at",
    "forget_at",
    "left_at",
    "wake_at",
    "bundle",
    "sealed",
)
_OLD_CONVERSATION = Bulk(
    update(conversations)
    .where(conversations.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGED})
)
_CASE_CHANGED = tuple(column.name for column in cases.c if column.name != "id")
_NEW_CASE = Bulk(insert(cases))
_OLD_CASE = Bulk(
    update(cases)
    .where(cases.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _CASE_CHANGED})
)
_NEW_MESSAGE = Bulk(insert(messages))
_NEW_OUTGOING = Bulk(insert(outgoing))
_NEW_LETTER = Bulk(insert(letters))
_HAPPENED = Bulk(insert(inbox))
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_CANCEL: Delete = delete(outgoing).where(
    outgoing.c.conversation.in_(_IDS), outgoing.c.lease_until.is_(None)
)
_CANCEL_CLAIMED: Update = (
    update(outgoing).where(outgoing.c.conversation.in_(_IDS)).values(cancelled=1)
)
_FORGET_OUTGOING = delete(outgoing).where(outgoing.c.conversation.in_(_IDS))
_FORGET = (
    delete(messages).where(messages.c.conversation.in_(_IDS)),
    delete(sent).where(sent.c.conversation.in_(_IDS)),
    delete(cases).where(cases.c.conversation.in_(_IDS)),
    delete(conversations).where(conversations.c.id.in_(_IDS)),
)
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


def add_tallies(connection: Connection, counted: Mapping[str, int]) -> None:
    """Count ends of messages: the last statement of a transaction, in the order of names, so that
    two processes never wait for each other in a circle."""
    rows = [{"of": name, "more": counted[name]} for name in sorted(counted) if counted[name]]
    _TALLY.run(connection, rows)


def forget_conversations(connection: Connection, ids: Sequence[str]) -> int:
    """Destroy data keys and every row of these conversations.

    Returns how many waiting messages were cancelled by it; the caller counts them.
    """
    values = {"ids": list(ids)}
    connection.execute(_LOCK, values).all()
    cancelled = connection.execute(_FORGET_OUTGOING, values).rowcount
    for statement in _FORGET:
        connection.execute(statement, values)
    return cancelled


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
        self.forgotten: set[str] = set()

    def save(self, connection: Connection, changes: Changes) -> None:
        """Write everything; the transaction is committed by its owner."""
        kept: dict[str, Change] = {}
        for id, change in changes.by_id.items():
            if change.forgotten:
                self.forgotten.add(id)
            else:
                kept[id] = change
        if self.forgotten:
            self._cancelled += forget_conversations(connection, sorted(self.forgotten))
        self._save_conversations(connection, kept)
        self._save_messages(connection, kept)
        self._save_cases(connection, kept)
        self._save_outgoing(connection, kept)
        rows = [letter_row(letter, self._keys) for letter in changes.letters]
        _NEW_LETTER.run(connection, rows)
        self._save_inbox(connection, changes)
        add_tallies(connection, {"cancelled": self._cancelled})

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
                row["address_hash"] = address_hash(self._keys, after.address)
                row["sealed_key"] = sealed_key
                new.append(row)
            else:
                row = conversation_row(after, self._sealers[id])
                old.append({"of": id} | {f"new_{name}": row[name] for name in _CHANGED})
        new.sort(key=_by_address)
        _NEW_CONVERSATION.run(connection, new)
        _OLD_CONVERSATION.run(connection, old)

    def _save_messages(self, connection: Connection, kept: Mapping[str, Change]) -> None:
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
                if case.id in self._known_cases:
                    old.append(
                        {"of": case.id} | {f"new_{name}": row[name] for name in _CASE_CHANGED}
                    )
                else:
                    new.append(row)
        _NEW_CASE.run(connection, new)
        _OLD_CASE.run(connection, old)

    def _save_outgoing(self, connection: Connection, kept: Mapping[str, Change]) -> None:
        cancel = {"ids": sorted(id for id, change in kept.items() if change.cancel)}
        if cancel["ids"]:
            self._cancelled += connection.execute(_CANCEL, cancel).rowcount
            connection.execute(_CANCEL_CLAIMED, cancel)
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
