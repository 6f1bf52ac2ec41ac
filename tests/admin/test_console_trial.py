"""Somebody tries what she drafted: in Arabic, by SMS, up to the exit, and keeps it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import expect
from sqlalchemy import Connection, func, select

from bot.handoff.people import Role
from bot.storage.staff_tables import audit
from bot.storage.tables import metadata
from tests.console import PHONE, Console, barriers

pytestmark = pytest.mark.journey

DRAFTED = "هل لديك دقيقتان؟"
CHANGES = frozenset({"audit", "audit_batches", "audit_anchor", "staff_sessions"})
"""Tables that change with any request."""


def rows(connection: Connection) -> Counter[str]:
    """How many rows each table has."""
    counted = (table for table in metadata.sorted_tables if table.name not in CHANGES)
    return Counter(
        {one.name: connection.scalar(select(func.count()).select_from(one)) or 0 for one in counted}
    )


async def acts(console: Console) -> list[tuple[str, str]]:
    """What the audit says of trials."""
    query = select(audit.c.act, audit.c.subject).where(audit.c.act.like("%rehearse%"))
    return await console.house.store.read(lambda c: [tuple(row) for row in c.execute(query)])


async def test_a_draft_is_tried_in_arabic_by_sms_left_and_recorded(
    console: Console, tmp_path: Path
) -> None:
    """What she drafted is what is said; the path lights up; all stays on a phone there, and she is
    told so; the file that she takes away begins as the trial did. Of all this one row is left,
    until she keeps the trial with the draft; that can be taken back too."""
    made = await console.person("Ada", role=Role.NETWORK_ADMIN)
    texts = {"ar": dict.fromkeys(("safe/ask/ask", "safe/ask/ask.sms"), DRAFTED)}
    now = datetime.now(UTC)
    await console.house.workshop.edit("safe", 0, [], made.account.id, now, texts)
    page = await console.page("Ada")
    await page.get_by_role("link", name="Percorsi", exact=True).click()
    await page.get_by_label("Cerchi un percorso").fill("safe")
    await page.locator(".row", has_text="safe").first.click()
    before = await console.house.store.read(rows)

    await page.get_by_role("button", name="Prova", exact=True).click()
    trial = page.get_by_role("region", name="Prova", exact=True)
    await trial.get_by_role("combobox", name="Canale").select_option("sms")
    await trial.get_by_role("combobox", name="Lingua del telefono").select_option("ar")
    await trial.get_by_role("button", name="Cominci la prova").click()
    phone = trial.get_by_role("log")
    await phone.get_by_role("button", name="1 العربية").press("Enter")
    await expect(phone).to_contain_text(DRAFTED)
    await expect(phone).to_have_attribute("dir", "rtl")
    await expect(phone).to_contain_text("1 SMS")
    await expect(page.locator('.outline [data-trail="now"]')).to_contain_text("ask")
    await expect(trial.get_by_role("region", name="A che punto è")).to_contain_text("ask (start)")
    assert await barriers(page) == []

    await trial.get_by_role("button", name="Uscita qui").click()
    exits = trial.get_by_role("region", name="Uscita da qui, su ogni canale")
    await expect(exits).to_contain_text("SMS: 6 messaggi restano sul telefono")
    await expect(exits).to_contain_text("Gli SMS non si possono cancellare")
    await expect(exits).to_contain_text("Telegram: sul telefono non resta niente")
    await expect(exits.get_by_role("listitem").filter(has_text=DRAFTED)).to_be_visible()
    assert await barriers(page) == []

    await page.set_viewport_size(PHONE)
    await expect(page.locator(".outline")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert await barriers(page) == []

    await trial.get_by_role("button", name="Registri la prova").click()
    await trial.get_by_label("Nome della situazione").fill("minutes")
    await trial.get_by_role("button", name="Solo il file, senza tenerla").click()
    async with page.expect_download() as downloading:
        await trial.get_by_role("button", name="Scarichi safe-minutes.ar.sms.txt").click()
    await (await downloading.value).save_as(tmp_path / "kept.txt")
    kept = (tmp_path / "kept.txt").read_text(encoding="utf-8")
    assert kept.startswith("# on duty\n")
    assert f"\n> 1\n{DRAFTED}\n" in kept

    assert await console.house.store.read(rows) == before

    await trial.get_by_role("button", name="La tenga con la bozza").click()
    shelf = trial.get_by_role("region", name="Prove tenute con la bozza")
    await expect(shelf.get_by_role("listitem")).to_contain_text("safe-minutes.ar.sms")
    assert await barriers(page) == []
    await shelf.get_by_role("button", name="Tolga safe-minutes.ar.sms").click()
    await expect(shelf).to_have_count(0)
    before = await console.house.store.read(rows)

    await trial.get_by_role("button", name="Le rifaccia tutte con le bozze").click()
    changed = trial.get_by_role("group").filter(has_text="abilities.ar.web")
    await changed.locator("summary").click()
    await expect(changed.locator("ins").first).to_contain_text("دقيقتان")
    assert await console.house.store.read(rows) == before
    assert await acts(console) == [("flows.rehearse", "safe")]
    await changed.get_by_role("button", name="Questo modo nuovo è giusto").click()
    await expect(changed).to_have_count(0)
    kept = await console.house.rehearsals.kept("abilities")
    assert [(one.name, DRAFTED in one.text) for one, _ in kept] == [("abilities.ar.web", True)]
