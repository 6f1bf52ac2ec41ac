"""Floods from messengers: everything is heard and decided, and not all of it is answered.

Each address has a bucket of answers, and all addresses together have one. Who is far beyond a talk
is left without an answer until the bucket has filled a little: never refused, never locked out.
What must reach her is outside every limit: help in danger, her way out and back, what became of
her case. The web is slowed at its own edge (``bot/web/limits.py``); nothing is sent there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import final

from bot.conversation.hearing import DANGER_FLOWS, stands_in
from bot.conversation.scene import Scene
from bot.conversation.speaker import may_send
from bot.conversation.state import Conversation, TurnRecord
from bot.messages import Address, Channel, Chose, Inbound, Opened, Said, Sent
from bot.safety.buckets import Buckets, Pace
from bot.safety.words import wants_person

EACH: Mapping[Channel, Pace] = {
    Channel.TELEGRAM: Pace(burst=60.0, rate=0.5),
    Channel.WHATSAPP: Pace(burst=30.0, rate=1 / 15),
    Channel.SMS: Pace(burst=30.0, rate=1 / 15),
}
"""Answers for one address. A talk through the longest flow takes some twenty, in minutes; on SMS
and WhatsApp each is paid for, and a flood costs four a minute."""

ALL = Pace(burst=600.0, rate=10.0)
"""Answers for all addresses together: far above what a city asks for on its worst day."""

SHARE = 12.0
"""When all together ask for too much, each address still gets so many answers: those who have just
come are answered, those who flood are not."""


@final
class Floods:
    """Who has been answered how often within this hour. ``new_key`` gives 32 bytes of chance."""

    def __init__(self, new_key: Callable[[], bytes]) -> None:
        self._each = Buckets(new_key)
        self._all = Buckets(new_key)
        self.unanswered = 0
        """How many turns were left without an answer since the start."""

    def passed(self, inbound: Inbound, record: TurnRecord, scene: Scene) -> TurnRecord:
        """The turn as it is written: whole, or in a flood without what it would send."""
        if not record.outgoing or _must_be_answered(inbound, record, scene):
            return record
        assert record.after is not None, "who is answered has a conversation"
        if self._may_answer(record.after.address, inbound):
            return record
        self.unanswered += 1
        return replace(record, outgoing=())

    def _may_answer(self, address: Address, inbound: Inbound) -> bool:
        name, pace = f"{address.channel.value}\0{address.value}", EACH[address.channel]
        own = self._each.left(name, inbound.at, pace)
        together = self._all.left("", inbound.at, ALL)
        if own < 1 or (together < 1 and own <= pace.burst - SHARE):
            return False
        self._each.take(name, inbound.at, pace)
        self._all.take("", inbound.at, ALL)
        return True


def _must_be_answered(inbound: Inbound, record: TurnRecord, scene: Scene) -> bool:
    """Whether the answer is outside every limit: nobody asked by a message for it, or it is help,
    or something of hers has changed."""
    what = inbound.what
    if not isinstance(what, Said | Chose | Sent | Opened):
        return True
    if isinstance(what, Said) and _is_urgent(what.text, inbound, scene):
        return True
    return _is_in_danger(record.before) or _has_changed(record)


def _is_urgent(text: str, inbound: Inbound, scene: Scene) -> bool:
    return wants_person(text) or scene.screen.sign(text, inbound.meaning) is not None


def _is_in_danger(before: Conversation | None) -> bool:
    """Whether she stands in a flow about danger: each of its answers may be the one she needs."""
    if before is None or before.session is None or not may_send(before.curtain):
        return False
    return stands_in(before.session, DANGER_FLOWS.values())


def _has_changed(record: TurnRecord) -> bool:
    """Whether she comes, leaves or returns, or something that is hers was made or is told."""
    before, after = record.before, record.after
    if before is None or after is None or before.curtain is not after.curtain:
        return True
    made = (record.case, record.alarm, record.words, record.number, record.letter, record.link)
    told = (record.fetched, record.consents, record.withdrawn, record.moved, record.forget)
    signs = before.signs != after.signs
    return any(made) or any(told) or signs or before.remaining != after.remaining
