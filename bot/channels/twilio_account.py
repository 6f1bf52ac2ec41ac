"""One account at Twilio: its numbers, its two webhooks, and what is done while the service runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import final

import structlog

from bot.channels.sms import Sms
from bot.channels.twilio_hooks import MessageHook, StatusHook
from bot.channels.twilio_http import TwilioHttp, client_of, close_all
from bot.channels.twilio_inbound import Inlet, Signatures
from bot.channels.twilio_records import sweep
from bot.channels.twilio_sending import Line
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_contents import Contents
from bot.channels.whatsapp_templates import TemplateShows
from bot.conversation.arriving import Webhook
from bot.conversation.sending import Pace, Sender
from bot.handoff.channels import Sign
from bot.messages import Channel, Inbound

SWEEP_SECONDS = 600.0
SWEPT_AFTER = timedelta(minutes=15)
"""Older records than this should be gone: no message lives longer on its way."""

PREPARE_SECONDS = 60.0

SMS_PACE = Pace(at_once=16, per_second=10.0, burst=10, person_burst=5, person_seconds=1.0)
"""Ten a second is what Twilio takes for a long number outside North America
(twilio.com/docs/messaging/guides, "Understanding Twilio Rate Limits and Message Queues")."""

WHATSAPP_PACE = Pace(at_once=32, per_second=80.0, burst=40, person_burst=20, person_seconds=6.0)
"""Eighty a second for a sender, and one in six seconds to a person after a burst
(developers.facebook.com/docs/whatsapp, throughput and pair rate limit)."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """What has to be known of it. ``whatsapp_from`` is written with ``whatsapp:``.

    ``keys``: the keyword and the innocent first sentences that open the service. ``templates``:
    approved WhatsApp templates by the line that they say, and its language (``desk.ar``).
    """

    sid: str
    token: str = field(repr=False)
    root: str
    public_url: str
    keys: tuple[str, ...] = field(repr=False)
    sms_from: str = field(default="", repr=False)
    whatsapp_from: str = field(default="", repr=False)
    templates: Mapping[str, str] = field(default_factory=dict)


@final
class Twilio:
    """The account, set up. Nothing is asked of Twilio yet."""

    alone = ""
    """Sweeping twice deletes nothing twice, and contents are found by their names."""

    def __init__(
        self,
        account: Account,
        clock: Callable[[], datetime],
        spend: Callable[[Channel, int], None] = lambda channel, segments: None,
        noticed: Callable[[], None] = lambda: None,
        note: Callable[[Channel, Sign], None] = lambda channel, sign: None,
    ) -> None:
        """``spend`` is told how many segments each message took, and nothing else of it.

        ``noticed`` is told when Twilio's own opt-out handling answered in our place, ``note`` of
        each sign that it reaches us, or did not deliver.
        """
        self._noticed = noticed
        self._note = note
        self._account = account
        self._clock = clock
        self.senders: dict[Channel, Sender] = {}
        self.paces: dict[Channel, Pace] = {}
        self._connections: list[TwilioHttp] = []
        self._contents: Contents | None = None
        self.templates: TemplateShows | None = None
        """What WhatsApp's templates say, where it is on."""
        if account.sms_from:
            self.senders[Channel.SMS] = Sms(self._line(account.sms_from, spend))
            self.paces[Channel.SMS] = SMS_PACE
        if account.whatsapp_from:
            line = self._line(account.whatsapp_from, spend)
            self._contents = Contents(line.client)
            self.templates = TemplateShows(line.client, account.templates)
            self.senders[Channel.WHATSAPP] = WhatsApp(line, self._contents, account.templates)
            self.paces[Channel.WHATSAPP] = WHATSAPP_PACE
        upkeep = TwilioHttp(account.root)
        self._connections.append(upkeep)
        self._upkeep = client_of(account.sid, account.token, upkeep)

    @property
    def webhooks(self) -> Mapping[str, Webhook]:
        """What listens where."""
        signatures = Signatures(self._account.token)
        inlet = Inlet(self._account.keys)
        return {
            "/twilio/message": MessageHook(
                signatures,
                inlet,
                frozenset(self.senders),
                noticed=self._noticed,
                note=self._note,
            ),
            "/twilio/status": StatusHook(signatures, self._note),
        }

    async def serve(self, post: Callable[[Inbound], Awaitable[object]]) -> None:
        """Make the contents, and sweep Twilio's copies again and again, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._prepare())
            group.create_task(self._sweep())

    async def close(self) -> None:
        """Let go of the connections."""
        await close_all(*self._connections)

    async def look(self) -> None:
        """Sweep once: delete what Twilio still has of ours."""
        before = self._clock() - SWEPT_AFTER
        for number in (self._account.sms_from, self._account.whatsapp_from):
            if number and (found := await sweep(self._upkeep, number, before)):
                log.info("copies_swept", count=found)

    async def prepare(self) -> None:
        """Make the contents that are missing. Raises the client's own errors."""
        if self._contents is not None:
            await self._contents.prepare()

    async def _prepare(self) -> None:
        while True:
            try:
                await self.prepare()
            except Exception as error:  # noqa: BLE001 - digits go instead, and it is tried again
                log.warning("contents_missing", error=type(error).__name__)
            await asyncio.sleep(PREPARE_SECONDS)

    async def _sweep(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - the next sweep finds what this one left
                log.warning("copies_not_swept", error=type(error).__name__)
            await asyncio.sleep(SWEEP_SECONDS)

    def _line(self, number: str, spend: Callable[[Channel, int], None]) -> Line:
        """A number with connections of its own, so that no channel waits for another."""
        http = TwilioHttp(self._account.root)
        self._connections.append(http)
        client = client_of(self._account.sid, self._account.token, http)
        return Line(client, number, self._account.public_url, self._clock, spend)
