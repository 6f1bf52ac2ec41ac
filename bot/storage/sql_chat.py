"""What a turn does to the desk's own things about a case: drafts, notes, deliveries, arrangements.

All of it happens in the transaction of the turn: nobody leaves while a draft stays behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from bot.conversation.state import CaseState, Held, Outgoing
from bot.crypto.sealing import Sealer
from bot.handoff.callback import Callback
from bot.handoff.delivery import End
from bot.handoff.drafts import Draft
from bot.handoff.notes import Note
from bot.messages import Channel
from bot.storage.bulk import Bulk
from bot.storage.changes import Change
from bot.storage.chat_tables import callbacks, deliveries, drafts, notes
from bot.storage.plain import dump, from_ms, load, to_ms
from bot.storage.rows import Cells, held_row
from bot.storage.tables import held

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_MILLISECOND = timedelta(milliseconds=1)
_TYPED = select(drafts).where(drafts.c.conversation.in_(_IDS))
_UNTYPED = delete(drafts).where(drafts.c.conversation.in_(_IDS))
_SETTLED = delete(drafts).where(drafts.c.case_id.in_(_IDS))
_KNOWN_HELD = select(held.c.id).where(held.c.id.in_(_IDS))
_HELD = Bulk(insert(held))
_NO_END = delete(deliveries).where(deliveries.c.id.in_(_IDS))
_END = Bulk(insert(deliveries))
_OLD_CALLBACKS = delete(callbacks).where(callbacks.c.id.in_(_IDS))
_NEW_CALLBACK = Bulk(insert(callbacks))
_TAKEN_BACK = tuple(
    delete(table).where(table.c.conversation == bindparam("of"))
    for table in (notes, drafts, deliveries, callbacks)
)


def draft_of(row: Any, key: Sealer) -> Draft:
    """The draft of a row."""
    page_key, text = load(key.unseal("drafts", "sealed", row.id, row.sealed))
    return Draft(
        id=row.id,
        key=page_key,
        case=row.case_id,
        conversation=row.conversation,
        network=row.network,
        operator=row.operator,
        at=from_ms(row.at),
        held_for=row.held_for * _MILLISECOND,
        text=text,
    )


def draft_row(draft: Draft, key: Sealer) -> Cells:
    """The row of a draft."""
    return {
        "id": draft.id,
        "conversation": draft.conversation,
        "case_id": draft.case,
        "network": draft.network,
        "operator": draft.operator,
        "at": to_ms(draft.at),
        "held_for": draft.held_for // _MILLISECOND,
        "sealed": key.seal("drafts", "sealed", draft.id, dump([draft.key, draft.text])),
    }


def note_of(row: Any, key: Sealer) -> Note:
    """The note of a row."""
    return Note(
        id=row.id,
        case=row.case_id,
        conversation=row.conversation,
        network=row.network,
        author=row.operator,
        at=from_ms(row.at),
        forget_at=from_ms(row.forget_at),
        text=_words(key.unseal("notes", "sealed_text", row.id, row.sealed_text)),
    )


def note_row(note: Note, key: Sealer) -> Cells:
    """The row of a note."""
    return {
        "id": note.id,
        "conversation": note.conversation,
        "case_id": note.case,
        "network": note.network,
        "operator": note.author,
        "at": to_ms(note.at),
        "forget_at": to_ms(note.forget_at),
        "sealed_text": key.seal("notes", "sealed_text", note.id, _bytes(note.text)),
    }


def callback_of(row: Any) -> Callback:
    """The arrangement of a row."""
    return Callback(
        row.id,
        row.conversation,
        row.case_id,
        row.network,
        row.operator,
        from_ms(row.at),
        Channel(row.channel),
        from_ms(row.asked_at),
        row.state,
    )


def save_chat(
    connection: Connection, kept: Mapping[str, Change], sealers: Mapping[str, Sealer], at: int
) -> None:
    """What these changes do to drafts, deliveries and arrangements (``at`` in epoch ms)."""
    _leave_drafts(connection, kept, sealers)
    closed = [
        case.id
        for change in kept.values()
        for case in change.cases.values()
        if case.state is CaseState.CLOSED
    ]
    if closed:
        connection.execute(_SETTLED, {"ids": sorted(closed)})
    ends: list[tuple[str, str, End]] = []
    for id, change in kept.items():
        ends += [(one.id, id, "left") for one in change.aside]
        ends += [(message, id, "delivered") for message in change.delivered]
        ends += [(one.id, id, "failed") for one in change.lost]
    note_ends(connection, ends, at)
    changed = {one.id: one for change in kept.values() for one in change.callbacks.values()}
    if changed:
        connection.execute(_OLD_CALLBACKS, {"ids": sorted(changed)})
        rows = [_callback_row(changed[id]) for id in sorted(changed)]
        _NEW_CALLBACK.run(connection, rows)


def note_ends(connection: Connection, ends: Iterable[tuple[str, str, End]], at: int) -> None:
    """What messages met, as (id, conversation, end); a newer end takes the place of an older."""
    newest = {id: (conversation, end) for id, conversation, end in ends}
    if not newest:
        return
    connection.execute(_NO_END, {"ids": sorted(newest)})
    rows: list[Cells] = [
        {"id": id, "conversation": newest[id][0], "state": newest[id][1], "at": at}
        for id in sorted(newest)
    ]
    _END.run(connection, rows)


def note_unsent(connection: Connection, messages: Iterable[Outgoing], end: End, at: int) -> None:
    """These were not sent; only what an operator wrote is noted."""
    kept = (one.fallback for one in messages if one.fallback is not None)
    note_ends(connection, ((one.id, one.conversation, end) for one in kept), at)


def take_up_again(connection: Connection, id: str) -> None:
    """That message is on its way after all."""
    connection.execute(_NO_END, {"ids": [id]})


def take_back_chat(connection: Connection, conversation: str) -> None:
    """She took her yes back: the desk keeps nothing about her."""
    for statement in _TAKEN_BACK:
        connection.execute(statement, {"of": conversation})


def forget_notes(connection: Connection, now: datetime, limit: int) -> int:
    """Destroy notes whose time is over. Returns how many."""
    old = select(notes.c.id).where(notes.c.forget_at <= to_ms(now)).limit(limit)
    return connection.execute(delete(notes).where(notes.c.id.in_(old))).rowcount


def _leave_drafts(
    connection: Connection, kept: Mapping[str, Change], sealers: Mapping[str, Sealer]
) -> None:
    """Who leaves takes no draft along and leaves none in the page: it goes to the hold tray."""
    gone = [id for id, change in kept.items() if change.cancel and change.before is not None]
    if not gone:
        return
    found = connection.execute(_TYPED, {"ids": sorted(gone)}).all()
    if not found:
        return
    connection.execute(_UNTYPED, {"ids": sorted(gone)})
    typed = [draft_of(row, sealers[row.conversation]) for row in found]
    parted = {id for id in gone if kept[id].taken_back is not None}
    _hold(connection, [one for one in typed if one.conversation not in parted], kept, sealers)


def _hold(
    connection: Connection,
    typed: Sequence[Draft],
    kept: Mapping[str, Change],
    sealers: Mapping[str, Sealer],
) -> None:
    ids = {"ids": sorted(one.id for one in typed)}
    known = set(connection.execute(_KNOWN_HELD, ids).scalars()) if typed else set()
    rows = [
        held_row(_held(one, kept[one.conversation]), sealers[one.conversation])
        for one in typed
        if one.id not in known and one.text.strip()
    ]
    _HELD.run(connection, rows)


def _held(draft: Draft, change: Change) -> Held:
    left_at = change.after.left_at if change.after is not None else None
    at = left_at or draft.at
    return Held(
        draft.id,
        draft.conversation,
        draft.case,
        draft.network,
        draft.operator,
        at,
        at + draft.held_for,
        "tray",
        draft.text.strip(),
    )


def _callback_row(callback: Callback) -> Cells:
    return {
        "id": callback.id,
        "conversation": callback.conversation,
        "case_id": callback.case,
        "network": callback.network,
        "operator": callback.operator,
        "at": to_ms(callback.at),
        "channel": callback.channel.value,
        "state": callback.state,
        "asked_at": to_ms(callback.asked_at),
    }


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _words(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")
