"""Reminders: her contract decides when they are asked for, and when their moment comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.conversation.state import Conversation, Curtain
from bot.conversation.terms import Reminder
from bot.conversation.turned import Turned
from bot.messages import Address, AskedReminder, Channel, Left, Reminds, Said, Thread, Voice
from bot.safety.contract import WORKING_DAYS, Contract, Line
from tests.conversation.conftest import NOW, Service

MORNINGS = Contract(Channel.SMS, WORKING_DAYS, 540, 720, Line.DESK, NOW, NOW + timedelta(days=30))
TOMORROW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
"""A Wednesday, half past ten in Milan."""


async def _agreed(service: Service, contract: Contract | None = MORNINGS) -> Conversation:
    """She writes by SMS, a person holds her case, and this is what she allows."""
    service.address = Address(Channel.SMS, "number")
    service.on_duty()
    await service.open()
    await service.say("1")
    service.claim()
    (known,) = service.store.conversations.values()
    service.store.conversations[known.id] = replace(known, contract=contract)
    await service.store.claim(service.now, 60, 10)
    return service.store.conversations[known.id]


async def _ask(service: Service, at: datetime = TOMORROW, operator: str = "op") -> Turned:
    case = service.case()
    return await service.post(AskedReminder(case.id, operator, at), Thread(case.conversation))


async def _fires(service: Service, at: datetime = TOMORROW) -> Turned:
    service.now = at
    ((conversation, id),) = await service.store.due_reminders(at, 10)
    return await service.post(Reminds(id), Thread(conversation), id=f"reminder:{id}")


def _reminder(service: Service) -> Reminder:
    (reminder,) = service.store.terms.reminders.values()
    return reminder


async def _to_phone(service: Service) -> list[tuple[str, Voice]]:
    """What would be sent now, apart from what was claimed before."""
    claimed = await service.store.claim(service.now, 60, 10)
    return [(one.speech.text, one.speech.voice) for one in claimed if one.reminder]


async def _change(service: Service, **fields: Any) -> None:
    (known,) = service.store.conversations.values()
    service.store.conversations[known.id] = replace(known, **fields)


async def test_the_holder_asks_and_she_is_reminded_in_neutral_words(service: Service) -> None:
    """The line that she chose, in her language, and nothing in the thread."""
    await _agreed(service)
    before = await service.store.read_thread(service.address)
    assert (await _ask(service)).refused == ""
    assert _reminder(service).state == "waiting"
    await _fires(service)
    assert _reminder(service).state == "queued"
    sent = await _to_phone(service)
    assert sent == [("Promemoria: c'è una novità agli sportelli", Voice.SERVICE)]
    after = await service.store.read_thread(service.address)
    assert before is not None
    assert after is not None
    assert after[2] == before[2]


async def test_the_almanacs_line_is_the_covers_own(service: Service) -> None:
    """Who reads it reads the almanac."""
    await _agreed(service, replace(MORNINGS, line=Line.ALMANAC))
    await _ask(service)
    await _fires(service)
    assert [text for text, _ in await _to_phone(service)] == ["Oggi a Milano."]


@pytest.mark.parametrize(
    ("contract", "at", "refused"),
    [
        (None, TOMORROW, "contact_never"),
        (MORNINGS, NOW - timedelta(minutes=1), "contact_late"),
        (MORNINGS, TOMORROW + timedelta(hours=5), "contact_hour"),
        (MORNINGS, TOMORROW + timedelta(days=3), "contact_day"),
        (MORNINGS, TOMORROW + timedelta(days=35), "contact_expired"),
        (replace(MORNINGS, channel=Channel.TELEGRAM), TOMORROW, "contact_channel"),
    ],
)
async def test_what_her_contract_forbids_cannot_be_asked_for(
    service: Service, contract: Contract | None, at: datetime, refused: str
) -> None:
    """The operator is told why at once, and nothing waits."""
    await _agreed(service, contract)
    assert (await _ask(service, at)).refused == refused
    assert service.store.terms.reminders == {}


async def test_a_page_cannot_be_reminded(service: Service) -> None:
    """Whatever a contract says."""
    service.on_duty()
    await service.open()
    await service.say("1")
    service.claim()
    await _change(service, contract=replace(MORNINGS, channel=Channel.WEB))
    assert (await _ask(service)).refused == "contact_web"


async def test_only_the_holder_may_ask(service: Service) -> None:
    """Nobody else of the network."""
    await _agreed(service)
    assert (await _ask(service, operator="other")).refused == "not_holder"


async def test_she_is_not_flooded(service: Service) -> None:
    """Three may wait; a fourth is refused."""
    await _agreed(service)
    for minutes in (0, 10, 20):
        assert (await _ask(service, TOMORROW + timedelta(minutes=minutes))).refused == ""
    assert (await _ask(service)).refused == "contact_many"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"contract": None}, "never"),
        ({"contract": replace(MORNINGS, opens=660)}, "hour"),
        ({"contract": replace(MORNINGS, weekdays=frozenset({0}))}, "day"),
        ({"contract": replace(MORNINGS, line=Line.ALMANAC)}, "words"),
        ({"contract": MORNINGS.ended(NOW + timedelta(hours=1))}, "expired"),
        ({"curtain": Curtain.EXITED, "left_at": NOW}, "left"),
        ({"curtain": Curtain.COVERED}, "left"),
    ],
)
async def test_what_her_contract_forbids_at_the_moment_is_dropped_and_told_to_staff(
    service: Service, change: dict[str, Any], why: str
) -> None:
    """It was allowed when it was asked for: what counts is what she allows now."""
    await _agreed(service)
    await _ask(service)
    await _change(service, **change)
    async with service.bus.subscribe("network:milano") as waiter:
        await _fires(service)
        assert await waiter.wait(0.2)
    assert (_reminder(service).state, _reminder(service).why) == ("forbidden", why)
    assert await _to_phone(service) == []
    assert list(await service.store.due_reminders(TOMORROW + timedelta(days=1), 10)) == []


async def test_a_reminder_is_never_sent_late(service: Service) -> None:
    """After a standstill of the service its moment is over."""
    await _agreed(service)
    await _ask(service)
    await _fires(service, TOMORROW + timedelta(minutes=16))
    assert (_reminder(service).state, _reminder(service).why) == ("forbidden", "late")
    assert await _to_phone(service) == []


async def test_her_silence_is_no_exit(service: Service) -> None:
    """A reminder is for who does not write: a day of silence does not stop it."""
    await _agreed(service)
    await _ask(service)
    await _fires(service)
    assert len(await _to_phone(service)) == 1


async def test_after_an_exit_only_an_explicit_contract_reminds(service: Service) -> None:
    """Then it goes as a line of the cover, which alone passes a fallen curtain."""
    await _agreed(service, replace(MORNINGS, after_exit=True))
    await _ask(service)
    await service.post(Left())
    await service.store.claim(service.now, 60, 10)
    await _fires(service)
    sent = await _to_phone(service)
    assert sent == [("Promemoria: c'è una novità agli sportelli", Voice.COVER)]


async def test_an_exit_stops_a_reminder_that_is_on_its_way(service: Service) -> None:
    """The gate closes in the transaction of the exit, for this line too."""
    await _agreed(service)
    await _ask(service)
    await _fires(service)
    await service.post(Left())
    assert await _to_phone(service) == []
    assert (_reminder(service).state, _reminder(service).why) == ("forbidden", "left")


async def test_the_same_moment_comes_once(service: Service) -> None:
    """Fired twice, decided once."""
    await _agreed(service)
    await _ask(service)
    await _fires(service)
    id = _reminder(service).id
    again = await service.post(
        Reminds(id), Thread(service.case().conversation), id=f"reminder:{id}"
    )
    assert again.duplicate
    other = await service.post(Reminds(id), Thread(service.case().conversation))
    assert other.refused == "unknown"
    assert len(await _to_phone(service)) == 1


async def test_a_reminder_that_nobody_asked_for_does_nothing(service: Service) -> None:
    """An id that is made up leads nowhere."""
    kept = await _agreed(service)
    turned = await service.post(Reminds("made-up"), Thread(kept.id))
    assert turned.refused == "unknown"
    assert turned.shown == ()


async def test_whoever_has_a_contract_is_kept_until_it_ends(service: Service) -> None:
    """Otherwise nobody could keep to it; and no longer than that."""
    kept = await _agreed(service)
    await service.post(Said("sono qui"))
    found = await service.store.read_thread(service.address)
    assert found is not None
    assert found[0].forget_at == MORNINGS.expires_at
    assert kept.forget_at < MORNINGS.expires_at
