"""The door: password and code together, codes once, guesses slowed, nobody locked out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from aiohttp.test_utils import TestClient, TestServer
from argon2 import Parameters, PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from admin.app import build
from admin.auth import BROWSER_COOKIE, SESSION_COOKIE, digest, hash_of_nobody
from admin.throttle import LONGEST, Throttle
from bot.storage.staff_enrol import password_hasher
from tests.admin.conftest import Browser

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


async def test_password_and_code_open_the_door(browsers):
    """Both together, and only then is anything told of the account."""
    browser = await browsers()
    status, me = await browser.login("prima")
    assert status == 200
    assert me["login"] == "prima"
    assert [network["id"] for network in me["networks"]] == ["north"]


async def test_whatever_is_wrong_the_answer_is_the_same(browsers):
    """Nobody learns by guessing which names exist or which half was right."""
    browser = await browsers()
    answers = [
        await browser.login("prima", password="sbagliata"),
        await browser.login("prima", code="000000"),
        await browser.login("nessuna", code="000000"),
    ]
    assert {status for status, _ in answers} == {401}
    assert len({str(body) for _, body in answers}) == 1


def test_a_login_that_is_not_there_takes_as_long_as_one_that_is() -> None:
    """Its hash is a true one of the same cost, which no password fits."""
    hasher = password_hasher()
    nobody = hash_of_nobody(hasher)
    assert not hasher.check_needs_rehash(nobody)
    with pytest.raises(VerifyMismatchError):
        hasher.verify(nobody, "prima")


class Counting(PasswordHasher):
    """Remembers which hashes it was asked about."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.asked: list[Parameters] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.asked.append(extract_parameters(str(hash)))
        return super().verify(hash, password)


async def test_a_name_that_nobody_has_is_looked_at_as_long_as_one_that_is(site) -> None:
    """At the door itself: one hash of the same cost, whoever is named."""
    hasher = Counting()
    async with TestClient(TestServer(build(site, hasher))) as client:
        for login in ("prima", "nessuna"):
            status, _ = await Browser(site, client).login(
                login, password="sbagliata", code="000000"
            )
            assert status == 401
    of_hers, of_nobody = hasher.asked
    assert of_hers == of_nobody


async def test_a_code_is_used_once(site, browsers):
    """Whoever looked over a shoulder cannot use the same six digits again."""
    first, second = await browsers(), await browsers()
    code = site.code("prima")
    assert (await first.login("prima", code=code))[0] == 200
    assert (await second.login("prima", code=code))[0] == 401
    site.later(seconds=30)
    assert (await second.login("prima"))[0] == 200


async def test_a_code_of_long_ago_is_refused(site, browsers):
    """A code is good for its half minute and one to either side."""
    old = site.code("prima")
    site.later(seconds=90)
    assert (await (await browsers()).login("prima", code=old))[0] == 401


async def test_the_session_is_a_cookie_that_no_script_reads(browsers):
    """HttpOnly, SameSite=Strict; the store keeps only a digest."""
    browser = await browsers()
    body = {"login": "prima", "password": "una-parola-di-prova", "code": browser.site.code("prima")}
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with browser.client.post("/api/session", json=body, headers=headers) as answer:
        cookie = answer.cookies[SESSION_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert await browser.site.accounts.session(cookie.value) is None
    assert await browser.site.accounts.session(digest(cookie.value)) is not None


async def test_logging_out_ends_the_session_and_duty(site, browsers):
    """The cookie opens nothing afterwards, and no woman is told that somebody is there."""
    browser = await browsers("prima")
    await browser.ask("PUT", "/api/duty", {"on": True})
    assert await site.store.on_duty(site.now) == {"north": {"it": 1, "ar": 1}}
    assert (await browser.ask("DELETE", "/api/session"))[0] == 204
    assert (await browser.ask("GET", "/api/session"))[0] == 401
    assert await site.store.on_duty(site.now) == {}


async def test_a_session_ends_when_idle_and_in_any_case_after_a_day_of_work(site, browsers):
    """Two hours without a request, twelve in all."""
    browser = await browsers("prima")
    site.later(hours=1, minutes=59)
    assert (await browser.ask("GET", "/api/session"))[0] == 200
    site.later(hours=2, minutes=1)
    assert (await browser.ask("GET", "/api/session"))[0] == 401
    working = await browsers("seconda")
    statuses = []
    for _ in range(13):
        site.later(hours=1)
        statuses.append((await working.ask("GET", "/api/session"))[0])
    assert statuses == [200] * 12 + [401]


async def test_guesses_are_slowed_with_the_seconds_to_wait(site, browsers):
    """After three failures each further one must wait, never longer than half a minute."""
    browser = await browsers()
    for _ in range(3):
        assert (await browser.login("prima", password="sbagliata"))[0] == 401
    status, problem = await browser.login("prima")
    assert status == 429
    assert problem["code"] == "slow_down"
    site.later(seconds=31)
    assert (await browser.login("prima"))[0] == 200


async def test_guessing_at_a_name_does_not_slow_its_owner(site, browsers):
    """From the browser in which she logged in before she enters at once."""
    owner, stranger = await browsers("prima"), await browsers()
    await owner.ask("DELETE", "/api/session")
    site.later(seconds=30)
    for _ in range(6):
        await stranger.login("prima", password="sbagliata")
    assert (await stranger.login("prima"))[0] == 429
    assert (await owner.login("prima"))[0] == 200


def test_the_wait_grows_and_is_bounded_and_forgotten():
    """1, 2, 4… seconds up to the longest; a quarter of an hour later nothing is left."""
    throttle = Throttle()
    waits = []
    for _ in range(12):
        throttle.failed("name", START)
        waits.append(throttle.wait("name", START))
    assert waits[:5] == [timedelta(), timedelta()] + [timedelta(seconds=s) for s in (1, 2, 4)]
    assert max(waits) == LONGEST
    assert throttle.wait("name", START + timedelta(minutes=16)) == timedelta()


async def test_the_browser_cookie_alone_opens_nothing(browsers):
    """It only chooses whose failures are counted."""
    browser = await browsers()
    browser.client.session.cookie_jar.update_cookies({BROWSER_COOKIE: "invented"})
    assert (await browser.ask("GET", "/api/session"))[0] == 401
