"""Her box in the talk: who is shown what waits, when, and that it is shown once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.assemble import published_scene
from bot.conversation.box import box_read, box_waiting
from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.state import CaseState, Curtain, Held
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.engine.effects import Fetch
from bot.messages import PRIVATE, AskedWho, Left, OperatorSaid, Said, Thread
from bot.storage.memory import MemoryStore
from bot.talk import Counted
from tests.conversation.conftest import NOW
from tests.conversation.test_coming_back import OTHER, PHONE, TO_WORDS, WORD, Her, answers, number

TEXT = "Ci vediamo martedì alle nove."
WAITS = "Mentre non c'eri ti hanno lasciato una risposta. Vuoi leggerla ora?"


@pytest.fixture(scope="module")
def published() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


@pytest.fixture
async def woman(published: Scene) -> AsyncIterator[Her]:
    """A woman on Telegram who has come with the key, and her service."""
    store, ids, presence = MemoryStore(), Counted(), Presence()
    world = World(ids)
    inbox = Inbox(store, lambda: published, world, LocalBus(), ids, presence)
    views = Views(store, lambda: published, world, ids, presence)
    await inbox.start()
    her = Her(store, inbox, views)
    await her.key(PHONE)
    yield her
    await inbox.stop()


def wait_in_the_box(her: Her, *texts: str) -> None:
    """Somebody of the desk put these into her box."""
    (talk,) = her.store.conversations
    until = her.now + timedelta(days=7)
    for place, text in enumerate(texts):
        held = Held(f"h{place}", talk, "case", "north", "op", her.now, until, "box", text)
        her.store.held.save([held], ())


async def with_a_human(her: Her) -> str:
    """She has a word, and an operator of Rho holds her case. The case's id."""
    her.store.put_duty("op", "rho-garbagnate", "it", her.now + timedelta(hours=9))
    await her.say(*TO_WORDS)
    await her.say("Una persona", "Rho", "Sì, avvisa")
    (case,) = her.store.cases.values()
    her.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
    return case.id


async def told(her: Her, case: str, text: str = TEXT) -> None:
    """Her operator writes to her."""
    thread = Thread(her.store.cases[case].conversation)
    assert not (await her.post(OperatorSaid(case, "op", text), thread)).refused


@pytest.mark.parametrize("curtain", Curtain)
async def test_the_box_opens_behind_no_curtain_but_that_of_her_word(
    woman: Her, curtain: Curtain
) -> None:
    """Neither whether something waits nor what: with the key alone nobody learns it."""
    wait_in_the_box(woman, TEXT)
    (known,) = woman.store.conversations.values()
    here = replace(known, curtain=curtain)
    async with woman.store.batch() as batch:
        waiting = await box_waiting(batch, here, woman.now)
        read = await box_read(batch, here, woman.now)
    if curtain is Curtain.VERIFIED:
        assert (waiting.outcome, read.outcome) == ("some", "read")
        assert read.values == {"letters": TEXT}
        assert read.effects == (Fetch(("h0",)),)
    else:
        assert (waiting.outcome, read.outcome) == ("refused", "refused")
        assert read.values == {"letters": ""}
        assert read.effects == ()


async def test_what_waits_is_offered_after_her_word_and_shown_after_her_yes(woman: Her) -> None:
    """Once, in one message, the oldest first; then her talk goes on."""
    await woman.say(*TO_WORDS)
    wait_in_the_box(woman, TEXT, "Portate un documento.")
    await woman.say("esci", WORD)
    assert await woman.say("Sì") == [WAITS]
    shown = await woman.say("Sì")
    assert shown[0].endswith(f"{TEXT}\n\nPortate un documento.")
    assert shown[1].startswith("Bentornata.")
    assert woman.store.held.texts == {}
    await woman.say("esci", WORD)
    assert (await woman.say("Sì"))[0].startswith("Bentornata.")


async def test_without_her_yes_it_waits_on(woman: Her) -> None:
    """Somebody may be beside her."""
    await woman.say(*TO_WORDS)
    wait_in_the_box(woman, TEXT)
    await woman.say("esci", WORD, "Sì")
    assert TEXT not in " ".join(await woman.say("No, più tardi"))
    assert list(woman.store.held.texts) == ["h0"]


async def test_after_silence_the_key_tells_nothing_of_the_box(woman: Her) -> None:
    """The service begins anew for whoever writes."""
    await woman.say(*TO_WORDS)
    wait_in_the_box(woman, TEXT)
    woman.now += timedelta(hours=1)
    heard = " ".join(
        [*await woman.say("ciao"), *await woman.say("Italiano"), *await woman.say("Sì")]
    )
    assert WAITS not in heard
    await woman.say(WORD)
    assert await woman.say("Sì") == [WAITS]


async def test_an_operators_message_that_an_exit_overtook_waits_for_her(woman: Her) -> None:
    """It was written and not yet sent: on her phone it never appears, in her box it does."""
    case = await with_a_human(woman)
    await told(woman, case)
    await woman.post(Left("blocked"))
    assert [held.place for held in woman.store.held.texts.values()] == ["box"]
    returned = await woman.say(WORD)
    assert returned[1] == WAITS
    assert (await woman.say("Sì"))[0].endswith(TEXT)


async def test_without_a_word_of_hers_it_stays_at_the_desk(woman: Her) -> None:
    """From the box nobody could ever take it."""
    woman.store.put_duty("op", "rho-garbagnate", "it", woman.now + timedelta(hours=9))
    await woman.say("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    (case,) = woman.store.cases.values()
    woman.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
    await told(woman, case.id)
    await woman.post(Left("blocked"))
    (held,) = woman.store.held.texts.values()
    assert (held.place, held.operator, held.network) == ("tray", "op", "rho-garbagnate")
    assert held.forget_at == held.at + timedelta(hours=24)


async def test_beside_a_human_it_is_offered_too_and_then_the_human_hears_her(woman: Her) -> None:
    """The operator reads neither the offer's answer nor the text; what comes next she reads."""
    case = await with_a_human(woman)
    await woman.say("esci")
    wait_in_the_box(woman, TEXT)
    assert await woman.say(WORD) == [
        "Bentornata. La persona con cui parlavi è ancora qui.",
        WAITS,
    ]
    shown = await woman.say("Sì")
    assert shown[0].endswith(TEXT)
    await woman.say("allora vengo martedì")
    thread = woman.store.messages[woman.store.cases[case].conversation]
    assert {line.author for line in thread if TEXT in line.speech.text} == {PRIVATE}
    assert thread[-1].speech.text == "allora vengo martedì"
    assert thread[-1].author == ""


async def test_who_answers_is_it_you_is_offered_what_waits(woman: Her) -> None:
    """Her word was given: it is she."""
    case = await with_a_human(woman)
    wait_in_the_box(woman, TEXT)
    await woman.post(AskedWho(case, "op"), Thread(woman.store.cases[case].conversation))
    assert await woman.say(WORD) == ["Ricevuto.", WAITS]


async def test_a_wrong_word_is_offered_nothing(woman: Her) -> None:
    """Whoever guesses learns nothing of a box."""
    case = await with_a_human(woman)
    wait_in_the_box(woman, TEXT)
    await woman.post(AskedWho(case, "op"), Thread(woman.store.cases[case].conversation))
    assert await woman.say("primavera") == ["Ricevuto."]


async def test_from_another_device_the_box_comes_with_her(woman: Her) -> None:
    """And her page does not show beforehand what never reached her phone."""
    case = await with_a_human(woman)
    await told(woman, case)
    await woman.post(Left("blocked"))
    await woman.key(OTHER)
    await woman.say("Italiano", "Sì", "ho un numero", number(woman.store))
    turned = await woman.post(Said(WORD))
    assert turned.resumed
    assert answers(turned)[-1] == WAITS
    page = await woman.views.page(OTHER, ["it"], woman.now)
    assert TEXT not in " ".join(line.speech.text for line in page.shown)
    assert page.options, "she can answer beside her operator"
    await woman.say("Sì")
    page = await woman.views.page(OTHER, ["it"], woman.now)
    assert TEXT in " ".join(line.speech.text for line in page.shown)
