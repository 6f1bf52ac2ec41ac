"""The directory's facts as she reads them, in her language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.directory.measures.tell import told
from bot.directory.model import Directory
from bot.directory.searching import Wanted, for_her
from bot.directory.seen import Seen, seen
from bot.directory.tell import (
    Tongue,
    agency_text,
    area_text,
    services_text,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def label(key: str, **values: str) -> str:
    """A fixed text that shows its key and what it was given."""
    return " ".join([key.upper(), *values.values()])


def listed(names: Sequence[str], *, either: bool = False) -> str:
    """Names with a sign that tells whether one of them is enough."""
    return ("|" if either else "+").join(names)


def tongue(translations: dict[str, str] | None = None) -> Tongue:
    """A language with these translations, in which what stays Italian stands between marks."""
    known = translations or {}
    return Tongue(
        label=label,
        say=lambda context, source: known.get(context, source),
        day=str,
        moment=lambda moment: moment.isoformat(),
        languages=" ".join,
        aside="<{}>".format,
        listed=listed,
    )


def the_seen(directory: Directory, kind: str, network: str = "") -> list[Seen]:
    """What a woman may see of a kind in a network."""
    found = for_her(directory.search(Wanted(kind=kind, network=network), NOW))
    return [shown for match in found if (shown := seen(match.offer, NOW))]


def test_what_she_reads_says_that_it_is_a_demonstration(directory: Directory) -> None:
    """No demonstration service can be taken for a real one."""
    text = services_text(the_seen(directory, "centre", "nord-milano"), tongue(), NOW)
    assert text.startswith("<Centro dimostrativo Nord> (DIRECTORY_DEMONSTRATION)")


def test_a_measure_comes_with_who_will_know_and_its_age(directory: Directory) -> None:
    """Every measure says who will learn of it, and its source with a date."""
    for measure in directory.measures.values():
        said = told(measure, tongue())
        assert said.text == f"{measure.name}. {measure.text}"
        assert said.who_knows.startswith(measure.who_knows)
        assert said.source.endswith("(DIRECTORY_VERIFIED 2026-11-24)")


def test_a_translated_service_keeps_the_name_on_the_door(directory: Directory) -> None:
    """All of it is in her language, and the Italian name follows so that she can ask for it."""
    (service,) = the_seen(directory, "mind")
    at = f"directory/service/{service.id}"
    english = {f"{at}/name": "Legal desk", f"{at}/purpose": "Rights", f"{at}/who_for": "Everyone"}
    assert services_text([service], tongue(english), NOW).splitlines() == [
        "Legal desk (DIRECTORY_DEMONSTRATION)",
        f"DIRECTORY_IN_ITALIAN {service.service.name}",
        "Rights.",
        "DIRECTORY_FOR Everyone.",
    ]


def test_a_translated_measure_is_followed_by_its_official_name(directory: Directory) -> None:
    """She has to write that name on a form; the norm stays as it is."""
    measure = directory.measures["leave"]
    at = "directory/measure/leave"
    english = {f"{at}/name": "Leave", f"{at}/text": "90 days.", f"{at}/who_knows": "Your boss."}
    said = told(measure, tongue(english))
    assert said.text == "Leave (<Congedo per chi subisce violenza>). 90 days."
    assert said.who_knows.splitlines()[0] == "Your boss."
    assert said.source == "DIRECTORY_SOURCE D.Lgs. 80/2015 art. 24 (DIRECTORY_VERIFIED 2026-11-24)"


def test_who_answers_and_how_an_area_is_known_are_translated(directory: Directory) -> None:
    """Each by its own context; without one the Italian is said."""
    network, centre = directory.networks()[0], directory.job_centres["rho"]
    english = {
        "directory/network/milano-citta/agency": "Centre of Milan",
        "directory/job_centre/rho/area": "press of 2023",
    }
    assert agency_text(network, tongue(english)) == "Centre of Milan"
    assert area_text(centre, tongue(english)) == "press of 2023"
    assert agency_text(network, tongue()) == network.agency
    assert area_text(centre, tongue()) == centre.area


def test_what_is_not_known_leaves_no_empty_line(directory: Directory) -> None:
    """A service without a group, and a fact that nobody verified."""
    (service,) = the_seen(directory, "mind")
    fact = replace(service.fact, basis="press", verified_on=None)
    said = replace(service.service, eligibility_description="")
    bare = replace(service, service=said, fact=fact)
    assert services_text([bare], tongue(), NOW).splitlines() == [
        f"<{said.name}>",
        f"{said.description}.",
    ]
