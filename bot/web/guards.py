"""What stands before every handler: headers, where a POST comes from, and what it may carry."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl

from aiohttp import web

BODY_LIMIT = 32 * 1024
FIELDS = 16
BODY_SECONDS = 20.0
"""How long a form may take to come: on the slowest telephone a message is there in two."""

PLAIN_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Server": "web",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""On every answer. No HSTS here: browsers write it to a file that survives the exit."""

PAGE_HEADERS: Mapping[str, str] = {
    **PLAIN_HEADERS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
    "X-Frame-Options": "DENY",
}
"""On every page."""


class BadForm(Exception):
    """The body is not a form in UTF-8."""


def policy(styles: str, scripts: str) -> str:
    """The Content-Security-Policy for one inline style and one inline script, by their hashes.

    ``object-src data:`` is for the empty object that keeps a page without a script out of the
    back/forward cache (``templates/chat.html``).
    """
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; img-src data:; "
        "object-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def is_ours(request: web.Request, origin: str) -> bool:
    """Whether a request that changes something comes from a page of ours."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == origin


async def read_form(request: web.Request) -> dict[str, str]:
    """The fields of an urlencoded body.

    Raises ``BadForm`` where it is none, aiohttp's 413 where it is above ``BODY_LIMIT``,
    its 408 where it does not come in time.
    """
    length = request.content_length
    if length is not None and length > BODY_LIMIT:
        raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, length)
    body = await request.read() if request.content.is_eof() else await _in_time(request)
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS
        )
    except ValueError as error:  # UnicodeDecodeError is one too
        raise BadForm from error
    return dict(pairs)


async def _in_time(request: web.Request) -> bytes:
    """A body that comes after its headers; aiohttp's 408 where it does not come in time."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def languages_of(request: web.Request) -> tuple[str, ...]:
    """What her device prefers, best first: at most eight lower-case primary tags."""
    return _ranked(request.headers.get("Accept-Language", "")[:200])


@lru_cache(maxsize=512)
def _ranked(header: str) -> tuple[str, ...]:
    ranked: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, quality = part.partition(";q=")
        primary = tag.strip().split("-")[0].lower()
        if primary.isalpha():
            ranked.append((-_number(quality), primary))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(dict.fromkeys(tag for _, tag in ranked))[:8]


def _number(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
