"""Values of a conversation as plain JSON and back, spelled out field by field.

What was stored by an older version must still be read: add fields with ``get`` and a default,
never rename. Times are UTC epoch milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import starmap
from typing import Any

import orjson

from bot.conversation.state import AlarmPlan, Conversation, Drilled, Held, Link, Place
from bot.engine.session import Frame, Session
from bot.handoff.callback import Callback
from bot.messages import Address, Channel, Option, Shown, Speech, Voice
from bot.safety.contract import Contract, Line
from bot.safety.her_words import WordKind
from bot.safety.tries import Tries
from bot.training.asked import AskedCall
from bot.values.proposals import Proposal, Wish

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ODD = b"!"
_CHANNELS = {channel.value: channel for channel in Channel}
VOICES = {voice.value: voice for voice in Voice}


def to_ms(moment: datetime) -> int:
    """UTC epoch milliseconds, cut off."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """The moment in UTC."""
    return _EPOCH + ms * _MILLISECOND


def to_ms_or_none(moment: datetime | None) -> int | None:
    """UTC epoch milliseconds, or None."""
    return None if moment is None else to_ms(moment)


def from_ms_or_none(ms: int | None) -> datetime | None:
    """The moment in UTC, or None."""
    return None if ms is None else from_ms(ms)


def dump(plain: object) -> bytes:
    """JSON bytes; any mapping is an object. What orjson refuses (lone surrogates, huge numbers) the
    slow way keeps."""
    try:
        return orjson.dumps(plain, dict)
    except TypeError:
        return _ODD + json.dumps(plain, default=dict).encode()


def load(raw: bytes) -> Any:
    """What ``dump`` was given."""
    return json.loads(raw[1:]) if raw[:1] == _ODD else orjson.loads(raw)


def session_to_plain(session: Session) -> dict[str, Any]:
    """A session as JSON holds it."""
    return {
        "bundle": session.bundle,
        "language": session.language,
        "stack": _frames_to_plain(session.stack),
        "variables": dict(session.variables),
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
        variables={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in plain["variables"].items()
        },
        retries=plain["retries"],
        turn=plain["turn"],
        wake_at=from_ms_or_none(plain["wake_at"]),
        human=_frames_from_plain(plain["human"]),
    )


def conversation_to_plain(conversation: Conversation) -> dict[str, Any]:
    """What is sealed of a conversation's row; what is empty is left out."""
    address, session, tries = conversation.address, conversation.session, conversation.tries
    plain: dict[str, Any] = {
        "address": [address.channel.value, address.value],
        "session": None if session is None else session_to_plain(session),
    }
    if conversation.cover is not None:
        plain["cover"] = session_to_plain(conversation.cover)
    if conversation.words:
        plain["words"] = sorted(kind.value for kind in conversation.words)
    if conversation.resting is not None:
        plain["resting"] = session_to_plain(conversation.resting)
    if conversation.patience is not None:
        plain["patience"] = conversation.patience // _MILLISECOND
    if conversation.contract is not None:
        plain["contract"] = contract_to_plain(conversation.contract)
    if conversation.consents:
        plain["consents"] = dict(conversation.consents)
    if tries.wrong:
        plain["tries"] = [tries.wrong, to_ms_or_none(tries.at), to_ms_or_none(tries.until)]
    if conversation.hidden_at is not None:
        plain["hidden_at"] = to_ms(conversation.hidden_at)
    if conversation.shut_told is not None:
        plain["shut_told"] = to_ms(conversation.shut_told)
    if conversation.link is not None:
        plain["link"] = [conversation.link.token, to_ms(conversation.link.until)]
    if conversation.signs:
        plain["signs"] = {flow: to_ms(at) for flow, at in conversation.signs.items()}
    if conversation.place is not None:
        place = conversation.place
        at = to_ms(place.opened_at)
        shared = dict(place.shared)
        plain["place"] = [place.network, shared, at, place.danger, place.asked]
    if conversation.proposal is not None:
        plain["proposal"] = proposal_to_plain(conversation.proposal)
    if conversation.alarm is not None:
        plain["alarm"] = plan_to_plain(conversation.alarm)
    if conversation.offer is not None:
        plain["offer"] = callback_to_plain(conversation.offer)
    if conversation.excluded:
        plain["excluded"] = dict(conversation.excluded)
    for name in ("numbered", "longer", "began", "veiled", "followed"):
        if value := getattr(conversation, name):
            plain[name] = value
    if conversation.drill is not None:
        plain["drill"] = [conversation.drill.drill, conversation.drill.network]
    if conversation.courses:
        plain["courses"] = [_asked_to_plain(one) for one in conversation.courses]
    return plain


def conversation_from_plain(plain: dict[str, Any]) -> dict[str, Any]:
    """The fields of a conversation that were sealed in its row, by name; what it has only at times
    and was left out has the default of its class."""
    channel, value = plain["address"]
    session = plain["session"]
    fields: dict[str, Any] = {
        "address": Address(_CHANNELS[channel], value),
        "session": None if session is None else session_from_plain(session),
    }
    for name, kept in plain.items():
        if kept is not None and name in _READ:
            fields[name] = _READ[name](kept)
    return fields


def contract_to_plain(contract: Contract) -> dict[str, Any]:
    """A contract as JSON holds it, wherever it travels."""
    return {
        "channel": contract.channel.value,
        "weekdays": sorted(contract.weekdays),
        "hours": [contract.opens, contract.closes],
        "line": contract.line.value,
        "given_at": to_ms(contract.given_at),
        "expires_at": to_ms(contract.expires_at),
        "after_exit": contract.after_exit,
    }


def contract_from_plain(plain: dict[str, Any]) -> Contract:
    """The contract that was stored."""
    opens, closes = plain["hours"]
    return Contract(
        Channel(plain["channel"]),
        frozenset(plain["weekdays"]),
        opens,
        closes,
        Line(plain["line"]),
        from_ms(plain["given_at"]),
        from_ms(plain["expires_at"]),
        plain["after_exit"],
    )


def plan_to_plain(plan: AlarmPlan) -> dict[str, Any]:
    """What was agreed for her alarm word as JSON holds it."""
    return {
        "network": plan.network,
        "signs": plan.signs,
        "language": plan.language,
        "raised": plan.raised,
        "raised_at": to_ms_or_none(plan.raised_at),
        "seen": plan.seen,
    }


def plan_from_plain(plain: dict[str, Any]) -> AlarmPlan:
    """The plan that was stored."""
    return AlarmPlan(**{**plain, "raised_at": from_ms_or_none(plain["raised_at"])})


def proposal_to_plain(proposal: Proposal) -> dict[str, Any]:
    """What she is asked as JSON holds it."""
    return {
        "id": proposal.id,
        "wish": proposal.wish.value,
        "case": proposal.case,
        "until": to_ms(proposal.until),
        "agency": proposal.agency,
        "told": proposal.told,
        "duty": proposal.duty,
        "person": proposal.person,
        "sheet": {name: list(values) for name, values in proposal.sheet.items()},
        "step": proposal.step,
        "slot": proposal.slot,
        "wants": proposal.wants,
        "instead": proposal.instead,
    }


def proposal_from_plain(plain: dict[str, Any]) -> Proposal:
    """The question that was stored."""
    sheet = {name: tuple(values) for name, values in plain["sheet"].items()}
    return Proposal(
        **{
            **plain,
            "wish": Wish(plain["wish"]),
            "until": from_ms(plain["until"]),
            "sheet": sheet,
        }
    )


def callback_to_plain(callback: Callback) -> list[Any]:
    """An arrangement as JSON holds it."""
    one = callback
    times = [to_ms(one.at), to_ms(one.asked_at)]
    where = [one.id, one.conversation, one.case, one.network, one.operator]
    return [*where, one.channel.value, one.state, *times]


def callback_from_plain(plain: list[Any]) -> Callback:
    """The arrangement that was stored."""
    id, conversation, case, network, operator, channel, state, at, asked_at = plain
    times = from_ms(at), Channel(channel), from_ms(asked_at)
    return Callback(id, conversation, case, network, operator, *times, state)


def _asked_to_plain(one: AskedCall) -> list[Any]:
    at = [to_ms(one.seen_at), to_ms_or_none(one.told_at), to_ms_or_none(one.remind_at)]
    return [one.call, one.since, one.reminder, one.interest, *at]


def _asked_from_plain(plain: list[Any]) -> AskedCall:
    call, since, reminder, interest, seen, told, at = plain
    moments = from_ms(seen), from_ms_or_none(told), reminder, from_ms_or_none(at)
    return AskedCall(call, since, *moments, interest)


def _tries_from_plain(plain: list[int | None]) -> Tries:
    wrong, at, until = plain
    return Tries(wrong or 0, from_ms_or_none(at), from_ms_or_none(until))


_READ: Mapping[str, Callable[[Any], object]] = {
    "cover": session_from_plain,
    "words": lambda kinds: frozenset(map(WordKind, kinds)),
    "resting": session_from_plain,
    "patience": lambda ms: ms * _MILLISECOND,
    "contract": contract_from_plain,
    "consents": dict,
    "numbered": bool,
    "longer": bool,
    "began": int,
    "hidden_at": from_ms,
    "shut_told": from_ms,
    "drill": lambda kept: Drilled(*kept),
    "link": lambda kept: Link(kept[0], from_ms(kept[1])),
    "veiled": int,
    "followed": int,
    "signs": lambda kept: {flow: from_ms(at) for flow, at in kept.items()},
    "place": lambda kept: Place(kept[0], kept[1], from_ms(kept[2]), *kept[3:]),
    "tries": _tries_from_plain,
    "alarm": plan_from_plain,
    "proposal": proposal_from_plain,
    "offer": callback_from_plain,
    "excluded": dict,
    "courses": lambda plain: tuple(map(_asked_from_plain, plain)),
}
"""What a conversation has only at times, and how it is read."""


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
    if speech.paper:
        plain["paper"] = True
    return plain


def speech_from_plain(plain: dict[str, Any]) -> Speech:
    """The message that was stored."""
    return Speech(
        plain["text"],
        tuple(starmap(Option, plain["options"])) if "options" in plain else (),
        plain.get("short", {}),
        plain.get("ask", ""),
        plain.get("typed", False),
        VOICES[plain["voice"]],
        plain.get("paper", False),
    )


def shown_to_plain(shown: Shown) -> dict[str, Any]:
    """What is sealed of a message's row."""
    plain: dict[str, Any] = {
        "speech": speech_to_plain(shown.speech),
        "voice": shown.voice.value,
        "author": shown.author,
    }
    if shown.undelivered:
        plain["undelivered"] = True
    return plain


def fallback_to_plain(held: Held) -> list[Any]:
    """What becomes of a message that cannot be sent, without what the message itself says."""
    times = [to_ms(held.at), to_ms(held.forget_at)]
    return [held.case, held.network, held.operator, held.place, *times]


def fallback_from_plain(plain: list[Any], id: str, conversation: str, text: str) -> Held:
    """The same, with what the message says."""
    case, network, operator, place, at, forget_at = plain
    times = from_ms(at), from_ms(forget_at)
    return Held(id, conversation, case, network, operator, *times, place, text)


def _frames_to_plain(frames: Sequence[Frame]) -> list[list[str]]:
    return [[frame.flow, frame.step] for frame in frames]


def _frames_from_plain(plain: list[list[str]]) -> tuple[Frame, ...]:
    return tuple(Frame(flow, step) for flow, step in plain)
