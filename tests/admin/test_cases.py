"""Queue, claim, thread, reply, close and letters, as the API keeps their rules."""

from __future__ import annotations

import asyncio

import pytest

from bot.messages import Voice

REPLY = {"id": "reply-0001", "text": "Buongiorno, sono qui."}


@pytest.fixture
async def prima(browsers):
    """Her browser, logged in."""
    return await browsers("prima")


async def test_the_queue_shows_danger_first_then_the_longest_wait(site, prima):
    """With waiting times and what she agreed to share, and nothing that she wrote."""
    await site.asks_for_a_person("first")
    site.later(minutes=2)
    await site.asks_for_a_person("second")
    await site.asks_for_a_person("danger", danger=True)
    site.later(minutes=1)
    _, queue = await prima.ask("GET", "/api/queue")
    shown = [(case["id"], case["waited"], case["danger"]) for case in queue["cases"]]
    assert shown == [("danger", 60, True), ("first", 180, False), ("second", 60, False)]
    assert queue["cases"][0]["language_name"] == "arabo"
    assert queue["cases"][0]["shared"] == {"need": "work"}
    assert "Mi serve una mano" not in str(queue)


async def test_a_page_can_read_only_the_cases_that_are_held_there(site, browsers, prima):
    """Everything that the whole queue says, of these alone: hers, and nobody else's."""
    seconda = await browsers("seconda")
    for id, browser in (("one", prima), ("two", seconda), ("free", None)):
        await site.asks_for_a_person(id)
        if browser is not None:
            await browser.ask("POST", f"/api/cases/{id}/claim")
    _, whole = await prima.ask("GET", "/api/queue")
    _, own = await prima.ask("GET", "/api/queue/mine")
    assert [case["id"] for case in own["cases"]] == ["one"]
    assert own == {**whole, "cases": [case for case in whole["cases"] if case["mine"]]}


async def test_each_finds_the_languages_that_she_speaks_first(site, browsers, prima):
    """Two operators of different languages see the same cases, each her own languages first."""
    await site.person("quarta", "north", languages=("fr",))
    quarta = await browsers("quarta")
    await site.asks_for_a_person("arabic")
    site.later(minutes=2)
    await site.asks_for_a_person("french", language="fr")
    await site.asks_for_a_person("danger", language="fr", danger=True)
    for browser, expected in (
        (prima, [("danger", False), ("arabic", True), ("french", False)]),
        (quarta, [("danger", True), ("french", True), ("arabic", False)]),
    ):
        _, queue = await browser.ask("GET", "/api/queue")
        assert [(case["id"], case["spoken"]) for case in queue["cases"]] == expected


async def test_of_two_who_claim_at_once_one_gets_it_and_the_other_is_told(site, browsers, prima):
    """Exactly one holder; the second reads a sentence with the holder's name."""
    await site.asks_for_a_person("case")
    seconda = await browsers("seconda")
    answers = await asyncio.gather(
        prima.ask("POST", "/api/cases/case/claim"), seconda.ask("POST", "/api/cases/case/claim")
    )
    assert sorted(status for status, _ in answers) == [200, 409]
    refused = next(body for status, body in answers if status == 409)
    won = next(body for status, body in answers if status == 200)
    assert refused["code"] == "held"
    assert refused["holder"] == won["holder"]
    assert won["holder"] in refused["message"]


async def test_claiming_what_is_already_mine_is_not_an_error(site, prima):
    """A double click does no harm."""
    await site.asks_for_a_person("case")
    first = await prima.ask("POST", "/api/cases/case/claim")
    assert first[0] == 200
    assert await prima.ask("POST", "/api/cases/case/claim") == first


async def test_a_case_of_another_network_does_not_exist(site, browsers):
    """404 for every operation, and it is in no queue."""
    await site.asks_for_a_person("case")
    await site.leaves_a_request("letter")
    terza = await browsers("terza")
    assert (await terza.ask("GET", "/api/queue"))[1]["cases"] == []
    assert (await terza.ask("GET", "/api/letters"))[1]["letters"] == []
    for method, path, body in (
        ("GET", "/api/cases/case", None),
        ("POST", "/api/cases/case/claim", None),
        ("GET", "/api/cases/case/thread", None),
        ("POST", "/api/cases/case/reply", REPLY),
        ("POST", "/api/cases/case/close", None),
        ("POST", "/api/letters/letter/answer", {"text": "Risposta"}),
    ):
        status, problem = await terza.ask(method, path, body)
        assert (status, problem["code"]) == (404, "unknown"), path


async def test_the_thread_begins_with_her_consent(site, prima):
    """What she said to the service before asking for a person stays hers."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    _, thread = await prima.ask("GET", "/api/cases/case/thread")
    assert [line["text"] for line in thread["lines"]] == ["Mi serve una mano"]


async def test_a_thread_is_not_read_without_holding_its_case(site, browsers, prima):
    """Neither from the queue nor over a colleague's shoulder."""
    await site.asks_for_a_person("case")
    assert (await prima.ask("GET", "/api/cases/case/thread"))[0] == 403
    await prima.ask("POST", "/api/cases/case/claim")
    seconda = await browsers("seconda")
    status, problem = await seconda.ask("GET", "/api/cases/case/thread")
    assert (status, problem["code"]) == (403, "not_holder")


async def test_a_reply_reaches_the_thread_once(site, prima):
    """A repeated request with the same id adds nothing."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    assert await prima.ask("POST", "/api/cases/case/reply", REPLY) == (200, {"duplicate": False})
    assert await prima.ask("POST", "/api/cases/case/reply", REPLY) == (200, {"duplicate": True})
    _, thread = await prima.ask("GET", "/api/cases/case/thread?after=2")
    assert [(line["voice"], line["author"], line["text"]) for line in thread["lines"]] == [
        ("operator", "prima", "Buongiorno, sono qui.")
    ]


async def test_a_reply_to_who_left_is_refused_and_the_desk_sees_when(site, prima):
    """409 with its own code; the thread shows the moment and nothing after it."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    site.later(minutes=1)
    await site.inbox.leaves("talk-case", site.now)
    await site.inbox.line("talk-case", "detto dopo", Voice.HER, site.now)
    status, problem = await prima.ask("POST", "/api/cases/case/reply", REPLY)
    assert (status, problem["code"]) == (409, "held_exited")
    _, thread = await prima.ask("GET", "/api/cases/case/thread")
    assert thread["case"]["left_at"] == "2026-03-02T10:01:00Z"
    assert "detto dopo" not in str(thread)


@pytest.mark.parametrize(
    ("text", "code"), [("  ", "empty"), ("a" * 4001, "too_long"), ("a" * 20_000, "bad_request")]
)
async def test_a_reply_must_be_one_that_can_be_sent(site, prima, text, code):
    """Blank and oversized texts are refused with a reason."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    body = {"id": "reply-0001", "text": text}
    status, problem = await prima.ask("POST", "/api/cases/case/reply", body)
    assert (status, problem["code"]) == (422, code)


async def test_only_the_holder_replies_and_closes(site, browsers, prima):
    """A colleague of the same network is refused with a reason."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    seconda = await browsers("seconda")
    for path, body in (("reply", REPLY), ("close", None)):
        status, problem = await seconda.ask("POST", f"/api/cases/case/{path}", body)
        assert (status, problem["code"]) == (409, "not_holder")


async def test_a_case_put_back_is_taken_by_a_colleague(site, browsers, prima):
    """With the wait that she has had; whoever gave it up reads and writes no more."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    seconda = await browsers("seconda")
    assert (await seconda.ask("POST", "/api/cases/case/release"))[0] == 409
    site.later(minutes=3)
    status, freed = await prima.ask("POST", "/api/cases/case/release")
    assert (status, freed["state"], freed["holder"], freed["waited"]) == (200, "queued", "", 180)
    assert (await seconda.ask("POST", "/api/cases/case/claim"))[0] == 200
    assert (await prima.ask("GET", "/api/cases/case/thread"))[0] == 403
    assert (await prima.ask("POST", "/api/cases/case/reply", REPLY))[0] == 409


@pytest.mark.parametrize("id", ["%00", "a%2Fb", "x" * 65, "%F0%9F%92%A9"])
async def test_an_impossible_id_does_not_exist(prima, id):
    """It does not reach a query, and leaves no row."""
    assert (await prima.ask("GET", f"/api/cases/{id}"))[0] == 404


async def test_a_closed_case_takes_nothing_more(site, prima):
    """After closing: no reply, no claim, no second closing, and it leaves the queue."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    status, closed = await prima.ask("POST", "/api/cases/case/close")
    assert (status, closed["state"]) == (200, "closed")
    for path, body in (("reply", REPLY), ("close", None), ("claim", None)):
        status, problem = await prima.ask("POST", f"/api/cases/case/{path}", body)
        assert (status, problem["code"]) == (409, "closed")
    assert (await prima.ask("GET", "/api/queue"))[1]["cases"] == []


async def test_markup_is_passed_on_as_text(site, prima):
    """Nothing is cleaned or interpreted on the way: the page shows text as text."""
    await site.asks_for_a_person("case", text="<img src=x onerror=alert(1)>")
    await prima.ask("POST", "/api/cases/case/claim")
    _, thread = await prima.ask("GET", "/api/cases/case/thread")
    assert thread["lines"][0]["text"] == "<img src=x onerror=alert(1)>"


async def test_a_request_is_answered_once(site, browsers, prima):
    """The first answer stays; the second person is told."""
    await site.leaves_a_request("letter")
    seconda = await browsers("seconda")
    status, letter = await prima.ask("POST", "/api/letters/letter/answer", {"text": " Da lunedì. "})
    assert (status, letter["answer"]) == (200, "Da lunedì.")
    status, problem = await seconda.ask("POST", "/api/letters/letter/answer", {"text": "Altro"})
    assert (status, problem["code"]) == (409, "answered")
    assert (await site.desk.letter(["north"], "letter")).answer == "Da lunedì."


async def test_the_desk_counts_the_requests_that_nobody_has_answered(site, browsers, prima):
    """With the queue, which is not written down as a reading; another network counts none."""
    await site.leaves_a_request("letter")
    terza = await browsers("terza")
    assert (await prima.ask("GET", "/api/queue"))[1]["letters"] == 1
    assert (await terza.ask("GET", "/api/queue"))[1]["letters"] == 0
    await prima.ask("POST", "/api/letters/letter/answer", {"text": "Da lunedì."})
    assert (await prima.ask("GET", "/api/queue"))[1]["letters"] == 0


async def test_her_number_and_word_are_not_given_to_the_desk(site, prima):
    """Who answers a request cannot open the letter box."""
    await site.leaves_a_request("letter")
    _, letters = await prima.ask("GET", "/api/letters")
    assert "12345678" not in str(letters)
    assert "parola" not in str(letters)


async def test_duty_ends_by_itself_when_the_page_is_gone(site, prima):
    """No woman is told that somebody is there who closed the laptop."""
    await prima.ask("PUT", "/api/duty", {"on": True})
    assert await site.store.on_duty(site.now) == {"north": {"it": 1, "ar": 1}}
    site.later(minutes=6)
    assert await site.store.on_duty(site.now) == {}
    assert not (await prima.ask("GET", "/api/session"))[1]["on_duty"]


async def test_is_it_you_is_asked_only_of_who_has_a_word(site, prima):
    """Without a word of hers the operator is told why, and she hears nothing."""
    await site.asks_for_a_person("case")
    await prima.ask("POST", "/api/cases/case/claim")
    status, problem = await prima.ask("POST", "/api/cases/case/who")
    assert (status, problem["code"]) == (409, "wordless")


async def test_is_it_you_shows_that_it_was_asked_and_nothing_of_her_word(site, prima):
    """The case says asked; what she answers is for the service alone."""
    await site.asks_for_a_person("case")
    await site.has_a_word("case")
    await prima.ask("POST", "/api/cases/case/claim")
    status, case = await prima.ask("POST", "/api/cases/case/who")
    assert (status, case["check"], case["verified"]) == (200, "asked", False)
    assert case["checked_at"] is not None
