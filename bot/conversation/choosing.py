"""Choosing a language without reading another one: names in their own script, likely ones first.

WhatsApp shows ten rows and a text message is short, so a list may have several pages. Few names
keep the order in which they are published; of many the first is that of whoever reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.question import Question
from bot.engine.advance import advance
from bot.engine.answers import Knows, nobody
from bot.engine.effects import Advanced, Answer, Call, Heard, Need
from bot.engine.expressions import Value
from bot.engine.flow import Bundle
from bot.engine.session import Session
from bot.i18n.translator import native_name, say_languages
from bot.messages import Channel

TONGUES = "tongues"
"""The variable that holds the languages to choose from."""

OFFERED = "language.offered"
"""The call that gives a page of them."""

MORE = "further"
"""The id of the choice that shows the next page."""

PAGE = {Channel.WEB: 24, Channel.TELEGRAM: 9, Channel.WHATSAPP: 9, Channel.SMS: 5}
"""So many names stand on a page, beside the one that leads to the next. On the web they stand side
by side, so all are seen at once."""

FEW = 6
"""So many names are seen at a glance: they keep the order in which they are published."""

LONGEST = 20
"""Characters of a button on WhatsApp."""


def page_of(
    languages: Sequence[str], language: str, channel: Channel, likely: str = "", after: str = ""
) -> dict[str, Value]:
    """The variables of one page: those that come after ``after``, or from the beginning.

    ``likely`` (one language or several, a space between) comes first, and where there are many
    ``language``, which is that of the talk. All languages can be named, also those that are not on
    the page; ``MORE`` is always understood.
    """
    order = list(languages)
    several = len(order) > FEW
    ahead = (*likely.split(), language, *order[:2]) if several else tuple(likely.split())
    first = dict.fromkeys(one for one in ahead if one in order)
    order = [*first, *(one for one in order if one not in first)]
    start = order.index(after) + 1 if after in order and after != order[-1] else 0
    rest = order[start:]
    whole = start == 0 and len(rest) <= PAGE[channel] + 1
    size = len(rest) if whole else PAGE[channel]
    shown, further = rest[:size], [*rest[size:], *order[:start]]
    listed = [{"id": one, "label": native_name(one)} for one in shown]
    turn = {"id": MORE, "label": _beginning(further)}
    listed.append(turn if further else {**turn, "unshown": "yes"})
    listed += [{"id": one, "label": native_name(one), "unshown": "yes"} for one in further]
    return {TONGUES: tuple(listed), "tongues_after": shown[-1], "tongue": ""}


def _beginning(further: Sequence[str]) -> str:
    """What leads to the next page says which names begin it: nobody has to read a language."""
    label = ""
    for name in map(native_name, further):
        longer = f"{label}, {name}" if label else name
        if len(longer) >= LONGEST:
            break
        label = longer
    return f"{label}…"


def names_of(languages: Sequence[str], language: str) -> dict[str, Value]:
    """All languages: in their own names, and as one says them in a language."""
    own = ", ".join(map(native_name, languages))
    return {"tongues_own": own, "tongues_said": say_languages(languages, language)}


def offered_to(call: Call, bundle: Bundle, language: str, channel: Channel) -> Answer:
    """The answer to a call of ``OFFERED``, where nobody has to be asked for it."""
    after, likely = str(call.get("after") or ""), str(call.get("likely") or "")
    page = page_of(bundle.languages, language, channel, likely, after)
    return Answer("found", {**page, "likely_tongue": likely})


def advanced(
    bundle: Bundle,
    session: Session,
    heard: Heard,
    now: datetime,
    channel: Channel,
    answers: Sequence[tuple[Call, Answer]] = (),
    knows: Knows = nobody,
) -> Advanced | Need:
    """What ``advance`` gives, where pages of languages need no answer of the world."""

    def known(call: Call, language: str) -> Answer | None:
        if call.name == OFFERED:
            return offered_to(call, bundle, language, channel)
        return knows(call, language)

    return advance(bundle, session, heard, now, channel=channel, answers=answers, knows=known)


async def offered(question: Question) -> Answer:
    """The answer to ``language.offered``: a page of names."""
    channel = question.conversation.address.channel
    return offered_to(question.call, _bundle(question), question.language, channel)


async def named(question: Question) -> Answer:
    """The answer to ``language.named``."""
    return Answer("found", names_of(_bundle(question).languages, question.language))


def _bundle(question: Question) -> Bundle:
    session = question.conversation.session
    return question.scene.bundle(session.bundle) if session else question.scene.newest
