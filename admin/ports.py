"""What the staff site needs from the house that it is built into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.handoff.case import Ticket
from bot.handoff.letters import LetterTicket
from bot.handoff.people import Account, Credentials, StaffSession
from bot.messages import Inbound, Shown


@dataclass(frozen=True, slots=True)
class StaffSettings:
    """Plain values from the configuration.

    ``origin`` is what the browser calls this site (``https://…``); empty: the request's own host.
    ``secure`` marks the cookies as such; it must hold wherever the site is reached by https.
    ``idle`` and ``longest`` end a session: so long without a request, so long in all.
    ``heartbeat``: seconds between two signs of life of an idle live stream.
    """

    origin: str = ""
    secure: bool = False
    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)
    heartbeat: float = 15.0


class Accounts(Protocol):
    """Accounts, sessions and known browsers of the staff."""

    async def credentials(self, login: str) -> Credentials | None:
        """The account of that name with its secrets, or None."""

    async def use_code(self, account: str, step: int) -> bool:
        """Spend a time step of the one-time codes. False: it, or a later one, was spent before."""

    async def open_session(self, session: StaffSession) -> None:
        """Remember somebody who logged in."""

    async def session(self, key: str) -> StaffSession | None:
        """Who has this session, or None."""

    async def touch_session(self, key: str, now: datetime) -> None:
        """She was seen now."""

    async def close_session(self, key: str) -> None:
        """Forget the session at once."""

    async def remember_browser(self, key: str, account: str, until: datetime) -> None:
        """A browser in which this account has logged in."""

    async def knows_browser(self, key: str, account: str, now: datetime) -> bool:
        """Whether this account has logged in from this browser before."""

    async def names(self, ids: Sequence[str]) -> dict[str, str]:
        """Account ids and the names that colleagues see."""


class Desk(Protocol):
    """Cases, letters and duty, always within some networks: nothing else exists."""

    async def queue(self, networks: Sequence[str]) -> Sequence[Ticket]:
        """All cases of these networks that are not closed, in no order."""

    async def ticket(self, networks: Sequence[str], id: str) -> Ticket | None:
        """One case of these networks, closed ones too, or None."""

    async def claim(
        self, networks: Sequence[str], id: str, operator: str, now: datetime
    ) -> Ticket | None:
        """Take a queued case, by compare and set; the case as it now is, whoever holds it."""

    async def release(self, networks: Sequence[str], id: str, operator: str) -> Ticket | None:
        """Put a case that this operator holds back into the queue; the case as it now is."""

    async def thread(self, ticket: Ticket) -> Sequence[Shown]:
        """The messages of the case's conversation since her consent."""

    async def letters(self, networks: Sequence[str]) -> Sequence[LetterTicket]:
        """The requests of these networks, the longest waiting first."""

    async def letter(self, networks: Sequence[str], id: str) -> LetterTicket | None:
        """One request of these networks, or None."""

    async def answer(
        self, networks: Sequence[str], id: str, text: str, operator: str, now: datetime
    ) -> bool:
        """Lay an answer into the letter box, once. False: there is one already."""

    async def set_duty(self, account: Account, until: datetime | None, now: datetime) -> None:
        """She answers women until then, in all her networks; None: no longer."""

    async def stay_on_duty(self, account: str, until: datetime, now: datetime) -> None:
        """Her page is still there: duty that has not ended lasts until then."""

    async def on_duty(self, account: str, now: datetime) -> bool:
        """Whether she is on duty now."""

    async def record(self, account: str, act: str, subject: str, at: datetime) -> None:
        """One row of the audit: who did what to which thing, when. Never any content."""


class Turned(Protocol):
    """What became of a happening."""

    @property
    def duplicate(self) -> bool:
        """Whether it had happened before."""

    @property
    def refused(self) -> str:
        """Why it had no effect; empty where it had."""


class Inbox(Protocol):
    """The one door by which anything reaches her."""

    async def post(self, inbound: Inbound) -> Turned:
        """Let it happen, durably."""


class Waiter(Protocol):
    """One who waits for topics."""

    async def wait(self, seconds: float) -> bool:
        """True when woken since the last wait, False after so many seconds."""


class Bus(Protocol):
    """Wakes whoever waits for a topic."""

    def publish(self, topic: str) -> None:
        """Wake all who wait for the topic now."""

    def subscribe(self, *topics: str) -> AbstractAsyncContextManager[Waiter]:
        """One waiter on all these topics within the block."""


class NetworkFacts(Protocol):
    """What the page says of a network."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def agency(self) -> str:
        """Who answers there."""

    @property
    def duty_to_report(self) -> str:
        """Whether who answers may have to report: ``yes``, ``no`` or ``unknown``."""


class Networks(Protocol):
    """The directory, as far as the staff site asks it."""

    def network(self, id: str, /) -> NetworkFacts | None:
        """What is known of a network, or None."""


class Secrets(Protocol):
    """Where ids and tokens come from."""

    def new(self) -> str:
        """A new unguessable id: 22 characters, URL-safe."""


class House(Protocol):
    """Everything that the staff site is given when it is built."""

    @property
    def accounts(self) -> Accounts:
        """Who may log in."""

    @property
    def desk(self) -> Desk:
        """Cases, letters and duty."""

    @property
    def inbox(self) -> Inbox:
        """The door to her."""

    @property
    def bus(self) -> Bus:
        """What wakes the live stream."""

    @property
    def networks(self) -> Networks:
        """Names and agencies."""

    @property
    def ids(self) -> Secrets:
        """New ids."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The time, in UTC."""

    @property
    def staff(self) -> StaffSettings:
        """Plain values of the configuration."""
