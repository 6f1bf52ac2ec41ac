"""An admin switches the page off and closes the service, in a browser: her page says so, calmly."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import expect

from bot.handoff.audit import Sought
from bot.handoff.people import Role
from tests.console import PHONE, Console, barriers

pytestmark = pytest.mark.journey


async def test_off_and_on_again(console: Console) -> None:
    """With a reason that everybody reads; her open page becomes one sentence with 112, and the way
    out stays; on again, her talk is there. A woman who is with somebody is left alone when the
    service closes; the audit knows it all."""
    await console.person("Rete", role=Role.NETWORK_ADMIN)
    admin, colleague = await console.page("Rete"), await console.page("Anna")
    async with TestServer(console.house.public_site(), host="localhost") as public:
        her = await console.page(viewport=PHONE)
        await her.goto(str(public.make_url(f"/{console.house.settings.entry}")))
        await her.get_by_role("button", name="Una persona").click()
        await expect(her.locator("#log")).to_contain_text("Una persona")

        await admin.get_by_role("link", name="Canali").click()
        await admin.get_by_role("button", name="Spenga Pagina web…").click()
        sheet = admin.get_by_role("dialog")
        act = sheet.get_by_role("button", name="Spenga Pagina web")
        await expect(act).to_be_disabled()
        await sheet.get_by_label("Motivo").fill("Prova di spegnimento")
        assert await barriers(admin) == []
        await act.click()
        for page in (admin, colleague):
            notice = page.get_by_role("status", name="Che cosa è spento")
            await expect(notice).to_contain_text("Spento: Pagina web")
            await expect(notice).to_contain_text("Prova di spegnimento")
        assert await barriers(admin) == []

        await expect(her.locator("#note")).to_contain_text("Da qui adesso non possiamo risponderti")
        await expect(her.locator("#answer")).to_be_hidden()
        await expect(her.get_by_role("link", name="Esci")).to_be_visible()
        assert await barriers(her) == []

        await admin.get_by_role("button", name="Riaccenda Pagina web…").click()
        await sheet.get_by_label("Motivo").fill("Finita")
        await sheet.get_by_role("button", name="Riaccenda Pagina web").click()
        await expect(her.locator("#answer")).to_be_visible()
        await expect(her.locator("#log")).to_contain_text("Una persona")
        await expect(notice).to_have_count(0)

        await admin.get_by_role("button", name="Chiuda il servizio…").click()
        await sheet.get_by_label("Motivo").fill("Trasloco")
        await sheet.get_by_role("button", name="Chiuda il servizio").click()
        await expect(notice).to_contain_text("Servizio chiuso")
        await expect(her.locator("#note")).to_contain_text("Il servizio adesso è chiuso")
        await her.get_by_role("link", name="Esci").click()
        await expect(her.locator("#note")).to_have_count(0)
    people = tuple(made.account.id for made in console.people.values())
    acts = await console.house.audit.page(Sought((console.network,), people, act="switch"), 50)
    done = [(one.act, one.subject) for one in reversed(acts) if "refused" not in one.act]
    assert done == [("switch.off", "web"), ("switch.on", "web"), ("switch.off", "service")]
