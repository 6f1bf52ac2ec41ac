"""A store in memory that keeps the same contract as the databases: for tests and ``filo talk``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from bot.calendar.timetable import Timetable
from bot.conversation.ports import Loaded
from bot.conversation.sharing import taken_back
from bot.conversation.speaker import may_send
from bot.conversation.state import Case, CaseState, Conversation, Held, Letter, TurnRecord
from bot.handoff.audit import Reading
from bot.handoff.notebook import Notebook
from bot.handoff.pathway import Pathway
from bot.messages import Address, Inbound, Said, Shown, Thread
from bot.safety.her_words import WordKind, as_word, neighbours
from bot.safety.tries import FORGOTTEN, Tries
from bot.storage.changes import Change, Changes, Read, about_reminders
from bot.storage.gate import Keeping, duty_of, emptied
from bot.storage.memory_alarms import HeldAlarms
from bot.storage.memory_bookings import MemoryBook, MemoryBookings
from bot.storage.memory_interests import MemoryInterests
from bot.storage.memory_queue import MemoryQueue
from bot.storage.memory_routing import HeldRouting
from bot.storage.memory_together import HeldTogether
from bot.storage.plain import from_ms
from bot.storage.trouble import StorageError

KEPT = Keeping()


class MemoryStore(MemoryQueue):
    """Conversations and outbox in dictionaries; everything is gone with the process."""

    def __init__(self, keeping: Keeping = KEPT) -> None:
        super().__init__()
        self._keeping = keeping
        self.forgotten: dict[str, datetime] = {}
        """The ledger: ids of conversations and letters that were destroyed, and when."""
        self.batch_kind = MemoryBatch
        self.cases: dict[str, Case] = {}
        self.letters: dict[str, Letter] = {}
        self.alarms = HeldAlarms()
        self.together = HeldTogether()
        self.inbox: dict[tuple[Address, str], datetime] = {}
        self.her_words: dict[tuple[str, WordKind], str] = {}
        self.numbers: dict[str, str] = {}
        self.tries: dict[str, Tries] = {}
        self.appointments = MemoryBookings()
        self.interests = MemoryInterests()
        self.routing = HeldRouting()
        self._duty: dict[tuple[str, str, str], datetime] = {}
        self._bundles: dict[str, bytes] = {}

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[MemoryBatch]:
        """One transaction: applied when the block ends, dropped when it raises."""
        async with self._lock:
            batch = self.batch_kind(self)
            yield batch
            left = [id for changes in batch.pending for id in changes.left()]
            async with self.doors.held(left):
                for changes in batch.pending:
                    self._apply(changes)

    async def read_thread(
        self, of: Address | Thread, after: int = 0
    ) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
        """A conversation, its newest case (closed ones too) and its messages with seq > after."""
        conversation = self.find(of)
        if conversation is None:
            return None
        shown = (one for one in self.messages.get(conversation.id, ()) if one.seq > after)
        return conversation, self.newest_case(conversation.id), tuple(shown)

    async def due_timers(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, ``Session.ask``) whose ``session.wake_at`` has come."""
        due = [
            (session.wake_at, one.id, session.ask)
            for one in self.conversations.values()
            if (session := one.session) and session.wake_at and session.wake_at <= now
        ]
        return [(id, ask) for _, id, ask in sorted(due)[:limit]]

    async def due_reminders(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, reminder id) of waiting reminders whose moment has come."""
        return self.terms.due(now, limit)

    async def due_waiting(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, waiting id) of those on waiting lists who were not told yet."""
        return self.appointments.due(now, limit)

    async def unattended(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(conversation id, case id) that wait where nobody is on duty, and were not told so."""
        served = self.on_duty(now)
        waiting = [
            (self.conversations[case.conversation], case)
            for case in self.cases.values()
            if case.state is CaseState.QUEUED
            and case.unattended_at is None
            and case.network not in served
            and may_send(self.conversations[case.conversation].curtain)
        ]
        waiting.sort(key=lambda pair: pair[1].id)
        waiting.sort(key=lambda pair: pair[0].touched_at, reverse=True)
        return [(conversation.id, case.id) for conversation, case in waiting[:limit]]

    async def forget_due(self, now: datetime, limit: int) -> int:
        """Destroy conversations, letters, proofs and inbox ids past their time. How many."""
        async with self._lock:
            gone = [one.id for one in self.conversations.values() if one.forget_at <= now][:limit]
            for id in gone:
                self._forget_but_the_box(id, now)
            unfetched = self.held.sweep(now, limit) + self.appointments.sweep(now)
            letters = [one.id for one in self.letters.values() if one.forget_at <= now][:limit]
            for id in letters:
                self.forget_letter(id, now)
            known = now - self._keeping.ledger
            self.forgotten = {id: at for id, at in self.forgotten.items() if at > known}
            kept = now - self._keeping.happened
            old = [key for key, at in self.inbox.items() if at <= kept][:limit]
            for key in old:
                del self.inbox[key]
            self.tries = {
                number: one
                for number, one in self.tries.items()
                if one.at is not None and one.at > now - FORGOTTEN
            }
            proofs = self.terms.forget_consents(now - self._keeping.consent, limit)
            return len(gone) + unfetched + len(letters) + len(old) + proofs

    async def save_bundle(self, id: str, content: bytes) -> None:
        """Keep a published bundle; the same id has the same content."""
        self._bundles[id] = content

    async def load_bundles(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The contents of these bundles; unknown ids are absent."""
        return {id: self._bundles[id] for id in ids if id in self._bundles}

    async def live_bundles(self) -> frozenset[str]:
        """The bundles that some conversation is still pinned to."""
        sessions = (one.session for one in self.conversations.values())
        return frozenset(session.bundle for session in sessions if session)

    def put_duty(self, operator: str, network: str, language: str, until: datetime) -> None:
        """Say that an operator is on duty until then."""
        self._duty[operator, network, language] = until

    def find(self, of: Address | Thread) -> Conversation | None:
        """The conversation of an address or id."""
        if isinstance(of, Thread):
            return self.conversations.get(of.id)
        return next((one for one in self.conversations.values() if one.address == of), None)

    def newest_case(self, conversation: str) -> Case | None:
        """The newest case of a conversation, closed ones too."""
        own = (case for case in self.cases.values() if case.conversation == conversation)
        return max(own, key=lambda case: (case.opened_at, case.id), default=None)

    def is_on_duty(self, operator: str, now: datetime) -> bool:
        """Whether this person is on duty."""
        return any(row[0] == operator and until > now for row, until in self._duty.items())

    def on_duty(self, now: datetime) -> Mapping[str, Mapping[str, int]]:
        """Operators on duty per network and language."""
        return duty_of(self.duties(now))

    def duties(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Who is on duty: operator, network, language."""
        return [row for row, until in self._duty.items() if until > now]

    def _apply(self, changes: Changes) -> None:
        for address, inbound in changes.happened:
            self.inbox[address, inbound.id] = inbound.at
        for letter in changes.letters:
            self.letters[letter.id] = letter
        for tried in changes.tried:
            self.tries[tried.number] = Tries(tried.wrong, tried.at, tried.until)
        self.alarms.take(changes.alarms, changes.alarm_marks)
        self.terms.record(changes)
        self._tallies.update(changes.counted)
        for id, change in changes.by_id.items():
            if change.before is not None and id in self.conversations:
                self.note_received(change.before, change.received)
            if change.forgotten:
                self._forget(id, from_ms(changes.latest()))
        for id, change in changes.by_id.items():
            if not change.forgotten and change.after is not None:
                self._write(id, change.after, change, from_ms(changes.latest()))

    def _write(self, id: str, after: Conversation, change: Change, at: datetime) -> None:
        if change.leaves:
            self.leave_behind(id, at)
        self.conversations[id] = after
        if change.before is None:
            self.note_received(after, change.received)
            if change.cancel:
                self.recall(id, at)
        if change.taken_back is not None:
            self._take_back(id, change.taken_back)
        for off in self.appointments.save(id, change):
            self.terms.drop_waiting(off)
        self.terms.save(id, change)
        if change.wiped_from is not None:
            kept = [one for one in self.messages.get(id, ()) if one.seq < change.wiped_from]
            self.messages[id] = kept
        self.messages.setdefault(id, []).extend(change.shown)
        self.cases.update(change.cases)
        self.interests.save(id, change.marks)
        self.together.save(id, change.marks)
        self.her_words |= {(id, kind): word for kind, word in change.words}
        self.numbers |= dict.fromkeys(change.links, id)
        if change.number:
            self.numbers[change.number] = id
        self.held.save(change.aside, change.fetched)
        for lost in change.lost:
            self.held.lose(lost)
        for message in change.outgoing:
            self.queue(message)

    def _take_back(self, conversation: str, at: datetime) -> None:
        own = [one for one in self.cases.values() if one.conversation == conversation]
        since = min((one.since for one in own), default=None)
        if since is not None:
            kept = [one for one in self.messages.get(conversation, ()) if one.seq < since]
            self.messages[conversation] = kept
        self.cases |= {one.id: taken_back(one, at) for one in own}
        self.held.empty_tray(conversation)

    def forget_letter(self, id: str, at: datetime) -> bool:
        """Destroy a letter; the ledger says so. Whether there was one."""
        if self.letters.pop(id, None) is None:
            return False
        self.forgotten[id] = at
        return True

    def _forget(self, id: str, at: datetime) -> None:
        self.forgotten[id] = at
        self.forget_outgoing(id, at)
        self.conversations.pop(id, None)
        self.terms.forget(id)
        self.appointments.drop(id)
        self.interests.forget(id)
        self.messages.pop(id, None)
        self.her_words = {key: word for key, word in self.her_words.items() if key[0] != id}
        self.together.drop(id)
        self.numbers = {number: of for number, of in self.numbers.items() if of != id}
        self.cases = {key: one for key, one in self.cases.items() if one.conversation != id}
        self.alarms.unlink(id)

    def _forget_but_the_box(self, id: str, now: datetime) -> None:
        """Its time is over; what waits in her box, her bookings and her words live on."""
        box, known = self.held.box(id, now), self.conversations[id]
        booked = self.appointments.kept(id, now)
        words, numbers = self.her_words, self.numbers
        self._forget(id, now)
        if box or booked:
            del self.forgotten[id]
            until = max((one.forget_at for one in booked), default=None)
            self.conversations[id] = emptied(known, box, until)
            self.appointments.bookings |= {one.id: one for one in booked}
            self.her_words, self.numbers = words, numbers
            self.held.save(box, ())


class MemoryBatch:
    """What ``MemoryStore.batch`` gives: reads see the committed state, writes wait for the end."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._read = Read()
        self.book = MemoryBook(store.appointments)
        self.interests = store.interests
        self.pending: list[Changes] = []

    async def load_many(self, inbound: Sequence[Inbound]) -> Loaded:
        """Everything that these happenings need."""
        store = self._store
        found = {one.to: known for one in inbound if (known := store.find(one.to)) is not None}
        self._read.note(inbound, found.values())
        seen = {
            (one.to, one.id)
            for one in inbound
            if (address := found[one.to].address if one.to in found else one.to)
            and isinstance(address, Address)
            and (address, one.id) in store.inbox
        }
        cases = {
            case.conversation: case
            for case in sorted(store.cases.values(), key=lambda case: (case.opened_at, case.id))
            if case.state in (CaseState.QUEUED, CaseState.CLAIMED)
        }
        own = {one.id: cases[one.id] for one in found.values() if one.id in cases}
        duty = store.on_duty(max(one.at for one in inbound)) if inbound else {}
        about = {found[one.to].id for one in about_reminders(inbound) if one.to in found}
        reminders = {id: store.terms.of(id) for id in about}
        return Loaded(found, own, frozenset(seen), duty, self._words(inbound, found), reminders)

    def _words(
        self, inbound: Sequence[Inbound], found: Mapping[Address | Thread, Conversation]
    ) -> dict[tuple[Address | Thread, str], frozenset[WordKind]]:
        kept = self._store.her_words
        words: dict[tuple[Address | Thread, str], frozenset[WordKind]] = {}
        for one in inbound:
            said = as_word(one.what.text) if isinstance(one.what, Said) else ""
            if one.to in found and said:
                of = found[one.to].id
                kinds = frozenset(kind for kind in WordKind if kept.get((of, kind)) == said)
                words |= {(one.to, one.id): kinds} if kinds else {}
        return words

    async def find_letter(self, number: str, word: str) -> Letter | None:
        """The letter that this number and word open together, or None."""
        for letter in self._store.letters.values():
            if (letter.number, letter.word) == (number, word):
                return replace(letter, number="", word="")
        return None

    async def number_free(self, number: str) -> bool:
        """Whether neither a letter nor a conversation has this number."""
        taken = {letter.number for letter in self._store.letters.values()}
        return number not in taken | set(self._store.numbers)

    async def find_numbered(self, number: str, word: str) -> str | None:
        """The id of the conversation whose number and return word these are, or None."""
        id = self._store.numbers.get(number, "")
        own = self._store.her_words.get((id, WordKind.RETURN))
        return id if own is not None and own == word else None

    async def find_linked(self, token: str) -> str | None:
        """The id of the conversation that was given this link, or None."""
        return self._store.numbers.get(token)

    async def tries(self, number: str) -> Tries:
        """How often this number was tried with a wrong word, also one that nobody has."""
        return self._store.tries.get(number, Tries())

    async def near_words(self, conversation: str, kind: WordKind, word: str) -> bool:
        """Whether another word of hers is within one letter of this folded word."""
        return any(
            of == conversation and other is not kind and neighbours(own) & neighbours(word)
            for (of, other), own in self._store.her_words.items()
        )

    async def is_drilled(self, network: str, now: datetime) -> bool:
        """Whether a duty of that network saw a drill in time, and not too long ago."""
        return self._store.alarms.prove(network, now)

    async def box(self, conversation: str, now: datetime) -> Sequence[Held]:
        """What waits in her box, the oldest first."""
        return self._store.held.box(conversation, now)

    async def pathway(self, conversation: str) -> Pathway | None:
        """Her steps, or None where she has none."""
        return self._store.together.pathways.get(conversation)

    async def notebook(self, conversation: str) -> Notebook | None:
        """What she keeps for herself, or None where she keeps nothing."""
        return self._store.together.notebooks.get(conversation)

    async def hours(self, network: str) -> Timetable | None:
        """When that network answers, where its people said so."""
        return self._store.routing.timetable(network)

    async def with_room(self, networks: Sequence[str], now: datetime) -> frozenset[str]:
        """Those of these networks where somebody on duty neither pauses nor is full."""
        return self._store.routing.with_room(networks, self._store, now)

    async def serves(self, operator: str, now: datetime) -> bool:
        """Whether this person is on duty."""
        return self._store.is_on_duty(operator, now)

    async def readings(self, conversation: str) -> Sequence[Reading]:
        """Who of the staff read her conversation, the newest first; nobody by name."""
        return self._store.together.readings.get(conversation, ())

    async def save_many(self, turns: Sequence[TurnRecord]) -> None:
        """Take all turns; they are applied when the block ends."""
        changes = self._read.gather(turns)
        for change in changes.by_id.values():
            new = change.before is None and change.after is not None
            if new and change.after and self._store.find(change.after.address) is not None:
                forgotten = any(one.forgotten for one in changes.by_id.values())
                if not forgotten:
                    raise StorageError("A conversation began twice.", "Try the turn again alone.")
        self.pending.append(changes)
