"""People of the staff who do anything in any order: what one makes, another reads and changes."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

import orjson
import schemathesis
from aiohttp import ClientSession
from schemathesis import GenerationMode
from yarl import URL

from admin.app import ENDPOINTS
from admin.auth import SESSION_COOKIE, digest
from admin.endpoint import Caller, Endpoint
from bot.handoff.people import Account, Credentials, Role, StaffSession
from bot.house import House
from tests.fuzz.answers import Declared, trouble
from tests.fuzz.spoiling import HOSTILE, many
from tests.fuzz.test_requests import drawn

BODIES = 6
"""Bodies that are drawn for each operation in a short walk; a long one has ten times as many."""

KEPT = 400
"""Ids of one kind that are remembered: the newest."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff, and the token of her session."""

    role: Role
    token: str


@dataclass
class StaffWalk:
    """Asks the staff site whatever chance wants. ``found`` are answers that should not be, each
    kind once; ``done``: operations that went through at least once."""

    house: House
    client: ClientSession
    networks: tuple[str, ...]
    chance: Random
    declared: Declared = field(default_factory=lambda: Declared(ENDPOINTS))
    people: list[Person] = field(default_factory=list)
    known: dict[str, deque[str]] = field(default_factory=dict)
    bodies: dict[str, list[Any]] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    count: int = 0

    def prepare(self) -> None:
        """Draw the bodies; it takes a while, and must not run in the loop."""
        schema = schemathesis.openapi.from_dict(self.declared.document)
        for one in schema.get_all_operations():
            operation = one.ok()
            if operation.body:
                fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
                cases = drawn(fitting, BODIES, BODIES * 10)
                self.bodies[operation.label] = [case.body for case in cases]

    async def step(self) -> None:
        """One request, or several of one kind at once."""
        one = self._endpoint()
        if one.method != "GET" and self.chance.random() < 0.1:
            request = self._request(one)
            people = [await self._person(one) for _ in range(self.chance.randint(2, 4))]
            await asyncio.gather(*(self._ask(one, *request, person) for person in people))
        else:
            await self._ask(one, *self._request(one), await self._person(one))

    def _endpoint(self) -> Endpoint:
        """Mostly one whose path can be filled with what is there."""
        for _ in range(4):
            one = self.chance.choice(ENDPOINTS)
            if "{" not in one.path or self.known.get(_place(one.path)):
                break
        return one

    def _request(self, one: Endpoint) -> tuple[str, str, bytes | None]:
        """(path, query, body)."""
        path = re.sub(r"{\w+}", lambda _: self._id(_place(one.path)), one.path)
        query = {name: self._value() for name in one.query if self.chance.random() < 0.6}
        body = None
        if one.takes is not None:
            given = self.chance.choice(self.bodies[f"{one.method} {one.path}"])
            body = _written(self._rooted(given))
            if self.chance.random() < 0.1:
                body = many(body, self.chance)
        return path, urlencode(query, errors="replace"), body

    def _id(self, place: str) -> str:
        """An id of what is there, mostly of that kind."""
        own = self.known.get(place)
        if own and self.chance.random() < 0.85:
            return self.chance.choice(own)
        kinds = [ids for ids in self.known.values() if ids]
        return self.chance.choice(self.chance.choice(kinds)) if kinds else "nowhere"

    def _value(self) -> str:
        drawn_from = self.chance.random()
        if drawn_from < 0.4:
            return self._id("")
        if drawn_from < 0.6:
            return self.chance.choice(HOSTILE).decode("latin-1")
        return self.chance.choice(("0", "1", "it", "2026-12-01", "web", "true", "-1", ""))

    def _rooted(self, value: Any) -> Any:
        """The body, with ids of what is there in the place of some of its texts."""
        if isinstance(value, dict):
            return {key: self._rooted(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._rooted(one) for one in value]
        if isinstance(value, str) and self.chance.random() < 0.25:
            return self._id("")
        return value

    async def _person(self, one: Endpoint) -> Person | None:
        """Mostly somebody who may."""
        if one.caller is not Caller.STAFF or self.chance.random() < 0.02:
            return None
        role = self.chance.choice(sorted(one.roles if self.chance.random() < 0.85 else Role))
        there = [person for person in self.people if person.role is role]
        if len(there) < 3:
            there.append(await self._new(role))
            self.people.append(there[-1])
        return self.chance.choice(there)

    async def _new(self, role: Role) -> Person:
        self.count += 1
        now, name = self.house.clock(), f"{role}-{self.count}"
        networks = (self.chance.choice(self.networks),)
        account = Account(f"id-{name}", name, role, networks, ("it",), now)
        await self.house.accounts.add(Credentials(account, "hash", "A" * 32))
        session = StaffSession(
            digest(name), account, "csrf", now, now, id=f"session-{name}", proved_at=now
        )
        await self.house.accounts.open_session(session)
        return Person(role, name)

    async def _ask(
        self, one: Endpoint, path: str, query: str, body: bytes | None, person: Person | None
    ) -> None:
        headers = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": "csrf"}
        if person is not None:
            headers["Cookie"] = f"{SESSION_COOKIE}={person.token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = URL(f"{path}?{query}" if query else path, encoded=True)
        async with self.client.request(one.method, url, data=body, headers=headers) as answer:
            content = await answer.read()
        self.came[answer.status] = self.came.get(answer.status, 0) + 1
        wrong = trouble(answer.status, content) or self.declared.trouble(
            one, answer.status, content
        )
        if answer.status >= 400 and b"segreto" in content and b"segreto" not in (body or b""):
            wrong = "it refuses with her words"
        if wrong:
            told = f"{one.method} {path}?{query} {body!r:.600} as {person}"
            self.found.setdefault(
                f"{one.method} {one.path} {wrong[:60]}",
                f"{told}\n  -> {answer.status}: {wrong}: {content!r:.300}",
            )
        elif answer.status < 300:
            self.done.add(f"{one.method} {one.path}")
            self._remember(_place(one.path), content)
        if answer.status == 401 and person in self.people:
            self.people.remove(person)

    def _remember(self, place: str, content: bytes) -> None:
        if content:
            held = self.known.setdefault(place, deque(maxlen=KEPT))
            for id in _ids(orjson.loads(content)):
                if id not in held:
                    held.append(id)


def _place(path: str) -> str:
    return path.split("/")[2]


def _written(body: Any) -> bytes:
    try:
        return orjson.dumps(body)
    except (TypeError, ValueError):
        return repr(body).encode("utf-8", "replace")


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inside in value.items():
            named = name in ("id", "flow", "network", "language", "case", "agency", "shift", "step")
            if named and isinstance(inside, str) and _ID.fullmatch(inside):
                yield inside
            else:
                yield from _ids(inside)
    elif isinstance(value, list):
        for one in value:
            yield from _ids(one)
