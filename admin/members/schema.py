"""The JSON of the people's page."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from admin.schema import Given, Language, Network, Taken
from bot.handoff.members import MOST_NETWORKS, MOST_SKILLS
from bot.handoff.people import Role

NetworkId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Skill = Annotated[str, Field(min_length=1, max_length=60)]


class Rights(Taken):
    """What an account shall be."""

    role: Role
    networks: list[NetworkId] = Field(min_length=1, max_length=MOST_NETWORKS)
    languages: list[Language] = Field(min_length=1, max_length=40)
    skills: list[Skill] = Field(default=[], max_length=MOST_SKILLS)


class NewMember(Rights):
    """Somebody who is invited. ``login``: the name that she is called by at work."""

    login: str = Field(min_length=1, max_length=100)


class Member(Given):
    """One account, as far as it exists for the reader: ``networks`` are those of hers.

    ``elsewhere``: it has other agencies too. ``managed``: she may suspend it and change its role.
    ``invited``: nobody has used the invitation yet; ``invited_until``: so long it opens, None where
    it is over.
    """

    id: str
    login: str
    role: Role
    networks: list[str]
    elsewhere: bool
    languages: list[str]
    skills: list[str]
    created_at: datetime
    suspended_at: datetime | None
    invited: bool
    invited_until: datetime | None
    managed: bool
    yourself: bool


class MembersState(Given):
    """The people of her agencies; ``roles`` are those that she may give."""

    members: list[Member]
    networks: list[Network]
    roles: list[Role]


class InvitationState(Given):
    """An invitation, shown this once: it opens the account until then."""

    member: Member
    code: str = Field(repr=False)
    until: datetime
