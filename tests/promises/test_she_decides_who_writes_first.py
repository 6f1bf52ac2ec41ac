"""Nobody writes to her first unless she said so, on which channel, on which days and hours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.conversation.turned import Turned
from bot.conversation.world import World
from bot.engine.asking import listening
from bot.engine.session import Frame
from bot.messages import Address, Channel, Chose, Happening, Inbound, Opened, Said, TimerFired
from bot.safety.contract import Contract, Line, may_contact
from bot.safety.her_words import WordKind
from bot.storage.memory import MemoryStore
from bot.talk import Counted
from bot.text.tongues import LANGUAGES
from tests.promises.hers import NOW, after, at, left, said, stands_at

PHONES = [Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS]
SAYS = ("yes", "one", "tue", "morning", "appointment", "no", "yes")
"""What she touches: yes, one day, Tuesday, in the morning, an appointment, not after an exit."""

AGREED = Contract(
    Channel.TELEGRAM,
    frozenset({1}),
    540,
    720,
    Line.APPOINTMENT,
    NOW,
    NOW + timedelta(days=30),
)


@asynccontextmanager
async def talking(scene: Scene, channel: Channel) -> AsyncIterator[tuple[MemoryStore, Inbox]]:
    """A service over a store in memory."""
    store, ids = MemoryStore(), Counted()
    inbox = Inbox(store, lambda: scene, World(ids), LocalBus(), ids, Presence())
    await inbox.start()
    yield store, inbox
    await inbox.stop()


async def _does(
    inbox: Inbox, id: str, channel: Channel, what: Happening, now: datetime = NOW
) -> Turned:
    return await inbox.post(Inbound(id, Address(channel, "her"), now, what))


async def _agrees(scene: Scene, channel: Channel, language: str) -> Conversation:
    """She goes through the whole flow by touch.

    On WhatsApp she is not asked about messages after an exit: there none may ever be sent.
    """
    here = at(scene, "contact", "offer", language, channel)
    for choice in (say for say in SAYS if say != "no" or channel is not Channel.WHATSAPP):
        assert here.session is not None
        here = left(await after(scene, here, Chose(choice, here.session.ask)))
    return here


async def test_at_first_nobody_may(scene: Scene) -> None:
    """A new conversation has no agreement on any channel."""
    for channel in Channel:
        async with talking(scene, channel) as (store, inbox):
            await _does(inbox, "1", channel, Opened())
            (known,) = store.conversations.values()
            assert known.contract is None
            assert not may_contact(known.contract, channel, NOW)


@pytest.mark.parametrize(("number", "language"), [*enumerate(LANGUAGES)])
async def test_a_few_touches_make_the_agreement_in_every_language(
    scene: Scene, number: int, language: str
) -> None:
    """One question at a time, and it holds for the channel that she writes on, for 30 days."""
    channel = PHONES[number % len(PHONES)]
    agreed = await _agrees(scene, channel, language)
    assert agreed.contract == replace(AGREED, channel=channel)
    assert [what.split()[0] for what in agreed.consents] == ["contact"]
    assert agreed.forget_at == AGREED.expires_at


async def test_she_sees_what_she_agreed_to_and_takes_it_back(scene: Scene) -> None:
    """By one word, and one touch; then it is never again, and the proof holds no longer."""
    agreed = await _agrees(scene, Channel.TELEGRAM, "it")
    seen = await after(scene, agreed, Said("promemoria"))
    told = said(seen.turned, Channel.TELEGRAM)
    for part in ("Telegram", "martedì", "dalle 9:00 alle 12:00", "appuntamento", "Non dopo"):
        assert part in told
    session = left(seen).session
    assert session is not None
    gone = await after(scene, left(seen), Chose("off", session.ask))
    assert left(gone).contract is None
    assert left(gone).consents == {}
    assert gone.record is not None
    assert len(gone.record.withdrawn) == 1
    assert left(gone).forget_at < AGREED.expires_at


async def test_a_page_is_told_that_it_cannot_be_reached(scene: Scene) -> None:
    """On the web nothing is offered that could not be kept; who asks for it is told why."""
    contact = scene.newest.flows["contact"]
    for language in LANGUAGES:
        here = at(scene, "privacy", "what", language, Channel.WEB)
        assert here.session is not None
        offered = listening(scene.newest, here.session, Channel.WEB).choices
        assert "contact" not in {choice.id for choice in offered}
        word = scene.newest.words(contact.anywhere, language)[0]
        told = await after(scene, here, Said(word))
        assert stands_at(told) == "privacy"
        assert left(told).contract is None
        first = contact.steps["web"]
        assert scene.newest.say(first.text, language) in said(  # type: ignore[union-attr]
            told.turned, Channel.WEB
        )


def _expired(scene: Scene, **changes: object) -> Conversation:
    known = at(scene, "menu", "first", "it", Channel.TELEGRAM)
    return replace(known, contract=AGREED, forget_at=NOW + timedelta(days=60), **changes)  # type: ignore[arg-type]


LATER = NOW + timedelta(days=31)


async def test_an_agreement_that_ended_is_asked_about_at_her_next_visit(scene: Scene) -> None:
    """With the key in her thread: once she can write safely, and neutrally."""
    known = _expired(scene, curtain=Curtain.EXITED, left_at=NOW)
    opened = await after(scene, known, Opened(), now=LATER)
    hello = left(opened)
    for choice in ("it", "yes"):
        assert hello.session is not None
        asked = await after(scene, hello, Chose(choice, hello.session.ask), now=LATER)
        hello = left(asked)
    assert stands_at(asked) == "contact"
    told = said(asked.turned, Channel.TELEGRAM)
    assert "Vuoi un promemoria ogni tanto?" in told
    assert "martedì" not in told
    assert hello.session is not None
    no = await after(scene, hello, Chose("no", hello.session.ask), now=LATER)
    assert left(no).contract is None
    assert stands_at(no) == "menu"


async def test_who_still_has_an_agreement_is_not_asked_again(scene: Scene) -> None:
    """Nor shown it with the key alone."""
    known = _expired(scene, curtain=Curtain.EXITED, left_at=NOW)
    opened = await after(scene, known, Opened())
    hello = left(opened)
    for choice in ("it", "yes"):
        assert hello.session is not None
        asked = await after(scene, hello, Chose(choice, hello.session.ask))
        hello = left(asked)
    assert stands_at(asked) == "menu"
    shown = await after(scene, hello, Said("promemoria"))
    assert "martedì" not in said(shown.turned, Channel.TELEGRAM)


async def test_her_own_word_leads_to_the_question_too(scene: Scene) -> None:
    """After the return word: first whether she can write, then whether it goes on."""
    here = at(scene, "safe", "ask", "it", Channel.TELEGRAM)
    assert here.session is not None
    stack = (Frame("back", "check"), *here.session.stack)
    here = replace(
        here,
        contract=AGREED,
        curtain=Curtain.VERIFIED,
        words=frozenset({WordKind.RETURN}),
        touched_at=LATER,
        forget_at=LATER + timedelta(hours=72),
        session=replace(here.session, stack=stack),
    )
    assert here.session is not None
    asked = await after(scene, here, Chose("yes", here.session.ask), now=LATER)
    assert stands_at(asked) == "contact"


async def test_the_end_of_an_agreement_is_told_by_nobody(scene: Scene) -> None:
    """Time passes, and nothing is said or sent."""
    known = _expired(scene)
    assert known.session is not None
    waiting = replace(known, session=replace(known.session, wake_at=LATER))
    assert waiting.session is not None
    fired = await after(scene, waiting, TimerFired(waiting.session.ask), now=LATER)
    assert fired.turned.shown == ()
    assert fired.record is not None
    assert fired.record.outgoing == ()


async def test_a_stranger_in_her_thread_can_neither_see_nor_change_it(scene: Scene) -> None:
    """Where she has a word, only her word leads to it."""
    known = at(scene, "menu", "first", "it", Channel.TELEGRAM)
    stranger = replace(
        known,
        contract=AGREED,
        words=frozenset({WordKind.RETURN}),
        resting=known.session,
    )
    asked = await after(scene, stranger, Said("promemoria"))
    told = said(asked.turned, Channel.TELEGRAM)
    assert "martedì" not in told
    assert "scrivi prima la tua parola" in told
    assert left(asked).contract == AGREED
    confirm = replace(
        at(scene, "contact", "offer", "it", Channel.TELEGRAM),
        contract=AGREED,
        words=frozenset({WordKind.RETURN}),
        resting=known.session,
    )
    assert confirm.session is not None
    no = await after(scene, confirm, Chose("no", confirm.session.ask))
    assert left(no).contract == AGREED
