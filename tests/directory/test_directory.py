"""The shipped directory: complete, honest about its age, and without what must not be in it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.directory.check import check
from bot.directory.load import load_directory
from bot.directory.model import Directory
from bot.directory.searching import Wanted, for_her

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MORE = "," * 6
"""The cells of hours, languages, children and women only."""


def test_all_133_comuni_have_one_of_eight_networks(directory: Directory) -> None:
    """Every comune is routed, with the basis that the facts give."""
    towns = directory.municipalities.values()
    assert len(towns) == 133
    assert len(directory.networks()) == 8
    assert {town.network for town in towns} == {network.id for network in directory.networks()}
    bases = Counter(town.fact.basis for town in towns)
    assert bases == {"published": 38, "derived": 88, "inferred-by-elimination": 6, "inferred": 1}


def test_employment_centres_are_not_the_networks(directory: Directory) -> None:
    """Paderno Dugnano has the network of Rho and the employment centre of the north."""
    town = directory.municipality("015166")
    centre = directory.job_centre("015166")
    assert town
    assert centre
    assert (town.network, centre.name) == ("rho-garbagnate", "Cinisello Balsamo")
    assert "da confermare" in centre.area
    assert len(directory.job_centres) == 9
    assert directory.job_centre("015009") is None


def test_no_address_and_no_number_but_the_two_is_shipped(files: dict[str, str]) -> None:
    """112 and 1522 are the only numbers; no street is named in a table of services."""
    told = {name: text for name, text in files.items() if name not in ("aliases.csv",)}
    for name, text in told.items():
        rows = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
        assert not re.search(r"(?<!\d)(0[2-9]\d[ \d]{5,}|3\d\d[ \d]{6,}|800[ \d]{5,})", rows), name
    for name in ("networks.csv", "services.csv", "job_centres.csv"):
        assert not re.search(r"\b(via|viale|piazza|corso) [A-Z]", told[name]), name


def test_the_hours_are_those_of_italy_and_its_holidays(directory: Directory) -> None:
    """Winter time counts, and Sant'Ambrogio and the Immacolata are closed."""
    nord = "nord-milano"
    assert directory.is_open(nord, datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert not directory.is_open(nord, datetime(2026, 11, 24, 7, 59, tzinfo=UTC))
    assert not directory.is_open(nord, datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    assert directory.is_open(nord, datetime(2026, 7, 1, 7, 0, tzinfo=UTC))
    assert not directory.is_open(nord, datetime(2026, 12, 7, 10, 0, tzinfo=UTC))
    friday_evening = datetime(2026, 12, 4, 18, 0, tzinfo=UTC)
    opens = directory.opens_next(nord, friday_evening)
    assert opens == datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
    assert directory.opens_next("nowhere", NOW) is None


def test_nothing_out_of_date_is_given(directory: Directory) -> None:
    """An expired measure and an expired service are as if they were not there."""
    later = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    assert directory.measure("hiring", NOW)
    assert directory.measure("hiring", later) is None
    assert directory.measure("leave", later)
    assert directory.measure("unknown", NOW) is None
    before = datetime(2026, 11, 1, tzinfo=UTC)
    assert directory.search(Wanted(kind="centre", network="nord-milano"), before) == []


def test_services_of_her_network_come_before_those_of_all(directory: Directory) -> None:
    """The nearest is first, and no other network's is among them."""
    wanted = Wanted(network="nord-milano", town="015077")
    found = [match.offer for match in for_her(directory.search(wanted, NOW))]
    assert found[0].service.name == "Centro dimostrativo Nord"
    assert {offer.network for offer in found} == {"nord-milano", ""}


def test_a_hidden_address_stays_hidden(files: dict[str, str]) -> None:
    """An office's address is read only where the row marks it public."""
    row = "lodi,Rete di Lodi,Centro dimostrativo Lodi,Lodi,unknown,mon-fri 09:00-17:00,,no"
    hidden = row.replace(",,no", ",Palazzo dimostrativo,no")
    shown = row.replace(",,no", ",Palazzo dimostrativo,yes")
    for line, address in ((hidden, ""), (shown, "Palazzo dimostrativo")):
        made, _ = load_directory(
            {**files, "networks.csv": files["networks.csv"].replace(row, line)}
        )
        assert made
        network = made.network("lodi")
        assert network
        assert network.address == address


def test_a_refuge_is_refused_with_the_reason(files: dict[str, str]) -> None:
    """A casa rifugio cannot enter the directory under any kind or name."""
    for row in ("x,Casa Rifugio Alba,home,,,Un posto,,", "x,Alba,casa-rifugio,,,Un posto,,"):
        made, problems = load_directory(
            {**files, "services.csv": files["services.csv"] + row.replace("-", " ") + MORE + "\n"}
        )
        assert made is None
        assert "refuge" in problems[0].what


def test_all_mistakes_are_reported_at_once_with_their_line(files: dict[str, str]) -> None:
    """Whoever edits the files sees everything that is wrong in one go."""
    wrong = dict(files)
    wrong["services.csv"] += (
        f"a,A,work,nowhere,,x,y,{MORE}\na,B,work,,999999,x,y,{MORE}\nshort,row\n"
    )
    wrong["measures.yaml"] = wrong["measures.yaml"].replace("2026-11-24", "24/11/2026")
    wrong["networks.csv"] = wrong["networks.csv"].replace("mon-fri 09:00-17:00", "mornings")
    del wrong["hotlines.csv"]
    made, problems = load_directory(wrong)
    assert made is None
    told = "\n".join(map(str, problems))
    for part in ("'nowhere'", "'a' stands here twice", "999999", "cells", "not a date", "mornings"):
        assert part in told
    assert "hotlines.csv:1: The file is missing." in told
    assert all(problem.line > 0 and problem.remedy for problem in problems)


def test_demonstration_data_cannot_go_into_production(directory: Directory) -> None:
    """The demonstration starts; a production site with the same data is refused."""
    assert not [one for one in check(directory, NOW, False) if one.severity == "error"]
    errors = [one for one in check(directory, NOW, True) if one.severity == "error"]
    assert any("Centro" in str(one) or "centre-nord" in str(one) for one in errors)


def test_what_no_network_confirmed_is_listed(directory: Directory) -> None:
    """Assignments that are not published wait for the networks' word."""
    told = "\n".join(str(one) for one in check(directory, NOW, False) if one.severity == "confirm")
    assert "6 comuni are inferred-by-elimination: to be confirmed by the network." in told
    assert "job centre milano" in told


@pytest.mark.parametrize("contact", ["02 555 0100 00", "3331234567", "800 000 000"])
def test_an_unverified_number_is_an_error(files: dict[str, str], contact: str) -> None:
    """No number but 112 and 1522 without a network's word, and none that cannot be dialled."""
    row = f"x,Sportello,work,,,Uno,,{contact}{MORE}\n"
    made, _ = load_directory({**files, "services.csv": files["services.csv"] + row})
    assert made
    assert any(
        one.where == "service x" and one.severity == "error" for one in check(made, NOW, False)
    )


def test_an_expired_fact_is_told_to_the_operator(directory: Directory) -> None:
    """The gate says what is no longer shown."""
    later = datetime(2027, 2, 1, tzinfo=UTC)
    told = "\n".join(map(str, check(directory, later, False)))
    assert "measure hiring: Its norm ended on 2026-12-31: not shown." in told
