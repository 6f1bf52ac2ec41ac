"""A referral: prepared, asked of her, sent with her yes, acknowledged, answered, taken back."""

from __future__ import annotations

from datetime import timedelta

from bot.handoff.people import Role
from bot.wiring.together import demonstration
from tests.together.conftest import CENTRE, MILANO, RHO, SHEET, Person, Town

REFERRAL = {"id": "referral-1", "agency": CENTRE, "sheet": SHEET}


async def _prepared(town: Town) -> tuple[Person, Person, str, str]:
    """An operator with a case and a prepared referral, and somebody at the employment centre."""
    operator = await town.person("operatrice", RHO)
    desk = await town.person("sportello", CENTRE)
    token, case = await town.with_case(operator)
    await operator.ok("POST", f"/api/cases/{case}/referrals", REFERRAL)
    return operator, desk, token, case


async def _sent(town: Town) -> tuple[Person, Person, str, str]:
    operator, desk, token, case = await _prepared(town)
    await operator.ok("POST", "/api/referrals/referral-1/ask")
    await town.says(token, "Sì, passalo")
    return operator, desk, token, case


async def _only(desk: Person) -> dict:
    (one,) = (await desk.ok("GET", "/api/referrals"))["referrals"]
    return one


async def test_nothing_reaches_the_agency_without_her_yes(town: Town) -> None:
    """Neither what was prepared, nor what she was asked, nor what she refused."""
    operator, desk, token, case = await _prepared(town)
    inbox = ("GET", "/api/referrals")
    assert (await desk.ok(*inbox))["referrals"] == []
    await operator.ok("POST", "/api/referrals/referral-1/ask")
    assert (await desk.ok(*inbox))["referrals"] == []
    assert await desk.refused("POST", "/api/referrals/referral-1/acknowledge") == (404, "unknown")
    await town.says(token, "No")
    assert (await desk.ok(*inbox))["referrals"] == []
    (own,) = (await operator.ok("GET", f"/api/cases/{case}/referrals"))["referrals"]
    assert (own["state"], own["sheet"]) == ("refused", {})
    status = await operator.refused("POST", "/api/referrals/referral-1/ask")
    assert status == (409, "answered_by_her")


async def test_she_reads_who_what_and_the_duty_before_she_says_yes(town: Town) -> None:
    """In the chat, in plain words: what the operator was shown is what she is asked."""
    operator, _, _, case = await _prepared(town)
    (own,) = (await operator.ok("GET", f"/api/cases/{case}/referrals"))["referrals"]
    assert own["preview"]
    await operator.ok("POST", "/api/referrals/referral-1/ask")
    lines = (await operator.ok("GET", f"/api/cases/{case}/thread"))["lines"]
    asked = [one["text"] for one in lines if one["voice"] == "service"][-2:]
    assert "Centro per l'impiego di Rho" in asked[0]
    assert "segnalare" in asked[0]
    assert "Che cosa cerchi: lavoro, documenti per lavorare" in asked[1]
    assert asked == own["preview"][:2]


async def test_her_human_goes_on_where_the_question_ends(town: Town) -> None:
    """The line that said that she has to wait is not said anew while somebody is with her."""
    _, _, token, _ = await _sent(town)
    talk = await town.says(token, "grazie")
    assert "Non so dirti quanto ci vuole" not in talk.split("passi queste righe")[-1]


async def test_the_agency_acknowledges_before_it_knows_how_to_reach_her(town: Town) -> None:
    """Her contract first; then her pseudonym and the way; then an answer."""
    _, desk, _, _ = await _sent(town)
    one = await _only(desk)
    assert one["state"] == "sent"
    assert one["sheet"]["needs"] == ["work", "documents"]
    assert (one["called"], one["route"]) == ("", "")
    assert "route" not in one["sheet"]
    assert one["contract"]
    refused = await desk.refused("POST", "/api/referrals/referral-1/accept")
    assert refused == (409, "not_acknowledged")
    known = await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    assert known["called"]
    assert known["route"] == "in_person"
    taken = await desk.ok("POST", "/api/referrals/referral-1/accept")
    assert taken["state"] == "accepted"
    assert taken["follow_ups"] == [{"on": "2026-12-08", "state": "waiting"}]
    assert taken["forget_at"] == "2026-12-24T12:00:00Z"


async def test_who_helps_her_reads_in_the_case_by_which_name_she_goes_there(town: Town) -> None:
    """Nothing before her yes; afterwards the name that the desk knows, to be told to her."""
    operator, desk, token, case = await _prepared(town)
    of_case = ("GET", f"/api/cases/{case}/referrals")
    assert (await operator.ok(*of_case))["referrals"][0]["called"] == ""
    await operator.ok("POST", "/api/referrals/referral-1/ask")
    await town.says(token, "Sì, passalo")
    told = (await operator.ok(*of_case))["referrals"][0]["called"]
    await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    assert told == (await _only(desk))["called"] != ""


async def test_who_has_no_training_acknowledges_nothing(town: Town) -> None:
    """She sees that something waits, and cannot reach her."""
    _, _, _, _ = await _sent(town)
    new = await town.person("nuova", CENTRE, trained=False)
    assert (await _only(new))["state"] == "sent"
    refused = await new.refused("POST", "/api/referrals/referral-1/acknowledge")
    assert refused == (409, "untrained")


async def test_a_decline_has_a_reason_of_a_closed_list_and_destroys_the_sheet(town: Town) -> None:
    """The network learns why; nothing of hers stays at the agency."""
    operator, desk, _, case = await _sent(town)
    await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    odd = {"why": "non mi piace"}
    assert (await desk.act("POST", "/api/referrals/referral-1/decline", odd))[0] == 422
    done = await desk.ok("POST", "/api/referrals/referral-1/decline", {"why": "full"})
    assert (done["state"], done["sheet"], done["called"]) == ("declined", {}, "")
    (own,) = (await operator.ok("GET", f"/api/cases/{case}/referrals"))["referrals"]
    assert own["why"] == "full"


async def test_a_follow_up_is_noted_and_the_next_one_set(town: Town) -> None:
    """What became of the day, and when the agency asks again."""
    _, desk, _, _ = await _sent(town)
    await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    await desk.ok("POST", "/api/referrals/referral-1/accept")
    body = {"became": "kept", "on": "2026-12-20"}
    done = await desk.ok("POST", "/api/referrals/referral-1/follow-up", body)
    assert done["follow_ups"] == [
        {"on": "2026-12-08", "state": "kept"},
        {"on": "2026-12-20", "state": "waiting"},
    ]
    past = {"became": "kept", "on": "2026-11-01"}
    assert (await desk.act("POST", "/api/referrals/referral-1/follow-up", past))[0] == 422


async def test_nothing_but_closed_values_fits_into_a_sheet(town: Town) -> None:
    """No facts of violence, no residence status, no free text (``tests/handoff/test_sheet.py``)."""
    operator = await town.person("operatrice", RHO)
    _, case = await town.with_case(operator)
    for more in ({"needs": ["lui mi ha picchiata"]}, {"permit": ["none"]}, {"note": ["work"]}):
        body = {**REFERRAL, "sheet": SHEET | more}
        refused = await operator.refused("POST", f"/api/cases/{case}/referrals", body)
        assert refused == (422, "sheet")


async def test_she_reads_what_an_agency_answered_where_she_asks_and_is_never_told_first(
    town: Town,
) -> None:
    """«percorso» tells it, also without a step of hers; nothing comes by itself."""
    _, desk, token, _ = await _sent(town)
    sent = await town.says(token, "percorso")
    assert "Centro per l'impiego di Rho: non ha ancora risposto" in sent
    await town.says(token, "Va bene")
    before = await town.says(token, "grazie")
    await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    called = (await _only(desk))["called"]
    await desk.ok("POST", "/api/referrals/referral-1/accept")
    assert "ha detto di sì" not in before + await town.says(token, "va bene così")
    told = await town.says(token, "percorso")
    assert "Centro per l'impiego di Rho: ha detto di sì" in told
    assert called in told


async def test_she_reads_that_an_agency_declined_and_not_why(town: Town) -> None:
    """The reason is the network's; what she took back is not told at all."""
    _, desk, token, _ = await _sent(town)
    await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    await desk.ok("POST", "/api/referrals/referral-1/decline", {"why": "full"})
    told = await town.says(token, "percorso")
    assert "Centro per l'impiego di Rho: non può seguirti. Chiedi qui a una persona" in told
    assert "ha detto di sì" not in told


async def test_who_has_no_step_takes_a_referral_back_at_percorso(town: Town) -> None:
    """Its agency is named there with the way back; afterwards there is nothing to tell."""
    _, desk, token, _ = await _sent(town)
    await town.says(token, "percorso")
    await town.says(token, "Riprendo il mio sì")
    assert (await desk.ok("GET", "/api/referrals"))["referrals"] == []
    later = (await town.says(token, "percorso")).rsplit("percorso", 1)[-1]
    assert "Centro per l'impiego" not in later


async def test_a_stranger_at_her_page_reads_of_no_agency(town: Town) -> None:
    """After an exit only her own word tells what she passed on."""
    _, _, token, _ = await _sent(town)
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}
    await town.public.post("/exit", headers=headers)
    assert "Centro per l'impiego" not in await town.says(token, "percorso")


async def test_another_agency_does_not_know_that_it_exists(town: Town) -> None:
    """404 for everything, and no trace in its inbox."""
    await _sent(town)
    other = await town.person("altra", "cpi-melzo", MILANO)
    assert (await other.ok("GET", "/api/referrals"))["referrals"] == []
    for act in ("acknowledge", "accept", "ask", "withdraw"):
        path = f"/api/referrals/referral-1/{act}"
        assert await other.refused("POST", path) == (404, "unknown")


async def test_the_desk_of_an_agency_reads_nothing_of_the_talk(town: Town) -> None:
    """Not the case, not the thread, not the queue."""
    _, desk, _, case = await _sent(town)
    assert (await desk.ok("GET", "/api/queue"))["cases"] == []
    for path in (f"/api/cases/{case}", f"/api/cases/{case}/thread"):
        assert await desk.refused("GET", path) == (404, "unknown")


async def test_she_takes_it_back_in_two_taps(town: Town) -> None:
    """«percorso», then «Riprendo il mio sì»: the agency reads nothing any more."""
    operator, desk, token, case = await _sent(town)
    await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    await operator.ok(
        "POST",
        f"/api/cases/{case}/pathway/steps",
        {"id": "step-0001", "kind": "job", "agency": CENTRE},
    )
    await town.says(token, "percorso")
    await town.says(token, "Riprendo il mio sì")
    assert (await desk.ok("GET", "/api/referrals"))["referrals"] == []
    assert await desk.refused("POST", "/api/referrals/referral-1/accept") == (404, "unknown")
    (own,) = (await operator.ok("GET", f"/api/cases/{case}/referrals"))["referrals"]
    assert (own["state"], own["sheet"]) == ("withdrawn", {})
    assert (await town.case(case)).state == "claimed"


async def test_taking_her_yes_back_ends_referrals_too(town: Town) -> None:
    """«privacy», then «Riprendo il mio sì»."""
    _, desk, token, case = await _sent(town)
    await town.says(token, "privacy")
    await town.says(token, "Riprendo il mio sì")
    assert (await desk.ok("GET", "/api/referrals"))["referrals"] == []
    assert (await town.case(case)).taken_back


async def test_it_outlives_her_talk_and_ends_thirty_days_after_the_answer(town: Town) -> None:
    """An exit and the end of the talk seal it; the talk itself is gone."""
    _, desk, token, case = await _sent(town)
    await desk.ok("POST", "/api/referrals/referral-1/acknowledge")
    await desk.ok("POST", "/api/referrals/referral-1/accept")
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}
    await town.public.post("/exit", headers=headers)
    town.now[0] += timedelta(days=10)
    await town.house.sweep()
    assert await town.case(case) is None
    kept = await town.house.together.referrals.received([CENTRE])
    assert [one.sheet["needs"] for one in kept] == [("work", "documents")]
    town.now[0] += timedelta(days=21)
    await town.house.sweep()
    assert await town.house.together.referrals.received([CENTRE]) == []


async def test_who_sent_it_finds_it_again_when_the_talk_is_over(town: Town) -> None:
    """How it stands, and by which name and way they meet; a coordinator finds those of her network,
    another colleague nothing. Taking it back needs no talk any more."""
    operator, desk, token, case = await _sent(town)
    chief = await town.person("coordinatrice", RHO, role=Role.COORDINATOR)
    colleague, away = await town.person("collega", RHO), await town.person("altra", MILANO)
    withdraw = ("POST", "/api/referrals/referral-1/withdraw")
    assert await chief.refused(*withdraw) == (409, "not_holder")
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}
    await town.public.post("/exit", headers=headers)
    town.now[0] += timedelta(days=5)
    await town.house.sweep()
    assert await town.case(case) is None
    operator, chief, colleague, away, desk = [
        await town.again(one) for one in (operator, chief, colleague, away, desk)
    ]
    for reader in (operator, chief):
        (one,) = (await reader.ok("GET", "/api/referrals/sent"))["referrals"]
        assert (one["agency_name"], one["state"]) == ("Centro per l'impiego di Rho", "sent")
        assert (one["called"], one["route"], one["late"]) != ("", "in_person", False)
        assert "sheet" not in one
    for other in (colleague, away):
        assert (await other.ok("GET", "/api/referrals/sent"))["referrals"] == []
        assert await other.refused(*withdraw) == (404, "unknown")
    await operator.ok(*withdraw)
    assert (await desk.ok("GET", "/api/referrals"))["referrals"] == []
    assert (await operator.ok("GET", "/api/referrals/sent"))["referrals"] == []


async def test_an_exit_in_the_middle_of_the_question_sends_nothing(town: Town) -> None:
    """Who left said neither yes nor no; what she was asked waits for her return."""
    operator, desk, token, case = await _prepared(town)
    await operator.ok("POST", "/api/referrals/referral-1/ask")
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}
    await town.public.post("/exit", headers=headers)
    await town.says(token, "Sì, passalo")
    assert (await desk.ok("GET", "/api/referrals"))["referrals"] == []
    again = await operator.refused("POST", "/api/referrals/referral-1/ask")
    assert again == (409, "exited")
    (own,) = (await operator.ok("GET", f"/api/cases/{case}/referrals"))["referrals"]
    assert own["state"] == "asked"


async def test_a_placement_desk_learns_neither_why_nor_from_whom(town: Town) -> None:
    """It speaks with firms: needs, children and the sender are not there to be told."""
    operator = await town.person("operatrice", RHO)
    desk = await town.person("tirocini", "demo-tirocini")
    for agency in demonstration():
        await town.house.together.agencies.save(agency)
    token, case = await town.with_case(operator)
    body = {"id": "referral-9", "agency": "demo-tirocini", "sheet": SHEET}
    path = f"/api/cases/{case}/referrals"
    assert await operator.refused("POST", path, body) == (422, "sheet")
    small = {name: SHEET[name] for name in ("languages", "days", "hours", "route")}
    await operator.ok("POST", path, {**body, "sheet": small})
    await operator.ok("POST", "/api/referrals/referral-9/ask")
    await town.says(token, "Sì, passalo")
    one = await _only(desk)
    assert one["sender"] == ""
    assert set(one["sheet"]) == {"languages", "days", "hours"}
