"""Rows of seats, referrals, pathway and risk aid as values, and back: sealed and opened here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.crypto.keys import Keyring
from bot.crypto.sealing import Sealer
from bot.handoff.pathway import Step, StepKind, StepState
from bot.handoff.referral import FollowUp, Referral, State
from bot.handoff.risk import Filled
from bot.handoff.seats import Seat, SeatKind
from bot.storage.plain import dump, from_ms, from_ms_or_none, load, to_ms, to_ms_or_none
from bot.storage.rows import Cells
from bot.storage.tables import conversations


def her_key(
    connection: Connection, keys: Keyring, conversation: str, *, locked: bool = False
) -> Sealer | None:
    """Her data key; None: she was forgotten. ``locked``: she is not forgotten until the end of this
    transaction either."""
    query = select(conversations.c.sealed_key).where(conversations.c.id == conversation)
    query = query.with_for_update() if locked else query
    sealed = connection.execute(query).scalar_one_or_none()
    return None if sealed is None else keys.data_key(conversation, sealed)


def seat_of(row: Any) -> Seat:
    """The seat of a row."""
    return Seat(
        id=row.id,
        conversation=row.conversation,
        case=row.case_id,
        kind=SeatKind(row.kind),
        account=row.account,
        network=row.network,
        home=row.home,
        invited_by=row.invited_by,
        state=row.state,
        at=from_ms(row.at),
        until=from_ms(row.until),
        joined_at=from_ms_or_none(row.joined_at),
        ended_at=from_ms_or_none(row.ended_at),
    )


def seat_row(seat: Seat) -> Cells:
    """The row of a seat."""
    return {
        "id": seat.id,
        "conversation": seat.conversation,
        "case_id": seat.case,
        "kind": seat.kind.value,
        "account": seat.account,
        "network": seat.network,
        "home": seat.home,
        "invited_by": seat.invited_by,
        "state": seat.state,
        "at": to_ms(seat.at),
        "until": to_ms(seat.until),
        "joined_at": to_ms_or_none(seat.joined_at),
        "ended_at": to_ms_or_none(seat.ended_at),
    }


_TIMES = ("asked_at", "decided_at", "due_at", "acknowledged_at", "answered_at")
_PLAIN = ("prepared_by", "pseudonym", "acknowledged_by", "answered_by", "why")


def referral_of(row: Any, key: Sealer) -> Referral:
    """The referral of a row."""
    plain = load(key.unseal("referrals", "sealed", row.id, row.sealed))
    return Referral(
        id=row.id,
        conversation=row.conversation,
        case=row.case_id,
        network=row.network,
        agency=row.agency,
        state=State(row.state),
        prepared_at=from_ms(plain["prepared_at"]),
        forget_at=from_ms(row.forget_at),
        sheet={name: tuple(values) for name, values in plain["sheet"].items()},
        follow_ups=tuple(FollowUp(date.fromordinal(on), state) for on, state in plain["follow"]),
        version=row.version,
        **{name: plain[name] for name in _PLAIN},
        call=plain.get("call", ""),
        about=plain.get("about", ""),
        asked_at=from_ms_or_none(plain["asked_at"]),
        decided_at=from_ms_or_none(plain["decided_at"]),
        due_at=from_ms_or_none(plain["due_at"]),
        acknowledged_at=from_ms_or_none(plain["acknowledged_at"]),
        answered_at=from_ms_or_none(plain["answered_at"]),
    )


def referral_row(referral: Referral, key: Sealer) -> Cells:
    """The row of a referral."""
    plain: dict[str, Any] = {
        "prepared_at": to_ms(referral.prepared_at),
        "sheet": {name: list(values) for name, values in referral.sheet.items()},
        "follow": [[one.on.toordinal(), one.state] for one in referral.follow_ups],
        **{name: getattr(referral, name) for name in _PLAIN},
        "call": referral.call,
        "about": referral.about,
        **{name: to_ms_or_none(getattr(referral, name)) for name in _TIMES},
    }
    return {
        "id": referral.id,
        "conversation": referral.conversation,
        "case_id": referral.case,
        "network": referral.network,
        "agency": referral.agency,
        "state": referral.state.value,
        "version": referral.version,
        "forget_at": to_ms(referral.forget_at),
        "sealed": key.seal("referrals", "sealed", referral.id, dump(plain)),
    }


def step_of(row: Any, key: Sealer, allowed: frozenset[str]) -> Step:
    """The step of a row. ``allowed``: who she lets see it."""
    plain = load(key.unseal("pathway_steps", "sealed", row.id, row.sealed))
    on: int | None = plain["on"]
    return Step(
        id=row.id,
        conversation=row.conversation,
        kind=StepKind(plain["kind"]),
        agency=row.agency,
        state=StepState(plain["state"]),
        changed_at=from_ms(plain["changed_at"]),
        on=None if on is None else date.fromordinal(on),
        allowed=allowed,
        version=row.version,
    )


def step_row(step: Step, key: Sealer) -> Cells:
    """The row of a step."""
    plain = {
        "kind": step.kind.value,
        "state": step.state.value,
        "changed_at": to_ms(step.changed_at),
        "on": None if step.on is None else step.on.toordinal(),
    }
    return {
        "id": step.id,
        "conversation": step.conversation,
        "agency": step.agency,
        "version": step.version,
        "sealed": key.seal("pathway_steps", "sealed", step.id, dump(plain)),
    }


def filled_of(row: Any, key: Sealer) -> Filled:
    """What was filled in for a case."""
    plain = load(key.unseal("risk_aids", "sealed", row.conversation, row.sealed))
    return Filled(
        case=row.case_id,
        by=plain["by"],
        at=from_ms(plain["at"]),
        forget_at=from_ms(row.forget_at),
        guide=plain["guide"],
        answers=plain["answers"],
        plan=plain["plan"],
    )


def filled_row(conversation: str, filled: Filled, key: Sealer) -> Cells:
    """The row of it."""
    plain = {
        "by": filled.by,
        "at": to_ms(filled.at),
        "guide": filled.guide,
        "answers": dict(filled.answers),
        "plan": dict(filled.plan),
    }
    return {
        "conversation": conversation,
        "case_id": filled.case,
        "forget_at": to_ms(filled.forget_at),
        "sealed": key.seal("risk_aids", "sealed", conversation, dump(plain)),
    }


def aside_row(id: str, conversation: str, case: str, author: str, at: datetime) -> Cells:
    """The row of an aside, but for what it says."""
    return {
        "id": id,
        "conversation": conversation,
        "case_id": case,
        "author": author,
        "at": to_ms(at),
    }
