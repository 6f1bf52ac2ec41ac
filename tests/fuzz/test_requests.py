"""Whatever is sent to the two sites, by whomever: they answer, without a trace of a failure."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
import schemathesis
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from schemathesis import Case, GenerationMode
from yarl import URL

from admin.app import ENDPOINTS, build
from admin.auth import SESSION_COOKIE, digest
from admin.endpoint import Caller, Endpoint
from admin.openapi import document
from bot.assemble import furnished
from bot.config import load
from bot.crypto.keys import Keyring
from bot.demonstration.furnishing import furnish
from bot.handoff.people import Account, Credentials, Role, StaffSession
from bot.house import House
from bot.publishing.published import read_directory
from bot.storage.sql import SqlStore
from bot.storage.upgrade import upgrade
from tests.admin.conftest import CHEAP
from tests.console import scene_of
from tests.contracts.stores import begin, queued
from tests.fuzz.spoiling import HOSTILE, many
from tests.place import Client, placed

LONG = int(os.environ.get("FILO_FUZZ_EXAMPLES", "0"))
BY_ROUTE = {(one.method, one.path): one for one in ENDPOINTS}


def drawn(strategy: some.SearchStrategy[Any], short: int, long: int) -> list[Any]:
    """So many examples of it: the same ones in every run, but where ``make fuzz`` wants others."""
    found: list[Any] = []

    @settings(
        max_examples=long if LONG else short,
        derandomize=not LONG,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found


@dataclass
class Desk:
    """The staff site over a whole house, and somebody of each role who may do what her role may."""

    house: House
    client: TestClient[Any, Any]
    network: str
    tokens: dict[Role, str] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    count: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def token(self, role: Role) -> str:
        """A session of that role; a new person's, where the last one was sent away."""
        if role not in self.tokens:
            now, name = datetime.now(UTC), f"{role}-{next(self.count)}"
            account = Account(f"id-{name}", name, role, (self.network,), ("it",), now)
            await self.house.accounts.add(Credentials(account, "hash", "A" * 32))
            session = StaffSession(
                digest(name), account, "csrf", now, now, id=f"session-{name}", proved_at=now
            )
            await self.house.accounts.open_session(session)
            self.tokens[role] = name
        return self.tokens[role]

    async def ask(
        self, one: Endpoint, path: str, query: str, body: bytes | None
    ) -> tuple[int, bytes]:
        """(status, body) of a request as the page of somebody who may would send it."""
        role = sorted(one.roles)[next(self.count) % len(one.roles)] if one.roles else None
        headers = {"Sec-Fetch-Site": "same-origin", "X-Filo-Csrf": "csrf"}
        if role is not None and one.caller is Caller.STAFF:
            headers["Cookie"] = f"{SESSION_COOKIE}={await self.token(role)}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = URL(f"{path}?{query}" if query else path, encoded=True)
        async with self.client.request(one.method, url, data=body, headers=headers) as answer:
            content = await answer.read()
        if answer.status == 401 and role is not None:
            self.tokens.pop(role, None)
        return answer.status, content

    def remember(self, path: str, content: bytes) -> None:
        """Ids of what is there, by the place that lists it."""
        try:
            found = orjson.loads(content)
        except orjson.JSONDecodeError:
            return
        self.known.setdefault(path.split("/")[2], set()).update(_ids(found))

    def paths(self, template: str, given: str) -> str:
        """The path, with the id of something that is there wherever one is known."""
        ids = sorted(self.known.get(template.split("/")[2], ()))
        if "{" not in template or not ids or next(self.count) % 4 == 0:
            return given
        return re.sub(r"{\w+}", lambda _: ids[next(self.count) % len(ids)], template)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inside in value.items():
            if isinstance(inside, str) and name in ("id", "flow", "name", "network", "language"):
                if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", inside):
                    yield inside
            else:
                yield from _ids(inside)
    elif isinstance(value, list):
        for one in value:
            yield from _ids(one)


def _bodies(cases: Sequence[Case]) -> Iterator[tuple[Case, bytes | None]]:
    """Each case with its body, and each body once more, spoilt."""
    chance = Random(len(cases) if not LONG else None)  # noqa: S311 - nothing secret is chosen
    for case in cases:
        body = _body(case)
        yield case, body
        if body is not None:
            yield case, many(body, chance)


def _body(case: Case) -> bytes | None:
    if case.media_type is None:
        return None
    given = case.body
    if isinstance(given, bytes):
        return given
    try:
        return orjson.dumps(given)
    except (TypeError, ValueError):
        return repr(given).encode("utf-8", "replace")


def _query(case: Case) -> str:
    return urlencode(dict(case.query), doseq=True, errors="replace") if case.query else ""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A demonstration, with one woman who waits for a person."""
    near = next(iter(read_directory().offices))
    url = f"sqlite:///{tmp_path / 'filo.db'}"
    await upgrade(url)
    store = await SqlStore.open(url, Keyring(os.urandom(32)))
    chosen = load({"FILO_MODE": "demo", "FILO_MEANING": "false"})
    now = datetime.now(UTC)
    await furnish(store, Account("first", "first", Role.OPERATOR, (near,), ("it",), now), now)
    await begin(store, "talk", case=queued("case", "talk", near))
    async with furnished(chosen, scene_of(near), store, lambda: datetime.now(UTC)) as house:
        server = TestServer(build(house, CHEAP), host="localhost")
        async with server, TestClient(server) as client:
            yield Desk(house, client, near)
    await store.close()


def _failed(status: int, content: bytes) -> bool:
    return status >= 500 or b"Traceback" in content or b"Error(" in content


async def test_no_request_breaks_the_staff_site(desk: Desk) -> None:
    """Every operation of the OpenAPI document, by each role that may, with values that fit what it
    declares and others that do not, on things that are there and on invented ones."""
    described = orjson.loads(orjson.dumps(document(ENDPOINTS)))
    schema = schemathesis.openapi.from_dict(described)
    operations = [one.ok() for one in schema.get_all_operations()]
    # What makes things comes before what needs one.
    operations.sort(key=lambda one: ("{" in one.path, one.method != "get"))
    broken: list[str] = []
    for operation in operations:
        one = BY_ROUTE[operation.method.upper(), operation.path]
        for case, body in _bodies(await asyncio.to_thread(_cases, operation)):
            path = desk.paths(one.path, case.formatted_path)
            status, content = await desk.ask(one, path, _query(case), body)
            if _failed(status, content):
                broken.append(f"{one.method} {path} {case.query} {body!r:.300} -> {status}")
            elif one.method == "GET" and "{" not in one.path:
                desk.remember(one.path, content)
    assert broken == []


def _cases(operation: Any) -> Sequence[Case]:
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if operation.method == "get" and not operation.query:
        return drawn(fitting, 1, 10)
    if not operation.body:
        return drawn(fitting, 2, 30)
    found = drawn(fitting, 2, 60)
    if LONG:
        found += drawn(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), 0, 60)
    return found


NAMES = some.sampled_from(
    ["text", "choice", "ask", "id", "token", "after", "touch", "hidden", "visible", "alive", "word",
     "MessageSid", "From", "Body", ""]
)  # fmt: skip
TEXTS = some.one_of(
    some.sampled_from([one.decode("latin-1") for one in HOSTILE]),
    some.text(max_size=60),
    some.sampled_from(["ciao", "1", "aiuto", "esci", "menu", "no"]),
)
FORMS = some.tuples(
    some.dictionaries(NAMES, TEXTS, max_size=6),
    some.sampled_from(["own", "own", "own", "none", "odd"]),
    some.sampled_from(
        ["application/x-www-form-urlencoded"] * 4
        + ["", "multipart/form-data; boundary=a", "text/plain; charset=utf-7", "application/json"]
    ),
    some.sampled_from(["text/html", "application/json", "", "*/*;q=x"]),
    some.sampled_from(["it", "ar", "xx-YY;q=9", "it;q=", "*", "\u00ff" * 50]),
)
PUBLIC = ("/", "/", "/", "/exit", "/g/" + "a" * 22, "/d/" + "b" * 50, "/telegram",
          "/twilio/message", "/twilio/status", "/events", "/%00", "/..%2f..%2fetc")  # fmt: skip


async def test_no_form_breaks_the_public_site(tmp_path: Path) -> None:
    """Forms of her page with hostile fields, of every kind of content, in whole talks: she reads
    an answer, never a failure."""
    forms = drawn(FORMS, 120, 4000)
    async with placed(tmp_path) as place:
        entry = place.service.settings.entry
        broken: list[str] = []
        cookie, page = "", ""
        for at, (fields, own, kind, accept, language) in enumerate(forms):
            if at % 20 == 0:
                cookie, page = await _enter(place.client, entry)
            hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
            sent = {**hidden, **fields} if own != "none" else fields
            body = urlencode(sent, errors="surrogatepass").encode()
            headers = {"Sec-Fetch-Site": "same-origin", "Accept": accept, "Cookie": cookie,
                       "Accept-Language": language, "Content-Type": kind}  # fmt: skip
            path = PUBLIC[at % len(PUBLIC)]
            data = body[: len(body) // 2] + b"\xff" if own == "odd" else body
            url = URL(path, encoded=True)
            async with place.client.post(
                url, data=data, headers=headers, allow_redirects=False
            ) as answer:
                content = await answer.read()
            if _failed(answer.status, content):
                broken.append(f"{path} {headers} {data!r:.300} -> {answer.status}")
            if path == "/" and b'type="hidden"' in content:
                page = content.decode()
        assert broken == []


async def _enter(client: Client, entry: str) -> tuple[str, str]:
    async with client.get(f"/{entry}", allow_redirects=False) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    async with client.get("/", headers={"Cookie": cookie}) as answer:
        return cookie, await answer.text()
