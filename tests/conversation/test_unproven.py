"""Somebody without her word asks and cancels in her thread: her place waits, and tells nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.state import Case, CaseState, Conversation, Curtain
from bot.conversation.turned import Turned
from bot.messages import Address, AskedWho, CaseClosed, Channel, OperatorSaid, Thread, Voice
from bot.safety.her_words import WordKind
from tests.conversation.conftest import Service

WORD = "tramezzino"
MILAN, RHO = "milano", "rho-garbagnate"
WAITS, NOBODY = "Arriva qualcuno.", "Non c'è nessuno. 112."


def heard(turned: Turned) -> list[str]:
    """What whoever writes was told."""
    return [line.speech.text for line in turned.shown if line.voice is not Voice.HER]


def known(service: Service) -> Conversation:
    """The conversation as it is kept."""
    found = service.store.find(service.address)
    assert found is not None, "there is one"
    return found


async def _begins(service: Service) -> None:
    """A messenger's thread with a word of hers."""
    service.address = Address(Channel.TELEGRAM, "chat-1")
    service.on_duty()
    service.store.put_duty("op", RHO, "it", service.now.replace(hour=23))
    await service.open()
    id = known(service).id
    service.store.conversations[id] = replace(
        service.store.conversations[id], words=frozenset({WordKind.RETURN})
    )
    service.store.her_words[id, WordKind.RETURN] = WORD


async def _is_silent(service: Service) -> None:
    """So long that nobody knows who writes; then somebody does, without her word."""
    service.later(hours=3)
    service.on_duty()
    assert heard(await service.say("chi c'è?")) == ["Ciao."]


async def _waits(service: Service) -> Case:
    """She waits in Milan, and then somebody writes without her word."""
    await _begins(service)
    assert heard(await service.say("1")) == [WAITS]
    hers = service.case()
    await _is_silent(service)
    return hers


async def _comes_back(service: Service) -> None:
    await service.say(WORD)
    assert known(service).curtain is Curtain.VERIFIED


async def _cancels(service: Service) -> list[str]:
    """Somebody asks for a person, and then does not wait any more."""
    assert heard(await service.say("1")) == [WAITS]
    return heard(await service.say("1"))


async def test_not_waiting_any_more_ends_nothing_without_her_word(service: Service) -> None:
    """It is answered as ever; the case keeps its place, with a mark for the operators."""
    hers = await _waits(service)
    assert await _cancels(service) == ["Ciao."]
    case = service.case()
    assert (case.state, case.check) == (CaseState.QUEUED, "withdrawn")
    assert replace(case, check="", checked_at=None) == hers


async def test_nothing_is_sent_to_who_does_not_wait_any_more(service: Service) -> None:
    """If it was she, no answer surprises her: a text waits elsewhere, and nothing is asked."""
    await _waits(service)
    await _cancels(service)
    case = service.claim()
    thread = Thread(case.conversation)
    said = await service.post(OperatorSaid(case.id, "op", "Eccomi"), thread)
    asked = await service.post(AskedWho(case.id, "op"), thread)
    assert [said.refused, asked.refused] == ["silent", "silent"]
    assert [heard(said), heard(asked)] == [[], []]
    assert heard(await service.say("c'è qualcuno?")) == ["Ciao."], "a flow answers, no human hears"
    closed = await service.post(CaseClosed(case.id, "op"), thread)
    assert heard(closed) == []
    assert service.case().state is CaseState.CLOSED


async def test_her_word_brings_her_place_back(service: Service) -> None:
    """As it was before somebody cancelled it, proven again."""
    hers = await _waits(service)
    await _cancels(service)
    await _comes_back(service)
    assert service.case() == hers
    assert known(service).place is None


async def test_another_network_gets_her_case_only_until_her_word(service: Service) -> None:
    """It is marked there, and shares nothing of before; then it waits again where she asked."""
    hers = await _waits(service)
    await service.say("1")
    assert heard(await service.say("2")) == [WAITS]
    case = service.case()
    assert (case.network, case.check) == (RHO, "unproven")
    assert case.since > hers.since
    await _comes_back(service)
    case = service.case()
    assert (case.network, case.opened_at, case.check) == (MILAN, hers.opened_at, "")
    assert case.state is CaseState.QUEUED


async def test_cancelling_elsewhere_gives_her_network_its_case_back(service: Service) -> None:
    """Asking another network first is no way round."""
    await _waits(service)
    await service.say("1")
    await service.say("2")
    await service.say("1")
    case = service.case()
    assert (case.network, case.state, case.check) == (MILAN, CaseState.QUEUED, "withdrawn")


async def test_a_place_that_an_operator_closed_meanwhile_is_hers_again(service: Service) -> None:
    """Somebody moved it, a person there saw that it was not she: she still waits."""
    hers = await _waits(service)
    await service.say("1")
    await service.say("2")
    case = service.claim()
    await service.post(CaseClosed(case.id, "op"), Thread(case.conversation))
    await _comes_back(service)
    (case,) = (one for one in service.store.cases.values() if one.state is CaseState.QUEUED)
    assert (case.network, case.opened_at) == (MILAN, hers.opened_at)


async def test_a_human_who_is_with_her_stays_when_she_proves_it(service: Service) -> None:
    """Nobody is taken away from her by her own word."""
    await _waits(service)
    await service.say("1")
    await service.say("2")
    service.claim()
    await _comes_back(service)
    assert (service.case().network, service.case().state) == (RHO, CaseState.CLAIMED)
    assert known(service).place is None


@pytest.mark.parametrize("waits", [True, False])
async def test_off_duty_nobody_learns_whether_she_waits(service: Service, waits: bool) -> None:
    """Asking for a person says the same whether there is a case of hers or none."""
    await _begins(service)
    if waits:
        await service.say("1")
    await _is_silent(service)
    service.off_duty()
    assert heard(await service.say("1"))[0] == NOBODY
    assert len(service.store.cases) == int(waits)


async def test_off_duty_nothing_is_told_to_who_did_not_ask(service: Service) -> None:
    """That nobody is there any more would tell him that she waits; she hears it with her word."""
    await _waits(service)
    service.off_duty()
    assert heard(await service.left_alone()) == []
    assert service.case().unattended_at is None


async def test_who_asked_again_is_told_that_nobody_is_there(service: Service) -> None:
    """It may well be she: nobody who was told to wait waits in silence."""
    await _waits(service)
    await service.say("1")
    service.off_duty()
    assert any("112" in text for text in heard(await service.left_alone()))


async def test_her_own_no_is_a_no(service: Service) -> None:
    """In her own talk, and in a thread without a word, the case is closed as ever."""
    await _begins(service)
    await service.say("1")
    await service.say("1")
    assert service.case().state is CaseState.CLOSED
