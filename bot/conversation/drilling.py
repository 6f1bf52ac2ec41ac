"""A drill: a made-up conversation that goes the real way, and reaches nobody but its own network.

What it would write where women are, such as a booking, a request or a referral, is answered as if
there were none to be had.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import hers
from bot.conversation.sprint import Turn
from bot.conversation.state import Drilled
from bot.engine.effects import Answer, Call
from bot.messages import AskedCallback, AskedReminder, DrillBegan, Proposed
from bot.values.changed import changed

NOT_IN_DRILLS = Proposed | AskedCallback | AskedReminder
"""What would reach another agency, a calendar, or somebody's day."""

OWN_NETWORK = frozenset({"handoff.open", "handoff.on_duty"})
"""Calls that in a drill find nobody in any other network."""

INSTEAD: Mapping[str, str] = {
    "letterbox.leave": "refused",
    "letterbox.open": "unknown",
    "alarm.offered": "no",
    "alarm.agree": "agreed",
    "handoff.elsewhere": "none",
    "keep.longer": "refused",
    "link.make": "none",
    "training.remind": "web",
    "training.reach": "none",
    "training.send": "lost",
    "appointments.offer": "unavailable",
    "appointments.hold": "taken",
    "appointments.keep": "lost",
    "appointments.book": "lost",
    "appointments.cancel": "none",
    "appointments.wait": "web",
    "appointments.remind": "none",
    "pathway.renew": "refused",
    "abilities.share": "word",
}
"""Calls that would write where women or agencies are, and what a drill is answered instead."""

ALLOWED = frozenset(
    [
        "abilities.list",
        "abilities.sheet",
        "appointments.known",
        "appointments.meant",
        "appointments.mine",
        "appointments.release",
        "appointments.who",
        "asked.answer",
        "asked.show",
        "box.read",
        "box.waiting",
        "consent.take_back",
        "contact.clear",
        "contact.set",
        "contact.show",
        "contact.terms",
        "directory.find",
        "directory.job_centre",
        "directory.measure",
        "directory.measure_asks",
        "directory.network",
        "directory.networks",
        "directory.services",
        "directory.town",
        "forget.me",
        "handoff.allowed",
        "handoff.cancel",
        "handoff.exclude",
        "handoff.include",
        "handoff.on_duty",
        "handoff.who",
        "language.named",
        "language.offered",
        "language.set",
        "messages.remaining",
        "pathway.show",
        "pathway.unshare",
        "plan.drop",
        "plan.list",
        "plan.show",
        "plan.write",
        "readers.show",
        "silence.set",
        "training.desk",
        "training.find",
        "training.look",
        "training.mine",
        "training.news",
        "training.unremind",
        "training.unsend",
        "words.set",
        "words.suggest",
    ]
)
"""Calls that read, or that write into the made-up conversation alone: a new one is decided here."""


def in_drill(call: Call, drill: Drilled | None) -> Answer | None:
    """What a drill is answered in place of the world's own answer; None: that one holds."""
    if drill is None:
        return None
    if call.name in INSTEAD:
        return Answer(INSTEAD[call.name])
    network = dict(call.args).get("network")
    if call.name in OWN_NETWORK and network != drill.network:
        return Answer("unavailable" if call.name == "handoff.open" else "closed")
    return None


def begins(turn: Turn, what: DrillBegan) -> str | None:
    """The conversation begins as one that the key opened."""
    draft = turn.draft
    if draft.before is not None:
        return "unknown"
    of = Drilled(what.drill, what.network)
    draft.conversation = changed(draft.conversation, drill=of, remaining=0)
    return hers.opens(turn)
