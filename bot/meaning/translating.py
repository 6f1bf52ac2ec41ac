"""A translation engine that runs on this machine, asked over loopback and nowhere else.

It speaks to a server that is compatible with LibreTranslate: ``GET /languages`` lists what can be
translated, ``POST /translate`` translates one text (docs.libretranslate.com). Her text may not
leave the machine: an address that is not loopback is refused before anything starts, no name is
looked up, no proxy is used and no redirect is followed.
"""

from __future__ import annotations

import asyncio
from typing import Any, final

import aiohttp
import orjson
import structlog

from bot.handoff.translation import NotTranslated, check_loopback

SECONDS = 8.0
"""A translation that takes longer is none: the original stands there anyway."""

LONGEST = 4000
"""Characters of one text."""

OK = 200
LARGEST = 64 * 1024
"""Bytes of an answer."""

log = structlog.get_logger(__name__)


@final
class LocalTranslation:
    """An engine over loopback (``handoff.translation.Translation``). Nothing is kept or logged."""

    def __init__(self, root: str) -> None:
        """``root`` was checked by ``check_loopback``; it is checked again all the same."""
        self._root = check_loopback(root)
        self._one_at_a_time = asyncio.Semaphore(2)

    async def pairs(self) -> frozenset[tuple[str, str]]:
        """The (from, to) languages that it knows now; empty where it does not answer."""
        try:
            known = await self._ask("GET", "/languages", None)
            return frozenset(
                (str(one["code"]), str(target)) for one in known for target in one["targets"]
            )
        except (NotTranslated, KeyError, TypeError):
            return frozenset()

    async def translate(self, text: str, source: str, target: str) -> str:
        """The text in the other language. Raises ``NotTranslated``."""
        if len(text) > LONGEST:
            raise NotTranslated
        body = {"q": text, "source": source, "target": target, "format": "text"}
        answer = await self._ask("POST", "/translate", body)
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translated, str) or not translated.strip():
            raise NotTranslated
        return translated

    async def _ask(self, method: str, path: str, body: dict[str, str] | None) -> Any:
        limits = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with (
                self._one_at_a_time,
                aiohttp.ClientSession(timeout=limits, trust_env=False) as session,
                session.request(
                    method, self._root + path, json=body, allow_redirects=False
                ) as answer,
            ):
                if answer.status != OK:
                    raise NotTranslated
                raw = await answer.content.read(LARGEST)
                return orjson.loads(raw)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("translation_failed", error=type(error).__name__)
            raise NotTranslated from None
