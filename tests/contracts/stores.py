"""Conversations, turns and stores for the contract suite: plain builders, no decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.conversation.ports import Loaded
from bot.conversation.state import Case, CaseState, Conversation, Curtain, Outgoing, TurnRecord
from bot.engine.session import Frame, Session
from bot.messages import (
    Address,
    Channel,
    Inbound,
    Said,
    Shown,
    Speech,
    Thread,
    Voice,
)
from bot.storage.memory import MemoryStore
from bot.storage.sql import SqlStore

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MASTER = bytes(range(32))
AnyStore = MemoryStore | SqlStore


def web(name: str) -> Address:
    """A web address."""
    return Address(Channel.WEB, f"token-{name}")


def sms(name: str) -> Address:
    """An address that is written to through the outbox."""
    return Address(Channel.SMS, f"number-{name}")


def chat(name: str) -> Address:
    """An address on a channel that can take back what was sent."""
    return Address(Channel.TELEGRAM, f"chat-{name}")


def said(id: str, to: Address | Thread, text: str = "ciao", at: datetime = NOW) -> Inbound:
    """She wrote."""
    return Inbound(id, to, at, Said(text))


def begun(id: str, address: Address, curtain: Curtain = Curtain.OPEN) -> Conversation:
    """A conversation after its first turn."""
    session = Session("bundle-1", "it", (Frame("start", "hello"),), {"town": "Paese", "n": 1})
    return Conversation(id, address, curtain, session, 0, NOW, NOW + timedelta(hours=24))


def line(conversation: str, seq: int, text: str) -> Shown:
    """One line of a thread."""
    return Shown(f"{conversation}-{seq}", seq, NOW, Voice.SERVICE, Speech(text))


def to_send(
    conversation: Conversation, seq: int, text: str = "risposta", voice: Voice = Voice.SERVICE
) -> Outgoing:
    """A message for the outbox that expires in five minutes."""
    return Outgoing(
        f"out-{conversation.id}-{seq}",
        conversation.id,
        seq,
        conversation.address,
        Speech(text, voice=voice),
        NOW + timedelta(minutes=5),
    )


def queued(id: str, conversation: str, network: str = "north") -> Case:
    """A case in the queue."""
    return Case(
        id, conversation, network, CaseState.QUEUED, "it", NOW, 1, {"Lingua": "italiano"}, True
    )


async def load(store: AnyStore, *inbound: Inbound) -> Loaded:
    """What a batch of these happenings starts from; nothing is written."""
    async with store.batch() as batch:
        return await batch.load_many(inbound)


async def save(store: AnyStore, inbound: Sequence[Inbound], turns: Sequence[TurnRecord]) -> None:
    """One committed batch."""
    async with store.batch() as batch:
        await batch.load_many(inbound)
        await batch.save_many(turns)


async def begin(
    store: AnyStore,
    name: str,
    address: Address | None = None,
    *,
    outgoing: int = 0,
    curtain: Curtain = Curtain.OPEN,
    case: Case | None = None,
) -> Conversation:
    """A stored conversation with one line and that many messages in the outbox."""
    address = address or web(name)
    new = replace(begun(name, address, curtain), seq=1)
    turn = TurnRecord(
        f"first-{name}",
        None,
        new,
        shown=(line(name, 1, f"benvenuta {name}"),),
        outgoing=tuple(to_send(new, number + 1) for number in range(outgoing)),
        case=case,
    )
    await save(store, [said(f"first-{name}", address)], [turn])
    return new


async def go_on(
    store: AnyStore, before: Conversation, inbound: str, **changes: object
) -> Conversation:
    """One more committed turn of a conversation; fields of ``TurnRecord`` may be given."""
    after = replace(before, seq=before.seq + 1)
    turn = replace(
        TurnRecord(inbound, before, after, shown=(line(before.id, after.seq, "avanti"),)),
        **changes,  # type: ignore[arg-type]
    )
    await save(store, [said(inbound, before.address)], [turn])
    assert turn.after is not None, "A turn leaves a conversation."
    return turn.after
