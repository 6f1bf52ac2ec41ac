"""What is kept of somebody, opened and written so that it can be read (GDPR, article 15).

Every table of hers is either exported here or named with the reason why it is not: a test holds
it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from bot.conversation.state import Letter
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.handoff.contact import in_words as contract_in_words
from bot.handoff.sharing import in_words
from bot.i18n.translator import Translator
from bot.messages import Channel, Shown, Speech
from bot.storage.alarm_tables import alarms
from bot.storage.appointment_plain import booking_of, waiting_of
from bot.storage.appointment_tables import bookings, waiting_list
from bot.storage.chat_tables import callbacks, deliveries, drafts, notes
from bot.storage.export_routing import ROUTING
from bot.storage.export_together import TOGETHER
from bot.storage.plain import from_ms
from bot.storage.rows import case_of, conversation_of, held_of, outgoing_of, shown_of
from bot.storage.sql_alarms import alarm_of
from bot.storage.sql_chat import callback_of, draft_of, note_of
from bot.storage.sql_terms import reminder_of
from bot.storage.tables import (
    cases,
    conversations,
    dead_letters,
    held,
    her_words,
    messages,
    numbers,
    outgoing,
    reminders,
    sent,
)

Part = Callable[[Connection, str, Sealer], Any]
"""Of one table: everything of a conversation, opened with its data key."""


def _messages(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    return [_line(shown_of(row, key)) for row in _rows(connection, messages, id)]


def _cases(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    return [_case(row, key) for row in _rows(connection, cases, id)]


def _waiting(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    waiting = (outgoing_of(row, key) for row in _rows(connection, outgoing, id))
    return [_said(one.speech) | {"never_after": _iso(one.expires_at)} for one in waiting]


def _held(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """What operators wrote and could not be given to her: in her box, or in the desk's tray."""
    kept = (held_of(row, key) for row in _rows(connection, held, id))
    return [
        {
            "place": one.place,
            "at": _iso(one.at),
            "text": one.text,
            "kept_until": _iso(one.forget_at),
        }
        for one in kept
    ]


def _sent(connection: Connection, id: str, _key: Sealer) -> int:
    """How many were sent: the provider's names for them say nothing of her."""
    query = select(func.count()).select_from(sent).where(sent.c.conversation == id)
    return connection.execute(query).scalar_one()


def _dead_letters(connection: Connection, id: str, _key: Sealer) -> int:
    """How many messages no provider took and may still be tried again."""
    return len(_rows(connection, dead_letters, id))


def _words(connection: Connection, id: str, _key: Sealer) -> list[str]:
    """Which words of her own there are; they themselves are known as hashes only."""
    return [row.kind for row in _rows(connection, her_words, id)]


def _numbers(connection: Connection, id: str, _key: Sealer) -> int:
    """How many numbers to come back with; they too are known as hashes only."""
    return len(_rows(connection, numbers, id))


def _reminders(connection: Connection, id: str, _key: Sealer) -> list[dict[str, Any]]:
    """When operators wanted her to be reminded, with which line, and what became of it."""
    found = (reminder_of(row) for row in _rows(connection, reminders, id))
    return [
        {"at": _iso(one.at), "line": one.line.value, "state": one.state, "why": one.why}
        for one in found
    ]


def _notes(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """What operators noted about her case."""
    found = (note_of(row, key) for row in _rows(connection, notes, id))
    return [
        {"at": _iso(one.at), "text": one.text, "kept_until": _iso(one.forget_at)} for one in found
    ]


def _drafts(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """What an operator is typing to her just now."""
    found = (draft_of(row, key) for row in _rows(connection, drafts, id))
    return [{"at": _iso(one.at), "text": one.text} for one in found]


def _deliveries(connection: Connection, id: str, _key: Sealer) -> list[dict[str, Any]]:
    """What became of operators' messages, and when."""
    found = _rows(connection, deliveries, id)
    return [{"at": _iso(from_ms(row.at)), "state": row.state} for row in found]


def _callbacks(connection: Connection, id: str, _key: Sealer) -> list[dict[str, Any]]:
    """When operators offered to be in touch, and what she answered."""
    found = (callback_of(row) for row in _rows(connection, callbacks, id))
    return [{"at": _iso(one.at), "channel": one.channel.value, "state": one.state} for one in found]


def _alarms(connection: Connection, id: str) -> list[dict[str, Any]]:
    """The alarms that she raised; their table is not one of those that die with her talk."""
    query = select(alarms).where(alarms.c.conversation == id).order_by(alarms.c.raised_at)
    return [
        {
            "network": alarm.network,
            "raised_at": _iso(alarm.raised_at),
            "seen_at": _iso(alarm.acknowledged_at),
            "taken_back_at": _iso(alarm.cancelled_at),
            "sign": alarm.sign.value if alarm.sign else "",
            "told": alarm.told.value,
        }
        for alarm in map(alarm_of, connection.execute(query))
    ]


def _bookings(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """Her appointments: when, with whom, what became of them, and what she says at the desk."""
    found = (booking_of(row, key) for row in _rows(connection, bookings, id))
    return [
        {
            "agency": one.agency,
            "at": _iso(one.starts_at),
            "until": _iso(one.ends_at),
            "state": one.state,
            "number": one.number,
            "word": one.word,
            "beside": one.need,
            "woman": one.woman,
            "kept_until": _iso(one.forget_at),
        }
        for one in found
    ]


def _waiting_list(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """Where she waits for a moment to become free."""
    found = (waiting_of(row, key) for row in _rows(connection, waiting_list, id))
    return [
        {
            "kind": one.kind,
            "town": one.town,
            "network": one.network,
            "beside": one.need,
            "woman": one.woman,
            "since": _iso(one.since),
            "until": _iso(one.until),
        }
        for one in found
    ]


PARTS: dict[str, Part] = {
    messages.name: _messages,
    cases.name: _cases,
    outgoing.name: _waiting,
    held.name: _held,
    sent.name: _sent,
    dead_letters.name: _dead_letters,
    her_words.name: _words,
    numbers.name: _numbers,
    reminders.name: _reminders,
    bookings.name: _bookings,
    waiting_list.name: _waiting_list,
    **TOGETHER,
    **ROUTING,
    notes.name: _notes,
    drafts.name: _drafts,
    deliveries.name: _deliveries,
    callbacks.name: _callbacks,
}
"""By name of the table: what of it is exported. A table of hers that is not here is not read."""


def conversation_export(connection: Connection, keys: Keyring, id: str) -> dict[str, Any] | None:
    """Everything that is kept of a conversation, by name of the table; None: there is none.

    The token of her browser is left out: whoever had it could open her page.
    """
    query = select(conversations).where(conversations.c.id == id)
    row = connection.execute(query).first()
    if row is None:
        return None
    key = keys.data_key(row.id, row.sealed_key)
    conversation = conversation_of(row, key)
    session, address = conversation.session, conversation.address
    own: dict[str, Any] = {
        "id": id,
        "channel": address.channel.value,
        "address": "" if address.channel is Channel.WEB else address.value,
        "curtain": conversation.curtain.value,
        "language": session.language if session else "",
        "answers": dict(session.variables) if session else {},
        "waits_minutes": conversation.patience.total_seconds() / 60
        if conversation.patience
        else None,
        "last_act": _iso(conversation.touched_at),
        "left_at": _iso(conversation.left_at),
        "kept_until": _iso(conversation.forget_at),
        "contact": contract_in_words(conversation.contract, "it", Translator({})),
        "agreed": sorted(conversation.consents),
        "left_out": sorted(conversation.excluded),
        "courses": [one.call for one in conversation.courses],
    }
    if conversation.alarm is not None:
        own["alarm"] = {"network": conversation.alarm.network, "signs": conversation.alarm.signs}
    parts = {name: part(connection, id, key) for name, part in PARTS.items()}
    return {"conversation": own} | parts | {alarms.name: _alarms(connection, id)}


def letter_export(letter: Letter) -> dict[str, Any]:
    """Everything that is kept of a letter. Its number and word are known as hashes only."""
    own = {
        "id": letter.id,
        "network": letter.network,
        "language": letter.language,
        "asked_at": _iso(letter.asked_at),
        "text": letter.text,
        "answered_at": _iso(letter.answered_at),
        "answer": letter.answer,
        "kept_until": _iso(letter.forget_at),
    }
    return {"letter": own}


def _rows(connection: Connection, table: Table, id: str) -> list[Row[Any]]:
    query = select(table).where(table.c.conversation == id).order_by(*table.primary_key.columns)
    return list(connection.execute(query).all())


def _line(shown: Shown) -> dict[str, Any]:
    return {"at": _iso(shown.at), "from": shown.voice.value} | _said(shown.speech)


def _said(speech: Speech) -> dict[str, Any]:
    choices = [option.label for option in speech.options]
    return {"text": speech.text} | ({"choices": choices} if choices else {})


def _case(row: Row[Any], key: Sealer) -> dict[str, Any]:
    case = case_of(row, key)
    return {
        "id": case.id,
        "network": case.network,
        "state": case.state.value,
        "language": case.language,
        "danger": case.danger,
        "shared": in_words(case.shared),
        "opened_at": _iso(case.opened_at),
        "claimed_at": _iso(case.claimed_at),
        "closed_at": _iso(case.closed_at),
    }


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")
