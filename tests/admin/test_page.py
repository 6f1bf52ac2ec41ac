"""The staff page in a real browser: from the door to a closed case, without a reload."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.conversation.state import Curtain
from bot.handoff.alarm import AlarmMark, Sign, Told
from bot.handoff.undelivered import DeadLetter
from bot.messages import Address, Channel, Voice
from bot.safety.contract import EVERY_DAY, Contract, Line
from tests.admin.at_the_page import claim, enter

pytestmark = pytest.mark.journey


async def test_from_the_queue_to_a_closed_case_without_a_reload(site, desk):
    """She appears by herself, is taken, read, answered and closed; the title never changes."""
    page = await desk("prima")
    await expect(page.get_by_text("Nessuna aspetta.")).to_be_visible()
    await site.asks_for_a_person("case", danger=True)
    await expect(page.locator(".queue .waiting .row")).to_contain_text("Pericolo")
    await claim(page)
    log = page.get_by_role("log")
    await expect(log).to_contain_text("Mi serve una mano")
    await expect(log).not_to_contain_text("prima del consenso")
    await site.inbox.line("talk-case", "<b>sono qui</b>", Voice.HER, site.now)
    await expect(log).to_contain_text("<b>sono qui</b>")
    await page.get_by_label("La Sua risposta").fill("Buongiorno.")
    await page.keyboard.press("Control+Enter")
    await expect(log).to_contain_text("Buongiorno.")
    await expect(page.get_by_label("La Sua risposta")).to_have_value("")
    await expect(page).to_have_title("Filo, banco")
    await page.get_by_role("button", name="Chiuda…").click()
    await page.get_by_role("button", name="Chiuda", exact=True).click()
    await expect(page.locator(".queue .mine .row")).to_have_count(0)
    await expect(page.locator(".lines .line")).to_have_count(0)


async def test_the_queue_says_which_language_is_not_hers(site, desk):
    """The language stands on every row; her own come first, and the others are marked."""
    await site.asks_for_a_person("french", language="fr")
    await site.asks_for_a_person("arabic")
    page = await desk("prima")
    rows = page.locator(".queue .waiting .row")
    await expect(rows).to_have_count(2)
    await expect(rows.nth(0)).to_contain_text("arabo")
    await expect(rows.nth(0)).not_to_contain_text("non è una Sua lingua")
    await expect(rows.nth(1)).to_contain_text("francese")
    await expect(rows.nth(1)).to_contain_text("non è una Sua lingua")


async def test_a_case_that_nobody_took_does_not_vanish_in_silence(site, desk):
    """It was forgotten in its time: the desk says how many, and nothing of her."""
    page = await desk("prima")
    await expect(page.locator(".unanswered")).to_be_hidden()
    await site.asks_for_a_person("case")
    await expect(page.locator(".queue .waiting .row")).to_have_count(1)
    site.later(hours=73)
    await site.store.forget_due(site.now, 10)
    page = await desk("seconda")
    await expect(page.locator(".unanswered")).to_contain_text("un caso si è cancellato")
    await expect(page.locator(".queue .waiting .row")).to_have_count(0)


async def test_a_wrong_code_is_told_in_a_sentence(site, desk):
    """And the right one is then taken."""
    page = await desk()
    await page.get_by_label("Nome").fill("prima")
    await page.get_by_label("Parola d'accesso").fill("una-parola-di-prova")
    await page.keyboard.press("Enter")
    await page.get_by_label("Codice di sei cifre").fill("000000")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").first).to_contain_text("non corretti")


async def test_the_second_is_told_who_has_the_case(site, desk):
    """Two pages show the same case; when it is taken in one, the other names who has it."""
    await site.asks_for_a_person("case")
    first, second = await desk("prima"), await desk("seconda")
    await second.locator(".queue .waiting .row").first.click()
    await expect(second.get_by_role("button", name="Prenda in carico")).to_be_visible()
    await claim(first)
    await expect(second.locator(".queue .others .row")).to_contain_text("prima")
    await expect(second.locator(".offer-words")).to_contain_text("prima")


async def test_when_she_leaves_the_composer_closes_and_the_draft_is_in_the_tray(site, desk):
    """The banner says when; nothing can be typed; what was being written is not lost, and is in
    this browser no more."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await site.inbox.leaves("talk-case", site.now)
    await expect(page.locator(".banner")).to_contain_text("Uscita in sicurezza")
    await expect(page.get_by_label("La Sua risposta")).to_be_disabled()
    await expect(page.get_by_label("La Sua risposta")).to_have_value("")
    await expect(page.get_by_role("link", name="Vassoio (1)")).to_be_visible()
    assert "una bozza" not in await page.evaluate("JSON.stringify(sessionStorage)")
    await page.keyboard.press("Alt+5")
    await expect(page.get_by_label("Testi nel vassoio").get_by_role("listitem")).to_contain_text(
        "una bozza"
    )
    await page.reload()
    await expect(page.get_by_role("link", name="Vassoio (1)")).to_be_visible()


async def test_a_reply_that_comes_too_late_is_in_the_tray_and_its_author_reads_so(site, desk):
    """She left while it was on its way; the text is held once, and thrown away."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)

    async def leave_before_it(route) -> None:
        await site.store.change("talk-case", curtain=Curtain.EXITED, left_at=site.now)
        await route.continue_()

    await page.route("**/reply", leave_before_it)
    await page.get_by_label("La Sua risposta").fill("ci vediamo alle tre")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".composer .problem")).to_contain_text("nel vassoio")
    await expect(page.get_by_label("La Sua risposta")).to_have_value("")
    await page.keyboard.press("Alt+5")
    await expect(page.get_by_label("Testi nel vassoio").get_by_role("listitem")).to_have_count(1)
    await page.get_by_role("button", name="Scarti").click()
    await expect(page.get_by_text("Il vassoio è vuoto.")).to_be_visible()
    await expect(page.get_by_role("link", name="Vassoio", exact=True)).to_be_visible()
    assert await site.tray.all(["north"], site.now) == []


async def test_a_text_goes_into_her_box_by_a_person_and_is_hers_then(site, desk):
    """Only where she has a word; afterwards the desk sees that it waits, and not what."""
    await site.asks_for_a_person("case")
    await site.has_a_word("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await site.inbox.leaves("talk-case", site.now)
    await expect(page.get_by_role("link", name="Vassoio (1)")).to_be_visible()
    await page.keyboard.press("Alt+5")
    await page.get_by_role("button", name="Metta nella cassetta").click()
    entry = page.get_by_label("Testi nel vassoio").get_by_role("listitem")
    await expect(entry).to_contain_text("È nella sua cassetta")
    await expect(entry).not_to_contain_text("una bozza")
    assert [one.place for one in await site.tray.all(["north"], site.now)] == ["box"]


async def test_what_no_provider_took_can_be_sent_once_more(site, desk):
    """In the tray's place, without a text, by one button."""
    late = site.now + timedelta(minutes=5)
    site.undelivered.letters = [
        DeadLetter("dead-1", "north", "telegram", "failed", False, site.now, late)
    ]
    page = await desk("prima")
    await page.keyboard.press("Alt+5")
    entry = page.get_by_label("Non consegnati").get_by_role("listitem")
    await expect(entry).to_contain_text("rifiutato dal fornitore")
    await entry.get_by_role("button", name="Rimandi").click()
    await expect(entry.get_by_role("button", name="Rimandi")).to_be_enabled()
    assert site.undelivered.retried == ["dead-1"]


async def test_a_colleague_sees_that_something_waits_and_not_what(site, desk):
    """Neither the text nor a button."""
    await site.asks_for_a_person("case")
    page, other = await desk("prima"), await desk("seconda")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await site.inbox.leaves("talk-case", site.now)
    await expect(page.get_by_role("link", name="Vassoio (1)")).to_be_visible()
    await other.keyboard.press("Alt+5")
    entry = other.get_by_label("Testi nel vassoio").get_by_role("listitem")
    await expect(entry).to_contain_text("scritto da prima")
    await expect(entry).not_to_contain_text("una bozza")
    await expect(entry.get_by_role("button")).to_have_count(0)


async def test_a_line_that_never_reached_her_says_so_where_it_was_drawn(site, desk):
    """Without a reload."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await site.inbox.line("talk-case", "martedì alle nove", Voice.OPERATOR, site.now, "id-prima")
    line = page.locator(".lines .line.operator")
    await expect(line).to_contain_text("martedì alle nove")
    (*_, last) = (await site.store.found("talk-case"))[2]
    again = {"wiped_from": last.seq, "shown": (replace(last, undelivered=True),)}
    await site.store.change("talk-case", again)
    site.bus.publish("network:north")
    await expect(line).to_contain_text("non consegnato")


async def test_a_draft_survives_a_reload(site, desk):
    """Only in this tab, and only until it is sent or dropped."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await page.reload()
    await page.locator(".queue .mine .row").click()
    await expect(page.get_by_label("La Sua risposta")).to_have_value("una bozza")


async def test_a_draft_is_not_found_by_the_next_person(site, desk):
    """Her session ended in this tab; somebody else logs in here."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await page.context.clear_cookies()
    await page.reload()
    await enter(page, site, "seconda")
    assert "una bozza" not in await page.evaluate("JSON.stringify(sessionStorage)")


async def test_going_home_leaves_nobody_without_an_answer(site, desk):
    """Logging out with a case in hand asks first, and puts it back into the queue."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await claim(page)
    await page.get_by_role("button", name="Esca", exact=True).click()
    await page.get_by_role("button", name="Rimetta tutto in coda ed esca").click()
    await expect(page.get_by_label("Nome")).to_be_visible()
    assert (await site.store.case("talk-case")).operator == ""


async def test_a_request_is_read_and_answered(site, desk):
    """It is counted before anybody looks. The answer waits in the letter box."""
    await site.leaves_a_request("letter")
    page = await desk("prima")
    counted = page.get_by_role("navigation").get_by_role("link", name="Richieste")
    await expect(counted).to_contain_text("1")
    await page.keyboard.press("Alt+2")
    await page.locator(".column-list .row").click()
    await page.get_by_label("La risposta per lei").fill("Da lunedì alle 9.")
    await page.get_by_role("button", name="Lasci la risposta").click()
    await expect(page.locator(".lines")).to_contain_text("Da lunedì alle 9.")
    await expect(page.get_by_label("La risposta per lei")).to_be_hidden()
    await expect(counted).not_to_contain_text("1")
    assert (await site.desk.letter(["north"], "letter")).answer == "Da lunedì alle 9."


async def test_on_a_narrow_phone_one_thing_is_shown_at_a_time(site, desk):
    """360 px: the queue, then the case, and back, without sideways scrolling."""
    await site.asks_for_a_person("case")
    page = await desk("prima", viewport={"width": 360, "height": 640})
    await page.locator(".queue .waiting .row").click()
    await page.get_by_role("button", name="Prenda in carico").click()
    await expect(page.get_by_label("La Sua risposta")).to_be_focused()
    await expect(page.locator(".queue")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await page.get_by_role("button", name="Coda", exact=True).click()
    await expect(page.locator(".queue .mine .row")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_the_whole_day_by_keyboard(site, desk):
    """From the queue to a sent answer without a pointer."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await expect(page.locator(".queue .waiting .row")).to_be_visible()
    await page.locator(".queue .waiting .row").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Prenda in carico").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("La Sua risposta")).to_be_focused()
    await page.keyboard.type("Buongiorno.")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("log")).to_contain_text("Buongiorno.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_view_has_a_serious_barrier(site, desk, scheme):
    """axe finds nothing serious at the door, on a case, after an exit, on a request."""
    await site.asks_for_a_person("case", danger=True)
    await site.leaves_a_request("letter")
    door = await desk(color_scheme=scheme)
    await expect(door.get_by_label("Nome")).to_be_visible()
    page = await desk("prima", color_scheme=scheme)
    found = [await barriers(door)]
    await claim(page)
    await expect(page.locator(".lines .line")).to_have_count(1)
    found.append(await barriers(page))
    await page.get_by_label("La Sua risposta").fill("una bozza")
    await site.inbox.leaves("talk-case", site.now)
    await expect(page.locator(".banner")).to_be_visible()
    found.append(await barriers(page))
    await page.keyboard.press("Alt+2")
    await page.locator(".column-list .row").click()
    found.append(await barriers(page))
    await page.keyboard.press("Alt+5")
    await expect(page.get_by_label("Testi nel vassoio").get_by_role("listitem")).to_have_count(1)
    found.append(await barriers(page))
    assert found == [[]] * 5


async def barriers(page: Page) -> list[str]:
    """The serious and critical violations that axe sees now."""
    results = await Axe().run(page)
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}"
        for one in results.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


async def test_an_alarm_is_loud_until_somebody_has_seen_it(site, desk):
    """Within two seconds, whatever is open; then it says whether she knows."""
    await site.asks_for_a_person("case")
    page = await desk("prima")
    await page.keyboard.press("Alt+2")
    await site.raises_an_alarm("alarm", "case")
    banner = page.locator(".alarms")
    await expect(banner).to_contain_text("Allarme Centro dimostrativo Nord", timeout=2000)
    await page.get_by_role("button", name="Ho visto").click()
    await expect(banner).to_contain_text("Visto da prima")
    await expect(banner).to_contain_text("Il segno per lei sta partendo.")
    late = AlarmMark("alarm", Sign.SEEN, Told.LATE)
    await site.store.change("talk-case", {"alarm_mark": late})
    site.bus.publish("network:north")
    await expect(banner).to_contain_text("Non le è stato detto")
    await page.keyboard.press("Alt+4")
    await expect(page.get_by_label("Ultimi 30 giorni")).to_contain_text("Visto da prima")


async def test_from_an_alarm_to_its_case(site, desk):
    """One touch opens the case; the queue shows which one it is."""
    await site.asks_for_a_person("case")
    await site.raises_an_alarm("alarm", "case")
    page = await desk("prima")
    await expect(page.locator(".queue .waiting .row")).to_contain_text("Allarme")
    await page.keyboard.press("Alt+4")
    await page.get_by_role("button", name="Apra il caso").click()
    await expect(page.get_by_role("button", name="Prenda in carico")).to_be_visible()


async def test_a_drill_is_started_seen_and_counted(site, desk):
    """It says that it is one; afterwards the network may promise alarms."""
    page, colleague = await desk("prima"), await desk("seconda")
    await page.keyboard.press("Alt+4")
    await expect(page.get_by_label("Prove")).to_contain_text("non viene offerta")
    await page.get_by_role("button", name="Avvii una prova").click()
    await expect(colleague.locator(".alarms")).to_contain_text("Prova d'allarme")
    await colleague.get_by_role("button", name="Ho visto").click()
    await expect(page.get_by_label("Prove")).to_contain_text("viene offerta. Ultima prova")
    await expect(page.locator(".alarms")).to_be_hidden()
    await expect(page.get_by_label("Ultimi 30 giorni")).to_contain_text("Visto da seconda")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_alarms_have_no_serious_barrier(site, desk, scheme):
    """Neither the banner nor the list of what was, also on a narrow phone."""
    await site.asks_for_a_person("case")
    await site.raises_an_alarm("alarm", "case")
    page = await desk("prima", color_scheme=scheme, viewport={"width": 360, "height": 640})
    await expect(page.locator(".alarms")).to_be_visible()
    await page.keyboard.press("Alt+4")
    await expect(page.get_by_label("Prove").get_by_role("listitem")).to_be_visible()
    found = [await barriers(page)]
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await page.get_by_role("button", name="Ho visto").click()
    await expect(page.get_by_label("Ultimi 30 giorni").get_by_role("listitem")).to_be_visible()
    found.append(await barriers(page))
    assert found == [[], []]


async def test_the_holder_asks_for_a_reminder_and_reads_why_not(desk, site):
    """What she allows is told in words; what her contract forbids is refused with the reason."""
    await site.asks_for_a_person("c1")
    await _contracted(site, Contract(Channel.SMS, EVERY_DAY, 0, 1440, Line.DESK, site.now, LATER))
    page = await desk("prima")
    await claim(page)
    await page.get_by_text("Promemoria", exact=True).click()
    await expect(page.locator(".panel[open]")).to_contain_text("tutti i giorni")
    await page.get_by_label("Quando").fill("2099-12-01T10:00")
    await page.get_by_role("button", name="Chieda un promemoria").click()
    await expect(page.locator(".reminders")).to_contain_text("in attesa")
    assert (await Axe().run(page)).violations_count == 0
    # The page has not heard of it yet.
    await page.route("**/api/cases/*/contact", lambda route: route.abort())
    await _contracted(site, None)
    await page.get_by_label("Quando").fill("2099-12-02T10:00")
    await page.get_by_role("button", name="Chieda un promemoria").click()
    await expect(page.locator(".panel[open] .problem")).to_contain_text(
        "Non consentito dal suo accordo"
    )


async def test_a_case_whose_consent_was_taken_back_shows_nothing_any_more(desk, site):
    """What was read a moment ago leaves the screen, and the reason is told."""
    await site.asks_for_a_person("c1", text="la mia storia")
    page = await desk("prima")
    await claim(page)
    await expect(page.locator(".lines")).to_contain_text("la mia storia")
    await site.takes_back("c1")
    await expect(page.locator(".banner")).to_contain_text("Ha ritirato il consenso")
    await expect(page.locator(".lines")).to_be_hidden()
    assert "la mia storia" not in await page.content()


LATER = datetime(2100, 1, 1, tzinfo=UTC)


async def _contracted(site, contract: Contract | None) -> None:
    address = Address(Channel.SMS, "number")
    await site.store.change("talk-c1", {"moved": True}, address=address, contract=contract)
