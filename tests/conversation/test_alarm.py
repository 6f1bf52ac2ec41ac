"""Her alarm word: who learns of it, what she sees, and how she hears what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.consequences import carry_out
from bot.conversation.drafted import drafted
from bot.conversation.state import (
    AlarmPlan,
    Case,
    CaseState,
    Conversation,
    Curtain,
)
from bot.conversation.turn import Also, Decided, decide
from bot.conversation.views import COVER
from bot.engine.effects import AgreeAlarm
from bot.engine.session import Frame, Session
from bot.handoff.alarm import SIGN_EXPIRY, Alarm, Sign, Told
from bot.handoff.case import Ticket
from bot.handoff.reading import readable
from bot.messages import (
    Address,
    AlarmSeen,
    AlarmUnanswered,
    Channel,
    Inbound,
    Left,
    Said,
    Shown,
    Thread,
    Voice,
)
from bot.safety.her_words import WordKind
from tests.conversation.conftest import NOW, Service, scene

WORD = "girandola"
RETURN = "tramezzino"
MESSENGERS = (Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS)
SMALL_TALK = "Va bene. Quando vuoi, vai avanti."
COVERED = "Almanacco."
SEEN = "Le mele si conservano meglio al fresco."
NOBODY = "I limoni si conservano meglio al fresco."


async def agrees(service: Service, channel: Channel = Channel.WEB) -> Conversation:
    """She comes with the key and has an alarm word with her network; a return word too."""
    service.address = Address(channel, "her-address")
    await service.open()
    (known,) = service.store.conversations.values()
    words = {WordKind.ALARM: WORD, WordKind.RETURN: RETURN}
    kept = replace(known, words=frozenset(words), alarm=AlarmPlan("milano", "fruit", "it"))
    service.store.conversations[known.id] = kept
    service.store.her_words.update({(known.id, kind): word for kind, word in words.items()})
    return kept


def only(service: Service) -> Alarm:
    """The only alarm."""
    (alarm,) = service.store.alarms.values()
    return alarm


def texts(shown: Sequence[Shown]) -> list[tuple[Voice, str]]:
    """Who said what."""
    return [(line.voice, line.speech.text) for line in shown]


async def sent(service: Service) -> list[str]:
    """What leaves for her phone now, in order."""
    left: list[str] = []
    while claimed := await service.store.claim(service.now, 60.0, 9):
        for message in claimed:
            await service.store.mark_sent(message, "p", service.now)
            left.append(message.speech.text)
    return left


async def seen(service: Service) -> None:
    """Somebody of her network has seen it."""
    await service.post(AlarmSeen(only(service).id, "op"), Thread(only(service).conversation))


# --- raising --------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", list(Channel))
async def test_the_word_raises_an_alarm_and_is_answered_by_small_talk(
    service: Service, channel: Channel
) -> None:
    """Her network has it at once; nothing of hers is shown or kept."""
    known = await agrees(service, channel)
    before = len(service.store.messages[known.id])
    turned = await service.say("Girandola!")
    assert texts(turned.shown) == [(Voice.SERVICE, SMALL_TALK)]
    assert (only(service).network, only(service).conversation) == ("milano", known.id)
    assert only(service).raised_at == service.now
    kept = service.store.messages[known.id][before:]
    assert texts(kept) == [(Voice.SERVICE, SMALL_TALK)]
    assert service.store.conversations[known.id].session == known.session


async def test_the_operators_of_her_network_are_woken(service: Service) -> None:
    """The live stream hears of it when it is durable, within the same second."""
    await agrees(service)
    async with service.bus.subscribe("network:milano") as waiter:
        await service.say(WORD)
        assert await waiter.wait(0.5)


@pytest.mark.parametrize("channel", MESSENGERS)
async def test_it_works_behind_the_fallen_curtain(service: Service, channel: Channel) -> None:
    """After an exit the cover answers it as it answers anything else."""
    await agrees(service, channel)
    await service.post(Left())
    await sent(service)
    await service.say("buongiorno")
    await sent(service)
    ordinary = await service.say("qualcosa")
    before = await sent(service)
    turned = await service.say(WORD)
    assert texts(turned.shown) == texts(ordinary.shown)
    assert {voice for voice, _ in texts(turned.shown)} == {Voice.COVER}
    assert await sent(service) == before
    assert turned.curtain is Curtain.EXITED
    assert only(service).network == "milano"


@pytest.mark.parametrize("channel", list(Channel))
async def test_it_works_after_a_long_silence_and_opens_nothing(
    service: Service, channel: Channel
) -> None:
    """Whoever holds the phone by then sees the cover, before and after."""
    known = await agrees(service, channel)
    service.later(hours=3)
    turned = await service.say(WORD)
    covered = [] if channel is Channel.WEB else [(Voice.COVER, COVERED)]
    assert texts(turned.shown) == covered
    assert turned.refused == ("silent" if channel is Channel.WEB else "")
    assert only(service).network == "milano"
    assert await service.views.page(service.address, ["it"], service.now) == COVER
    assert service.store.conversations[known.id].touched_at == known.touched_at


async def test_a_page_that_was_left_in_another_tab_still_raises_it(service: Service) -> None:
    """The tab is told to leave, as after any word; the alarm is stored all the same."""
    await agrees(service)
    await service.post(Left())
    turned = await service.say(WORD)
    assert (turned.refused, turned.shown) == ("exited", ())
    assert only(service).network == "milano"


async def test_a_second_word_looks_the_same_and_raises_no_other(service: Service) -> None:
    """While the first still waits for somebody; also the same message that arrives twice."""
    await agrees(service)
    first = await service.post(Said(WORD), id="same")
    again = await service.post(Said(WORD), id="same")
    service.later(minutes=1)
    second = await service.say(WORD)
    assert texts(first.shown) == texts(second.shown)
    assert again.duplicate
    assert len(service.store.alarms) == 1


async def test_after_it_was_seen_the_word_raises_another(service: Service) -> None:
    """It is worse now than it was then."""
    await agrees(service)
    await service.say(WORD)
    await seen(service)
    service.later(minutes=1)
    await service.say(WORD)
    assert len(service.store.alarms) == 2


async def test_without_anything_agreed_the_word_is_an_ordinary_text(service: Service) -> None:
    """Nobody could be told; it must not vanish."""
    known = await agrees(service)
    service.store.conversations[known.id] = replace(known, alarm=None)
    turned = await service.say(WORD)
    assert (Voice.HER, WORD) in texts(turned.shown)
    assert not service.store.alarms


async def test_beside_a_human_it_is_received_and_the_human_reads_nothing_of_it(
    service: Service,
) -> None:
    """The operator who holds her case sees the flag that all see, and no line in the thread."""
    service.on_duty()
    known = await agrees(service)
    await service.say("1")
    case = service.claim()
    turned = await service.say(WORD)
    assert texts(turned.shown) == [(Voice.SERVICE, "Ricevuto.")]
    await seen(service)
    thread = service.store.messages[known.id]
    ticket = Ticket(
        case.id, known.id, "milano", "claimed", "open", "it", NOW, case.since, 99, operator="op"
    )
    read = [line.speech.text for line in readable(ticket, thread)]
    assert not {WORD, "Ricevuto.", SEEN} & set(read)


async def test_what_the_cover_says_hides_nothing_that_she_told_her_operator(
    service: Service,
) -> None:
    """Neither the cover's answer after a silence nor a sign is kept in the thread."""
    service.on_duty()
    known = await agrees(service, Channel.TELEGRAM)
    await service.say("1")
    case = service.claim()
    await service.say("lui torna alle nove")
    service.later(hours=3)
    await service.say(WORD)
    await seen(service)
    thread = service.store.messages[known.id]
    assert Voice.COVER not in {line.voice for line in thread}
    ticket = Ticket(
        case.id, known.id, "milano", "claimed", "open", "it", NOW, case.since, 99, operator="op"
    )
    assert "lui torna alle nove" in [line.speech.text for line in readable(ticket, thread)]


# --- what she learns ------------------------------------------------------------------------


@pytest.mark.parametrize("channel", MESSENGERS)
@pytest.mark.parametrize("left", [False, True])
async def test_the_sign_reaches_her_phone_in_words_of_the_cover(
    service: Service, channel: Channel, left: bool
) -> None:
    """Also behind a curtain that fell, since it says nothing to anybody else."""
    await agrees(service, channel)
    await service.say(WORD)
    if left:
        await service.post(Left())
    await sent(service)
    await seen(service)
    (sign,) = await service.store.claim(service.now, 60.0, 9)
    assert (sign.speech.voice, sign.speech.text) == (Voice.COVER, SEEN)
    assert sign.expires_at == service.now + SIGN_EXPIRY
    assert (only(service).sign, only(service).told) == (Sign.SEEN, Told.SENDING)
    assert only(service).message == sign.id


async def test_when_nobody_saw_it_she_is_told_so_and_later_that_somebody_did(
    service: Service,
) -> None:
    """The second sign corrects the first."""
    known = await agrees(service, Channel.TELEGRAM)
    await service.say(WORD)
    await sent(service)
    service.later(minutes=3)
    await service.post(AlarmUnanswered(only(service).id), Thread(known.id))
    assert await sent(service) == [NOBODY]
    service.later(minutes=4)
    await seen(service)
    assert await sent(service) == [SEEN]
    refused = await service.post(AlarmUnanswered(only(service).id), Thread(known.id))
    assert refused.refused == "unknown"


async def test_a_sign_that_cannot_leave_in_time_is_dropped_and_counted(service: Service) -> None:
    """Five minutes, whatever the channel's own expiry is: late is dangerous."""
    await agrees(service, Channel.SMS)
    await service.say(WORD)
    await sent(service)
    await seen(service)
    service.later(minutes=5)
    assert await sent(service) == []
    assert (await service.store.counts())["expired"] == 1


@pytest.mark.parametrize(("away", "told"), [(0, Told.YES), (120, Told.LATE)])
async def test_on_the_web_the_sign_is_shown_in_the_open_page(
    service: Service, away: int, told: Told
) -> None:
    """Whether somebody looks at it is not claimed where the page shows no sign of life."""
    await agrees(service)
    await service.say(WORD)
    service.views.alive(service.address, service.now)
    service.later(seconds=away)
    await seen(service)
    page = await service.views.page(service.address, ["it"], service.now)
    assert texts(page.shown)[-1] == (Voice.SERVICE, SEEN)
    assert only(service).told is told


async def test_on_the_web_nothing_is_shown_after_she_left(service: Service) -> None:
    """The staff learns that she was not told."""
    await agrees(service)
    await service.say(WORD)
    await service.post(Left())
    await seen(service)
    assert await service.views.page(service.address, ["it"], service.now) == COVER
    assert (only(service).sign, only(service).told) == (Sign.SEEN, Told.LATE)


@pytest.mark.parametrize("channel", list(Channel))
async def test_a_quarter_of_an_hour_later_nothing_is_told(
    service: Service, channel: Channel
) -> None:
    """Nobody knows who holds the phone by then."""
    known = await agrees(service, channel)
    await service.say(WORD)
    await sent(service)
    lines = len(service.store.messages[known.id])
    service.later(minutes=15, seconds=1)
    await seen(service)
    assert await sent(service) == []
    assert len(service.store.messages[known.id]) == lines
    assert only(service).told is Told.LATE


async def test_the_sign_is_in_the_language_in_which_she_heard_it(service: Service) -> None:
    """She would not know it in another one: changing the language changes no sign."""
    known = await agrees(service, Channel.TELEGRAM)
    assert known.session is not None
    spoken = replace(known.session, language="en")
    service.store.conversations[known.id] = replace(known, session=spoken)
    await service.say(WORD)
    await sent(service)
    await seen(service)
    assert await sent(service) == [SEEN]


async def test_a_sign_for_nobody_is_refused(service: Service) -> None:
    """Forgotten conversations and alarms of an earlier time: the staff is told that she is not."""
    known = await agrees(service)
    assert (await service.post(AlarmSeen("x", "op"), Thread("gone"))).refused == "unknown"
    assert (await service.post(AlarmSeen("x", "op"), Thread(known.id))).refused == "unknown"


async def test_she_is_still_known_when_her_sign_is_due(service: Service) -> None:
    """An alarm near the end of what is kept keeps her long enough to be told."""
    known = await agrees(service, Channel.TELEGRAM)
    service.now = known.forget_at - timedelta(seconds=1)
    await service.say(WORD)
    service.later(minutes=14)
    await service.store.forget_due(service.now, 9)
    await seen(service)
    assert SEEN in await sent(service)


# --- taking it back -------------------------------------------------------------------------


async def test_her_return_word_takes_it_back(service: Service) -> None:
    """Seen or not; a sign that comes too late for that finds nobody."""
    known = await agrees(service, Channel.TELEGRAM)
    await service.say(WORD)
    service.later(seconds=20)
    turned = await service.say(RETURN)
    assert turned.curtain is Curtain.VERIFIED
    assert only(service).cancelled_at == service.now
    late = await service.post(AlarmSeen(only(service).id, "op"), Thread(known.id))
    assert late.refused == "unknown"


async def test_a_return_much_later_does_not_take_back_what_was_seen(service: Service) -> None:
    """Her next visit says nothing about that night."""
    await agrees(service, Channel.TELEGRAM)
    await service.say(WORD)
    await seen(service)
    service.later(hours=5)
    await service.say(RETURN)
    assert only(service).cancelled_at is None


async def test_a_new_word_or_other_signs_do_not_lose_the_alarm_under_way(
    service: Service,
) -> None:
    """Setting it anew while somebody is on the way: the sign comes, as it was agreed last."""
    known = await agrees(service, Channel.TELEGRAM)
    await service.say(WORD)
    await sent(service)
    draft = drafted(
        Inbound("x", service.address, service.now, Said("")),
        service.store.conversations[known.id],
        None,
        service.scene.rules,
        lambda: "id",
    )
    assert draft is not None
    carry_out(AgreeAlarm("milano", "sky"), draft)
    service.store.conversations[known.id] = draft.conversation
    await seen(service)
    assert await sent(service) == ["La Luna gira intorno alla Terra in circa un mese."]


async def test_two_words_in_one_batch_are_decided_in_order(service: Service) -> None:
    """An alarm and the word that takes it back, arriving together."""
    await agrees(service, Channel.TELEGRAM)
    await asyncio.gather(service.say(WORD), service.say(RETURN))
    assert only(service).cancelled_at is not None


# --- the shape ------------------------------------------------------------------------------

SMALL = scene()
LANGUAGES = st.sampled_from(["it", "en"])
STATES = st.sampled_from([None, CaseState.QUEUED, CaseState.CLAIMED])


def talking(
    channel: Channel, curtain: Curtain, language: str, quiet: timedelta, raised: timedelta | None
) -> Conversation:
    """Her conversation at a question that takes no free text, silent for so long."""
    session = Session(SMALL.current, language, (Frame("start", "wait"),))
    plan = AlarmPlan("milano", "sky", language)
    if raised is not None:
        plan = replace(plan, raised="earlier", raised_at=NOW - raised)
    at = NOW - quiet
    return Conversation(
        "talk", Address(channel, "her"), curtain, session, 7, at, at + timedelta(days=3), at,
        frozenset({WordKind.ALARM}), alarm=plan,
    )  # fmt: skip


def decided(known: Conversation, case: Case | None, text: str, *, alarm: bool) -> Decided:
    """What follows from her text."""
    ids = iter(f"id-{n}" for n in range(99))
    also = Also(frozenset({WordKind.ALARM}) if alarm else frozenset())
    inbound = Inbound("in", known.address, NOW, Said(text))
    result = decide(inbound, known, case, SMALL, lambda: next(ids), (), lambda _: None, also)
    assert isinstance(result, Decided)
    return result


def shape(result: Decided) -> tuple[object, ...]:
    """Everything that can be seen from her side: lines, what leaves and until when, the page."""
    record, turned = result.record, result.turned
    lines = [
        (line.voice, line.speech, line.at) for line in turned.shown if line.voice is not Voice.HER
    ]
    leaving = [
        (sent.speech, sent.expires_at, sent.address) for sent in (record.outgoing if record else ())
    ]
    return lines, leaving, turned.curtain, turned.refused, turned.duplicate


@given(
    channel=st.sampled_from(list(Channel)),
    curtain=st.sampled_from(list(Curtain)),
    language=LANGUAGES,
    quiet=st.sampled_from([timedelta(0), timedelta(minutes=10)]),
    raised=st.sampled_from([None, timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)]),
    word=st.sampled_from([WORD, "melograno", "كلمتي", "a" * 20]),
    waiting=STATES,
)
def test_an_alarm_looks_like_small_talk(
    channel: Channel,
    curtain: Curtain,
    language: str,
    quiet: timedelta,
    raised: timedelta | None,
    word: str,
    waiting: CaseState | None,
) -> None:
    """In every state what she sees is what a courtesy gets, but that her own word is not there."""
    known = talking(channel, curtain, language, quiet, raised)
    case = waiting and Case("case", "talk", "milano", waiting, language, NOW, 1, operator="op")
    alarm = decided(known, case, word, alarm=True)
    thanks = decided(known, case, "grazie", alarm=False)
    if curtain in (Curtain.OPEN, Curtain.VERIFIED) and waiting is CaseState.CLAIMED:
        # A human answers a courtesy, or not; the service says one plain word.
        (line,) = alarm.turned.shown
        assert (line.voice, line.speech.text, line.speech.options) == (
            Voice.SERVICE, "Ricevuto.", (),
        )  # fmt: skip
    else:
        assert shape(alarm) == shape(thanks)
    assert alarm.record is not None
    assert word not in str([line.speech.text for line in alarm.record.shown])
    assert Voice.HER not in {line.voice for line in alarm.record.shown}
    assert alarm.record.after is not None
    assert alarm.record.after.session == known.session
    assert alarm.record.case is None
