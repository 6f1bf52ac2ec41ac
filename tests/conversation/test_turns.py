"""What follows from what happens: leaving, humans, silence, mistakes, repetition."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.conversation.state import CaseState, Curtain
from bot.messages import (
    PRIVATE,
    Address,
    CaseClosed,
    Channel,
    Chose,
    Left,
    OperatorSaid,
    Said,
    Shown,
    Thread,
    TimerFired,
    Voice,
)
from tests.conversation.conftest import Service


def texts(shown: tuple[Shown, ...]) -> list[str]:
    """What was said by others than her."""
    return [line.speech.text for line in shown if line.voice is not Voice.HER]


async def test_the_first_message_on_the_web_begins_the_conversation(service: Service) -> None:
    """GET stores nothing, so her first words find the question that she was shown."""
    page = await service.views.page(service.address, ["it"], service.now)
    assert page.live
    assert page.conversation is None
    assert not service.store.conversations
    turned = await service.post(Chose("stop", page.ask))
    assert texts(turned.shown) == ["Ciao.", "Torna quando vuoi."]


async def test_a_repeated_message_has_one_effect(service: Service) -> None:
    """A double tap, a retry and a resubmit are the same message."""
    await service.open()
    first = await service.post(Said("ciao"), id="same")
    again = await service.post(Said("ciao"), id="same")
    assert first.shown
    assert again.duplicate
    assert not again.shown


async def test_repetition_within_one_batch_has_one_effect(service: Service) -> None:
    """Two copies that arrive together are decided in order, the second as a repetition."""
    await service.open()
    both = await asyncio.gather(*(service.post(Said("ciao"), id="same") for _ in range(2)))
    assert sorted(turned.duplicate for turned in both) == [False, True]


@pytest.mark.parametrize("word", ["esci", "EXIT", "خروج", "Salir!"])
async def test_an_exit_word_says_nothing_more(service: Service, word: str) -> None:
    """After an exit word nothing is said, shown or kept of it."""
    await service.open()
    turned = await service.say(word)
    assert turned.curtain is Curtain.EXITED
    assert not turned.shown
    page = await service.views.page(service.address, ["it"], service.now)
    assert not page.live
    assert not page.shown


async def test_the_exit_of_a_flow_still_says_its_last_line(service: Service) -> None:
    """ "Not now" is answered once, kindly, and nothing of it can be seen again."""
    await service.open()
    turned = await service.say("Basta così")
    assert texts(turned.shown) == ["Torna quando vuoi."]
    assert turned.curtain is Curtain.EXITED
    assert not (await service.views.page(service.address, ["it"], service.now)).live


async def test_leaving_before_a_word_is_remembered(service: Service) -> None:
    """Who leaves from the first page cannot be led back by the same cookie."""
    assert (await service.post(Left())).curtain is Curtain.EXITED
    assert (await service.say("ciao")).refused == "exited"
    assert (await service.post(Left())).refused == "exited"


async def test_leaving_cancels_what_waits_on_other_channels(service: Service) -> None:
    """What was queued for her phone is cancelled with the exit that it would follow."""
    service.address = Address(Channel.SMS, "number")
    await service.open()
    assert (await service.store.counts())["waiting"] == 1
    turned = await service.say("esci")
    assert [text[:5] for text in texts(turned.shown)] == ["Sole "]
    claimed = await service.store.claim(service.now, 60, 10)
    assert [message.speech.voice for message in claimed] == [Voice.COVER]


async def test_a_human_silences_the_flow_from_claim_to_close(service: Service) -> None:
    """While a human holds the case only the human answers; then the flow goes on."""
    service.on_duty()
    await service.open()
    assert texts((await service.say("1")).shown) == ["Arriva qualcuno."]
    case = service.claim()
    assert texts((await service.say("sono qui")).shown) == []
    to = Thread(case.conversation)
    said = await service.post(OperatorSaid(case.id, "op", "Buongiorno"), to)
    assert texts(said.shown) == ["Buongiorno"]
    closed = await service.post(CaseClosed(case.id, "op"), to)
    assert texts(closed.shown) == ["Eccomi di nuovo.", "Ciao."]
    assert service.case().state is CaseState.CLOSED


async def test_only_the_holder_may_speak(service: Service) -> None:
    """An operator who does not hold the case is refused, and nothing reaches her."""
    service.on_duty()
    await service.open()
    await service.say("1")
    case = service.claim()
    turned = await service.post(OperatorSaid(case.id, "other", "x"), Thread(case.conversation))
    assert turned.refused == "not_holder"
    assert not turned.shown


async def test_the_case_lives_on_behind_the_curtain(service: Service) -> None:
    """Exit seals and does not cancel; the operator cannot speak through it."""
    service.on_duty()
    await service.open()
    await service.say("1")
    case = service.claim()
    await service.post(Left())
    assert service.case().state is CaseState.CLAIMED
    turned = await service.post(OperatorSaid(case.id, "op", "x"), Thread(case.conversation))
    assert turned.refused == "exited"


async def test_asking_twice_for_a_human_keeps_one_place(service: Service) -> None:
    """Somebody who waits already is not put in the queue again, and may stop waiting."""
    service.on_duty()
    await service.open()
    await service.say("1")
    await service.say("Non aspetto")
    assert service.case().state is CaseState.CLOSED
    await service.say("1")
    states = sorted(case.state for case in service.store.cases.values())
    assert states == [CaseState.CLOSED, CaseState.QUEUED]


async def test_danger_flags_the_case_and_is_answered_by_the_flow(service: Service) -> None:
    """A sign of danger while she waits is answered with 112 and seen by operators only."""
    service.on_duty()
    await service.open()
    await service.say("1")
    turned = await service.say("mi sta picchiando")
    assert texts(turned.shown)[0] == "Chiama il 112."
    assert service.case().danger


async def test_danger_is_seen_also_while_a_human_holds_the_case(service: Service) -> None:
    """The flag is raised for operators; she gets the emergency line, once an episode."""
    service.on_duty()
    await service.open()
    await service.say("1")
    service.claim()
    turned = await service.say("mi sta strangolando")
    assert ["112" in text for text in texts(turned.shown)] == [True]
    assert service.case().danger
    assert texts((await service.say("mi sta strangolando")).shown) == []


async def test_nobody_on_duty_leaves_a_request_that_number_and_word_open(
    service: Service,
) -> None:
    """Nobody there: she is told at once, and her request waits under a number and a word."""
    await service.open()
    said = texts((await service.say("1")).shown)
    assert said[0] == "Non c'è nessuno. 112."
    number = "".join(filter(str.isdigit, said[1]))
    assert len(number) == 8
    async with service.store.batch() as batch:
        assert await batch.find_letter(number, "melograno") is not None
        assert await batch.find_letter(number, "altra") is None


async def test_silence_lowers_the_curtain(service: Service) -> None:
    """After fifteen minutes without a word of hers the page is the cover."""
    await service.open()
    service.later(minutes=16)
    assert not (await service.views.page(service.address, ["it"], service.now)).live
    assert (await service.say("ciao")).refused == "silent"


async def test_a_clock_that_is_set_back_keeps_no_page_open_for_long(service: Service) -> None:
    """An hour less and she goes on; a day less, and nobody knows how long she has been silent."""
    await service.open()
    service.later(hours=-1)
    assert (await service.views.page(service.address, ["it"], service.now)).live
    service.later(hours=-23)
    assert not (await service.views.page(service.address, ["it"], service.now)).live
    assert (await service.say("ciao")).refused == "silent"


async def test_a_clock_that_is_set_back_ends_no_wait_for_a_human(service: Service) -> None:
    """Her page is open, and says so: that is how long she has been silent."""
    service.on_duty()
    await service.open()
    await service.say("1")
    service.later(days=-1)
    assert not (await service.views.page(service.address, ["it"], service.now)).live
    service.presence.seen(service.address, service.now)
    assert (await service.views.page(service.address, ["it"], service.now)).live


async def test_a_living_page_is_not_silent_while_she_waits_for_a_human(service: Service) -> None:
    """While she waits and her page is open, no silence; a closed page falls silent."""
    service.on_duty()
    await service.open()
    await service.say("1")
    service.later(minutes=20)
    service.presence.seen(service.address, service.now)
    assert (await service.views.page(service.address, ["it"], service.now)).live
    service.later(minutes=16)
    assert not (await service.views.page(service.address, ["it"], service.now)).live


async def test_a_timeout_says_nothing(service: Service) -> None:
    """The question's time runs out in silence; her next word finds the first question again."""
    await service.open()
    (begun,) = service.store.conversations.values()
    assert begun.session is not None
    conversation, name = begun.id, begun.session.ask
    assert await service.store.due_timers(service.now, 5) == []
    service.later(minutes=6)
    assert await service.store.due_timers(service.now, 5) == [(conversation, name)]
    turned = await service.post(TimerFired(name), Thread(conversation))
    assert not turned.shown
    assert texts((await service.say("ciao")).shown) == ["Ciao."]


async def test_an_old_timer_does_nothing(service: Service) -> None:
    """A timer of a question that was answered meanwhile has no effect."""
    await service.open()
    (conversation,) = service.store.conversations.values()
    assert conversation.session is not None
    name = conversation.session.ask
    await service.say("ciao")
    assert (await service.post(TimerFired(name), Thread(conversation.id))).refused == "unknown"


async def test_a_broken_flow_answers_with_the_emergency_line(service: Service) -> None:
    """An author's mistake is counted and never met with silence."""
    await service.open()
    turned = await service.say("Rotto")
    assert "112" in texts(turned.shown)[0]
    assert service.inbox.mistakes == 1
    assert texts((await service.say("ciao")).shown) == ["Ciao."]


async def test_an_old_button_shows_the_question_again(service: Service) -> None:
    """A button of an earlier question is not taken for an answer to this one."""
    await service.open()
    turned = await service.post(Chose("stop", "0.start.hello"))
    assert texts(turned.shown) == ["Ciao."]
    assert turned.curtain is Curtain.OPEN


async def test_what_she_did_wakes_page_and_operators_after_it_is_written(
    service: Service,
) -> None:
    """Her page and her network's operators are woken, by topics without content."""
    service.on_duty()
    await service.open()
    (conversation,) = service.store.conversations
    async with service.bus.subscribe(f"thread:{conversation}", "network:milano") as waiter:
        await service.say("1")
        assert await waiter.wait(1)


async def test_a_forgotten_session_opens_nothing_again(service: Service) -> None:
    """After "forget me" the same cookie meets the cover, and nothing of her is left."""
    await service.open()
    await service.say("ciao")
    turned = await service.say("Dimentica")
    assert turned.curtain is Curtain.EXITED
    assert not turned.shown
    assert (await service.say("ciao")).refused == "exited"
    (left,) = service.store.conversations.values()
    assert left.session is None
    assert not service.store.messages[left.id]


async def test_staying_takes_one_touch(service: Service) -> None:
    """ "I stay" extends the time without limit (WCAG 2.2.1), and says nothing."""
    await service.open()
    service.later(minutes=14)
    assert not (await service.open()).shown
    service.later(minutes=14)
    assert (await service.say("ciao")).refused == ""
    service.later(minutes=16)
    assert (await service.open()).refused == "silent"


async def test_another_network_takes_the_place_of_the_first(service: Service) -> None:
    """She asks elsewhere: the case moves, and the network that she left sees it no longer."""
    service.on_duty()
    service.store.put_duty("op2", "rho-garbagnate", "it", service.now + timedelta(hours=1))
    await service.open()
    await service.say("1")
    await service.say("Altrove")
    assert service.case().network == "rho-garbagnate"
    assert service.case().state is CaseState.QUEUED


async def test_forgetting_is_heard_also_beside_a_human(service: Service) -> None:
    """ "Cancella tutto" is asked about and done while a human answers; "no" goes back to her."""
    service.on_duty()
    await service.open()
    await service.say("1")
    service.claim()
    assert texts((await service.say("cancella tutto")).shown) == ["Cancello?"]
    page = await service.views.page(service.address, ["it"], service.now)
    assert [option.id for option in page.options] == ["wipe", "keep"]
    await service.say("No")
    assert texts((await service.say("ancora qui")).shown) == []
    await service.say("cancella tutto")
    assert (await service.say("Sì")).curtain is Curtain.EXITED
    assert not service.store.cases


async def test_a_word_of_hers_is_never_shown(service: Service) -> None:
    """What opens her letter box stands in no thread, also not in her own."""
    service.on_duty()
    await service.open()
    await service.say("1")
    await service.say("Lettere")
    turned = await service.say("melograno")
    hers = [line for line in turned.shown if line.voice is Voice.HER]
    assert [(line.speech.text, line.author) for line in hers] == [("•••", PRIVATE)]


async def test_a_handed_off_talk_is_kept_as_long_as_she_was_told(service: Service) -> None:
    """After the human closed, a further word does not shorten the 72 hours."""
    service.on_duty()
    await service.open()
    await service.say("1")
    case = service.claim()
    await service.post(CaseClosed(case.id, "op"), Thread(case.conversation))
    (before,) = service.store.conversations.values()
    await service.say("ciao")
    (after,) = service.store.conversations.values()
    assert after.forget_at >= before.forget_at
