"""What every store promises of what she agreed to: proofs, reminders, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table

from bot.conversation.outbox import Outbox
from bot.conversation.state import CaseState, Conversation, Curtain, Outgoing, TurnRecord
from bot.conversation.terms import Consent, Reminder, Withdrawn
from bot.messages import AskedReminder, Channel, Inbound, Reminds, Speech, Thread, Voice
from bot.safety.contract import EVERY_DAY, Contract, Forbidden, Line
from bot.storage.desk import SqlDesk
from bot.storage.memory import MemoryStore
from bot.storage.plain import from_ms_or_none
from bot.storage.sql import SqlStore
from bot.storage.sql_terms import read_reminders
from bot.storage.tables import consents
from tests.contracts.stores import NOW, AnyStore, begin, go_on, line, load, queued, said, save, sms

CONTRACT = Contract(
    Channel.SMS, EVERY_DAY, 0, 1440, Line.DESK, NOW, NOW + timedelta(days=30), after_exit=False
)
YES = Consent("proof", "bundle-1", "person/notice", "share", "it", Channel.SMS, NOW)


def to_remind(id: str = "r1", at: datetime = NOW, conversation: str = "anna") -> Reminder:
    """A reminder of Anna's case."""
    return Reminder(id, conversation, "case", "north", at, Line.DESK)


def of_reminder(reminder: Reminder, address: Any, voice: Voice = Voice.SERVICE) -> Outgoing:
    """The message that a reminder becomes."""
    late = reminder.at + timedelta(minutes=15)
    speech = Speech("Promemoria", voice=voice)
    return Outgoing(reminder.id, reminder.conversation, 9, address, speech, late, reminder=True)


async def agreed(store: AnyStore, contract: Contract | None = CONTRACT) -> Conversation:
    """Anna, who has a case and a contract."""
    kept = await begin(store, "anna", sms("anna"), case=queued("case", "anna"))
    return await go_on(store, kept, "agree", after=replace(kept, contract=contract, seq=2))


async def reminders(store: AnyStore, conversation: str = "anna") -> Sequence[Reminder]:
    """Her reminders, in order."""
    if isinstance(store, MemoryStore):
        return store.terms.of(conversation)
    found = await store.read(lambda connection: read_reminders(connection, [conversation]))
    return found.get(conversation, ())


async def proofs(store: AnyStore) -> dict[str, datetime | None]:
    """Every proof, and when it was taken back."""
    if isinstance(store, MemoryStore):
        return {id: gone for id, (_, gone) in store.terms.consents.items()}
    rows = await _rows(store, consents)
    return {row.id: from_ms_or_none(row.withdrawn_at) for row in rows}


async def _rows(store: SqlStore, table: Table) -> Sequence[Any]:
    return await store.read(lambda connection: connection.execute(table.select()).all())


async def test_a_contract_comes_back_as_it_was_made(store: AnyStore) -> None:
    """Every term of it, with the rest of her conversation."""
    explicit = replace(CONTRACT, weekdays=frozenset({1, 5}), opens=9, after_exit=True)
    kept = await agreed(store, explicit)
    found = await store.read_thread(Thread("anna"))
    assert found is not None
    assert found[0] == kept
    assert found[0].contract == explicit


async def test_a_proof_is_written_with_the_turn_and_leads_to_nobody(store: AnyStore) -> None:
    """Which texts, where, in which language, on which channel and when: no column is hers."""
    kept = await begin(store, "anna", sms("anna"))
    after = replace(kept, seq=2, consents={YES.what: YES.id})
    await go_on(store, kept, "yes", after=after, consents=(YES,))
    assert await proofs(store) == {"proof": None}
    found = await store.read_thread(Thread("anna"))
    assert found is not None
    assert found[0].consents == {YES.what: "proof"}
    if isinstance(store, SqlStore):
        (row,) = await _rows(store, consents)
        assert "anna" not in str(row)
        assert row.at % 60_000 == 0


async def test_a_turn_that_fails_leaves_no_proof(store: AnyStore) -> None:
    """The proof and the answer that it proves are whole or absent together."""
    kept = await begin(store, "anna", sms("anna"))
    with pytest.raises(LookupError):  # noqa: PT012 - the block is what must raise
        async with store.batch() as batch:
            await batch.load_many([said("x", sms("anna"))])
            turn = TurnRecord("x", kept, replace(kept, seq=2), consents=(YES,))
            await batch.save_many([turn])
            raise LookupError
    assert await proofs(store) == {}


async def test_a_yes_that_was_taken_back_says_so(store: AnyStore) -> None:
    """Also where both happen in one batch."""
    kept = await begin(store, "anna", sms("anna"))
    first = replace(kept, seq=2)
    turns = [
        TurnRecord("a", kept, first, consents=(YES,)),
        TurnRecord("b", first, replace(first, seq=3), withdrawn=(Withdrawn("proof", NOW),)),
    ]
    await save(store, [said("a", sms("anna")), said("b", sms("anna"))], turns)
    assert await proofs(store) == {"proof": NOW}


async def test_a_proof_outlives_her_conversation_and_goes_after_a_year(store: AnyStore) -> None:
    """Twelve months, and not a day more."""
    kept = await begin(store, "anna", sms("anna"))
    await go_on(store, kept, "yes", consents=(YES,))
    await store.forget_due(NOW + timedelta(days=300), 100)
    assert await store.read_thread(Thread("anna")) is None
    assert await proofs(store) == {"proof": None}
    await store.forget_due(NOW + timedelta(days=365, minutes=1), 100)
    assert await proofs(store) == {}


async def test_a_reminder_is_due_at_its_moment_and_read_with_its_happening(
    store: AnyStore,
) -> None:
    """Only happenings about reminders read them."""
    kept = await agreed(store)
    later = NOW + timedelta(hours=2)
    await go_on(store, kept, "ask", reminder=to_remind(at=later))
    assert list(await store.due_reminders(later - timedelta(seconds=1), 10)) == []
    assert list(await store.due_reminders(later, 10)) == [("anna", "r1")]
    assert (await load(store, said("x", sms("anna")))).reminders == {}
    to = Thread("anna")
    for what in (Reminds("r1"), AskedReminder("case", "op", later)):
        loaded = await load(store, Inbound("y", to, later, what))
        assert loaded.reminders == {"anna": (to_remind(at=later),)}


async def test_a_reminder_that_was_decided_is_due_no_more(store: AnyStore) -> None:
    """What her contract forbade stays written down, and is never tried again."""
    kept = await agreed(store)
    kept = await go_on(store, kept, "ask", reminder=to_remind())
    forbidden = replace(to_remind(), state="forbidden", why="hour")
    await go_on(store, kept, "decide", reminder=forbidden)
    assert list(await store.due_reminders(NOW, 10)) == []
    assert list(await reminders(store)) == [forbidden]


async def _on_its_way(store: AnyStore, voice: Voice = Voice.SERVICE) -> Conversation:
    kept = await agreed(store)
    way = replace(to_remind(), state="queued")
    return await go_on(
        store, kept, "remind", reminder=way, outgoing=(of_reminder(way, sms("anna"), voice),)
    )


async def _state(store: AnyStore) -> tuple[str, str]:
    (reminder,) = await reminders(store)
    return reminder.state, reminder.why


async def test_what_becomes_of_a_reminder_is_written_down(store: AnyStore) -> None:
    """It was sent."""
    await _on_its_way(store)
    (message,) = await store.claim(NOW, 60.0, 10)
    assert message.reminder
    await store.mark_sent(message, "provider", NOW)
    assert await _state(store) == ("sent", "")


async def test_a_reminder_that_failed_for_good_is_written_down(store: AnyStore) -> None:
    """So that its author knows that it did not arrive."""
    await _on_its_way(store)
    await store.claim(NOW, 60.0, 10)
    await store.mark_failed("r1", None)
    assert await _state(store) == ("failed", "")


async def test_a_reminder_that_waited_too_long_is_never_sent(store: AnyStore) -> None:
    """Late is worse than not at all."""
    await _on_its_way(store)
    assert list(await store.claim(NOW + timedelta(minutes=16), 60.0, 10)) == []
    assert await _state(store) == ("forbidden", "late")


async def test_a_reminder_of_unknown_outcome_is_not_called_sent(store: AnyStore) -> None:
    """It may have arrived: nobody is told that it did."""
    await _on_its_way(store)
    await store.claim(NOW, 60.0, 10)
    await store.claim(NOW + timedelta(minutes=20), 60.0, 10)
    assert await _state(store) == ("failed", "")


@pytest.mark.parametrize("claimed", [False, True])
async def test_an_exit_stops_a_reminder_that_is_on_its_way(store: AnyStore, claimed: bool) -> None:
    """In the transaction of the exit, also where her contract spoke of exits."""
    kept = await _on_its_way(store, Voice.COVER)
    if claimed:
        await store.claim(NOW, 60.0, 10)
    left = replace(kept, curtain=Curtain.EXITED, left_at=NOW, seq=kept.seq + 1)
    await go_on(store, kept, "exit", after=left, cancel_outgoing=True, shown=())
    assert list(await store.claim(NOW, 60.0, 10)) == []
    assert await _state(store) == ("forbidden", "left")


class Phone:
    """A provider that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    async def send(self, message: Outgoing) -> str:
        """Take it."""
        self.sent.append(message)
        return "provider"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"contract": None}, Forbidden.NEVER),
        ({"contract": replace(CONTRACT, channel=Channel.TELEGRAM)}, Forbidden.CHANNEL),
        ({"contract": CONTRACT.ended(NOW - timedelta(hours=1))}, Forbidden.EXPIRED),
        ({"contract": replace(CONTRACT, weekdays=frozenset({0}))}, Forbidden.DAY),
        ({"contract": replace(CONTRACT, opens=0, closes=1)}, Forbidden.HOUR),
        ({"curtain": Curtain.COVERED}, Forbidden.LEFT),
    ],
)
async def test_the_outbox_asks_her_contract_once_more(
    store: AnyStore, change: dict[str, Any], why: Forbidden
) -> None:
    """What was allowed when it was decided may be forbidden when it would be sent."""
    kept = await _on_its_way(store, Voice.COVER)
    await go_on(store, kept, "change", after=replace(kept, seq=kept.seq + 1, **change))
    phone = Phone()
    outbox = Outbox(store, {Channel.SMS: phone}, lambda: NOW + timedelta(minutes=1))
    assert await outbox.send_waiting() == 1
    assert phone.sent == []
    assert await _state(store) == ("forbidden", why.value)
    assert (await store.counts())["forbidden"] == 1
    assert (await store.counts())["waiting"] == 0


async def test_the_outbox_sends_what_her_contract_allows(store: AnyStore) -> None:
    """Also behind a fallen curtain, where she said so."""
    kept = await _on_its_way(store, Voice.COVER)
    explicit = replace(CONTRACT, after_exit=True)
    after = replace(kept, seq=kept.seq + 1, contract=explicit, curtain=Curtain.EXITED)
    await go_on(store, kept, "change", after=after, shown=())
    phone = Phone()
    outbox = Outbox(store, {Channel.SMS: phone}, lambda: NOW + timedelta(minutes=1))
    await outbox.send_waiting()
    assert [one.id for one in phone.sent] == ["r1"]
    assert await _state(store) == ("sent", "")


async def test_taking_back_closes_every_case_and_destroys_what_was_shared(
    store: AnyStore,
) -> None:
    """Cases that were closed long ago too, and every line that an operator could read."""
    old = replace(queued("old", "anna"), state=CaseState.CLOSED, closed_at=NOW, since=2)
    kept = await begin(store, "anna", sms("anna"), case=old)
    kept = await go_on(store, kept, "more", reminder=to_remind())
    newer = replace(queued("case", "anna"), opened_at=NOW + timedelta(minutes=1), since=3)
    kept = await go_on(store, kept, "again", case=newer)
    later = NOW + timedelta(hours=1)
    taken = replace(
        newer, state=CaseState.CLOSED, closed_at=later, shared={}, danger=False, taken_back=True
    )
    after = replace(kept, seq=kept.seq + 1, contract=None)
    await go_on(
        store,
        kept,
        "back",
        after=after,
        case=taken,
        taken_back=later,
        shown=(line("anna", after.seq, "fatto"),),
    )
    found = await store.read_thread(Thread("anna"))
    assert found is not None
    assert found[1] == taken
    assert [shown.seq for shown in found[2]] == [1, after.seq]
    assert await _shared(store, "old") == {}
    assert list(await reminders(store)) == []


async def _shared(store: AnyStore, case: str) -> dict[str, str]:
    """What is shared of a case that was taken back, as the desk sees it."""
    if isinstance(store, MemoryStore):
        known = store.cases[case]
        assert (known.state, known.taken_back) == (CaseState.CLOSED, True)
        return dict(known.shared)
    ticket = await SqlDesk(store, lambda: "id").ticket(["north"], case)
    assert ticket is not None
    assert (ticket.state, ticket.taken_back) == ("closed", True)
    return dict(ticket.shared)


async def test_taking_back_in_the_batch_of_what_was_shared_leaves_nothing_of_it(
    store: AnyStore,
) -> None:
    """What was said in the same instant was shared too, and is not written at all."""
    kept = await begin(store, "anna", sms("anna"), case=queued("case", "anna"))
    first = replace(kept, seq=2)
    second = replace(first, seq=3)
    turns = [
        TurnRecord("a", kept, first, shown=(line("anna", 2, "un segreto"),)),
        TurnRecord("b", first, second, shown=(line("anna", 3, "fatto"),), taken_back=NOW),
    ]
    await save(store, [said("a", sms("anna")), said("b", sms("anna"))], turns)
    found = await store.read_thread(Thread("anna"))
    assert found is not None
    assert [shown.speech.text for shown in found[2]] == ["fatto"]


async def test_her_reminders_go_with_her(store: AnyStore) -> None:
    """A forgotten conversation is reminded of nothing."""
    kept = await agreed(store)
    kept = await go_on(store, kept, "ask", reminder=to_remind())
    await go_on(store, kept, "forget", forget=True, shown=())
    assert list(await reminders(store)) == []
    assert list(await store.due_reminders(NOW, 10)) == []
