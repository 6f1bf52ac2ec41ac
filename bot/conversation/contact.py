"""Her agreement about being contacted first: its terms, who may change it, how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.conversation.scene import Rules
from bot.conversation.state import Conversation, Curtain
from bot.engine.effects import AllowContact
from bot.handoff.contact import days_in_words, hours_in_words, in_words, line_in_words
from bot.i18n.moments import say_day
from bot.i18n.translator import Translator
from bot.messages import Channel
from bot.safety.contract import EVERY_DAY, WEEKEND, WORKING_DAYS, Contract, Line

HOURS: Mapping[str, tuple[int, int]] = {
    "morning": (9 * 60, 12 * 60),
    "afternoon": (14 * 60, 18 * 60),
    "evening": (18 * 60, 21 * 60),
    "day": (9 * 60, 18 * 60),
}
"""The hours that are offered, as minutes of the day; nobody is reminded at night."""

_DAYS: Mapping[str, frozenset[int]] = {
    "every": EVERY_DAY,
    "working": WORKING_DAYS,
    "weekend": WEEKEND,
}

NOTHING_SAID: Mapping[str, str] = {
    "agreement": "",
    "days_said": "",
    "hours_said": "",
    "line_said": "",
    "until_said": "",
}
"""The values of an agreement that is not told."""


def terms(days: str, day: str, hours: str, line: str, left: str) -> AllowContact:
    """What the answers of the flow come to; an answer of none of ours is the narrowest one."""
    weekdays = _DAYS.get(days) or frozenset({int(day) if day in set("0123456") else 0})
    opens, closes = HOURS.get(hours, HOURS["morning"])
    known = line if line in set(Line) else Line.ALMANAC.value
    return AllowContact(tuple(sorted(weekdays)), opens, closes, known, left == "yes")


def agreed_contract(
    effect: AllowContact, channel: Channel, now: datetime, rules: Rules
) -> Contract:
    """The contract that begins now on the channel that she writes on."""
    return Contract(
        channel,
        frozenset(effect.weekdays),
        effect.opens,
        effect.closes,
        Line(effect.line),
        now,
        now + rules.contract,
        effect.after_exit,
    )


def is_surely_hers(conversation: Conversation) -> bool:
    """Whether nobody but she can be writing, as far as her own word says.

    A talk that began anew in a thread that has a word is somebody's who did not give it.
    """
    return conversation.curtain is Curtain.VERIFIED or conversation.resting is None


def told(contract: Contract, language: str, translator: Translator) -> Mapping[str, str]:
    """The agreement as a flow tells it: in one sentence, and its parts."""
    return {
        "agreement": in_words(contract, language, translator),
        "days_said": days_in_words(contract.weekdays, language, translator),
        "hours_said": hours_in_words(contract, language, translator),
        "line_said": line_in_words(contract.line, language, translator),
        "until_said": say_day(contract.expires_at, language, weekday=True),
    }
