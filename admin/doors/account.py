"""One's own account: passkeys, recovery codes, the authenticator, sessions."""

from __future__ import annotations

from hashlib import sha256

import pyotp

from admin import answers
from admin.auth import code_step
from admin.doors import schema
from admin.doors.entrance import EVERYBODY, new_recovery
from admin.doors.passkeys import adding, ask_to_make, made, site_of
from admin.doors.picture import picture
from admin.endpoint import Answered, Call, endpoint, existing
from admin.guard import FRESH
from admin.of_a_case import MISSING
from admin.refused import Refused
from bot.handoff.passkeys import Passkey
from bot.handoff.people import StaffSession
from bot.handoff.reasons import Reason
from bot.storage.staff_enrol import otpauth_uri
from bot.storage.staff_keys import MOST_PASSKEYS


@endpoint(
    "GET",
    "/api/account",
    "One's own account: what opens it, and where one is logged in.",
    roles=EVERYBODY,
    gives=schema.OwnAccount,
)
async def read_account(call: Call) -> Answered:
    """Nothing of anybody else."""
    return Answered(await _own(call))


@endpoint(
    "POST",
    "/api/account/passkeys/ask",
    "What the browser is asked to make a passkey with.",
    roles=EVERYBODY,
    fresh=True,
    gives=schema.Options,
    refusals={403: (Reason.PROVE,), 409: (Reason.NO_PASSKEY_HERE, Reason.LAST_KEY)},
)
async def ask_new_passkey(call: Call) -> Answered:
    """A challenge for her alone."""
    known = await call.house.passkeys.passkeys(call.account.id)
    if len(known) >= MOST_PASSKEYS:
        raise Refused(409, Reason.LAST_KEY)
    challenge = call.house.passkeys.challenge(adding(call.account), call.now)
    options = ask_to_make(call.account, known, challenge, site_of(call.site))
    return Answered(schema.Options(options=options))


@endpoint(
    "POST",
    "/api/account/passkeys",
    "Add the passkey that the browser made.",
    roles=EVERYBODY,
    fresh=True,
    takes=schema.NewPasskey,
    gives=schema.OwnAccount,
    refusals={
        403: (Reason.PROVE,),
        409: (Reason.NO_PASSKEY_HERE, Reason.LAST_KEY),
        422: (Reason.PASSKEY,),
    },
    audit="account.passkey_add",
)
async def add_passkey(call: Call) -> Answered:
    """It opens her account from now on."""
    body, keys = call.taken(schema.NewPasskey), call.house.passkeys
    site, name = site_of(call.site), body.name.strip() or "Passkey"
    passkey = await made(keys, body.credential, call.account, name, site, call.now)
    if not await keys.add_passkey(passkey):
        raise Refused(409, Reason.LAST_KEY)
    return Answered(await _own(call))


@endpoint(
    "DELETE",
    "/api/account/passkeys/{id}",
    "Remove a passkey: it opens nothing any more.",
    roles=EVERYBODY,
    fresh=True,
    gives=schema.OwnAccount,
    refusals={403: (Reason.PROVE,), 404: (Reason.UNKNOWN,)},
    audit="account.passkey_remove",
)
async def remove_passkey(call: Call) -> Answered:
    """One of hers."""
    keys, account = call.house.passkeys, call.account.id
    for one in await keys.passkeys(account):
        if name_of(one) == call.path["id"] and await keys.remove_passkey(account, one.id):
            return Answered(await _own(call))
    raise Refused(404, Reason.UNKNOWN)


@endpoint(
    "DELETE",
    "/api/account/sessions/{id}",
    "End one of one's own sessions.",
    roles=EVERYBODY,
    gives=schema.OwnAccount,
    refusals=MISSING,
    audit="account.session_end",
)
async def end_session(call: Call) -> Answered:
    """On another machine, or here."""
    existing(await call.house.accounts.end_session(call.account.id, call.path["id"]))
    return Answered(await _own(call))


@endpoint(
    "POST",
    "/api/account/sessions/end",
    "End all of one's own sessions but this one.",
    roles=EVERYBODY,
    gives=schema.OwnAccount,
    audit="account.sessions_end",
)
async def end_other_sessions(call: Call) -> Answered:
    """Whoever was left logged in somewhere is not any more."""
    assert call.session is not None, "a route of the staff has a session"
    await call.house.accounts.end_sessions(call.account.id, call.session.key)
    return Answered(await _own(call))


@endpoint(
    "POST",
    "/api/account/recovery",
    "Ten new recovery codes, shown this once; older ones open nothing any more.",
    roles=EVERYBODY,
    fresh=True,
    gives=schema.Recovery,
    refusals={403: (Reason.PROVE,)},
    audit="account.recovery",
)
async def renew_recovery(call: Call) -> Answered:
    """For the day on which the phone is lost."""
    return Answered(await new_recovery(call, call.account))


@endpoint(
    "POST",
    "/api/account/codes/ask",
    "A new secret for one's authenticator. Nothing changes until a code of it was given.",
    roles=EVERYBODY,
    fresh=True,
    gives=schema.NewCodes,
    refusals={403: (Reason.PROVE,)},
)
async def ask_new_codes(call: Call) -> Answered:
    """A secret and its picture."""
    secret = pyotp.random_base32()
    drawn = picture(otpauth_uri(call.account.login, secret))
    return Answered(schema.NewCodes(secret=secret, picture=drawn))


@endpoint(
    "PUT",
    "/api/account/codes",
    "Use the new authenticator from now on.",
    roles=EVERYBODY,
    fresh=True,
    takes=schema.ConfirmedCodes,
    gives=schema.OwnAccount,
    refusals={403: (Reason.PROVE, Reason.CODE)},
    audit="account.codes",
)
async def renew_codes(call: Call) -> Answered:
    """A first code shows that the secret has arrived."""
    body = call.taken(schema.ConfirmedCodes)
    step = code_step(body.secret, body.code, call.now)
    if step is None:
        raise Refused(403, Reason.CODE)
    await call.house.accounts.set_codes(call.account.id, body.secret, step)
    return Answered(await _own(call))


def name_of(passkey: Passkey) -> str:
    """How a passkey is called in an address: its own id may be longer than addresses take."""
    return sha256(passkey.id).hexdigest()[:32]


async def _own(call: Call) -> schema.OwnAccount:
    account, keys = call.account, call.house.passkeys
    assert call.session is not None, "a route of the staff has a session"
    proved, current = call.session.proved_at, call.session.key
    sessions = await call.house.accounts.sessions(account.id)
    open_ones = [one for one in sessions if _is_open(call, one)]
    return schema.OwnAccount(
        login=account.login,
        role=account.role,
        networks=[answers.network(call.house, id) for id in account.networks],
        languages=list(account.languages),
        skills=list(account.skills),
        passkeys=[_passkey(one) for one in await keys.passkeys(account.id)],
        passkeys_work=_works(call.site),
        sessions=[_session(one, current=one.key == current) for one in open_ones],
        recovery_left=await keys.recovery_left(account.id),
        proved_until=proved + FRESH if proved is not None else None,
    )


def _is_open(call: Call, session: StaffSession) -> bool:
    """One that went idle stays in the database until somebody asks for it or it is swept."""
    staff = call.house.staff
    idle, age = call.now - session.seen_at, call.now - session.created_at
    return idle <= staff.idle and age <= staff.longest


def _works(origin: str) -> bool:
    try:
        site_of(origin)
    except Refused:
        return False
    return True


def _passkey(one: Passkey) -> schema.PasskeyState:
    return schema.PasskeyState(
        id=name_of(one), name=one.name, created_at=one.created_at, used_at=one.used_at
    )


def _session(one: StaffSession, *, current: bool) -> schema.SessionState:
    return schema.SessionState(
        id=one.id,
        current=current,
        how=one.how.value,
        opened_at=one.created_at,
        seen_at=one.seen_at,
    )


ENDPOINTS = (
    read_account,
    ask_new_passkey,
    add_passkey,
    remove_passkey,
    end_session,
    end_other_sessions,
    renew_recovery,
    ask_new_codes,
    renew_codes,
)
