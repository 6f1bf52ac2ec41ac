"""When she may be contacted first: never, but as she said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Channel
from bot.safety.contract import (
    EVERY_DAY,
    ROME,
    WORKING_DAYS,
    Contract,
    Forbidden,
    Line,
    forbidden,
    may_contact,
    next_allowed,
)

GIVEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday, ten in the morning in Milan."""

MORNINGS = Contract(
    Channel.TELEGRAM,
    WORKING_DAYS,
    9 * 60,
    12 * 60,
    Line.APPOINTMENT,
    GIVEN,
    GIVEN + timedelta(days=30),
)
NIGHTS = (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC))
"""At one o'clock (UTC) of these days the clocks of Milan go forward, and back."""


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    """Any contract whose time lies around one of the two nights."""
    night = draw(st.sampled_from(NIGHTS))
    opens, closes = sorted(draw(st.sets(st.integers(0, 1440), min_size=2, max_size=2)))
    since = night - timedelta(hours=draw(st.integers(1, 30)))
    return Contract(
        draw(st.sampled_from([Channel.SMS, Channel.TELEGRAM, Channel.WHATSAPP])),
        frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
        opens,
        closes,
        Line.ALMANAC,
        since,
        since + timedelta(hours=draw(st.integers(1, 60))),
        draw(st.booleans()),
    )


moments = st.builds(
    lambda night, minutes: night + timedelta(minutes=minutes),
    st.sampled_from(NIGHTS),
    st.integers(-2000, 2000),
)


def test_who_said_nothing_is_never_contacted_first() -> None:
    """The default is never, on every channel, at every time."""
    for channel in Channel:
        assert not may_contact(None, channel, GIVEN)
        assert next_allowed(None, channel, GIVEN) is None
    assert forbidden(None, Channel.SMS, GIVEN) is Forbidden.NEVER


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (GIVEN, None),
        (GIVEN - timedelta(seconds=1), Forbidden.EXPIRED),
        (MORNINGS.expires_at - timedelta(days=2), None),
        (MORNINGS.expires_at, Forbidden.EXPIRED),
        (datetime(2026, 3, 3, 7, 59, 59, tzinfo=UTC), Forbidden.HOUR),
        (datetime(2026, 3, 3, 8, 0, tzinfo=UTC), None),
        (datetime(2026, 3, 3, 10, 59, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 3, 11, 0, tzinfo=UTC), Forbidden.HOUR),
        (datetime(2026, 3, 7, 9, 0, tzinfo=UTC), Forbidden.DAY),
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), None),
    ],
)
def test_days_and_hours_are_those_of_the_clocks_of_milan(
    moment: datetime, why: Forbidden | None
) -> None:
    """The first minute is inside, the last is not; in summer nine o'clock is an hour earlier."""
    assert forbidden(MORNINGS, Channel.TELEGRAM, moment) is why


def test_another_channel_is_another_question() -> None:
    """What she allowed on one channel is allowed on no other, and on the web nothing can be."""
    assert forbidden(MORNINGS, Channel.SMS, GIVEN) is Forbidden.CHANNEL
    on_web = replace(MORNINGS, channel=Channel.WEB)
    assert forbidden(on_web, Channel.WEB, GIVEN) is Forbidden.WEB


def test_whoever_left_is_left_alone_unless_she_said_otherwise() -> None:
    """A safe exit is stronger than a contract that does not speak of it."""
    assert forbidden(MORNINGS, Channel.TELEGRAM, GIVEN, away=True) is Forbidden.LEFT
    assert next_allowed(MORNINGS, Channel.TELEGRAM, GIVEN, away=True) is None
    explicit = replace(MORNINGS, after_exit=True)
    assert may_contact(explicit, Channel.TELEGRAM, GIVEN, away=True)


@pytest.mark.parametrize(
    "change",
    [
        {"weekdays": frozenset()},
        {"weekdays": frozenset({7})},
        {"opens": 700, "closes": 700},
        {"opens": -1},
        {"closes": 1441},
        {"expires_at": GIVEN},
    ],
)
def test_a_contract_that_no_moment_can_meet_is_none(change: dict[str, object]) -> None:
    """Such terms are a mistake of whoever makes them."""
    with pytest.raises(ValueError, match="contract"):
        replace(MORNINGS, **change)  # type: ignore[arg-type]


@given(contracts(), moments, st.booleans())
def test_what_is_allowed_is_what_the_clock_on_the_wall_says(
    contract: Contract, moment: datetime, away: bool
) -> None:
    """Whatever night it is, day and hour are read from the same clock that she reads."""
    there = moment.astimezone(ROME)
    expected = (
        contract.given_at <= moment < contract.expires_at
        and there.weekday() in contract.weekdays
        and contract.opens <= there.hour * 60 + there.minute < contract.closes
        # On WhatsApp only a template would go, and after an exit none ever does.
        and (not away or (contract.after_exit and contract.channel is not Channel.WHATSAPP))
    )
    assert may_contact(contract, contract.channel, moment, away=away) == expected


@settings(deadline=None)
@given(contracts(), st.integers(-300, 3600))
def test_the_next_allowed_moment_is_the_first_one(contract: Contract, minutes: int) -> None:
    """No minute between now and then would have been allowed, and then is."""
    after = contract.given_at + timedelta(minutes=minutes)
    found = next_allowed(contract, contract.channel, after)
    until = found or contract.expires_at
    moment = after
    while moment < until:
        assert not may_contact(contract, contract.channel, moment)
        moment += timedelta(minutes=1)
    if found is not None:
        assert found >= after
        assert may_contact(contract, contract.channel, found)


def test_an_hour_that_is_missing_is_not_made_up_for() -> None:
    """Between two and three of that night there is no moment, and the next is a day later."""
    lost = replace(MORNINGS, weekdays=EVERY_DAY, opens=125, closes=170)
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    found = next_allowed(lost, Channel.TELEGRAM, before)
    assert found == datetime(2026, 3, 30, 0, 5, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_allowed_twice() -> None:
    """The clock shows the same hour again, and she reads it as such."""
    autumn = datetime(2026, 10, 25, tzinfo=UTC)
    twice = replace(
        MORNINGS,
        weekdays=EVERY_DAY,
        opens=150,
        closes=160,
        given_at=autumn - timedelta(days=1),
        expires_at=autumn + timedelta(days=1),
    )
    first = next_allowed(twice, Channel.TELEGRAM, autumn)
    assert first == autumn + timedelta(minutes=30)
    again = next_allowed(twice, Channel.TELEGRAM, first + timedelta(minutes=10))
    assert again == autumn + timedelta(minutes=90)
