"""Agencies, seats, referrals, pathway and risk aid of one process, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from string import Formatter
from typing import Protocol

from bot.conversation.asked import what_in_words
from bot.conversation.hearing import APPOINTMENT_FLOW, ASKED_FLOW, HER_OWN, PAGE_FLOW
from bot.conversation.moments import moment_of
from bot.conversation.scene import Scene
from bot.conversation.seeds import seeds_of
from bot.conversation.state import Case, Conversation
from bot.engine.flow import Ask, Say
from bot.handoff.agencies import Agency, Kind
from bot.handoff.case import Ticket
from bot.handoff.contact import Agreement
from bot.handoff.people import AT_THE_DESK, Account
from bot.i18n.moments import say_moment
from bot.messages import Address, Channel, Shown, Thread
from bot.storage.agencies import AgencyStore, SqlAgencies
from bot.storage.notebooks import SqlNotebooks
from bot.storage.pathways import SqlPathways
from bot.storage.referrals import SqlReferrals
from bot.storage.risks import SqlRisks
from bot.storage.seats import SqlSeats
from bot.storage.staff import SqlAccounts
from bot.values.proposals import ASKED_FOR, Proposal, Wish

_NO_LINES = 2**31 - 1
"""No thread is as long: only how the conversation stands is read."""

_NO_ENTRY = HER_OWN | {
    "start",
    PAGE_FLOW,
    "idle",
    "back",
    "voice",
    "own_behaviour",
    "safe",
    "place",
}
"""Flows at which no operator lets the service go on: they are hers, or stand within others."""

_QUESTIONS = {
    Wish.REFERRAL: "referral",
    Wish.STEP: "step",
    Wish.PATHWAY: "pathway",
    Wish.CONSULT: "seat",
    Wish.INTERPRETER: "seat",
    Wish.TRANSFER: "transfer",
    Wish.SUCCESSOR: "transfer",
}


class JoinedStore(AgencyStore, Protocol):
    """What of the store is used here besides."""

    async def read_thread(
        self, of: Address | Thread, after: int = 0
    ) -> tuple[Conversation, Case | None, tuple[Shown, ...]] | None:
        """A conversation, its newest case and its messages with seq > after."""


@dataclass(frozen=True, slots=True)
class Together:
    """What agencies do together around one woman (``admin.joined.Together``)."""

    store: JoinedStore
    scene: Callable[[], Scene]
    people: SqlAccounts
    agencies: SqlAgencies
    seats: SqlSeats
    referrals: SqlReferrals
    pathways: SqlPathways
    notebooks: SqlNotebooks
    risks: SqlRisks

    async def is_trained(self, account: str, agency: str, now: datetime) -> bool:
        """Whether this person may have contact with her, by the procedure of that agency."""
        return await self.agencies.is_trained(account, agency, now)

    async def colleagues(self) -> Sequence[Account]:
        """Everybody of every agency who can answer: neither who is suspended, nor who has not come
        yet."""
        return [
            one
            for one in await self.people.all()
            if one.role in AT_THE_DESK and one.suspended_at is None and not one.invited
        ]

    async def asked(self, ticket: Ticket, now: datetime) -> Proposal | None:
        """What she is being asked in this case, or None."""
        found = await self.store.read_thread(Thread(ticket.conversation), ticket.seq)
        proposal = found[0].proposal if found is not None else None
        fits = proposal is not None and proposal.case == ticket.id and now < proposal.until
        return proposal if fits else None

    async def agreement(self, conversation: str) -> Agreement:
        """How she may be contacted, also where no case of hers is open; never, where she is
        forgotten."""
        found = await self.store.read_thread(Thread(conversation), _NO_LINES)
        if found is None:
            return Agreement(None, Channel.WEB)
        return Agreement(found[0].contract, found[0].address.channel)

    def entries(self) -> Sequence[tuple[str, str]]:
        """The flows at whose start the service may go on with her, with their titles."""
        flows = self.scene().newest.flows.values()
        found = [(one.id, one.title) for one in flows if one.anywhere.source]
        return sorted(one for one in found if one[0] not in _NO_ENTRY)

    def preview(self, proposal: Proposal, language: str) -> Sequence[str]:
        """What she will read, line by line, in that language."""
        scene = self.scene()
        bundle = scene.newest
        duty = proposal.duty if proposal.duty in ("yes", "no") else "unknown"
        values = {
            "asked_agency": proposal.told,
            "asked_what": what_in_words(proposal, lambda key: scene.translator.text(key, language)),
        }
        name, names = ASKED_FLOW, [f"duty_{duty}", _QUESTIONS.get(proposal.wish, "")]
        if proposal.wish is Wish.PATHWAY:
            names = names[1:]
        elif proposal.wish is Wish.APPOINTMENT:
            name, names = APPOINTMENT_FLOW, ["proposed", "notice", f"duty_{duty}", "confirm"]
            at, asked_at = moment_of(proposal.slot), proposal.until - ASKED_FOR
            said_at = say_moment(at, language, asked_at, scene.translator) if at else ""
            values |= {"agency": proposal.told, "when_said": said_at}
        flow = bundle.flows.get(name)
        if flow is None:
            return ()
        said: list[str] = []
        for part in names:
            step = flow.steps.get(part)
            if isinstance(step, Ask | Say):
                said.append(_filled(bundle.say(step.text, language), values))
            if isinstance(step, Ask):
                always = (one for one in step.choices if one.when is None)
                said += [f"[{bundle.say(one.label, language)}]" for one in always]
        return said


def _filled(text: str, values: dict[str, str]) -> str:
    return "".join(
        literal + (values.get(name, "") if name else "")
        for literal, name, _, _ in Formatter().parse(text)
    )


def together_of(store: JoinedStore, scene: Callable[[], Scene]) -> Together:
    """Everything over one store. The directory gives the agencies to start from."""
    return Together(
        store=store,
        scene=scene,
        people=SqlAccounts(store),
        agencies=SqlAgencies(store, seeds_of(scene().directory)),
        seats=SqlSeats(store),
        referrals=SqlReferrals(store),
        pathways=SqlPathways(store),
        notebooks=SqlNotebooks(store),
        risks=SqlRisks(store),
    )


def demonstration() -> tuple[Agency, ...]:
    """Agencies that do not exist, so that a demonstration has one of every kind."""
    kinds = (
        ("demo-formazione", Kind.TRAINING, "Ente formativo dimostrativo"),
        ("demo-sociali", Kind.SOCIAL, "Servizi sociali dimostrativi"),
        ("demo-consultorio", Kind.HEALTH, "Consultorio dimostrativo"),
        ("demo-sindacato", Kind.UNION, "Sindacato dimostrativo"),
        ("demo-tirocini", Kind.PLACEMENT, "Sportello tirocini dimostrativo"),
        ("demo-casa", Kind.HOUSING, "Sportello casa dimostrativo"),
        ("demo-parita", Kind.EQUALITY, "Consigliera di parità dimostrativa"),
    )
    base = Agency("", Kind.TRAINING, "", demonstration=True)
    return tuple(replace(base, id=id, kind=kind, name=name) for id, kind, name in kinds)
