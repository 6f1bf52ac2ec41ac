"""An admin invites somebody, who comes in and answers a woman; she is suspended, and is outside."""

from __future__ import annotations

import pyotp
import pytest
from playwright.async_api import Page, expect

from admin.guard import FRESH
from bot.demonstration.furnishing import train
from bot.handoff.audit import Sought
from bot.handoff.people import Role
from bot.handoff.trained import Course
from tests.console import CODE, Console, barriers, go_on_duty, take

pytestmark = pytest.mark.journey


async def proves(console: Console, page: Page, login: str) -> None:
    """She is asked who she is, and says so. Each code counts once: it is that of the next step."""
    secret = pyotp.TOTP(console.people[login].totp_secret)
    step = console.house.clock().timestamp() + secret.interval
    await page.get_by_role("dialog").get_by_label(CODE).fill(secret.at(int(step)))
    await page.get_by_role("dialog").get_by_role("button", name="Confermi").click()


async def invitation(console: Console, page: Page) -> tuple[str, str]:
    """What the admin is shown, this once: the address and the code."""
    await page.get_by_role("link", name="Persone").click()
    await page.get_by_role("button", name="Inviti una persona").click()
    await page.get_by_label("Nome").fill("Nuova")
    await page.get_by_label("arabo").check()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Prepari l'invito").click()
    await expect(page.get_by_text("Il codice si vede solo adesso")).to_be_visible()
    code, address = await page.locator(".copied code").all_inner_texts()
    assert await barriers(page) == []
    return address, code


async def enters(page: Page, address: str, code: str) -> None:
    """The address opens the form of the invitation, and nothing else."""
    await page.goto(address)
    await page.get_by_label("Codice dell'invito").fill(code)
    await page.get_by_role("button", name="Continua").click()
    letters = (await page.locator(".secret code").inner_text()).replace(" ", "")
    await page.get_by_label("Il primo codice").fill(pyotp.TOTP(letters).now())
    await page.get_by_role("button", name="Continua").click()
    await page.get_by_role("button", name="Li ho messi al sicuro").click()


async def test_from_an_invitation_to_a_suspension(console: Console) -> None:
    """The code is shown once; who came in by it has what the admin gave her. Suspended, her page
    closes by itself, and the woman whom she followed waits for somebody again."""
    await console.person("Rete", role=Role.NETWORK_ADMIN)
    admin = await console.page("Rete")
    address, code = await invitation(console, admin)
    await admin.get_by_role("button", name="L'ho consegnato").click()
    await expect(admin.locator(".copied")).to_have_count(0)
    await expect(admin.locator(".facts")).to_contain_text("non è ancora entrata")

    new, woman = await console.page(), console.woman()
    await enters(new, address, code)
    made = await console.house.accounts.find("Nuova")
    assert (made.role, made.networks) == (Role.OPERATOR, (console.network,))
    assert set(made.languages) == {"it", "ar"}
    now = console.house.clock()
    await train(console.house.together.agencies, made.id, now, Course.RECEPTION)
    await go_on_duty(new)
    await woman.asks_for_a_person()
    await take(new)

    stale = await console.house.accounts.sessions(console.people["Rete"].account.id)
    await console.house.accounts.prove(stale[0].key, now - FRESH)
    await admin.get_by_role("button", name="La sospenda…").click()
    asked = admin.get_by_role("dialog")
    await expect(asked).to_contain_text("tornano in coda")
    await asked.get_by_role("button", name="Sospenda", exact=True).click()
    await proves(console, admin, "Rete")
    await expect(admin.locator(".facts")).to_contain_text("sospesa dal")
    assert await barriers(admin) == []

    await expect(new.get_by_label("Nome")).to_be_visible()
    await expect(new.get_by_role("log")).to_have_count(0)
    (ticket,) = await console.house.desk.queue([console.network])
    assert (ticket.state, ticket.operator) == ("queued", "")
    sought = Sought((), (console.people["Rete"].account.id,), subject=made.id, act="member.")
    acts = [one.act for one in await console.house.audit.page(sought, 10)]
    assert acts == ["member.suspend", "member.suspend.refused_prove", "member.invite"]
