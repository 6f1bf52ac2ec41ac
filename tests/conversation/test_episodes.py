"""The emergency line is offered once in an episode of danger, and again in the next one."""

from __future__ import annotations

from bot.conversation.state import CaseState
from bot.conversation.turned import Turned
from bot.messages import Address, Channel, Left, Voice
from bot.storage.plain import conversation_from_plain, conversation_to_plain
from tests.conversation.conftest import Service

SIGN = "mi sta picchiando"
OFFER = "Chiama il 112."
LINE = "In pericolo chiama il 112. Il 1522 risponde giorno e notte."


def heard(turned: Turned) -> list[str]:
    """What she was told."""
    return [line.speech.text for line in turned.shown if line.voice is not Voice.HER]


async def _with_human(service: Service) -> None:
    service.on_duty()
    await service.open()
    await service.say("1")
    service.claim()


async def test_the_flow_of_danger_is_entered_once_in_an_episode(service: Service) -> None:
    """What she goes on to tell is heard by the question that she stands at."""
    await service.open()
    assert heard(await service.say(SIGN))[0] == OFFER
    service.later(minutes=5)
    again = await service.say(SIGN)
    assert OFFER not in heard(again)
    assert heard(again) == ["Ciao."], "the question takes any text, and took this one"


async def test_a_sign_that_the_question_cannot_take_is_never_not_understood(
    service: Service,
) -> None:
    """She hears the numbers and her question again, as often as she tells of danger."""
    service.on_duty()
    await service.open()
    await service.say("1")
    assert heard(await service.say(SIGN))[0] == OFFER
    for _ in range(6):
        assert heard(await service.say(SIGN)) == [LINE, "Arriva qualcuno."]
    assert service.case().state is CaseState.QUEUED


async def test_after_hours_without_a_sign_help_is_offered_again(service: Service) -> None:
    """Signs make an episode longer; two hours without one end it. The page is alive throughout."""
    service.on_duty()
    await service.open()
    await service.say("1")
    assert OFFER in heard(await service.say(SIGN))
    for _ in range(3):
        service.later(hours=1, minutes=50)
        service.presence.seen(service.address, service.now)
        assert OFFER not in heard(await service.say(SIGN))
    service.later(hours=2, minutes=1)
    service.presence.seen(service.address, service.now)
    assert OFFER in heard(await service.say(SIGN))
    assert service.case().danger


async def test_a_human_does_not_make_the_line_come_at_each_message(service: Service) -> None:
    """Once an episode, whoever holds the case; the flag on the case stays for ever."""
    await _with_human(service)
    assert heard(await service.say(SIGN)) == [LINE]
    assert heard(await service.say(SIGN)) == []
    service.later(hours=2, minutes=1)
    service.presence.seen(service.address, service.now)
    assert heard(await service.say("va meglio, grazie")) == []
    assert service.case().danger
    assert heard(await service.say(SIGN)) == [LINE]


async def test_an_episode_goes_on_when_a_human_takes_the_case(service: Service) -> None:
    """She was offered help while she waited: her human is not interrupted for it."""
    service.on_duty()
    await service.open()
    await service.say("1")
    assert OFFER in heard(await service.say(SIGN))
    service.claim()
    assert heard(await service.say(SIGN)) == []


async def test_coming_back_begins_a_new_episode(service: Service) -> None:
    """Who left and came back may be in another danger, and is offered help again at once."""
    service.address = Address(Channel.TELEGRAM, "chat-1")
    await _with_human(service)
    assert heard(await service.say(SIGN)) == [LINE]
    await service.post(Left("button"))
    await service.open()
    service.later(minutes=1)
    assert LINE in heard(await service.say(SIGN))


async def test_a_talk_that_begins_anew_begins_a_new_episode(service: Service) -> None:
    """After a silence nobody knows who writes; help is offered as to anybody."""
    service.address = Address(Channel.TELEGRAM, "chat-1")
    await service.open()
    assert OFFER in heard(await service.say(SIGN))
    service.later(minutes=40)
    await service.say("ci sono")
    assert OFFER in heard(await service.say(SIGN))


async def test_an_episode_survives_storage(service: Service) -> None:
    """A restart neither forgets that help was offered nor offers it for ever."""
    await service.open()
    await service.say(SIGN)
    kept = service.store.find(service.address)
    assert kept is not None
    assert kept.signs
    read = conversation_from_plain(conversation_to_plain(kept))
    assert read["signs"] == kept.signs
