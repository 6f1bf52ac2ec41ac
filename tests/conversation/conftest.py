"""A small published service to hold turns against, and a running inbox over it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.conversation.bus import LocalBus
from bot.conversation.calls import CALLS
from bot.conversation.cover_calls import COVER_CALLS
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Rules, Scene
from bot.conversation.state import Case, CaseState
from bot.conversation.turned import Turned
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.engine.load import load_bundle
from bot.i18n.translator import Translator
from bot.messages import Address, Channel, Inbound, Opened, Said, Thread, Unattended, WaitsLong
from bot.publishing.published import read_directory, read_screen
from bot.storage.memory import MemoryStore
from bot.talk import Counted

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

FLOWS = {
    "start": """
flow: start
title: Inizio
start: hello
steps:
  hello:
    ask: Ciao.
    choices:
      person: {label: Una persona, next: person}
      stop: {label: Basta così, next: bye}
      broken: {label: Rotto, next: loop}
      forget: {label: Dimentica, next: forget}
    input: {save: said, kind: text, next: hello}
    no_match: {retry: 1, next: hello}
    timeout: {after: 5m, next: quiet}
  loop: {set: {n: '1'}, next: loop}
  person:
    handoff: {network: '"milano"', need: '"work"'}
    accepted: wait
    unavailable: nobody
    closed: after
  wait:
    ask: Arriva qualcuno.
    choices:
      cancel: {label: Non aspetto, next: cancel}
      other: {label: Altrove, next: other}
      letters: {label: Lettere, next: letters}
      who: {label: "Chi c'è", next: who}
    no_match: {retry: 3, next: wait}
    timeout: {after: 5m, next: quiet}
    unattended: alone
    waited: slow
  slow:
    ask: Ancora nessuno. 112.
    choices:
      keep: {label: Aspetto ancora, next: wait}
      elsewhere: {label: Un altro posto, next: elsewhere}
    no_match: {retry: 1, next: wait}
    timeout: {after: 5m, next: quiet}
  elsewhere:
    call: handoff.elsewhere
    with: {network: '"milano"'}
    outcomes: {found: moved, none: wait}
  moved:
    handoff: {network: network, need: '"work"'}
    accepted: wait
    unavailable: nobody
    closed: after
  who:
    call: handoff.who
    with: {network: '"milano"'}
    outcomes: {open: wait, closed: alone}
  alone:
    ask: Non c'è più nessuno. 112.
    choices: {keep: {label: Aspetto ancora, next: wait}, cancel: {label: Non aspetto, next: cancel}}
    no_match: {retry: 1, next: wait}
    timeout: {after: 5m, next: quiet}
  other:
    handoff: {network: '"rho-garbagnate"', need: '"work"'}
    accepted: wait
    unavailable: nobody
    closed: after
  letters: {flow: letters, next: wait}
  cancel: {call: handoff.cancel, outcomes: {done: hello}}
  nobody: {say: Non c'è nessuno. 112., next: request}
  request:
    call: letterbox.leave
    with: {network: '"milano"', word: '"melograno"', text: said}
    outcomes: {left: number, refused: hello}
  number: {say: 'Numero {number}.', next: hello}
  after: {say: Eccomi di nuovo., next: hello}
  forget: {call: forget.me, outcomes: {done: hello}}
  bye: {say: Torna quando vuoi., next: out}
  out: {exit: true}
  quiet: {end: true}
""",
    "menu": """
flow: menu
title: Menu
anywhere: [menu]
start: what
steps:
  what:
    ask: Menu.
    choices: {hello: {label: Riparti, next: stop}}
    no_match: {retry: 1, next: stop}
    timeout: {after: 5m, next: stop}
  stop: {end: true}
""",
    "forget": """
flow: forget
title: Dimentica
anywhere: [cancella tutto]
start: sure
steps:
  sure:
    ask: Cancello?
    choices: {wipe: {label: Sì, next: wipe}, keep: {label: 'No', next: stop}}
    no_match: {retry: 1, next: stop}
    timeout: {after: 5m, next: stop}
  wipe: {call: forget.me, outcomes: {done: stop}}
  stop: {end: true}
""",
    "letters": """
flow: letters
title: Lettere
start: word
steps:
  word:
    ask: La tua parola?
    input: {save: word, kind: word, next: stop}
    no_match: {retry: 1, next: stop}
    timeout: {after: 5m, next: stop}
  stop: {end: true}
""",
    "danger": """
flow: danger
title: Pericolo
start: call
steps:
  call: {say: Chiama il 112., next: stop}
  stop: {end: true}
""",
}


def _answers(flow: str, text: str, words: str = "") -> str:
    anywhere = f"anywhere: [{words}]\n" if words else ""
    return f"""
flow: {flow}
{anywhere}start: tell
steps:
  tell: {{say: '{text}', next: stop}}
  stop: {{end: true}}
"""


COVER = {
    "almanac": """
flow: almanac
anywhere: [menu]
start: menu
steps:
  menu:
    ask: Almanacco.
    choices: {today: {label: Oggi, next: today}, moon: {label: Luna, next: moon}}
    no_match: {retry: 0, next: stop}
    timeout: {after: 5m, next: stop}
  today: {flow: almanac_today, next: stop}
  moon: {say: Luna piena., next: stop}
  stop: {end: true}
""",
    "almanac_today": """
flow: almanac_today
anywhere: [oggi]
start: day
steps:
  day: {call: almanac.day, with: {day: '"today"'}, outcomes: {ordinary: tell, feast: tell}}
  tell: {say: 'Sole {sunrise}.', next: stop}
  stop: {end: true}
""",
    "almanac_numbers": _answers("almanac_numbers", "Numeri utili: 112 emergenze.", "numeri utili"),
    "talk_hello": _answers("talk_hello", "Ciao.", "ciao"),
    "talk_lost": _answers("talk_lost", "Non è tra le voci."),
    "talk_media": _answers("talk_media", "Solo parole scritte."),
    "talk_bye": _answers("talk_bye", "A presto."),
    "talk_in": _answers("talk_in", "Va bene."),
    "talk_person": _answers("talk_person", "È un programma.", "una persona"),
}


def scene(rules: Rules | None = None) -> Scene:
    """The small service, and a small cover before it."""
    bundle, problems = load_bundle(FLOWS, {}, CALLS, ("it", "en"))
    assert bundle is not None, problems
    cover, mistakes = load_bundle(COVER, {}, COVER_CALLS, ("it", "en"), entry="almanac")
    assert cover is not None, mistakes
    return Scene(
        {bundle.id: bundle},
        bundle.id,
        read_directory(),
        Translator({}),
        rules or Rules(),
        lambda language: "Oggi a Milano.",
        cover,
        read_screen(),
        risky={"it": frozenset({"violenza"})},
    )


@dataclass
class Service:
    """A running inbox over a store in memory, with a clock that only tests move."""

    store: MemoryStore
    inbox: Inbox
    views: Views
    bus: LocalBus
    presence: Presence
    scene: Scene
    now: datetime = NOW
    count: int = 0
    address: Address = field(default=Address(Channel.WEB, "token-1"))

    def later(self, **passed: float) -> None:
        """Time passes."""
        self.now += timedelta(**passed)

    async def post(self, what: Any, to: Address | Thread | None = None, id: str = "") -> Turned:
        """Let something happen now."""
        self.count += 1
        inbound = Inbound(id or f"in-{self.count}", to or self.address, self.now, what)
        return await self.inbox.post(inbound)

    async def open(self) -> Turned:
        """She comes with the key."""
        return await self.post(Opened())

    async def say(self, text: str) -> Turned:
        """She writes."""
        return await self.post(Said(text))

    def case(self) -> Case:
        """The only case."""
        (case,) = self.store.cases.values()
        return case

    def on_duty(self) -> None:
        """An operator of Milan is there for an hour."""
        self.store.put_duty("op", "milano", "it", self.now + timedelta(hours=1))

    def off_duty(self) -> None:
        """The operator of Milan has gone home."""
        self.store.put_duty("op", "milano", "it", self.now)

    async def left_alone(self) -> Turned:
        """The worker finds that nobody is on duty where she waits."""
        case = self.case()
        return await self.post(Unattended(case.id), Thread(case.conversation))

    async def waited(self, due_at: datetime | None = None) -> Turned:
        """The worker finds that nobody has taken her case for long."""
        case = self.case()
        what = WaitsLong(case.id, due_at or self.now)
        return await self.post(what, Thread(case.conversation))

    def claim(self, operator: str = "op") -> Case:
        """The operator takes the case, as the desk does."""
        case = replace(self.case(), state=CaseState.CLAIMED, operator=operator)
        self.store.cases[case.id] = case
        return case


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    """The small service, running."""
    store, ids, bus, presence, small = MemoryStore(), Counted(), LocalBus(), Presence(), scene()
    world = World(ids)
    made: list[Service] = []

    def current() -> Scene:
        return made[0].scene if made else small

    inbox = Inbox(store, current, world, bus, ids, presence)
    views = Views(store, current, world, ids, presence)
    await inbox.start()
    made.append(Service(store, inbox, views, bus, presence, small))
    yield made[0]
    await inbox.stop()
