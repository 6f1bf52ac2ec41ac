"""From a messenger to the web page: one link, one use, ten minutes, and nothing verified by it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.assemble import published_scene
from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.state import Curtain
from bot.conversation.turned import Turned
from bot.conversation.views import Page, Views
from bot.conversation.world import World
from bot.messages import Address, Channel, Followed, Happening, Inbound, Opened, Said
from bot.storage.memory import MemoryStore
from bot.talk import Counted

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERS = Address(Channel.SMS, "+390000000001")
PAGE = Address(Channel.WEB, "session")


@dataclass
class Two:
    """Her telephone and a page, on one service."""

    inbox: Inbox
    views: Views
    store: MemoryStore
    now: datetime = NOW
    count: int = field(default=0)

    async def post(self, what: Happening, to: Address = HERS) -> Turned:
        """It happens, a second after the last."""
        self.count += 1
        self.now += timedelta(seconds=1)
        return await self.inbox.post(Inbound(f"i{self.count}", to, self.now, what, ("it",)))

    async def link(self) -> str:
        """She comes, can write, and asks for the page: the token of the link that she is sent."""
        await self.post(Opened())
        await self.post(Said("1"))
        await self.post(Said("1"))
        turned = await self.post(Said("pagina web"))
        found = re.search(r"https://page/(\S+)", turned.shown[1].speech.text)
        assert found, turned.shown
        return found[1]

    async def follow(self, token: str, to: Address = PAGE) -> Turned:
        """Somebody touches the button of the link."""
        return await self.post(Followed(token), to)

    async def page(self, to: Address = PAGE) -> Page:
        """What the page shows."""
        return await self.views.page(to, ("it",), self.now)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


@pytest.fixture
async def two(scene: Scene) -> AsyncIterator[Two]:
    """A running service."""
    ids, presence, store = Counted(), Presence(), MemoryStore()
    world = World(ids, page="https://page/{}".format)
    inbox = Inbox(store, lambda: scene, world, LocalBus(), ids, presence)
    await inbox.start()
    yield Two(inbox, Views(store, lambda: scene, world, ids, presence), store)
    await inbox.stop()


async def test_her_talk_goes_on_where_it_was_and_shows_nothing_of_before(two: Two) -> None:
    """Her question stands on the page; not a word of what was said on the telephone."""
    token = await two.link()
    before = (await two.post(Said("boh"))).conversation
    turned = await two.follow(token)
    assert turned.resumed
    assert turned.conversation == before
    assert turned.curtain is Curtain.OPEN
    page = await two.page()
    assert page.live
    assert page.options
    assert len(page.shown) == 1
    assert token not in repr([line.speech.text for line in page.shown])


async def test_a_link_opens_once(two: Two) -> None:
    """The second one who follows it meets the cover."""
    token = await two.link()
    await two.follow(token)
    other = Address(Channel.WEB, "another")
    assert (await two.follow(token, other)).refused == "unknown"


async def test_a_newer_link_replaces_an_older_one(two: Two) -> None:
    """The last one that she was sent is the good one."""
    first = await two.link()
    turned = await two.post(Said("pagina web"))
    second = turned.shown[1].speech.text.rsplit("/", 1)[1]
    assert (await two.follow(first)).refused == "unknown"
    assert (await two.follow(second)).resumed


async def test_a_link_is_dead_after_ten_minutes(two: Two) -> None:
    """Not a second later."""
    token = await two.link()
    two.now += timedelta(minutes=10)
    assert (await two.follow(token)).refused == "unknown"


@pytest.mark.parametrize("word", ["esci subito", "STOP"])
async def test_a_link_dies_with_an_exit(two: Two, word: str) -> None:
    """Also where she comes back with the key within the ten minutes."""
    token = await two.link()
    await two.post(Said(word))
    assert (await two.follow(token)).refused == "unknown"
    await two.post(Opened())
    assert (await two.follow(token, Address(Channel.WEB, "another"))).refused == "unknown"


async def test_afterwards_the_telephone_is_a_stranger_to_the_service(two: Two) -> None:
    """It is one talk: the number it came from meets the cover, and the page is not joined to it."""
    await two.follow(await two.link())
    turned = await two.post(Said("ciao"))
    assert turned.curtain is Curtain.COVERED
    assert turned.conversation != (await two.page()).conversation


async def test_no_link_that_was_never_made_opens_anything(two: Two) -> None:
    """Nothing is kept of whoever tries."""
    turned = await two.follow("x" * 22)
    assert turned.refused == "unknown"
    assert await two.store.read_thread(PAGE) is None


async def test_on_the_page_itself_there_is_no_link(two: Two) -> None:
    """She is there already."""
    for what in (Opened(), Said("1"), Said("1")):
        await two.post(what, PAGE)
    turned = await two.post(Said("pagina web"), PAGE)
    assert "https://page/" not in " ".join(line.speech.text for line in turned.shown)


@pytest.mark.parametrize("words", [("sportelli", "milano", "lavoro"), ("cerco casa",)])
async def test_the_page_tells_what_the_telephone_did_not(two: Two, words: tuple[str, ...]) -> None:
    """One digit, one link: the question that sent her there stands on the page, in full."""
    await two.post(Opened())
    for said in ("1", "1", *words):
        await two.post(Said(said))
    turned = await two.post(Said("1"))
    link, again = (line.speech for line in turned.shown[-2:])
    assert again.options
    assert "pagina web" in again.on(Channel.SMS)
    await two.follow(link.on(Channel.SMS).rsplit("/", 1)[1])
    page = await two.page()
    (line,) = page.shown
    assert "pagina web" not in line.speech.on(Channel.WEB)
    assert "page" not in [option.id for option in page.options]
