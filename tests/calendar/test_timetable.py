"""When a network answers, through the year of Milan."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.calendar.timetable import (
    ROME,
    BadHours,
    Timetable,
    is_open,
    opens_next,
    read_day,
    read_week,
    write_week,
)
from bot.handoff.routing_rules import hours_from_plain, hours_to_plain, timetable_of

OFFICE = Timetable(read_week("mon-fri 09:00-18:00; sat 09:00-12:00"))


def at(text: str) -> datetime:
    """A moment in Rome."""
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("moment", "is_there"),
    [
        ("2026-11-30T09:00", True),
        ("2026-11-30T08:59", False),
        ("2026-11-30T18:00", False),
        ("2026-12-07T10:00", False),
        ("2026-12-08T10:00", False),
        ("2027-03-29T10:00", False),
        ("2026-08-12T10:00", True),
    ],
)
def test_holidays_close_and_so_does_the_day_of_saint_ambrose(moment: str, is_there: bool) -> None:
    """Italy's holidays, Easter Monday, and 7 December in Milan."""
    assert is_open(OFFICE, at(moment)) is is_there


def test_august_has_hours_of_its_own() -> None:
    """Closed all month, or shorter; the next opening is then in September."""
    closed = Timetable(OFFICE.week, august=())
    assert not is_open(closed, at("2026-08-12T10:00"))
    assert opens_next(closed, at("2026-08-01T13:00")) == at("2026-09-01T09:00")
    short = Timetable(OFFICE.week, august=read_week("tue 10:00-12:00"))
    assert opens_next(short, at("2026-08-12T10:00")) == at("2026-08-18T10:00")


def test_a_night_goes_on_into_the_next_day() -> None:
    """A shift from evening to morning is one opening, over a change of the clock too."""
    night = Timetable(read_week("mon-sun 20:00-08:00"), holidays=True)
    assert is_open(night, at("2026-10-25T01:30"))
    assert is_open(night, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert is_open(night, at("2026-03-29T03:30"))
    assert not is_open(night, at("2026-10-25T08:00"))


def test_a_single_day_stands_above_everything() -> None:
    """A bridge day is closed, a holiday is worked."""
    own = ((date(2026, 12, 4), ()), (date(2026, 12, 8), read_day(date(2026, 12, 8), "10:00-12:00")))
    table = Timetable(OFFICE.week, days=own)
    assert not is_open(table, at("2026-12-04T10:00"))
    assert is_open(table, at("2026-12-08T11:00"))


@pytest.mark.parametrize(
    "text",
    ["lun 9-18", "mon 09:00-09:00", "fri-mon 09:00-10:00", "mon 25:00-26:00", "mon 24:00-02:00"],
)
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    """With a sentence that says what to write."""
    with pytest.raises(BadHours):
        read_week(text)


def test_hours_survive_being_kept() -> None:
    """They come back as they were written."""
    days = {"2026-12-24": "09:00-12:00; 14:00-24:00", "2026-12-31": ""}
    table = timetable_of("mon-sun 20:00-08:00", "", days, holidays=True)
    assert hours_from_plain(hours_to_plain(table)) == table
    bare = timetable_of("", None, {}, holidays=False)
    assert hours_from_plain(hours_to_plain(bare)) == bare
    assert write_week(read_week("sat 09:00-24:00")) == "sat 09:00-24:00"
