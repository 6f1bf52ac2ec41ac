"""What an endpoint of the staff API declares: path, models, caller, and what is audited."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel

from admin.auth import Doors
from admin.ports import House
from admin.refused import Refused
from bot.handoff.people import AT_THE_DESK, Account, Role, StaffSession
from bot.handoff.reasons import Reason

Body = TypeVar("Body", bound=BaseModel)
T = TypeVar("T")


class Caller(StrEnum):
    """Who may use a route. A route without a caller does not exist.

    A subscriber is an agency's own calendar, which knows a secret in the address.
    """

    ANYONE = "anyone"
    STAFF = "staff"
    LOOPBACK = "loopback"
    SUBSCRIBER = "subscriber"


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a handler sees it. ``language``: which one of the staff's it is answered in,
    ``site``: what the browser calls this site (scheme, host, port), ``doors``: by which one comes
    in and goes."""

    house: House
    doors: Doors = field(repr=False)
    session: StaffSession | None
    now: datetime
    body: BaseModel | None = field(default=None, repr=False)
    path: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    browser: str = field(default="", repr=False)
    site: str = ""
    language: str = "it"

    @property
    def account(self) -> Account:
        """Who calls. Only routes of the staff have one."""
        assert self.session is not None, "the route's caller is not the staff"
        return self.session.account

    def taken(self, model: type[Body]) -> Body:
        """The body, which the endpoint declared to be of this model."""
        assert isinstance(self.body, model), "the endpoint declares another model"
        return self.body


@dataclass(frozen=True, slots=True)
class Answered:
    """What a handler gives: the body, and cookies to set (value, or None to expire).

    ``subject`` is the id that the audit names where the path names none.
    """

    body: BaseModel | None = None
    cookies: Mapping[str, tuple[str, int] | None] = field(default_factory=dict, repr=False)
    subject: str = ""


def existing(one: T | None) -> T:
    """It, where it is there for the reader: None or False is refused as unknown."""
    if one is None or one is False:
        raise Refused(404, Reason.UNKNOWN)
    return one


Handler = Callable[[Call], Awaitable[Answered]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of the API. ``audit`` names the act in the audit; empty: it is not recorded.

    ``fresh``: only for who has just proved who she is.

    ``refusals`` are the reasons that a caller must expect, by status. ``largest``: bytes of its
    body, where it may be larger than others.
    """

    method: str
    path: str
    name: str
    summary: str
    caller: Caller
    handler: Handler
    gives: type[BaseModel] | None = None
    takes: type[BaseModel] | None = None
    roles: frozenset[Role] = AT_THE_DESK
    refusals: Mapping[int, tuple[Reason, ...]] = field(default_factory=dict)
    audit: str = ""
    fresh: bool = False
    query: Mapping[str, str] = field(default_factory=dict)
    largest: int = 0


def endpoint(
    method: str,
    path: str,
    summary: str,
    *,
    caller: Caller = Caller.STAFF,
    gives: type[BaseModel] | None = None,
    takes: type[BaseModel] | None = None,
    refusals: Mapping[int, tuple[Reason, ...]] | None = None,
    audit: str = "",
    query: Mapping[str, str] | None = None,
    roles: frozenset[Role] = AT_THE_DESK,
    largest: int = 0,
    fresh: bool = False,
) -> Callable[[Handler], Endpoint]:
    """Declare a handler as an operation; its function's name is the operation's id.

    ``roles`` may call it, where its caller is the staff: by default those at the desk.
    """

    def declare(handler: Handler) -> Endpoint:
        return Endpoint(
            method=method,
            path=path,
            name=getattr(handler, "__name__", path),
            summary=summary,
            caller=caller,
            handler=handler,
            gives=gives,
            takes=takes,
            refusals=refusals or {},
            audit=audit,
            query=query or {},
            roles=roles,
            largest=largest,
            fresh=fresh,
        )

    return declare
