"""What happens because an alarm was not seen: the phone rings, she hears of it, pages wake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.conversation.duty_phone import NotRung
from bot.handoff.alarm import MOST_RINGS, Alarm, Sign, Told, raised
from bot.messages import AlarmSeen, AlarmUnanswered, Inbound, Thread
from bot.scheduling.alarms import Watch, ring_duty, tell_her
from bot.storage.alarms import SqlAlarms
from tests.admin.light import LightStore

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Turned:
    """What the fake inbox answers."""

    refused: str = ""


@dataclass
class Night:
    """Alarms, a phone and an inbox that remember, and a clock that only tests move."""

    store: LightStore = field(default_factory=LightStore)
    now: datetime = NOW
    broken: bool = False
    refuses: str = ""
    fails_for: str = ""
    ids: count[int] = field(default_factory=count)
    rung: list[tuple[str, int]] = field(default_factory=list)
    posted: list[Inbound] = field(default_factory=list)
    woken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = SqlAlarms(self.store)

    async def ring_drill(self, network: str) -> None:
        """Nobody practises here."""
        raise AssertionError(network)

    def rings_for(self, network: str) -> bool:
        """Every network but the south has a phone."""
        return network != "south"

    async def ring(self, network: str, count: int) -> None:
        """Remember the ring, or fail."""
        if self.broken:
            raise NotRung("down")
        self.rung.append((network, count))

    async def post(self, inbound: Inbound) -> Turned:
        """Remember the happening, and what the turn would write of it."""
        assert isinstance(inbound.what, AlarmSeen | AlarmUnanswered)
        if inbound.what.alarm == self.fails_for:
            raise RuntimeError("the database is dead")
        self.posted.append(inbound)
        return Turned(self.refuses)

    async def raise_alarm(self, network: str = "north") -> Alarm:
        """She writes her word."""
        alarm = raised(f"alarm-{next(self.ids)}", "talk", network, self.now)
        await self.store.put_alarm(alarm)
        return alarm

    async def stored(self, alarm: Alarm) -> Alarm:
        """It as it now is."""
        found = await self.book.alarm([alarm.network], alarm.id)
        assert found is not None
        return found

    async def pass_seconds(self, seconds: int) -> None:
        """The loops run once a second."""
        for _ in range(seconds):
            self.now += timedelta(seconds=1)
            await ring_duty(self.book, self, self.woken.append, lambda: self.now)


async def test_the_phone_rings_after_a_minute_and_every_minute_until_seen() -> None:
    """Not before; and at most ten times."""
    night = Night()
    alarm = await night.raise_alarm()
    await night.pass_seconds(59)
    assert night.rung == []
    await night.pass_seconds(1)
    assert night.rung == [("north", 1)]
    assert night.woken == ["network:north"]
    await night.pass_seconds(150)
    assert len(night.rung) == 3
    await night.book.acknowledge(["north"], alarm.id, "op", night.now)
    await night.pass_seconds(300)
    assert len(night.rung) == 3


async def test_it_rings_at_most_ten_times() -> None:
    """Then the staff page alone keeps the flag."""
    night = Night()
    await night.raise_alarm()
    await night.pass_seconds(60 * (MOST_RINGS + 5))
    assert len(night.rung) == MOST_RINGS


async def test_a_drill_rings_as_an_alarm_does() -> None:
    """It takes exactly the same way."""
    night = Night()
    await night.book.start_drill("north", "drill", night.now)
    await night.pass_seconds(60)
    assert night.rung == [("north", 1)]


async def test_a_broken_phone_is_tried_again_within_seconds() -> None:
    """And rings as soon as it works, with all of its ten rings left."""
    night = Night(broken=True)
    alarm = await night.raise_alarm()
    await night.pass_seconds(90)
    night.broken = False
    await night.pass_seconds(5)
    assert night.rung == [("north", 1)]
    assert (await night.stored(alarm)).rings == 1


async def test_a_network_without_a_phone_is_not_counted_as_rung() -> None:
    """The flag stays on the staff page."""
    night = Night()
    alarm = await night.raise_alarm("south")
    await night.pass_seconds(120)
    assert night.rung == []
    assert (await night.stored(alarm)) == alarm


async def test_after_a_restart_the_phone_still_rings() -> None:
    """Everything is in storage: an alarm of before is rung for at the first look."""
    night = Night()
    await night.raise_alarm()
    night.now += timedelta(hours=2)
    await night.pass_seconds(1)
    assert night.rung == [("north", 1)]


async def tell(night: Night) -> Sequence[Inbound]:
    """What is posted by one round."""
    night.posted.clear()
    await tell_her(night.book, night.post, night.woken.append, night.now)
    return list(night.posted)


async def test_she_is_told_once_by_the_inbox() -> None:
    """The same sign of the same alarm has the same id, however many workers post it."""
    night = Night()
    alarm = await night.raise_alarm()
    night.now += timedelta(minutes=3)
    (first,) = await tell(night)
    (second,) = await tell(night)
    assert first.id == second.id
    assert first.to == Thread("talk")
    assert first.what == AlarmUnanswered(alarm.id)
    await night.book.acknowledge(["north"], alarm.id, "op", night.now)
    (seen,) = await tell(night)
    assert seen.what == AlarmSeen(alarm.id, "op")
    assert seen.id != first.id


@pytest.mark.parametrize("sign", list(Sign))
async def test_what_the_inbox_refuses_is_written_down_as_not_told(sign: Sign) -> None:
    """Her conversation is gone: no round tries it again."""
    night = Night(refuses="unknown")
    alarm = await night.raise_alarm()
    if sign is Sign.SEEN:
        await night.book.acknowledge(["north"], alarm.id, "op", night.now)
    night.now += timedelta(minutes=3)
    assert len(await tell(night)) == 1
    assert await tell(night) == []
    stored = await night.stored(alarm)
    assert (stored.sign, stored.told) == (sign, Told.LATE)


async def test_one_that_fails_keeps_no_other_from_being_told() -> None:
    """The trouble is raised for the loop to count, after everybody had a turn."""
    night = Night(fails_for="alarm-0")
    for _ in range(3):
        await night.raise_alarm()
    night.now += timedelta(minutes=3)
    with pytest.raises(RuntimeError):
        await tell(night)
    assert {one.what for one in night.posted} == {
        AlarmUnanswered("alarm-1"),
        AlarmUnanswered("alarm-2"),
    }


async def test_the_watch_wakes_pages_for_what_another_process_stored() -> None:
    """An alarm that came, that rang, and that was seen: each wakes its network once."""
    night = Night()
    watch = Watch(night.book.under_way, night.woken.append, lambda: night.now)
    await watch.look()
    assert night.woken == []
    alarm = await night.raise_alarm()
    await watch.look()
    await watch.look()
    assert night.woken == ["network:north"]
    await night.book.take_rings(night.now + timedelta(minutes=1), night.rings_for)
    await watch.look()
    await night.book.acknowledge(["north"], alarm.id, "op", night.now)
    await watch.look()
    assert night.woken == ["network:north"] * 3
