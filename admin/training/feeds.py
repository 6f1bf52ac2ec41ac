"""The addresses that training calls are read from: only what an admin listed is ever asked."""

from __future__ import annotations

from collections.abc import Mapping

from admin.endpoint import Answered, Call, endpoint, existing
from admin.imports.endpoints import IMPORTERS
from admin.imports.schema import RefusedRow
from admin.imports.words import in_words
from admin.of_a_case import MISSING
from admin.refused import Refused
from admin.texts import say
from admin.training import schema
from bot.handoff.reasons import Reason
from bot.training.feeds import EVERY_HOURS, REFUSED, UNREADABLE, Feed
from bot.values.brought import source_of

FEED_PROBLEMS: Mapping[str, str] = {
    "address": "L'indirizzo porta dentro una rete privata, o non è https: non viene letto.",
    "away": "Il sito non ha risposto in tempo.",
    "answer": "Il sito ha risposto con un errore.",
    "redirect": "Il sito rimanda troppe volte altrove.",
    "large": "La pagina è troppo grande.",
    UNREADABLE: "La pagina non è un feed e non contiene avvisi che si leggano.",
    REFUSED: "Tutti gli avvisi sono stati rifiutati: sotto c'è il motivo.",
}
"""Why an address could not be read, in words."""


@endpoint(
    "GET",
    "/api/training/feeds",
    "The addresses that calls are read from, when each was read last, and what went wrong.",
    gives=schema.CallsFeeds,
    roles=IMPORTERS,
)
async def calls_feeds(call: Call) -> Answered:
    """What was left out of the last reading is told with its line and the reason."""
    return await _feeds(call)


@endpoint(
    "POST",
    "/api/training/feeds",
    "List an address (https, public): an RSS or Atom feed, or a page with JSON-LD.",
    takes=schema.NewCallsFeed,
    gives=schema.CallsFeeds,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.MANY_FEEDS,),
        422: (Reason.FEED_ADDRESS, Reason.BAD_REQUEST),
    },
    audit="training.feed_add",
    roles=IMPORTERS,
)
async def add_calls_feed(call: Call) -> Answered:
    """It is read within a minute."""
    body, account = call.taken(schema.NewCallsFeed), call.account
    network, url = body.network or next(iter(account.networks), ""), body.url.strip()
    if network not in account.networks:
        raise Refused(404, Reason.UNKNOWN)
    if body.hours not in EVERY_HOURS:
        raise Refused(422, Reason.BAD_REQUEST)
    if not call.house.addresses.may(url):
        raise Refused(422, Reason.FEED_ADDRESS)
    id, source = call.house.ids.new(), source_of(network, body.source)
    if not await call.house.intake.feeds.add(Feed(id, network, source, body.hours, call.now, url)):
        raise Refused(409, Reason.MANY_FEEDS)
    answered = await _feeds(call)
    return Answered(answered.body, subject=id)


@endpoint(
    "POST",
    "/api/training/feeds/{id}/read",
    "Read an address within a minute instead of at its hour.",
    gives=schema.CallsFeeds,
    refusals=MISSING,
    audit="training.feed_read",
    roles=IMPORTERS,
)
async def read_calls_feed(call: Call) -> Answered:
    """By the worker, as always."""
    feeds = call.house.intake.feeds
    existing(await feeds.ask_now(call.account.networks, call.path["id"], call.now))
    return await _feeds(call)


@endpoint(
    "POST",
    "/api/training/feeds/{id}/drop",
    "Read an address no longer: the calls that it gave stay until they run out.",
    gives=schema.CallsFeeds,
    refusals=MISSING,
    audit="training.feed_drop",
    roles=IMPORTERS,
)
async def drop_calls_feed(call: Call) -> Answered:
    """Each of them may be taken down by itself."""
    existing(await call.house.intake.feeds.drop(call.account.networks, call.path["id"]))
    return await _feeds(call)


async def _feeds(call: Call) -> Answered:
    found = await call.house.intake.feeds.all(call.account.networks)
    return Answered(schema.CallsFeeds(feeds=[_feed(call, one) for one in found]))


def _feed(call: Call, one: Feed) -> schema.CallsFeed:
    network, outcome = call.house.networks.network(one.network), one.outcome
    problem = FEED_PROBLEMS.get(one.problem, "")
    return schema.CallsFeed(
        id=one.id,
        url=one.url,
        source=one.source.rpartition(":")[2],
        network=network.name if network else one.network,
        hours=one.hours,
        asked_at=one.asked_at,
        read_at=one.read_at,
        problem=say(problem, call.language) if problem else "",
        calls=outcome.calls,
        new=outcome.new,
        changed=outcome.changed,
        gone=outcome.gone,
        left_out=outcome.left_out,
        rows=[
            RefusedRow(
                file=row.file,
                line=row.line,
                what=in_words(row.what, call.language),
                remedy=in_words(row.remedy, call.language),
            )
            for row in outcome.lines
        ],
    )


ENDPOINTS = (calls_feeds, add_calls_feed, read_calls_feed, drop_calls_feed)
