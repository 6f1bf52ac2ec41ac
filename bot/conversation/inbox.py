"""The one door in: happenings are gathered, decided in batches and committed together.

One writer takes all waiting turns (at most ``BATCH``), reads what they need in one round, decides
them in order of arrival, writes once and commits once; only then does anybody learn of it. If a
batch fails, each of its turns is tried alone, so that one bad turn harms no other.
"""

from __future__ import annotations

import asyncio
from asyncio import FIRST_COMPLETED
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.conversation.flooding import Floods
from bot.conversation.ports import Batch, Bus, Ids, Loaded, Store
from bot.conversation.presence import Presence
from bot.conversation.reading import Attended, Reader, read_meaning
from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain, TurnRecord
from bot.conversation.terms import Reminder
from bot.conversation.turn import Also, Asking, Decided, decide
from bot.conversation.turned import Turned
from bot.conversation.world import World
from bot.engine.effects import Answer, Call, Resume
from bot.handoff.trace import Trace, under_way
from bot.messages import Address, Inbound, Thread

BATCH = 256
WAITING = 2048
ROUNDS = 12
STOPPING_SECONDS = 5.0
CUT_OFF_SECONDS = 0.5
"""How long a turn that was cut off may take to notice it."""

log = structlog.get_logger(__name__)


class InboxFull(Exception):
    """More happenings are waiting than the inbox holds: say so and let her try again."""


class InboxClosed(Exception):
    """The service is stopping; nothing was done."""


@dataclass(slots=True)
class _Waiting:
    inbound: Inbound
    done: asyncio.Future[Turned]
    trace: Trace | None


@dataclass(slots=True)
class _Known:
    """The latest state of one conversation within a batch."""

    conversation: Conversation | None
    case: Case | None


class Inbox:
    """Where everything that happens to a conversation comes in."""

    def __init__(
        self,
        store: Store,
        scene: Callable[[], Scene],
        world: World,
        bus: Bus,
        ids: Ids,
        presence: Presence,
        reader: Reader | None = None,
        floods: Floods | None = None,
    ) -> None:
        """``reader`` reads the meaning of texts, where a model is installed. ``floods`` leaves who
        writes far too much unanswered; without it everybody is answered."""
        self._store = store
        self._scene = scene
        self._world = world
        self._bus = bus
        self._ids = ids
        self._presence = presence
        self._reader = reader
        self._floods = floods
        self._attended = Attended()
        self._waiting: asyncio.Queue[_Waiting] = asyncio.Queue(WAITING)
        self._at_work: Sequence[_Waiting] = ()
        self._writer: asyncio.Task[None] | None = None
        self.stopping_seconds = STOPPING_SECONDS
        """How long what is waiting may take, once the service stops."""
        self.mistakes = 0
        """How many authors' mistakes were met since the start."""

    @property
    def unanswered(self) -> int:
        """How many turns a flood left without an answer since the start."""
        return 0 if self._floods is None else self._floods.unanswered

    async def start(self) -> None:
        """Start the writer."""
        self._writer = asyncio.create_task(self._write(), name="inbox-writer")

    async def stop(self) -> None:
        """Finish what is waiting, as far as there is time, then stop: of the rest nothing is
        answered, and whoever sent it sends it again."""
        writer, self._writer = self._writer, None
        if writer is None:
            return
        waited = asyncio.create_task(self._waiting.join())
        ends = {waited, writer}
        await asyncio.wait(ends, timeout=self.stopping_seconds, return_when=FIRST_COMPLETED)
        for task in ends:
            task.cancel()
        # Where it was cut off, it may hang in the database for longer than anybody waits.
        await asyncio.wait(ends, timeout=CUT_OFF_SECONDS)
        left = [each for each in self._at_work if not each.done.done()]
        while not self._waiting.empty():
            left.append(self._waiting.get_nowait())
        for each in left:
            each.done.set_exception(InboxClosed("the service is stopping"))
            # Whoever waited for it may be gone by now.
            each.done.exception()
        if left:
            log.warning("turns_left_undone", turns=len(left))

    async def post(self, inbound: Inbound) -> Turned:
        """Let it happen, once, and return what followed after it was durably written.

        Raises ``InboxFull`` when too much is waiting, ``InboxClosed`` when the service stops, and
        the store's own error when nothing can be written.
        """
        if self._writer is None or self._writer.done():
            raise InboxClosed("the inbox is not running")
        if self._reader is not None:
            attended = inbound.to in self._attended
            inbound = await read_meaning(inbound, self._scene(), self._reader, attended=attended)
            if self._writer is None:
                raise InboxClosed("the service has stopped meanwhile")
        done: asyncio.Future[Turned] = asyncio.get_running_loop().create_future()
        try:
            self._waiting.put_nowait(_Waiting(inbound, done, under_way()))
        except asyncio.QueueFull as error:
            raise InboxFull("too many happenings are waiting") from error
        return await done

    async def _write(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < BATCH and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            self._at_work = batch
            try:
                await self._together(batch)
            finally:
                for _ in batch:
                    self._waiting.task_done()

    async def _together(self, batch: Sequence[_Waiting]) -> None:
        """All turns in one transaction; each alone where that fails."""
        try:
            results = await self._transact(batch)
        except Exception as error:  # noqa: BLE001 - the outermost line of the writer's loop
            for each in batch:
                if each.trace is not None:
                    each.trace.written = False
            if len(batch) == 1:
                log.error("turn_failed", error=type(error).__name__)
                if not batch[0].done.done():
                    batch[0].done.set_exception(error)
                return
            log.warning("batch_retried_one_by_one", turns=len(batch), error=type(error).__name__)
            for each in batch:
                await self._together([each])
            return
        topics: set[str] = set()
        for each, decided in zip(batch, results, strict=True):
            topics |= decided.topics
            if not each.done.done():
                each.done.set_result(decided.turned)
        for topic in topics:
            self._bus.publish(topic)

    async def _transact(self, waiting: Sequence[_Waiting]) -> list[Decided]:
        scene = self._scene()
        async with self._store.batch() as batch:
            loaded = await batch.load_many([each.inbound for each in waiting])
            turns = _Turns(
                loaded, scene, batch, self._world, self._ids, self._presence, self._floods
            )
            results = [await turns.decide(each.inbound, each.trace) for each in waiting]
            await batch.save_many(turns.records)
        for address, case in turns.standing():
            self._attended.learn(address, case)
        for decided in results:
            for mistake in decided.mistakes:
                self.mistakes += 1
                log.warning("flow_mistake", flow=mistake.flow, step=mistake.step)
        return results


class _Turns:
    """The turns of one batch, decided in order; each sees what the earlier ones left."""

    def __init__(
        self,
        loaded: Loaded,
        scene: Scene,
        batch: Batch,
        world: World,
        ids: Ids,
        presence: Presence,
        floods: Floods | None,
    ) -> None:
        self._floods = floods
        self._scene = scene
        self._batch = batch
        self._world = world
        self._ids = ids
        self._presence = presence
        self._duty = loaded.duty
        self._words = loaded.words
        self._reminders = dict(loaded.reminders)
        self._seen = set(loaded.seen)
        self._by_id: dict[str, _Known] = {}
        self._ids_of: dict[Address | Thread, str] = {}
        for to, conversation in loaded.conversations.items():
            known = _Known(conversation, loaded.cases.get(conversation.id))
            self._by_id.setdefault(conversation.id, known)
            self._ids_of[to] = conversation.id
        self.records: list[TurnRecord] = []

    async def decide(self, inbound: Inbound, trace: Trace | None) -> Decided:
        """Decide one turn and remember what it leaves for the next. ``trace``: whose act it is,
        which is written down with the turn unless that is refused."""
        known = self._known(inbound.to)
        if (inbound.to, inbound.id) in self._seen:
            return _again(known)
        decided = await self._answered(inbound, known)
        if decided.record is None:
            return decided
        self._seen.add((inbound.to, inbound.id))
        if self._floods is not None:
            passed = self._floods.passed(inbound, decided.record, self._scene)
            decided = replace(decided, record=passed)
        assert decided.record is not None, "it was there before"
        if trace is not None and not decided.turned.refused:
            decided = replace(decided, record=replace(decided.record, trace=trace))
        assert decided.record is not None, "it was there before"
        self.records.append(decided.record)
        self._remember(inbound.to, known, decided.record)
        for follower in decided.followers:
            assert follower.after is not None, "a follower leaves a conversation"
            self.records.append(follower)
            self._remember(follower.after.address, _Known(None, None), follower)
        return decided

    def standing(self) -> Iterator[tuple[Address, Case | None]]:
        """Each address that a turn changed, and its open case; of a forgotten one none."""
        for record in self.records:
            assert record.after is not None, "a turn leaves a conversation, also a forgotten one"
            known = self._by_id[record.after.id]
            yield record.after.address, known.case if known.conversation else None

    def _known(self, to: Address | Thread) -> _Known:
        id = self._ids_of.get(to, to.id if isinstance(to, Thread) else "")
        return self._by_id.get(id) or _Known(None, None)

    def _remember(self, to: Address | Thread, known: _Known, record: TurnRecord) -> None:
        after = None if record.forget else record.after
        case = record.case or known.case
        if case is not None and case.state is CaseState.CLOSED:
            case = None
        assert record.after is not None, "a turn leaves a conversation, also a forgotten one"
        if record.reminder is not None:
            of, id = record.after.id, record.reminder.id
            others = tuple(one for one in self._reminders.get(of, ()) if one.id != id)
            self._reminders[of] = (*others, record.reminder)
        self._ids_of[to] = record.after.id
        self._by_id[record.after.id] = _Known(after, case)

    async def _answered(self, inbound: Inbound, known: _Known) -> Decided:
        """Decide, reading answers in rounds until nothing is missing."""
        answers: list[tuple[Call, Answer]] = []
        found: dict[str, tuple[Conversation, Case | None]] = {}
        words = self._words.get((inbound.to, inbound.id), frozenset())
        also = Also(words, found, self._reminders_of(known))
        for _ in range(ROUNDS):
            decided = decide(
                inbound,
                known.conversation,
                known.case,
                self._scene,
                self._ids.new,
                answers,
                self._presence.last,
                also,
            )
            if isinstance(decided, Decided):
                return decided
            for call in decided.calls:
                answer = await self._answer(call, decided, inbound)
                answers.append((call, await self._resumable(answer, inbound, found)))
        raise RuntimeError(f"a turn asked the world more than {ROUNDS} times")

    def _reminders_of(self, known: _Known) -> tuple[Reminder, ...]:
        return () if known.conversation is None else self._reminders.get(known.conversation.id, ())

    async def _resumable(
        self, answer: Answer, inbound: Inbound, found: dict[str, tuple[Conversation, Case | None]]
    ) -> Answer:
        """The answer, with the conversation that it wants to resume read and locked."""
        for effect in answer.effects:
            if not isinstance(effect, Resume):
                continue
            id = effect.conversation
            if id not in self._by_id:
                loaded = await self._batch.load_many([replace(inbound, to=Thread(id))])
                known = loaded.conversations.get(Thread(id))
                self._by_id[id] = _Known(known, loaded.cases.get(id))
            known = self._by_id[id].conversation
            if known is None:
                return Answer("unknown", {"answer": ""})
            found[id] = (known, self._by_id[id].case)
        return answer

    async def _answer(self, call: Call, asking: Asking, inbound: Inbound) -> Answer:
        return await self._world.answer(
            call,
            asking.conversation,
            asking.case,
            self._scene,
            self._duty,
            inbound.at,
            self._batch,
            inbound.origin,
        )


def _again(known: _Known) -> Decided:
    """What an edge learns of a happening that had happened before."""
    conversation = known.conversation
    if conversation is None:
        return Decided(None, Turned("", Curtain.COVERED, duplicate=True))
    return Decided(None, Turned(conversation.id, conversation.curtain, duplicate=True))
