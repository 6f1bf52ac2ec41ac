"""The ways in: passkeys, recovery codes, invitations; sessions that end; proof asked for again."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from admin.app import build
from bot.handoff.people import Role
from bot.storage.staff_tables import audit
from tests.admin.authenticator import Authenticator
from tests.admin.conftest import CHEAP, PASSWORD, Browser

ORIGIN = "http://localhost:8081"


@pytest.fixture
def site(site):
    """A house that browsers call by a name, so that they give passkeys."""
    site.staff = replace(site.staff, origin=ORIGIN)
    return site


async def add_passkey(browser: Browser, device: Authenticator, name: str = "Portatile"):
    """(status, answer) of adding a passkey of that device."""
    status, asked = await browser.ask("POST", "/api/account/passkeys/ask")
    assert status == 200, asked
    body = {"credential": device.make(asked["options"]), "name": name}
    return await browser.ask("POST", "/api/account/passkeys", body)


async def enter(browser: Browser, device: Authenticator):
    """(status, answer) of logging in with that device."""
    _, asked = await browser.ask("POST", "/api/passkey")
    body = {"credential": device.use(asked["options"])}
    status, me = await browser.ask("POST", "/api/passkey/session", body)
    if status == 200:
        browser.csrf = me["csrf"]
    return status, me


@pytest.fixture
async def device(browsers) -> Authenticator:
    """A device with a passkey of Prima's."""
    made = Authenticator(ORIGIN)
    status, own = await add_passkey(await browsers("prima"), made)
    assert status == 200
    assert [one["name"] for one in own["passkeys"]] == ["Portatile"]
    return made


async def test_a_passkey_alone_opens_the_door(site, browsers, device):
    """No name, no password: and the audit says how she came in."""
    status, me = await enter(await browsers(), device)
    assert (status, me["login"]) == (200, "prima")
    assert ("id-prima", "session.login_passkey", "") in await site.audited()
    assert ("id-prima", "account.passkey_add", "") in await written(site)


async def written(site) -> list[tuple[str, str, str]]:
    """What storage wrote down together with the acts."""
    rows = await site.store.read(lambda connection: connection.execute(audit.select()).all())
    return [(row.account, row.act, row.subject) for row in rows]


async def test_who_holds_the_device_must_prove_it_to_the_device(site, browsers, device):
    """Presence is not enough: somebody who took the laptop enters nowhere."""
    device.verifies = False
    assert (await enter(await browsers(), device))[0] == 401
    careless = Authenticator(ORIGIN, verifies=False)
    browser = await browsers("seconda")
    assert (await add_passkey(browser, careless))[0] == 422


async def test_a_passkey_of_another_site_is_none(site, browsers, device):
    """A page that looks like this one gets nothing that opens this one."""
    device.origin = "https://example.org"
    assert (await enter(await browsers(), device))[0] == 401


async def test_an_answer_is_good_once_and_for_five_minutes(site, browsers, device):
    """What was listened to, or is late, opens nothing; nor what was asked for another purpose."""
    browser = await browsers()
    _, asked = await browser.ask("POST", "/api/passkey")
    body = {"credential": device.use(asked["options"])}
    assert (await browser.ask("POST", "/api/passkey/session", body))[0] == 200
    assert (await browser.ask("POST", "/api/passkey/session", body))[0] == 401
    _, asked = await browser.ask("POST", "/api/passkey")
    site.later(minutes=6)
    body = {"credential": device.use(asked["options"])}
    assert (await browser.ask("POST", "/api/passkey/session", body))[0] == 401
    site.later(minutes=1)
    inside = await browsers("prima")
    _, asked = await inside.ask("POST", "/api/session/proof/ask")
    body = {"credential": device.use(asked["options"])}
    assert (await browser.ask("POST", "/api/passkey/session", body))[0] == 401
    site.later(seconds=30)
    invented = {**asked["options"], "challenge": "A" * 54}
    body = {"credential": device.use(invented)}
    assert (await browser.ask("POST", "/api/passkey/session", body))[0] == 401


async def test_a_copy_of_a_passkey_is_found_by_its_counter(site, browsers, device):
    """One that counts less than what was seen is refused; one that never counts is let in."""
    copy = Authenticator(ORIGIN, uses=device.uses, id=device.id, key=device.key)
    for _ in range(3):
        assert (await enter(await browsers(), device))[0] == 200
    assert (await enter(await browsers(), copy))[0] == 401
    silent = Authenticator(ORIGIN, counts=False)
    assert (await add_passkey(await browsers("seconda"), silent))[0] == 200
    for _ in range(2):
        assert (await enter(await browsers(), silent))[0] == 200


async def test_nonsense_is_refused_in_a_sentence(browsers):
    """Whatever a browser sends for a passkey: no trace, no effect."""
    browser = await browsers()
    for credential in (
        {},
        {"rawId": 1},
        {"rawId": "AA"},
        {"rawId": "AA", "response": {"clientDataJSON": "AA"}},
        {"rawId": "é", "response": []},
    ):
        body = {"credential": credential}
        status, problem = await browser.ask("POST", "/api/passkey/session", body)
        assert status in (401, 422, 429), credential
        assert problem["message"]


async def test_a_removed_passkey_opens_nothing(site, browsers, device):
    """And nobody removes that of somebody else."""
    browser, other = await browsers(), await browsers("seconda")
    assert (await enter(browser, device))[0] == 200
    _, own = await browser.ask("GET", "/api/account")
    path = f"/api/account/passkeys/{own['passkeys'][0]['id']}"
    assert (await other.ask("DELETE", path))[0] == 404
    status, own = await browser.ask("DELETE", path)
    assert (status, own["passkeys"]) == (200, [])
    assert (await enter(await browsers(), device))[0] == 401


async def test_at_an_address_without_a_name_passkeys_are_not_offered(site, browsers):
    """Browsers give none to numbers; the page can say so instead of failing."""
    site.staff = replace(site.staff, origin="http://127.0.0.1:8081")
    browser = Browser(site, (await browsers("prima")).client)
    status, problem = await browser.ask("POST", "/api/passkey")
    assert (status, problem["code"]) == (409, "no_passkey_here")
    assert not (await browser.ask("GET", "/api/account"))[1]["passkeys_work"]


async def test_a_recovery_code_stands_for_the_code_once(site, browsers):
    """Ten of them, shown once, kept as hashes; new ones end the old ones."""
    browser = await browsers("prima")
    _, given = await browser.ask("POST", "/api/account/recovery")
    codes = given["codes"]
    assert len(set(codes)) == 10
    other = await browsers()
    status, me = await other.login("prima", code=codes[0].upper().replace("-", " "))
    assert (status, me["login"]) == (200, "prima")
    assert (await (await browsers()).login("prima", code=codes[0]))[0] == 401
    assert (await (await browsers()).login("seconda", code=codes[1]))[0] == 401
    assert (await browser.ask("GET", "/api/account"))[1]["recovery_left"] == 9
    await browser.ask("POST", "/api/account/recovery")
    assert (await (await browsers()).login("prima", code=codes[2]))[0] == 401


async def test_guessing_recovery_codes_does_not_slow_their_owner(site, browsers):
    """From the browser in which she was before she enters at once."""
    owner, stranger = await browsers("prima"), await browsers()
    await owner.ask("DELETE", "/api/session")
    site.later(seconds=30)
    for _ in range(6):
        await stranger.login("prima", code="abcde-fghij")
    assert (await stranger.login("prima"))[0] == 429
    assert (await owner.login("prima"))[0] == 200


async def test_guessing_with_a_passkeys_name_does_not_slow_its_owner(site, browsers, device):
    """Who knows the number of her passkey slows himself."""
    site.later(seconds=30)
    owner, stranger = await browsers("prima"), await browsers()
    await owner.ask("DELETE", "/api/session")
    forger = Authenticator(ORIGIN, id=device.id)
    answers = [(await enter(stranger, forger))[0] for _ in range(6)]
    assert (answers[0], answers[-1]) == (401, 429)
    assert (await enter(owner, device))[0] == 200


async def test_an_invitation_opens_an_account_once(site, browsers):
    """Name, password and secret are shown until she comes; then the code is nothing any more."""
    await site.person("capo", "north", role=Role.NETWORK_ADMIN)
    admin, new = await browsers("capo"), await browsers()
    body = {"login": "nuova", "role": "operator", "networks": ["north"], "languages": ["it"]}
    _, made = await admin.ask("POST", "/api/members", body)
    code = made["code"]
    assert (await new.login("nuova", code="000000"))[0] == 401
    for _ in range(2):
        status, shown = await new.ask("POST", "/api/invitation", {"code": code})
        assert (status, shown["login"]) == (200, "nuova")
    assert set("".join(shown["picture"])) == {"0", "1"}
    come = {"code": code, "proof": "000000"}
    assert (await new.ask("POST", "/api/invitation/session", come))[0] == 403
    come["proof"] = pyotp.TOTP(shown["secret"]).at(site.now)
    status, welcome = await new.ask("POST", "/api/invitation/session", come)
    assert (status, welcome["me"]["login"]) == (200, "nuova")
    assert len(welcome["recovery"]["codes"]) == 10
    assert (await new.ask("POST", "/api/invitation", {"code": code}))[0] == 401
    site.secrets["nuova"] = shown["secret"]
    site.later(seconds=30)
    status, _ = await (await browsers()).login("nuova", password=shown["password"])
    assert status == 200


async def test_an_invitation_ends_by_itself(site, browsers):
    """After three days nobody opens the account with it."""
    await site.person("capo", "north", role=Role.NETWORK_ADMIN)
    admin, new = await browsers("capo"), await browsers()
    body = {"login": "nuova", "role": "operator", "networks": ["north"], "languages": ["it"]}
    _, made = await admin.ask("POST", "/api/members", body)
    site.later(days=3, seconds=1)
    assert (await new.ask("POST", "/api/invitation", {"code": made["code"]}))[0] == 401


async def test_she_sees_and_ends_her_sessions(site, browsers):
    """Where she is logged in, how she came in, and out with the others."""
    here, there = await browsers("prima"), await browsers()
    site.later(seconds=30)
    await there.login("prima")
    _, own = await here.ask("GET", "/api/account")
    assert [(one["how"], one["current"]) for one in own["sessions"]] == [
        ("password", False),
        ("password", True),
    ]
    stranger = await browsers("seconda")
    path = f"/api/account/sessions/{own['sessions'][0]['id']}"
    assert (await stranger.ask("DELETE", path))[0] == 404
    assert (await here.ask("DELETE", path))[0] == 200
    assert (await there.ask("GET", "/api/account"))[0] == 401
    site.later(seconds=30)
    await there.login("prima")
    _, own = await here.ask("POST", "/api/account/sessions/end")
    assert [one["current"] for one in own["sessions"]] == [True]


async def test_of_more_than_five_sessions_the_oldest_ends(site, browsers):
    """A forgotten one is not open for ever beside the newer ones."""
    opened = []
    for _ in range(6):
        opened.append(await browsers("prima"))
        site.later(seconds=30)
    statuses = [(await one.ask("GET", "/api/session"))[0] for one in opened]
    assert statuses == [401, 200, 200, 200, 200, 200]


async def test_what_opens_an_account_is_changed_only_by_who_has_just_proved_who_she_is(
    site, browsers, device
):
    """A browser that was left open adds no passkey; a code or a passkey opens five minutes."""
    browser = await browsers()
    site.later(seconds=30)
    await browser.login("prima")
    site.later(minutes=5, seconds=1)
    for method, path, body in (
        ("POST", "/api/account/passkeys/ask", None),
        ("POST", "/api/account/recovery", None),
        ("POST", "/api/account/codes/ask", None),
        ("PUT", "/api/account/codes", {"secret": "A" * 32, "code": "000000"}),
    ):
        status, problem = await browser.ask(method, path, body)
        assert (status, problem["code"]) == (403, "prove"), path
    assert (await browser.ask("POST", "/api/session/proof", {"code": "000000"}))[0] == 403
    proof = {"code": site.code("prima")}
    assert (await browser.ask("POST", "/api/session/proof", proof))[0] == 204
    assert (await browser.ask("POST", "/api/account/recovery"))[0] == 200
    site.later(minutes=5, seconds=1)
    assert (await browser.ask("POST", "/api/account/recovery"))[0] == 403
    _, asked = await browser.ask("POST", "/api/session/proof/ask")
    body = {"credential": device.use(asked["options"])}
    assert (await browser.ask("POST", "/api/session/proof/passkey", body))[0] == 204
    assert (await browser.ask("POST", "/api/account/recovery"))[0] == 200
    other = await browsers("seconda")
    _, asked = await other.ask("POST", "/api/session/proof/ask")
    body = {"credential": device.use(asked["options"])}
    assert (await other.ask("POST", "/api/session/proof/passkey", body))[0] == 403


async def test_a_new_authenticator_counts_once_a_code_of_it_was_given(site, browsers):
    """And the old one is worth nothing from then on."""
    browser = await browsers("prima")
    _, new = await browser.ask("POST", "/api/account/codes/ask")
    body = {"secret": new["secret"], "code": pyotp.TOTP(new["secret"]).at(site.now)}
    assert (await browser.ask("PUT", "/api/account/codes", {**body, "code": "000000"}))[0] == 403
    assert (await browser.ask("PUT", "/api/account/codes", body))[0] == 200
    site.later(seconds=30)
    assert (await (await browsers()).login("prima"))[0] == 401
    site.secrets["prima"] = new["secret"]
    site.later(seconds=60)
    assert (await (await browsers()).login("prima"))[0] == 200


async def test_without_a_code_the_officer_must_have_proved_who_she_is(site, browsers):
    """Export and erase: a code again, or a proof of five minutes."""
    await site.person("garante", "north", role=Role.DATA_OFFICER)
    await site.asks_for_a_person("case")
    officer = await browsers("garante")
    body = {"reference": "case"}
    assert (await officer.ask("POST", "/api/people/export", body))[0] == 200
    site.later(minutes=6)
    status, problem = await officer.ask("POST", "/api/people/erase", body)
    assert (status, problem["code"]) == (403, "prove")
    await officer.ask("POST", "/api/session/proof", {"code": site.code("garante")})
    assert (await officer.ask("POST", "/api/people/erase", body))[0] == 200


async def test_the_site_is_that_of_the_request_where_none_is_set(site):
    """On localhost and any port, as `make run` opens it."""
    site.staff = replace(site.staff, origin="")
    server = TestServer(build(site, CHEAP), host="localhost")
    async with server, TestClient(server) as client:
        browser = Browser(site, client)
        await browser.login("prima", PASSWORD)
        origin = str(server.make_url("")).rstrip("/")
        assert (await add_passkey(browser, Authenticator(origin)))[0] == 200
