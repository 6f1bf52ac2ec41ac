"""The answers to calls about her alarm word: whether it is offered, its signs, her agreement."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.conversation.question import Question
from bot.engine.effects import AgreeAlarm, Answer
from bot.handoff.alarm import PAIRS, Sign, sign_key
from bot.messages import Channel

QUIET = frozenset({Channel.WEB, Channel.TELEGRAM})
"""Channels on which a word of hers can be set: what is typed elsewhere stays on her phone."""


async def _offered(question: Question) -> Answer:
    """Yes only where a duty proved lately that somebody sees it, and a phone can be rung."""
    network = question.text("network")
    offered = (
        question.batch is not None
        and question.conversation.address.channel in QUIET
        and question.has_phone(network)
        and await question.batch.is_drilled(network, question.now)
    )
    return (
        Answer("yes", {"alarm_offered": "yes"}) if offered else Answer("no", {"alarm_offered": ""})
    )


async def _signs(question: Question) -> Answer:
    pair = _pair(question)
    seen, nobody = (question.label(sign_key(pair, sign)) for sign in Sign)
    return Answer("found", {"sign_seen": seen, "sign_nobody": nobody})


async def _agree(question: Question) -> Answer:
    return Answer("agreed", effects=(AgreeAlarm(question.text("network"), _pair(question)),))


def _pair(question: Question) -> str:
    """The pair of signs that is meant: the first where a flow names none that there is."""
    signs = question.text("signs")
    return signs if signs in PAIRS else PAIRS[0]


ALARM: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "alarm.offered": _offered,
    "alarm.signs": _signs,
    "alarm.agree": _agree,
}
"""By name of the call."""
