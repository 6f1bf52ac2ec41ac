"""What may go wrong at the desk, in a real browser: a cut stream, two tabs, an expired session with
a draft, a colleague who was faster, markup in whatever can be typed."""

from __future__ import annotations

import pytest
from playwright.async_api import Route, expect

from bot.handoff.people import Role
from tests.console import Console, deafen, go_on_duty, take

pytestmark = pytest.mark.journey
MARKUP = "<img src=x onerror=alert(1)><b>a</b>"


async def test_what_was_said_while_the_stream_was_cut_is_there_in_order(console: Console) -> None:
    """Nothing is missed, nothing comes twice, and meanwhile the page says that it may be old."""
    page, woman = await console.page("Prima"), console.woman()
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await take(page)
    await woman.says("prima del taglio")
    log = page.get_by_role("log")
    await expect(log).to_contain_text("prima del taglio")
    await page.context.set_offline(True)
    await page.get_by_label("La Sua risposta").fill("non parte adesso")
    await page.get_by_role("button", name="Invia").click()
    await expect(page.get_by_text("Non c'è collegamento con il servizio")).to_be_visible()
    for count in range(5):
        await woman.says(f"riga {count}")
    other = console.woman("another")
    await other.asks_for_a_person()
    await page.context.set_offline(False)
    await expect(log).to_contain_text("riga 4")
    await expect(page.locator(".queue .waiting .row")).to_have_count(1)
    said = [text for text in await log.locator(".line p").all_inner_texts() if "riga" in text]
    assert said == [f"riga {count}" for count in range(5)]
    await page.get_by_role("button", name="Invia").click()
    await expect(log).to_contain_text("non parte adesso")
    assert (await woman.reads()).count("non parte adesso") == 1


async def test_two_tabs_of_one_operator_show_the_same(console: Console) -> None:
    """What is done in one is seen in the other, without a reload; a case that was put back there
    takes no answer here."""
    first, woman = await console.page("Prima"), console.woman()
    second = await first.context.new_page()
    await second.goto(console.url)
    await go_on_duty(first)
    await expect(second.get_by_role("switch")).to_have_text("In turno")
    await woman.asks_for_a_person()
    await take(first)
    await second.locator(".queue .mine .row").first.click()
    await first.get_by_label("La Sua risposta").fill("Sono qui.")
    await first.get_by_role("button", name="Invia").click()
    await expect(second.get_by_role("log")).to_contain_text("Sono qui.")
    await second.get_by_role("button", name="Rimetta in coda").click()
    await expect(first.locator(".queue .waiting .row")).to_have_count(1)
    await expect(first.get_by_label("La Sua risposta")).to_have_count(0)


@pytest.mark.parametrize("found", ["by what she sends", "by the stream"])
async def test_an_expired_session_gives_the_draft_back_to_who_wrote_it(
    console: Console, found: str
) -> None:
    """She is at the door with a sentence, enters again, and goes on where she was: whether the
    page learns it when she sends, or by itself before."""
    page, woman = await console.page("Prima"), console.woman()
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await take(page)
    box = page.get_by_label("La Sua risposta")
    async with page.expect_response(lambda one: one.url.endswith("/draft") and one.ok):
        await box.fill("Una cosa lunga che sto scrivendo")
    account = console.people["Prima"].account

    async def ends(route: Route) -> None:
        await console.house.accounts.end_sessions(account.id, "")
        await route.continue_()

    if found == "by what she sends":
        await deafen(page)
        await expect(box).to_have_value("Una cosa lunga che sto scrivendo")
        # Ended before, any other look of the page might take the button away.
        await page.route("**/reply", ends)
        await page.get_by_role("button", name="Invia").click()
    else:
        await console.house.accounts.end_sessions(account.id, "")
        await woman.says("Ci siete?")
    await expect(page.get_by_label("Nome")).to_be_visible()
    await expect(page.locator(".problem").first).not_to_be_empty()
    assert "Una cosa lunga" not in " ".join(await woman.reads())
    # A code counts once: she enters with one for recovery.
    await console.house.passkeys.set_recovery(account.id, ["abcde-fghij"])
    await console.enter(page, "Prima", code="abcde-fghij")
    await expect(box).to_have_value("Una cosa lunga che sto scrivendo")


async def test_who_was_faster_is_named(console: Console) -> None:
    """A 409 in words, and the page is right again by itself."""
    first, second = await console.page("Prima"), await console.page("Seconda")
    woman = console.woman()
    await go_on_duty(first)
    await woman.asks_for_a_person()
    await deafen(second)
    await second.locator(".queue .waiting .row").first.click()
    (ticket,) = await console.house.desk.queue([console.network])
    prima, now = console.people["Prima"].account, console.house.clock()
    await console.house.desk.claim([console.network], ticket.id, prima.id, now)
    await second.get_by_role("button", name="Prenda in carico").click()
    await expect(second.locator(".problem", has_text="Prima")).to_be_visible()
    await expect(second.get_by_label("La Sua risposta")).to_have_count(0)


async def test_markup_in_every_field_is_text(console: Console) -> None:
    """Names of agencies, duties of a procedure, questions, notes, notes of a shift, ready answers:
    what is typed is read as it was typed, by everybody who may read it, and runs nowhere."""
    await console.person("Rete", role=Role.NETWORK_ADMIN)
    keeper = await console.page("Rete")
    alarmed: list[str] = []
    keeper.on("dialog", lambda dialog: alarmed.append(dialog.message))
    await keeper.get_by_role("link", name="Enti", exact=True).click()
    await keeper.locator(".row", has_text="Aggiunga un ente").click()
    await keeper.get_by_label("Nome").fill(MARKUP)
    await keeper.get_by_role("button", name="Aggiunga", exact=True).click()
    await expect(keeper.get_by_role("heading", level=2)).to_contain_text(MARKUP)
    await keeper.get_by_text("Registri una nuova versione").click()
    await keeper.get_by_label("Numero dell'atto").fill(MARKUP)
    await keeper.get_by_label("Data dell'atto").fill("2026-01-02")
    await keeper.get_by_label("Vale dal").fill("2026-01-03")
    for field in ("Chi", "Che cosa", "Entro"):
        await keeper.get_by_label(field, exact=True).first.fill(MARKUP)
    await keeper.get_by_role("button", name="Registri", exact=True).click()
    await expect(keeper.get_by_text(f"Atto {MARKUP} del")).to_be_visible()
    await keeper.locator(".row", has_text="Suo").first.click()
    await keeper.get_by_text("Scriva le domande della rete").click()
    await keeper.get_by_label("Domanda", exact=True).first.fill(MARKUP)
    await keeper.get_by_role("button", name="Salvi una nuova versione").click()

    page, woman = await console.page("Prima"), console.woman()
    page.on("dialog", lambda dialog: alarmed.append(dialog.message))
    await go_on_duty(page)
    await woman.asks_for_a_person()
    await take(page)
    await woman.says(MARKUP)
    await expect(page.get_by_role("log")).to_contain_text(MARKUP)
    await page.get_by_text("Rischio e piano di sicurezza").click()
    await expect(page.locator("legend", has_text=MARKUP)).to_be_visible()
    await page.get_by_role("link", name="Enti", exact=True).click()
    await expect(page.locator(".row", has_text=MARKUP)).to_be_visible()
    await page.get_by_role("link", name="Turno e cura").click()
    await page.get_by_label("Per il prossimo turno").fill(MARKUP)
    await page.get_by_role("button", name="Lasci la consegna").click()
    await expect(page.get_by_text(MARKUP).first).to_be_visible()
    assert alarmed == []
    assert await page.locator("main img, aside img").count() == 0
