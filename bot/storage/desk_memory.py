"""The desk over ``MemoryStore``, keeping the same contract as ``SqlDesk``: for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.state import Case, CaseState, Letter
from bot.handoff.case import State, Ticket
from bot.handoff.contact import Agreement, ReminderTicket
from bot.handoff.letters import LetterTicket
from bot.handoff.people import Account
from bot.messages import Channel, Shown
from bot.storage.memory import MemoryStore
from bot.storage.routing_memory import has_room_for, note_held

_STATES: dict[CaseState, State] = {
    CaseState.QUEUED: "queued",
    CaseState.CLAIMED: "claimed",
    CaseState.CLOSED: "closed",
}


class MemoryDesk:
    """Cases, letters and duty out of dictionaries. ``audited`` holds (account, act, subject)."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._duty: dict[str, datetime] = {}
        self._people: dict[str, Account] = {}
        self._audit: list[tuple[datetime, str, str, str]] = []

    @property
    def audited(self) -> list[tuple[str, str, str]]:
        """What was recorded, in order."""
        return [row[1:] for row in self._audit]

    async def queue(self, networks: Sequence[str], holder: str = "") -> Sequence[Ticket]:
        """All cases of these networks that are not closed, in no order; only those that this
        account holds, where one is named."""
        alive = (CaseState.QUEUED, CaseState.CLAIMED)
        return [
            self._ticket(case)
            for case in self._store.cases.values()
            if case.network in networks and case.state in alive and holder in ("", case.operator)
        ]

    async def holding(self, networks: Sequence[str], operator: str) -> Sequence[str]:
        """The conversations whose cases this operator holds in these networks, in order."""
        return sorted(
            case.conversation
            for case in self._store.cases.values()
            if case.network in networks
            and case.state is CaseState.CLAIMED
            and case.operator == operator
        )

    async def ticket(self, networks: Sequence[str], id: str) -> Ticket | None:
        """One case of these networks, closed ones too, or None."""
        case = self._store.cases.get(id)
        return self._ticket(case) if case is not None and case.network in networks else None

    async def claim(
        self, networks: Sequence[str], id: str, operator: str, now: datetime
    ) -> Ticket | None:
        """Take a queued case, where she has room; the case as it now is, whoever holds it."""
        async with self._store.batch():
            case = self._store.cases.get(id)
            if case is None or case.network not in networks:
                return None
            if case.state is CaseState.QUEUED and has_room_for(self._store, operator, case):
                note_held(self._store, case)
                case = replace(case, state=CaseState.CLAIMED, operator=operator, claimed_at=now)
                self._store.cases[id] = case
            return self._ticket(case)

    async def release(self, networks: Sequence[str], id: str, operator: str) -> Ticket | None:
        """Put a case that this operator holds back into the queue; the case as it now is."""
        async with self._store.batch():
            case = self._store.cases.get(id)
            if case is None or case.network not in networks:
                return None
            if case.state is CaseState.CLAIMED and case.operator == operator:
                case = replace(
                    case,
                    state=CaseState.QUEUED,
                    operator="",
                    claimed_at=None,
                    unattended_at=None,
                )
                self._store.cases[id] = case
            return self._ticket(case)

    async def thread(self, ticket: Ticket) -> Sequence[Shown]:
        """The messages of the case's conversation since her consent."""
        lines = self._store.messages.get(ticket.conversation, ())
        return tuple(line for line in lines if line.seq >= ticket.since)

    async def agreement(self, ticket: Ticket) -> Agreement:
        """How she may be contacted, and the reminders that were asked for."""
        talk = self._store.conversations.get(ticket.conversation)
        if talk is None:
            return Agreement(None, Channel.WEB)
        return Agreement(
            talk.contract,
            talk.address.channel,
            tuple(
                ReminderTicket(one.id, one.at, one.state, one.why)
                for one in self._store.terms.of(talk.id)
                if one.network == ticket.network
            ),
        )

    async def letters(self, networks: Sequence[str]) -> Sequence[LetterTicket]:
        """The requests of these networks: those without answer first, the longest waiting first."""
        own = (_letter(one) for one in self._store.letters.values() if one.network in networks)
        return sorted(own, key=lambda one: (one.answered_at is not None, one.asked_at, one.id))

    async def letter(self, networks: Sequence[str], id: str) -> LetterTicket | None:
        """One request of these networks, or None."""
        letter = self._store.letters.get(id)
        return _letter(letter) if letter is not None and letter.network in networks else None

    async def answer(
        self, networks: Sequence[str], id: str, text: str, operator: str, now: datetime
    ) -> bool:
        """Lay an answer into the letter box, once. False: there is one already."""
        letter = self._store.letters.get(id)
        if letter is None or letter.network not in networks or letter.answered_at is not None:
            return False
        self._store.letters[id] = replace(letter, answer=text, answered_at=now)
        return True

    async def set_duty(self, account: Account, until: datetime | None, now: datetime) -> None:
        """She answers women until then, in all her networks; None: no longer."""
        self._people[account.id] = account
        self._put(account.id, until or now)

    async def stay_on_duty(self, account: str, until: datetime, now: datetime) -> None:
        """Her page is still there: duty that has not ended lasts until then."""
        if await self.on_duty(account, now):
            self._put(account, until)

    async def on_duty(self, account: str, now: datetime) -> bool:
        """Whether she is on duty now."""
        until = self._duty.get(account)
        return until is not None and until > now

    async def record(self, account: str, act: str, subject: str, at: datetime) -> None:
        """One row of the audit: who did what to which thing, when. Never any content."""
        self._audit.append((at, account, act, subject))

    async def unanswered(self, networks: Sequence[str], since: datetime) -> int:
        """How many cases of these networks were forgotten before anybody took them."""
        return sum(network in networks and at >= since for at, network in self._store.unanswered)

    def _put(self, account: str, until: datetime) -> None:
        self._duty[account] = until
        person = self._people[account]
        for network in person.networks:
            for language in person.languages:
                self._store.put_duty(account, network, language, until)

    def _ticket(self, case: Case) -> Ticket:
        conversation = self._store.conversations[case.conversation]
        return Ticket(
            id=case.id,
            conversation=case.conversation,
            network=case.network,
            state=_STATES[case.state],
            curtain=conversation.curtain.value,
            language=case.language,
            opened_at=case.opened_at,
            since=case.since,
            seq=conversation.seq,
            shared=case.shared,
            danger=case.danger,
            operator=case.operator,
            claimed_at=case.claimed_at,
            closed_at=case.closed_at,
            left_at=conversation.left_at,
            check=case.check,
            checked_at=case.checked_at,
            taken_back=case.taken_back,
            muted=case.muted,
            drill=bool(case.drill),
            behind=conversation.behind,
            danger_at=conversation.danger_at,
            channel=conversation.address.channel,
        )


def _letter(letter: Letter) -> LetterTicket:
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
