"""What no provider took, as the API shows it, and another try."""

from __future__ import annotations

from datetime import timedelta

from bot.handoff.undelivered import DeadLetter


def _dead(site, id: str, network: str) -> DeadLetter:
    late = site.now + timedelta(minutes=5)
    return DeadLetter(id, network, "telegram", "failed", False, site.now, late)


async def test_they_are_seen_in_their_network_without_any_text(site, browsers):
    """Those of women without a case are seen by everybody at a desk."""
    site.undelivered.letters = [_dead(site, "one", "north"), _dead(site, "two", "south")]
    site.undelivered.letters.append(_dead(site, "three", ""))
    browser = await browsers("prima")
    status, body = await browser.ask("GET", "/api/undelivered")
    assert status == 200
    assert [one["id"] for one in body["undelivered"]] == ["one", "three"]
    assert set(body["undelivered"][0]) == {
        "id",
        "network",
        "channel",
        "why",
        "staff",
        "at",
        "expires_at",
    }


async def test_another_try_is_made_and_audited(site, browsers):
    """By anybody of its network, and by nobody else."""
    site.undelivered.letters = [_dead(site, "one", "north")]
    stranger = await browsers("terza")
    assert (await stranger.ask("POST", "/api/undelivered/one/retry"))[0] == 404
    browser = await browsers("prima")
    assert (await browser.ask("POST", "/api/undelivered/one/retry"))[0] == 204
    assert site.undelivered.retried == ["one"]
    assert "undelivered.retry" in [act for _, act, _ in await site.audited()]


async def test_a_late_one_and_one_of_who_left_are_refused_with_a_sentence(site, browsers):
    """Gate and expiry hold for the staff too."""
    browser = await browsers("prima")
    for reason in ("exited", "too_late"):
        status, problem = await browser.ask("POST", f"/api/undelivered/{reason}/retry")
        assert (status, problem["code"]) == (409, reason)
        assert problem["message"]
