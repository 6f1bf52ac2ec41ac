"""What a request asks a page to look like: language, moment, compression."""

from __future__ import annotations

from aiohttp import web

from bot.web.guards import languages_of
from bot.web.pages import Look
from bot.web.ports import Edge


def look_for(request: web.Request, edge: Edge, language: str = "") -> Look:
    """How to draw a page for this request; without ``language`` in the device's one."""
    device = edge.words.choose(languages_of(request), edge.settings.languages)
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    return Look(language or device, device, edge.clock(), zipped)


def wants_json(request: web.Request) -> bool:
    """Whether the page's script is asking."""
    return request.headers.get("Accept", "").startswith("application/json")
