"""A channel or the service that is switched off: one true short answer, never unasked, never late.

Promise: whoever writes learns what to do now; nobody else's act sends anything there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.state import Curtain
from bot.handoff.choices import Choice
from bot.handoff.switches import OFF, SERVICE, Switches
from bot.messages import (
    STAYS,
    Address,
    AskedWho,
    Channel,
    Left,
    Opened,
    OperatorSaid,
    Said,
    Thread,
    TimerFired,
    Unattended,
    Voice,
    WaitsLong,
)
from tests.conversation.conftest import NOW, Service

MESSENGERS = (Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS)
EVERYWHERE = tuple(Channel)


def switch(service: Service, *names: str) -> None:
    """From now on these are off, and all else is on."""
    chosen = {name: Choice(f"switch.{name}", OFF, NOW, "op") for name in names}
    service.scene = replace(service.scene, switches=Switches(chosen, EVERYWHERE))


def sent(service: Service) -> list[str]:
    """What waits to go out, as she would read it, of the newest conversation."""
    return [
        one.message.speech.on(one.message.address.channel) for one in service.store._outbox.values()
    ]


@pytest.fixture(params=MESSENGERS)
def phone(request: pytest.FixtureRequest, service: Service) -> Service:
    """Somebody on each messenger."""
    service.address = Address(request.param, "hers")
    return service


async def test_she_is_answered_once_an_hour_and_at_once_in_danger(phone):
    """The answer names 112 and, where it does not stay on her phone, 1522 and the other ways."""
    await phone.open()
    before = len(sent(phone))
    switch(phone, phone.address.channel)
    for text in ("ciao", "ci sei?", "rispondi"):
        await phone.say(text)
    first, *more = sent(phone)[before:]
    assert "112" in first
    assert not more
    assert ("1522" in first) == (phone.address.channel not in STAYS)
    assert "Altrove: " in first
    assert "il sito" in first
    await phone.say("aiuto")
    assert len(sent(phone)) == before + 2, "a cry for help is answered at once"
    phone.later(minutes=61)
    await phone.say("ciao")
    assert len(sent(phone)) == before + 3


async def test_a_stranger_reads_neutral_words_alone(phone):
    """Whoever has not opened anything learns nothing but that nobody answers, and 112."""
    switch(phone, phone.address.channel)
    await phone.say("ciao")
    assert sent(phone) == ["Qui ora non si risponde. Emergenze: 112."]


async def test_who_left_reads_no_word_that_tells(phone):
    """The thread of who left goes on as a cover would."""
    await phone.open()
    await phone.post(Left("word"))
    before = len(sent(phone))
    switch(phone, phone.address.channel)
    await phone.say("ciao")
    (line,) = sent(phone)[before:]
    assert line == "Qui ora non si risponde. Emergenze: 112."
    (known,) = phone.store.conversations.values()
    assert known.curtain is Curtain.EXITED


async def test_leaving_works_as_always(phone):
    """An exit word lets the curtain fall, and nothing is said to it."""
    await phone.open()
    before = len(sent(phone))
    switch(phone, phone.address.channel)
    await phone.say("esci")
    assert sent(phone)[before:] == []
    (known,) = phone.store.conversations.values()
    assert known.curtain is Curtain.EXITED


async def test_nobody_elses_act_says_anything(phone):
    """Neither her human, nor a wait that grew long, nor a question's end: not then, not later."""
    phone.on_duty()
    await phone.open()
    await phone.say("1")
    case = phone.claim()
    thread, before = Thread(case.conversation), len(sent(phone))
    switch(phone, phone.address.channel)
    acts = (
        OperatorSaid(case.id, "op", "Ci sono."),
        AskedWho(case.id, "op"),
        Unattended(case.id),
        WaitsLong(case.id, phone.now),
        TimerFired("nothing"),
    )
    for what in acts:
        turned = await phone.post(what, to=thread)
        assert turned.refused, type(what).__name__
    assert sent(phone)[before:] == []
    switch(phone)
    phone.later(minutes=1)
    assert sent(phone)[before:] == [], "nothing was kept for later"


async def test_what_she_writes_to_her_human_is_not_lost(phone):
    """It stands in the thread, for when the channel is on again or somebody reaches her."""
    phone.on_duty()
    await phone.open()
    await phone.say("1")
    phone.claim()
    switch(phone, phone.address.channel)
    await phone.say("sono ancora qui")
    (lines,) = phone.store.messages.values()
    assert [one.speech.text for one in lines if one.voice is Voice.HER][-1] == "sono ancora qui"


async def test_a_closed_service_begins_nothing_and_leaves_talks_alone(phone):
    """The key is answered with the truth; the cover is what it was; her human goes on with her."""
    switch(phone, SERVICE)
    await phone.say("che luna c'è")
    cover = len(sent(phone))
    assert "chiuso" not in " ".join(sent(phone))
    await phone.post(Opened())
    assert "chiuso" in sent(phone)[cover]
    assert "112" in sent(phone)[cover]
    switch(phone)
    phone.on_duty()
    await phone.open()
    await phone.say("1")
    case = phone.claim()
    switch(phone, SERVICE)
    turned = await phone.post(OperatorSaid(case.id, "op", "Ci sono."), to=Thread(case.conversation))
    assert not turned.refused
    assert sent(phone)[-1] == "Ci sono."


@pytest.mark.parametrize("name", ["web", SERVICE])
async def test_her_page_says_so_and_the_talk_waits_behind_it(service, name):
    """Nothing is stored for a first look; what is written from an old page starts nothing."""
    views = service.views
    switch(service, name)
    page = await views.page(service.address, ("it",), service.now)
    assert (page.live, page.state, page.conversation) == (True, "shut", None)
    assert "112" in page.told
    assert "1522" in page.told
    assert not page.options
    switch(service)
    await service.open()
    switch(service, name)
    turned = await service.post(Said("ciao"))
    assert not turned.shown
    assert not turned.refused
    page = await views.page(service.address, ("it",), service.now)
    assert (page.state, page.shown, page.ask) == ("shut", (), "")
    switch(service)
    page = await views.page(service.address, ("it",), service.now + timedelta(minutes=1))
    assert (page.state, bool(page.ask)) == ("flow", True)
