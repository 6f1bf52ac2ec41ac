"""She waits for a person, and nobody takes her case for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.elsewhere import left_out
from bot.conversation.state import CaseState, Curtain
from bot.conversation.world import World
from bot.engine.effects import Call
from bot.messages import Address, Channel, Left, Shown, Voice
from bot.talk import Counted
from tests.conversation.conftest import Service

SMS = Address(Channel.SMS, "number")
TELLS = "Ancora nessuno. 112."


def texts(shown: tuple[Shown, ...]) -> list[str]:
    """What was said by others than her."""
    return [line.speech.text for line in shown if line.voice is not Voice.HER]


async def waits(service: Service, address: Address | None = None) -> None:
    """She waits in the queue of Milan, where somebody is on duty."""
    service.address = address or service.address
    service.on_duty()
    await service.open()
    await service.say("1")


async def test_she_is_told_where_she_waits_and_keeps_her_place(service: Service) -> None:
    """With choices; the case waits on as it did."""
    await waits(service)
    before = service.case()
    service.later(minutes=5)
    assert texts((await service.waited()).shown) == [TELLS]
    assert service.case() == before
    page = await service.views.page(service.address, ["it"], service.now)
    assert [option.id for option in page.options] == ["keep", "elsewhere"]
    assert page.state == "queued"


async def test_a_claim_at_the_same_moment_wins(service: Service) -> None:
    """Somebody has taken the case between the look and the turn: nothing wrong is said."""
    await waits(service)
    service.claim()
    told = await service.waited()
    assert (told.refused, told.shown) == ("closed", ())


async def test_nothing_is_said_behind_a_fallen_curtain(service: Service) -> None:
    """Who left hears nothing."""
    await waits(service)
    await service.post(Left())
    service.later(minutes=5)
    told = await service.waited()
    assert (told.refused, told.shown) == ("exited", ())


async def test_nothing_is_said_to_who_fell_silent(service: Service) -> None:
    """A page that is alive is not silent, however long she waits; a closed one is."""
    await waits(service)
    service.later(minutes=20)
    assert (await service.waited()).refused == "silent"
    service.presence.seen(service.address, service.now)
    assert texts((await service.waited()).shown) == [TELLS]


@pytest.mark.parametrize(("late", "refused"), [(9, ""), (11, "late")])
async def test_on_a_telephone_a_late_word_is_never_said(
    service: Service, late: int, refused: str
) -> None:
    """When its moment came it is said, although she wrote some time ago: she asked for it. Once
    the moment is past for longer than a message lasts (SMS 10 minutes), it is not."""
    await waits(service, SMS)
    due_at = service.now + timedelta(minutes=12)
    service.later(minutes=12 + late)
    told = await service.waited(due_at)
    assert told.refused == refused
    assert bool(told.shown) is not bool(refused)


async def test_who_wrote_just_now_may_be_told_late(service: Service) -> None:
    """Her phone is in her hand."""
    await waits(service, SMS)
    due_at = service.now
    service.later(minutes=20)
    await service.say("boh")
    assert texts((await service.waited(due_at)).shown) == [TELLS]


async def test_elsewhere_in_the_service_a_line_says_it_and_her_question_stands_again(
    service: Service,
) -> None:
    """Who reads something else while she waits is told, and does not lose her place."""
    await waits(service)
    await service.say("menu")
    told = texts((await service.waited()).shown)
    assert "112" in told[0]
    assert "1522" in told[0]
    assert told[1:] == ["Menu."]


async def test_where_nobody_is_on_duty_she_is_told_that_and_once(service: Service) -> None:
    """What is true is said; the other loop has nothing to add."""
    await waits(service)
    service.off_duty()
    assert texts((await service.waited()).shown) == ["Non c'è più nessuno. 112."]
    assert (await service.left_alone()).refused == "closed"
    assert (await service.waited()).refused == "closed"


async def test_she_moves_to_another_network_when_she_says_so(service: Service) -> None:
    """Where somebody is on duty; the first one sees her no more."""
    await waits(service)
    service.store.put_duty("west", "rho-garbagnate", "it", service.now + timedelta(hours=1))
    await service.waited()
    await service.say("Un altro posto")
    case = service.case()
    assert (case.network, case.state) == ("rho-garbagnate", CaseState.QUEUED)


async def excludes(service: Service, network: str, seq: int = 10_000) -> None:
    """She has left that network out."""
    (known,) = service.store.conversations.values()
    service.store.conversations[known.id] = replace(known, excluded={network: seq})


async def test_she_never_moves_to_a_network_that_she_left_out(service: Service) -> None:
    """Also where it is the only one with somebody on duty."""
    await waits(service)
    service.store.put_duty("west", "rho-garbagnate", "it", service.now + timedelta(hours=1))
    await excludes(service, "rho-garbagnate")
    await service.waited()
    await service.say("Un altro posto")
    assert service.case().network == "milano"
    await service.say("Altrove")
    assert service.case().network == "milano"


async def test_an_exclusion_of_before_is_noticed_by_nobody_without_her_word(
    service: Service,
) -> None:
    """Who holds her phone learns nothing of it; her word brings it back; the system never forgets
    it when it looks for another network itself."""
    await waits(service)
    (known,) = service.store.conversations.values()
    assert known.session is not None
    mine = replace(known, excluded={"milano": 1}, began=5, resting=known.session)
    assert left_out(mine) == frozenset()
    assert left_out(replace(mine, curtain=Curtain.VERIFIED)) == {"milano"}
    assert left_out(replace(mine, began=0)) == {"milano"}


async def test_the_best_other_network_speaks_her_language(service: Service) -> None:
    """And is none where nobody is on duty."""
    await waits(service)
    (known,) = service.store.conversations.values()
    hour = service.now + timedelta(hours=1)
    service.store.put_duty("a", "rho-garbagnate", "ar", hour)
    service.store.put_duty("b", "lodi", "it", hour)

    async def found() -> str:
        call = Call("handoff.elsewhere", (("network", "milano"),))
        duty = service.store.on_duty(service.now)
        world = World(Counted())
        answer = await world.answer(call, known, None, service.scene, duty, service.now, None)
        return str(answer.values.get("network", answer.outcome))

    assert await found() == "lodi"
    service.store.put_duty("b", "lodi", "it", service.now)
    assert await found() == "rho-garbagnate"
    service.store.put_duty("a", "rho-garbagnate", "ar", service.now)
    assert await found() == "none"
