"""What the directory answers to a flow's calls, in the language of the asking session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.conversation.elsewhere import left_out
from bot.conversation.question import Question
from bot.conversation.scene import Scene
from bot.directory.measures.asking import weigh
from bot.directory.measures.tell import told
from bot.directory.model import Municipality
from bot.directory.searching import Wanted, for_her
from bot.directory.seen import seen
from bot.directory.tell import area_text, said_in, services_text
from bot.directory.telling_why import why_text
from bot.engine.effects import Answer
from bot.engine.expressions import Value

AT_ONCE = 3
"""Services in one message: more is a list that nobody reads in danger."""


def _place(scene: Scene, town: Municipality) -> dict[str, Value]:
    network = scene.directory.network(town.network)
    return {
        "town": town.istat_code,
        "town_name": town.name,
        "network": town.network,
        "network_name": network.name if network else "",
    }


async def _find(question: Question) -> Answer:
    found = question.scene.directory.find(question.text("text"))
    if found.outside:
        return Answer("outside")
    if not found.candidates:
        return Answer("unknown")
    if len(found.candidates) > 1:
        names = ({"id": town.istat_code, "label": town.name} for town in found.candidates[:8])
        return Answer("several", {"candidates": tuple(names)})
    town = found.candidates[0]
    if found.sure:
        return Answer("sure", _place(question.scene, town))
    # She has not said that it is this one: until she does, nothing may route her by it.
    unsaid = {"town": "", "network": "", "network_name": ""}
    return Answer("confirm", {**unsaid, "town_name": town.name, "guess": town.istat_code})


async def _town(question: Question) -> Answer:
    town = question.scene.directory.municipality(question.text("town"))
    return Answer("found", _place(question.scene, town) if town else {"network": ""})


async def _networks(question: Question) -> Answer:
    besides = {question.text("besides"), *left_out(question.conversation)}
    networks = tuple(
        {"id": network.id, "label": network.name}
        for network in question.scene.directory.networks()
        if network.id not in besides
    )
    return Answer("found", {"candidates": networks})


async def _network(question: Question) -> Answer:
    network = question.scene.directory.network(question.text("network"))
    if network is None:
        return Answer("found", {"network": "", "network_name": ""})
    return Answer("found", {"network": network.id, "network_name": network.name})


async def _services(question: Question) -> Answer:
    language = question.language
    wish = question.text("wish")
    wanted = Wanted(
        kind=question.text("kind"),
        town=question.text("town"),
        network=question.text("network"),
        language="" if language == "it" else language,
        child_care=wish == "children",
        step_free=wish == "steps",
        open_now=wish == "open",
    )
    found = for_her(question.scene.directory.search(wanted, question.now))
    skip = int(question.text("skip") or 0) if question.text("skip").isdecimal() else 0
    shown = found[skip : skip + AT_ONCE]
    if not shown:
        return Answer("none", {"services": "", "why": "", "more": "", "skip": ""})
    services = [one for match in shown if (one := seen(match.offer, question.now))]
    after = skip + len(shown)
    return Answer(
        "found",
        {
            "services": services_text(services, question.tongue, question.now),
            "why": why_text(shown, wanted, question.tongue, question.now),
            "more": "yes" if after < len(found) else "",
            "skip": str(after),
        },
    )


async def _job_centre(question: Question) -> Answer:
    centre = question.scene.directory.job_centre(question.text("town"))
    if centre is None:
        return Answer("none", {"job_centre": "", "job_centre_area": ""})
    area = area_text(centre, question.tongue)
    return Answer("found", {"job_centre": centre.name, "job_centre_area": area})


async def _measure(question: Question) -> Answer:
    measure = question.scene.directory.measure(question.text("id"), question.now)
    if measure is None:
        return Answer("none", dict.fromkeys(_MEASURE, ""))
    said = told(measure, question.tongue)
    desk = measure.desk
    values = (said.text, said.who_knows, said.source, said.papers, said.where, said.whom)
    return Answer("found", dict(zip(_MEASURE, (*values, measure.at[0], desk), strict=True)))


_MEASURE = (
    *("measure", "who_knows", "source", "measure_papers", "measure_where", "measure_whom"),
    *("measure_kind", "measure_desk"),
)


async def _measure_asks(question: Question) -> Answer:
    measure = question.scene.directory.measure(question.text("id"), question.now)
    if measure is None:
        return Answer("none", {"question": ""})
    found = weigh(measure, question.text("answers"))
    if isinstance(found, str):
        return Answer(found, {"question": ""})
    return Answer("asks", {"question": said_in(found, "text", question.tongue)})


LOOKUPS: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "directory.find": _find,
    "directory.town": _town,
    "directory.networks": _networks,
    "directory.network": _network,
    "directory.services": _services,
    "directory.job_centre": _job_centre,
    "directory.measure": _measure,
    "directory.measure_asks": _measure_asks,
}
"""Calls that the directory answers."""
