"""She can ask at any time what stays on this phone, and is told the truth about her channel."""

from __future__ import annotations

import pytest

from bot.conversation.scene import Scene
from bot.messages import Channel, Chose, Said
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES
from tests.promises.hers import after, asks, at, in_turn, left, said, stands_at
from tests.promises.in_words import STAYS

LIMITS = {
    Channel.WEB: ("router", "bolletta", "copie di riserva", "schermo"),
    Channel.TELEGRAM: ("router", "bolletta", "copie di riserva", "schermo"),
    Channel.WHATSAPP: ("router", "bolletta", "copie di riserva", "schermo"),
    Channel.SMS: ("bolletta", "copie di riserva"),
}
"""What cannot be helped there, besides an app that watches."""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_phrase_leads_there_from_every_question(scene: Scene, language: str) -> None:
    """Also where a text, number or word of hers is awaited, and before everything else."""
    for number, (flow, step) in enumerate(asks(scene)):
        here = at(scene, flow, step.id, language, dict(in_turn(number))[language])
        decided = await after(scene, here, Said(STAYS[language]))
        assert stands_at(decided) == "phone", (flow, step.id)
        assert not decided.mistakes, (flow, step.id)


@pytest.mark.parametrize("channel", list(Channel))
async def test_two_touches_lead_there_from_the_menu(scene: Scene, channel: Channel) -> None:
    """Privacy, then what stays here: the page where every talk begins and rests."""
    first = at(scene, "menu", "first", "it", channel)
    assert first.session is not None
    privacy = left(await after(scene, first, Chose("mine", first.session.ask)))
    assert privacy.session is not None
    assert stands_at(await after(scene, privacy, Chose("phone", privacy.session.ask))) == "phone"


@pytest.mark.parametrize("channel", list(Channel))
async def test_every_channel_has_an_answer_of_its_own(scene: Scene, channel: Channel) -> None:
    """What goes, what stays, and what nobody can remove: bill, router, copies, a watching app."""
    here = at(scene, "menu", "first", "it", channel)
    decided = await after(scene, here, Said(STAYS["it"]))
    told = said(decided.turned, channel)
    session = left(decided).session
    assert session is not None
    rest = await after(scene, left(decided), Chose("rest", session.ask))
    told += said(rest.turned, channel)
    session = left(rest).session
    assert session is not None
    told += said((await after(scene, left(rest), Chose("watched", session.ask))).turned, channel)
    for limit in LIMITS[channel]:
        assert limit in told, limit
    assert "app" in told
    assert "telefono" in told


async def test_no_two_channels_are_told_the_same(scene: Scene) -> None:
    """A page empties itself, a chat is deleted, a message stays: these are different truths."""
    told = set()
    for channel in Channel:
        here = at(scene, "menu", "first", "it", channel)
        told.add(said((await after(scene, here, Said(STAYS["it"]))).turned, channel))
    assert len(told) == len(Channel)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_on_a_phone_the_question_does_not_betray_what_the_service_is(
    scene: Scene, language: str
) -> None:
    """What stays in the thread of a message speaks of telephones, and of nothing else."""
    risky = {
        fold(word)
        for word in ("violenza", "violence", "violencia", "عنف", "marito", "husband", "polizia")
    }
    for channel in (Channel.SMS, Channel.WHATSAPP):
        here = at(scene, "menu", "first", language, channel)
        decided = await after(scene, here, Said(STAYS[language]))
        assert not set(fold(said(decided.turned, channel)).split()) & risky
