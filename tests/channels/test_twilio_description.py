"""Our fake, and each request that we make, held against what Twilio publishes."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from twilio.rest import Client

from bot.channels.sms import Sms
from bot.channels.twilio_http import TwilioHttp, client_of
from bot.channels.twilio_records import sweep
from bot.channels.twilio_sending import Line
from bot.conversation.state import Outgoing
from bot.messages import Address, Channel, Speech
from tests.channels.twilio_fake import ACCOUNT, TOKEN, FakeTwilio

DESCRIPTION = Path(__file__).parents[2] / "../shared/external/twilio-openapi/twilio_api_v2010.json"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERS, OURS = "+390000000001", "+390000000000"

pytestmark = pytest.mark.skipif(
    not DESCRIPTION.exists(), reason="../shared/external is not here: nothing to hold it against"
)


@cache
def description() -> dict[str, Any]:
    """Twilio's OpenAPI of the messaging API."""
    found: dict[str, Any] = json.loads(DESCRIPTION.read_text())
    return found


def operation(method: str, path: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The operation of a request, and the values in its path."""
    for template, methods in description()["paths"].items():
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
        found = re.fullmatch(pattern, path)
        if found and method.lower() in methods:
            return methods[method.lower()], found.groupdict()
    raise AssertionError(f"Twilio publishes no {method} {path}")


def check(schema: dict[str, Any], value: object) -> None:
    """Hold a value against a schema of the description. Raises what jsonschema raises."""
    whole = {**_nullable(schema), "components": _nullable(description()["components"])}
    jsonschema.validate(value, whole)


@cache
def _components() -> Any:
    return _nullable(description()["components"])


def _nullable(schema: Any) -> Any:
    """OpenAPI 3.0 says ``nullable`` where JSON Schema wants another type."""
    if isinstance(schema, list):
        return [_nullable(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _nullable(value) for name, value in schema.items()}
    if plain.pop("nullable", False) is True and isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"], "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    return plain


def typed(value: str, schema: dict[str, Any]) -> object:
    """A form's text as the type that its schema names."""
    match schema.get("type"):
        case "integer":
            return int(value)
        case "boolean":
            return value == "true"
        case "array":
            return [value]
        case _:
            return value


def hold_request(method: str, url: str, body: str) -> None:
    """A request has the path, the parameters and the types that Twilio publishes."""
    parts = urlsplit(url)
    asked, in_path = operation(method, parts.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    known = {(one["in"], one["name"]): one for one in asked.get("parameters", ())}
    for one in known.values():
        given = in_path if one["in"] == "path" else query
        assert not one.get("required") or one["name"] in given, one["name"]
    for where, given in (("path", in_path), ("query", query)):
        for name, value in given.items():
            check(known[(where, name)]["schema"], typed(value, known[(where, name)]["schema"]))
    form = {name: values[0] for name, values in parse_qs(body).items()}
    if not form:
        return
    schema = asked["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert set(schema.get("required", ())) <= set(form)
    for name, value in form.items():
        assert name in schema["properties"], f"{name} is no parameter"
        check(schema["properties"][name], typed(value, schema["properties"][name]))


def hold_answer(method: str, path: str, status: int, answer: str) -> None:
    """An answer of the fake has the status and the shape that Twilio publishes."""
    told, _ = operation(method, path)
    if status >= 400:
        # The description has no errors: twilio.com/docs/usage/twilios-response does.
        assert {"code", "message", "status"} <= set(json.loads(answer))
        return
    assert str(status) in told["responses"]
    content = told["responses"][str(status)].get("content")
    if content is None:
        assert answer == ""
        return
    check(content["application/json"]["schema"], json.loads(answer))


@asynccontextmanager
async def watched(twilio: FakeTwilio) -> AsyncIterator[tuple[Client, list[str]]]:
    """A client whose requests and answers are all held against the description on their way."""
    seen: list[str] = []

    async def pass_on(request: web.Request) -> web.Response:
        body = await request.text()
        hold_request(request.method, request.path_qs, body)
        async with (
            ClientSession() as session,
            session.request(
                request.method, twilio.url + request.path_qs, data=body, headers=request.headers
            ) as answer,
        ):
            text = await answer.text()
            hold_answer(request.method, request.path, answer.status, text)
        seen.append(f"{request.method} {request.path.rsplit('/', 1)[1]}")
        return web.Response(text=text, status=answer.status, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pass_on)
    server = TestServer(app)
    await server.start_server()
    http = TwilioHttp(str(server.make_url("")).rstrip("/"))
    try:
        yield client_of(ACCOUNT, TOKEN, http), seen
    finally:
        await http.close()
        await server.close()


async def test_every_request_and_every_answer_is_one_that_twilio_publishes(
    twilio: FakeTwilio,
) -> None:
    """Sending, listing, deleting messages and media: path, required parameters, types, shapes."""
    async with watched(twilio) as (client, seen):
        line = Line(client, OURS, "https://almanacco.example", lambda: NOW)
        late = NOW + timedelta(minutes=5)
        for channel in (Channel.SMS, Channel.WHATSAPP):
            message = Outgoing("m", "t", 1, Address(channel, HERS), Speech("ciao"), late)
            to = HERS if channel is Channel.SMS else f"whatsapp:{HERS}"
            await line.post(message, to, 1, body="ciao")
        await line.post(
            message, to, 1, content_sid="HX" + "a" * 32, content_variables='{"1": "ciao"}'
        )
        hers = twilio.received({"From": HERS, "To": OURS, "Body": "ciao"}, media=1)
        await Sms(line).unsend(Address(Channel.SMS, ""), [f"{hers.sid}/media", hers.sid])
        await sweep(client, OURS, datetime.now(UTC) + timedelta(minutes=1))
    assert {one.partition(" ")[0] for one in seen} == {"POST", "GET", "DELETE"}
    assert "GET Media.json" in seen
    assert seen.count("POST Messages.json") == 3
    assert twilio.messages == {}


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("POST", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", "Body=ciao"),
        ("POST", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", "To=x&Unknown=1"),
        ("POST", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", "To=x&ContentRetention=never"),
        ("DELETE", f"/2010-04-01/Accounts/{ACCOUNT}/Messages/XX1.json", ""),
        ("PUT", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", ""),
    ],
)
def test_the_description_refuses_what_is_wrong(method: str, url: str, body: str) -> None:
    """A check that lets everything through would be none."""
    with pytest.raises((AssertionError, jsonschema.ValidationError)):
        hold_request(method, url, body)
