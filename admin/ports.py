"""What the staff site needs from the house that it is built into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from admin.audit.ports import Audit
from admin.calendar.ports import Addresses, Calendars
from admin.channels.ports import WithChannels
from admin.chat.ports import ChatTools
from admin.directory.ports import Stage as ServicesStage
from admin.doors.ports import Keys
from admin.drills.ports import WithDrills
from admin.imports.ports import Intake
from admin.joined import Together
from admin.measures.ports import Stage as MeasuresStage
from admin.members.ports import Members
from admin.networks import Networks
from admin.not_given import Tray, Undelivered
from admin.reported import Reported
from admin.rota.ports import Rotas
from admin.routing.ports import Routing
from admin.switches.ports import WithChoices
from admin.training.ports import Calls
from admin.written import WithFlows
from bot.handoff.alarm import Alarm, Sign
from bot.handoff.case import Ticket
from bot.handoff.contact import Agreement
from bot.handoff.letters import LetterTicket
from bot.handoff.people import Account, Credentials, StaffSession
from bot.handoff.subject import Found, Reference
from bot.messages import Inbound, Shown


@dataclass(frozen=True, slots=True)
class StaffSettings:
    """Plain values from the configuration.

    ``origin`` is what the browser calls this site (``https://…``); empty: the request's own host.
    ``secure`` marks the cookies as such; it must hold wherever the site is reached by https.
    ``idle`` and ``longest`` end a session: so long without a request, so long in all.
    ``browser``: how long a browser is known in which somebody logged in.
    ``heartbeat``: seconds between two signs of life of an idle live stream. ``held``: so long a
    text waits in the hold tray; ``boxed``: so long in her letter box. ``sessions``: how many at
    once an account may have. ``invited``: so long an invitation opens.
    """

    origin: str = ""
    secure: bool = False
    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)
    browser: timedelta = timedelta(days=30)
    heartbeat: float = 15.0
    held: timedelta = timedelta(hours=24)
    boxed: timedelta = timedelta(days=7)
    sessions: int = 5
    invited: timedelta = timedelta(days=3)


class Accounts(Protocol):
    """Accounts, sessions and known browsers of the staff."""

    async def credentials(self, login: str) -> Credentials | None:
        """The account of that name with its secrets, or None."""

    async def use_code(self, account: str, step: int) -> bool:
        """Spend a time step of the one-time codes. False: it, or a later one, was spent before."""

    async def open_session(self, session: StaffSession, most: int, /) -> None:
        """Remember somebody who logged in; of more than so many sessions the oldest ends."""

    async def sessions(self, account: str) -> Sequence[StaffSession]:
        """Every session of an account, the newest first."""

    async def end_session(self, account: str, id: str) -> bool:
        """End one session of hers. Whether there was one."""

    async def end_sessions(self, account: str, besides: str) -> int:
        """End all sessions of an account but the one with that key. How many."""

    async def prove(self, key: str, now: datetime) -> None:
        """Who has this session proved again who she is."""

    async def set_codes(self, account: str, totp_secret: str, step: int) -> None:
        """New one-time codes, of which this step is spent."""

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

    async def queue(self, networks: Sequence[str], holder: str = "") -> Sequence[Ticket]:
        """All cases of these networks that are not closed, in no order; only those that this
        account holds, where one is named."""

    async def holding(self, networks: Sequence[str], operator: str) -> Sequence[str]:
        """The conversations whose cases this operator holds in these networks, in order."""

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

    async def agreement(self, ticket: Ticket) -> Agreement:
        """How she may be contacted, and the reminders that were asked for."""

    async def letters(self, networks: Sequence[str]) -> Sequence[LetterTicket]:
        """The requests of these networks, the longest waiting first."""

    async def letters_waiting(self, networks: Sequence[str]) -> int:
        """How many requests of these networks nobody has answered."""

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

    async def unanswered(self, networks: Sequence[str], since: datetime) -> int:
        """How many cases of these networks were forgotten before anybody took them."""

    async def record(self, account: str, act: str, subject: str, at: datetime) -> None:
        """One row of the audit: who did what to which thing, when. Never any content."""


class People(Protocol):
    """Whose data there is, always within some networks."""

    async def find(self, reference: Reference, networks: Sequence[str] | None) -> Found | None:
        """The conversation or letter of a reference, or None."""

    async def export(self, found: Found) -> dict[str, Any] | None:
        """Everything that is kept of it, ready for JSON; None: it is gone."""

    async def erase_letter(self, id: str, now: datetime) -> bool:
        """Destroy a letter. Whether there was one."""


class Alarms(Protocol):
    """Alarms and drills, within some networks."""

    async def recent(self, networks: Sequence[str]) -> Sequence[Alarm]:
        """Those that wait first, then the newest."""

    async def alarm(self, networks: Sequence[str], id: str) -> Alarm | None:
        """One alarm or drill of these networks, or None."""

    async def acknowledge(
        self, networks: Sequence[str], id: str, operator: str, now: datetime
    ) -> Alarm | None:
        """Say that somebody has seen it, once; the alarm as it now is, or None."""

    async def start_drill(self, network: str, id: str, now: datetime) -> Alarm:
        """A drill of that network; one that still waits is not started a second time."""

    async def proofs(self, networks: Sequence[str], now: datetime) -> Mapping[str, datetime]:
        """When a duty last saw a drill in time, for each network where that still counts."""

    async def untold(self, alarm: Alarm, sign: Sign) -> None:
        """That sign cannot be given to her. ``alarm`` as it was read."""


class Phone(Protocol):
    """The duty phones of the networks."""

    def rings_for(self, network: str, /) -> bool:
        """Whether there is a duty phone for that network."""


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

    async def wait(self, seconds: float) -> Set[str]:
        """The topics that woke it since the last wait; none after so many seconds."""


class Bus(Protocol):
    """Wakes whoever waits for a topic."""

    def publish(self, topic: str) -> None:
        """Wake all who wait for the topic now."""

    def subscribe(self, *topics: str) -> AbstractAsyncContextManager[Waiter]:
        """One waiter on all these topics within the block."""


class Stage(ServicesStage, MeasuresStage, Protocol):
    """What is published now: services and measures, with what is verified of them."""


class Secrets(Protocol):
    """Where ids and tokens come from."""

    def new(self) -> str:
        """A new unguessable id: 22 characters, URL-safe."""


class Published(Stage, Calls, Protocol):
    """What is published now."""


class House(Reported, WithChannels, WithChoices, WithDrills, WithFlows, Protocol):
    """Everything that the staff site is given when it is built."""

    @property
    def failures(self) -> int:
        """How many rounds of the loops failed since the start."""

    async def values_left(self) -> int:
        """How many values stand under the key before, while the keys are rotated."""

    async def measured(self) -> Mapping[str, int] | None:
        """How many messages wait and met each end; None: the database does not answer."""

    @property
    def accounts(self) -> Accounts:
        """Who may log in."""

    @property
    def passkeys(self) -> Keys:
        """Passkeys and recovery codes."""

    @property
    def routing(self) -> Routing:
        """Who carries how much, and marks of cases."""

    @property
    def rota(self) -> Rotas:
        """Who is planned when, and the hours that networks publish."""

    @property
    def members(self) -> Members:
        """Accounts as a network admin sees them, and invitations."""

    @property
    def audit(self) -> Audit:
        """What the staff did."""

    @property
    def desk(self) -> Desk:
        """Cases, letters and duty."""

    @property
    def people(self) -> People:
        """What a data officer finds."""

    @property
    def tray(self) -> Tray:
        """Texts that could not be given to her."""

    @property
    def calendars(self) -> Calendars:
        """Calendars and bookings."""

    @property
    def stage(self) -> Published:
        """What is published now, services and calls included."""

    @property
    def intake(self) -> Intake:
        """Files that the staff brings, addresses that it lists."""

    @property
    def addresses(self) -> Addresses:
        """Which addresses calendars may be read from."""

    @property
    def undelivered(self) -> Undelivered:
        """Messages that no provider took."""

    @property
    def together(self) -> Together:
        """Agencies, seats, referrals, her pathway, the risk aid."""

    @property
    def alarms(self) -> Alarms:
        """Alarms and drills."""

    @property
    def phone(self) -> Phone:
        """Whether a duty phone can be rung."""

    @property
    def chat(self) -> ChatTools:
        """The tools of the chat."""

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
