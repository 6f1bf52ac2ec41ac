"""What stands before every handler."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest


async def test_the_policy_allows_exactly_the_inline_style_and_script(her: Any) -> None:
    """No unsafe-inline: the hashes are those of the page as it is sent."""
    answer = await her.enter()
    rules = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in rules
    for tag in ("style", "script"):
        inside = her.page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        assert b64encode(sha256(inside.encode()).digest()).decode() in rules
    assert " style=" not in her.page
    assert "onclick=" not in her.page


@pytest.mark.parametrize("path", ["/", "/exit", "/nowhere", "/prova-entrata", "/events"])
async def test_nothing_is_kept_or_told(her: Any, path: str) -> None:
    """No answer is stored, indexed or names where she came from."""
    headers = (await her.ask("GET", path)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "python" not in headers["Server"].lower()
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/nowhere", "/robots.txt", "/admin", "/wp-login.php"])
async def test_everything_else_is_the_cover(her: Any, path: str) -> None:
    """An unknown address tells nothing: 404 and the almanac."""
    answer = await her.ask("GET", path)
    assert answer.status == 404
    assert "Alba" in her.page


async def test_a_body_that_is_too_long_gets_a_sentence(her: Any, script: Any) -> None:
    """A message of 100,000 characters and a body of 10 MB are refused with what to do."""
    await her.enter()
    answer = await her.say("a" * 100_000)
    assert answer.status == 413
    assert "troppo lungo" in her.page
    assert "Traceback" not in her.page

    async def endless() -> Any:
        for _ in range(160):
            yield b"text=" + b"a" * 1024

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await her.ask("POST", "/", headers, data=endless())
    assert answer.status == 413
    assert not script.posted


@pytest.mark.parametrize("body", [b"text=%ff%fe", b"text=\xff\xfe", b"a=1&" * 40])
async def test_what_is_not_a_form_in_utf8_is_refused(her: Any, script: Any, body: bytes) -> None:
    """Invalid bytes get 400 and a sentence."""
    await her.enter()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await her.ask("POST", "/", headers, data=body)
    assert answer.status == 400
    assert "112" in her.page
    assert not script.posted


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
async def test_a_failure_is_a_small_page_with_the_emergency_number(
    her: Any, script: Any, accept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dead database shows no stack trace, and her words are in no log."""
    await her.enter()
    script.fail = RuntimeError("segreto")
    answer = await her.say("parola-sentinella", Accept=accept)
    assert answer.status == 503
    if accept == "text/html":
        assert "112" in her.page
        assert "1522" in her.page
    assert "segreto" not in await answer.text()
    logged = "".join(capsys.readouterr())
    assert "segreto" not in logged
    assert "sentinella" not in logged


async def test_health_names_no_component(her: Any) -> None:
    """The public port says ok or not."""
    for path in ("/healthz", "/readyz"):
        answer = await her.ask("GET", path)
        assert (answer.status, await answer.text()) == (200, "ok")
