"""What is known of the channels, on both databases: moments and numbers, within her agencies."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, update

from bot.handoff.channels import ChannelNow, How, Traffic, rounded
from bot.messages import Channel
from bot.storage.channels import OPT_OUT, SqlChannels
from bot.storage.plain import to_ms
from bot.storage.tables import dead_letters, outgoing, sent
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


def passed(id: str, channel: str, minutes: int) -> dict[str, object]:
    """A message that went through so long ago."""
    at = to_ms(NOW - timedelta(minutes=minutes))
    row = {"id": id, "conversation": "her", "seq": 1, "at": at, "channel": channel}
    return {**row, "sealed_provider_id": b""}


async def test_each_channel_says_what_went_through_it(sql_store):
    """When the last message passed, what waits and since when, what was not delivered: hers and
    nobody's, not another network's, and not what is late by now."""
    await begin(sql_store, "her", chat("her"), outgoing=3)
    await begin(sql_store, "she", sms("she"), outgoing=1)
    later = to_ms(NOW + timedelta(hours=1))
    due = to_ms(NOW - timedelta(minutes=4))
    lost = [dead("a", "north", 5), dead("b", "", 5), dead("c", "south", 5), dead("d", "north", -1)]
    through = [passed("x", "telegram", 30), passed("y", "telegram", 7), passed("z", "sms", 90)]

    def work(connection):
        connection.execute(update(outgoing).values(not_before=later))
        first = outgoing.c.id.in_(("out-her-1", "out-she-1"))
        connection.execute(update(outgoing).where(first).values(not_before=due))
        gone = outgoing.c.id == "out-her-3"
        connection.execute(update(outgoing).where(gone).values(cancelled=1, not_before=1))
        connection.execute(insert(dead_letters), lost)
        connection.execute(insert(sent), through)

    await sql_store.write(work)
    kept = SqlChannels(sql_store, ON)
    oldest = NOW - timedelta(minutes=4)
    assert list(await kept.all(["north"], NOW)) == [
        ChannelNow(Channel.WEB, How.PAGE),
        ChannelNow(
            Channel.TELEGRAM, How.POLLING, Traffic(NOW - timedelta(minutes=7), 2, oldest, 0)
        ),
        ChannelNow(Channel.SMS, How.WEBHOOK, Traffic(NOW - timedelta(minutes=90), 1, oldest, 2)),
    ]


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
