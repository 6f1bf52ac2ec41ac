"""From a woman's first touch to a closed case: real store, real inbox, real browser at the desk.

The flow is a small one of ``tests/console.py``, so that no change of the published texts breaks it.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from bot.messages import Left, Thread
from tests.console import go_on_duty, take

pytestmark = pytest.mark.journey


@asynccontextmanager
async def at_the_desk(console):
    """A browser in which an operator is logged in and on duty."""
    page = await console.page("Operatrice dimostrativa")
    await go_on_duty(page)
    yield page


async def test_nobody_on_duty_is_said_at_once(console):
    """She is not put into a queue that nobody looks at."""
    woman = console.woman()
    await woman.says("ciao")
    await woman.touches("person")
    assert (await woman.reads())[-1] == "Ora non c’è nessuno."


async def test_she_reaches_a_person_and_comes_back_to_the_service(console):
    """Queue, claim, both directions live, silence of the bot, closing, and the flow goes on."""
    woman = console.woman()
    async with at_the_desk(console) as page:
        await woman.says("ciao")
        await woman.touches("person")
        assert (await woman.reads())[-1] == "Aspetta qui."
        await expect(page.locator(".queue .waiting .row")).to_be_visible()
        await take(page)
        await woman.says("vorrei un lavoro")
        log = page.get_by_role("log")
        await expect(log).to_contain_text("vorrei un lavoro")
        await expect(log).not_to_contain_text("ciao")
        assert (await woman.reads())[-1] == "vorrei un lavoro"
        await page.get_by_label("La Sua risposta").fill("Ne parliamo con calma.")
        await page.get_by_role("button", name="Invia").click()
        await expect(log).to_contain_text("Ne parliamo con calma.")
        assert (await woman.reads())[-1] == "Ne parliamo con calma."
        await page.get_by_role("button", name="Chiuda…").click()
        await page.get_by_role("button", name="Chiuda", exact=True).click()
        await expect(page.locator(".queue .mine .row")).to_have_count(0)
        assert (await woman.reads())[-1] == "Rieccomi."


async def test_when_she_leaves_the_desk_sees_it_and_can_send_nothing(console):
    """The banner within two seconds; the server refuses what an old page would still send."""
    woman = console.woman()
    async with at_the_desk(console) as page:
        await woman.says("ciao")
        await woman.touches("person")
        await take(page)
        await page.get_by_label("La Sua risposta").fill("una bozza")
        await woman.does(Left())
        await expect(page.locator(".banner")).to_contain_text("Uscita in sicurezza", timeout=2000)
        await expect(page.get_by_label("La Sua risposta")).to_be_disabled()
        refused = await page.evaluate(
            """async () => {
              const { csrf } = await (await fetch("/api/session")).json();
              const { cases } = await (await fetch("/api/queue")).json();
              const answer = await fetch(`/api/cases/${cases[0].id}/reply`, {
                method: "POST",
                headers: { "Content-Type": "application/json", "X-Filo-Csrf": csrf },
                body: JSON.stringify({ id: "12345678", text: "una bozza" }),
              });
              return [answer.status, (await answer.json()).code];
            }"""
        )
        assert refused == [409, "held_exited"]
        assert "una bozza" not in await woman.reads()


async def test_the_desk_hides_nothing_when_she_leaves(console):
    """The banner takes room: the last line stays in sight, and every tab fits beside a count."""
    woman = console.woman()
    async with at_the_desk(console) as page:
        await page.set_viewport_size({"width": 1280, "height": 720})
        await woman.says("ciao")
        await woman.touches("person")
        await take(page)
        for count in range(12):
            await woman.says(f"riga {count}")
        last = page.locator(".lines .line").last
        await expect(last).to_contain_text("riga 11")
        await expect(last).to_be_in_viewport(ratio=1)
        await page.get_by_label("La Sua risposta").fill("una bozza")
        await woman.does(Left())
        await expect(page.locator(".banner")).to_be_visible()
        await expect(page.get_by_role("link", name="Vassoio (1)")).to_be_visible()
        await expect(last).to_be_in_viewport(ratio=1)
        for tab in await page.get_by_role("navigation").get_by_role("link").all():
            await expect(tab).to_be_in_viewport(ratio=1)
        bar = page.get_by_role("navigation")
        assert await bar.evaluate("bar => bar.scrollWidth - bar.clientWidth") == 0


async def test_an_old_claim_does_not_outrun_a_turn(console):
    """Her words and two claims at the same time: one holder, nothing lost."""
    woman = console.woman()
    house = console.house
    account = (await console.person("Uno")).account
    now = datetime.now(UTC)
    await house.desk.set_duty(account, now.replace(year=now.year + 1), now)
    await woman.says("ciao")
    await woman.touches("person")
    ticket = (await house.desk.queue([console.network]))[0]
    claims = [house.desk.claim([console.network], ticket.id, f"op-{n}", now) for n in range(5)]
    *_, after = await asyncio.gather(*claims, woman.says("ci sono"), woman.says("sono io"))
    found = await house.desk.ticket([console.network], ticket.id)
    assert after is None
    assert found.state == "claimed"
    talk, _, shown = await house.store.read_thread(Thread(ticket.conversation))
    assert talk.seq == len(shown)
