"""What the page's script is told, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import orjson
from aiohttp import web

from bot.conversation.speaker import may_send
from bot.conversation.turned import Turned
from bot.conversation.views import Page
from bot.messages import Option, Shown, Voice
from bot.text.tongues import LANGUAGES
from bot.web.guards import PLAIN_HEADERS
from bot.web.pictograms import drawing
from bot.web.ports import DEFAULT_PATIENCE

JSON_HEADERS = {**PLAIN_HEADERS, "Content-Type": "application/json"}


def json_answer(data: dict[str, Any], cookie: str = "", status: int = 200) -> web.Response:
    """The data as an answer."""
    headers = {**JSON_HEADERS, "Set-Cookie": cookie} if cookie else JSON_HEADERS
    return web.Response(body=orjson.dumps(data), status=status, headers=headers)


def told(turned: Turned, after: int, form: str) -> dict[str, Any] | None:
    """What followed from a turn, or None where only the whole page can tell.

    That is so where nothing was asked anew, where lines before these are missing on her page, or
    where the turn had happened before.
    """
    shown = turned.shown
    if turned.duplicate or not shown or shown[0].seq > after + 1:
        return None
    asked = next((line.speech for line in reversed(shown) if line.speech.ask), None)
    if asked is None:
        return None
    return {
        "live": True,
        "messages": messages(shown, after),
        "ask": asked.ask,
        "options": options(asked.options, asked.ask),
        "typed": asked.typed,
        "seq": shown[-1].seq,
        "quiet": quiet(turned.patience),
        "word": turned.has_word,
        "form": form,
    }


def whole(page: Page, after: int, form: str = "") -> dict[str, Any]:
    """What the page shows now, as far as it is new."""
    data = {
        "live": page.live,
        "language": page.language,
        "messages": messages(page.shown, after),
        "ask": page.ask,
        "options": options(page.options, page.ask),
        "typed": page.typed,
        "state": page.state,
        "seq": page.seq,
        "quiet": quiet(page.patience),
        "word": page.has_word,
    }
    return {**data, "form": form} if form else data


def quiet(patience: timedelta | None) -> int:
    """Minutes of silence after which the page closes by itself."""
    return int((patience or DEFAULT_PATIENCE).total_seconds()) // 60


def farewell(turned: Turned) -> dict[str, Any]:
    """What is left to say when the curtain has fallen: a neutral line or nothing."""
    return {"live": False, "left": not turned.refused, "messages": messages(_last(turned), 0)}


def last_lines(turned: Turned) -> tuple[str, ...]:
    """The neutral lines that a flow said before it ended the talk."""
    return tuple(line.speech.text for line in _last(turned))


def _last(turned: Turned) -> Sequence[Shown]:
    """The lines that answered her last words: none of the talk before them."""
    hers = max((line.seq for line in turned.shown if line.voice is Voice.HER), default=0)
    return [line for line in turned.shown if hers and line.seq > hers]


def is_over(turned: Turned) -> bool:
    """Whether the page has to become the cover."""
    if turned.refused:
        return True
    return not may_send(turned.curtain) and not (turned.duplicate and not turned.conversation)


def messages(shown: Sequence[Shown], after: int) -> list[dict[str, Any]]:
    """The lines after a seq."""
    return [_message(line) for line in shown if line.seq > after]


def _message(line: Shown) -> dict[str, Any]:
    said = {"id": line.id, "seq": line.seq, "voice": line.voice, "text": line.speech.text}
    return {**said, "paper": True} if line.speech.paper else said


def options(offered: Sequence[Option], ask: str = "") -> list[dict[str, str]]:
    """The choices of a question; ``lang`` says of the name of a language in which language it is
    written, ``icon`` which drawing stands beside a choice."""
    return [_option(one, drawing(ask, one.id)) for one in offered]


def _option(one: Option, icon: str) -> dict[str, str]:
    said = {"id": one.id, "label": one.label}
    if one.id in LANGUAGES:
        said["lang"] = one.id
    return {**said, "icon": icon} if icon else said
