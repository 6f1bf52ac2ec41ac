"""What the tools of the chat need from the house (``admin.ports.House.chat``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.handoff.callback import Callback
from bot.handoff.canned import Canned, Version
from bot.handoff.care import Debrief, Handover, Written
from bot.handoff.case import Ticket
from bot.handoff.delivery import End, Place
from bot.handoff.drafts import Draft
from bot.handoff.notes import Note
from bot.handoff.translation import Translation


class Notes(Protocol):
    """Notes of a case, sealed under the woman's own key."""

    async def add(self, note: Note) -> bool:
        """Keep it. False: she is forgotten."""

    async def of(self, ticket: Ticket, now: datetime) -> Sequence[Note]:
        """What is noted of a case and has not expired, the newest first."""

    async def remove(self, ticket: Ticket, id: str) -> bool:
        """Destroy it. Whether there was one."""


class Drafts(Protocol):
    """What holders of cases are typing, sealed under the woman's own key."""

    async def keep(self, draft: Draft) -> bool:
        """Keep it in the place of an older one. False: she left, or the case is another's now."""

    async def of(self, ticket: Ticket, operator: str) -> Draft | None:
        """What this holder was typing, or None."""

    async def drop(self, case: str, operator: str) -> None:
        """Destroy it."""


class Deliveries(Protocol):
    """What became of operators' messages."""

    async def of(
        self, ticket: Ticket
    ) -> tuple[frozenset[str], Mapping[str, End], Mapping[str, Place]]:
        """Ids of messages that wait; of those that met an end, which; and where texts wait."""


class Callbacks(Protocol):
    """Arrangements to be in touch again."""

    async def of(self, ticket: Ticket) -> Sequence[Callback]:
        """Those of a case, by their moments."""

    async def due(
        self, networks: Sequence[str], operator: str, now: datetime
    ) -> Sequence[Callback]:
        """What she said yes to, whose moment has come, for who made it or holds the case now."""

    async def settle(self, networks: Sequence[str], id: str) -> bool:
        """It was done, or is off. Whether there was one."""


class CannedAnswers(Protocol):
    """Texts that networks keep ready."""

    async def all(self, networks: Sequence[str]) -> Sequence[Canned]:
        """Those of these networks, by language and shortcut."""

    async def save(self, one: Canned) -> bool:
        """Keep it, new or changed. False: its shortcut is another's in that language."""

    async def remove(self, networks: Sequence[str], id: str, by: str, now: datetime) -> bool:
        """Take one of these networks away. Whether there was one."""

    async def past(self, networks: Sequence[str]) -> Sequence[Version]:
        """The newest versions of these networks' answers, also of those that are gone."""


class Care(Protocol):
    """Protocols, debriefs and hand-overs."""

    async def protocol(self, network: str, kind: str) -> Written | None:
        """The version that holds, or None where the network has written none."""

    async def write_protocol(self, one: Written) -> Written | None:
        """Keep a new version; None: somebody wrote that version meanwhile."""

    async def ask_debrief(self, one: Debrief) -> None:
        """Keep the request, unless the same person waits in that network already."""

    async def debriefs(self, networks: Sequence[str]) -> Sequence[Debrief]:
        """Those of these networks, the newest first."""

    async def see_debrief(
        self, networks: Sequence[str], id: str, by: str, now: datetime
    ) -> Debrief | None:
        """Somebody has seen it, once; as it now is, or None."""

    async def hand_over(self, one: Handover) -> None:
        """Keep the note."""

    async def handovers(self, networks: Sequence[str], now: datetime) -> Sequence[Handover]:
        """What is still there in these networks, the newest first."""

    async def remove_handover(self, networks: Sequence[str], id: str) -> bool:
        """Destroy it. Whether there was one."""


class Beside(Protocol):
    """What her open page and the desk know of each other just now."""

    def types(self, conversation: str, now: datetime) -> bool:
        """Her operator is writing. Whether that is news."""

    def rests(self, conversation: str) -> None:
        """Her operator has sent it, or no longer writes."""

    def given(self, conversation: str) -> int:
        """The last line that her page was given; 0: none."""


class ChatTools(Protocol):
    """Everything that the tools of the chat are given."""

    @property
    def notes(self) -> Notes:
        """Notes of cases."""

    @property
    def drafts(self) -> Drafts:
        """What is being typed."""

    @property
    def deliveries(self) -> Deliveries:
        """What became of messages."""

    @property
    def callbacks(self) -> Callbacks:
        """Arrangements."""

    @property
    def canned(self) -> CannedAnswers:
        """Texts kept ready."""

    @property
    def care(self) -> Care:
        """Care for who answers."""

    @property
    def beside(self) -> Beside:
        """Her page and the desk."""

    @property
    def translation(self) -> Translation:
        """The engine of this machine, or one that translates nothing."""

    @property
    def kept(self) -> timedelta:
        """How long notes are kept."""

    def label(self, key: str, language: str) -> str:
        """A fixed text of the service in a language."""

    def sender(self, language: str) -> str:
        """What her phone calls the chat of this service on Telegram and WhatsApp: the cover."""

    def telling(self, language: str) -> frozenset[str]:
        """Folded words that would tell, in a language and in Italian."""

    async def silent(self, ticket: Ticket, now: datetime) -> bool:
        """Whether she has been silent so long that nothing may be sent."""
