"""A real browser: a tab that was hidden comes back with her word, where she has one."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from bot.messages import Opened, Said
from bot.web.cookies import NAME
from tests.journeys.test_exit import SHOW
from tests.place import placed

WORD = "tramezzino"
SECRET = "Lavoro e corsi"
TO_WORD = ("Italiano", "Sì", "le mie parole", "Per tornare", WORD, WORD, "Va bene", SECRET)


async def test_a_tab_that_was_hidden_longer_asks_for_her_word(page: Page, tmp_path: Path) -> None:
    """Nothing shows before it; wrong words change nothing; the right one stays nowhere."""
    async with placed(tmp_path) as place:
        token = place.service.keys.tokens.mint(place.service.clock())
        await place.happens(token, Opened(), *map(Said, TO_WORD))
        url = f"http://127.0.0.1:{place.client.port}/"
        await page.context.add_cookies([{"name": NAME, "value": token, "url": url}])
        await page.clock.install()
        await page.goto(url)
        await expect(page.locator("#log")).to_contain_text(SECRET)
        async with page.expect_request(lambda one: "hidden=1" in (one.post_data or "")):
            await page.evaluate(SHOW, True)
        await page.clock.fast_forward(61_000)
        assert place.ahead.total_seconds() == 0
        place.ahead = place.ahead.resolution * 61_000_000
        await page.evaluate(SHOW, False)
        await page.get_by_role("button", name="Continua").click()
        await expect(page.locator("#note")).to_contain_text("La pagina è in pausa")
        for word in ("primavera", WORD):
            assert SECRET not in await page.content()
            await page.locator("#text").fill(word)
            await page.locator("#text").press("Enter")
            await expect(page.locator("#text")).to_have_value("")
        await expect(page.locator("#log")).to_contain_text(SECRET)
        assert WORD not in await page.locator("#log").inner_text()
