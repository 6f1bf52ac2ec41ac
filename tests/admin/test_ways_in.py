"""The ways in, in a real browser with a device of its own: passkey, recovery code, invitation, and
the proof that is asked for before export and erase."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from playwright.async_api import Page, expect

from bot.handoff.passkeys import Invitation
from bot.handoff.people import Account, Role
from tests.console import CODE, Console, barriers, go_on_duty

pytestmark = pytest.mark.journey
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def with_device(page: Page) -> Any:
    """The page's browser has an authenticator that says yes; its protocol and its id."""
    protocol = await page.context.new_cdp_session(page)
    await protocol.send("WebAuthn.enable")
    made = await protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return protocol, made["authenticatorId"]


async def add_passkey(page: Page) -> None:
    """A passkey of the device is hers from now on."""
    await page.get_by_role("button", name="Prima", exact=True).click()
    await page.get_by_label("Come la chiama").fill("Portatile")
    await page.get_by_role("button", name="Aggiunga una passkey").click()
    await expect(page.locator(".entry", has_text="Portatile")).to_contain_text("mai usata")


async def test_a_passkey_is_added_used_and_removed(console: Console) -> None:
    """No name and no password; a device that refuses is told in words; what is removed opens
    nothing any more."""
    page = await console.page("Prima")
    protocol, device = await with_device(page)
    await add_passkey(page)
    assert await barriers(page) == []
    await page.get_by_role("button", name="Esca").click()

    refuses = {"authenticatorId": device, "isUserVerified": False}
    await protocol.send("WebAuthn.setUserVerified", refuses)
    await page.get_by_role("button", name="Entri con una passkey").click()
    await expect(page.get_by_text("La passkey non è stata confermata")).to_be_visible()
    await protocol.send("WebAuthn.setUserVerified", {**refuses, "isUserVerified": True})
    await page.get_by_role("button", name="Entri con una passkey").click()
    await expect(page.get_by_role("switch")).to_be_visible()

    await page.get_by_role("button", name="Prima", exact=True).click()
    await expect(page.get_by_text("con una passkey", exact=False).last).to_be_visible()
    await page.locator(".entry", has_text="Portatile").get_by_role("button", name="Tolga").click()
    await expect(page.locator(".entry", has_text="Portatile")).to_have_count(0)
    await page.get_by_role("button", name="Esca").click()
    await page.get_by_role("button", name="Entri con una passkey").click()
    await expect(
        page.get_by_text("La passkey non è stata riconosciuta", exact=False)
    ).to_be_visible()


async def test_a_recovery_code_stands_for_the_lost_phone(console: Console) -> None:
    """Ten codes are shown once; each opens once."""
    page = await console.page("Prima")
    await page.get_by_role("button", name="Prima", exact=True).click()
    await page.get_by_role("button", name="Ne faccia dieci nuovi").click()
    await expect(page.locator(".recovery code")).to_have_count(10)
    codes = await page.locator(".recovery code").all_inner_texts()
    assert len(set(codes)) == 10
    assert await barriers(page) == []
    await page.get_by_role("button", name="Li ho messi al sicuro").click()
    await expect(page.get_by_text("Ne restano 10.")).to_be_visible()

    other = await console.page()
    await other.get_by_label("Nome").fill("Prima")
    await other.get_by_label("Parola d'accesso").fill(console.people["Prima"].password)
    await other.keyboard.press("Enter")
    await other.get_by_label(CODE).fill(codes[3])
    await other.keyboard.press("Enter")
    await expect(other.get_by_role("switch")).to_be_visible()
    await other.get_by_role("button", name="Prima", exact=True).click()
    await expect(other.get_by_text("Ne restano 9.")).to_be_visible()
    await other.get_by_role("button", name="Chiuda", exact=True).click()
    await expect(page.get_by_label("Nome")).to_be_visible()


async def test_who_is_invited_comes_in_with_the_code_alone(console: Console) -> None:
    """Name, password, secret and recovery codes are shown to her, once."""
    now, secret = datetime.now(UTC), pyotp.random_base32()
    account = Account("id-nuova", "Nuova", Role.OPERATOR, (console.network,), ("it",), now)
    given = Invitation(account.id, "Nuova", "parola-di-prova", secret)
    code = "abcde-fghij-klmno-pqrst"
    assert await console.house.members.invite(account, given, code, now + timedelta(days=1))
    page = await console.page()
    await page.get_by_role("button", name="Ho un invito").click()
    await page.get_by_label("Codice dell'invito").fill("zzzzz-fghij-klmno-pqrst")
    await page.get_by_role("button", name="Continua").click()
    await expect(page.locator(".problem").first).not_to_be_empty()
    await page.get_by_label("Codice dell'invito").fill(code)
    await page.get_by_role("button", name="Continua").click()
    await expect(page.get_by_text("parola-di-prova")).to_be_visible()
    await expect(page.get_by_role("img", name="Codice da scansionare")).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_label("Il primo codice").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Continua").click()
    await expect(page.locator(".recovery code")).to_have_count(10)
    await page.get_by_role("button", name="Li ho messi al sicuro").click()
    await go_on_duty(page)


async def test_who_she_is_is_asked_again_before_export_and_erase(console: Console) -> None:
    """By a passkey where no code is given; an old session alone exports and erases nothing."""
    await console.person("Prima", role=Role.DATA_OFFICER)
    page = await console.page("Prima")
    protocol, device = await with_device(page)
    await add_passkey(page)
    await console.person("Operatrice")
    woman = console.woman()
    at_the_desk = await console.page("Operatrice")
    await go_on_duty(at_the_desk)
    await woman.asks_for_a_person()
    (ticket,) = await console.house.desk.queue([console.network])

    await page.get_by_role("link", name="Dati di una persona").click()
    await page.get_by_label("Codice del caso").fill(ticket.id)
    refuses = {"authenticatorId": device, "isUserVerified": False}
    await protocol.send("WebAuthn.setUserVerified", refuses)
    await page.get_by_role("button", name="Esporti").click()
    await expect(page.get_by_text("La passkey non è stata confermata")).to_be_visible()
    await expect(page.get_by_label("Dati conservati")).to_have_count(0)
    await protocol.send("WebAuthn.setUserVerified", {**refuses, "isUserVerified": True})
    await page.get_by_role("button", name="Esporti").click()
    await expect(page.get_by_label("Dati conservati")).to_be_visible()
    await page.get_by_role("button", name="Chiuda i dati").click()
    await page.get_by_role("button", name="Cancelli tutto…").click()
    await page.get_by_role("button", name="Cancelli per sempre").click()
    await expect(page.get_by_label("Codice del caso")).to_have_value("")
    assert await console.house.desk.ticket([console.network], ticket.id) is None
