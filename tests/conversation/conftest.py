"""A small published service to hold turns against, and a running inbox over it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.conversation.bus import LocalBus
from bot.conversation.calls import CALLS
from bot.conversation.draft import Turned
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Rules, Scene
from bot.conversation.state import Case, CaseState
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.engine.load import load_bundle
from bot.i18n.translator import Translator
from bot.messages import Address, Channel, Inbound, Opened, Said, Thread
from bot.published import read_directory
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
    no_match: {retry: 3, next: wait}
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


def scene(rules: Rules | None = None) -> Scene:
    """The small service."""
    bundle, problems = load_bundle(FLOWS, {}, CALLS, ("it", "en"))
    assert bundle is not None, problems
    return Scene(
        {bundle.id: bundle},
        bundle.id,
        read_directory(),
        Translator({}),
        rules or Rules(),
        lambda language: "Oggi a Milano.",
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
    current: Callable[[], Scene] = lambda: small  # noqa: E731 - a port of one line
    inbox = Inbox(store, current, world, bus, ids, presence)
    views = Views(store, current, world, ids, presence)
    await inbox.start()
    yield Service(store, inbox, views, bus, presence, small)
    await inbox.stop()
