"""Choosing a language without reading another: seventeen names, on every channel, at any time."""

from __future__ import annotations

import pytest

from bot.assemble import published_scene
from bot.channels.fit import WHATSAPP_ROW_LABEL, WHATSAPP_ROWS, Form, fit
from bot.conversation.choosing import MORE, page_of
from bot.conversation.daily import sky
from bot.conversation.scene import Scene
from bot.conversation.state import TurnRecord
from bot.conversation.turn import Decided, decide
from bot.engine.asking import repeat
from bot.handoff.contact import days_in_words
from bot.i18n.translator import choose, direction, native_name, say_languages
from bot.messages import Address, Channel, Chose, Inbound, Opened, Option, Said, Speech, Voice
from bot.text.tongues import LANGUAGES, WRITTEN, speaks
from bot.web.ports import Settings
from bot.web.texts import direction as web_direction
from tests.promises.hers import NOW, after, at, left, said, stands_at

GREETING = "你好"


@pytest.fixture(scope="module")
def all_of_them() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


def shown(page: object) -> list[dict[str, str]]:
    """The rows of a page."""
    assert isinstance(page, dict)
    return [one for one in page["tongues"] if "unshown" not in one]


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("language", ["it", "zh-Hans", "ur"])
def test_every_language_is_reached_by_touches_alone(channel: Channel, language: str) -> None:
    """Hers is the first of all; each page fits its channel, and all can be named on each. On the
    web all stand on one."""
    if channel is Channel.WEB:
        rows = shown(page_of(WRITTEN, language, channel))
        assert [one["id"] for one in rows[:3]] == [*dict.fromkeys((language, "it", "en", "es"))][:3]
        assert {one["id"] for one in rows} == set(WRITTEN)
        return
    seen, after_ = [], ""
    while len(seen) < len(WRITTEN):
        page = page_of(WRITTEN, language, channel, after=after_)
        rows = shown(page)
        assert {one["id"] for one in page["tongues"]} == {*WRITTEN, MORE}
        assert rows[-1]["id"] == MORE
        assert len(rows) <= (6 if channel is Channel.SMS else WHATSAPP_ROWS)
        assert all(0 < len(one["label"]) <= WHATSAPP_ROW_LABEL for one in rows)
        assert native_name(page_next(page)) in rows[-1]["label"]
        seen += [one["id"] for one in rows[:-1]]
        after_ = str(page["tongues_after"])
    assert seen[0] == language
    assert sorted(seen) == sorted(WRITTEN)
    again = page_of(WRITTEN, language, channel, after=after_)
    assert shown(again)[0]["id"] == language


def page_next(page: object) -> str:
    """The first language that is not on the page."""
    assert isinstance(page, dict)
    return next(one["id"] for one in page["tongues"] if "unshown" in one)


def test_a_list_that_fits_keeps_its_order() -> None:
    """Five names need no second page, and nobody's list is turned round."""
    rows = shown(page_of(LANGUAGES[:5], "ar", Channel.SMS))
    assert [one["id"] for one in rows] == list(LANGUAGES[:5])


def test_a_list_on_whatsapp_is_a_list() -> None:
    """Ten rows are, eleven would be digits."""
    rows = shown(page_of(WRITTEN, "uk", Channel.WHATSAPP))
    options = tuple(Option(one["id"], one["label"]) for one in rows)
    assert fit(Speech("?", options), Channel.WHATSAPP).form is Form.LIST


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (("zh",), "zh-Hans"),
        (("zh-CN", "en"), "zh-Hans"),
        (("zh-Hans",), "zh-Hans"),
        (("tl-PH",), "fil"),
        (("pt-BR",), "pt"),
        (("am", "uk"), "uk"),
        (("am",), "it"),
    ],
)
def test_the_first_guess_is_that_of_her_device(tags: tuple[str, ...], language: str) -> None:
    """Browsers and Telegram name languages in their own ways."""
    assert choose(tags, WRITTEN) == language


def test_what_is_written_is_spoken_by_who_speaks_it() -> None:
    """A case in simplified Chinese is for whoever speaks Chinese, Tagalog is Filipino."""
    assert speaks(("it", "zh"), "zh-Hans")
    assert speaks(["tl"], "fil")
    assert not speaks(("it", "en"), "zh-Hans")
    assert say_languages(["zh", "fil"], "it") == "cinese e filippino"


def test_three_are_written_from_right_to_left() -> None:
    """On the page, in what is filled in and in the names of the languages themselves."""
    assert {one for one in WRITTEN if direction(one) == "rtl"} == {"ar", "fa", "ur"}
    assert web_direction("ur") == web_direction("fa") == "rtl"


def test_the_public_edge_offers_what_is_published() -> None:
    """One list for everybody."""
    assert Settings("e", "https://x", "https://y", secure_cookie=True).languages == LANGUAGES


def opened(scene: Scene, *tags: str) -> TurnRecord:
    """What somebody reads whose device prefers these: nobody in the world is asked for it."""
    inbound = Inbound("o", Address(Channel.SMS, "her"), NOW, Opened(), tags)
    done = decide(inbound, None, None, scene, lambda: "id", ())
    assert isinstance(done, Decided)
    assert done.record is not None
    return done.record


async def test_she_is_greeted_in_the_language_of_her_device(all_of_them: Scene) -> None:
    """Without a round to the world, and the first name is hers."""
    record = opened(all_of_them, "zh-CN")
    (line,) = [one for one in record.shown if one.voice is Voice.SERVICE]
    assert GREETING in line.speech.text
    assert line.speech.options[0] == Option("zh-Hans", "中文")
    assert line.speech.options[-1].id == MORE


@pytest.mark.parametrize("name", ["ucraino", "Українська", "in ukrainian please", "乌克兰语"])
async def test_a_name_is_enough_at_the_first_question(all_of_them: Scene, name: str) -> None:
    """In whatever language it is written, also where it stands on another page."""
    record = opened(all_of_them)
    assert record.after is not None
    her = left(await after(all_of_them, record.after, Said(name)))
    assert her.session is not None
    assert her.session.language == "uk"
    assert her.session.stack[-1].flow == "safe"


async def test_more_leads_to_more(all_of_them: Scene) -> None:
    """Two touches, and the language is chosen."""
    record = opened(all_of_them)
    her = record.after
    for choice in (MORE, "ro"):
        assert her is not None
        assert her.session is not None
        her = left(await after(all_of_them, her, Chose(choice, her.session.ask)))
    assert her is not None
    assert her.session is not None
    assert her.session.language == "ro"
    assert her.session.stack[-1].flow == "safe"


@pytest.mark.parametrize(
    ("name", "language"), [("Shqip", "sq"), ("urdu", "ur"), ("中文", "zh-Hans")]
)
async def test_a_name_changes_the_language_at_any_question(
    all_of_them: Scene, name: str, language: str
) -> None:
    """She goes back to where she was, and is asked there in the new one."""
    her = at(all_of_them, "menu", "first", "it", Channel.TELEGRAM)
    turned = left(await after(all_of_them, her, Said(name)))
    assert turned.session is not None
    assert turned.session.language == language
    again = repeat(all_of_them.newest, turned.session, "telegram")
    assert stands_at(await after(all_of_them, her, Said(name))) == "menu"
    assert again is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("nu înțeleg ce scrie aici, eu vreau ajutor", "ro"),
        ("mujhe kuch samajh nahi aa raha hai", "ur"),
        ("hindi ko po maintindihan ito", "fil"),
        ("我看不懂这个", "zh-Hans"),
        ("я не розумію що це", "uk"),
    ],
)
async def test_a_text_in_another_language_is_offered_it_and_switches_nothing(
    all_of_them: Scene, text: str, language: str
) -> None:
    """Hers comes first in the list; only her touch changes it, and it is offered once."""
    her = at(all_of_them, "menu", "first", "it", Channel.TELEGRAM)
    offered = left(await after(all_of_them, her, Said(text)))
    assert offered.session is not None
    assert offered.session.language == "it"
    asked = repeat(all_of_them.newest, offered.session, "telegram")
    assert asked is not None
    assert asked.options[0] == Option(language, native_name(language))
    chosen = left(await after(all_of_them, offered, Chose(language, offered.session.ask)))
    assert chosen.session is not None
    assert chosen.session.language == language
    assert chosen.session.stack[-1].flow == "menu"


async def test_danger_comes_before_any_language(all_of_them: Scene) -> None:
    """Whoever tells of danger is not asked which language she would like: the number stands in hers
    too, on every channel, with the name that would change it; the talk itself stays as it was."""
    for channel in Channel:
        her = at(all_of_them, "menu", "first", "it", channel)
        told = await after(all_of_them, her, Said("he is hitting me with a knife, help me please"))
        assert stands_at(told) == "danger"
        (line,) = [one for one in said(told.turned, channel).split("\n") if "English" in one]
        assert line.startswith("English: ")
        assert "112" in line
        here = left(told)
        assert here.session is not None
        assert here.session.language == "it"
        changed = left(await after(all_of_them, here, Said("English")))
        assert changed.session is not None
        assert changed.session.language == "en"


async def test_a_name_is_no_language_where_words_of_her_own_are_awaited(all_of_them: Scene) -> None:
    """A text to a person and a secret word are what they are."""
    her = at(all_of_them, "words", "choose", "en", Channel.WEB)
    same = left(await after(all_of_them, her, Said("italiano")))
    assert same.session is not None
    assert same.session.language == "en"
    assert same.session.variables["new_word"] == "italiano"


@pytest.mark.parametrize("language", WRITTEN)
def test_every_language_names_its_days(all_of_them: Scene, language: str) -> None:
    """Also the one whose code has a script: the cover and her agreement say days in words."""
    names = all_of_them.translator
    assert sky(NOW.date(), language, names).next_on
    assert len(days_in_words(frozenset({0, 3}), language, names)) > len("0, 3")
