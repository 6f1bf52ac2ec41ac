"""Live answers."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import orjson
from aiohttp import ClientResponse

from bot.web.live import OF_ONE


async def _event(stream: ClientResponse) -> tuple[str, Any]:
    """The next event's name and data; comments are skipped."""
    name = ""
    async with asyncio.timeout(5):
        while True:
            line = (await stream.content.readline()).decode().strip()
            if line.startswith("event: "):
                name = line[7:]
            if line.startswith("data: "):
                return name, orjson.loads(line[6:])
            assert not stream.content.at_eof(), "the stream ended"


async def test_an_answer_of_a_human_arrives_by_itself(her: Any, script: Any) -> None:
    """What is new comes with its seq, once."""
    await her.enter()
    await her.choose("yes")
    stream = await her.ask("GET", "/events?after=3")
    name, data = await _event(stream)
    assert (name, data["messages"], data["state"]) == ("news", [], "flow")
    script.operator_says("Sono qui.")
    name, data = await _event(stream)
    assert [line["text"] for line in data["messages"]] == ["Sono qui."]
    assert data["state"] == "operator"
    stream.close()


async def test_a_stream_that_broke_goes_on_where_it_was(her: Any, script: Any) -> None:
    """Last-Event-ID comes before the address."""
    await her.enter()
    await her.choose("yes")
    script.operator_says("uno")
    script.operator_says("due")
    stream = await her.ask("GET", "/events?after=1", {"Last-Event-ID": "4"})
    _, data = await _event(stream)
    assert [line["text"] for line in data["messages"]] == ["due"]
    stream.close()


async def test_an_exit_elsewhere_covers_the_page(her: Any) -> None:
    """A second tab or device that is still open is told, and the stream ends."""
    await her.enter()
    await her.choose("yes")
    cookie = her.cookie
    stream = await her.ask("GET", "/events?after=3")
    await _event(stream)
    her.cookie = cookie
    await her.ask("POST", "/exit")
    assert (await _event(stream))[0] == "cover"
    assert await stream.content.read() == b"\n"


async def test_without_a_talk_there_is_nothing_to_hear(her: Any, clock: Any) -> None:
    """No cookie, no talk or a silent one: one event, and the page blanks."""
    for _ in range(2):
        stream = await her.ask("GET", "/events")
        assert (await _event(stream))[0] == "cover"
        await her.enter()
    await her.choose("yes")
    clock.pass_by(timedelta(minutes=16))
    stream = await her.ask("GET", "/events")
    assert (await _event(stream))[0] == "cover"


async def test_no_other_site_can_listen(her: Any) -> None:
    """A stream is only for a page of ours."""
    await her.enter()
    answer = await her.ask("GET", "/events", {"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403


async def test_an_open_stream_says_that_she_is_there(her: Any, script: Any) -> None:
    """While a human is awaited, an open page is a sign of life."""
    await her.enter()
    await her.choose("yes")
    stream = await her.ask("GET", "/events?after=3")
    await _event(stream)
    assert len(script.present) == 1
    stream.close()


async def test_one_talk_has_eight_streams_and_others_theirs(her: Any, script: Any) -> None:
    """Whoever opens them without end ends her own oldest ones, and the newest goes on."""
    await her.enter()
    await her.choose("yes")
    streams = [await her.ask("GET", "/events?after=3") for _ in range(OF_ONE + 2)]
    for stream in streams:
        await _event(stream)
    for ended in streams[:2]:
        async with asyncio.timeout(5):
            assert await ended.content.read() == b"\n"
    script.operator_says("Sono qui.")
    for stream in streams[2:]:
        _, data = await _event(stream)
        assert [line["text"] for line in data["messages"]] == ["Sono qui."]
        stream.close()
