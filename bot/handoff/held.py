"""A text that could not be given to her, as the desk sees it, and who may read or move it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Literal

from bot.handoff.people import Account
from bot.handoff.reasons import Reason

Place = Literal["tray", "box"]


@dataclass(frozen=True, slots=True)
class HeldTicket:
    """A text in the hold tray, which a person must empty, or in her letter box.

    ``author`` wrote it, ``holder`` has the case now (empty: nobody): account ids. ``fetchable``:
    she has a word of her own, so that she can take it out of the box. Destroyed at ``forget_at``.
    """

    id: str
    case: str
    network: str
    author: str
    holder: str
    at: datetime
    forget_at: datetime
    place: Place
    fetchable: bool
    text: str = field(repr=False)


def held_id(account: str, id: str) -> str:
    """How a text is called that this account's page calls so: the same text is held once."""
    return blake2b(f"{account}\0{id}".encode(), digest_size=16, person=b"filo held").hexdigest()


def may_read_held(account: Account, held: HeldTicket) -> bool:
    """Whether this person may read the text: who wrote it, and who has the case."""
    return held.network in account.networks and account.id in (held.author, held.holder)


def discard_refusal(account: Account, held: HeldTicket) -> Reason | None:
    """Why this person may not throw it away, or None."""
    if held.network not in account.networks:
        return Reason.UNKNOWN
    return None if may_read_held(account, held) else Reason.NOT_AUTHOR


def box_refusal(account: Account, held: HeldTicket) -> Reason | None:
    """Why this person may not put it into her letter box, or None."""
    refusal = discard_refusal(account, held)
    if refusal is not None:
        return refusal
    return None if held.fetchable else Reason.NO_BOX
