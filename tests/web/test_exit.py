"""The way out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.conversation.state import Curtain
from bot.messages import Left


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_the_link_clears_everything_and_goes_elsewhere(her: Any, method: str) -> None:
    """A redirect, cookies and storage cleared, nothing cached, no referrer."""
    await her.enter()
    answer = await her.ask(method, "/exit")
    assert (answer.status, answer.headers["Location"]) == (303, "https://exit.example/")
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    await her.ask("GET", "/")
    assert "Alba" in her.page


async def test_the_beacon_is_idempotent_with_and_without_a_cookie(her: Any, script: Any) -> None:
    """The beacon and the link together have one effect."""
    await her.enter()
    await her.choose("yes")
    cookie = her.cookie
    for _ in range(2):
        her.cookie = cookie
        assert (await her.ask("POST", "/exit")).status == 204
    her.cookie = ""
    assert (await her.ask("POST", "/exit")).status == 204
    left = [each for each in script.posted if isinstance(each.what, Left)]
    # At one moment they are one happening; at two, the second finds the curtain fallen.
    assert {each.id for each in left} == {f"exit-{left[0].at.timestamp()}"}


async def test_the_old_cookie_opens_nothing_after_an_exit(her: Any) -> None:
    """A cookie that was kept somewhere is worth nothing."""
    await her.enter()
    await her.choose("yes")
    kept = her.cookie
    await her.ask("GET", "/exit")
    her.cookie = kept
    await her.ask("GET", "/")
    assert "Alba" in her.page
    assert 'name="text"' not in her.page


async def test_leaving_works_while_nothing_can_be_written(her: Any, script: Any) -> None:
    """A dead database holds nobody back."""
    await her.enter()
    script.fail = RuntimeError("the database is gone")
    answer = await her.ask("GET", "/exit")
    assert answer.status == 303
    assert her.cookie == ""


@pytest.mark.parametrize("what", ["chat", "problem"])
async def test_the_way_out_is_the_first_thing_to_touch(her: Any, what: str) -> None:
    """Before any other link, button or field, in errors too."""
    await her.enter()
    if what == "problem":
        await her.say("ciao", **{"Sec-Fetch-Site": "cross-site"})
    body = her.page.partition("<body")[2]
    way_out = body.index('href="/exit"')
    others = [body.find(tag) for tag in ("<button", "<input", 'href="/"', "<summary")]
    assert all(place == -1 or way_out < place for place in others)


async def test_an_exit_that_could_not_be_written_is_written_later(
    her: Any, script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her page is gone: nobody but us would say it once more. Then her cookie opens nothing."""
    monkeypatch.setattr("bot.web.exit.AGAIN", 0.01)
    await her.enter()
    await her.choose("yes")
    kept = her.cookie
    script.fail = RuntimeError("the database is gone")
    await her.ask("GET", "/exit")
    script.fail = None
    (talk,) = script.talks.values()
    async with script.bus.subscribe(f"thread:{talk.id}") as waiter, asyncio.timeout(30):
        while talk.curtain is not Curtain.EXITED:
            await waiter.wait(1)
    her.cookie = kept
    await her.ask("GET", "/")
    assert 'name="text"' not in her.page
