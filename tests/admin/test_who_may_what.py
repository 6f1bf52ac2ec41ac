"""Every route of the staff, for every role: what is not declared is refused, what is not hers is
not there, and both are written down. Generated from what the endpoints declare."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Connection, Integer, LargeBinary, Table, insert, select

from admin.app import ENDPOINTS, build
from admin.auth import SESSION_COOKIE, digest
from admin.endpoint import Caller, Endpoint
from bot.assemble import furnished
from bot.config import load
from bot.crypto.keys import Keyring
from bot.handoff.people import Account, Credentials, Role, StaffSession
from bot.house import House
from bot.publishing.published import read_directory
from bot.storage.sql import SqlStore
from bot.storage.staff_tables import audit, staff
from bot.storage.tables import metadata
from tests.admin.conftest import CHEAP
from tests.console import scene_of
from tests.contracts.stores import begin, queued
from tests.databases import migrated
from tests.engines import database_at

STAFF = [one for one in ENDPOINTS if one.caller is Caller.STAFF]
WITH_IDS = [one for one in STAFF if "{" in one.path]
FAR = "far-away"
"""The id of everything that is another network's: a case, a letter, a seat, an account…"""

FOR_ALL_AGENCIES: dict[str, str] = {
    "/api/colleagues": "who asks a colleague of another agency to sit beside a case must find her",
}
"""Lists that go beyond one's own agencies on purpose, and why."""

VALUES: dict[str, dict[str, str]] = {"seats": {"kind": "supervisor", "state": "open"}}
"""Columns of a table that hold one of a few words."""

WHOSE = ("network", "agency", "account", "networks")
"""What a field of a body is called that names an agency or somebody of the staff."""

MAY_CHANGE = frozenset({"audit", "audit_batches", "audit_anchor", "staff_sessions", "duty"})
"""Tables that change with any request: what was tried, when she was last seen."""

EXAMPLES = (
    *(FAR, "it", "12345678", "000000", "abcde-fghij-klmno-pqrst"),
    *("A" * 32, "a" * 24, "work", "10:00"),
)


def _name(one: Endpoint) -> str:
    return f"{one.method} {one.path}"


def example(given: dict[str, Any], known: dict[str, Any]) -> Any:
    """Something that fits a JSON schema."""
    if "$ref" in given:
        return example(known[given["$ref"].rpartition("/")[2]], known)
    for choice in ("anyOf", "oneOf"):
        if choice in given:
            return example(given[choice][0], known)
    if "enum" in given or "const" in given:
        return given["enum"][0] if "enum" in given else given["const"]
    match given.get("type", "object"):
        case "string":
            return _text(given)
        case "integer" | "number":
            return given.get("minimum", 1)
        case "boolean":
            return True
        case "array":
            some = example(given["items"], known) if "items" in given else FAR
            return [some] * given.get("minItems", 0)
    wanted = given.get("required", ())
    return {name: example(given["properties"][name], known) for name in wanted}


def _text(given: dict[str, Any]) -> str:
    formats = {"date-time": "2099-03-02T10:00:00+00:00", "date": "2099-03-02", "time": "10:00:00"}
    if given.get("format") in formats:
        return formats[given["format"]]
    fitting = [text for text in EXAMPLES if re.search(given.get("pattern", ""), text)]
    assert fitting, f"give an example of {given['pattern']}"
    return fitting[0][: given.get("maxLength", 100)]


def body_of(one: Endpoint) -> Any:
    """A body that the endpoint takes."""
    if one.takes is None:
        return None
    schema = one.takes.model_json_schema()
    return example(schema, schema.get("$defs", {}))


@dataclass
class Place:
    """A house with one person of each role in one network, and everything else in another."""

    house: House
    client: TestClient
    tokens: dict[Role, str]
    near: str = ""
    far: str = ""

    async def ask(
        self, one: Endpoint, role: Role, id: str = FAR, body: Any = None, **other: str
    ) -> tuple[int, str]:
        """(status, code of the reason) of calling it as somebody of that role, with other headers
        than her page would send."""
        path = re.sub(r"{(\w+)}", id, one.path)
        headers = {
            "Sec-Fetch-Site": "same-origin",
            "X-Filo-Csrf": "csrf",
            "Cookie": f"{SESSION_COOKIE}={self.tokens[role]}",
            **{name.replace("_", "-"): value for name, value in other.items()},
        }
        async with self.client.request(
            one.method, path, json=body_of(one) if body is None else body, headers=headers
        ) as answer:
            content = await answer.json() if answer.content_type == "application/json" else {}
            return answer.status, content.get("code", "") if isinstance(content, dict) else ""

    async def everything(self) -> dict[str, list[Any]]:
        """Every row of every table but those that a refused request may write."""
        kept = [table for table in metadata.sorted_tables if table.name not in MAY_CHANGE]

        def read(connection: Connection) -> dict[str, list[Any]]:
            return {
                table.name: sorted(map(repr, connection.execute(select(table)).all()))
                for table in kept
            }

        return await self.house.store.read(read)

    async def written(self) -> list[tuple[str, str, str]]:
        """(account, act, subject) of every row of the audit."""
        rows = await self.house.store.read(
            lambda connection: connection.execute(select(audit)).all()
        )
        return [(row.account, row.act, row.subject) for row in rows]


def _row(table: Table, network: str) -> dict[str, Any]:
    """A row of another network whose content nobody can open, so that reading it fails."""
    row: dict[str, Any] = {}
    for column in table.c:
        if isinstance(column.type, LargeBinary):
            row[column.name] = b"sealed with no key of ours"
        elif isinstance(column.type, Integer):
            row[column.name] = 4_000_000_000_000 if column.name.endswith(("at", "until")) else 1
        else:
            row[column.name] = FAR
    row |= VALUES.get(table.name, {})
    return row | {name: network for name in ("network", "agency") if name in table.c}


async def _live(house: House, near: str, far: str) -> dict[Role, str]:
    """Everything that there is is of the far network; a token for somebody of each role."""
    now = datetime.now(UTC)
    await begin(house.store, FAR, case=queued(FAR, FAR, far))
    stranger = Account(FAR, "lontana", Role.OPERATOR, (far,), ("it",), now)
    await house.accounts.add(Credentials(stranger, "hash", "A" * 32))
    hers = StaffSession(digest(FAR), stranger, "csrf", now, now, id=FAR, proved_at=now)
    await house.accounts.open_session(hers)
    there = {"conversations", "messages", "cases", staff.name}
    own = ("id", "network", "agency")

    def fill(connection: Any) -> None:
        for table in metadata.sorted_tables:
            named = [name for name in own if name in table.c]
            if "id" in named and len(named) > 1 and table.name not in there and table is not audit:
                connection.execute(insert(table).values(_row(table, far)))

    await house.store.write(fill)
    tokens: dict[Role, str] = {}
    for role in Role:
        account = Account(f"id-{role}", role.value, role, (near,), ("it",), now)
        await house.accounts.add(Credentials(account, "hash", "A" * 32))
        tokens[role] = f"token-of-{role}"
        session = StaffSession(
            digest(tokens[role]), account, "csrf", now, now, id=f"session-{role}", proved_at=now
        )
        await house.accounts.open_session(session)
    return tokens


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """A whole house over SQLite, with the staff site before it."""
    near, far = list(read_directory().offices)[:2]
    url = database_at(tmp_path / "filo.db")
    await migrated(url)
    store = await SqlStore.open(url, Keyring(os.urandom(32)))
    settings = load({"FILO_MODE": "demo", "FILO_MEANING": "false"})
    async with furnished(settings, scene_of(near), store, lambda: datetime.now(UTC)) as house:
        tokens = await _live(house, near, far)
        server = TestServer(build(house, CHEAP), host="localhost")
        async with server, TestClient(server) as client:
            yield Place(house, client, tokens, near, far)
    await store.close()


async def test_each_role_may_do_only_what_is_declared(place):
    """Every route, every role that it does not name: 403, said in words, written down, and nothing
    is changed by it."""
    before = await place.everything()
    for one in STAFF:
        for role in sorted(set(Role) - one.roles):
            assert await place.ask(one, role) == (403, "role"), (_name(one), role)
    assert await place.everything() == before
    written = await place.written()
    for one in STAFF:
        for role in set(Role) - one.roles:
            act = f"{one.audit or one.name}.refused_role"
            assert any(row[:2] == (f"id-{role}", act) for row in written), (_name(one), role)


async def test_what_is_not_hers_is_not_there(place):
    """Every route that takes an id, every role that may call it, the id of another network's thing:
    404 as for an id that was invented, written down with the id that was tried, and nothing is
    changed by it."""
    before = await place.everything()
    wrong: list[tuple[str, ...]] = []
    for one in WITH_IDS:
        for role in sorted(one.roles):
            for id in (FAR, "invented"):
                found = await place.ask(one, role, id)
                if found != (404, "unknown"):
                    wrong.append((_name(one), role, id, str(found)))
    assert wrong == []
    assert await place.everything() == before
    written = await place.written()
    for one in WITH_IDS:
        for role in one.roles:
            act = f"{one.audit or one.name}.refused_unknown"
            for id in (FAR, "invented"):
                seen = [row for row in written if row[:2] == (f"id-{role}", act)]
                assert any(row[2] in (id, "") for row in seen), (_name(one), role, id)


async def test_what_another_site_sends_does_nothing(place):
    """Every route, with a live session: not from another site, not from a sister of this one, and
    no act without the token of the page or with that of another session."""
    before, forged = await place.everything(), ("", "csrf2", FAR)
    for one in STAFF:
        role = min(one.roles)
        for site in ("cross-site", "same-site"):
            refused = await place.ask(one, role, Sec_Fetch_Site=site)
            assert refused == (403, "cross_site"), (_name(one), site)
        if one.method == "GET":
            continue
        for token in forged:
            refused = await place.ask(one, role, X_Filo_Csrf=token)
            assert refused == (403, "cross_site"), (_name(one), token)
    assert await place.everything() == before


async def test_nothing_of_another_network_is_listed(place):
    """Every route that lists things, every role that may read it: nothing of what is far."""
    wrong: list[tuple[str, ...]] = []
    for one in STAFF:
        if one.method != "GET" or "{" in one.path or one.path in FOR_ALL_AGENCIES:
            continue
        for role in sorted(one.roles):
            headers = {
                "Sec-Fetch-Site": "same-origin",
                "Cookie": f"{SESSION_COOKIE}={place.tokens[role]}",
            }
            async with place.client.get(one.path, headers=headers) as answer:
                text = await answer.text()
                if answer.status not in (200, 422) or FAR in text or "lontana" in text:
                    wrong.append((_name(one), role, str(answer.status), text[:300]))
    assert wrong == []


def naming(one: Endpoint) -> list[str]:
    """The fields of its body that name an agency or somebody."""
    return [] if one.takes is None else [name for name in one.takes.model_fields if name in WHOSE]


IN_ITS_BODY = [one for one in STAFF if naming(one) and "{" not in one.path]


async def test_what_a_body_names_is_held_against_her_agencies_too(place):
    """Every route whose body names an agency or somebody, every role that may call it, those of
    another network: refused, and nothing is changed by it."""
    assert len(IN_ITS_BODY) >= 9
    before = await place.everything()
    wrong: list[tuple[str, ...]] = []
    for one in IN_ITS_BODY:
        for field in naming(one):
            far = FAR if field == "account" else place.far
            body = body_of(one) | {field: [far] if field == "networks" else far}
            for role in sorted(one.roles):
                status, code = await place.ask(one, role, body=body)
                if status not in (403, 404, 409, 422) or code == "bad_request":
                    wrong.append((_name(one), role, field, str(status), code))
    assert wrong == []
    assert await place.everything() == before


async def test_what_is_far_is_there_for_who_is_there(place):
    """The case that nobody near finds is a case: its own network reads it."""
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"{SESSION_COOKIE}={FAR}"}
    async with place.client.get(f"/api/cases/{FAR}", headers=headers) as answer:
        assert answer.status == 200


def test_every_route_that_takes_an_id_is_for_somebody_in_particular():
    """No id is looked at for who is not logged in."""
    assert [_name(one) for one in ENDPOINTS if "{" in one.path and one not in STAFF] == []
