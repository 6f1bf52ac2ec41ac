"""Alarms at the desk: who sees them, what acknowledging does, drills, and what is never there."""

from __future__ import annotations

from datetime import timedelta

from bot.handoff.alarm import AlarmMark, raised
from bot.storage.alarm_tables import alarms as alarms_table


async def alarms(browser):
    """What this browser is given."""
    status, content = await browser.ask("GET", "/api/alarms")
    assert status == 200
    return content


async def test_an_alarm_is_seen_in_its_network_only(site, browsers):
    """That there is one, since when, and how often the phone rang; nothing of hers."""
    await site.raises_an_alarm("alarm")
    site.later(seconds=40)
    here, elsewhere = await browsers("prima"), await browsers("terza")
    (alarm,) = (await alarms(here))["alarms"]
    assert (alarm["state"], alarm["drill"], alarm["waited"], alarm["told"]) == (
        "waiting", False, 40, "nothing",
    )  # fmt: skip
    assert (await alarms(elsewhere))["alarms"] == []
    status, problem = await elsewhere.ask("POST", "/api/alarms/alarm/acknowledge")
    assert (status, problem["code"]) == (404, "unknown")


async def test_the_conversation_of_an_alarm_is_in_no_answer(site, browsers):
    """Its case is named where there is one; nothing else leads to her."""
    await site.asks_for_a_person("case")
    await site.raises_an_alarm("alarm", "case")
    browser = await browsers("prima")
    content = await alarms(browser)
    assert content["alarms"][0]["case"] == "case"
    assert "talk-" not in str(content)


async def test_the_first_who_has_seen_it_is_named_and_she_is_told(site, browsers):
    """The second learns who it was; it is in the audit, without content."""
    await site.asks_for_a_person("case")
    await site.raises_an_alarm("alarm", "case")
    first, second = await browsers("prima"), await browsers("seconda")
    status, seen = await first.ask("POST", "/api/alarms/alarm/acknowledge")
    assert (status, seen["state"], seen["by"], seen["told"]) == (200, "seen", "prima", "sending")
    status, seen = await second.ask("POST", "/api/alarms/alarm/acknowledge")
    assert (status, seen["by"]) == (200, "prima")
    assert ("id-prima", "alarm.acknowledge", "alarm") in await site.audited()


async def test_when_she_cannot_be_told_the_desk_says_so(site, browsers):
    """Her conversation is gone, or the sign was late."""
    await site.raises_an_alarm("alarm")
    browser = await browsers("prima")
    _, seen = await browser.ask("POST", "/api/alarms/alarm/acknowledge")
    assert (seen["state"], seen["told"]) == ("seen", "late")
    await site.store.put_alarm(raised("alarm", "", "north", site.now))
    assert (await alarms(browser))["alarms"][0]["told"] == "late"


async def test_an_acknowledgement_survives_a_dead_inbox(site, browsers):
    """It is written down first; the worker gives her the sign as soon as it can."""
    await site.asks_for_a_person("case")
    await site.raises_an_alarm("alarm", "case")
    browser = await browsers("prima")
    site.inbox.failing = True
    status, _ = await browser.ask("POST", "/api/alarms/alarm/acknowledge")
    assert status == 503
    assert (await alarms(browser))["alarms"][0]["state"] == "seen"
    assert [alarm.id for alarm, _ in await site.alarms.owed(site.now)] == ["alarm"]


async def test_what_she_took_back_cannot_be_acknowledged(site, browsers):
    """And says why."""
    await site.raises_an_alarm("alarm")
    taken = AlarmMark("alarm", cancelled_at=site.now)
    await site.store.begin(alarm_mark=taken)
    browser = await browsers("prima")
    status, problem = await browser.ask("POST", "/api/alarms/alarm/acknowledge")
    assert (status, problem["code"]) == (409, "cancelled")
    assert (await alarms(browser))["alarms"][0]["state"] == "cancelled"


async def test_a_drill_seen_in_time_lets_the_network_promise_alarms(site, browsers):
    """It looks like an alarm, but says that it is none; it counts for 30 days."""
    browser = await browsers("prima")
    assert (await alarms(browser))["networks"] == [
        {
            "id": "north",
            "name": "Centro dimostrativo Nord",
            "phone": True,
            "proved_at": None,
            "offered": False,
        }
    ]
    status, drill = await browser.ask("POST", "/api/networks/north/drill")
    assert (status, drill["drill"], drill["state"], drill["told"]) == (200, True, "waiting", "none")
    _, again = await browser.ask("POST", "/api/networks/north/drill")
    assert again["id"] == drill["id"]
    site.later(seconds=30)
    await browser.ask("POST", f"/api/alarms/{drill['id']}/acknowledge")
    (network,) = (await alarms(browser))["networks"]
    assert network["offered"]
    assert ("id-prima", "alarm.drill", "north") in await site.audited()
    site.now += timedelta(days=31)
    (network,) = (await alarms(await browsers("prima")))["networks"]
    assert not network["offered"]


async def test_a_drill_needs_a_phone_and_a_network_of_ones_own(site, browsers):
    """A promise that nobody could keep is not rehearsed."""
    browser = await browsers("terza")
    status, problem = await browser.ask("POST", "/api/networks/south/drill")
    assert (status, problem["code"]) == (409, "no_phone")
    status, _ = await browser.ask("POST", "/api/networks/north/drill")
    assert status == 404
    assert await site.store.count(alarms_table) == 0
