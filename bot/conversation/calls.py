"""The calls that a flow may make: one list that the loader, the gate and the world share."""

from __future__ import annotations

from collections.abc import Mapping

from bot.engine.effects import CallSpec


def _spec(name: str, params: str, outcomes: str, saves: str = "") -> CallSpec:
    return CallSpec(
        name, frozenset(params.split()), frozenset(outcomes.split()), frozenset(saves.split())
    )


CALLS: Mapping[str, CallSpec] = {
    spec.name: spec
    for spec in (
        # text -> one sure municipality, one to confirm, several to choose from, outside, or none
        _spec(
            "directory.find",
            "text",
            "sure confirm several outside unknown",
            "town town_name network network_name candidates",
        ),
        # town (istat code) -> its network
        _spec("directory.town", "town", "found", "town town_name network network_name"),
        # all networks, to prefer another one: choices of {id, label}
        _spec("directory.networks", "besides", "found", "candidates"),
        _spec("directory.network", "network", "found", "network network_name"),
        # current facts of a kind for a network or town: one text of several lines
        _spec(
            "directory.services",
            "kind network town need",
            "found none",
            "services",
        ),
        _spec("directory.job_centre", "town", "found none", "job_centre job_centre_area"),
        # one measure's current facts (id: reddito-liberta, leave, legal-aid, hiring, adi)
        _spec("directory.measure", "id", "found none", "measure who_knows source"),
        # who would answer in a network, and whether they may have a duty to report
        _spec(
            "handoff.who",
            "network",
            "open closed",
            "agency duty_to_report opens_again",
        ),
        _spec("handoff.cancel", "", "done"),
        _spec("training.find", "town need", "found none unavailable", "calls"),
        _spec("appointments.offer", "town kind", "found none unavailable", "candidates"),
        # nobody is there: the request waits; number is told to her, word is hers
        _spec("letterbox.leave", "network word text", "left refused", "number"),
        _spec("letterbox.open", "number word", "answered waiting unknown", "answer"),
        _spec("language.set", "language", "done"),
        _spec("forget.me", "", "done"),
    )
}
"""``handoff.open`` belongs to the ``handoff`` step and is not called by name."""

HANDOFF = CallSpec(
    "handoff.open", frozenset({"network", "need"}), frozenset({"accepted", "unavailable"})
)
