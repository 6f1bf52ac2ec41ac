"""The external channels that the settings turn on, each introduced to the doors of the house."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.channels.duty_phone import HookPhone
from bot.config import Settings
from bot.conversation.arriving import Webhook
from bot.conversation.cover_hearing import menu_of
from bot.conversation.duty_phone import DutyPhone
from bot.conversation.sending import Pace, Sender
from bot.engine.flow import Bundle
from bot.handoff.channels import How, Sign, Signing, Signs
from bot.handoff.provided import Found, Shown
from bot.messages import Address, Channel, Inbound

if TYPE_CHECKING:
    from bot.channels.telegram import Account

Post = Callable[[Inbound], Awaitable[object]]
Alone = Callable[[str], AbstractAsyncContextManager[Callable[[], Awaitable[object]] | None]]
log = structlog.get_logger(__name__)

COME_BACK_SECONDS = 3.0
LOOK_SECONDS = 5.0
"""So often a process looks whether what it does alone is still its own."""


class Running(Protocol):
    """What a channel does by itself while the service runs."""

    @property
    def alone(self) -> str:
        """What of this only one process may do at a time, by its name; empty: any may."""

    async def serve(self, post: Post) -> None:
        """Go on until cancelled: tell the provider where we are, or ask it for what is new."""

    async def close(self) -> None:
        """Let go of connections."""


class Store(Protocol):
    """What the channels need of the store."""

    def alone(
        self, name: str
    ) -> AbstractAsyncContextManager[Callable[[], Awaitable[object]] | None]:
        """None where another process does already what is called so."""

    async def count(self, more: Mapping[str, int]) -> None:
        """So much more of each of these numbers."""


class Channels(Protocol):
    """Where signs of life are kept."""

    async def write_signs(self, met: Signs) -> None:
        """So much more of each."""


class Shows(Protocol):
    """A provider that can be asked what it shows of us."""

    def listed(self, text: Shown) -> bool:
        """Whether it shows such a text, or is meant to."""

    def wanted(self, text: Shown) -> str:
        """The digest of what it should show."""

    async def look(self, texts: Sequence[Shown]) -> Sequence[Found]:
        """What it shows of these. Raises ``ProviderError``."""


class Puts(Protocol):
    """A provider that can be told what to show."""

    async def put(self, texts: Sequence[Shown]) -> Sequence[Found]:
        """Let it show these. Raises ``ProviderError`` with what was put until then."""


Every = Callable[[float, str, Callable[[], Awaitable[object]]], None]


@dataclass(slots=True)
class External:
    """``senders`` and ``paces`` by channel, ``webhooks`` by path (``web.hooks.PATHS``)."""

    clock: Callable[[], datetime]
    senders: dict[Channel, Sender] = field(default_factory=dict)
    paces: dict[Channel, Pace] = field(default_factory=dict)
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    running: list[Running] = field(default_factory=list)
    returning: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    """What each channel asks when a process comes back to it."""
    spent: Counter[str] = field(default_factory=Counter)
    """What happened since it was last counted, by the name of its tally: segments, and answers
    that a provider gave in our place."""

    shows: dict[Channel, Shows] = field(default_factory=dict)
    """Providers that can be asked what they show of us."""
    puts: dict[Channel, Puts] = field(default_factory=dict)
    """Providers that can be told."""
    signing: Signing = field(default_factory=Signing)

    def note(self, channel: Channel, sign: Sign) -> None:
        """A sign of life of a channel, or of its trouble."""
        self.signing.note(channel, sign, self.clock())

    def spend(self, channel: Channel, segments: int) -> None:
        """A message of so many segments was taken by the channel's provider."""
        self.spent[f"segments_{channel.value}"] += segments

    def notice_opt_out(self) -> None:
        """Twilio's own opt-out handling is on: it has answered in our place."""
        self.spent["opt_out_answers"] += 1

    def take_spent(self) -> Mapping[str, int]:
        """What was spent since this was last asked."""
        spent, self.spent = self.spent, Counter()
        return spent

    async def write_down(self, store: Store, channels: Channels) -> None:
        """Count what was spent, and write down which signs were met, since the last time."""
        if spent := self.take_spent():
            await store.count(spent)
        if met := self.signing.take():
            try:
                await channels.write_signs(met)
            except BaseException:
                self.signing.give_back(met)
                raise

    def start(self, every: Every, store: Store, post: Post) -> None:
        """Start what the channels do by themselves."""

        async def heard(inbound: Inbound) -> object:
            if isinstance(inbound.to, Address):
                self.note(inbound.to.channel, Sign.HEARD)
            return await post(inbound)

        for one in self.running:
            every(5.0, "channel", partial(serve, one, store.alone, heard))

    async def come_back(self) -> None:
        """Before the first hook is open, ask what waited for us: whoever only takes what is posted
        would take what is old for new. A provider that does not answer holds nobody up."""
        try:
            async with asyncio.timeout(COME_BACK_SECONDS):
                await asyncio.gather(*(ask() for ask in self.returning))
        except TimeoutError:
            log.warning("waiting_unknown", error="TimeoutError")

    async def close(self) -> None:
        """Let go of every channel's connections."""
        for one in self.running:
            await one.close()


async def serve(one: Running, alone: Alone, post: Post, look_seconds: float = LOOK_SECONDS) -> None:
    """Let a channel do what it does by itself, in one process only where it must be so.

    Returns where another process does it, or where nobody knows any more whether this one may:
    then it is to be asked again.
    """
    if not one.alone:
        await one.serve(post)
        return
    async with alone(one.alone) as still_mine:
        if still_mine is None:
            return
        work = asyncio.create_task(one.serve(post))
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=look_seconds)
                await still_mine()
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)


def external_of(settings: Settings, clock: Callable[[], datetime], cover: Bundle) -> External:
    """The channels that are on. Nothing is asked of any provider yet."""
    external = External(clock)
    if settings.telegram:
        _add_telegram(external, settings, clock, cover)
    if settings.twilio:
        _add_twilio(external, settings, clock)
    return external


def _add_twilio(external: External, settings: Settings, clock: Callable[[], datetime]) -> None:
    from bot.channels.twilio_account import Account, Twilio

    assert settings.twilio_account_sid is not None, "Twilio is on"
    assert settings.twilio_auth_token is not None, "Twilio is on"
    account = Account(
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        settings.twilio_api_url,
        settings.public_url,
        (settings.entry, *settings.twilio_first_sentences),
        settings.twilio_sms_from or "",
        settings.twilio_whatsapp_from or "",
        settings.twilio_whatsapp_templates,
    )
    twilio = Twilio(account, clock, external.spend, external.notice_opt_out, external.note)
    external.senders |= twilio.senders
    external.paces |= twilio.paces
    external.webhooks |= twilio.webhooks
    if twilio.templates is not None:
        external.shows[Channel.WHATSAPP] = twilio.templates
    external.running.append(twilio)


def _add_telegram(
    external: External, settings: Settings, clock: Callable[[], datetime], cover: Bundle
) -> None:
    # Its library takes half a second to import: only where it is used.
    from bot.channels.telegram import PACE, Telegram
    from bot.channels.telegram_profile import TelegramShows
    from bot.channels.telegram_serving import Serving

    account = telegram_account(settings, cover)
    heard = partial(external.note, Channel.TELEGRAM, Sign.HEARD)
    telegram = Telegram(account, clock, heard)
    external.senders[Channel.TELEGRAM] = telegram
    external.paces[Channel.TELEGRAM] = PACE
    profile = TelegramShows(telegram.bot)
    external.shows[Channel.TELEGRAM] = profile
    external.puts[Channel.TELEGRAM] = profile
    if account.secret:
        external.webhooks["/telegram"] = telegram
    polling = settings.telegram_polling
    serving = Serving(telegram, settings.public_url, account.secret, polling=polling)
    external.running.append(serving)
    external.returning.append(serving.come_back)


def telegram_account(settings: Settings, cover: Bundle) -> Account:
    """Whose bot it is. While it polls no webhook is open."""
    from bot.channels.telegram import Account
    from bot.channels.telegram_updates import Reader

    assert settings.telegram_token is not None, "asked for only where Telegram is on"
    given = settings.telegram_webhook_secret
    secret = given.get_secret_value() if given and not settings.telegram_polling else ""
    commands = frozenset(choice.id for choice in menu_of(cover).choices)
    return Account(
        settings.telegram_token.get_secret_value(),
        settings.telegram_api_url,
        secret,
        Reader(settings.entry, commands),
    )


def how_on(settings: Settings) -> Mapping[Channel, How]:
    """Each channel, and whether it is on."""
    twilio = How.WEBHOOK if settings.twilio else How.UNDECIDED
    telegram = How.POLLING if settings.telegram_polling else How.WEBHOOK
    set_up = {
        Channel.TELEGRAM: (settings.telegram_token, telegram if settings.telegram else None),
        Channel.SMS: (settings.twilio_sms_from, twilio),
        Channel.WHATSAPP: (settings.twilio_whatsapp_from, twilio),
    }
    found = {
        channel: How.OFF if given is None else how or How.UNDECIDED
        for channel, (given, how) in set_up.items()
    }
    return {Channel.WEB: How.PAGE, **found}


def there(how: Mapping[Channel, How]) -> tuple[Channel, ...]:
    """The channels that are set up and may be used."""
    return tuple(one for one, found in how.items() if found not in (How.OFF, How.UNDECIDED))


def phone_of(settings: Settings) -> DutyPhone:
    """The duty phones that the settings name."""
    for_all = settings.duty_phone_url
    own = {network: url.get_secret_value() for network, url in settings.duty_phones.items()}
    return HookPhone(for_all.get_secret_value() if for_all else "", own)
