"""What becomes of a colleague's work when her account changes, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import insert, select

from bot.handoff.members import Wanted
from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account, Credentials, Role
from bot.handoff.reasons import Reason
from bot.storage.chat import SqlCallbacks
from bot.storage.chat_tables import callbacks
from bot.storage.desk import SqlDesk
from bot.storage.ids import RandomIds
from bot.storage.plain import to_ms
from bot.storage.staff import SqlAccounts
from bot.storage.staff_members import SqlMembers
from bot.storage.staff_tables import staff
from bot.storage.tables import duty
from bot.storage.together_tables import seats
from tests.contracts.stores import NOW, begin, queued

BOTH = ("north", "south")


async def person(store, id: str, *networks: str, role: Role = Role.OPERATOR) -> Account:
    """An account that somebody uses."""
    account = Account(id, id, role, networks, ("it",), NOW)
    await SqlAccounts(store).add(Credentials(account, "hash", pyotp.random_base32()))
    return account


@pytest.fixture
async def members(sql_store):
    """An admin of two agencies; an operator of both who has a case, a seat and an arrangement in
    each, and is on duty."""
    await person(sql_store, "admin", *BOTH, role=Role.NETWORK_ADMIN)
    operator, desk = await person(sql_store, "op", *BOTH), SqlDesk(sql_store, RandomIds().new)
    await desk.set_duty(operator, NOW + timedelta(hours=1), NOW)
    for network in BOTH:
        await begin(sql_store, network, case=queued(f"case-{network}", network, network))
        taken = await desk.claim([network], f"case-{network}", "op", NOW)
        assert taken is not None
    moment = to_ms(NOW)
    kept = [
        {
            "id": f"seat-{network}", "conversation": "north", "case_id": "elsewhere",
            "kind": "interpreter", "account": "op", "network": network, "home": "east",
            "invited_by": "else", "state": "open", "at": moment, "until": moment + 1,
        }
        for network in BOTH
    ]  # fmt: skip
    arranged = [
        {
            "id": f"call-{network}", "conversation": "north", "case_id": "closed",
            "network": network, "operator": "op", "at": moment, "channel": "web",
            "state": "agreed", "asked_at": moment,
        }
        for network in BOTH
    ]  # fmt: skip

    def work(connection):
        connection.execute(insert(seats), kept)
        connection.execute(insert(callbacks), arranged)

    await sql_store.write(work)
    return SqlMembers(sql_store)


async def left(store) -> tuple[dict[str, str], set[str], set[str], int]:
    """Who holds which case, open seats, arrangements that a colleague of both is reminded of, and
    rows of duty."""
    desk = SqlDesk(store, RandomIds().new)
    tickets = await desk.queue(BOTH)
    due = await SqlCallbacks(store).due(BOTH, "colleague", NOW)
    open_seats = select(seats.c.id).where(seats.c.state == "open")
    seated = await store.read(lambda connection: connection.execute(open_seats).scalars().all())
    on = await store.read(lambda connection: len(connection.execute(select(duty)).all()))
    held = {one.network: one.operator for one in tickets}
    return held, set(seated), {one.network for one in due}, on


async def test_nothing_waits_for_who_is_suspended(sql_store, members):
    """Her cases are in the queue, her seats are empty, and any colleague there is reminded of what
    she arranged; it is so when the suspension is."""
    before = ({"north": "op", "south": "op"}, {"seat-north", "seat-south"}, set(), 2)
    assert await left(sql_store) == before
    admin = await SqlAccounts(sql_store).find("admin")
    assert await members.suspend(admin, "op", NOW) is None
    assert await left(sql_store) == ({"north": "", "south": ""}, set(), set(BOTH), 0)
    assert await members.resume(admin, "op") is None
    assert await left(sql_store) == ({"north": "", "south": ""}, set(), set(BOTH), 0)


@pytest.mark.parametrize(
    ("role", "networks", "kept"),
    [
        (Role.OPERATOR, ("north",), {"north"}),
        (Role.COORDINATOR, BOTH, set(BOTH)),
        (Role.STEERING, BOTH, set()),
        (Role.NETWORK_ADMIN, BOTH, set()),
    ],
)
async def test_she_keeps_what_she_may_still_answer(sql_store, members, role, networks, kept):
    """Where an agency is hers no more, or her role answers nobody, it waits for somebody else."""
    admin = await SqlAccounts(sql_store).find("admin")
    changed = await members.change(admin, "op", Wanted(role, networks, ("it",), ()), BOTH, NOW)
    assert (changed.role, changed.networks) == (role, networks)
    held, seated, due, on = await left(sql_store)
    assert {network for network, operator in held.items() if operator} == kept
    assert seated == {f"seat-{network}" for network in kept}
    assert (due, on) == (set(BOTH) - kept, 0)


async def test_a_new_invitation_says_until_when_it_opens(sql_store, members):
    """And what she held is handed on: she may not come back for days."""
    admin = await SqlAccounts(sql_store).find("admin")
    until, given = NOW + timedelta(days=3), Invitation("op", "op", "password", "secret")
    assert await members.invite_again(admin, given, "abcde-fghij", until, NOW) is None
    assert await members.invited_until(["op", "admin"]) == {"op": until}
    assert (await left(sql_store))[0] == {"north": "", "south": ""}


async def test_of_two_admins_who_suspend_each_other_one_stays(sql_store, members):
    """At the same moment: whoever comes second is no admin any more. No agency loses its last."""
    one = await SqlAccounts(sql_store).find("admin")
    two = await person(sql_store, "second", *BOTH, role=Role.NETWORK_ADMIN)
    refused = await asyncio.gather(
        members.suspend(one, two.id, NOW), members.suspend(two, one.id, NOW)
    )
    assert sorted(map(str, refused)) == ["None", Reason.ROLE]
    active = select(staff.c.id).where(
        staff.c.suspended_at.is_(None), staff.c.role == Role.NETWORK_ADMIN
    )
    stay = await sql_store.read(lambda connection: connection.execute(active).scalars().all())
    assert stay == ["admin" if refused[0] is None else "second"]


async def test_who_was_moved_meanwhile_is_asked_about_anew(sql_store, members):
    """What the page knew of her rights or of his is not what counts."""
    one = await SqlAccounts(sql_store).find("admin")
    two = await person(sql_store, "second", "north", role=Role.NETWORK_ADMIN)
    assert await members.suspend(two, "op", NOW) is Reason.NOT_YOURS
    wanted = Wanted(Role.NETWORK_ADMIN, ("south",), ("it",), ())
    assert not isinstance(await members.change(one, two.id, wanted, BOTH, NOW), Reason)
    assert await members.change(two, "op", wanted, BOTH, NOW) is Reason.NOT_YOURS
    assert await members.suspend(one, one.id, NOW) is Reason.YOURSELF
