"""Which networks she wants to have nothing of hers, and which other one could answer her now.

What she left out is kept with her conversation, sealed, and told to no network: the one that she
left out sees no case at all, the others see no reason. Without her word only what was said in the
talk that goes on may be noticed, so that whoever holds her phone learns nothing of before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace

from bot.calendar.timetable import opens_next
from bot.conversation.contact import is_surely_hers
from bot.conversation.question import Question
from bot.conversation.state import Conversation
from bot.engine.effects import Answer, Exclude
from bot.handoff.duty import is_anybody_there, spoken
from bot.handoff.routing_waiting import may_be_routed
from bot.text.tongues import speaks


def left_out(conversation: Conversation) -> frozenset[str]:
    """The networks that she left out, as far as whoever writes now may know of it."""
    hers, began = is_surely_hers(conversation), conversation.began
    return frozenset(one for one, seq in conversation.excluded.items() if hers or seq > began)


def leave_out(conversation: Conversation, network: str, *, never: bool) -> Conversation:
    """The conversation once she has said so of this network, or has taken it back."""
    if never:
        said = {**conversation.excluded, network: conversation.seq + 1}
        return replace(conversation, excluded=said)
    known = left_out(conversation)
    kept = {
        one: seq for one, seq in conversation.excluded.items() if one != network or one not in known
    }
    return replace(conversation, excluded=kept)


def forget_talk(conversation: Conversation) -> Conversation:
    """The conversation without what was left out, and which calls were asked about, in the talk
    that goes on; and that a network followed her there."""
    kept = {one: seq for one, seq in conversation.excluded.items() if seq <= conversation.began}
    courses = tuple(one for one in conversation.courses if one.since <= conversation.began)
    followed = conversation.followed if conversation.followed <= conversation.began else 0
    return replace(conversation, excluded=kept, courses=courses, followed=followed)


async def opens_again(question: Question, network: str) -> str:
    """When that network answers again, in words of hers: by its people's own hours, or the
    directory's; empty where nobody knows."""
    own = await question.batch.hours(network) if question.batch is not None else None
    if own is not None:
        at = opens_next(own, question.now)
    else:
        at = question.scene.directory.opens_next(network, question.now)
    return question.moment(at) if at else ""


async def with_room(question: Question, networks: Sequence[str]) -> Collection[str]:
    """Those of these networks where somebody who is on duty could take one more now. A preview
    asks nobody: there it is all of them."""
    if question.batch is None:
        return networks
    return await question.batch.with_room(networks, question.now)


async def _exclude(question: Question) -> Answer:
    return Answer("done", effects=(Exclude(question.text("network"), never=True),))


async def _include(question: Question) -> Answer:
    return Answer("done", effects=(Exclude(question.text("network"), never=False),))


async def _allowed(question: Question) -> Answer:
    allowed = may_be_routed(question.text("network"), left_out(question.conversation))
    return Answer("yes" if allowed else "no")


async def _elsewhere(question: Question) -> Answer:
    """The first network where somebody on duty has room, best one who speaks her language; never
    one that she ever left out."""
    here, excluded = question.text("network"), question.conversation.excluded
    there = [
        one
        for one in question.scene.directory.networks()
        if one.id != here
        and may_be_routed(one.id, excluded)
        and is_anybody_there(question.duty.get(one.id, {}))
    ]
    free = await with_room(question, tuple(one.id for one in there))
    there = [one for one in there if one.id in free]
    there.sort(key=lambda one: not _speak_hers(question, one.id))
    if not there:
        return Answer("none")
    return Answer("found", {"network": there[0].id, "network_name": there[0].name})


def _speak_hers(question: Question, network: str) -> bool:
    return speaks(spoken(question.duty[network]), question.language)


ELSEWHERE: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "handoff.exclude": _exclude,
    "handoff.include": _include,
    "handoff.allowed": _allowed,
    "handoff.elsewhere": _elsewhere,
}
"""Calls that are answered here."""
