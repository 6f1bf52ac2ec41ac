"""Her alarm word calls for help, and whoever looks over her shoulder sees small talk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.assemble import house
from bot.channels.segments import plainer, segments
from bot.config import Settings, load
from bot.conversation.cover_hearing import LOST
from bot.conversation.scene import Scene
from bot.conversation.state import AlarmPlan, Conversation, Curtain
from bot.conversation.turn import Also, Decided, decide
from bot.crypto.keys import create_key_file
from bot.engine.flow import Ask, Say
from bot.engine.session import Frame, Session
from bot.handoff.alarm import PAIRS, Sign, Told, sign_key
from bot.handoff.people import Account, Role
from bot.handoff.reading import readable
from bot.house import House
from bot.messages import Address, Channel, Inbound, Left, Opened, Said, Voice
from bot.publishing.published import FLOWS, read_covers
from bot.safety.her_words import WordKind
from bot.scheduling.alarms import ring_duty, tell_her
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES
from bot.web.cover import cover_in_words
from bot.web.words import PageWords
from tests.databases import migrated
from tests.engines import database_in
from tests.promises.hers import in_turn

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SHIPPED = sorted(path.stem for path in FLOWS.glob("*.yaml"))
MESSENGERS = (Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS)
WORD = "girandola"
NETWORK = "rho-garbagnate"
TO_THE_QUEUE = ("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
ALARM = Also(frozenset({WordKind.ALARM}))


def _at(frame: Frame, scene: Scene, language: str, channel: Channel) -> Conversation:
    session = Session(scene.current, language, stack=(frame,), turn=1)
    return Conversation(
        id="c",
        address=Address(channel, "her"),
        curtain=Curtain.OPEN,
        session=session,
        seq=7,
        touched_at=NOW - timedelta(minutes=5),
        forget_at=NOW + timedelta(hours=1),
        words=frozenset({WordKind.ALARM}),
        alarm=AlarmPlan("milano-citta", "fruit", language),
    )


def _after(scene: Scene, known: Conversation, text: str, also: Also) -> Decided:
    ids = (f"id-{number}" for number in range(99))
    inbound = Inbound("i", known.address, NOW, Said(text))
    decided = decide(inbound, known, None, scene, lambda: next(ids), also=also)
    assert isinstance(decided, Decided)
    return decided


def _seen(decided: Decided) -> object:
    """What can be seen on her side: lines that are not hers, what leaves, what the page becomes."""
    record, turned = decided.record, decided.turned
    lines = [(one.voice, one.speech) for one in turned.shown if one.voice is not Voice.HER]
    leaving = [(one.speech, one.expires_at) for one in (record.outgoing if record else ())]
    return lines, leaving, turned.curtain, turned.refused


@pytest.mark.parametrize("flow", SHIPPED)
def test_at_every_question_it_is_answered_as_a_courtesy_is(scene: Scene, flow: str) -> None:
    """In every language, on every channel: one ordinary line, and nothing of hers is kept."""
    asks = [step for step in scene.newest.flows[flow].steps.values() if isinstance(step, Ask)]
    for number, step in enumerate(asks):
        for language, channel in in_turn(number):
            here = _at(Frame(flow, step.id), scene, language, channel)
            raised = _after(scene, here, WORD, ALARM)
            line = scene.translator.text("small_talk", language)
            assert [one.speech.text for one in raised.turned.shown] == [line]
            assert raised.record is not None
            assert raised.record.alarm is not None
            assert WORD not in repr([one.speech.text for one in raised.record.shown])
            if step.input is None:
                assert _seen(raised) == _seen(_after(scene, here, "grazie", Also()))


@pytest.mark.parametrize(("number", "language"), [*enumerate(LANGUAGES)])
@pytest.mark.parametrize("curtain", [Curtain.EXITED, Curtain.COVERED])
def test_behind_the_curtain_the_cover_answers_it_as_anything_else(
    scene: Scene, number: int, language: str, curtain: Curtain
) -> None:
    """As any word that the cover does not know, word by word, until the same moment."""
    channel = MESSENGERS[number % len(MESSENGERS)]
    here = replace(_at(Frame("menu", "first"), scene, language, channel), curtain=curtain)
    for _ in range(4):
        raised = _after(scene, here, WORD, ALARM)
        other = _after(scene, here, "cavatappi", Also())
        assert _seen(raised) == _seen(other)
        assert raised.record is not None
        assert raised.record.alarm is not None
        assert other.record is not None
        assert other.record.after is not None
        here = other.record.after


def _risky(language: str) -> set[str]:
    """The words that a preview or an SMS never shows."""
    lines = (FLOWS / "risky_words" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return {fold(line) for line in lines if not line.startswith("#")}


def test_the_signs_are_dull_sentences_that_nothing_else_says(scene: Scene) -> None:
    """Each is another sentence in its language, one SMS long, without a telling word; in a whole
    year no cover says any of them, so that she is never deceived."""
    pages = [
        cover_in_words(name, PageWords(scene.translator), scene.translator)
        for name in read_covers()
    ]
    keys = [sign_key(pair, sign) for pair in PAIRS for sign in Sign]
    for language in LANGUAGES:
        signs = [scene.translator.text(key, language) for key in keys]
        assert len({fold(sign) for sign in signs}) == len(signs)
        for sign in signs:
            assert segments(plainer(sign)).count == 1
            assert not set(fold(sign).split()) & _risky(language)
        # Another day of four in each language: together they see the whole year four times.
        days = range(LANGUAGES.index(language) % 4, 366, 4)
        year = (NOW + timedelta(days=day) for day in days)
        for row in (row for day in year for page in pages for row in page(day, language).rows):
            assert fold(row.value) not in {fold(sign) for sign in signs}


# --- the whole way, over a restart -----------------------------------------------------------


class Clock:
    """The time of the service, which only tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **passed: float) -> None:
        """Time passes."""
        self.now += timedelta(**passed)


@pytest.fixture
async def rung() -> AsyncIterator[tuple[str, list[object]]]:
    """An on-call gateway: its address, and everything that it was told."""
    told: list[object] = []

    async def take(request: web.Request) -> web.Response:
        told.append((dict(request.query), await request.json()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", take)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook")), told


@asynccontextmanager
async def _running(tmp_path: Path, hook: str, clock: Clock) -> AsyncIterator[House]:
    settings: Settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database_in(tmp_path),
            "FILO_MASTER_KEY_FILE": f"{tmp_path}/master.key",
            "FILO_DUTY_PHONE_URL": hook,
        }
    )
    if not settings.master_key_file.exists():
        create_key_file(settings.master_key_file)
        await migrated(settings.database_url)
    async with house(settings, clock) as running:
        yield running


async def _says(service: House, to: Address, *texts: str) -> list[str]:
    """What is answered to the last of these texts."""
    for text in texts:
        inbound = Inbound(service.ids.new(), to, service.clock(), Said(text), ("it",))
        turned = await service.inbox.post(inbound)
    return [line.speech.text for line in turned.shown if line.voice is not Voice.HER]


async def _proves(service: House) -> None:
    """A duty of Rho has seen a drill in time, and is there now."""
    now = service.clock()
    drill = await service.alarms.start_drill(NETWORK, "drill", now)
    await service.alarms.acknowledge([NETWORK], drill.id, "op", now)
    account = Account("op", "op", Role.OPERATOR, (NETWORK,), ("it",), now)
    await service.desk.set_duty(account, now + timedelta(hours=1), now)


async def _tell(service: House) -> None:
    """One round of the loop that gives signs; a second one changes nothing."""
    for _ in range(2):
        await tell_her(service.alarms, service.inbox.post, service.bus.publish, service.clock())


async def _leaves(service: House) -> list[str]:
    """What is sent to her phone now, in order."""
    left: list[str] = []
    while claimed := await service.store.claim(service.clock(), 60.0, 9):
        for message in claimed:
            await service.store.mark_sent(message, "provider", service.clock())
            left.append(message.speech.text)
    return left


async def test_a_human_who_comes_meanwhile_interrupts_no_word_and_reads_none(
    tmp_path: Path, rung: tuple[str, list[object]]
) -> None:
    """She believes that she has a word: so she has one, and her operator sees nothing of it."""
    clock, her = Clock(), Address(Channel.TELEGRAM, "chat")
    async with _running(tmp_path, rung[0], clock) as service:
        await _proves(service)
        await service.inbox.post(Inbound("open", her, clock(), Opened(), ("it",)))
        await _says(service, her, *TO_THE_QUEUE, "Parola d'allarme", "Sì, la voglio")
        await _says(service, her, "Mele e limoni", "Sì, queste", WORD)
        (ticket,) = await service.desk.queue([NETWORK])
        await service.desk.claim([NETWORK], ticket.id, "op", clock())
        done = await _says(service, her, WORD)
        assert "parte l'allarme" in done[0]
        await _says(service, her, "Ho capito", "eccomi", WORD)
        assert [one.drill for one in await service.alarms.recent([NETWORK])] == [False, True]
        (held,) = await service.desk.queue([NETWORK])
        read = [line.speech.text for line in readable(held, await service.desk.thread(held))]
        assert "eccomi" in read
        assert not [text for text in read if WORD in text or "parola" in text or "mele" in text]


async def test_from_the_word_to_the_sign_over_a_restart(
    tmp_path: Path, rung: tuple[str, list[object]]
) -> None:
    """She sets it, leaves, writes it; the service dies and comes back; the phone rings with
    nothing in it but a number; nobody sees it, and she is told so; somebody does, and she knows."""
    hook, told = rung
    clock, her = Clock(), Address(Channel.TELEGRAM, "chat")
    async with _running(tmp_path, hook, clock) as service:
        await _proves(service)
        await service.inbox.post(Inbound("open", her, clock(), Opened(), ("it",)))
        await _says(service, her, *TO_THE_QUEUE, "Parola d'allarme", "Sì, la voglio")
        heard = await _says(service, her, "Mele e limoni")
        await _says(service, her, "Sì, queste", WORD, WORD, "Ho capito")
        await service.inbox.post(Inbound("exit", her, clock(), Left()))
        clock.later(minutes=10)
        greeted = await _says(service, her, "buongiorno")
        passed_over = await _says(service, her, "Girandola")
        lost = service.scene.cover.flows[LOST].steps["first"]
        assert isinstance(lost, Say)
        assert passed_over == [lost.text.source]
    clock.later(seconds=70)
    async with _running(tmp_path, hook, clock) as service:
        for _ in range(2):
            await ring_duty(service.alarms, service.phone, service.bus.publish, clock)
        assert told == [({}, {"text": "Turno: 1"})]
        clock.later(seconds=120)
        await _tell(service)
        seen, nobody = (
            service.scene.translator.text(sign_key("fruit", sign), "it") for sign in Sign
        )
        assert seen in heard[0]
        assert nobody in heard[0]
        assert await _leaves(service) == [*greeted, *passed_over, nobody]
        (alarm,) = [one for one in await service.alarms.recent([NETWORK]) if not one.drill]
        await service.alarms.acknowledge([NETWORK], alarm.id, "op", clock())
        await _tell(service)
        assert await _leaves(service) == [seen]
        await _tell(service)
        told_now = await service.alarms.alarm([NETWORK], alarm.id)
        assert told_now is not None
        assert (told_now.sign, told_now.told) == (Sign.SEEN, Told.YES)


async def test_an_alarm_is_remembered_for_its_time_and_no_longer(
    tmp_path: Path, rung: tuple[str, list[object]]
) -> None:
    """The sweep destroys what is past the days of the settings."""
    clock = Clock()
    async with _running(tmp_path, rung[0], clock) as service:
        await _proves(service)
        clock.later(days=30)
        await service.sweep()
        assert len(await service.alarms.recent([NETWORK])) == 1
        clock.later(seconds=1)
        await service.sweep()
        assert await service.alarms.recent([NETWORK]) == []
