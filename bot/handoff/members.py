"""Who may make and change whose account: within her own agencies, and never more than she has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.handoff.people import AT_THE_DESK, Account, Role
from bot.handoff.reasons import Reason

GIVES = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.NETWORK_ADMIN, Role.STEERING})
"""Roles that a network admin gives and takes. A data officer reads what the admin did, and exports:
she is made on the server (`filo staff add`), by nobody whom she would have to watch."""

MOST_NETWORKS = 50
MOST_SKILLS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an account shall be, as far as an admin may say."""

    role: Role
    networks: tuple[str, ...]
    languages: tuple[str, ...]
    skills: tuple[str, ...]


def seen_by(admin: Account, account: Account) -> tuple[str, ...]:
    """The agencies of an account that exist for this admin; none: the account does not."""
    return tuple(network for network in account.networks if network in admin.networks)


def wholly_hers(admin: Account, account: Account) -> bool:
    """Whether everything of the account lies within her agencies."""
    return set(account.networks) <= set(admin.networks)


def standing_refusal(admin: Account) -> Reason | None:
    """Why she may do nothing to anybody's account any more, or None.

    Asked again where the act has its effect: of two admins who suspend each other at the same
    moment one comes second, and stays. So an agency never loses its last admin to another one.
    """
    stands = admin.role is Role.NETWORK_ADMIN and admin.suspended_at is None and not admin.invited
    return None if stands else Reason.ROLE


def answers_in(account: Account) -> tuple[str, ...]:
    """The agencies in which she answers women: none, where her role does not."""
    return account.networks if account.role in AT_THE_DESK else ()


def manage_refusal(admin: Account, account: Account) -> Reason | None:
    """Why she may not suspend, invite again or end the sessions of this account, or None."""
    if not seen_by(admin, account):
        return Reason.UNKNOWN
    if account.id == admin.id:
        return Reason.YOURSELF
    if account.role not in GIVES or not wholly_hers(admin, account):
        return Reason.NOT_YOURS
    return None


def give_refusal(admin: Account, wanted: Wanted, known: Collection[str]) -> Reason | None:
    """Why she may not make such an account, or None. ``known``: agencies that there are."""
    networks = set(wanted.networks)
    if not networks or not wanted.languages or len(networks) > MOST_NETWORKS:
        return Reason.BAD_REQUEST
    if not networks <= set(admin.networks) or not networks <= set(known):
        return Reason.UNKNOWN
    if wanted.role not in GIVES:
        return Reason.TOO_MUCH
    return None


def change_refusal(
    admin: Account, account: Account, wanted: Wanted, known: Collection[str]
) -> Reason | None:
    """Why she may not change the account so, or None."""
    if not seen_by(admin, account):
        return Reason.UNKNOWN
    if account.id == admin.id:
        return Reason.YOURSELF
    if account.role not in GIVES:
        return Reason.NOT_YOURS
    if wanted.role is not account.role and not wholly_hers(admin, account):
        return Reason.NOT_YOURS
    same_role = Wanted(Role.OPERATOR, wanted.networks, wanted.languages, wanted.skills)
    return give_refusal(admin, wanted if wanted.role is not account.role else same_role, known)


def changed_networks(admin: Account, account: Account, wanted: Wanted) -> tuple[str, ...]:
    """The agencies of the account afterwards: those that are not hers to change stay."""
    others = (network for network in account.networks if network not in admin.networks)
    return (*others, *dict.fromkeys(wanted.networks))
