"""Nobody takes her case: two, five and ten minutes on the real inbox, the shipped flows, SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert

from bot.assemble import house
from bot.conversation.duty_phone import NotRung
from bot.handoff.people import Account, Role
from bot.handoff.procedure import Procedure, Times
from bot.handoff.routing_rules import DeskHours, timetable_of
from bot.house import House
from bot.messages import Address, Channel, Happening, Inbound, Left, Opened, Said, Shown, Voice
from bot.scheduling.waiting import look_after, times_of
from bot.storage.plain import to_ms
from bot.storage.tables import duty
from tests.place import installed

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
RHO, MILAN = "rho-garbagnate", "milano-citta"
TO_CONSENT = ("Italiano", "Sì", "Una persona", "Rho")
ALONE = (*TO_CONSENT, "Sì, avvisa")
TOLD = "non ti ha ancora risposto nessuno"


@dataclass
class Night:
    """The whole service, a duty phone that remembers, and a clock that only tests move."""

    house: House
    now: list[datetime]
    channel: Channel = Channel.TELEGRAM
    broken: bool = False
    rung: list[tuple[str, int]] = field(default_factory=list)
    count: int = 0

    @property
    def her(self) -> Address:
        """Where she writes from."""
        return Address(self.channel, "token-of-hers")

    async def ring_drill(self, network: str) -> None:
        """Nobody practises here."""
        raise AssertionError(network)

    def rings_for(self, _network: str) -> bool:
        """Every network has a phone."""
        return True

    async def ring(self, network: str, count: int) -> None:
        """Remember the ring, or fail."""
        if self.broken:
            raise NotRung("down")
        self.rung.append((network, count))

    async def on_duty(self, operator: str, network: str, language: str = "it") -> None:
        """Somebody is there for a day."""
        until = to_ms(self.now[0] + timedelta(days=1))
        row = {"operator": operator, "network": network, "language": language}
        there = insert(duty).values(**row, since=0, until=until)
        await self.house.store.write(lambda connection: connection.execute(there))

    async def does(self, what: Happening) -> tuple[Shown, ...]:
        """One happening of hers."""
        self.count += 1
        inbound = Inbound(f"in-{self.count}", self.her, self.now[0], what, ("it",))
        return (await self.house.inbox.post(inbound)).shown

    async def says(self, *texts: str) -> str:
        """She writes one text after the other; what she reads after the last."""
        shown: tuple[Shown, ...] = ()
        for text in texts:
            shown = await self.does(Said(text))
        lines = (one.speech.on(self.channel) for one in shown if one.voice is not Voice.HER)
        return " ".join(lines)

    async def thread(self) -> list[str]:
        """What the service has said so far."""
        found = await self.house.store.read_thread(self.her)
        assert found is not None
        return [one.speech.text for one in found[2] if one.voice is not Voice.HER]

    async def looks(self) -> None:
        """One round of one worker."""
        house, clock = self.house, lambda: self.now[0]
        procedures = house.together.agencies.procedure_of
        await look_after(house.waits, procedures, house.inbox.post, self, house.bus.publish, clock)

    async def pass_minutes(self, minutes: float) -> None:
        """The worker looks every ten seconds."""
        for _ in range(round(minutes * 6)):
            self.now[0] += timedelta(seconds=10)
            await self.looks()

    async def told(self) -> int:
        """How often she was told that nobody has come."""
        return sum(TOLD in text for text in await self.thread())

    async def raised(self, network: str = RHO) -> list[str]:
        """The cases that the coordinators of a network are called for."""
        nora = Account("nora", "Nora", Role.COORDINATOR, (network,), ("it",), START)
        floor = await self.house.routing.floor([network], nora, self.now[0])
        return [one.case for one in floor.waits.values() if one.raised_at is not None]


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[Night]:
    """The service over a SQLite file of this test's own, with somebody on duty in Rho."""
    settings = await installed(tmp_path, FILO_MEANING="false")
    now = [START]
    async with house(settings, lambda: now[0]) as running:
        made = Night(running, now)
        await made.on_duty("op", RHO)
        yield made


async def waits(night: Night, *said: str) -> None:
    """She stands in the queue of Rho."""
    await night.does(Opened())
    await night.says(*(said or ALONE))


async def test_the_phone_then_she_then_the_coordinators(night: Night) -> None:
    """At two, five and ten minutes, each once; the phone learns a number and nothing else."""
    await waits(night)
    await night.pass_minutes(1.9)
    assert night.rung == []
    await night.pass_minutes(0.1)
    assert night.rung == [(RHO, 1)]
    await night.pass_minutes(2.9)
    assert await night.told() == 0
    await night.pass_minutes(0.1)
    assert await night.told() == 1
    assert len(night.rung) == 1
    assert await night.raised() == []
    await night.pass_minutes(5)
    assert len(await night.raised()) == 1
    assert night.rung == [(RHO, 1)] * 2
    await night.pass_minutes(20)
    assert await night.told() == 1
    assert len(night.rung) == 2


async def test_the_procedure_of_the_network_says_when(night: Night) -> None:
    """The version that holds, with the act that decided it."""
    await night.house.together.agencies.add_procedure(
        Procedure(
            RHO,
            version=1,
            act_number="7",
            act_date=START.date(),
            valid_from=START - timedelta(days=1),
            times=Times(claim_minutes=1, told_minutes=3, coordinator_minutes=4),
            recorded_by="admin",
            recorded_at=START,
        )
    )
    await waits(night)
    await night.pass_minutes(1)
    assert night.rung == [(RHO, 1)]
    await night.pass_minutes(2)
    assert await night.told() == 1
    await night.pass_minutes(1)
    assert len(await night.raised()) == 1


def test_times_in_no_order_are_put_in_order() -> None:
    """A procedure that says five, two and one minutes calls nobody before the phone has rung."""
    times = times_of(Procedure("x", times=Times(5, 2, 1)))
    assert times.duty_phone == times.tell_her == times.coordinator == timedelta(minutes=5)


async def test_after_a_restart_nothing_is_lost_and_nothing_repeated(night: Night) -> None:
    """Two workers, and one that died between taking and telling."""
    await waits(night)
    await night.pass_minutes(4.9)
    night.now[0] += timedelta(seconds=10)
    times = {RHO: times_of(Procedure(RHO))}
    taken = await night.house.waits.take(night.now[0], times, night.rings_for)
    assert len(taken.tell) == 1
    await night.looks()
    await night.looks()
    assert await night.told() == 1


@pytest.mark.parametrize("minutes", [2, 5, 10])
async def test_who_has_left_hears_nothing_and_nobody_is_called_for_her(
    night: Night, minutes: int
) -> None:
    """An exit just before each of the three moments."""
    await waits(night)
    await night.pass_minutes(minutes - 0.2)
    rung, told = len(night.rung), await night.told()
    await night.does(Left())
    await night.pass_minutes(30)
    assert len(night.rung) == rung
    assert await night.told() == told
    assert await night.raised() == []
    assert (await night.house.store.counts())["waiting"] == 0


async def test_a_claim_ends_it(night: Night) -> None:
    """Nothing rings and nothing is said once somebody is there."""
    await waits(night)
    (ticket,) = await night.house.desk.queue([RHO])
    await night.house.desk.claim([RHO], ticket.id, "op", night.now[0])
    await night.pass_minutes(15)
    assert (night.rung, await night.told()) == ([], 0)


async def test_a_phone_that_fails_is_tried_again(night: Night) -> None:
    """And she is told in time all the same."""
    night.broken = True
    await waits(night)
    await night.pass_minutes(5)
    assert await night.told() == 1
    night.broken = False
    await night.pass_minutes(0.2)
    assert night.rung == [(RHO, 1)]


async def test_a_worker_that_slept_says_nothing_late(night: Night) -> None:
    """It was down from before the fifth minute until long after: who holds the phone by then?"""
    await waits(night)
    await night.pass_minutes(4)
    night.now[0] += timedelta(minutes=7)
    await night.looks()
    await night.pass_minutes(1)
    assert await night.told() == 0
    assert len(await night.raised()) == 1


async def test_on_the_web_her_page_tells_her(night: Night) -> None:
    """With the ways that she has."""
    night.channel = Channel.WEB
    await waits(night)
    await night.pass_minutes(5)
    page = await night.house.views.page(night.her, ("it",), night.now[0])
    assert [one.id for one in page.options] == ["keep", "leave", "near", "cancel"]
    assert "Resti in attesa" in (await night.thread())[-1]


async def test_another_network_is_offered_named_first_and_has_her_by_her_yes(night: Night) -> None:
    """Who answers there and whether they have to report; only then, and with her yes again, her
    case moves; the first network sees it no more."""
    await waits(night)
    await night.on_duty("west", MILAN)
    await night.pass_minutes(5)
    told = await night.says("Un'altra rete")
    assert "Centro dimostrativo Milano" in told
    assert [one.network for one in await night.house.desk.queue([RHO, MILAN])] == [RHO]
    assert "Ho avvisato" in await night.says("Sì, avvisa")
    assert [one.network for one in await night.house.desk.queue([RHO, MILAN])] == [MILAN]
    await night.pass_minutes(2)
    assert night.rung[-1] == (MILAN, 1)


async def test_without_her_yes_no_other_network_has_her(night: Night) -> None:
    """She looked who else is there, and said no: her words are read by who answers here."""
    await waits(night)
    await night.on_duty("west", MILAN)
    await night.pass_minutes(5)
    await night.says("Un'altra rete", "No, torna al menu")
    assert [one.network for one in await night.house.desk.queue([RHO, MILAN])] == [RHO]


async def test_a_network_that_she_left_out_is_never_offered(night: Night) -> None:
    """«Not this centre»: it is not in her list, nor found for her; she may go back on it herself,
    and no desk reads a word of it."""
    await night.on_duty("west", MILAN)
    await night.does(Opened())
    told = await night.says(*TO_CONSENT, "Non questo centro")
    assert "non saprà niente di te" in told
    listed = (await night.house.views.page(night.her, ("it",), night.now[0])).options
    assert MILAN in {one.id for one in listed}
    assert RHO not in {one.id for one in listed}
    await night.says("Rete di Milano", "Sì, avvisa")
    assert [one.network for one in await night.house.desk.queue([RHO, MILAN])] == [MILAN]
    await night.pass_minutes(5)
    nowhere = await night.says("Un'altra rete")
    assert "altrove" in nowhere
    assert [one.network for one in await night.house.desk.queue([RHO, MILAN])] == [MILAN]
    (ticket,) = await night.house.desk.queue([MILAN])
    assert RHO not in repr(ticket)
    assert RHO not in str(dict(ticket.shared))


async def test_the_hours_of_the_network_itself_are_told_to_her(night: Night) -> None:
    """A day that it closes, and not the directory's next morning."""
    await night.house.store.write(lambda connection: connection.execute(delete(duty)))
    days = {"2026-03-02": "", "2026-03-03": ""}
    table = timetable_of("mon-fri 09:00-18:00", None, days, holidays=False)
    hours = DeskHours(RHO, table, night.now[0], "ada")
    await night.house.rota.set_hours(hours, lambda _rota, _own: None)
    await night.does(Opened())
    assert "Torna mercoledì 4" in await night.says(*TO_CONSENT)


async def test_in_danger_nothing_more_is_asked(night: Night) -> None:
    """The question about other networks is left out; they are offered all the same later, since
    nobody asked her."""
    await night.does(Opened())
    await night.says("Italiano", "Sì", "mi sta picchiando", "Posso chiamare", "Sì, ho chiamato")
    told = await night.says("Sì", "Rho", "Sì, avvisa")
    assert "Ho avvisato" in told
    await night.pass_minutes(5)
    assert "Un'altra rete" in [
        one.label
        for one in (await night.house.views.page(night.her, ("it",), night.now[0])).options
    ]


async def test_where_nobody_is_on_duty_any_more_that_is_what_she_hears(night: Night) -> None:
    """Once, whichever of the two loops comes first."""
    await waits(night)
    gone = delete(duty)
    await night.house.store.write(lambda connection: connection.execute(gone))
    await night.pass_minutes(5)
    await night.house.tell_unattended()
    said = [text for text in await night.thread() if "non può più rispondere" in text]
    assert len(said) == 1
    assert await night.told() == 0
