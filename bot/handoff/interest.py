"""Her interest in a training call: which desk gets it, and what stands in it.

It is a referral that nobody prepared: she reads it whole before she says yes, and the desk reads
the same closed fields as of any other, with the call under its neutral name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handoff.agencies import Agency, Kind
from bot.handoff.referral import KEPT, OVER, REACHED, Referral, State
from bot.handoff.sheet import FIELDS, Sheet, fields_for, sheet_of
from bot.text.spelling import fold

MOST_OPEN = 3
"""So many interests may wait at once: more would be answered by nobody."""

TEACH = frozenset({Kind.TRAINING, Kind.PLACEMENT, Kind.EMPLOYMENT})
"""Kinds of agencies that can have a call of their own."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An agency where somebody reads referrals. ``days``: in so many it answers, by its
    procedure."""

    agency: Agency
    days: int


@dataclass(frozen=True, slots=True)
class Passed:
    """What an agency has of hers, or declined: the referral, and who that agency is."""

    referral: Referral
    agency: Agency


@dataclass(frozen=True, slots=True)
class Interested:
    """She sent it."""

    referral: Referral


@dataclass(frozen=True, slots=True)
class Uninterested:
    """She takes the referral of that id back."""

    id: str
    at: datetime


Interest = Interested | Uninterested


def desk_for(
    provider: str, centre: str, desks: Sequence[Desk], left_out: Collection[str] = ()
) -> Desk | None:
    """The desk of whoever gives the call, else the employment centre of that id; None where neither
    reads referrals. ``left_out``: agencies that shall have nothing of hers."""
    open_ = [one for one in desks if one.agency.id not in left_out]
    wanted = fold(provider)
    own = (one for one in open_ if one.agency.kind in TEACH and fold(one.agency.name) == wanted)
    there = (one for one in open_ if one.agency.id == centre)
    return next(own, None) or next(there, None)


def sheet_for(desk: Desk, language: str, *, placement: bool, wish: str) -> Sheet:
    """What the desk reads: what she looks for, her language, school hours or children where she
    said that they matter, and how she and the desk meet."""
    known = [one for one in (language.partition("-")[0],) if one in FIELDS["languages"]]
    given: dict[str, list[str]] = {
        "needs": ["placement" if placement else "training"],
        "languages": known or ["it"],
        "route": ["in_person"],
    }
    if wish in ("school", "children"):
        given["children"] = ["school_hours" if wish == "school" else "needs_care"]
    kind = desk.agency.kind
    sheet = sheet_of({name: given[name] for name in fields_for(kind) if name in given}, kind)
    assert sheet is not None, "closed values make a sheet"
    return sheet


def sent(
    desk: Desk,
    sheet: Sheet,
    *,
    id: str,
    conversation: str,
    call: str,
    about: str,
    called: str,
    until: datetime,
    now: datetime,
) -> Referral:
    """The referral that her yes makes, of no case and no network: nobody but the desk reads it.
    ``about`` is the neutral name of the call, ``until`` its last moment: the
    desk answers in the time of its procedure, and a day before that where it can."""
    in_time = max(now + timedelta(days=1), until - timedelta(days=1))
    return Referral(
        id=id,
        conversation=conversation,
        case="",
        network="",
        agency=desk.agency.id,
        state=State.SENT,
        prepared_by="",
        prepared_at=now,
        forget_at=now + KEPT,
        sheet=sheet,
        pseudonym=called,
        asked_at=now,
        decided_at=now,
        due_at=min(now + timedelta(days=desk.days), in_time),
        call=call,
        about=about,
    )


def passed_on(referrals: Sequence[Referral], known: Mapping[str, Agency]) -> list[Passed]:
    """Those that reached an agency, in the order of her yes. One that is not ``known`` any more
    has a name no longer."""
    reached = [one for one in referrals if one.state in REACHED and one.agency in known]
    reached.sort(key=lambda one: (one.decided_at or one.prepared_at, one.id))
    return [Passed(one, known[one.agency]) for one in reached]


def open_ones(referrals: Sequence[Referral]) -> list[Referral]:
    """Those of her interests that are not over, the newest first."""
    own = (one for one in referrals if one.call and one.state not in OVER)
    return sorted(own, key=lambda one: (one.prepared_at, one.id), reverse=True)
