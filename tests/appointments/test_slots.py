"""Which moments are free: laid out in time, never double, in the nights of the clock change too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.appointments.calendar import Calendar, CalendarError, Exceptional, Window, check_calendar
from bot.appointments.slots import (
    NOTHING,
    ROME,
    Slot,
    Taken,
    Taking,
    Wish,
    at_moment,
    free,
    is_free,
    moments,
    proposals,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""A Tuesday, ten o'clock in Milan."""

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
WEEK = tuple(Window(day, 9 * 60, 12 * 60) for day in range(5))


def calendar(weekly: tuple[Window, ...] = WEEK, **more: object) -> Calendar:
    """A desk that receives on weekday mornings."""
    return Calendar("desk", "agency", "cpi", "Sportello", weekly, **more)  # type: ignore[arg-type]


def night(minutes: int, pause: int = 0) -> Calendar:
    """A desk that receives from one to five in every night, that before Easter too."""
    windows = tuple(Window(day, 60, 300) for day in range(7))
    return calendar(windows, minutes=minutes, pause=pause, holidays=True)


def took(slot: Slot, **more: object) -> Taken:
    """That moment is somebody's."""
    return Taken(slot.calendar, slot.agency, slot.starts_at, slot.ends_at, **more)  # type: ignore[arg-type]


def test_the_night_without_its_hour_is_an_hour_shorter() -> None:
    """Three hours pass between one and five on the clocks: three appointments of an hour."""
    found = list(moments(night(60), SPRING))
    assert [one.starts_at.astimezone(ROME).hour for one in found] == [1, 3, 4]


def test_the_night_with_an_hour_twice_is_an_hour_longer() -> None:
    """Five hours pass: five appointments, and the hour that comes twice is two of them."""
    found = list(moments(night(60), AUTUMN))
    assert [one.starts_at.astimezone(ROME).hour for one in found] == [1, 2, 2, 3, 4]
    assert len({one.starts_at for one in found}) == 5


@given(
    day=st.sampled_from([SPRING, AUTUMN, date(2026, 11, 24), date(2028, 2, 29)]),
    opens=st.integers(0, 1379),
    long=st.integers(1, 700),
    minutes=st.integers(10, 240),
    pause=st.integers(0, 60),
)
@settings(max_examples=120, deadline=None)
def test_moments_never_overlap_and_are_as_long_as_they_say(
    day: date, opens: int, long: int, minutes: int, pause: int
) -> None:
    """On any day, for any hours: each has its whole length and its pause, within the hours."""
    closes = min(opens + long, 1440)
    hours = (Window(day.weekday(), opens, closes),)
    desk = calendar(hours, minutes=minutes, pause=pause, holidays=True)
    found = list(moments(desk, day))
    for one in found:
        assert one.ends_at - one.starts_at == timedelta(minutes=minutes)
        assert at_moment(desk, one.starts_at) == one
    for one, after in pairwise(found):
        assert one.ends_at + timedelta(minutes=pause) == after.starts_at


@given(
    capacity=st.integers(1, 4),
    picks=st.lists(st.integers(0, 200), max_size=60),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_booked_no_moment_holds_more_than_its_capacity(
    capacity: int, picks: list[int]
) -> None:
    """Booking what is offered, in any order, never brings more women than are received."""
    desk = calendar(tuple(Window(day, 540, 720, capacity) for day in range(5)))
    taken: list[Taken] = []
    for pick in picks:
        offered = list(free(desk, Taking(taken), NOW))
        if offered:
            taken.append(took(offered[pick % len(offered)]))
    for one in taken:
        beside = [
            each for each in taken if each.starts_at < one.ends_at and one.starts_at < each.ends_at
        ]
        assert len(beside) <= capacity


def test_what_was_booked_under_other_hours_still_keeps_its_place() -> None:
    """An appointment that lies across two new moments takes both."""
    desk = calendar(minutes=60)
    first, second, *_ = free(desk, NOTHING, NOW)
    across = Taken(
        "desk",
        "agency",
        first.starts_at + timedelta(minutes=30),
        second.starts_at + timedelta(minutes=30),
    )
    left = list(free(desk, Taking([across]), NOW))
    assert first not in left
    assert second not in left


def test_a_room_that_two_desks_share_is_used_by_one_at_a_time() -> None:
    """Of the same agency; another agency's room of that name is another room."""
    desk = calendar((Window(3, 540, 600, 5, "blu"),))
    (slot,) = free(desk, NOTHING, NOW, ends=NOW + timedelta(days=7))
    other = Taken("other", "agency", slot.starts_at, slot.ends_at, "blu")
    assert not is_free(desk, slot, Taking([other]), NOW, Wish())
    elsewhere = Taken("other", "elsewhere", slot.starts_at, slot.ends_at, "blu")
    assert is_free(desk, slot, Taking([elsewhere]), NOW, Wish())


def test_where_the_agency_is_busy_nobody_is_received() -> None:
    """However many women could be received at once."""
    desk = calendar((Window(3, 540, 600, 5),))
    (slot,) = free(desk, NOTHING, NOW, ends=NOW + timedelta(days=7))
    assert not Taking([took(slot, whole=True)]).leaves(slot)
    assert Taking([took(slot)] * 4).leaves(slot)
    assert not Taking([took(slot)] * 5).leaves(slot)


def test_notice_is_kept_and_an_interpreter_needs_more_of_it() -> None:
    """Tomorrow at ten is a day away; with an interpreter the first is three days away."""
    desk = calendar(needs=frozenset({"interpreter"}))
    first = next(iter(free(desk, NOTHING, NOW)))
    assert first.starts_at == NOW + timedelta(days=1)
    asked = next(iter(free(desk, NOTHING, NOW, Wish("interpreter"))))
    assert asked.starts_at >= NOW + timedelta(days=3)
    assert not list(free(desk, NOTHING, NOW, Wish("mediator")))


def test_who_asks_for_a_woman_is_received_by_a_woman() -> None:
    """Only in hours for which that is sure; in an anti-violence centre it always is."""
    mixed = calendar((Window(2, 540, 600), Window(3, 540, 600, women=True)))
    asked = list(free(mixed, NOTHING, NOW, Wish(woman=True)))
    assert {one.starts_at.astimezone(ROME).weekday() for one in asked} == {3}
    centre = Calendar("centre", "agency", "cav", "Centro", (Window(2, 540, 600),))
    assert list(free(centre, NOTHING, NOW, Wish(woman=True)))


def test_exceptions_close_and_open_days() -> None:
    """The newest one counts."""
    august = Exceptional(date(2026, 11, 25), date(2026, 11, 27))
    special = Exceptional(date(2026, 11, 26), date(2026, 11, 26), (Window(0, 900, 960),))
    desk = calendar(exceptions=(august, special))
    days = [one.starts_at.astimezone(ROME) for one in free(desk, NOTHING, NOW)]
    assert [(one.day, one.hour) for one in days[:2]] == [(26, 15), (30, 9)]


def test_three_proposals_are_of_three_half_days_with_something_to_choose() -> None:
    """The first one, a part of the day that it is not, and another day: never two alike."""
    desk = calendar(tuple(Window(day, 540, 1020) for day in range(5)))
    chosen = proposals(list(free(desk, NOTHING, NOW)))
    assert len({one.half_day for one in chosen}) == 3
    assert {one.morning for one in chosen} == {True, False}
    assert chosen[0] == next(iter(free(desk, NOTHING, NOW)))
    assert len({one.half_day[0] for one in chosen}) > 1


@pytest.mark.parametrize(
    "broken",
    [
        calendar((Window(7, 540, 600),)),
        calendar((Window(1, 600, 600),)),
        calendar((Window(1, 540, 600, 0),)),
        calendar((Window(1, 540, 600), Window(1, 570, 660))),
        calendar(minutes=5),
        calendar(notice=timedelta(days=50)),
        calendar(notice_needs=timedelta(hours=1)),
        Calendar("desk", "agency", "refuge", "x", WEEK),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(broken: Calendar) -> None:
    """With a sentence that says what to change."""
    with pytest.raises(CalendarError):
        check_calendar(broken)
