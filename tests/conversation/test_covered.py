"""The cover: whom it meets, what it hides, and what it never hides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.cover_calls import COVER_CALLS
from bot.conversation.covered import ROUNDS
from bot.conversation.state import Conversation, Curtain
from bot.conversation.turn import Decided, decide
from bot.engine.load import load_bundle
from bot.messages import (
    PRIVATE,
    Address,
    Channel,
    Chose,
    Inbound,
    Left,
    Media,
    Opened,
    OperatorSaid,
    Sent,
    Shown,
    Thread,
    Voice,
)
from bot.talk import Counted
from tests.conversation.conftest import COVER, NOW, Service, scene

MESSENGERS = (Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS)
NUMBERS = "Numeri utili: 112 emergenze."


def texts(shown: tuple[Shown, ...]) -> list[str]:
    """What was said by others than her."""
    return [line.speech.text for line in shown if line.voice is not Voice.HER]


def kept(service: Service) -> Conversation:
    """The only conversation."""
    (conversation,) = service.store.conversations.values()
    return conversation


@pytest.fixture(params=MESSENGERS)
def phone(request: pytest.FixtureRequest, service: Service) -> Service:
    """Somebody on each messenger."""
    service.address = Address(request.param, "stranger")
    return service


@pytest.fixture
def exited(service: Service) -> Service:
    """She has left, on SMS."""
    service.address = Address(Channel.SMS, "hers")
    return service


async def test_a_stranger_without_the_key_meets_the_cover(phone: Service) -> None:
    """An unknown number's first text is answered by the dull little service and nothing else."""
    turned = await phone.say("ciao")
    assert texts(turned.shown) == ["Almanacco."]
    assert turned.curtain is Curtain.COVERED
    assert kept(phone).session is None
    (message,) = await phone.store.claim(phone.now, 60, 10)
    assert message.speech.voice is Voice.COVER


async def test_no_word_of_a_talk_with_the_cover_is_kept(phone: Service) -> None:
    """Neither what was written nor what was answered: only that there was a line."""
    for text in ("ciao", "una persona", "parola segreta"):
        await phone.say(text)
    lines = phone.store.messages[kept(phone).id]
    assert len(lines) == 3
    assert {(line.speech.text, line.author) for line in lines} == {("", PRIVATE)}
    assert "segreta" not in str(vars(phone.store))


async def test_on_the_web_nothing_can_be_written_to_the_cover(service: Service) -> None:
    """The page that stands there after an exit has no input; what comes anyway is refused."""
    await service.open()
    await service.post(Left())
    turned = await service.say("ciao")
    assert turned.refused == "exited"
    assert not turned.shown


async def test_the_key_opens_whatever_was_said_to_the_cover(phone: Service) -> None:
    """The cover locks nobody out."""
    await phone.say("ciao")
    assert texts((await phone.post(Opened())).shown) == ["Ciao."]


@pytest.mark.parametrize(
    ("text", "answer"), [("aiuto", "Ciao."), ("HELP!", "Ciao."), ("mi sta picchiando", "112")]
)
async def test_a_plain_request_for_help_from_a_stranger_opens(
    phone: Service, text: str, answer: str
) -> None:
    """Her own words have said already what a cover would hide; danger is answered at once."""
    turned = await phone.say(text)
    assert turned.curtain is Curtain.OPEN
    assert answer in texts(turned.shown)[0]


async def test_whoever_asks_for_help_in_english_is_answered_in_english(phone: Service) -> None:
    """A number has no language: the word for help shows it."""
    await phone.say("help")
    session = kept(phone).session
    assert session is not None
    assert session.language == "en"


@pytest.mark.parametrize("text", ["aiuto", "mi sta strangolando"])
async def test_from_a_known_address_help_is_answered_inside_the_cover(
    phone: Service, text: str
) -> None:
    """Somebody may be trying what stands behind: the number is given, the curtain stays."""
    await phone.say("ciao")
    turned = await phone.say(text)
    assert texts(turned.shown) == [NUMBERS]
    assert turned.curtain is Curtain.COVERED
    assert kept(phone).danger_at is None, "there is no case whose operators could be told"


async def test_danger_after_an_exit_is_seen_by_operators_without_its_text(
    exited: Service,
) -> None:
    """They learn that there may be danger, and when; not what was written, and not who wrote it."""
    exited.on_duty()
    await exited.open()
    await exited.say("1")
    case = exited.claim()
    await exited.post(Left("word"))
    exited.later(minutes=5)
    async with exited.bus.subscribe("network:milano") as waiter:
        turned = await exited.say("mi sta picchiando")
        assert await waiter.wait(1)
    assert texts(turned.shown) == [NUMBERS]
    assert kept(exited).danger_at == exited.now
    assert kept(exited).behind == 1
    assert not exited.case().danger, "certain danger is what she said in the open"
    late = await exited.post(OperatorSaid(case.id, "op", "ci sei?"), Thread(case.conversation))
    assert late.refused == "exited"


async def test_what_is_written_behind_the_curtain_is_counted_from_each_exit(
    exited: Service,
) -> None:
    """Operators see a counter: how much came in since she left."""
    await exited.open()
    await exited.post(Left("word"))
    for _ in range(3):
        await exited.say("ciao")
    assert kept(exited).behind == 3
    await exited.post(Opened())
    await exited.post(Left("word"))
    assert kept(exited).behind == 0


async def test_the_cover_goes_on_in_the_language_of_the_talk(exited: Service) -> None:
    """An almanac that suddenly speaks another language would be looked at twice."""
    await exited.say("ciao")
    await exited.post(Opened())
    begun = kept(exited)
    assert begun.session is not None
    spoken = replace(begun, session=replace(begun.session, language="en"))
    exited.store.conversations[begun.id] = spoken
    await exited.say("exit")
    after = kept(exited).cover
    assert after is not None
    assert after.language == "en"


async def test_an_exit_word_is_followed_by_one_ordinary_line(exited: Service) -> None:
    """On SMS silence after a word would look odd."""
    await exited.open()
    turned = await exited.say("esci")
    assert turned.curtain is Curtain.EXITED
    assert [line.voice for line in turned.shown] == [Voice.COVER]
    assert not exited.store.messages[kept(exited).id][2:], "the exit itself leaves no line"


async def test_an_old_button_of_the_service_means_what_stands_on_it(exited: Service) -> None:
    """What is left of the talk reads as a talk with the cover, buttons included."""
    begun = await exited.open()
    ask = begun.shown[-1].speech.ask
    await exited.post(Left("word"))
    turned = await exited.post(Chose("person", ask))
    assert texts(turned.shown) == ["È un programma."]


async def test_an_old_button_of_the_cover_still_works(phone: Service) -> None:
    """The cover keeps no place: its menu can always be touched."""
    menu = (await phone.say("ciao")).shown[-1].speech
    await phone.say("una persona")
    turned = await phone.post(Chose("moon", menu.ask))
    assert texts(turned.shown) == ["Luna piena."]
    assert texts((await phone.say("2")).shown) == ["Luna piena."]


async def test_what_is_no_text_is_answered_by_the_cover(phone: Service) -> None:
    """A picture, a sticker, a voice note: nothing is fetched, something is said."""
    for kind in Media:
        assert texts((await phone.post(Sent(kind))).shown) == ["Solo parole scritte."]


async def test_what_is_no_text_is_named_to_her_human_and_asked_again_by_a_flow(
    exited: Service,
) -> None:
    """Nobody is met with silence, and a voice note gets the emergency line first."""
    exited.on_duty()
    await exited.open()
    asked = texts((await exited.post(Sent(Media.PICTURE))).shown)
    assert asked == ["Ciao."]
    spoken = texts((await exited.post(Sent(Media.VOICE))).shown)
    assert "112" in spoken[0]
    await exited.say("1")
    exited.claim()
    turned = await exited.post(Sent(Media.VOICE))
    assert [line.speech.text for line in turned.shown] == ["(messaggio vocale)"]


async def test_another_cover_begins_anew(phone: Service) -> None:
    """An admin may exchange the cover while threads are alive."""
    await phone.say("ciao")
    before = kept(phone)
    assert before.cover is not None
    old = replace(before, cover=replace(before.cover, bundle="gone", variables={"hello": 1}))
    phone.store.conversations[before.id] = old
    turned = await phone.say("qualcosa")
    assert texts(turned.shown) == ["Non è tra le voci."]
    after = kept(phone).cover
    assert after is not None
    assert after.bundle == phone.scene.cover.id
    assert after.variables == {}


MANY = "\n".join(
    f"  s{n}: {{call: almanac.day, with: {{day: '\"{n}\"'}},"
    f" outcomes: {{ordinary: s{n + 1}, feast: s{n + 1}}}}}"
    for n in range(ROUNDS + 1)
)


@pytest.mark.parametrize(
    "steps",
    [
        "  s0: {set: {n: '1'}, next: s0}",
        "  s0: {set: {n: '1'}, next: end}\n  end: {end: true}",
        f"{MANY}\n  s{ROUNDS + 1}: {{end: true}}",
    ],
    ids=["without an end", "without a word", "without measure"],
)
def test_a_cover_that_fails_still_says_a_true_line(steps: str) -> None:
    """An author's mistake looks neither like silence nor like a service that hides something."""
    broken = {**COVER, "talk_media": f"flow: talk_media\nstart: s0\nsteps:\n{steps}\n"}
    bundle, problems = load_bundle(broken, {}, COVER_CALLS, ("it",), entry="almanac")
    assert bundle is not None, problems
    stranger = Inbound("i", Address(Channel.SMS, "stranger"), NOW, Sent(Media.STICKER))
    decided = decide(stranger, None, None, replace(scene(), cover=bundle), Counted().new)
    assert isinstance(decided, Decided)
    assert texts(decided.turned.shown) == ["Oggi a Milano."]


async def test_the_cover_forgets_by_itself(phone: Service) -> None:
    """What a stranger did with the cover is gone a day later."""
    await phone.say("ciao")
    phone.later(hours=25)
    await phone.store.forget_due(phone.now, 10)
    assert not phone.store.conversations
    assert timedelta(hours=24) == phone.scene.rules.kept[phone.address.channel]
