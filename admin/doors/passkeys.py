"""Asks for passkeys and verifies what browsers answer (Web Authentication, level 3).

A passkey is bound to the name of this site, so that it cannot be given to another one, and it is
used only after its holder has proved to her device who she is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import orjson
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from admin.doors.ports import Keys
from admin.refused import Refused
from bot.handoff.passkeys import Passkey
from bot.handoff.people import Account
from bot.handoff.reasons import Reason
from bot.storage.staff_enrol import ISSUER

ENTERING = "enter"
_REQUIRED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser is: ``origin`` as it calls us, ``name`` what passkeys are bound to."""

    origin: str
    name: str


def site_of(origin: str) -> Site:
    """The site of an origin. Raises ``Refused`` where browsers give no passkeys."""
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        raise Refused(409, Reason.NO_PASSKEY_HERE) from None
    try:
        ip_address(host)
    except ValueError:
        if host and host.isascii():
            return Site(origin, host)
    raise Refused(409, Reason.NO_PASSKEY_HERE)


def adding(account: Account) -> str:
    """The purpose of a challenge with which this account adds a passkey."""
    return f"add:{account.id}"


def proving(account: Account) -> str:
    """The purpose of a challenge with which this account proves again who it is."""
    return f"prove:{account.id}"


def ask_to_make(
    account: Account, known: Sequence[Passkey], challenge: bytes, site: Site
) -> dict[str, Any]:
    """What the browser is asked to make a passkey with."""
    options = generate_registration_options(
        rp_id=site.name,
        rp_name=ISSUER,
        user_id=account.id.encode(),
        user_name=account.login,
        challenge=challenge,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.id) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
    )
    return _plain(options_to_json(options))


def ask_to_use(challenge: bytes, site: Site) -> dict[str, Any]:
    """What the browser is asked to use a passkey with: whichever its holder has for this site."""
    options = generate_authentication_options(
        rp_id=site.name, challenge=challenge, user_verification=_REQUIRED
    )
    return _plain(options_to_json(options))


async def made(
    keys: Keys, given: dict[str, Any], account: Account, name: str, site: Site, now: datetime
) -> Passkey:
    """The passkey that a browser made. Raises ``Refused``."""
    challenge = await _challenge(keys, given, adding(account), now)
    try:
        verified = verify_registration_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise Refused(422, Reason.PASSKEY) from None
    uses = verified.sign_count
    key = verified.credential_public_key
    return Passkey(verified.credential_id, account.id, key, uses, name, now)


async def used(
    keys: Keys, given: dict[str, Any], purpose: str, site: Site, now: datetime
) -> Account | None:
    """Whose passkey answered this challenge, or None."""
    try:
        challenge = await _challenge(keys, given, purpose, now)
        found = await keys.passkey(credential_id(given))
        if found is None:
            return None
        passkey, account = found
        verified = verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, Refused, ValueError, KeyError, TypeError):
        return None
    counted = await keys.use_passkey(passkey, verified.new_sign_count, now)
    return account if counted else None


def credential_id(given: dict[str, Any]) -> bytes:
    """Which passkey a browser says that it used. Raises ``Refused``."""
    try:
        return base64url_to_bytes(given["rawId"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused(422, Reason.PASSKEY) from None


async def _challenge(keys: Keys, given: dict[str, Any], purpose: str, now: datetime) -> bytes:
    """The challenge that was signed, spent by this. Raises ``Refused`` where it is none of ours."""
    try:
        signed = orjson.loads(base64url_to_bytes(given["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(signed["challenge"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused(422, Reason.PASSKEY) from None
    if not await keys.spend_challenge(challenge, purpose, now):
        raise Refused(422, Reason.PASSKEY)
    return challenge


def _plain(options: str) -> dict[str, Any]:
    plain: dict[str, Any] = orjson.loads(options)
    return plain
