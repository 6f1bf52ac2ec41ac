"""Calls out of JSON-LD, in a file or in a page."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.text.decoding import UnreadableError
from bot.training.call import Terms, lacking
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode
from bot.training.linked import read_linked, read_page
from bot.training.reading import Reading

COURSE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Course",
    "@id": "https://example.org/corsi/1",
    "name": "Cucina &amp; sala",
    "description": "<p>Si impara a cucinare.</p><script>x()</script><p>Anche di sera.</p>",
    "provider": {"@type": "Organization", "name": "Ente dimostrativo"},
    "audience": {"@type": "Audience", "audienceType": "donne"},
    "inLanguage": ["it", "ar"],
    "educationalCredentialAwarded": "Attestato",
    "about": "cucina",
    "additionalProperty": [
        {"@type": "PropertyValue", "name": "child_care", "value": True},
        {"@type": "PropertyValue", "name": "italiano", "value": "A2"},
        {"@type": "PropertyValue", "name": "colore", "value": "blu"},
    ],
    "hasCourseInstance": {
        "@type": "CourseInstance",
        "startDate": "2027-01-15",
        "endDate": "2027-03-01",
        "courseMode": "onsite",
        "courseWorkload": "PT40H",
        "maximumAttendeeCapacity": 12,
        "location": {
            "@type": "Place",
            "name": "Aula 1",
            "address": {"@type": "PostalAddress", "addressLocality": "Rho"},
        },
        "courseSchedule": {
            "@type": "Schedule",
            "byDay": ["https://schema.org/Monday", "Friday"],
            "startTime": "09:00:00",
            "endTime": "12:30:00",
        },
        "offers": {"@type": "Offer", "validThrough": "2026-12-10T12:00:00+01:00"},
    },
}
PROGRAM: dict[str, Any] = {
    "@type": "EducationalOccupationalProgram",
    "identifier": "p1",
    "name": "Percorso",
    "provider": "Ente",
    "applicationDeadline": "2026-12-10",
    "startDate": "2027-01-15",
    "programType": "Internship",
    "educationalProgramMode": "https://schema.org/online",
    "trainingSalary": {"@type": "MonetaryAmountDistribution", "currency": "EUR", "median": 500},
    "maximumEnrollment": 8,
}


def read(thing: Any) -> Reading:
    """What is read of this JSON-LD."""
    reading = Reading(towns={"rho": "015182"})
    read_linked("calls.json", json.dumps(thing), reading)
    return reading


def test_a_course_with_its_instance_is_one_call_with_everything_that_it_says() -> None:
    """Also what has no name in schema.org, under the name of our column; tags are left out."""
    reading = read(COURSE)
    assert not reading.problems
    (call,) = reading.calls.values()
    assert (call.title, call.provider) == ("Cucina & sala", "Ente dimostrativo")
    assert call.text == "Si impara a cucinare.\nAnche di sera."
    assert (call.audience, call.kind, call.mode) == (Audience.WOMEN, Kind.COURSE, Mode.ONSITE)
    assert (call.begins, call.ends) == (date(2027, 1, 15), date(2027, 3, 1))
    assert call.deadline == datetime(2026, 12, 10, 11, tzinfo=UTC)
    assert (call.hours, call.seats, call.certificate) == (40, 12, "Attestato")
    assert (call.town, call.place) == ("015182", "Aula 1, Rho")
    assert call.timetable == "lunedì, venerdì 09:00-12:30"
    assert call.child_care is True
    assert call.terms == Terms(italian=Cefr.A2, languages=("ar",))
    assert call.page == "https://example.org/corsi/1"
    assert lacking(call) == ()
    assert reading.unkept == {"about": 1, "additionalProperty": 1}


def test_a_program_is_a_path_or_a_placement() -> None:
    """With its own names for mode, places and pay."""
    (call,) = read(PROGRAM).calls.values()
    assert (call.kind, call.mode, call.seats) == (Kind.PLACEMENT, Mode.ONLINE, 8)
    assert (call.stipend, call.deadline) == (
        "500 EUR",
        datetime(2026, 12, 10, 22, 59, tzinfo=UTC),
    )
    assert call.audience is Audience.UNSAID
    (call,) = read({**PROGRAM, "programType": ""}).calls.values()
    assert call.kind is Kind.PATH


def test_each_instance_is_a_call_wherever_it_stands_in_the_graph() -> None:
    """It is found by its @id, and is told once."""
    first = {**COURSE["hasCourseInstance"], "@id": "#a"}
    second = {**first, "@id": "#b", "startDate": "2027-02-15"}
    course = {**COURSE, "hasCourseInstance": [{"@id": "#a"}, {"@id": "#b"}]}
    reading = read({"@context": "https://schema.org", "@graph": [first, course, second]})
    assert not reading.problems
    assert [one.begins for one in reading.calls.values()] == [
        date(2027, 1, 15),
        date(2027, 2, 15),
    ]


def test_a_moved_beginning_is_the_same_call() -> None:
    """So it is shown as changed."""
    moved = {**COURSE["hasCourseInstance"], "startDate": "2027-01-20"}
    assert list(read(COURSE).calls) == list(read({**COURSE, "hasCourseInstance": moved}).calls)


def test_what_only_organisations_may_answer_is_known_as_such() -> None:
    """And an audience that we do not know waits for the staff."""
    audience = {"@type": "BusinessAudience", "audienceType": "enti"}
    (call,) = read({**COURSE, "audience": audience}).calls.values()
    assert call.audience is Audience.ORGANISATIONS
    for unknown in ("giovani", ["donne", "enti"], {"audienceType": "chef"}):
        (call,) = read({**COURSE, "audience": unknown}).calls.values()
        assert call.audience is Audience.UNSAID
    given = {"name": "accesso", "value": "centro"}
    (call,) = read({**COURSE, "additionalProperty": given}).calls.values()
    assert call.eligibility is Eligibility.CENTRE


def test_what_a_page_says_in_its_own_words_does_not_refuse_it() -> None:
    """A workload in words is told as words."""
    (call,) = read({**PROGRAM, "timeToComplete": "tre mattine", "maximumEnrollment": "tanti"}).calls
    reading = read({**PROGRAM, "timeToComplete": "tre mattine", "maximumEnrollment": "tanti"})
    assert not reading.problems
    assert reading.calls[call].timetable == "tre mattine"
    assert (reading.calls[call].hours, reading.calls[call].seats) == (None, None)


def test_a_page_gives_the_calls_of_its_scripts_and_their_lines() -> None:
    """One that cannot be read is refused with its line, and nothing else of the page is run."""
    inside = json.dumps(COURSE).replace("</", "<\\/")
    page = (
        "<html><head>\n<script>var a = '<b>'</script>\n"
        f'<script type="application/ld+json">{inside}</script>\n'
        '<script type="APPLICATION/LD+JSON">\n{"@type": "Course",\n}</script>\n'
        "</head></html>"
    )
    reading = Reading()
    read_page("page.html", page, reading)
    assert len(reading.calls) == 1
    assert reading.lines == dict.fromkeys(reading.calls, 3)
    (problem,) = reading.problems
    assert str(problem).startswith("page.html:4: Line 6 is no JSON")
    with pytest.raises(UnreadableError):
        read_page("page.html", "<html>Corsi</html>", Reading())


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": ""}, "'title' is missing"),
        ({"provider": {}}, "'provider' is missing"),
        ({"description": "Presso la casa rifugio"}, "It names a refuge"),
        ({"applicationDeadline": "domani"}, "'deadline' cannot be read"),
    ],
)
def test_a_refused_call_is_named(changed: dict[str, Any], why: str) -> None:
    """With its place among the others."""
    reading = read([PROGRAM, {**PROGRAM, "identifier": "p2", **changed}])
    (problem,) = reading.problems
    assert str(problem).startswith("calls.json:1: call 2: ")
    assert why in str(problem)


@pytest.mark.parametrize(
    "text",
    ["{", "[" * 100_000, '{"a": 1e999', "", '{"a":' * 5_000 + "1" + "}" * 5_000],
)
def test_broken_or_hostile_json_is_refused_and_harms_nothing(text: str) -> None:
    """Deep nesting, endless lists, nothing at all."""
    reading = Reading()
    try:
        read_linked("x.json", text, reading)
    except UnreadableError:
        return
    assert not reading.calls


def test_a_circle_of_references_ends() -> None:
    """A course whose instance is itself."""
    reading = read(
        {
            "@type": "Course",
            "@id": "#a",
            "name": "A",
            "provider": "E",
            "hasCourseInstance": {"@id": "#a"},
        }
    )
    assert len(reading.calls) <= 1
