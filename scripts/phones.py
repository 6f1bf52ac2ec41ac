"""One conversation on four phones side by side, for the pictures of docs/channels.md.

The page of the web is the real one. Telegram, WhatsApp and SMS are drawn plainly around what the
service really sends there: nobody's app is copied, and nothing is fetched.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader
from playwright.async_api import Browser, Page

from bot.assemble import published_scene
from bot.channels.fit import Fitted, Form, segments
from bot.channels.whatsapp_contents import variables
from bot.conversation.scene import Scene
from bot.i18n.translator import direction
from bot.messages import Channel
from bot.safety.words import EXIT_WORDS
from bot.talk import Talk, talking
from scripts.served import Place

HERE = Path(__file__).parent
SCREEN: Any = {"width": 320, "height": 558}
TITLES = {
    Channel.TELEGRAM: "Telegram",
    Channel.WHATSAPP: "WhatsApp",
    Channel.SMS: "SMS",
}
Walk = Sequence[str]
"""The ids of the choices that she takes, or texts of hers, one after the other."""

MENU: Walk = ("yes",)
NEAR: Walk = (*MENU, "near", "Milano", "women")
EXIT = "exit"


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it stands in a thread. ``keys`` are buttons, ``cost`` is that of an SMS."""

    text: str
    keys: Sequence[str] = ()
    cost: str = ""
    hers: bool = False


@dataclass(slots=True)
class Phone:
    """One frame: a thread, with the rows of a list that is open; or the picture of a page."""

    channel: Channel
    title: str
    name: str = ""
    said: list[Line] = field(default_factory=list)
    opened: str = ""
    rows: Sequence[str] = ()
    page: str = ""


async def draw(browser: Browser, place: Place, language: str, walk: Walk, to: Path) -> None:
    """The picture of this walk in that language, written to ``to``."""
    phones = [await _web(browser, place, language, walk), *await _messengers(language, walk)]
    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    page = await browser.new_page(viewport={"width": 1400, "height": 700})
    template = pages.get_template("phones.html")
    shown = template.render(phones=phones, language=language, direction=direction(language))
    await page.set_content(shown)
    await page.locator("body").screenshot(path=to)
    await page.close()


# --- the page -------------------------------------------------------------------------------


async def _web(browser: Browser, place: Place, language: str, walk: Walk) -> Phone:
    context = await browser.new_context(viewport=SCREEN, locale=language)
    page = await context.new_page()
    await page.goto(f"{place.url}/{place.entry}")
    for step in (language, *walk):
        await _do(page, place, step)
    seen = base64.b64encode(await page.screenshot()).decode()
    await context.close()
    return Phone(Channel.WEB, "Web", page=seen)


async def _do(page: Page, place: Place, step: str) -> None:
    if step == EXIT:
        await page.context.clear_cookies()
        await page.goto(place.url)
        return
    button = page.locator(f"#choices button[value={step}]")
    before = await page.locator("#log p").count()
    if step.islower():
        await button.click()
    else:
        await page.locator("#text").fill(step)
        await page.locator("#text").press("Enter")
    # Hers, and at least one line that answers.
    await page.locator("#log p").nth(before + 1).wait_for()
    await page.wait_for_timeout(400)
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")


# --- the messengers -------------------------------------------------------------------------


async def _messengers(language: str, walk: Walk) -> Sequence[Phone]:
    now = datetime.now(UTC)
    scene = published_scene(lambda: now)
    return [await _thread(scene, channel, language, walk, now) for channel in TITLES]


async def _thread(
    scene: Scene, channel: Channel, language: str, walk: Walk, now: datetime
) -> Phone:
    name = "+39 …" if channel is Channel.SMS else scene.cover_line(language).split(".")[0]
    phone = Phone(channel, TITLES[channel], name)
    async with talking(scene, channel, language, now) as talk:
        await talk.open()
        _show(phone, talk.seen)
        for step in (language, *walk):
            await _take(phone, talk, step, language)
            _show(phone, talk.seen)
    return phone


async def _take(phone: Phone, talk: Talk, step: str, language: str) -> None:
    if step == EXIT:
        # Telegram deletes what both sides wrote; on the others it stays.
        word = EXIT_WORDS[language][0]
        await talk.say(word)
        phone.said.append(Line(word, hers=True))
        if phone.channel is Channel.TELEGRAM:
            phone.said.clear()
    elif step.islower():
        asked = [fitted for fitted in talk.seen if fitted.buttons][-1]
        at = [button.id for button in asked.buttons].index(step)
        await talk.choose(step)
        # A touch leaves no trace in a thread of Telegram, the label on WhatsApp, a digit by SMS.
        if asked.form is Form.DIGITS:
            phone.said.append(Line(str(at + 1), hers=True))
        elif phone.channel is Channel.WHATSAPP:
            phone.said.append(Line(asked.buttons[at].label, hers=True))
    else:
        await talk.say(step)
        phone.said.append(Line(step, hers=True))


def _show(phone: Phone, seen: Sequence[Fitted]) -> None:
    phone.opened, phone.rows = "", ()
    for fitted in seen:
        labels = [button.label for button in fitted.buttons]
        match fitted.form:
            case Form.BUTTONS:
                phone.said.append(Line(fitted.text, labels))
            case Form.LIST:
                phone.opened, phone.rows = orjson.loads(variables(fitted))["2"], labels
                phone.said.append(Line(fitted.text, [f"≡ {phone.opened}"]))
            case Form.DIGITS | Form.NOTHING:
                cost = _cost(fitted.message) if phone.channel is Channel.SMS else ""
                phone.said.append(Line(fitted.message, cost=cost))


def _cost(text: str) -> str:
    found = segments(text)
    many = "segment" if found.count == 1 else "segments"
    return f"{found.count} {many}, {found.encoding}, {found.used} characters"
