"""What stands before every route: callers, same site, token, headers, audit, quiet failures."""

from __future__ import annotations

import asyncio
import re

import pytest

from admin.app import CALLERS, build
from admin.endpoint import Caller
from admin.ports import StaffSettings

PUBLIC = {
    "/",
    "/api/openapi.json",
    "/api/session",
    "/api/passkey",
    "/api/passkey/session",
    "/api/invitation",
    "/api/invitation/session",
}


def test_every_route_names_its_caller(site):
    """A new route must say who may call it; anyone may call only the door and the page."""
    app = build(site)
    declared = app[CALLERS]
    served = {(route.method, route.resource.canonical) for route in app.router.routes()}
    assert served == set(declared)
    anyone = {path for (_, path), caller in declared.items() if caller is Caller.ANYONE}
    assert {path for path in anyone if not path.startswith("/assets/")} == PUBLIC


async def test_no_route_of_the_staff_answers_a_stranger(site, browsers):
    """Without a session: 401 and nothing else, also on the live stream."""
    stranger = await browsers()
    await site.asks_for_a_person("case")
    for (method, path), caller in build(site)[CALLERS].items():
        if caller is Caller.STAFF:
            status, problem = await stranger.ask(method, re.sub(r"{\w+}", "case", path))
            assert (status, problem["code"]) == (401, "session"), path


@pytest.mark.parametrize("site_header", ["cross-site", "same-site", "none", "nonsense"])
async def test_an_act_from_another_site_is_refused(browsers, site_header):
    """The cookie alone does nothing for a page that is not ours."""
    browser = await browsers("prima")
    answer = await browser.ask("PUT", "/api/duty", {"on": True}, Sec_Fetch_Site=site_header)
    assert (answer[0], answer[1]["code"]) == (403, "cross_site")


async def test_an_act_without_the_token_is_refused(browsers):
    """The header's token must be this session's."""
    browser = await browsers("prima")
    for token in (
        "",
        "wrong",
        (await (await browsers("seconda")).ask("GET", "/api/session"))[1]["csrf"],
    ):
        status, _ = await browser.ask("PUT", "/api/duty", {"on": True}, X_Filo_Csrf=token)
        assert status == 403


async def test_an_old_browser_is_judged_by_its_origin(browsers):
    """Without Sec-Fetch-Site the Origin must be ours, and must be there."""
    browser = await browsers("prima")
    ours = str(browser.client.make_url("/")).rstrip("/")
    for origin, expected in ((ours, 200), ("https://elsewhere.example", 403), (None, 403)):
        headers = {"X-Filo-Csrf": browser.csrf} | ({"Origin": origin} if origin else {})
        async with browser.client.put("/api/duty", json={"on": True}, headers=headers) as answer:
            assert answer.status == expected


async def test_logging_in_from_another_site_is_refused(browsers):
    """Nobody is logged in as somebody else by a foreign page."""
    browser = await browsers()
    body = {"login": "prima", "password": "una-parola-di-prova", "code": browser.site.code("prima")}
    status, _ = await browser.ask("POST", "/api/session", body, Sec_Fetch_Site="cross-site")
    assert status == 403


async def test_every_answer_is_private_and_runs_nothing_foreign(browsers):
    """no-store, a policy without inline code, no referrer, on pages, data and refusals."""
    browser = await browsers()
    for path in ("/", "/api/queue", "/nowhere"):
        async with browser.client.get(path) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "body",
    [
        {"on": "forse"},
        {"on": True, "more": 1},
        [],
        None,
        {"on": None},
    ],
)
async def test_what_is_not_the_declared_model_is_refused(browsers, body):
    """Wrong types and unknown fields: 422 with a sentence, nothing echoed."""
    browser = await browsers("prima")
    status, problem = await browser.ask("PUT", "/api/duty", body)
    assert (status, problem["code"]) == (422, "bad_request")
    assert "forse" not in problem["message"]


async def test_broken_and_oversized_bodies_are_refused(browsers):
    """Invalid JSON, invalid UTF-8 and ten megabytes never reach a handler."""
    browser = await browsers("prima")
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "X-Filo-Csrf": browser.csrf,
        "Content-Type": "application/json",
    }
    for data, expected in ((b"{", 422), (b'"\xff\xfe"', 422), (b"1" * 100_000, 413)):
        async with browser.client.put("/api/duty", data=data, headers=headers) as answer:
            assert answer.status == expected
            assert (await answer.json())["message"]


async def test_a_dead_database_is_a_sentence_and_leaks_nothing(site, browsers, capsys):
    """503 with what to do; neither answer nor log repeats an exception's text."""
    browser = await browsers("prima")
    await site.asks_for_a_person("case")
    await browser.ask("POST", "/api/cases/case/claim")
    site.inbox.failing = True
    body = {"id": "12345678", "text": "Buongiorno"}
    status, problem = await browser.ask("POST", "/api/cases/case/reply", body)
    assert (status, problem["code"]) == (503, "busy")
    out = capsys.readouterr()
    assert "parole sue" not in out.out + out.err + problem["message"]


async def test_metrics_are_for_this_machine_only(browsers):
    """Loopback without a proxy; counts carry routes and statuses, no ids."""
    browser = await browsers("prima")
    await browser.ask("GET", "/api/cases/some-secret-id")
    async with browser.client.get("/metrics") as answer:
        text = await answer.text()
        assert answer.status == 200
    assert "/api/cases/{id}" in text
    assert "some-secret-id" not in text
    async with browser.client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}) as answer:
        assert answer.status == 404


async def test_nothing_is_shared_across_origins(browsers):
    """A question of another site before its request gets no leave, nor does any answer."""
    browser = await browsers("prima")
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
    for method in ("OPTIONS", "GET"):
        async with browser.client.request(method, "/api/duty", headers=headers) as answer:
            assert answer.status in (403, 404, 405)
            assert not [name for name in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("host", ["evil.example", "desk.example:444"])
async def test_whatever_host_a_request_names_ours_is_the_one_that_was_set(site, browsers, host):
    """With ``FILO_STAFF_URL`` an Origin that fits only the request's own Host is foreign."""
    site.staff = StaffSettings(origin="https://desk.example", secure=True)
    browser = await browsers("prima")
    headers = {"X-Filo-Csrf": browser.csrf, "Host": host, "Origin": f"https://{host}"}
    async with browser.client.put("/api/duty", json={"on": True}, headers=headers) as answer:
        assert answer.status == 403


async def test_views_and_acts_are_audited_without_content(site, browsers):
    """Who did what to which case; also what was refused; never a text."""
    await site.asks_for_a_person("case")
    first, second = await browsers("prima"), await browsers("terza")
    await first.ask("POST", "/api/cases/case/claim")
    await first.ask("GET", "/api/cases/case/thread")
    await first.ask("GET", "/api/cases/case/thread?after=2")
    await first.ask("POST", "/api/cases/case/reply", {"id": "12345678", "text": "Buongiorno"})
    await second.ask("GET", "/api/cases/case")
    assert await site.audited() == [
        ("id-prima", "session.login", ""),
        ("id-terza", "session.login", ""),
        ("id-prima", "case.claim", "case"),
        ("id-prima", "thread.view", "case"),
        ("id-prima", "case.reply", "case"),
        ("id-terza", "case.view.refused_unknown", "case"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"GET /api/session HTTP/1.1\r\nHost: x\r\nCookie: filo_staff=\xff\xfe", 401),
        (b"GET /api/live HTTP/1.1\r\nHost: x\r\nCookie: filo_staff=\xed\xa0\x80", 401),
        (b"POST /api/session HTTP/1.1\r\nHost: x\r\nOrigin: http://[::1", 403),
        (b"POST /api/session HTTP/1.1\r\nHost: [::1\r\nOrigin: http://x", 403),
        (b"POST /api/passkey HTTP/1.1\r\nHost: [::1\r\nSec-Fetch-Site: same-origin", 409),
        (b"POST /api/passkey HTTP/1.1\r\nHost: \xff\r\nSec-Fetch-Site: same-origin", 409),
    ],
)
async def test_headers_that_are_no_text_or_address_are_refused_as_any_others(
    browsers, head, expected
):
    """Bytes that no browser sends: the refusal that anybody gets, never a failure of ours."""
    browser = await browsers()
    reader, writer = await asyncio.open_connection("127.0.0.1", browser.client.port)
    writer.write(head + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    told = await reader.read()
    writer.close()
    assert int(told.split(b" ", 2)[1]) == expected


async def test_a_token_that_is_no_text_is_not_the_token(browsers):
    """Of the page, and of a browser that is known."""
    browser = await browsers("prima")
    reader, writer = await asyncio.open_connection("127.0.0.1", browser.client.port)
    session = browser.client.session.cookie_jar.filter_cookies(browser.client.make_url("/"))
    cookie = session["filo_staff"].value.encode()
    writer.write(
        b"DELETE /api/session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n"
        b"X-Filo-Csrf: \xff\r\nConnection: close\r\nCookie: filo_staff=" + cookie + b"\r\n\r\n"
    )
    assert (await reader.read()).split(b" ", 2)[1] == b"403"
    writer.close()
