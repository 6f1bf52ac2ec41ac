"""Values of a conversation as plain JSON and back, spelled out field by field.

What was stored by an older version must still be read: add fields with ``get`` and a default,
never rename. Times are UTC epoch milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from bot.conversation.state import Case
from bot.engine.expressions import Value
from bot.engine.session import Frame, Session
from bot.messages import Address, Channel, Option, Shown, Speech, Voice

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ODD = b"!"


def to_ms(moment: datetime) -> int:
    """UTC epoch milliseconds, cut off."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """The moment in UTC."""
    return _EPOCH + timedelta(milliseconds=ms)


def to_ms_or_none(moment: datetime | None) -> int | None:
    """UTC epoch milliseconds, or None."""
    return None if moment is None else to_ms(moment)


def from_ms_or_none(ms: int | None) -> datetime | None:
    """The moment in UTC, or None."""
    return None if ms is None else from_ms(ms)


def dump(plain: object) -> bytes:
    """JSON bytes. What orjson refuses (lone surrogates, huge numbers) the slow way keeps."""
    try:
        return orjson.dumps(plain)
    except TypeError:
        return _ODD + json.dumps(plain).encode()


def load(raw: bytes) -> Any:
    """What ``dump`` was given."""
    return json.loads(raw[1:]) if raw[:1] == _ODD else orjson.loads(raw)


def session_to_plain(session: Session) -> dict[str, Any]:
    """A session as JSON holds it."""
    return {
        "bundle": session.bundle,
        "language": session.language,
        "stack": _frames_to_plain(session.stack),
        "variables": {name: _to_plain(value) for name, value in session.variables.items()},
        "retries": session.retries,
        "turn": session.turn,
        "wake_at": to_ms_or_none(session.wake_at),
        "human": _frames_to_plain(session.human),
    }


def session_from_plain(plain: dict[str, Any]) -> Session:
    """The session that was stored."""
    return Session(
        bundle=plain["bundle"],
        language=plain["language"],
        stack=_frames_from_plain(plain["stack"]),
        variables={name: _from_plain(value) for name, value in plain["variables"].items()},
        retries=plain["retries"],
        turn=plain["turn"],
        wake_at=from_ms_or_none(plain["wake_at"]),
        human=_frames_from_plain(plain["human"]),
    )


def conversation_to_plain(address: Address, session: Session | None) -> dict[str, Any]:
    """What is sealed of a conversation's row."""
    return {
        "address": [address.channel.value, address.value],
        "session": None if session is None else session_to_plain(session),
    }


def conversation_from_plain(plain: dict[str, Any]) -> tuple[Address, Session | None]:
    """Address and session that were sealed in a conversation's row."""
    channel, value = plain["address"]
    session = plain["session"]
    return Address(Channel(channel), value), session and session_from_plain(session)


def speech_to_plain(speech: Speech) -> dict[str, Any]:
    """A message as JSON holds it; what is empty is left out."""
    plain: dict[str, Any] = {"text": speech.text, "voice": speech.voice.value}
    if speech.options:
        plain["options"] = [[option.id, option.label] for option in speech.options]
    if speech.short:
        plain["short"] = dict(speech.short)
    if speech.ask:
        plain["ask"] = speech.ask
    if speech.typed:
        plain["typed"] = True
    return plain


def speech_from_plain(plain: dict[str, Any]) -> Speech:
    """The message that was stored."""
    return Speech(
        text=plain["text"],
        options=tuple(Option(id, label) for id, label in plain.get("options", ())),
        short=plain.get("short", {}),
        ask=plain.get("ask", ""),
        typed=plain.get("typed", False),
        voice=Voice(plain["voice"]),
    )


def shown_to_plain(shown: Shown) -> dict[str, Any]:
    """What is sealed of a message's row."""
    return {
        "speech": speech_to_plain(shown.speech),
        "voice": shown.voice.value,
        "author": shown.author,
    }


def case_to_plain(case: Case) -> dict[str, Any]:
    """What is sealed of a case's row."""
    return {"shared": dict(case.shared)}


def _frames_to_plain(frames: Sequence[Frame]) -> list[list[str]]:
    return [[frame.flow, frame.step] for frame in frames]


def _frames_from_plain(plain: list[list[str]]) -> tuple[Frame, ...]:
    return tuple(Frame(flow, step) for flow, step in plain)


def _to_plain(value: Value) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    return [dict(item) for item in value]


def _from_plain(plain: Any) -> Value:
    return tuple(plain) if isinstance(plain, list) else plain
