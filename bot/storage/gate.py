"""Rules of the outbox that every store keeps alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.conversation.speaker import may_send
from bot.conversation.state import Conversation, Curtain, Held
from bot.engine.session import Session
from bot.messages import Channel, Voice

THOROUGH_EVERY = timedelta(minutes=10)
"""How often, at most, files are written anew so that nothing of the forgotten is left in them."""

MOST_ATTEMPTS = 2
"""An attempt whose outcome is unknown is repeated once."""

ENDS = (
    "sent",
    "expired",
    "cancelled",
    "repeated",
    "failed",
    "unknown",
    "forbidden",
    "removed",
    "remaining",
    "deleted",
    "undeleted",
    "segments_sms",
    "segments_whatsapp",
    "opted_out",
    "undelivered",
    "opt_out_answers",
    "closed_kindly",
)
"""What became of messages."""

COUNTED = ("waiting", *ENDS)
"""What ``Queue.counts`` answers."""

ERASABLE = frozenset({Channel.TELEGRAM})
"""Channels on which a message that was sent can be taken back."""

RECORDED = frozenset({Channel.SMS, Channel.WHATSAPP})
"""Channels whose provider keeps copies of its own, which are deleted after every message."""

FIRST_DELETED = timedelta(seconds=20)
"""A copy is first deleted after so long: before that most messages are still on their way."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""What was made further in the future was made before the clock was set back: how long it has to
wait nobody knows, and it is taken back now."""

RECORD = "record:"
"""How the talk of an erasure begins that is about a provider's copy, and about no talk."""

ERASED_WITHIN = timedelta(hours=48)
"""For so long Telegram lets a bot take messages back; then nobody needs their ids any more."""

BLOCK = 100
"""So many messages are taken back at once, https://core.telegram.org/bots/api#deletemessages."""

LETS_THROUGH = tuple(curtain for curtain in Curtain if may_send(curtain))
"""The curtains that let the service's own messages out. The cover's lines pass all of them."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a store keeps what belongs to no conversation.

    ``happened``: the keyed hash of a happening, so that it has one effect; no provider repeats a
    request later than 48 hours. ``ledger``: ids of what was forgotten, which must outlive every
    backup. ``ledger_file``: where its second copy lies; None: beside a SQLite database.
    ``consent``: the proof that she agreed to a notice.
    """

    happened: timedelta = timedelta(hours=48)
    ledger: timedelta = timedelta(days=14)
    consent: timedelta = timedelta(days=365)
    ledger_file: Path | None = None


def passes(curtain: Curtain, voice: Voice) -> bool:
    """Whether a message of that voice may leave behind that curtain."""
    return voice is Voice.COVER or may_send(curtain)


def blocks(sent: Iterable[tuple[int, str]]) -> list[tuple[int, tuple[str, ...]]]:
    """Provider ids of (seq, provider id), newest first, in blocks; each with its highest seq.

    Providers count upwards: of two with the same seq, the longer or greater id is the newer.
    """
    ordered = sorted(set(sent), key=lambda one: (one[0], len(one[1]), one[1]), reverse=True)
    return [
        (ordered[at][0], tuple(id for _, id in ordered[at : at + BLOCK]))
        for at in range(0, len(ordered), BLOCK)
    ]


def emptied(
    conversation: Conversation, box: Sequence[Held], agreed: datetime | None = None
) -> Conversation:
    """What lives on of a conversation whose time is over while this waits in her box.

    Whoever writes meets the cover; with her word she can fetch it, in the language that she had.
    ``agreed``: until when a referral or her pathway is kept with her yes.
    """
    session = conversation.session
    return replace(
        conversation,
        curtain=Curtain.COVERED,
        session=Session(session.bundle, session.language) if session else None,
        resting=None,
        cover=None,
        behind=0,
        danger_at=None,
        contract=None,
        proposal=None,
        courses=(),
        followed=0,
        left_at=None,
        forget_at=max(filter(None, (*(one.forget_at for one in box), agreed))),
    )


def tally_of(talk: str, *, removed: bool) -> str:
    """What is counted when an erasure of that talk ends."""
    if talk.startswith(RECORD):
        return "deleted" if removed else "undeleted"
    return "removed" if removed else "remaining"


def complete(tallies: Mapping[str, int], waiting: int) -> Mapping[str, int]:
    """The counts of the outbox, with a zero for what never happened."""
    return {name: tallies.get(name, 0) for name in COUNTED} | {"waiting": waiting}


def duty_of(rows: Iterable[tuple[str, str, str]]) -> Mapping[str, Mapping[str, int]]:
    """Operators on duty per network and language, out of distinct (operator, network, language)."""
    count: dict[str, dict[str, int]] = {}
    for _, network, language in set(rows):
        spoken = count.setdefault(network, {})
        spoken[language] = spoken.get(language, 0) + 1
    return count
