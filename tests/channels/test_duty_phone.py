"""The duty phone's hook: what is told, and what counts as not reached."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.duty_phone import HookPhone
from bot.conversation.duty_phone import NotRung

Gateway = Callable[[int], Awaitable[tuple[str, list[tuple[str, object]]]]]


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    """Makes on-call gateways that answer with a status, and remember what they were told."""
    servers: list[TestServer] = []

    async def made(status: int) -> tuple[str, list[tuple[str, object]]]:
        told: list[tuple[str, object]] = []

        async def take(request: web.Request) -> web.Response:
            told.append((request.path_qs, await request.json()))
            return web.Response(status=status, headers={"Location": "/elsewhere"})

        app = web.Application()
        app.router.add_post("/{path:.*}", take)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return str(server.make_url("/hook?key=k")), told

    yield made
    for server in servers:
        await server.close()


async def test_it_is_told_how_many_wait_and_nothing_else(gateway: Gateway) -> None:
    """No network, no id, no time: who reads it learns that somebody works in shifts."""
    url, told = await gateway(200)
    await HookPhone(url, {}).ring("milano", 1)
    await HookPhone(url, {}).ring("milano", 3)
    assert told == [("/hook?key=k", {"text": "Turno: 1"}), ("/hook?key=k", {"text": "Turno: 3"})]


async def test_a_network_with_a_phone_of_its_own_is_rung_there(gateway: Gateway) -> None:
    """And the others at the one for all, where there is one."""
    own, told_own = await gateway(204)
    for_all, told_all = await gateway(202)
    phone = HookPhone(for_all, {"milano": own})
    await phone.ring("milano", 1)
    await phone.ring("rho-garbagnate", 1)
    assert (len(told_own), len(told_all)) == (1, 1)
    assert HookPhone("", {"milano": own}).rings_for("milano")
    assert not HookPhone("", {"milano": own}).rings_for("rho-garbagnate")


@pytest.mark.parametrize("status", [302, 400, 404, 500])
async def test_a_refusal_is_not_a_ring(gateway: Gateway, status: int) -> None:
    """A redirect is followed nowhere; the trouble names no address."""
    url, told = await gateway(status)
    with pytest.raises(NotRung) as trouble:
        await HookPhone(url, {}).ring("milano", 1)
    assert len(told) == 1
    assert "127.0.0.1" not in str(trouble.value)


async def test_a_gateway_that_is_down_is_not_a_ring() -> None:
    """Nor does its trouble name an address."""
    with pytest.raises(NotRung) as trouble:
        await HookPhone("http://127.0.0.1:9/secret", {}).ring("milano", 1)
    assert "secret" not in str(trouble.value)
    assert trouble.value.__cause__ is None
