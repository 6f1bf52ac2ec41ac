"""What is counted, for which time, and of what nothing is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handoff.figures import (
    VALUES,
    Figure,
    answered,
    asked,
    band,
    days_between,
    finished,
    quarter_of,
    unmet,
    waited,
)
from bot.handoff.referral import FollowUp, Referral, State

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SENT = Referral("r", "c", "k", "north", "cpi", State.ACKNOWLEDGED, "anna", NOW, NOW, due_at=NOW)


def told(counts):
    """(figure, value, agency) of what is counted."""
    return [(one.figure, one.value, one.network) for one in counts]


def test_only_finished_quarters_are_told():
    """The newest first, each until the next begins; the one that runs would tell of single days."""
    found = finished(NOW)
    assert found[:2] == [datetime(2025, 10, 1, tzinfo=UTC), datetime(2025, 7, 1, tzinfo=UTC)]
    assert len(found) == 8
    assert quarter_of(NOW) not in found
    assert quarter_of(datetime(2026, 4, 1, tzinfo=UTC) - timedelta(microseconds=1)) == quarter_of(
        NOW
    )


@pytest.mark.parametrize(
    ("given", "bucket"),
    [
        (waited(timedelta(seconds=119)), "2"),
        (waited(timedelta(minutes=2)), "5"),
        (waited(timedelta(hours=5)), "more"),
        (days_between(NOW, NOW + timedelta(days=1)), "1"),
        (days_between(NOW, NOW + timedelta(days=7)), "7"),
        (days_between(NOW, NOW + timedelta(days=60)), "more"),
        (band(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)), "00"),
        (band(datetime(2026, 1, 1, 22, 30, tzinfo=UTC)), "21"),
    ],
)
def test_spans_and_hours_are_told_in_coarse_steps(given, bucket):
    """Hours by the clock of Milan, three at a time."""
    assert given == bucket


def test_every_value_that_is_counted_stands_in_the_list_of_its_figure():
    """What could be counted and is not in the list would not be hidden with the others."""
    declined = replace(SENT, state=State.DECLINED, why="full", answered_at=NOW)
    accepted = replace(SENT, state=State.ACCEPTED, answered_at=NOW)
    open_ = replace(accepted, follow_ups=(FollowUp(date(2026, 3, 1)),))
    kept = replace(open_, follow_ups=(FollowUp(date(2026, 3, 1), "kept"), FollowUp(NOW.date())))
    counts = [
        *asked(NOW, "north", "it", "", "letter"),
        *unmet(NOW, "north", "it", NOW, "person"),
        *answered(SENT, declined, NOW),
        *answered(SENT, accepted, NOW - timedelta(days=1)),
        *answered(open_, kept, NOW),
    ]
    for one in counts:
        assert one.figure not in VALUES or one.value in VALUES[one.figure], one
    assert told(answered(SENT, declined, NOW)) == [
        (Figure.REFERRAL, "declined_full", "cpi"),
        (Figure.ANSWER, "late", "cpi"),
    ]
    assert told(answered(SENT, accepted, NOW - timedelta(days=1)))[1][1] == "in_time"
    assert told(answered(open_, kept, NOW)) == [(Figure.FOLLOW_UP, "kept_late", "cpi")]


def test_what_she_decides_is_counted_nowhere():
    """Her yes, her no, her taking back: no number tells of them."""
    asked_ = replace(SENT, state=State.ASKED)
    for state in (State.SENT, State.REFUSED, State.WITHDRAWN, State.ACKNOWLEDGED):
        assert answered(asked_, replace(asked_, state=state, decided_at=NOW), NOW) == ()
