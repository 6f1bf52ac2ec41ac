"""What a page may show of a conversation now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.conversation.carried import carried
from bot.conversation.hearing import beside_her_human
from bot.conversation.locking import is_locked
from bot.conversation.ports import Ids, Store
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.shut import shut, told
from bot.conversation.silence import is_silent
from bot.conversation.speaker import may_send
from bot.conversation.state import Case, CaseState, Conversation
from bot.conversation.turn import Asking, decide
from bot.conversation.world import World
from bot.engine.asking import repeat
from bot.engine.effects import Answer, Call
from bot.handoff.switches import Shut
from bot.messages import Address, Channel, Inbound, Opened, Option, Shown, Speech, Voice
from bot.safety.her_words import WordKind

State = Literal["flow", "queued", "operator", "ended", "locked", "shut"]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows. ``live`` False: the cover, whatever else is set.

    ``shown`` are the lines after the asked seq. ``ask``, ``options`` and ``typed`` are those of the
    question that waits. ``conversation`` is None before her first message: nothing is stored then.
    ``patience``: how long the page may be silent where she chose that. ``has_word``: she has a word
    to come back with, for which a page in the state ``locked`` waits. ``told``: what stands in
    place of the talk on one that is ``shut``. ``drill``: nobody but the staff writes here.
    """

    live: bool
    conversation: str | None
    language: str
    shown: tuple[Shown, ...] = ()
    ask: str = ""
    options: tuple[Option, ...] = ()
    typed: bool = False
    state: State = "flow"
    seq: int = 0
    patience: timedelta | None = None
    has_word: bool = False
    told: str = ""
    drill: bool = False


COVER = Page(live=False, conversation=None, language="it")


_CASE_STATES: dict[CaseState, State] = {
    CaseState.QUEUED: "queued",
    CaseState.CLAIMED: "operator",
}


def _is_hers_to_see(line: Shown) -> bool:
    """Neither what the cover said, nor the empty place of what was written to it, nor what never
    reached her: that waits in her box."""
    return line.voice is not Voice.COVER and bool(line.speech.text) and not line.undelivered


def _shut_page(scene: Scene, why: Shut, known: Conversation | None, language: str) -> Page:
    """A page on which nothing can be written, and which says so; the talk waits behind it."""
    return Page(
        live=True,
        conversation=known.id if known else None,
        language=language,
        state="shut",
        seq=known.seq if known else 0,
        patience=known.patience if known else None,
        told=told(scene, why, Channel.WEB, language, covered=False),
    )


class Views:
    """Reads for the edges. Nothing is written, also for a first visit."""

    def __init__(
        self,
        store: Store,
        scene: Callable[[], Scene],
        world: World,
        ids: Ids,
        presence: Presence,
    ) -> None:
        self._store = store
        self._scene = scene
        self._world = world
        self._ids = ids
        self._presence = presence
        self._first: dict[tuple[str, str], Page] = {}

    async def page(
        self, address: Address, languages: Sequence[str], now: datetime, after: int = 0
    ) -> Page:
        """The page of an address whose key the edge has checked; ``after`` skips older lines."""
        found = await self._store.read_thread(address, after)
        if found is None:
            return await self._first_page(address, languages, now)
        conversation, case, shown = found
        return self.of(conversation, case, shown, now)

    def of(
        self,
        conversation: Conversation,
        case: Case | None,
        shown: Sequence[Shown],
        now: datetime,
    ) -> Page:
        """The page of a conversation that was read."""
        session = conversation.session
        scene = self._scene()
        fallen = not may_send(conversation.curtain) or session is None
        present_at = self._presence.last(conversation.address)
        if fallen or is_silent(conversation, case, scene, now, present_at):
            return COVER
        assert session is not None, "checked above"
        if is_locked(conversation, now):
            return Page(
                live=True,
                conversation=conversation.id,
                language=session.language,
                typed=True,
                state="locked",
                patience=conversation.patience,
                has_word=True,
            )
        why = shut(scene, conversation.address.channel, case)
        if why is not None:
            return _shut_page(scene, why, conversation, session.language)
        session = carried(session, scene)
        asked = repeat(scene.bundle(session.bundle), session, conversation.address.channel)
        state = _CASE_STATES.get(case.here if case else CaseState.NONE, "flow")
        heard = state != "operator" or beside_her_human(session)
        waits = asked if asked is not None and heard else Speech("")
        return Page(
            live=True,
            conversation=conversation.id,
            language=session.language,
            shown=tuple(
                line for line in shown if line.seq > conversation.veiled and _is_hers_to_see(line)
            ),
            ask=waits.ask,
            options=waits.options,
            typed=waits.typed,
            state="ended" if session.ended and state == "flow" else state,
            seq=conversation.seq,
            patience=conversation.patience,
            has_word=WordKind.RETURN in conversation.words,
            drill=conversation.drill is not None,
        )

    def alive(self, address: Address, now: datetime) -> None:
        """Her page is open now: an open stream says so every half minute."""
        self._presence.seen(address, now)

    async def _first_page(self, address: Address, languages: Sequence[str], now: datetime) -> Page:
        """The first step as a new conversation would show it. Nothing of it is stored."""
        scene = self._scene()
        language = scene.translator.choose(languages, scene.newest.languages)
        why = shut(scene, address.channel, None)
        if why is not None:
            return _shut_page(scene, why, None, language)
        key = (scene.current, language)
        if key not in self._first:
            self._first[key] = await self._preview(address, language, now)
        return self._first[key]

    async def _preview(self, address: Address, language: str, now: datetime) -> Page:
        inbound = Inbound("first", address, now, Opened(), (language,))
        answers: list[tuple[Call, Answer]] = []
        scene = self._scene()
        while isinstance(
            decided := decide(inbound, None, None, scene, self._ids.new, answers), Asking
        ):
            for call in decided.calls:
                answer = await self._world.answer(
                    call, decided.conversation, None, scene, {}, now, None
                )
                answers.append((call, answer))
        record = decided.record
        assert record is not None, "the key always opens"
        assert record.after is not None, "the key always opens"
        page = self.of(record.after, None, record.shown, now)
        return replace(page, conversation=None)
