"""The door, the page and what she sends from it."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.messages import Chose, Opened, Said
from tests.web import scripted
from tests.web.conftest import Her
from tests.web.scripted import ENTRY

JSON = {"Accept": "application/json"}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_the_entry_redirects_to_the_root_with_a_neutral_cookie(her: Any, method: str) -> None:
    """History holds the entry and the root, and no script can read the cookie."""
    answer = await her.ask(method, f"/{ENTRY}")
    cookie = answer.headers["Set-Cookie"]
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Max-Age=900" in cookie
    assert "filo" not in cookie.lower()


async def test_without_the_key_the_root_is_the_almanac(her: Any) -> None:
    """Nothing on the cover tells what else is here."""
    answer = await her.ask("GET", "/")
    assert answer.status == 200
    assert "Alba" in her.page
    assert "<form" not in her.page
    for word in ("violenz", "donna", "donne", "aiuto", "1522", "chat"):
        assert word not in her.page.lower()


async def test_chat_and_cover_have_the_same_title(her: Any) -> None:
    """Over a shoulder and in the history both are the almanac."""
    await her.ask("GET", "/")
    title = her.page.partition("<title>")[2].partition("</title>")[0]
    await her.enter()
    assert f"<title>{title}</title>" in her.page
    assert 'name="text"' in her.page


async def test_looking_stores_nothing(her: Any, script: Any) -> None:
    """Scanners and previews leave no trace."""
    await her.enter()
    assert not script.talks
    assert not script.posted


async def test_a_choice_without_javascript_comes_back_to_the_page(her: Any, script: Any) -> None:
    """The whole chat works with plain forms."""
    await her.enter()
    answer = await her.choose("yes")
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert script.posted[-1].what == Chose("yes", "1.start.safe")
    await her.ask("GET", "/")
    assert "Che cosa ti serve?" in her.page
    await her.say("vorrei un corso")
    assert script.posted[-1].what == Said("vorrei un corso")


async def test_the_script_gets_only_what_is_new(her: Any) -> None:
    """The answer to a message brings its lines, the next question and the next form id."""
    await her.enter()
    first = her.form
    data = await (await her.choose("yes", **JSON)).json()
    assert [line["text"] for line in data["messages"]] == ["Sì, posso", "Che cosa ti serve?"]
    assert data["live"] is True
    assert len(data["options"]) == 7
    assert data["form"] != first["form"]
    assert data["seq"] == 3


async def test_a_doubled_message_has_one_effect_and_still_its_answer(her: Any, script: Any) -> None:
    """A double tap and a retry after a lost answer change nothing and lose nothing."""
    await her.enter()
    once = await (await her.choose("yes", **JSON)).json()
    twice = await (await her.choose("yes", **JSON)).json()
    assert twice["messages"] == once["messages"]
    assert len(next(iter(script.talks.values())).lines) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_a_post_from_elsewhere_is_refused(
    her: Any, script: Any, headers: dict[str, str]
) -> None:
    """No other site can write in her name."""
    await her.enter()
    answer = await her.say("ciao", **headers)
    assert answer.status == 403
    assert "112" in her.page
    assert not script.posted


async def test_an_old_browser_is_believed_by_its_origin(her: Any, script: Any) -> None:
    """Without Sec-Fetch-Site the Origin has to be ours."""
    await her.enter()
    data = {**her.form, "text": "ciao"}
    sent = {"Cookie": her.cookie, "Origin": "http://127.0.0.1"}
    good = await her.client.post("/", data=data, headers=sent, allow_redirects=False)
    assert good.status == 303
    for origin in ({"Origin": "https://elsewhere.example"}, {}):
        other = {"Cookie": her.cookie, **origin}
        assert (await her.client.post("/", data=data, headers=other)).status == 403
    assert len(script.posted) == 1


async def test_a_form_that_does_not_fit_changes_nothing_and_keeps_her_text(
    her: Any, script: Any
) -> None:
    """An old page is no reason to write everything again."""
    await her.enter()
    await her.ask("POST", "/", data={"form": "x" * 39, "text": "parole <lunghe>"})
    assert 'value="parole &lt;lunghe&gt;"' in her.page
    answer = await her.ask("POST", "/", JSON, data={"form": "x", "text": "parole"})
    data = await answer.json()
    assert (answer.status, data["again"]) == (409, True)
    assert not script.posted
    assert (await her.ask("POST", "/", data={"form": data["form"], "text": "parole"})).status == 303


async def test_without_a_live_session_a_post_gets_the_cover(her: Any) -> None:
    """Whoever finds the page open later learns nothing, also not by writing."""
    answer = await her.ask("POST", "/", data={"text": "ciao"})
    assert answer.status == 200
    assert "Alba" in her.page
    data = await (await her.ask("POST", "/", JSON, data={"text": "ciao"})).json()
    assert data["live"] is False


async def test_after_a_silence_the_chat_is_the_cover(her: Any, clock: Any) -> None:
    """A phone that lies around shows the almanac."""
    await her.enter()
    await her.choose("yes")
    clock.pass_by(timedelta(minutes=16))
    await her.ask("GET", "/")
    assert "Alba" in her.page
    assert 'name="text"' not in her.page


async def test_a_key_that_was_never_used_dies_with_the_silence(her: Any, clock: Any) -> None:
    """A token without a conversation is not good for ever."""
    await her.enter()
    clock.pass_by(timedelta(minutes=16))
    await her.ask("GET", "/")
    assert 'name="text"' not in her.page


async def test_coming_through_the_door_again_keeps_a_live_talk(her: Any) -> None:
    """A second scan of the code does not throw her talk away."""
    await her.enter()
    await her.choose("yes")
    before = her.cookie
    await her.enter()
    assert her.cookie == before
    assert "Che cosa ti serve?" in her.page


async def test_an_exit_word_ends_in_the_cover(her: Any) -> None:
    """The word does what the button does."""
    await her.enter()
    await her.choose("yes")
    await her.ask("GET", "/")
    answer = await her.say("esci")
    assert answer.status == 303
    assert her.cookie == ""
    await her.ask("GET", "/")
    assert "Alba" in her.page


async def test_an_exit_word_tells_the_script_to_leave(her: Any) -> None:
    """The script blanks the page first and then goes."""
    await her.enter()
    data = await (await her.say("esci", **JSON)).json()
    assert data == {"live": False, "left": True, "messages": []}


async def test_who_cannot_write_safely_gets_one_neutral_line_in_the_cover(her: Any) -> None:
    """The real no of the safe question: a line, and the chat is gone."""
    await her.enter()
    answer = await her.choose("no")
    assert answer.status == 200
    assert "Torna quando vuoi" in her.page
    assert "Puoi scrivere" not in her.page
    assert "Alba" in her.page
    assert her.cookie == ""


async def test_new_answers_is_a_button_and_says_that_she_is_there(her: Any, script: Any) -> None:
    """Without JavaScript a human's answer is fetched by hand."""
    await her.enter()
    await her.choose("yes")
    script.operator_says("Sono qui.")
    answer = await her.ask("POST", "/", data={**her.form, "form": her.form["form"], "stay": "1"})
    assert answer.status == 303
    await her.ask("GET", "/")
    assert "Sono qui." in her.page


async def test_to_stay_is_one_tap_without_words(her: Any, script: Any) -> None:
    """The tap that extends the time is no message."""
    await her.enter()
    await her.ask("POST", "/", data={**her.form, "stay": "1"})
    assert script.posted[-1].what == Opened()
    assert script.present


async def test_to_stay_after_an_exit_elsewhere_is_no_sign_of_life(her: Any, script: Any) -> None:
    """She left in another tab: the tap of the first one says nothing of her being there."""
    await her.enter()
    await her.choose("yes")
    await her.ask("GET", "/")
    cookie, form = her.cookie, her.form
    await her.ask("GET", "/exit")
    her.cookie = cookie
    await her.ask("POST", "/", data={**form, "stay": "1"})
    assert script.posted[-1].what == Opened()
    assert not script.present


async def test_to_stay_after_a_silence_is_no_sign_of_life(script: Any, clock: Any) -> None:
    """Only a tap that was accepted is one; what was refused keeps nobody's page alive.

    The cookie lives longer here than her silence, as where she chose a shorter one.
    """
    site = scripted.site(script, clock, silence=timedelta(minutes=45))
    async with TestClient(TestServer(site)) as client:
        her = Her(client)
        await her.enter()
        await her.choose("yes")
        await her.ask("GET", "/")
        clock.pass_by(timedelta(minutes=16))
        await her.ask("POST", "/", data={**her.form, "stay": "1"})
    assert script.posted[-1].what == Opened()
    assert not script.present


async def test_more_than_five_choices_are_folded(her: Any) -> None:
    """At most five are visible, the others one touch away, without JavaScript too."""
    await her.enter()
    await her.choose("yes")
    await her.ask("GET", "/")
    visible, _, folded = her.page.partition("<details>")
    assert visible.count('name="choice"') == 5
    assert folded.count('name="choice"') == 2


async def test_a_sixth_choice_is_no_reason_to_fold(
    her: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the row of the touch that would only show it."""
    text, labels = scripted.MENU["it"]
    monkeypatch.setitem(scripted.MENU, "it", (text, labels[:6]))
    await her.enter()
    await her.choose("yes")
    await her.ask("GET", "/")
    assert her.page.count('name="choice"') == 6
    assert "<details>" not in her.page


async def test_numbers_stand_in_isolates_and_her_text_is_only_text(her: Any) -> None:
    """112 stays 112 in an Arabic sentence, and markup is shown as she wrote it."""
    await her.enter()
    assert "<bdi>112</bdi>" in her.page
    await her.say("<script>alert('1')</script>")
    await her.ask("GET", "/")
    assert "&lt;script&gt;alert(&apos;<bdi>1</bdi>&apos;)" in her.page


async def test_arabic_is_written_from_right_to_left(her: Any) -> None:
    """The page turns with her language."""
    await her.ask("GET", "/prova-entrata")
    await her.ask("GET", "/", {"Accept-Language": "ar,it;q=0.5"})
    assert '<html lang="ar" dir="rtl">' in her.page
    assert "خروج" in her.page


async def test_the_whole_page_fits_the_first_window(her: Any) -> None:
    """At most 14 kB compressed, in one answer, with a full menu."""
    await her.enter()
    await her.choose("yes")
    answer = await her.ask("GET", "/", {"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(gzip.compress(her.page.encode())) < 12_000
    assert "src=" not in her.page
    assert "https://" not in her.page
