"""An arrangement to be in touch again: her contract first, then her yes, then a reminder."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.messages import Channel, Left, Said
from tests.admin.chat.conftest import NOW, Desk

MOMENT = NOW + timedelta(hours=1)


def _at(moment, id: str = "callback-0001") -> dict[str, str]:
    return {"id": id, "at": moment.isoformat()}


async def _offered(desk: Desk, answer: str = ""):
    prima = await desk.colleague()
    case, her = await desk.on_a_phone(prima, Channel.TELEGRAM, contract=True)
    status, given = await prima.act("POST", f"/api/cases/{case}/callbacks", _at(MOMENT))
    assert status == 200, given
    if answer:
        desk.later(seconds=5)
        await desk.happens(her, Said(answer))
    return prima, case, her


async def _state(prima, case: str) -> str:
    (one,) = (await prima.get(f"/api/cases/{case}/callbacks"))["callbacks"]
    return one["state"]


async def test_she_is_asked_in_plain_words_and_her_yes_is_heard(desk: Desk) -> None:
    """The operator reads her answer as any other line."""
    prima, case, _ = await _offered(desk, "Sì")
    assert await _state(prima, case) == "agreed"
    thread = (await prima.get(f"/api/cases/{case}/thread"))["lines"]
    assert [(one["voice"], one["text"]) for one in thread][-2:] == [
        (
            "service",
            "La persona che ti risponde può cercarti di nuovo qui: oggi alle 12. Ti va bene? "
            "Rispondi sì o no.",
        ),
        ("her", "Sì"),
    ]


@pytest.mark.parametrize(
    ("answer", "state"),
    [("no grazie", "declined"), ("Va bene!", "agreed"), ("aspetta che ci penso", "offered")],
)
async def test_only_a_plain_answer_counts(desk: Desk, answer: str, state: str) -> None:
    """From a sentence nothing is concluded; the operator reads it."""
    prima, case, _ = await _offered(desk, answer)
    assert await _state(prima, case) == state


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (12, "contact_hour"),
        (-1, "contact_late"),
        (0.02, "contact_soon"),
        (24 * 40, "contact_expired"),
    ],
)
async def test_what_her_contract_forbids_is_not_even_offered(
    desk: Desk, hours: float, code: str
) -> None:
    """Refused with the reason; she reads nothing of it."""
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima, Channel.TELEGRAM, contract=True)
    body = _at(NOW + timedelta(hours=hours))
    assert await prima.code_of("POST", f"/api/cases/{case}/callbacks", body) == (409, code)
    assert (await prima.get(f"/api/cases/{case}/callbacks"))["callbacks"] == []
    assert len((await prima.get(f"/api/cases/{case}/thread"))["lines"]) == 1


async def test_without_a_contract_or_on_the_web_there_is_no_arrangement(desk: Desk) -> None:
    """Never first is the rule; and a page that is closed is reached by nobody."""
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima, Channel.TELEGRAM)
    path = f"/api/cases/{case}/callbacks"
    assert await prima.code_of("POST", path, _at(MOMENT)) == (409, "contact_never")
    desk.later(seconds=1)
    case, _ = await desk.asks(prima)
    path = f"/api/cases/{case}/callbacks"
    assert await prima.code_of("POST", path, _at(MOMENT)) == (409, "contact_web")


async def test_a_newer_offer_takes_the_place_of_one_without_an_answer(desk: Desk) -> None:
    """She says yes to one moment, and it is the last that she was asked about."""
    prima, case, her = await _offered(desk)
    later = MOMENT + timedelta(hours=2)
    await prima.act("POST", f"/api/cases/{case}/callbacks", _at(later, "callback-0002"))
    await desk.happens(her, Said("sì"))
    (one,) = (await prima.get(f"/api/cases/{case}/callbacks"))["callbacks"]
    assert (one["state"], one["at"][:13]) == ("agreed", later.isoformat()[:13])


async def test_when_the_moment_comes_the_operator_is_reminded_and_she_is_not(desk: Desk) -> None:
    """Her desk is woken; nothing goes to her."""
    prima, case, _ = await _offered(desk, "Sì")
    assert (await prima.get("/api/callbacks"))["callbacks"] == []
    woken: list[str] = []
    look = desk.house.chat.watching(woken.append, desk.house.clock)
    await look()
    before = await desk.house.store.counts()
    desk.now[0] = MOMENT
    await look()
    await look()
    assert woken == ["network:rho-garbagnate"]
    (due,) = (await prima.get("/api/callbacks"))["callbacks"]
    assert (due["case"], due["due"], due["forbidden"]) == (case, True, "")
    assert await desk.house.store.counts() == before
    assert (await prima.act("POST", f"/api/callbacks/{due['id']}/settle"))[0] == 204
    assert (await prima.get("/api/callbacks"))["callbacks"] == []


async def test_what_she_allows_then_is_asked_again_at_the_moment(desk: Desk) -> None:
    """She may have left, or taken her permission back: the operator is told before she does."""
    prima, _, her = await _offered(desk, "Sì")
    desk.later(minutes=1)
    await desk.happens(her, Left())
    desk.now[0] = MOMENT
    (due,) = (await prima.get("/api/callbacks"))["callbacks"]
    assert due["forbidden"] == "left"


async def test_an_offer_ends_with_her_exit(desk: Desk) -> None:
    """Whoever says yes after she left has said it to the cover."""
    prima, case, her = await _offered(desk)
    desk.later(minutes=1)
    await desk.happens(her, Left())
    await desk.happens(her, Said("sì"))
    assert await _state(prima, case) == "offered"
    found = await desk.house.store.read_thread(her)
    assert found is not None
    assert found[0].offer is None


async def test_another_networks_arrangements_do_not_exist(desk: Desk) -> None:
    """Neither to be seen nor to be settled."""
    prima, _, _ = await _offered(desk, "Sì")
    desk.now[0] = MOMENT
    (due,) = (await prima.get("/api/callbacks"))["callbacks"]
    other = await desk.colleague("altra", "milano")
    assert (await other.get("/api/callbacks"))["callbacks"] == []
    path = f"/api/callbacks/{due['id']}/settle"
    assert await other.code_of("POST", path) == (404, "unknown")
