"""A spreadsheet of calls: what is read, what is refused, and with which words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.text.decoding import UnreadableError
from bot.training.call import Terms, TrainingCall
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling
from bot.training.reading import Reading
from bot.training.sheet import read_sheet

TOWNS = {"rho": "015182"}
FULL = """codice;titolo;ente;tipo;destinatari;accesso;titolo neutro;inizio;fine;scadenza;ore;orari;\
orario scolastico;modalità;comune;luogo;bambini;italiano;lingue;titolo di studio;documenti;\
permesso di soggiorno;spid;indennità;compatibilità;posti;attestato;come;sito;base
c1;Cucina;Ente dimostrativo;tirocinio;donne;centro;Corso di cucina;15/01/2027;2027-03-01;\
10/12/2026 12.00;120 ore;lun-ven 9-13;sì;in presenza;Rho;Aula 1;sì;livello A2;ar, fr;licenza media;\
carta d'identità|codice fiscale;sì;no;400 euro al mese;anche con l'assegno;12;attestato;\
allo sportello;https://example.org/c1;dimostrativo
"""


def read(text: str) -> Reading:
    """The sheet as it is read."""
    reading = Reading(towns=TOWNS, telling=frozenset({"violenza"}))
    read_sheet("calls.csv", text, reading)
    return reading


def row(columns: str, cells: str) -> Reading:
    """One row with title and provider, and these columns."""
    return read(f"titolo;ente;{columns}\nCucina;Ente;{cells}\n")


def one(columns: str, cells: str) -> TrainingCall:
    """The call of one row that is taken."""
    reading = row(columns, cells)
    assert not reading.problems
    (call,) = reading.calls.values()
    return call


def test_every_column_comes_back_as_what_it_means() -> None:
    """In Italian, with Italian days and hours; times are those of Rome."""
    reading = read(FULL)
    assert not reading.problems
    assert not reading.remarks
    assert reading.calls["c1"] == TrainingCall(
        id="c1",
        title="Cucina",
        provider="Ente dimostrativo",
        kind=Kind.PLACEMENT,
        audience=Audience.WOMEN,
        eligibility=Eligibility.CENTRE,
        neutral="Corso di cucina",
        begins=date(2027, 1, 15),
        ends=date(2027, 3, 1),
        deadline=datetime(2026, 12, 10, 11, tzinfo=UTC),
        hours=120,
        timetable="lun-ven 9-13",
        school_hours=True,
        mode=Mode.ONSITE,
        town="015182",
        place="Aula 1, Rho",
        child_care=True,
        terms=Terms(
            italian=Cefr.A2,
            languages=("ar", "fr"),
            education=Schooling.MIDDLE,
            documents=("carta d'identità", "codice fiscale"),
            permit=True,
            identity=False,
        ),
        stipend="400 euro al mese",
        stipend_with="anche con l'assegno",
        seats=12,
        certificate="attestato",
        apply="allo sportello",
        page="https://example.org/c1",
        demonstration=True,
    )


def test_a_deadline_without_a_time_counts_until_the_end_of_its_day_in_rome() -> None:
    """In winter and in summer."""
    assert one("scadenza", "2026-12-10").deadline == datetime(2026, 12, 10, 22, 59, tzinfo=UTC)
    assert one("scadenza", "10/07/2026").deadline == datetime(2026, 7, 10, 21, 59, tzinfo=UTC)
    assert one("scadenza", "10/12/2026 ore 9:30").deadline == datetime(
        2026, 12, 10, 8, 30, tzinfo=UTC
    )
    assert one("scadenza", "2026-12-10T12:00:00+02:00").deadline == datetime(
        2026, 12, 10, 10, tzinfo=UTC
    )


def test_nobody_is_called_unless_it_is_said() -> None:
    """An empty cell is no answer."""
    assert one("destinatari", "").audience is Audience.UNSAID


@pytest.mark.parametrize(
    ("columns", "cells", "why"),
    [
        ("scadenza", "31/02/2026", "'deadline' cannot be read."),
        ("scadenza", "presto", "'deadline' cannot be read."),
        ("scadenza", "10/12/2062999", "'deadline' cannot be read."),
        ("scadenza", "10/12/2026 25:00", "'deadline' cannot be read."),
        ("inizio;fine", "2026-12-10;2026-12-09", "It ends before it begins."),
        ("fine;scadenza", "2026-12-10;2026-12-11", "Its deadline is after its end."),
        ("ore", "molte", "'hours' cannot be read."),
        ("posti", "-3", "'seats' cannot be read."),
        ("bambini", "forse", "'child_care' cannot be read."),
        ("italiano", "da A1 a B2", "'italian' cannot be read."),
        ("destinatari", "chiunque?", "'audience' cannot be read."),
        ("sito", "javascript:alert(1)", "'page' cannot be read."),
        ("sito", "https://a:b@example.org/", "'page' cannot be read."),
        ("lingue", "arabo!", "'languages' cannot be read."),
        ("titolo neutro", "Uscire dalla violenza", "The neutral title tells"),
        ("luogo", "Casa rifugio", "It names a refuge"),
        ("come", "x" * 4001, "'apply' is longer"),
        ("come", "a;b", "There are 4 cells"),
    ],
)
def test_a_refused_row_is_named_with_its_line_and_never_repeated(
    columns: str, cells: str, why: str
) -> None:
    """Reports are read aloud and sent on."""
    reading = row(columns, cells)
    assert not reading.calls
    assert reading.refused == len(reading.problems) == 1
    told = str(reading.problems[0])
    assert told.startswith("calls.csv:2: ")
    assert why in told
    assert cells not in told


def test_a_file_without_the_two_columns_is_no_sheet_of_calls() -> None:
    """And one with two columns of the same meaning would be half read."""
    for text in ("a;b\n1;2\n", "titolo;ente;sito;url\n", '"titolo;ente\n'):
        with pytest.raises(UnreadableError):
            read(text)


def test_the_same_row_twice_is_one_call_and_another_with_its_id_is_refused() -> None:
    """Two that say the same under two ids are named, and told once."""
    reading = read("codice;titolo;ente;ore\na;Uno;E;1\na;Uno;E;1\na;Uno;E;2\n")
    assert list(reading.calls) == ["a"]
    assert reading.remarks == ["calls.csv:3: it stands also in line 2."]
    assert [one.line for one in reading.problems] == [4]
    reading = read("codice;titolo;ente;inizio\na;Uno;E;2027-01-02\nb;UNO;e;2027-01-02\n")
    reading.name_doubles("calls.csv")
    assert "calls.csv:3" in reading.remarks[0]
    assert len(reading.calls) == 2


def test_a_call_without_an_id_keeps_its_own_when_its_dates_move() -> None:
    """So that it is shown as changed, and not as another."""
    assert one("scadenza", "2026-12-10").id == one("scadenza", "2026-12-20").id
    assert one("sito", "https://example.org/a").id != one("sito", "https://example.org/b").id
