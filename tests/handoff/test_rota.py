"""Who is planned when: changes of the clock, weeks, exceptions, and holes in what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.people import Account, Role
from bot.handoff.rota import (
    Plan,
    Rota,
    Shift,
    Stretch,
    able,
    end_of,
    has_turn,
    is_sound,
    is_twice,
    joined,
    moment_of,
    network_shifts,
    newly_open,
    over_at,
    taken_out,
    turns,
    under_way,
    without,
)
from bot.handoff.routing_rules import timetable_of

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = Shift("day", "north", "anna", MONDAY, 9 * 60, 18 * 60)
WEEKLY = replace(DAY, id="week", weekly=True)
NIGHT = Shift("night", "north", "anna", MONDAY, 22 * 60, 30 * 60)
WEEK = timetable_of("mon-fri 09:00-18:00", None, {}, holidays=True)
ABLE = frozenset({"anna", "bice"})


def plan(*shifts: Shift, until: date | None = None, people: frozenset[str] = ABLE) -> Plan:
    """These shifts beside the usual week."""
    return Plan(Rota("north", shifts, until), WEEK, people)


def at(day: int, hour: float) -> datetime:
    """An hour of a day of March in Milan, before the change of the clock."""
    return datetime(2026, 3, day, tzinfo=UTC) + timedelta(hours=hour - 1)


def test_a_night_is_as_long_as_it_really_is() -> None:
    """Seven hours where the clock leaves one out, nine where it shows one twice."""
    lengths = []
    for day in (date(2026, 3, 28), date(2026, 10, 24), MONDAY):
        (turn,) = turns([replace(NIGHT, day=day)], day, day)
        lengths.append(turn.ends - turn.begins)
    assert lengths == [timedelta(hours=7), timedelta(hours=9), timedelta(hours=8)]


def test_shifts_that_touch_leave_no_hole_in_either_night() -> None:
    """Also where they touch in an hour that there is twice, or not at all."""
    nights = timetable_of("sat 22:00-06:00", None, {}, holidays=True)
    for day in (date(2026, 3, 28), date(2026, 10, 24)):
        halves = (
            Shift("first", "north", "anna", day, 22 * 60, 26 * 60 + 30),
            Shift("second", "north", "bice", day, 26 * 60 + 30, 30 * 60),
        )
        begins, ends = moment_of(day, 0), end_of(day + timedelta(days=1))
        assert Plan(Rota("north", halves), nights, ABLE).holes(begins, ends) == ()
        (hole,) = Plan(Rota("north", halves[:1]), nights, ABLE).holes(begins, ends)
        assert hole.ends == moment_of(day, 30 * 60)


def test_a_week_has_its_exceptions_and_its_end() -> None:
    """Never before its first day, whatever is asked for."""
    shift = replace(WEEKLY, last=date(2026, 3, 16), without=frozenset({date(2026, 3, 9)}))
    found = turns([shift], date(2026, 1, 1), date(2026, 12, 31))
    assert [one.day for one in found] == [MONDAY, date(2026, 3, 16)]
    assert over_at(shift) == at(16, 18)
    assert over_at(WEEKLY) is None
    assert has_turn(WEEKLY, date(2026, 6, 1))
    assert not has_turn(WEEKLY, date(2026, 6, 2))


def test_who_is_in_turn_now() -> None:
    """A night of yesterday too; never at the moment at which it ends."""
    assert [one.day for one in under_way([NIGHT], at(3, 5.9))] == [MONDAY]
    assert under_way([NIGHT], at(3, 6)) == ()


def test_holes_are_what_is_published_and_not_planned() -> None:
    """A shift of somebody who can no longer be there covers nothing."""
    begins, ends = at(2, 0), at(4, 0)
    morning = replace(DAY, ends=13 * 60)
    assert plan(morning).holes(begins, ends) == (
        Stretch(at(2, 13), at(2, 18)),
        Stretch(at(3, 9), at(3, 18)),
    )
    assert len(plan(morning, people=frozenset({"bice"})).holes(begins, ends)) == 2
    assert plan(morning, people=frozenset()).holes(begins, ends)[0] == Stretch(at(2, 9), at(2, 18))
    assert plan(DAY).holes(at(2, 10), at(2, 20)) == ()


def test_only_new_holes_within_the_promise_count() -> None:
    """Without a promise none does; those that stood there stop nobody from mending the rest."""
    full, none = plan(DAY, until=MONDAY), plan(until=MONDAY)
    assert newly_open(full, none, NOW) == (Stretch(at(2, 9), at(2, 18)),)
    assert newly_open(plan(DAY), plan(), NOW) == ()
    assert newly_open(none, none, NOW) == ()
    longer = date(2026, 3, 3)
    assert newly_open(full, plan(DAY, until=longer), NOW) == (Stretch(at(3, 9), at(3, 18)),)
    assert newly_open(plan(DAY), full, NOW) == ()
    shorter = replace(full, timetable=timetable_of("", None, {}, holidays=True))
    assert newly_open(full, shorter, NOW) == ()
    twice = plan(DAY, replace(DAY, id="more", account="bice"), until=MONDAY)
    assert newly_open(twice, full, NOW) == ()


def test_one_turn_or_all_that_follow_are_taken_out() -> None:
    """The rest of the week stays."""
    second = date(2026, 3, 9)
    assert taken_out(DAY, MONDAY, onwards=False) is None
    once = taken_out(WEEKLY, second, onwards=False)
    assert once is not None
    assert [one.day.day for one in turns([once], MONDAY, date(2026, 3, 16))] == [2, 16]
    ended = taken_out(WEEKLY, second, onwards=True)
    assert ended is not None
    assert [one.day for one in turns([ended], MONDAY, date(2026, 12, 31))] == [MONDAY]
    assert taken_out(WEEKLY, MONDAY, onwards=True) is None
    rota = network_shifts(Rota("north", (DAY, WEEKLY)), [replace(DAY, ends=13 * 60)], "week")
    assert [(one.id, one.ends) for one in rota.shifts] == [("day", 13 * 60)]


def test_what_can_be_planned() -> None:
    """Neither over, nor too long, nor too far; and nobody twice at the same time."""
    assert is_sound(DAY, NOW)
    assert is_sound(NIGHT, at(3, 5))
    for wrong in (
        {"ends": 9 * 60 + 10},
        {"ends": 26 * 60},
        {"day": date(2026, 2, 27)},
        {"day": date(2027, 3, 1)},
        {"last": MONDAY},
    ):
        assert not is_sound(replace(DAY, **wrong), NOW)
    assert is_twice(replace(DAY, id="new", begins=17 * 60), [WEEKLY])
    assert is_twice(replace(WEEKLY, id="new"), [replace(DAY, day=date(2026, 4, 13))])
    assert not is_twice(replace(DAY, id="new", begins=18 * 60, ends=20 * 60), [WEEKLY])
    assert not is_twice(replace(DAY, id="new", account="bice"), [WEEKLY])


def test_only_who_answers_and_may_enter_can_be_planned() -> None:
    """An admin, somebody of another network, a suspended and an invited account cannot."""
    anna = Account("anna", "Anna", Role.OPERATOR, ("north",), ("it",), NOW)
    people = (
        anna,
        replace(anna, id="ada", role=Role.NETWORK_ADMIN),
        replace(anna, id="far", networks=("south",)),
        replace(anna, id="gone", suspended_at=NOW),
        replace(anna, id="new", invited=True),
    )
    assert able(people, "north") == {"anna"}


_SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
        lambda pair: Stretch(
            NOW + timedelta(hours=pair[0]), NOW + timedelta(hours=pair[0] + pair[1])
        )
    ),
    max_size=6,
).map(joined)


def _hours(stretches: tuple[Stretch, ...]) -> set[int]:
    return {
        hour
        for one in stretches
        for hour in range(100)
        if one.begins <= NOW + timedelta(hours=hour) < one.ends
    }


@given(of=_SPANS, gone=_SPANS)
def test_time_without_other_time(of: tuple[Stretch, ...], gone: tuple[Stretch, ...]) -> None:
    """Hour by hour what is in the one and not in the other; in order, none touching the next."""
    left = without(of, gone)
    assert _hours(left) == _hours(of) - _hours(gone)
    assert joined(left) == left
