"""The approved templates of WhatsApp at Twilio: what they say, and whether they may be sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, final

from aiohttp import ClientError
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.rest import Client

from bot.channels.twilio_http import Busy
from bot.handoff.provided import ABSENT, Found, ProviderError, Shown, digest_of
from bot.text.tongues import spoken

NOT_THERE = 404
OTHERWISE = "it"
"""The language of a template that is listed for no language."""

OTHER_LANGUAGE = "language"
"""How a template stands whose language at the provider is not the one that it is listed for."""


def sid_of(templates: Mapping[str, str], what: str, language: str) -> str:
    """The template that says that line in that language, else the one for whoever has none; empty
    where there is none."""
    return templates.get(f"{what}.{language}") or templates.get(what, "")


@final
class TemplateShows:
    """Templates that the settings list (``bot.wiring.provided.Shows``)."""

    def __init__(self, client: Client, templates: Mapping[str, str]) -> None:
        self._client = client
        self._templates = templates

    def listed(self, text: Shown) -> bool:
        """Whether the settings name a template of that line for that very language."""
        names = (f"{text.what}.{text.language}", text.what if text.language == OTHERWISE else "")
        return any(name in self._templates for name in names)

    def wanted(self, text: Shown) -> str:
        """The digest of what the template should say."""
        return digest_of((text.about,))

    async def look(self, texts: Sequence[Shown]) -> Sequence[Found]:
        """What Twilio and WhatsApp say of each that is listed. Raises ``ProviderError``."""
        listed = [one for one in texts if self.listed(one)]
        try:
            return await asyncio.gather(*map(self._ask, listed))
        except (TwilioRestException, TwilioServiceException, Busy, ClientError, TimeoutError):
            # The errors name addresses of requests.
            raise ProviderError from None

    async def _ask(self, text: Shown) -> Found:
        sid = sid_of(self._templates, text.what, text.language)
        content = self._client.content.v1.contents(sid)
        try:
            made = await content.fetch_async()
            approval = await content.approval_fetch().fetch_async()
        except TwilioRestException as error:
            if error.status == NOT_THERE:
                return Found(text.what, text.language, "", ABSENT)
            raise
        state = str((approval.whatsapp or {}).get("status", ABSENT))
        if spoken(str(made.language)) != spoken(text.language):
            state = OTHER_LANGUAGE
        return Found(text.what, text.language, digest_of((_body(made.types),)), state)


def _body(types: Mapping[str, Any] | None) -> str:
    for one in (types or {}).values():
        if isinstance(one, Mapping) and "body" in one:
            return str(one["body"])
    return ""
