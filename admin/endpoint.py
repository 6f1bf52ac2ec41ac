"""What an endpoint of the staff API declares: path, models, caller, and what is audited."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel

from admin.ports import House
from bot.handoff.people import Account, Role, StaffSession
from bot.handoff.reasons import Reason, sentence

Body = TypeVar("Body", bound=BaseModel)


class Caller(StrEnum):
    """Who may use a route. A route without a caller does not exist."""

    ANYONE = "anyone"
    STAFF = "staff"
    LOOPBACK = "loopback"


class Refused(Exception):
    """The request is refused: a status, a code and a sentence that says what to do next."""

    def __init__(self, status: int, reason: Reason, *, holder: str = "", **details: str) -> None:
        super().__init__(reason.value)
        self.status = status
        self.reason = reason
        self.holder = holder
        self.message = sentence(reason, **({"holder": holder} if holder else {}), **details)
        self.wait = details.get("seconds", "")


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a handler sees it."""

    house: House
    session: StaffSession | None
    now: datetime
    body: BaseModel | None = field(default=None, repr=False)
    path: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    browser: str = field(default="", repr=False)

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
    """What a handler gives: the body, and cookies to set (value, or None to expire)."""

    body: BaseModel | None = None
    cookies: Mapping[str, tuple[str, int] | None] = field(default_factory=dict, repr=False)


Handler = Callable[[Call], Awaitable[Answered]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of the API. ``audit`` names the act in the audit; empty: it is not recorded.

    ``refusals`` are the reasons that a caller must expect, by status.
    """

    method: str
    path: str
    name: str
    summary: str
    caller: Caller
    handler: Handler
    gives: type[BaseModel] | None = None
    takes: type[BaseModel] | None = None
    roles: frozenset[Role] = frozenset(Role)
    refusals: Mapping[int, tuple[Reason, ...]] = field(default_factory=dict)
    audit: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


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
) -> Callable[[Handler], Endpoint]:
    """Declare a handler as an operation; its function's name is the operation's id."""

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
        )

    return declare
