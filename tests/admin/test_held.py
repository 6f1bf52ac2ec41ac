"""The hold tray, as the API keeps its rules: nothing is lost, nothing leaves by itself."""

from __future__ import annotations

import pytest

from bot.messages import Voice

TEXT = "Ci vediamo alle tre."
REPLY = {"id": "reply-0001", "text": TEXT}


@pytest.fixture
async def prima(site, browsers):
    """Her browser, logged in and holding the case of a woman who has left."""
    browser = await browsers("prima")
    await site.asks_for_a_person("case")
    await browser.ask("POST", "/api/cases/case/claim")
    site.later(minutes=1)
    await site.inbox.leaves("talk-case", site.now)
    return browser


async def tray(browser) -> list[dict]:
    """What the reader sees in the tray."""
    status, body = await browser.ask("GET", "/api/held")
    assert status == 200
    return body["held"]


async def acts(site) -> list[str]:
    """What was audited."""
    return [act for _, act, _ in await site.audited()]


async def test_a_reply_to_who_left_is_held_and_its_author_is_told(site, prima):
    """409 with a code of its own and a sentence; nothing is in the thread."""
    status, problem = await prima.ask("POST", "/api/cases/case/reply", REPLY)
    assert (status, problem["code"]) == (409, "held_exited")
    assert "vassoio" in problem["message"]
    (held,) = await tray(prima)
    assert (held["text"], held["author"], held["mine"], held["place"]) == (
        TEXT,
        "prima",
        True,
        "tray",
    )
    assert (held["at"], held["forget_at"]) == ("2026-03-02T10:01:00Z", "2026-03-03T10:01:00Z")
    _, thread = await prima.ask("GET", "/api/cases/case/thread")
    assert TEXT not in str(thread)
    assert "case.reply.refused_held_exited" in await acts(site)


async def test_a_reply_to_who_fell_silent_is_held_too(site, prima):
    """Nobody knows who holds the phone by now."""
    await site.asks_for_a_person("other")
    await prima.ask("POST", "/api/cases/other/claim")
    site.inbox.silent.add("talk-other")
    status, problem = await prima.ask("POST", "/api/cases/other/reply", REPLY)
    assert (status, problem["code"]) == (409, "held_silent")
    assert [held["text"] for held in await tray(prima)] == [TEXT]


async def test_the_same_reply_sent_twice_is_held_once(prima):
    """A lost answer is repeated by the page with the same id; so is the draft of that text."""
    for _ in range(2):
        assert (await prima.ask("POST", "/api/cases/case/reply", REPLY))[0] == 409
    assert (await prima.ask("POST", "/api/cases/case/hold", REPLY))[0] == 200
    assert len(await tray(prima)) == 1


async def test_what_is_no_text_is_not_held(prima):
    """Blank and oversized texts are refused as ever."""
    for text, code in (("  ", "empty"), ("a" * 4001, "too_long")):
        for path in ("reply", "hold"):
            body = {"id": "reply-0001", "text": text}
            status, problem = await prima.ask("POST", f"/api/cases/case/{path}", body)
            assert (status, problem["code"]) == (422, code)
    assert await tray(prima) == []


async def test_a_draft_is_laid_into_the_tray_by_who_has_the_case(browsers, prima):
    """And by nobody else."""
    status, held = await prima.ask("POST", "/api/cases/case/hold", REPLY)
    assert (status, held["text"], held["mine"]) == (200, TEXT, True)
    seconda = await browsers("seconda")
    status, problem = await seconda.ask("POST", "/api/cases/case/hold", REPLY)
    assert (status, problem["code"]) == (409, "not_holder")


async def test_a_colleague_sees_that_something_waits_and_not_what(browsers, prima):
    """She can neither read, discard nor move it; another network sees nothing at all."""
    await prima.ask("POST", "/api/cases/case/reply", REPLY)
    seconda, terza = await browsers("seconda"), await browsers("terza")
    (held,) = await tray(seconda)
    assert (held["mine"], held["text"], held["author"]) == (False, "", "prima")
    for act in ("discard", "box"):
        status, problem = await seconda.ask("POST", f"/api/held/{held['id']}/{act}")
        assert (status, problem["code"]) == (403, "not_author")
        assert (await terza.ask("POST", f"/api/held/{held['id']}/{act}"))[0] == 404
    assert await tray(terza) == []
    assert len(await tray(prima)) == 1


async def test_who_takes_over_the_case_may_decide(browsers, prima):
    """The author may have gone home."""
    await prima.ask("POST", "/api/cases/case/reply", REPLY)
    await prima.ask("POST", "/api/cases/case/release")
    seconda = await browsers("seconda")
    assert (await tray(seconda))[0]["mine"] is False
    await seconda.ask("POST", "/api/cases/case/claim")
    (held,) = await tray(seconda)
    assert (held["mine"], held["text"]) == (True, TEXT)
    assert (await seconda.ask("POST", f"/api/held/{held['id']}/discard"))[0] == 204
    assert await tray(prima) == []


async def test_a_discarded_text_is_gone(site, prima):
    """For everybody, at once; a second time there is nothing to discard."""
    await prima.ask("POST", "/api/cases/case/reply", REPLY)
    (held,) = await tray(prima)
    assert (await prima.ask("POST", f"/api/held/{held['id']}/discard"))[0] == 204
    assert await site.tray.all(["north"], site.now) == []
    assert (await prima.ask("POST", f"/api/held/{held['id']}/discard"))[0] == 404
    assert "held.discard" in await acts(site)


async def test_a_text_goes_into_her_box_only_where_she_can_fetch_it(site, prima):
    """Without a word of hers it stays in the tray; with one it waits seven days."""
    await prima.ask("POST", "/api/cases/case/reply", REPLY)
    (held,) = await tray(prima)
    status, problem = await prima.ask("POST", f"/api/held/{held['id']}/box")
    assert (status, problem["code"]) == (409, "no_box")
    await site.has_a_word("case")
    for _ in range(2):
        status, boxed = await prima.ask("POST", f"/api/held/{held['id']}/box")
        assert (status, boxed["place"]) == (200, "box")
        assert boxed["forget_at"] == "2026-03-09T10:01:00Z"
        site.later(minutes=1)
    assert [one["place"] for one in await tray(prima)] == ["box"]
    assert "held.box" in await acts(site)


async def test_the_queue_says_how_many_wait_for_the_reader(browsers, prima):
    """Only what she herself can empty."""
    await prima.ask("POST", "/api/cases/case/reply", REPLY)
    assert (await prima.ask("GET", "/api/queue"))[1]["held"] == 1
    seconda = await browsers("seconda")
    assert (await seconda.ask("GET", "/api/queue"))[1]["held"] == 0


async def test_after_a_day_the_tray_is_empty(site, prima):
    """Nobody decided: then it is destroyed, never sent."""
    await prima.ask("POST", "/api/cases/case/reply", REPLY)
    site.later(hours=24)
    again = (await prima.login("prima"))[0]
    assert again == 200
    assert await tray(prima) == []


async def test_a_line_that_never_reached_her_says_so(site, prima):
    """Also a line that the page has drawn already."""
    who = Voice.OPERATOR, site.now, "id-prima"
    await site.inbox.line("talk-case", "tardi", *who, undelivered=True)
    await site.store.change("talk-case", left_at=None)
    _, thread = await prima.ask("GET", "/api/cases/case/thread")
    assert thread["undelivered"] == [3]
    assert [line["undelivered"] for line in thread["lines"]] == [False, True]
