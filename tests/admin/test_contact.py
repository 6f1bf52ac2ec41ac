"""Reminders at the desk: what she allows in words, and a refusal that says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.terms import Reminder
from bot.messages import Address, Channel
from bot.safety.contract import WORKING_DAYS, Contract, Forbidden, Line
from tests.admin.conftest import START, Site

MORNINGS = Contract(
    Channel.SMS, WORKING_DAYS, 540, 720, Line.APPOINTMENT, START, START + timedelta(days=30)
)
ENDED = replace(MORNINGS, given_at=START - timedelta(days=40), expires_at=START)
TOMORROW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in Milan."""


async def _held(site: Site, browsers, contract: Contract | None = MORNINGS):
    """A browser whose operator holds the case of a woman who writes by SMS."""
    await site.asks_for_a_person("c1")
    address = Address(Channel.SMS, "number")
    await site.store.change("talk-c1", {"moved": True}, address=address, contract=contract)
    browser = await browsers("prima")
    status, _ = await browser.ask("POST", "/api/cases/c1/claim")
    assert status == 200
    return browser


async def _remind(browser, at: datetime, id: str = "reminder-1"):
    return await browser.ask("POST", "/api/cases/c1/reminders", {"id": id, "at": at.isoformat()})


async def test_the_holder_reads_what_she_allows_in_words(site: Site, browsers) -> None:
    """Channel, days, hours, line and end; nothing else of hers."""
    browser = await _held(site, browsers)
    status, contact = await browser.ask("GET", "/api/cases/c1/contact")
    assert status == 200
    assert contact == {
        "allowed": "SMS, dal lunedì al venerdì, dalle 9:00 alle 12:00. Che cosa si legge: "
        "«Promemoria: appuntamento». Non dopo l'uscita. Vale fino a mercoledì 1 aprile 2026.",
        "possible": True,
        "reminders": [],
    }


@pytest.mark.parametrize(
    ("contract", "channel", "allowed"),
    [
        (None, Channel.SMS, "Mai: nessuno può scrivere per primo."),
        (MORNINGS, Channel.TELEGRAM, "Mai: nessuno può scrivere per primo."),
        (ENDED, Channel.SMS, "Mai: nessuno può scrivere per primo."),
        (
            MORNINGS,
            Channel.WEB,
            "Una pagina web non si può avvisare: nessuno può scrivere per primo.",
        ),
    ],
)
async def test_without_her_leave_it_says_never(
    site: Site, browsers, contract: Contract | None, channel: Channel, allowed: str
) -> None:
    """No leave, one for another channel, one that ended, and a page."""
    browser = await _held(site, browsers, contract)
    await site.store.change("talk-c1", {"moved": True}, address=Address(channel, "x"))
    _, contact = await browser.ask("GET", "/api/cases/c1/contact")
    assert (contact["allowed"], contact["possible"]) == (allowed, False)


async def test_a_reminder_is_asked_for_once(site: Site, browsers) -> None:
    """The page may repeat its request."""
    browser = await _held(site, browsers)
    for _ in range(2):
        status, contact = await _remind(browser, TOMORROW)
        assert status == 200
    (reminder,) = contact["reminders"]
    assert (reminder["at"], reminder["state"]) == ("2026-03-03T09:00:00Z", "waiting")


@pytest.mark.parametrize(
    ("contract", "at", "code", "says"),
    [
        (None, TOMORROW, "contact_never", "non vuole"),
        (MORNINGS, START, "contact_late", "futuro"),
        (MORNINGS, TOMORROW + timedelta(days=4), "contact_day", "lunedì 9 marzo, alle 9"),
        (MORNINGS, TOMORROW + timedelta(hours=6), "contact_hour", "alle 9"),
        (MORNINGS, TOMORROW + timedelta(days=60), "contact_expired", "quando torna"),
        (replace(MORNINGS, channel=Channel.TELEGRAM), TOMORROW, "contact_channel", "canale"),
    ],
)
async def test_what_her_contract_forbids_is_refused_with_why(
    site: Site, browsers, contract: Contract | None, at: datetime, code: str, says: str
) -> None:
    """409, a code, and a sentence that names the first allowed moment where there is one."""
    browser = await _held(site, browsers, contract)
    status, problem = await _remind(browser, at)
    assert (status, problem["code"]) == (409, code)
    assert says in problem["message"]


@pytest.mark.parametrize("why", list(Forbidden))
async def test_what_was_not_allowed_is_shown_on_the_case(
    site: Site, browsers, why: Forbidden
) -> None:
    """So that the operator knows that nothing was sent, and finds another way."""
    browser = await _held(site, browsers)
    refused = Reminder("r", "talk-c1", "c1", "north", TOMORROW, Line.DESK, "forbidden", why.value)
    await site.store.change("talk-c1", {"reminder": refused})
    _, contact = await browser.ask("GET", "/api/cases/c1/contact")
    (reminder,) = contact["reminders"]
    assert reminder["state"] == "forbidden"
    late = why is Forbidden.LATE
    assert ("Non inviato" if late else "Non consentito dal suo accordo") in reminder["why"]


async def test_only_the_holder_sees_and_asks(site: Site, browsers) -> None:
    """A colleague of the network is refused, and for another network the case does not exist."""
    await _held(site, browsers)
    colleague = await browsers("seconda")
    for method, path in (("GET", "contact"), ("POST", "reminders")):
        body = {"id": "reminder-2", "at": TOMORROW.isoformat()} if method == "POST" else None
        status, problem = await colleague.ask(method, f"/api/cases/c1/{path}", body)
        assert (status, problem["code"]) == (409, "not_holder")
        stranger = await browsers("terza")
        status, _ = await stranger.ask(method, f"/api/cases/c1/{path}", body)
        assert status == 404
        site.later(minutes=1)


async def test_a_moment_without_a_zone_is_no_moment(site: Site, browsers) -> None:
    """Nine o'clock where? The page says."""
    browser = await _held(site, browsers)
    body = {"id": "reminder-1", "at": "2026-03-03T09:00:00"}
    status, _ = await browser.ask("POST", "/api/cases/c1/reminders", body)
    assert status == 422


async def test_a_case_whose_consent_was_taken_back_says_so(site: Site, browsers) -> None:
    """It is closed, nothing of it can be read, and the reason is told."""
    browser = await _held(site, browsers)
    await site.takes_back("c1")
    status, seen = await browser.ask("GET", "/api/cases/c1")
    assert (status, seen["state"], seen["taken_back"]) == (200, "closed", True)
    for method, path, body in (
        ("GET", "thread", None),
        ("POST", "reply", {"id": "12345678", "text": "ci sei?"}),
        ("GET", "contact", None),
        ("POST", "claim", None),
    ):
        status, problem = await browser.ask(method, f"/api/cases/c1/{path}", body)
        assert (status, problem["code"]) == (403 if path == "thread" else 409, "taken_back")
        assert "ritirato il consenso" in problem["message"]
