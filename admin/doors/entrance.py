"""The ways in beside password and code, and the proof that is asked for again."""

from __future__ import annotations

from functools import partial

from admin.auth import BROWSER_COOKIE, SESSION_COOKIE, Entered, code_step
from admin.desk import me_of
from admin.doors import schema
from admin.doors.passkeys import ENTERING, ask_to_use, credential_id, proving, site_of, used
from admin.doors.picture import picture
from admin.endpoint import Answered, Call, Caller, endpoint
from admin.refused import Refused
from admin.schema import Me
from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account, Entrance, Role
from bot.handoff.reasons import Reason
from bot.storage.staff_enrol import new_recovery_code, otpauth_uri

EVERYBODY = frozenset(Role)
RECOVERY_CODES = 10


@endpoint(
    "POST",
    "/api/passkey",
    "What a passkey is asked with, whoever comes; nothing is kept of it.",
    caller=Caller.ANYONE,
    gives=schema.Options,
    refusals={409: (Reason.NO_PASSKEY_HERE,)},
)
async def ask_passkey(call: Call) -> Answered:
    """A challenge of this moment."""
    challenge = call.house.passkeys.challenge(ENTERING, call.now)
    return Answered(schema.Options(options=ask_to_use(challenge, site_of(call.site))))


@endpoint(
    "POST",
    "/api/passkey/session",
    "Log in with a passkey; sets the session cookie.",
    caller=Caller.ANYONE,
    takes=schema.Credential,
    gives=Me,
    refusals={
        401: (Reason.PASSKEY,),
        409: (Reason.NO_PASSKEY_HERE,),
        422: (Reason.PASSKEY,),
        429: (Reason.SLOW_DOWN,),
    },
)
async def login_by_passkey(call: Call) -> Answered:
    """Let her in by what only her device can sign."""
    given = call.taken(schema.Credential).credential
    keys = call.house.passkeys
    proof = partial(used, keys, given, ENTERING, site_of(call.site), call.now)
    entered = await call.doors.enter_by_passkey(credential_id(given), proof, call.browser, call.now)
    return Answered(await welcome(call, entered), cookies_of(call, entered))


@endpoint(
    "POST",
    "/api/invitation",
    "What somebody who was invited will enter with.",
    caller=Caller.ANYONE,
    takes=schema.InvitationCode,
    gives=schema.Invited,
    refusals={401: (Reason.INVITATION,), 429: (Reason.SLOW_DOWN,)},
)
async def invitation(call: Call) -> Answered:
    """Name, password and secret, as long as nobody has used the invitation."""
    found = await _invitation(call, call.taken(schema.InvitationCode).code)
    uri = otpauth_uri(found.login, found.totp_secret)
    return Answered(
        schema.Invited(
            login=found.login,
            password=found.password,
            secret=found.totp_secret,
            picture=picture(uri),
        )
    )


@endpoint(
    "POST",
    "/api/invitation/session",
    "Use an invitation: the first code opens the account, the recovery codes are shown once.",
    caller=Caller.ANYONE,
    takes=schema.Coming,
    gives=schema.Welcome,
    refusals={401: (Reason.INVITATION,), 403: (Reason.CODE,), 429: (Reason.SLOW_DOWN,)},
)
async def come(call: Call) -> Answered:
    """The account is hers from now on, and the invitation is nothing any more."""
    body = call.taken(schema.Coming)
    found = await _invitation(call, body.code)
    step = code_step(found.totp_secret, body.proof, call.now)
    if step is None:
        raise Refused(403, Reason.CODE)
    hashed = await call.doors.hash_password(found.password)
    account = await call.house.members.accept(body.code, hashed, step, call.now)
    if account is None:
        raise Refused(401, Reason.INVITATION)
    entered = await call.doors.admit(account, Entrance.INVITATION, call.browser, call.now)
    codes = await new_recovery(call, account)
    me = await welcome(call, entered)
    return Answered(schema.Welcome(me=me, recovery=codes), cookies_of(call, entered))


@endpoint(
    "POST",
    "/api/session/proof",
    "Prove again who one is with a code: what asks for it is open for five minutes.",
    roles=EVERYBODY,
    takes=schema.Proof,
    refusals={403: (Reason.CODE,), 429: (Reason.SLOW_DOWN,)},
    audit="session.proof",
)
async def prove(call: Call) -> Answered:
    """A code of the moment, or one for recovery."""
    assert call.session is not None, "a route of the staff has a session"
    await call.doors.confirm(call.account, call.taken(schema.Proof).code, call.now)
    await call.doors.proved(call.session, call.now)
    return Answered(None)


@endpoint(
    "POST",
    "/api/session/proof/ask",
    "What a passkey is asked with, to prove again who one is.",
    roles=EVERYBODY,
    gives=schema.Options,
    refusals={409: (Reason.NO_PASSKEY_HERE,)},
)
async def ask_proof(call: Call) -> Answered:
    """A challenge for her alone."""
    challenge = call.house.passkeys.challenge(proving(call.account), call.now)
    return Answered(schema.Options(options=ask_to_use(challenge, site_of(call.site))))


@endpoint(
    "POST",
    "/api/session/proof/passkey",
    "Prove again who one is with a passkey.",
    roles=EVERYBODY,
    takes=schema.Credential,
    refusals={
        403: (Reason.PASSKEY,),
        409: (Reason.NO_PASSKEY_HERE,),
        422: (Reason.PASSKEY,),
        429: (Reason.SLOW_DOWN,),
    },
    audit="session.proof",
)
async def prove_by_passkey(call: Call) -> Answered:
    """A passkey of her own, and of nobody else."""
    assert call.session is not None, "a route of the staff has a session"
    given, purpose = call.taken(schema.Credential).credential, proving(call.account)
    proof = partial(used, call.house.passkeys, given, purpose, site_of(call.site), call.now)
    await call.doors.confirm_by_passkey(call.account, proof, call.now)
    await call.doors.proved(call.session, call.now)
    return Answered(None)


async def new_recovery(call: Call, account: Account) -> schema.Recovery:
    """New recovery codes for an account; older ones open nothing any more."""
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    await call.house.passkeys.set_recovery(account.id, codes)
    return schema.Recovery(codes=codes)


async def welcome(call: Call, entered: Entered) -> Me:
    """What somebody learns who came in; the audit learns how."""
    account, how = entered.session.account, entered.session.how
    await call.house.desk.record(account.id, f"session.login_{how}", "", call.now)
    return await me_of(call.house, entered.session, on_duty=False)


def cookies_of(call: Call, entered: Entered) -> dict[str, tuple[str, int] | None]:
    """The cookies of a session that begins."""
    return {
        SESSION_COOKIE: (entered.token, int(call.house.staff.longest.total_seconds())),
        BROWSER_COOKIE: (entered.browser, int(call.house.staff.browser.total_seconds())),
    }


async def _invitation(call: Call, code: str) -> Invitation:
    find = partial(call.house.members.invitation, code, call.now)
    return await call.doors.try_invitation(code, find, call.now)


ENDPOINTS = (
    ask_passkey,
    login_by_passkey,
    invitation,
    come,
    prove,
    ask_proof,
    prove_by_passkey,
)
