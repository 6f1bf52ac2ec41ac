"""Rows of the tables as values, and values as rows: here everything is sealed and opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.state import (
    Case,
    CaseState,
    Conversation,
    Curtain,
    Held,
    Letter,
    Outgoing,
)
from bot.crypto.index import Hashes
from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.messages import Address, Channel, Shown, Voice
from bot.storage.plain import (
    VOICES,
    conversation_from_plain,
    conversation_to_plain,
    dump,
    fallback_from_plain,
    fallback_to_plain,
    from_ms,
    from_ms_or_none,
    load,
    shown_to_plain,
    speech_from_plain,
    speech_to_plain,
    to_ms,
    to_ms_or_none,
)
from bot.storage.sealed import seal, unseal
from bot.storage.tables import letters

_CURTAINS = {curtain.value: curtain for curtain in Curtain}

Cells = dict[str, Any]
"""One row by column name, as SQLAlchemy takes it."""


def address_hashes(keys: Keyring, address: Address) -> Hashes:
    """How an address is found."""
    return keys.index.each("address", f"{address.channel.value}\0{address.value}")


def inbox_hashes(keys: Keyring, address: Address, inbound: str) -> Hashes:
    """How a happening is known to have happened."""
    return keys.index.each("inbox", f"{address.channel.value}\0{address.value}\0{inbound}")


def number_hashes(keys: Keyring, number: str) -> Hashes:
    """How a letter is found."""
    return keys.index.each("letter number", number)


def word_hashes(keys: Keyring, number: str, word: str) -> Hashes:
    """What opens a letter: equal words of two letters hash differently."""
    return keys.index.each("letter word", f"{number}\0{word}")


def conversation_of(row: Sequence[Any], key: Sealer) -> Conversation:
    """The conversation of a whole row of its table."""
    # At once: by its name each cell of a row costs as much as all of them.
    id, _, curtain, seq, touched_at, forget_at, left_at, behind, danger_at, remaining, *rest = row
    sealed = key.unseal("conversations", "sealed", id, rest[-1])
    return Conversation(
        id=id,
        curtain=_CURTAINS[curtain],
        seq=seq,
        touched_at=from_ms(touched_at),
        forget_at=from_ms(forget_at),
        left_at=from_ms_or_none(left_at),
        **conversation_from_plain(load(sealed)),
        behind=behind,
        danger_at=from_ms_or_none(danger_at),
        remaining=remaining,
    )


def channel_of(id: str, sealed: bytes, key: Sealer) -> Channel:
    """The channel that she writes from, out of her sealed row; nothing else of it is read."""
    channel, _ = load(key.unseal("conversations", "sealed", id, sealed))["address"]
    return Channel(channel)


def conversation_row(conversation: Conversation, key: Sealer) -> Cells:
    """What changes in a conversation's row with every turn."""
    session = conversation.session
    plain = dump(conversation_to_plain(conversation))
    return {
        "curtain": conversation.curtain.value,
        "seq": conversation.seq,
        "touched_at": to_ms(conversation.touched_at),
        "forget_at": to_ms(conversation.forget_at),
        "left_at": to_ms_or_none(conversation.left_at),
        "behind": conversation.behind,
        "danger_at": to_ms_or_none(conversation.danger_at),
        "remaining": conversation.remaining,
        "wake_at": to_ms_or_none(session.wake_at) if session else None,
        "bundle": session.bundle if session else "",
        "sealed": key.seal("conversations", "sealed", conversation.id, plain),
    }


def shown_of(row: Sequence[Any], key: Sealer) -> Shown:
    """The message of a whole row of its table."""
    conversation, seq, id, at, sealed = row
    plain = load(key.unseal("messages", "sealed", f"{conversation}/{seq}", sealed))
    return Shown(
        id,
        seq,
        from_ms(at),
        VOICES[plain["voice"]],
        speech_from_plain(plain["speech"]),
        plain["author"],
        plain.get("undelivered", False),
    )


def shown_row(conversation: str, shown: Shown, key: Sealer) -> Cells:
    """The row of a message."""
    place = f"{conversation}/{shown.seq}"
    return {
        "conversation": conversation,
        "seq": shown.seq,
        "id": shown.id,
        "at": to_ms(shown.at),
        "sealed": key.seal("messages", "sealed", place, dump(shown_to_plain(shown))),
    }


def case_of(row: Any, key: Sealer) -> Case:
    """The case of a row."""
    plain = load(key.unseal("cases", "sealed", row.id, row.sealed))
    check, checked_at = plain.get("check", ("", None))
    return Case(
        id=row.id,
        conversation=row.conversation,
        network=row.network,
        state=CaseState(row.state),
        language=row.language,
        opened_at=from_ms(row.opened_at),
        since=row.since,
        shared=plain["shared"],
        danger=bool(row.danger),
        operator=row.operator,
        claimed_at=from_ms_or_none(row.claimed_at),
        closed_at=from_ms_or_none(row.closed_at),
        check=check,
        checked_at=from_ms_or_none(checked_at),
        taken_back=plain.get("taken_back", False),
        muted=plain.get("muted", False),
        unattended_at=from_ms_or_none(row.unattended_at),
        drill=row.drill,
    )


def _case_to_plain(case: Case) -> dict[str, Any]:
    """What is sealed of a case's row."""
    plain: dict[str, Any] = {"shared": dict(case.shared)}
    if case.taken_back:
        plain["taken_back"] = True
    if case.muted:
        plain["muted"] = True
    if case.check:
        plain["check"] = [case.check, to_ms_or_none(case.checked_at)]
    return plain


def case_row(case: Case, key: Sealer) -> Cells:
    """The row of a case."""
    return {
        "id": case.id,
        "conversation": case.conversation,
        "network": case.network,
        "state": case.state.value,
        "language": case.language,
        "danger": int(case.danger),
        "since": case.since,
        "operator": case.operator,
        "opened_at": to_ms(case.opened_at),
        "claimed_at": to_ms_or_none(case.claimed_at),
        "closed_at": to_ms_or_none(case.closed_at),
        "unattended_at": to_ms_or_none(case.unattended_at),
        "drill": case.drill,
        "sealed": key.seal("cases", "sealed", case.id, dump(_case_to_plain(case))),
    }


def outgoing_of(row: Any, key: Sealer, table: str = "outgoing") -> Outgoing:
    """The message of an outbox row, with the attempts made before this claim."""
    plain = load(key.unseal(table, "sealed", row.id, row.sealed))
    channel, value = plain["address"]
    speech = speech_from_plain(plain["speech"])
    kept = plain.get("fallback")
    return Outgoing(
        id=row.id,
        conversation=row.conversation,
        seq=row.seq,
        address=Address(Channel(channel), value),
        speech=speech,
        expires_at=from_ms(row.expires_at),
        attempts=row.attempts,
        reminder=bool(row.reminder),
        fallback=kept and fallback_from_plain(kept, row.id, row.conversation, speech.text),
        heard_at=from_ms_or_none(plain.get("heard_at")),
        line=plain.get("line", ""),
        while_off=bool(row.while_off) if table == "outgoing" else False,
    )


def outgoing_row(outgoing: Outgoing, key: Sealer, table: str = "outgoing") -> Cells:
    """The row of a message that waits to be sent, sealed for that table."""
    address = outgoing.address
    plain: dict[str, Any] = {
        "address": [address.channel.value, address.value],
        "speech": speech_to_plain(outgoing.speech),
    }
    if outgoing.fallback is not None:
        plain["fallback"] = fallback_to_plain(outgoing.fallback)
    if outgoing.heard_at is not None:
        plain["heard_at"] = to_ms(outgoing.heard_at)
    if outgoing.line:
        plain["line"] = outgoing.line
    return {
        "id": outgoing.id,
        "conversation": outgoing.conversation,
        "seq": outgoing.seq,
        "cover": int(outgoing.speech.voice is Voice.COVER),
        "expires_at": to_ms(outgoing.expires_at),
        "attempts": outgoing.attempts,
        "not_before": 0,
        "lease_until": None,
        "cancelled": 0,
        "reminder": int(outgoing.reminder),
        "channel": address.channel.value,
        "while_off": int(outgoing.while_off),
        "sealed": key.seal(table, "sealed", outgoing.id, dump(plain)),
    }


def held_of(row: Any, key: Sealer) -> Held:
    """The text of a row of the tray or box."""
    return Held(
        id=row.id,
        conversation=row.conversation,
        case=row.case_id,
        network=row.network,
        operator=row.operator,
        at=from_ms(row.at),
        forget_at=from_ms(row.forget_at),
        place=row.place,
        text=_words(key.unseal("held", "sealed_text", row.id, row.sealed_text)),
    )


def held_row(held: Held, key: Sealer) -> Cells:
    """The row of a text in the tray or box."""
    text = held.text.encode("utf-8", "surrogatepass")
    return {
        "id": held.id,
        "conversation": held.conversation,
        "case_id": held.case,
        "network": held.network,
        "operator": held.operator,
        "at": to_ms(held.at),
        "forget_at": to_ms(held.forget_at),
        "place": held.place,
        "sealed_text": key.seal("held", "sealed_text", held.id, text),
    }


def letter_of(row: Any, keys: Keyring) -> Letter:
    """The letter of a row; number and word are known only as hashes."""
    table = letters.c
    answered = row.sealed_answer is not None
    return Letter(
        id=row.id,
        network=row.network,
        language=row.language,
        asked_at=from_ms(row.asked_at),
        forget_at=from_ms(row.forget_at),
        text=_words(unseal(keys, table.sealed_text, row)),
        answer=_words(unseal(keys, table.sealed_answer, row)) if answered else "",
        answered_at=from_ms_or_none(row.answered_at),
    )


def letter_row(letter: Letter, keys: Keyring) -> Cells:
    """The row of a letter."""
    table = letters.c
    answer = letter.answer.encode("utf-8", "surrogatepass")
    text = letter.text.encode("utf-8", "surrogatepass")
    return {
        "id": letter.id,
        "number_hash": number_hashes(keys, letter.number)[0],
        "word_hash": word_hashes(keys, letter.number, letter.word)[0],
        "network": letter.network,
        "language": letter.language,
        "asked_at": to_ms(letter.asked_at),
        "forget_at": to_ms(letter.forget_at),
        "answered_at": to_ms_or_none(letter.answered_at),
        "sealed_text": seal(keys, table.sealed_text, text, letter.id),
        "sealed_answer": seal(keys, table.sealed_answer, answer, letter.id) if answer else None,
    }


def _words(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")
