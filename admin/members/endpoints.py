"""People and their rights: invite, change, suspend, end sessions, within her own agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pyotp

from admin import answers
from admin.endpoint import Answered, Call, endpoint, existing
from admin.members import schema
from admin.refused import Refused
from bot.handoff.members import (
    GIVES,
    Wanted,
    give_refusal,
    manage_refusal,
    seen_by,
)
from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account, Role
from bot.handoff.reasons import Reason
from bot.handoff.trace import concerns
from bot.storage.staff_enrol import new_password

ADMINS = frozenset({Role.NETWORK_ADMIN})
_STATUS = {Reason.UNKNOWN: 404, Reason.BAD_REQUEST: 422}
_REFUSALS = {
    403: (Reason.PROVE, Reason.ROLE, Reason.NOT_YOURS, Reason.YOURSELF),
    404: (Reason.UNKNOWN,),
}


@endpoint(
    "GET",
    "/api/members",
    "The people of one's agencies.",
    roles=ADMINS,
    gives=schema.MembersState,
    audit="members.view",
)
async def members(call: Call) -> Answered:
    """Every account that shares an agency with her."""
    found = await call.house.members.within(call.account.networks)
    until = await call.house.members.invited_until([one.id for one in found if one.invited])
    return Answered(
        schema.MembersState(
            members=[_member(call.account, one, until.get(one.id)) for one in found],
            networks=await answers.agencies(call.house, call.account.networks),
            roles=[role for role in Role if role in GIVES],
        )
    )


@endpoint(
    "POST",
    "/api/members",
    "Invite somebody: the code opens her account once.",
    roles=ADMINS,
    fresh=True,
    takes=schema.NewMember,
    gives=schema.InvitationState,
    refusals={
        403: (Reason.PROVE, Reason.TOO_MUCH),
        404: (Reason.UNKNOWN,),
        409: (Reason.TAKEN,),
    },
    audit="member.invite",
)
async def invite(call: Call) -> Answered:
    """An account that nobody can open but who has the code."""
    body, login = call.taken(schema.NewMember), call.taken(schema.NewMember).login.strip()
    wanted = _wanted(body)
    _check(give_refusal(call.account, wanted, _known(call, wanted)))
    if not login:
        raise Refused(422, Reason.BAD_REQUEST)
    account = Account(
        id=call.house.ids.new(),
        login=login,
        role=wanted.role,
        networks=wanted.networks,
        languages=wanted.languages,
        created_at=call.now,
        skills=wanted.skills,
        invited=True,
    )
    concerns(account.id)
    code, until = new_password(), call.now + call.house.staff.invited
    if not await call.house.members.invite(account, _invitation(account), code, until):
        raise Refused(409, Reason.TAKEN)
    member = _member(call.account, account, until)
    given = schema.InvitationState(member=member, code=code, until=until)
    return Answered(given, subject=account.id)


@endpoint(
    "PUT",
    "/api/members/{id}",
    "Change role, agencies, languages and skills.",
    roles=ADMINS,
    fresh=True,
    takes=schema.Rights,
    gives=schema.Member,
    refusals={**_REFUSALS, 403: (*_REFUSALS[403], Reason.TOO_MUCH)},
    audit="member.change",
)
async def change(call: Call) -> Answered:
    """From her next request on; what she holds where she answers no more goes back to the queue."""
    account, wanted = await _account(call), _wanted(call.taken(schema.Rights))
    known = _known(call, wanted)
    changed = await call.house.members.change(call.account, account.id, wanted, known, call.now)
    if isinstance(changed, Reason):
        raise _refused(changed)
    _tell(call, account)
    return Answered(await _shown(call, changed))


@endpoint(
    "POST",
    "/api/members/{id}/suspend",
    "Suspend an account: its sessions and seats end, its cases go back to the queue.",
    roles=ADMINS,
    fresh=True,
    gives=schema.Member,
    refusals=_REFUSALS,
    audit="member.suspend",
)
async def suspend(call: Call) -> Answered:
    """She enters no longer, from now on."""
    account = await _account(call)
    _check(await call.house.members.suspend(call.account, account.id, call.now))
    _tell(call, account)
    return Answered(await _shown(call, replace(account, suspended_at=call.now)))


@endpoint(
    "POST",
    "/api/members/{id}/resume",
    "Let a suspended account enter again.",
    roles=ADMINS,
    fresh=True,
    gives=schema.Member,
    refusals=_REFUSALS,
    audit="member.resume",
)
async def resume(call: Call) -> Answered:
    """With what opened it before."""
    account = await _account(call)
    _check(await call.house.members.resume(call.account, account.id))
    return Answered(await _shown(call, replace(account, suspended_at=None)))


@endpoint(
    "POST",
    "/api/members/{id}/sessions/end",
    "End all sessions of an account.",
    roles=ADMINS,
    fresh=True,
    gives=schema.Member,
    refusals=_REFUSALS,
    audit="member.sessions_end",
)
async def end_sessions(call: Call) -> Answered:
    """A laptop was lost: whoever has it is outside."""
    account = await _account(call)
    _check(manage_refusal(call.account, account))
    await call.house.accounts.end_sessions(account.id, "")
    _tell(call, account)
    return Answered(await _shown(call, account))


@endpoint(
    "POST",
    "/api/members/{id}/invite",
    "Invite somebody again who lost everything: nothing that opened her account opens it any more.",
    roles=ADMINS,
    fresh=True,
    gives=schema.InvitationState,
    refusals=_REFUSALS,
    audit="member.invite_again",
)
async def invite_again(call: Call) -> Answered:
    """A new code; password, passkeys, recovery codes and sessions are gone."""
    account, made = await _account(call), call.house.members.invite_again
    code, until = new_password(), call.now + call.house.staff.invited
    _check(await made(call.account, _invitation(account), code, until, call.now))
    _tell(call, account)
    member = _member(call.account, replace(account, invited=True), until)
    return Answered(schema.InvitationState(member=member, code=code, until=until))


async def _account(call: Call) -> Account:
    return existing(await call.house.members.one(call.account.networks, call.path["id"]))


def _check(reason: Reason | None) -> None:
    if reason is not None:
        raise _refused(reason)


def _refused(reason: Reason) -> Refused:
    return Refused(_STATUS.get(reason, 403), reason)


async def _shown(call: Call, account: Account) -> schema.Member:
    until = await call.house.members.invited_until([account.id])
    return _member(call.account, account, until.get(account.id))


def _wanted(body: schema.Rights) -> Wanted:
    return Wanted(
        body.role,
        tuple(dict.fromkeys(body.networks)),
        tuple(dict.fromkeys(body.languages)),
        tuple(dict.fromkeys(skill.strip() for skill in body.skills if skill.strip())),
    )


def _known(call: Call, wanted: Wanted) -> frozenset[str]:
    """Those of the wanted agencies that there are; her own may be no longer in the directory."""
    own = call.account.networks
    known = (id for id in wanted.networks if id in own or call.house.networks.network(id))
    return frozenset(known)


def _invitation(account: Account) -> Invitation:
    return Invitation(account.id, account.login, new_password(), pyotp.random_base32())


def _tell(call: Call, account: Account) -> None:
    """Wake the desks: duty may have ended and cases wait again."""
    for network in account.networks:
        call.house.bus.publish(f"network:{network}")


def _member(admin: Account, account: Account, until: datetime | None) -> schema.Member:
    networks = seen_by(admin, account)
    return schema.Member(
        id=account.id,
        login=account.login,
        role=account.role,
        networks=list(networks),
        elsewhere=len(networks) < len(account.networks),
        languages=list(account.languages),
        skills=list(account.skills),
        created_at=account.created_at,
        suspended_at=account.suspended_at,
        invited=account.invited,
        invited_until=until if account.invited else None,
        managed=manage_refusal(admin, account) is None,
        yourself=account.id == admin.id,
    )


ENDPOINTS = (members, invite, change, suspend, resume, end_sessions, invite_again)
