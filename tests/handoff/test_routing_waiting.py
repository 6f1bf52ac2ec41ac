"""What a wait is owed, and when it begins anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.routing_waiting import (
    DEFAULT_TIMES,
    Step,
    Times,
    Wait,
    began,
    due,
    is_anew,
    may_be_routed,
)

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WAIT = Wait("c", "t", "north", NOW)


@pytest.mark.parametrize(
    ("seconds", "owed"),
    [
        (119, set()),
        (120, {Step.PHONE}),
        (299, {Step.PHONE}),
        (300, {Step.PHONE, Step.HER}),
        (600, {Step.PHONE, Step.HER, Step.COORDINATOR}),
        (-3600, set()),
    ],
)
def test_two_five_and_ten_minutes(seconds: int, owed: set[Step]) -> None:
    """The duty phone, she, the coordinators; a clock that was set back owes nothing."""
    assert due(WAIT, NOW + timedelta(seconds=seconds), DEFAULT_TIMES) == owed


@given(st.sets(st.sampled_from(list(Step))), st.integers(0, 10_000))
def test_each_happens_once(done: set[Step], seconds: int) -> None:
    """Whatever was done is not owed again, however late it is and whoever looks."""
    marks: dict[Step, dict[str, object]] = {
        Step.PHONE: {"rings": 2, "phoned_at": NOW},
        Step.HER: {"told_at": NOW},
        Step.COORDINATOR: {"raised_at": NOW},
    }
    wait = WAIT
    for step in done:
        wait = replace(wait, **marks[step])  # type: ignore[arg-type]
    assert not due(wait, NOW + timedelta(seconds=seconds), DEFAULT_TIMES) & done


def test_nobody_is_called_for_a_woman_who_left() -> None:
    """Nothing could be sent to her; when she is back everything is owed at once."""
    late = NOW + timedelta(hours=1)
    assert due(replace(WAIT, reachable=False), late, DEFAULT_TIMES) == set()
    assert due(WAIT, late, DEFAULT_TIMES) == set(Step)


def test_the_change_of_the_clock_moves_nothing() -> None:
    """Waits are counted in UTC: the night in which an hour comes twice is an ordinary one."""
    before = datetime(2026, 10, 25, 2, 59, tzinfo=ZoneInfo("Europe/Rome")).astimezone(UTC)
    wait = replace(WAIT, since=before)
    assert due(wait, before + timedelta(minutes=1), DEFAULT_TIMES) == set()
    assert due(wait, before + timedelta(minutes=2), DEFAULT_TIMES) == {Step.PHONE}


def test_times_that_make_no_sense_are_refused() -> None:
    """She is never told before the phone has rung, and nothing happens at once."""
    minute = timedelta(minutes=1)
    for wrong in ((0, 5, 10), (5, 2, 10), (2, 10, 5)):
        with pytest.raises(ValueError, match="duty phone"):
            Times(*(one * minute for one in wrong))


def test_a_case_that_was_put_back_waits_anew() -> None:
    """From that moment; one that moved waits from when she asked there."""
    known = {"known": "north", "network": "north", "opened": NOW, "before": NOW}
    assert not is_anew(claimed=False, **known)  # type: ignore[arg-type]
    assert is_anew(claimed=True, **known)  # type: ignore[arg-type]
    assert is_anew(claimed=False, **{**known, "network": "south"})  # type: ignore[arg-type]
    later = NOW + timedelta(minutes=7)
    assert began(claimed=True, opened=NOW, now=later) == later
    assert began(claimed=False, opened=NOW, now=later) == NOW


@given(st.sampled_from("abc"), st.frozensets(st.sampled_from("abc")))
def test_a_case_never_goes_where_she_excluded(network: str, excluded: frozenset[str]) -> None:
    """Whoever moves a case asks this first."""
    assert may_be_routed(network, excluded) == (network not in excluded)
