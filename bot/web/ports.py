"""What the public edge needs from the rest, and the plain values it is set up with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from bot.conversation.arriving import Delivered
from bot.conversation.beside import Beside
from bot.conversation.ports import Waiter
from bot.conversation.turned import Turned
from bot.conversation.views import Page
from bot.messages import Address, Inbound
from bot.text.tongues import LANGUAGES


class Inbox(Protocol):
    """The one door in."""

    async def post(self, inbound: Inbound) -> Turned:
        """Let it happen once and tell what followed."""


class Webhook(Protocol):
    """A channel whose provider tells us what happened (``conversation.arriving.Webhook``)."""

    answer_type: str
    answer: str

    async def read(self, delivered: Delivered, now: datetime) -> Sequence[Inbound]:
        """What happened, in order. Raises ``Refused`` where it is not from the provider."""

    def taken(self, inbound: Inbound) -> None:
        """It was written down, for good."""


class Views(Protocol):
    """What a page may show."""

    async def page(
        self, address: Address, languages: Sequence[str], now: datetime, after: int = 0
    ) -> Page:
        """The page of an address whose token was checked."""

    def alive(self, address: Address, now: datetime) -> None:
        """Her page is open now."""


class Tokens(Protocol):
    """Tokens that nobody else can make."""

    def mint(self, now: datetime) -> str:
        """A new session token."""

    def minted_at(self, token: str) -> datetime | None:
        """When it was minted, or None for one that is not ours."""

    def form(self, token: str, now: datetime) -> str:
        """A new one-time id for a form of that token."""

    def form_fits(self, token: str, form_id: str, now: datetime) -> bool:
        """Whether the form id was made for that token and is still good."""


class Bus(Protocol):
    """Wakes whoever waits for a topic."""

    def subscribe(self, *topics: str) -> AbstractAsyncContextManager[Waiter]:
        """Wait for these topics within the block."""

    def publish(self, topic: str) -> None:
        """Wake all who wait for the topic."""


class Words(Protocol):
    """The texts of the page itself, by key and language."""

    def text(self, key: str, language: str) -> str:
        """The text of that key; a missing translation is Italian."""

    def choose(self, preferred: Sequence[str], offered: Sequence[str]) -> str:
        """The offered language that fits best."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the cover: what it is about and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Day:
    """The cover of one day, in words: its ``title``, ``date`` in full, ``brief`` in one line, then
    its rows and what stands below them."""

    title: str
    date: str
    brief: str
    rows: tuple[Row, ...]
    foot: str


Almanac = Callable[[datetime, str], Day]
"""The cover for a moment (UTC) in a language: an almanac of Milan, or another one."""


DEFAULT_PATIENCE = timedelta(minutes=15)
"""How long a page may be silent where she did not choose otherwise."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the site is and how long a silent page lives.

    ``entry`` is the path of the key without a slash. ``public_url`` is what the world sees.
    ``languages`` are those offered, Italian first. ``silence`` is also the age of the cookie.
    """

    entry: str
    exit_url: str
    public_url: str
    secure_cookie: bool
    languages: tuple[str, ...] = LANGUAGES
    silence: timedelta = DEFAULT_PATIENCE

    @property
    def origin(self) -> str:
        """Scheme, host and port as a browser names them in ``Origin``."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Edge:
    """Everything that a handler works with.

    ``ready`` says whether the service can take messages. ``urgent`` says whether a text must not
    be slowed down by any limit. ``beside`` is what page and desk know of each other just now.
    """

    settings: Settings
    inbox: Inbox
    views: Views
    bus: Bus
    tokens: Tokens
    words: Words
    almanac: Almanac
    clock: Callable[[], datetime]
    ready: Callable[[], Awaitable[bool]]
    urgent: Callable[[str], bool]
    beside: Beside = field(default_factory=Beside)
    exit_to: Callable[[], str] | None = None

    @property
    def exit_url(self) -> str:
        """Where an exit leads now."""
        return self.settings.exit_url if self.exit_to is None else self.exit_to()
