"""A flood from one messenger is heard, and not answered; what must reach her always does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from bot.conversation.bus import LocalBus
from bot.conversation.flooding import ALL, EACH, SHARE, Floods
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.state import CaseState, Conversation, Curtain
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.messages import Address, Channel, Left, OperatorSaid, Thread
from bot.safety.her_words import WordKind
from bot.storage.memory import MemoryStore
from bot.talk import Counted
from tests.conversation.conftest import Service, scene

MESSENGERS = (Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS)
WORD = "tramezzino"


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    """The small service, with limits."""
    store, ids, bus, presence, small = MemoryStore(), Counted(), LocalBus(), Presence(), scene()
    world, floods = World(ids), Floods(lambda: b"k" * 32)
    current: Callable[[], Scene] = lambda: small  # noqa: E731 - a port of one line
    inbox = Inbox(store, current, world, bus, ids, presence, floods=floods)
    await inbox.start()
    yield Service(store, inbox, Views(store, current, world, ids, presence), bus, presence, small)
    await inbox.stop()


@pytest.fixture(params=MESSENGERS)
def phone(request: pytest.FixtureRequest, service: Service) -> Service:
    """Each messenger."""
    service.address = Address(request.param, "one")
    return service


def known(service: Service) -> Conversation:
    """The conversation at the address."""
    found = service.store.find(service.address)
    assert found is not None, "there is one"
    return found


def sendable(service: Service) -> int:
    """How many messages wait to be sent, to anybody."""
    return len(service.store._outbox)


async def _said(service: Service, text: str) -> int:
    """How many messages follow from a text."""
    before = sendable(service)
    await service.say(text)
    return sendable(service) - before


async def _flood(service: Service, text: str = "ciao") -> int:
    """Far too many texts at once. How many messages follow."""
    pace = EACH[service.address.channel]
    return sum([await _said(service, text) for _ in range(int(pace.burst) + 40)])


async def test_a_flood_costs_a_bounded_number_of_answers(phone: Service) -> None:
    """Behind the cover and in the open, whatever the channel costs."""
    pace = EACH[phone.address.channel]
    assert await _flood(phone) <= pace.burst + 1
    assert await _said(phone, "ciao") == 0
    phone.later(seconds=1 / pace.rate + 1)
    assert await _said(phone, "ciao") == 1, "it is slowed, not refused"
    assert await _said(phone, "ciao") == 0


async def test_nobody_else_pays_for_a_flood(phone: Service) -> None:
    """Another address is answered as ever."""
    await _flood(phone)
    phone.address = Address(phone.address.channel, "two")
    assert await _said(phone, "ciao") == 1


async def test_in_a_flood_everything_is_still_heard(phone: Service) -> None:
    """The menu moves, a case is opened and her human reads what she writes."""
    phone.on_duty()
    await phone.open()
    await _flood(phone)
    await phone.say("1")
    assert phone.case().state is CaseState.QUEUED
    case = phone.claim()
    await phone.say("eccomi")
    lines = phone.store.messages[known(phone).id]
    assert lines[-1].speech.text == "eccomi"
    before = sendable(phone)
    said = OperatorSaid(case.id, "op", "Ci sono")
    assert not (await phone.post(said, Thread(case.conversation))).refused
    assert sendable(phone) == before + 1, "a human is never silenced"


async def test_in_a_flood_a_safe_exit_is_an_exit_and_the_key_a_key(phone: Service) -> None:
    """By word, and by her provider's stop; what an exit and the key say is said."""
    await phone.open()
    await _flood(phone)
    await phone.say("esci")
    assert known(phone).curtain is Curtain.EXITED
    before = sendable(phone)
    await phone.open()
    assert known(phone).curtain is Curtain.OPEN
    assert sendable(phone) > before
    await phone.post(Left("stop"))
    assert known(phone).curtain is Curtain.EXITED


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("text", ["mi sta picchiando", "aiuto", "HELP"])
async def test_in_a_flood_help_is_always_answered(phone: Service, text: str, opened: bool) -> None:
    """As often as she cries, in the open and behind the cover."""
    await (phone.open() if opened else phone.say("ciao"))
    await _flood(phone)
    for _ in range(5):
        assert await _said(phone, text) > 0


async def test_in_a_flood_her_word_brings_her_back(phone: Service) -> None:
    """Whoever floods her thread does not keep her out of it."""
    await phone.open()
    id = known(phone).id
    words = frozenset({WordKind.RETURN})
    phone.store.conversations[id] = replace(known(phone), words=words)
    phone.store.her_words[id, WordKind.RETURN] = WORD
    await phone.say("esci")
    await _flood(phone)
    assert known(phone).tries.wrong == 0, "what the cover knows is no try"
    await phone.say(WORD)
    assert known(phone).curtain is Curtain.VERIFIED


async def test_when_all_ask_too_much_newcomers_are_answered_first(service: Service) -> None:
    """The sum is bounded; an address that just came still gets its share, and help is help."""
    channel = Channel.TELEGRAM
    burst = int(EACH[channel].burst)
    for one in range(int(ALL.burst) // burst + 1):
        service.address = Address(channel, f"bot-{one}")
        for _ in range(burst):
            await service.say("ciao")
    service.address = Address(channel, "hers")
    answered = sum([await _said(service, "ciao") for _ in range(40)])
    assert answered == SHARE + 1, "the very first contact is outside the limits"
    assert await _said(service, "aiuto") == 1


async def test_the_web_has_limits_of_its_own(service: Service) -> None:
    """A page reads its thread: nothing is withheld from it here."""
    await service.open()
    turned = [await service.say("ciao") for _ in range(100)]
    assert all(each.shown for each in turned)
