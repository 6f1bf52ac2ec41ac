"""What the rota is in the API's words, and holes in words of the staff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_datetime

from admin import answers
from admin.endpoint import Call
from admin.refused import Refused
from admin.rota import schema
from bot.calendar.timetable import ROME, Timetable
from bot.handoff.people import Account
from bot.handoff.reasons import Reason
from bot.handoff.rota import (
    AHEAD,
    Plan,
    Rota,
    Stretch,
    able,
    end_of,
    may_plan,
    moment_of,
    newly_open,
    published,
    turns,
)

NAMED = 4
"""So many holes are named in a refusal."""

_WEEK = timedelta(days=6)


def timetable(call: Call, network: str, own: Timetable | None) -> Timetable:
    """The hours that a network publishes: its people's own, else the directory's."""
    facts = call.house.networks.network(network)
    if own is not None or facts is None:
        return own or Timetable()
    return facts.timetable


def check_covered(call: Call, before: Plan, after: Plan) -> None:
    """Refuse what opens holes within the promise, and name them."""
    holes = newly_open(before, after, call.now)
    if holes:
        raise Refused(409, Reason.UNCOVERED, holes=in_words(holes, call.language))


def in_words(holes: Sequence[Stretch], language: str) -> str:
    """The first holes: «lun 30 nov 09:00-13:00; …», and how many there are besides."""
    named = "; ".join(_hole(one, language) for one in holes[:NAMED])
    more = len(holes) - NAMED
    return f"{named}; +{more}" if more > 0 else named


def week_of(
    call: Call, rota: Rota, own: Timetable | None, people: Sequence[Account], first: date
) -> schema.NetworkRota:
    """One network's week, as this reader sees it."""
    network = rota.network
    there = able(people, network)
    plan = Plan(rota, timetable(call, network, own), there)
    found = turns(rota.shifts, first, first + _WEEK)
    shown = there | {one.shift.account for one in found}
    return schema.NetworkRota(
        id=network,
        network=answers.network(call.house, network).name,
        editable=may_plan(call.account, network),
        planned=bool(rota.shifts),
        until=rota.until,
        people=[
            schema.Planned(
                account=one.id,
                name=one.login,
                languages=list(one.languages),
                mine=one.id == call.account.id,
                able=one.id in there,
            )
            for one in people
            if one.id in shown
        ],
        turns=[
            schema.Turn(
                shift=one.shift.id,
                account=one.shift.account,
                day=one.day,
                begins=one.shift.begins,
                ends=one.shift.ends,
                begins_at=one.begins,
                ends_at=one.ends,
                weekly=one.shift.weekly,
                covers=one.shift.account in there,
                mine=one.shift.account == call.account.id,
            )
            for one in found
        ],
        openings=stretches(published(plan.timetable, moment_of(first, 0), end_of(first + _WEEK))),
        holes=stretches(plan.holes(call.now, call.now + AHEAD)) if rota.shifts else [],
    )


def stretches(found: Iterable[Stretch]) -> list[schema.Stretch]:
    """Stretches of time as the API gives them."""
    return [schema.Stretch(begins_at=one.begins, ends_at=one.ends) for one in found]


def _hole(one: Stretch, language: str) -> str:
    begins, ends = one.begins.astimezone(ROME), one.ends.astimezone(ROME)
    same = begins.date() == (ends - timedelta(minutes=1)).date()
    until = _written(ends, "HH:mm" if same else "EEE d MMM HH:mm", language)
    return f"{_written(begins, 'EEE d MMM HH:mm', language)}-{until}"


def _written(at: datetime, pattern: str, language: str) -> str:
    return format_datetime(at, pattern, tzinfo=ROME, locale=language)
