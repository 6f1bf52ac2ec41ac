"""On SMS and WhatsApp nothing can be taken back: what others write there tells nothing either."""

from __future__ import annotations

import pytest

from bot.messages import Address, Channel, OperatorSaid, Thread, Voice
from tests.conversation.conftest import Service

STAYING = [Channel.SMS, Channel.WHATSAPP]
LEAVING = [Channel.WEB, Channel.TELEGRAM]
TELLING = "La violenza è un reato."


async def claimed(service: Service, channel: Channel) -> Thread:
    """She is with a human, on that channel."""
    service.address = Address(channel, "hers")
    service.on_duty()
    await service.open()
    await service.say("1")
    return Thread(service.claim().conversation)


@pytest.mark.parametrize("channel", STAYING)
async def test_an_operator_cannot_leave_a_word_on_her_phone_that_tells(
    service: Service, channel: Channel
) -> None:
    """It is refused before it is said, in Italian too in a talk of another language."""
    thread = await claimed(service, channel)
    case = service.case().id
    refused = await service.post(OperatorSaid(case, "op", TELLING), thread)
    assert refused.refused == "telling"
    assert not refused.shown
    said = await service.post(OperatorSaid(case, "op", "Può venire alle 9?"), thread)
    assert not said.refused


@pytest.mark.parametrize("channel", LEAVING)
async def test_where_it_can_be_taken_back_an_operator_writes_freely(
    service: Service, channel: Channel
) -> None:
    """The page is emptied, the chat is deleted on both sides."""
    thread = await claimed(service, channel)
    assert not (await service.post(OperatorSaid(service.case().id, "op", TELLING), thread)).refused


@pytest.mark.parametrize("channel", [*STAYING, *LEAVING])
async def test_lines_outside_every_flow_are_short_where_they_stay(
    service: Service, channel: Channel
) -> None:
    """Danger beside a human gets the number that is everybody's, and no more than that."""
    await claimed(service, channel)
    turned = await service.say("mi sta picchiando adesso")
    (line,) = [one.speech.text for one in turned.shown if one.voice is Voice.SERVICE]
    assert "112" in line
    assert ("1522" in line) is (channel in LEAVING)
