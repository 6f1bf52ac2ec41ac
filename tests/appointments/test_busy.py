"""Busy times out of somebody else's calendar: read where they are plain, bounded where hostile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.appointments.busy import LARGEST, CalendarTextError, read_busy
from bot.appointments.slots import ROME

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=42)


def ics(*events: str, before: str = "") -> bytes:
    """A calendar of these events, each the lines between BEGIN and END."""
    made = "".join(f"BEGIN:VEVENT\nUID:u{at}\n{one}\nEND:VEVENT\n" for at, one in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//IT\n{before}{made}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def hours(raw: bytes) -> list[tuple[int, int]]:
    """(day, hour) in Milan at which each busy time begins."""
    found = read_busy(raw, NOW, LATER).busy
    return [
        (one.starts_at.astimezone(ROME).day, one.starts_at.astimezone(ROME).hour) for one in found
    ]


def test_a_weekly_meeting_is_busy_each_week_but_for_what_was_left_out() -> None:
    """Exceptions are no busy times; a moved one is busy where it was moved to."""
    meeting = (
        "DTSTART;TZID=Europe/Rome:20260106T100000\nDTEND;TZID=Europe/Rome:20260106T110000\n"
        "RRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE;TZID=Europe/Rome:20261208T100000"
    )
    raw = ics(meeting)
    moved = (
        b"BEGIN:VEVENT\r\nUID:u0\r\nRECURRENCE-ID;TZID=Europe/Rome:20261201T100000\r\n"
        b"DTSTART;TZID=Europe/Rome:20261202T150000\r\nDTEND;TZID=Europe/Rome:20261202T160000\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR"
    )
    assert hours(raw)[:3] == [(24, 10), (1, 10), (15, 10)]
    assert hours(raw.replace(b"END:VCALENDAR", moved))[:3] == [(24, 10), (2, 15), (15, 10)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;INTERVAL=3;COUNT=3", [24, 27, 30]),
        ("FREQ=DAILY;UNTIL=20261126T235959Z", [24, 25, 26]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;COUNT=4", [24, 27, 8, 11]),
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=2", [30, 28]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", [30, 31]),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", [25]),
    ],
)
def test_repetitions_that_desks_use_are_followed(rule: str, days: list[int]) -> None:
    """By the day, week, month and year, with a count or an end."""
    raw = ics(f"DTSTART;TZID=Europe/Rome:20261124T120000\nDURATION:PT1H\nRRULE:{rule}")
    assert [day for day, _ in hours(raw)] == days


def test_repetitions_keep_their_hour_over_the_clock_change() -> None:
    """What is at ten in summer is at ten in winter."""
    raw = ics("DTSTART;TZID=Europe/Rome:20260601T100000\nDURATION:PT30M\nRRULE:FREQ=DAILY")
    assert {hour for _, hour in hours(raw)} == {10}


def test_what_is_free_or_was_cancelled_is_not_busy() -> None:
    """As the agency's own calendar says it."""
    free = "DTSTART:20261201T090000Z\nDTEND:20261201T100000Z\nTRANSP:TRANSPARENT"
    gone = "DTSTART:20261201T090000Z\nDTEND:20261201T100000Z\nSTATUS:CANCELLED"
    assert read_busy(ics(free, gone), NOW, LATER).busy == ()


def test_whole_days_are_days_in_milan() -> None:
    """From midnight to midnight there."""
    (one,) = read_busy(
        ics("DTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261209"), NOW, LATER
    ).busy
    assert one.starts_at == datetime(2026, 12, 6, 23, tzinfo=UTC)
    assert one.ends_at == datetime(2026, 12, 8, 23, tzinfo=UTC)


def test_a_rule_without_end_or_without_any_day_ends() -> None:
    """Every second, for ever, and on the thirtieth of February: said to be strange, or empty."""
    endless = "DTSTART:20261125T000000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY"
    never = "DTSTART:19000101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    million = "DTSTART:20261125T000000Z\nDURATION:PT1H\nRRULE:FREQ=MINUTELY;COUNT=1000000"
    found = read_busy(ics(endless, never, million), NOW, LATER)
    assert found.strange == 2
    assert len(found.busy) == 1


def test_a_zone_that_repeats_without_end_is_not_followed() -> None:
    """Zones are ours: what the file says of them is cut out before it is read."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Europe/Rome\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "RRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    raw = ics("DTSTART;TZID=Europe/Rome:20261125T100000\nDURATION:PT1H", before=zone)
    assert hours(raw) == [(25, 10)]


def test_a_million_moments_are_refused() -> None:
    """However they come: as events, as bytes, as one list of dates."""
    with pytest.raises(CalendarTextError, match="many"):
        read_busy(ics(*["DTSTART:20261201T090000Z"] * 5_001), NOW, LATER)
    with pytest.raises(CalendarTextError, match="large"):
        read_busy(b"x" * (LARGEST + 1), NOW, LATER)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_every_encoding_that_desk_programs_write_is_read(encoding: str) -> None:
    """Titles with accents do not hide when it is."""
    text = ics("SUMMARY:Riunione in città\nDTSTART:20261201T090000Z\nDURATION:PT1H").decode()
    assert hours(text.encode(encoding)) == [(1, 10)]


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"<html></html>", b"BEGIN:VCALENDAR\r\n", b"\xff\xfe"]
)
def test_what_is_no_calendar_is_said_to_be_broken(raw: bytes) -> None:
    """A page that asks for a login, half a file, nothing."""
    with pytest.raises(CalendarTextError, match="broken"):
        read_busy(raw, NOW, LATER)


@given(
    st.lists(
        st.sampled_from(
            [
                "DTSTART:20261201T090000Z",
                "DTSTART;VALUE=DATE:20261201",
                "DTSTART:99999999",
                "DURATION:-PT1H",
                "DURATION:P9999D",
                "RRULE:FREQ=DAILY;INTERVAL=0",
                "RRULE:FREQ=WEEKLY;BYDAY=9XX",
                "RRULE:x",
                "RRULE:FREQ=YEARLY;BYMONTH=13",
                "DTEND:20261201T100000",
                "RDATE:20261203T090000Z",
                "EXDATE:20261201T090000Z,x",
                "RECURRENCE-ID:20261201T090000Z",
                "DTSTART;TZID=Nowhere/At:20261201T090000",
            ]
        ),
        max_size=5,
    )
)
@settings(max_examples=80, deadline=None)
def test_no_event_whatever_it_says_breaks_the_others(lines: list[str]) -> None:
    """Strange events are counted; the plain one beside them is read."""
    plain = "DTSTART:20261210T090000Z\nDURATION:PT1H"
    found = read_busy(ics("\n".join(lines), plain), NOW, LATER)
    assert found.events == 2
    assert any(
        one.starts_at <= datetime(2026, 12, 10, 9, tzinfo=UTC) < one.ends_at for one in found.busy
    )
