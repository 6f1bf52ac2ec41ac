"""Cases, letters and duty as the staff sees them: every query carries its networks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Row, Select, Update, delete, func, insert, select, update

from bot.conversation.state import Case, CaseState, Conversation
from bot.crypto.keys import Keyring
from bot.handoff.case import Ticket
from bot.handoff.contact import Agreement, ReminderTicket
from bot.handoff.letters import LetterTicket
from bot.handoff.people import Account
from bot.handoff.trace import Trace
from bot.messages import Address, Channel, Shown, Thread
from bot.storage.audit_append import append, noting
from bot.storage.counting import count_wait
from bot.storage.plain import from_ms_or_none, to_ms
from bot.storage.routing_rows import has_room_for, note_held, one_at_a_time
from bot.storage.rows import case_of, channel_of, letter_of
from bot.storage.sealed import seal
from bot.storage.sql_terms import read_reminders
from bot.storage.staff_tables import staff_sessions
from bot.storage.staff_unanswered import count_unanswered
from bot.storage.tables import cases, conversations, duty, letters

T = TypeVar("T")

OPEN = (CaseState.QUEUED.value, CaseState.CLAIMED.value)
MOST_CASES = 1000
MOST_LETTERS = 500


class DeskStore(Protocol):
    """What of the store is used here."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""

    async def read_thread(
        self, of: Address | Thread, after: int = 0
    ) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
        """A conversation, its newest case and its messages with seq > after."""


_TICKET = select(
    cases,
    conversations.c.sealed_key.label("sealed_key"),
    conversations.c.sealed.label("sealed_talk"),
    conversations.c.curtain.label("curtain"),
    conversations.c.seq.label("seq"),
    conversations.c.left_at.label("left_at"),
    conversations.c.behind.label("behind"),
    conversations.c.danger_at.label("danger_at"),
).join(conversations, conversations.c.id == cases.c.conversation)


FREE = {
    "state": CaseState.QUEUED.value,
    "operator": "",
    "claimed_at": None,
    "unattended_at": None,
}
"""A case that is put back: whoever waits again is told again when nobody is there."""


class SqlDesk:
    """The desk in the database (``admin.ports.Desk``)."""

    def __init__(self, store: DeskStore, new_id: Callable[[], str]) -> None:
        self._store = store
        self._keys = store.keys
        self._new_id = new_id

    async def queue(self, networks: Sequence[str], holder: str = "") -> Sequence[Ticket]:
        """All cases of these networks that are not closed, in no order; only those that this
        account holds, where one is named."""
        query = _within(networks).where(cases.c.state.in_(OPEN)).limit(MOST_CASES)
        if holder:
            query = query.where(cases.c.operator == holder)
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [self._ticket(row) for row in rows]

    async def holding(self, networks: Sequence[str], operator: str) -> Sequence[str]:
        """The conversations whose cases this operator holds in these networks, in order.

        Nothing is unsealed: every open page asks it at every change.
        """
        query = (
            select(cases.c.conversation)
            .where(
                cases.c.network.in_(networks),
                cases.c.state == CaseState.CLAIMED.value,
                cases.c.operator == operator,
            )
            .order_by(cases.c.conversation)
        )
        return await self._store.read(lambda connection: connection.execute(query).scalars().all())

    async def ticket(self, networks: Sequence[str], id: str) -> Ticket | None:
        """One case of these networks, closed ones too, or None."""
        query = _within(networks).where(cases.c.id == id)
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return self._ticket(row) if row is not None else None

    async def claim(
        self, networks: Sequence[str], id: str, operator: str, now: datetime
    ) -> Ticket | None:
        """Take a queued case, by compare and set, where she has room for it: the case as it now
        is, whoever holds it; still queued where she carries enough."""
        take = (
            update(cases)
            .where(
                cases.c.id == id,
                cases.c.network.in_(networks),
                cases.c.state == CaseState.QUEUED.value,
            )
            .values(state=CaseState.CLAIMED.value, operator=operator, claimed_at=to_ms(now))
        )
        after = _within(networks).where(cases.c.id == id)
        note = noting(self._keys.audit)

        def work(connection: Connection) -> Row[Any] | None:
            one_at_a_time(connection, operator)
            free = has_room_for(connection, operator, id)
            if free and connection.execute(take).rowcount == 1:
                count_wait(connection, id, now)
                note_held(connection, id)
                note(connection)
            return connection.execute(after).first()

        row = await self._store.write(work)
        return self._ticket(row) if row is not None else None

    async def release(self, networks: Sequence[str], id: str, operator: str) -> Ticket | None:
        """Put a case that this operator holds back into the queue; the case as it now is."""
        back = (
            update(cases)
            .where(
                cases.c.id == id,
                cases.c.network.in_(networks),
                cases.c.state == CaseState.CLAIMED.value,
                cases.c.operator == operator,
            )
            .values(FREE)
        )
        return await self._changed(networks, id, back)

    async def release_abandoned(self, before: datetime) -> Sequence[str]:
        """Put back every case whose holder shows no sign of life: the networks concerned.

        A sign is a duty that was prolonged, or a request of hers, since ``before``.
        """
        moment = to_ms(before)
        alive = select(staff_sessions.c.account).where(staff_sessions.c.seen_at >= moment)
        working = select(duty.c.operator).where(duty.c.until >= moment)
        abandoned = (
            cases.c.state == CaseState.CLAIMED.value,
            cases.c.operator.not_in(alive),
            cases.c.operator.not_in(working),
            cases.c.claimed_at < moment,
        )
        back = update(cases).where(*abandoned).values(FREE)

        def work(connection: Connection) -> Sequence[str]:
            networks = connection.execute(select(cases.c.network).where(*abandoned)).scalars()
            found = sorted(set(networks))
            if found:
                connection.execute(back)
            return found

        return await self._store.write(work)

    async def thread(self, ticket: Ticket) -> Sequence[Shown]:
        """The messages of the case's conversation since her consent."""
        found = await self._store.read_thread(Thread(ticket.conversation), ticket.since - 1)
        return found[2] if found is not None else ()

    async def agreement(self, ticket: Ticket) -> Agreement:
        """How she may be contacted, and the reminders that were asked for."""
        of = ticket.conversation
        reminders = await self._store.read(lambda connection: read_reminders(connection, [of]))
        found = await self._store.read_thread(Thread(of), ticket.seq)
        if found is None:
            return Agreement(None, Channel.WEB)
        talk = found[0]
        return Agreement(
            talk.contract,
            talk.address.channel,
            tuple(
                ReminderTicket(one.id, one.at, one.state, one.why)
                for one in reminders.get(of, ())
                if one.network == ticket.network
            ),
        )

    async def letters(self, networks: Sequence[str]) -> Sequence[LetterTicket]:
        """The requests of these networks: those without answer first, the longest waiting first."""
        query = (
            select(letters)
            .where(letters.c.network.in_(networks))
            .order_by(letters.c.answered_at.isnot(None), letters.c.asked_at, letters.c.id)
            .limit(MOST_LETTERS)
        )
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        return [self._letter(row) for row in rows]

    async def letters_waiting(self, networks: Sequence[str]) -> int:
        """How many requests of these networks nobody has answered."""
        query = select(func.count()).where(
            letters.c.network.in_(networks), letters.c.answered_at.is_(None)
        )
        return int(
            await self._store.read(lambda connection: connection.execute(query).scalar_one())
        )

    async def letter(self, networks: Sequence[str], id: str) -> LetterTicket | None:
        """One request of these networks, or None."""
        query = select(letters).where(letters.c.network.in_(networks), letters.c.id == id)
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return self._letter(row) if row is not None else None

    async def answer(
        self, networks: Sequence[str], id: str, text: str, operator: str, now: datetime
    ) -> bool:
        """Lay an answer into the letter box, once. False: there is one already."""
        plain = text.encode("utf-8", "surrogatepass")
        sealed = seal(self._keys, letters.c.sealed_answer, plain, id)
        lay = (
            update(letters)
            .where(
                letters.c.id == id,
                letters.c.network.in_(networks),
                letters.c.answered_at.is_(None),
            )
            .values(answered_at=to_ms(now), sealed_answer=sealed)
        )
        note = noting(self._keys.audit)

        def work(connection: Connection) -> bool:
            laid = connection.execute(lay).rowcount == 1
            if laid:
                note(connection)
            return laid

        return await self._store.write(work)

    async def set_duty(self, account: Account, until: datetime | None, now: datetime) -> None:
        """She answers women until then, in all her networks; None: no longer."""
        rows = [
            {
                "operator": account.id,
                "network": network,
                "language": language,
                "since": to_ms(now),
                "until": to_ms(until),
            }
            for network in account.networks
            for language in account.languages
            if until is not None
        ]

        note = noting(self._keys.audit)

        def work(connection: Connection) -> None:
            connection.execute(delete(duty).where(duty.c.operator == account.id))
            if rows:
                connection.execute(insert(duty), rows)
            note(connection)

        await self._store.write(work)

    async def stay_on_duty(self, account: str, until: datetime, now: datetime) -> None:
        """Her page is still there: duty that has not ended lasts until then."""
        longer = (
            update(duty)
            .where(duty.c.operator == account, duty.c.until > to_ms(now))
            .values(until=to_ms(until))
        )
        await self._store.write(lambda connection: connection.execute(longer))

    async def on_duty(self, account: str, now: datetime) -> bool:
        """Whether she is on duty now."""
        query = select(duty.c.operator).where(duty.c.operator == account, duty.c.until > to_ms(now))
        row = await self._store.read(lambda connection: connection.execute(query).first())
        return row is not None

    async def record(self, account: str, act: str, subject: str, at: datetime) -> None:
        """One row of the audit: who did what to which thing, when. Never any content."""
        trace = Trace(self._new_id(), account, act, subject, at)
        chain = self._keys.audit
        await self._store.write(lambda connection: append(connection, chain, trace))

    async def unanswered(self, networks: Sequence[str], since: datetime) -> int:
        """How many cases of these networks were forgotten before anybody took them."""
        return await self._store.read(
            lambda connection: count_unanswered(connection, networks, since)
        )

    async def _changed(self, networks: Sequence[str], id: str, change: Update) -> Ticket | None:
        """Try the change, then read the case in the same transaction."""
        after = _within(networks).where(cases.c.id == id)
        note = noting(self._keys.audit)

        def work(connection: Connection) -> Row[Any] | None:
            if connection.execute(change).rowcount == 1:
                note(connection)
            return connection.execute(after).first()

        row = await self._store.write(work)
        return self._ticket(row) if row is not None else None

    def _ticket(self, row: Row[Any]) -> Ticket:
        key = self._keys.data_key(row.conversation, row.sealed_key)
        case = case_of(row, key)
        return Ticket(
            id=case.id,
            conversation=case.conversation,
            network=case.network,
            state=row.state,
            curtain=row.curtain,
            language=case.language,
            opened_at=case.opened_at,
            since=case.since,
            seq=row.seq,
            shared=case.shared,
            danger=case.danger,
            operator=case.operator,
            claimed_at=case.claimed_at,
            closed_at=case.closed_at,
            left_at=from_ms_or_none(row.left_at),
            check=case.check,
            checked_at=case.checked_at,
            taken_back=case.taken_back,
            muted=case.muted,
            drill=bool(case.drill),
            behind=row.behind,
            danger_at=from_ms_or_none(row.danger_at),
            channel=channel_of(row.conversation, row.sealed_talk, key),
        )

    def _letter(self, row: Row[Any]) -> LetterTicket:
        letter = letter_of(row, self._keys)
        return LetterTicket(
            id=letter.id,
            network=letter.network,
            language=letter.language,
            asked_at=letter.asked_at,
            forget_at=letter.forget_at,
            text=letter.text,
            answer=letter.answer,
            answered_at=letter.answered_at,
        )


def _within(networks: Sequence[str]) -> Select[Any]:
    return _TICKET.where(cases.c.network.in_(networks))
