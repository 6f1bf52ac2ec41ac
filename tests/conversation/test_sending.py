"""How fast a channel goes, and how long it waits after a failure."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.sending import MOST_PEOPLE, Pace, Pacer, pause
from bot.messages import Address, Channel

PACE = Pace(per_second=10, burst=5, person_burst=2, person_seconds=1.0)


def person(name: str) -> Address:
    """An address on one channel."""
    return Address(Channel.TELEGRAM, name)


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The time in seconds."""
        return self.now


def test_a_person_gets_a_burst_and_then_one_a_second() -> None:
    """As the providers ask for one chat."""
    pacer = Pacer(PACE, Seconds())
    assert [pacer.wait(person("a")) for _ in range(4)] == [0.0, 0.0, 1.0, 2.0]


def test_who_must_wait_for_herself_keeps_nobody_waiting() -> None:
    """Twenty messages to one person do not delay the first one to another."""
    seconds = Seconds()
    pacer = Pacer(PACE, seconds)
    for _ in range(5):
        pacer.wait(person("a"))
    seconds.now += 1
    assert pacer.wait(person("b")) == 0.0


def test_all_together_get_a_burst_and_then_their_rate() -> None:
    """Within any second no more leave than burst and rate allow."""
    pacer = Pacer(PACE, Seconds())
    waits = [pacer.wait(person(str(number))) for number in range(25)]
    assert waits[:5] == [0.0] * 5
    assert abs(waits[-1] - 2.0) < 1e-6


def test_people_of_long_ago_are_not_remembered() -> None:
    """The list of addresses in memory does not grow."""
    seconds = Seconds()
    pacer = Pacer(PACE, seconds)
    for number in range(3 * MOST_PEOPLE):
        seconds.now += 1
        pacer.wait(person(str(number)))
    assert len(pacer._people) <= MOST_PEOPLE


def test_a_pause_doubles_up_to_a_limit_and_is_spread_by_chance() -> None:
    """So that many that failed together do not come back together."""
    assert pause(1, 0.5) == timedelta(seconds=2)
    assert pause(3, 0.5) == timedelta(seconds=8)
    assert pause(3, 0.0) == timedelta(seconds=4)
    assert pause(3, 1.0) == timedelta(seconds=12)
    assert pause(99, 0.5) == timedelta(seconds=60)
