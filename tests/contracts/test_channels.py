"""What is known of the channels, on both databases: moments and numbers, within her agencies."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, update

from bot.handoff.channels import ChannelNow, How, Seen, Sign, Signing, Traffic, rounded
from bot.handoff.provided import Found
from bot.messages import Channel
from bot.storage.channels import OPT_OUT, SqlChannels
from bot.storage.plain import to_ms
from bot.storage.provided import SqlProvided
from bot.storage.tables import dead_letters, outgoing
from tests.contracts.stores import NOW, begin, chat, sms

ON = {Channel.WEB: How.PAGE, Channel.TELEGRAM: How.POLLING, Channel.SMS: How.WEBHOOK}


def dead(id: str, network: str, minutes: int) -> dict[str, object]:
    """A message by SMS that no provider took, and that is late after so long."""
    return {
        "id": id,
        "conversation": "her",
        "seq": 1,
        "network": network,
        "channel": "sms",
        "why": "failed",
        "staff": 1,
        "at": to_ms(NOW),
        "expires_at": to_ms(NOW + timedelta(minutes=minutes)),
        "sealed": b"",
    }


async def test_each_channel_says_what_went_through_it(sql_store):
    """What waits and since when, what was not delivered: hers and
    nobody's, not another network's, and not what is late by now."""
    await begin(sql_store, "her", chat("her"), outgoing=3)
    await begin(sql_store, "she", sms("she"), outgoing=1)
    later = to_ms(NOW + timedelta(hours=1))
    due = to_ms(NOW - timedelta(minutes=4))
    lost = [dead("a", "north", 5), dead("b", "", 5), dead("c", "south", 5), dead("d", "north", -1)]

    def work(connection):
        connection.execute(update(outgoing).values(not_before=later))
        first = outgoing.c.id.in_(("out-her-1", "out-she-1"))
        connection.execute(update(outgoing).where(first).values(not_before=due))
        gone = outgoing.c.id == "out-her-3"
        connection.execute(update(outgoing).where(gone).values(cancelled=1, not_before=1))
        connection.execute(insert(dead_letters), lost)

    await sql_store.write(work)
    kept = SqlChannels(sql_store, ON)
    oldest = NOW - timedelta(minutes=4)
    assert list(await kept.all(["north"], NOW)) == [
        ChannelNow(Channel.WEB, How.PAGE),
        ChannelNow(Channel.TELEGRAM, How.POLLING, Traffic(2, oldest, 0)),
        ChannelNow(Channel.SMS, How.WEBHOOK, Traffic(1, oldest, 2)),
    ]


async def test_signs_of_every_process_stand_together(sql_store):
    """The later time and the sum of the day, whichever process wrote; of another day only when."""
    kept, one, other = SqlChannels(sql_store, ON), Signing(), Signing()
    yesterday, later = NOW - timedelta(days=1), NOW + timedelta(minutes=31)
    for when in (yesterday, NOW):
        one.note(Channel.SMS, Sign.TAKEN, when)
    one.note(Channel.SMS, Sign.FAILED, yesterday)
    for when in (NOW, later, later):
        other.note(Channel.SMS, Sign.TAKEN, when)
    await kept.write_signs(other.take())
    await kept.write_signs(one.take())
    traffic = (await kept.all([], NOW))[-1].traffic
    assert traffic.signs == {
        Sign.TAKEN: Seen(rounded(later), 4),
        Sign.FAILED: Seen(rounded(yesterday), 0),
    }
    one.note(Channel.SMS, Sign.HEARD, NOW + timedelta(days=30))
    await kept.write_signs(one.take())
    traffic = (await kept.all([], NOW + timedelta(days=30)))[-1].traffic
    assert set(traffic.signs) == {Sign.HEARD}


def test_what_could_not_be_written_down_is_the_next_time():
    """A database that is away for a minute costs no sign."""
    signing = Signing()
    signing.note(Channel.SMS, Sign.FAILED, NOW)
    lost = signing.take()
    signing.note(Channel.SMS, Sign.FAILED, NOW + timedelta(minutes=20))
    signing.give_back(lost)
    ((key, seen),) = signing.take().items()
    assert (key[:2], seen) == (
        (Channel.SMS, Sign.FAILED),
        Seen(rounded(NOW + timedelta(minutes=20)), 2),
    )
    assert signing.take() == {}


async def test_what_a_provider_showed_is_known_to_every_process(sql_store):
    """Of each text the last word counts, whoever asked."""
    kept = SqlProvided(sql_store)
    said = Found("profile", "ar", "one")
    await kept.note(Channel.TELEGRAM, [said, Found("profile", "it", "two")], NOW)
    await kept.note(Channel.TELEGRAM, [Found("profile", "it", "new", "x")], NOW + timedelta(1))
    assert await SqlProvided(sql_store).all() == {
        (Channel.TELEGRAM, "profile", "ar"): (said, NOW),
        (Channel.TELEGRAM, "profile", "it"): (
            Found("profile", "it", "new", "x"),
            NOW + timedelta(1),
        ),
    }


async def test_answers_in_our_place_are_counted(sql_store):
    """Whoever looks after a network learns of them before a woman waits in vain."""
    kept = SqlChannels(sql_store, ON)
    assert await kept.opt_outs() == 0
    await sql_store.count({OPT_OUT: 2})
    assert await kept.opt_outs() == 2


def test_a_moment_is_told_to_ten_minutes():
    """Down to the ten minutes before it."""
    assert rounded(NOW + timedelta(minutes=9, seconds=59, milliseconds=3)) == NOW
    assert rounded(NOW + timedelta(minutes=10)) == NOW + timedelta(minutes=10)
