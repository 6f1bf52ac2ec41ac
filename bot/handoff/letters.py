"""A request that was left while nobody was there, as the desk sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.handoff.case import text_refusal
from bot.handoff.people import Account
from bot.handoff.reasons import Reason


@dataclass(frozen=True, slots=True)
class LetterTicket:
    """One request and, once somebody wrote it, its answer. Her number and word are not here.

    ``forget_at``: both are destroyed then, read or not.
    """

    id: str
    network: str
    language: str
    asked_at: datetime
    forget_at: datetime
    text: str = field(repr=False)
    answer: str = field(default="", repr=False)
    answered_at: datetime | None = None


def answer_refusal(account: Account, letter: LetterTicket, text: str) -> Reason | None:
    """Why this answer may not be laid into the letter box, or None."""
    if letter.network not in account.networks:
        return Reason.UNKNOWN
    if letter.answered_at is not None:
        return Reason.ANSWERED
    return text_refusal(text)
