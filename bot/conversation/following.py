"""One-time links from a messenger to the web page, as the world makes and finds them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.conversation.question import Question
from bot.engine.effects import Answer, KeepLink, Resume
from bot.messages import Channel


async def _make(question: Question) -> Answer:
    """``made``, with the address; ``none`` where she is on the page already."""
    token = question.ids.new()
    address = question.page(token)
    if not address or question.conversation.address.channel is Channel.WEB:
        return Answer("none", {"link": ""})
    return Answer("made", {"link": address}, (KeepLink(token),))


async def _open(question: Question) -> Answer:
    """``found``, with the talk that it was given to, however old it is."""
    assert question.batch is not None, "a link is followed within a turn"
    id = await question.batch.find_linked(question.text("token"))
    return Answer("none") if id is None else Answer("found", effects=(Resume(id),))


FOLLOWING: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "link.make": _make,
    "link.open": _open,
}
