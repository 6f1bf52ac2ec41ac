"""What a demonstration has besides its networks: agencies of every kind, who answers there,
calendars in which one may book, and training calls.

None of them exists, and each says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.appointments.calendar import Calendar, Window
from bot.conversation.seeds import seeds_of
from bot.handoff.agencies import Agency, Kind
from bot.handoff.demonstration import past_counts
from bot.handoff.figures import finished
from bot.handoff.people import Account, Role
from bot.handoff.trained import Course, TrainingRecord
from bot.publishing.published import read_directory
from bot.storage.agencies import SqlAgencies
from bot.storage.calendars import SqlCalendars
from bot.storage.counts import SqlCounts
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_enrol import Enrolled, create, reset
from bot.storage.training import SqlCalls
from bot.training.demonstration import demonstration_calls
from bot.training.importing import change_of
from bot.wiring.together import demonstration

DESK_LOGIN = "sportello-demo"
KEEPER_LOGIN = "rete-demo"


RECEIVES = {Kind.ANTI_VIOLENCE: "cav", Kind.EMPLOYMENT: "cpi", Kind.SOCIAL: "social"}
"""Kinds of agencies with a calendar, and the kind of it."""


@dataclass(frozen=True, slots=True)
class Furnished:
    """The people of a demonstration: their secrets are told once."""

    desk: Enrolled
    keeper: Enrolled


def agencies_of(store: SqlStore, own: Path | None = None) -> SqlAgencies:
    """The agencies over a store. ``own``: the folder of an organisation's own directory."""
    return SqlAgencies(store, seeds_of(read_directory(own)))


async def furnish(
    store: SqlStore, first: Account, now: datetime, own: Path | None = None
) -> Furnished:
    """Demonstration agencies, a training for everybody who answers there, a desk that receives
    referrals, and somebody who keeps the agencies' facts."""
    agencies, accounts = agencies_of(store, own), SqlAccounts(store)
    for one in demonstration():
        if await agencies.agency(one.id) is None:
            await agencies.save(one)
    every = await agencies.all()
    networks = {one.id for one in read_directory(own).networks()}
    others = [one.id for one in every if one.id not in networks]
    desk = await _account(accounts, DESK_LOGIN, others, Role.OPERATOR, now)
    keeper = await _account(
        accounts, KEEPER_LOGIN, [one.id for one in every], Role.NETWORK_ADMIN, now
    )
    for account in (first, desk.account):
        await train(agencies, account.id, now, Course.DEMONSTRATION)
    await _open_desks(SqlCalendars(store), every, now)
    calls = demonstration_calls(now)
    await SqlCalls(store).update(
        lambda held: change_of(held, "demonstration", calls, now, whole=True), now
    )
    await _past(store, sorted(networks), others, now)
    return Furnished(desk, keeper)


async def _past(
    store: SqlStore, networks: Sequence[str], others: Sequence[str], now: datetime
) -> None:
    """Made-up numbers of quarters that are over, unless there are any: the same for everybody."""
    counts, quarters = SqlCounts(store), finished(now)
    if await counts.counted(quarters):
        return
    await counts.add(past_counts(quarters, networks, others))


async def _open_desks(calendars: SqlCalendars, agencies: Sequence[Agency], now: datetime) -> None:
    """A calendar for each agency that receives, unless it has one."""
    known = {one.agency for one in await calendars.all([one.id for one in agencies])}
    for one in agencies:
        if one.id not in known and one.kind in RECEIVES:
            await calendars.put(_desk(one), now)


def _desk(agency: Agency) -> Calendar:
    """Mornings and two afternoons; nobody is really there."""
    mornings = (Window(day, 9 * 60, 13 * 60) for day in range(5))
    afternoons = (Window(day, 14 * 60, 17 * 60) for day in (1, 3))
    return Calendar(
        f"demo-{agency.id}",
        agency.id,
        RECEIVES[agency.kind],
        f"{agency.name} (dimostrativo)",
        (*mornings, *afternoons),
        who=f"{agency.name} (dato dimostrativo)",
        needs=frozenset({"interpreter", "mediator"}),
        minutes=45,
        pause=15,
    )


async def train(agencies: SqlAgencies, account: str, now: datetime, course: Course) -> None:
    """Write a training of today down, unless one of the year is there."""
    known = await agencies.trainings([account])
    if any((now.date() - one.on).days < 365 for one in known):
        return
    record = TrainingRecord(f"{account[:30]}-{now:%Y%m%d}", account, course, now.date(), "", now)
    await agencies.add_training(record)


async def _account(
    accounts: SqlAccounts, login: str, networks: Sequence[str], role: Role, now: datetime
) -> Enrolled:
    if await accounts.credentials(login) is not None:
        return await reset(accounts, login)
    return await create(accounts, login, networks, ["it", "en"], role, now)
