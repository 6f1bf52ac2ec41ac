"""What she can do and her own plan: hers to keep, and the desk's only with her yes."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.together.conftest import CENTRE, RHO, SHEET, Person, Town

WORD, PLAN = "zirbolina", "il mio piano"


async def _all(town: Town, token: str, *texts: str) -> str:
    page = ""
    for text in texts:
        page = await town.says(token, text)
    return page


async def _able(town: Town, token: str) -> str:
    """She says what she can do beside her human."""
    return await _all(
        town,
        token,
        *("che cosa so fare", "Seguire bambini", "Avanti", "Cucinare per molti"),
        "Vedi l'elenco",
    )


async def _shared(town: Town) -> tuple[Person, Person, str, str]:
    operator = await town.person("operatrice", RHO)
    desk = await town.person("sportello", CENTRE)
    token, case = await town.with_case(operator)
    await _able(town, token)
    await _all(town, token, "Portarlo allo sportello", "Sì")
    return operator, desk, token, case


def _referral(*abilities: str) -> dict[str, object]:
    return {
        "id": "referral-1",
        "agency": CENTRE,
        "sheet": {**SHEET, "abilities": list(abilities)},
    }


async def test_what_she_can_do_is_said_in_the_desk_s_words(town: Town) -> None:
    """And nobody but she reads it, also while a human has her case."""
    operator = await town.person("operatrice", RHO)
    token, case = await town.with_case(operator)
    assert "Cura e sorveglianza di bambini" in await _able(town, token)
    lines = (await operator.ok("GET", f"/api/cases/{case}/thread"))["lines"]
    assert not [one for one in lines if "bambini" in one["text"] or "so fare" in one["text"]]
    fields = (await operator.ok("GET", f"/api/cases/{case}/referrals"))["fields"]
    assert not [kind for kind, own in fields.items() if "abilities" in own]
    path = f"/api/cases/{case}/referrals"
    assert await operator.refused("POST", path, _referral("children")) == (422, "sheet")


async def test_with_her_yes_the_desk_reads_it_in_the_sheet(town: Town) -> None:
    """After she has read the whole sheet once more; what she did not say, nobody can add."""
    operator, desk, token, case = await _shared(town)
    path = f"/api/cases/{case}/referrals"
    known = await operator.ok("GET", path)
    assert known["fields"]["employment"]["abilities"] == ["children", "many"]
    assert known["words"]["children"] == "Cura e sorveglianza di bambini"
    assert await operator.refused("POST", path, _referral("children", "shop")) == (422, "sheet")
    await operator.ok("POST", path, _referral("children", "many"))
    await operator.ok("POST", "/api/referrals/referral-1/ask")
    lines = (await operator.ok("GET", f"/api/cases/{case}/thread"))["lines"]
    assert [one for one in lines if "Che cosa sai fare: Seguire bambini" in one["text"]]
    await town.says(token, "Sì, passalo")
    (one,) = (await desk.ok("GET", "/api/referrals"))["referrals"]
    assert one["sheet"]["abilities"] == ["children", "many"]
    assert one["words"]["many"] == "Cucina per gruppi numerosi"


async def test_her_yes_can_be_taken_back(town: Town) -> None:
    """The sheet is destroyed with it, and no other can say it."""
    operator, desk, token, case = await _shared(town)
    path = f"/api/cases/{case}/referrals"
    await operator.ok("POST", path, _referral("children"))
    await _all(town, token, "il mio piano", "percorso")
    await operator.ok("POST", f"/api/cases/{case}/pathway/steps", _STEP)
    await _all(town, token, "percorso", "Riprendo il mio sì")
    again = {**_referral("children"), "id": "referral-2"}
    assert await operator.refused("POST", path, again) == (422, "sheet")
    assert (await desk.ok("GET", "/api/referrals"))["referrals"] == []


_STEP = {"id": "step-0001", "kind": "skills", "agency": CENTRE, "on": "2026-12-01"}


async def _planned(town: Town) -> tuple[str, str]:
    """A woman with a plan of one step and one document: her token, and her number."""
    token: str = town.house.keys.tokens.mint(town.now[0])
    await _all(town, token, "Italiano", "Sì", "le mie parole", "Per tornare", WORD)
    number = re.search(r"\b\d{4} \d{4}\b", await town.says(token, WORD))
    assert number, "the word was kept"
    await _all(town, token, "Va bene", "il mio piano", "Sì", "Centro per l'impiego")
    await town.says(token, "1 dicembre 2026")
    page = await _all(town, token, "Documenti", "Codice fiscale", "Mi manca")
    assert "Centro per l'impiego: da fare, 1 dicembre 2026" in page
    assert "Documenti che mi mancano: Codice fiscale" in page
    assert "lunedì 22 febbraio 2027" in page
    return token, number[0]


async def _leave(town: Town, token: str) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"giorno={token}"}
    await town.public.post("/exit", headers=headers)


async def test_her_plan_waits_for_her_word_and_for_nobody_else(town: Town) -> None:
    """Also when the talk itself is long gone: her number and her word open it, the key does not."""
    token, number = await _planned(town)
    await _leave(town, token)
    town.now[0] += timedelta(days=30)
    await town.house.sweep()
    other: str = town.house.keys.tokens.mint(town.now[0])
    page = await _all(town, other, "Italiano", "Sì", "il mio piano", "No, grazie")
    assert "impiego: da fare" not in page
    await _all(town, other, "ho un numero", number, WORD, "Sì", "Torna al menu")
    assert "Centro per l'impiego: da fare, 1 dicembre 2026" in await town.says(other, PLAN)


async def test_without_her_yes_nothing_is_kept(town: Town) -> None:
    """A no leaves no row; a plan that she deletes leaves none either."""
    token, _ = await _planned(town)
    assert "Il piano non c" in await _all(town, token, "Cancella il piano", "Sì, cancella")
    assert await town.house.store.read(_rows) == []
    await _all(town, token, PLAN, "No, grazie")
    assert await town.house.store.read(_rows) == []


async def test_forget_me_takes_the_plan_with_it(town: Town) -> None:
    """«cancella tutto», after her word: no row is left."""
    token, _ = await _planned(town)
    await _all(town, token, "cancella tutto", "Sì")
    assert await town.house.store.read(_rows) == []


def _rows(connection):  # type: ignore[no-untyped-def]
    return connection.exec_driver_sql("select conversation from notebooks").all()
