"""When something on Telegram happened, whatever our clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.channels.telegram_time import UNTIMED, TelegramTime

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def time(ahead: timedelta = timedelta()) -> TelegramTime:
    """Telegram's clock is so much ahead of ours."""
    known = TelegramTime(lambda: NOW)
    known.learn(format_datetime(NOW + ahead, usegmt=True))
    return known


def test_what_is_new_happened_now_and_what_is_old_then() -> None:
    """Dates are whole seconds, and the way takes some."""
    assert time().moment(1, NOW - timedelta(seconds=30)) == NOW
    assert time().moment(1, NOW + timedelta(seconds=5)) == NOW
    assert time().moment(1, NOW - HOUR) == NOW - HOUR


@pytest.mark.parametrize("wrong", [HOUR, -HOUR])
def test_a_wrong_clock_of_ours_makes_nothing_old_or_new(wrong: timedelta) -> None:
    """Only what is old by Telegram's clock is old."""
    known = time(wrong)
    assert known.moment(1, NOW + wrong) == NOW
    assert known.moment(1, NOW + wrong - HOUR) == NOW - HOUR


FAR = "Tue, 99999999999999999999 Nov 2026 09:00:00 GMT"
"""Bytes that ``make fuzz`` found."""


def test_a_date_that_cannot_be_read_changes_nothing() -> None:
    """Nor does a missing one."""
    known = time(HOUR)
    for header in ("", "yesterday", "Tue, 99 Nov 2026 09:00:00 GMT", FAR):
        known.learn(header)
    assert known.moment(1, NOW + HOUR) == NOW


def test_a_touch_that_waited_for_us_is_old_and_a_later_one_is_not() -> None:
    """Touches carry no time: those that waited come first, numbered one by one."""
    known = time()
    assert known.moment(10, None) == NOW
    known.expect_waiting(2)
    assert known.moment(20, None) == NOW - UNTIMED
    assert known.moment(20, None) == NOW - UNTIMED
    assert known.moment(21, None) == NOW - UNTIMED
    assert known.moment(22, None) == NOW
    known.expect_waiting(0)
    assert known.moment(23, None) == NOW
