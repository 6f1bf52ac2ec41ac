"""A new admin makes a flow from nothing, is stopped, mends, publishes it with another, and takes it
back; women who are talking meanwhile stay where they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from admin.guard import FRESH
from bot.engine.editing.drafts import Draft
from bot.engine.editing.edits import Put
from bot.storage.flows import SqlFlows
from bot.text.tongues import LANGUAGES
from scripts.bench.flows import long_flow
from tests.admin.test_console_flows import opened
from tests.admin.test_console_members import proves
from tests.console import PHONE, Console, barriers
from tests.journeys.behind import until

pytestmark = pytest.mark.journey

ASK = "Vuoi sapere dove trovi il pane?"
TRANSLATED = "Where is bread? 🍞"


async def says(page: Page, label: str, text: str) -> None:
    """One field of the step that is open."""
    await page.locator(".step-form").get_by_label(label, exact=True).first.fill(text)


# Each rule of the gate, and whether a form or only the API can break it: test_gate_stops.py.
DEFECTS = (
    ("channels/label", "Etichetta", "Va bene, grazie, dimmi dove", "Va bene"),
    ("words/risky", "La domanda", "Vai in questura?", ASK),
    ("load/placeholder", "La domanda", "Vuoi {del pane?", ASK),
    ("load/duration", "Dopo quanto", "presto", "10m"),
)


async def test_from_nothing_to_live_and_back(console: Console) -> None:
    """The gate stops each mistake in the step where it is; a second person reads what is critical;
    whoever was talking ends with the old texts; one touch brings back what was before."""
    old = console.woman("old")
    await old.says("ciao")
    ada = await opened(console, "Ada")
    await ada.get_by_role("button", name="Nuovo percorso").click()
    await ada.get_by_label("Titolo, per chi lavora qui").fill("Il <b>pane</b>")
    await ada.get_by_label("Nome, che non cambierà più").fill("bread")
    await ada.get_by_role("button", name="Cominci", exact=True).click()
    await expect(ada.locator(".flow-bar h2")).to_contain_text("Il <b>pane</b>")
    await ada.get_by_text("Titolo, inizio e parole").click()
    await ada.get_by_label("Parole che portano qui").fill("pane")

    await ada.get_by_role("button", name="Un passo in fondo…").click()
    await ada.get_by_label("Che cosa fa").select_option("ask")
    await ada.get_by_label("Il testo").fill(ASK)
    await ada.get_by_label("Nome del passo").fill("where")
    await ada.get_by_role("button", name="Aggiunga", exact=True).click()
    await ada.get_by_role("button", name="Cominci da qui").click()
    problems = ada.get_by_role("list", name="Problemi di questo passo")
    told = ada.locator(".step-findings")
    for rule, label, wrong, right in DEFECTS:
        await says(ada, label, wrong)
        await expect(problems).to_contain_text(rule)
        await says(ada, label, right)
        await expect(told.get_by_text(rule)).to_have_count(0)
    await _loses_its_way_of_silence(console)
    await ada.evaluate("dispatchEvent(new Event('focus'))")
    await ada.get_by_role("button", name="Aggiunga: dopo 10 minuti").click()
    await expect(told.get_by_text("liveness/timeout")).to_have_count(0)

    await ada.get_by_text("Che cosa è questo passo").click()
    await ada.get_by_role("checkbox", name="critical").check()
    await expect(problems).to_contain_text("languages/critical")
    await ada.locator(".step-form summary", has_text="Traduzioni").click()
    translated = ada.locator("details details")
    await expect(translated).to_have_count(len(LANGUAGES) - 1)
    own = translated.first
    await own.locator("summary").click()
    await own.get_by_label(ASK).fill(TRANSLATED)
    await own.get_by_label("Va bene").fill("OK")
    await _is_translated_elsewhere(console)
    await ada.evaluate("dispatchEvent(new Event('focus'))")
    await expect(told.get_by_text("languages/critical")).to_have_count(0)
    assert await barriers(ada) == []

    await ada.get_by_role("button", name="Guardi e pubblichi").click()
    bea = await opened(console, "Bea", viewport=PHONE)
    await bea.get_by_role("button", name="Guardi e pubblichi 1 bozza").click()
    await expect(bea.locator("ins").get_by_text(ASK)).to_be_visible()
    await bea.get_by_role("button", name="Ho letto, va bene").click()
    await expect(bea.get_by_text("lo ha letto Bea")).to_be_visible()

    await ada.reload()
    await ada.get_by_label("Che cosa cambia e perché").fill("dove trova il pane")
    (session,) = await console.house.accounts.sessions(console.people["Ada"].account.id)
    await console.house.accounts.prove(session.key, console.house.clock() - FRESH)
    await ada.get_by_role("button", name="Pubblichi 1 percorso").click()
    await proves(console, ada, "Ada")
    await expect(ada.get_by_text("È in uso la pubblicazione 1 di Ada")).to_be_visible()

    await old.says("pane")
    assert (await old.reads())[-1] == "Che cosa ti serve?"
    new = console.woman("new")
    for text in ("ciao", "Italiano", "pane"):
        await new.says(text)
    assert (await new.reads())[-1] == ASK

    await ada.get_by_role("button", name="Pubblicazioni").click()
    await ada.get_by_role("button", name="Rimetta in uso i file…").click()
    await ada.get_by_label("Perché").fill("non era pronto")
    await ada.get_by_role("button", name="Rimetta in uso", exact=True).click()
    await expect(ada.get_by_text("non era pronto").first).to_be_visible()
    assert await barriers(ada) == []
    assert "bread" not in (await console.house.workshop.live()).flows
    await new.says("Va bene")
    later = console.woman("later")
    for text in ("ciao", "Italiano", "pane"):
        await later.says(text)
    assert ASK not in await later.reads()


async def _loses_its_way_of_silence(console: Console) -> None:
    """What no form can do: somebody else takes the way of silence away, by the API."""
    workshop = console.house.workshop
    bread = await workshop.open("bread")
    block = bread.sheet.block("where")
    assert block is not None
    assert isinstance(block.body, dict)
    body = {key: item for key, item in block.body.items() if key != "timeout"}
    account = console.people["Ada"].account.id
    await workshop.edit("bread", bread.revision, [Put("where", body)], account, datetime.now(UTC))


async def _is_translated_elsewhere(console: Console) -> None:
    """What she wrote in one language is brought in for all the others, by the API."""
    workshop = console.house.workshop

    async def written() -> dict[str, str]:
        texts = (await workshop.open("bread")).texts
        return max(map(dict, texts.values()), key=len, default={})

    async def is_saved() -> bool:
        return sorted((await written()).values()) == ["OK", TRANSLATED]

    await until(is_saved)
    bread, account = await workshop.open("bread"), console.people["Ada"].account.id
    everywhere = dict.fromkeys(LANGUAGES[1:], await written())
    await workshop.edit("bread", bread.revision, [], account, datetime.now(UTC), everywhere)


async def test_a_long_flow_mounts_few_of_its_steps(console: Console) -> None:
    """Of 500 steps those in sight are in the page, each says which it is, and keys reach all."""
    draft = Draft("long", long_flow(), "", 1, datetime.now(UTC), ("-",))
    await SqlFlows(console.house.store).save(draft)
    ada = await opened(console, "Ada")
    await ada.get_by_label("Cerchi un percorso").fill("Lungo")
    await ada.locator(".flow-rows .row").first.click()
    rows = ada.locator(".outline > [data-step]")
    await rows.first.locator(".row").focus()
    await ada.keyboard.press("ArrowDown")
    await expect(ada.locator("[data-step=s1] .row")).to_be_focused()
    await ada.keyboard.press("End")
    last = ada.locator("[data-step=s499]")
    await expect(last.locator(".row")).to_be_focused()
    await expect(last).to_have_attribute("aria-posinset", "500")
    await expect(last).to_have_attribute("aria-setsize", "500")
    await expect(last).to_be_in_viewport()
    assert await rows.count() < 60
    assert await barriers(ada) == []
    await ada.get_by_role("button", name="Disegno", exact=True).click()
    await expect(ada.locator(".card").first).to_be_visible()
    assert await ada.locator(".card").count() < 60
    await ada.get_by_role("button", name="Tutto il disegno").click()
    await expect(ada.locator(".card", has_text="s498")).to_be_visible()


async def test_what_the_gate_stops_cannot_be_published_and_the_page_says_so(
    console: Console,
) -> None:
    """A name comes from the title; the button waits until the last error is mended; what is missing
    in sixteen languages is one line above the text, not sixteen."""
    ada = await opened(console, "Ada")
    await ada.get_by_role("button", name="Nuovo percorso").click()
    await ada.get_by_label("Titolo, per chi lavora qui").fill("Il pane, più buono")
    await expect(ada.get_by_label("Nome, che non cambierà più")).to_have_value("il_pane_piu_buono")
    await ada.get_by_role("button", name="Cominci", exact=True).click()
    await ada.get_by_role("button", name="Un passo in fondo…").click()
    await ada.get_by_label("Che cosa fa").select_option("ask")
    await ada.get_by_label("Il testo").fill(ASK)
    await ada.get_by_role("button", name="Aggiunga", exact=True).click()
    told = ada.locator(".step-findings li")
    await expect(told.filter(has_text="structure/unreachable")).to_have_count(1)
    await expect(told.filter(has_text="languages/missing")).to_have_count(1)

    await ada.get_by_role("button", name="Guardi e pubblichi").click()
    await ada.get_by_label("Che cosa cambia e perché").fill("dove trova il pane")
    publishes = ada.get_by_role("button", name="Pubblichi 1 percorso")
    await expect(ada.get_by_text("Prima si corregge")).to_be_visible()
    await expect(publishes).to_be_disabled()
    await ada.get_by_role("button", name="Portami lì").click()
    await ada.get_by_role("button", name="Cominci da qui").click()
    await expect(told.filter(has_text="structure/unreachable")).to_have_count(0)
    await ada.get_by_role("button", name="Guardi e pubblichi").click()
    await ada.get_by_label("Che cosa cambia e perché").fill("dove trova il pane")
    await expect(publishes).to_be_enabled()
