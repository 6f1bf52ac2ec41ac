"""She waits for a person, and the last one on duty goes home."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.state import CaseState
from bot.messages import Address, Channel, Left, Shown, Voice
from tests.conversation.conftest import Service

SMS = Address(Channel.SMS, "number")


def texts(shown: tuple[Shown, ...]) -> list[str]:
    """What was said by others than her."""
    return [line.speech.text for line in shown if line.voice is not Voice.HER]


async def waits(service: Service, address: Address | None = None) -> None:
    """She waits in the queue of Milan, and then nobody is on duty there any more."""
    service.address = address or service.address
    service.on_duty()
    await service.open()
    await service.say("1")
    service.off_duty()


async def test_she_is_told_once_and_stays_in_the_queue(service: Service) -> None:
    """By the flow, without a word of hers; the case keeps its place, and nothing is said twice."""
    await waits(service)
    told = await service.left_alone()
    assert texts(told.shown) == ["Non c'è più nessuno. 112."]
    assert service.case().state is CaseState.QUEUED
    page = await service.views.page(service.address, ["it"], service.now)
    assert [option.id for option in page.options] == ["keep", "cancel"]
    assert page.state == "queued"
    assert (await service.left_alone()).refused == "closed"
    assert await service.store.unattended(service.now, 10) == []


async def test_her_page_is_woken(service: Service) -> None:
    """What is said to her without her asking arrives by itself."""
    await waits(service)
    (conversation,) = service.store.conversations
    async with service.bus.subscribe(f"thread:{conversation}") as waiter:
        await service.left_alone()
        assert await waiter.wait(1)


async def test_she_may_stop_waiting(service: Service) -> None:
    """Being told is a question: she may go on waiting or not."""
    await waits(service)
    await service.left_alone()
    await service.say("Non aspetto")
    assert service.case().state is CaseState.CLOSED


async def test_a_claim_at_the_same_moment_wins(service: Service) -> None:
    """Somebody has taken the case between the look and the turn: nothing wrong is said."""
    await waits(service)
    service.claim()
    told = await service.left_alone()
    assert told.refused == "closed"
    assert not told.shown


async def test_somebody_who_comes_back_on_duty_wins(service: Service) -> None:
    """Nobody is said to be away who is there again, and she can still be told later."""
    await waits(service)
    service.on_duty()
    told = await service.left_alone()
    assert told.refused == "unknown"
    assert not told.shown
    service.off_duty()
    assert texts((await service.left_alone()).shown) == ["Non c'è più nessuno. 112."]


async def test_nothing_is_said_behind_a_fallen_curtain(service: Service) -> None:
    """Who left hears nothing, and is not even looked for."""
    await waits(service)
    await service.post(Left())
    assert await service.store.unattended(service.now, 10) == []
    assert (await service.left_alone()).refused == "exited"


async def test_nothing_is_said_to_who_fell_silent(service: Service) -> None:
    """A page that is alive is not silent, however long she waits; a closed one is."""
    await waits(service)
    service.later(minutes=20)
    assert (await service.left_alone()).refused == "silent"
    service.presence.seen(service.address, service.now)
    assert texts((await service.left_alone()).shown) == ["Non c'è più nessuno. 112."]


@pytest.mark.parametrize(("minutes", "refused"), [(9, ""), (11, "late")])
async def test_on_a_telephone_a_late_word_is_never_said(
    service: Service, minutes: int, refused: str
) -> None:
    """No later after her last act than a message of the service may be sent there (SMS 10 min)."""
    await waits(service, SMS)
    service.later(minutes=minutes)
    told = await service.left_alone()
    assert told.refused == refused
    assert bool(told.shown) is not bool(refused)


async def test_elsewhere_in_the_service_a_line_says_it_and_her_question_stands_again(
    service: Service,
) -> None:
    """Who reads something else while she waits is told, and does not lose her place."""
    await waits(service)
    await service.say("menu")
    told = texts((await service.left_alone()).shown)
    assert "112" in told[0]
    assert "1522" in told[0]
    assert told[1:] == ["Menu."]
    assert (await service.left_alone()).refused == "closed"


async def test_whom_her_own_word_told_is_not_told_again(service: Service) -> None:
    """The flow asked who is there and said that nobody is: once is enough."""
    await waits(service)
    await service.say("Chi c'è")
    assert service.case().unattended_at == service.now
    assert (await service.left_alone()).refused == "closed"


async def test_a_case_that_was_put_back_is_told_again(service: Service) -> None:
    """A person came and went: what was said before she came counts no longer."""
    await waits(service)
    await service.left_alone()
    case = service.case()
    assert case.unattended_at is not None
    service.store.cases[case.id] = replace(case, unattended_at=None)
    await service.say("Aspetto ancora")
    assert texts((await service.left_alone()).shown) == ["Non c'è più nessuno. 112."]
