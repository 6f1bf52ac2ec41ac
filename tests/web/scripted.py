"""A small scripted service behind the page: it keeps the contract of inbox, views and bus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.conversation.bus import LocalBus
from bot.conversation.state import Curtain
from bot.conversation.turned import Turned
from bot.conversation.views import COVER, Page
from bot.crypto.tokens import Tokens
from bot.i18n.translator import Translator
from bot.messages import (
    Address,
    Chose,
    Inbound,
    Left,
    Opened,
    Option,
    Said,
    Shown,
    Speech,
    Voice,
)
from bot.publishing.published import read_catalogues
from bot.web.app import build
from bot.web.ports import Day, Row, Settings
from bot.web.words import PageWords

WORDS = PageWords(Translator(read_catalogues()))
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
SILENCE = timedelta(minutes=15)
ENTRY = "prova-entrata"

SAFE = {
    "it": "Ciao, sono un programma.\nPuoi scrivere senza che nessuno legga? In pericolo: 112.",
    "ar": "مرحبًا، أنا برنامج.\nهل يمكنكِ الكتابة دون أن يقرأ أحد؟ في حالة الخطر: 112.",
}
ANSWERS = {"it": ("Sì, posso", "No"), "ar": ("نعم، أستطيع", "لا")}
MENU = {
    "it": ("Che cosa ti serve?", ("Lavoro e corsi", "Vicino a me", "Soldi e casa", "Una persona",
                                  "Diritti", "Per un'altra persona", "Che cosa resta qui")),
    "ar": ("ماذا تحتاجين؟", ("العمل والدورات", "بالقرب مني", "المال والسكن", "شخص",
                              "الحقوق", "لشخص آخر", "ماذا يبقى هنا")),
}  # fmt: skip


PAPER = "Cose da fare"
"""What may be printed; she gets it by writing «foglio»."""


class Clock:
    """A clock that moves only when it is told."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time."""
        return self.at

    def pass_by(self, time: timedelta) -> None:
        """Let time pass."""
        self.at += time


@dataclass
class Talk:
    """One conversation of the script."""

    id: str
    language: str
    touched_at: datetime
    lines: list[Shown] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    curtain: Curtain = Curtain.OPEN
    state: str = "flow"
    question: Speech = field(default_factory=lambda: Speech(""))


class Script:
    """Inbox and views in one: what was posted is in ``posted``; ``fail`` is raised by the next."""

    def __init__(self, clock: Clock, bus: LocalBus) -> None:
        self.clock = clock
        self.bus = bus
        self.talks: dict[Address, Talk] = {}
        self.posted: list[Inbound] = []
        self.fail: Exception | None = None
        self.present: list[Address] = []

    async def post(self, inbound: Inbound) -> Turned:
        """One turn of the script."""
        if self.fail is not None:
            raise self.fail
        self.posted.append(inbound)
        assert isinstance(inbound.to, Address), "the web posts by address"
        talk = self.talks.get(inbound.to)
        if talk is None:
            talk = self._new(inbound.languages)
            self.talks[inbound.to] = talk
            fresh = 0
        else:
            fresh = len(talk.lines)
        if inbound.id in talk.seen:
            return Turned(talk.id, talk.curtain, duplicate=True)
        refused = self._refused(talk)
        if refused:
            return Turned(talk.id, talk.curtain, refused=refused)
        talk.seen.add(inbound.id)
        talk.touched_at = inbound.at
        self._turn(talk, inbound)
        shown = tuple(talk.lines[fresh:])
        if talk.curtain is Curtain.EXITED and not isinstance(inbound.what, Chose):
            shown = ()
        if talk.curtain is Curtain.EXITED:
            talk.lines.clear()
        self.bus.publish(f"thread:{talk.id}")
        return Turned(talk.id, talk.curtain, shown)

    async def page(
        self, address: Address, languages: Sequence[str], now: datetime, after: int = 0
    ) -> Page:
        """What may be shown."""
        talk = self.talks.get(address)
        stored = talk is not None
        talk = talk or self._new(languages)
        if self._refused(talk):
            return COVER
        question = Speech("") if talk.state == "operator" else talk.question
        return Page(
            live=True,
            conversation=talk.id if stored else None,
            language=talk.language,
            shown=tuple(line for line in talk.lines if line.seq > after),
            ask=question.ask,
            options=question.options,
            typed=question.typed,
            state=talk.state,  # type: ignore[arg-type]
            seq=len(talk.lines),
        )

    def alive(self, address: Address, now: datetime) -> None:
        """Remember who said to be there."""
        self.present.append(address)

    def somebody_comes(self) -> None:
        """A human takes every talk, and has written nothing yet."""
        for talk in self.talks.values():
            talk.state = "operator"
            self.bus.publish(f"thread:{talk.id}")

    def operator_says(self, text: str) -> None:
        """A human answers in every talk."""
        for talk in self.talks.values():
            talk.state = "operator"
            self._say(talk, Speech(text), Voice.OPERATOR)
            self.bus.publish(f"thread:{talk.id}")

    def _refused(self, talk: Talk) -> str:
        if talk.curtain is Curtain.EXITED:
            return "exited"
        return "silent" if self.clock() - talk.touched_at > SILENCE else ""

    def _new(self, languages: Sequence[str]) -> Talk:
        language = "ar" if "ar" in languages[:1] else "it"
        talk = Talk(f"talk-{len(self.talks)}", language, self.clock())
        yes, no = ANSWERS[language]
        self._ask(
            talk, Speech(SAFE[language], (Option("yes", yes), Option("no", no)), ask="1.start.safe")
        )
        return talk

    def _turn(self, talk: Talk, inbound: Inbound) -> None:
        match inbound.what:
            case Left():
                talk.curtain = Curtain.EXITED
            case Said(text) if text.lower() == "esci":
                talk.curtain = Curtain.EXITED
            case Chose("no"):
                talk.curtain = Curtain.EXITED
                self._say(talk, Speech("No"), Voice.HER)
                self._say(talk, Speech("Va bene. In pericolo: 112. Torna quando vuoi."))
            case Said("foglio"):
                self._say(talk, Speech(PAPER, paper=True))
                self._menu(talk)
            case Said(text):
                self._say(talk, Speech(text), Voice.HER)
                if talk.state != "operator":
                    self._say(talk, Speech("Ho letto."))
                    self._menu(talk)
            case Chose(choice):
                labels = {option.id: option.label for option in talk.question.options}
                self._say(talk, Speech(labels.get(choice, "…")), Voice.HER)
                if choice == "c3":
                    talk.state = "queued"
                self._menu(talk)
            case Opened():
                pass
            case _:
                raise AssertionError("the page posts nothing else")

    def _menu(self, talk: Talk) -> None:
        text, labels = MENU[talk.language]
        options = tuple(Option(f"c{place}", label) for place, label in enumerate(labels))
        self._ask(talk, Speech(text, options, ask=f"{len(talk.lines)}.start.menu", typed=True))

    def _ask(self, talk: Talk, speech: Speech) -> None:
        talk.question = speech
        self._say(talk, speech)

    def _say(self, talk: Talk, speech: Speech, voice: Voice = Voice.SERVICE) -> None:
        seq = len(talk.lines) + 1
        talk.lines.append(Shown(f"{talk.id}-{seq}", seq, self.clock(), voice, speech))


def almanac(now: datetime, language: str) -> Day:
    """A day that looks like a real one."""
    local = now.astimezone(ZoneInfo("Europe/Rome"))
    title, foot = (WORDS.text(f"web.{key}", language) for key in ("title", "cover_foot"))
    if language == "ar":
        rows = (Row("الشروق", "7:33"), Row("الغروب", "16:43"), Row("القمر", "بدر"))
        brief = "الثلاثاء 24 نوفمبر · الشمس 7:33–16:43"
        return Day(title, "الثلاثاء 24 نوفمبر 2026", brief, rows, foot)
    rows = (
        Row("Alba", "7:33"),
        Row("Tramonto", "16:43"),
        Row("Luna", "piena"),
        Row("Prossima festa", "8 dicembre, Immacolata"),
        Row("Di stagione", "zucca, cavolo nero, cachi"),
    )
    brief = "Martedì 24 novembre · sole 7:33–16:43"
    return Day(title, f"martedì {local.day} novembre 2026", brief, rows, foot)


def site(
    script: Script, clock: Clock, exit_url: str = "https://exit.example/", **values: object
) -> web.Application:
    """The public site over the script."""
    settings = replace(Settings(ENTRY, exit_url, "http://127.0.0.1", secure_cookie=False), **values)  # type: ignore[arg-type]
    return build(
        settings=settings,
        inbox=script,
        views=script,
        bus=script.bus,
        tokens=Tokens(b"k" * 32),
        words=WORDS,
        almanac=almanac,
        clock=clock,
        urgent=lambda text: "aiuto" in text,
    )
