"""What the store holds of her: looked up in every place of it, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.conversation.state import Conversation
from bot.handoff.referral import OVER
from bot.messages import Thread
from bot.storage.memory import MemoryStore

Place = Literal[
    "talk",
    "lines",
    "case",
    "shared",
    "words",
    "number",
    "consents",
    "contract",
    "alarm",
    "letters",
    "box",
    "bookings",
    "waiting",
    "interests",
    "pathway",
    "notebook",
    "outgoing",
    "unsent",
]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is held, how many, and until when, where that is not the talk's."""

    what: Place
    count: int
    until: datetime | None = None


async def kept_of(store: MemoryStore, id: str) -> tuple[Kept, ...]:
    """What the store holds of the conversation with that id, and of what it left behind."""
    talk = store.find(Thread(id))
    arranged, terms, together = store.appointments, store.terms, store.together
    letters = [one.forget_at for one in store.letters.values()]
    cases = [one for one in store.cases.values() if one.conversation == id]
    counts = await store.counts()
    found = (
        Kept("talk", int(talk is not None), talk.forget_at if talk else None),
        Kept("lines", sum(bool(one.speech.text) for one in store.messages.get(id, ()))),
        Kept("case", len(cases)),
        Kept("shared", sum(len(one.shared) for one in cases)),
        *_of_the_talk(talk),
        Kept("consents", sum(gone is None for _, gone in terms.consents.values())),
        Kept("letters", len(letters), max(letters, default=None)),
        Kept("box", sum(one.conversation == id for one in store.held.texts.values())),
        Kept("bookings", sum(one.conversation == id for one in arranged.bookings.values())),
        Kept("waiting", sum(one.conversation == id for one in arranged.waiting.values())),
        Kept("interests", sum(one.state not in OVER for one in store.interests.sent.values())),
        Kept("pathway", int(id in together.pathways)),
        Kept("notebook", int(id in together.notebooks)),
        Kept("outgoing", counts["waiting"]),
        Kept("unsent", counts["remaining"]),
    )
    return tuple(one for one in found if one.count)


def _of_the_talk(talk: Conversation | None) -> tuple[Kept, ...]:
    if talk is None:
        return ()
    contract = talk.contract
    return (
        Kept("words", len(talk.words)),
        Kept("number", int(talk.numbered)),
        Kept("contract", int(contract is not None), contract.expires_at if contract else None),
        Kept("alarm", int(talk.alarm is not None)),
    )
