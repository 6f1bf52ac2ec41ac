"""Finding a municipality: the right one is found, and nothing is sure that could be another."""

from __future__ import annotations

import csv
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.directory import finding
from bot.directory.answers import find_json
from bot.directory.model import Directory

SURE = {
    "Rho": "Rho",
    "abito a Rho": "Rho",
    "Rho (Milano)": "Rho",
    "20017 Rho MI": "Rho",
    "MILANO!!!": "Milano",
    "Milano zona 4": "Milano",
    "Milano, municipio 9": "Milano",
    "Quarto Oggiaro": "Milano",
    "milano lambrate": "Milano",
    "sono a Milano in via Monza": "Milano",
    "Sono di Sesto San Giovanni, provincia di Milano": "Sesto San Giovanni",
    "SESTO S.GIOVANNI": "Sesto San Giovanni",
    "Cassina de Pecchi": "Cassina de' Pecchi",
    "Cassina dè Pecchi": "Cassina de' Pecchi",
    "trezzo sull adda": "Trezzo sull'Adda",
    "Trezzo sull’Adda": "Trezzo sull'Adda",
    "pozzo d’adda": "Pozzo d'Adda",
    "Vermezzo": "Vermezzo con Zelo",
    "Zelo Surrigone": "Vermezzo con Zelo",
    "S.Giuliano M.se": "San Giuliano Milanese",
    "S. Stefano Ticino": "Santo Stefano Ticino",
    "Cernusco s/N": "Cernusco sul Naviglio",
    "Trezzano s.n.": "Trezzano sul Naviglio",
    "Trezzano rosa": "Trezzano Rosa",
    "Cerro al Lambro": "Cerro al Lambro",
    "Locate Triulzi": "Locate di Triulzi",
    "Cinisello": "Cinisello Balsamo",
    "Castano": "Castano Primo",
    "abito a pero": "Pero",
    "abito ad Opera": "Opera",
    "abito a Rho con mio marito": "Rho",
    "non abito a Monza, abito a Rho": "Rho",
    "non vivo più a Milano, ora vivo a Corsico": "Corsico",
    "Corsico, via Roma 3": "Corsico",
    "via Milano 3 Rho": "Rho",
    "Rho, provincia di Milano": "Rho",
    "no soy de Milán, vivo en Rho": "Rho",
    "I live in Milan": "Milano",
    "je vis à Pioltello avec mon mari": "Pioltello",
    "ميلانو": "Milano",
    "أسكن في ميلانو": "Milano",
    "بميلانو": "Milano",
    "رو": "Rho",
    "Живу в Милане": "Milano",
    "Чинизелло-Бальсамо": "Cinisello Balsamo",
    "мешкаю в Мілані": "Milano",
    "我住在米兰": "Milano",
    "මිලානෝ": "Milano",
    "মিলান": "Milano",
}

ASKED = {
    "vicino a Legnano": ["Legnano"],
    "abito in corso Buenos Aires a Milano": ["Milano"],
    "sesto": ["Sesto San Giovanni"],
    "abito a sesto": ["Sesto San Giovanni"],
    "Busto": ["Busto Garolfo"],
    "Cassano": ["Cassano d'Adda"],
    "Cesano": ["Cesano Boscone"],
    "Settimo": ["Settimo Milanese"],
    "Bellinzago": ["Bellinzago Lombardo"],
    "San Donato": ["San Donato Milanese"],
    "San Giuliano": ["San Giuliano Milanese"],
    "San Giorgio": ["San Giorgio su Legnano"],
    "San Zenone": ["San Zenone al Lambro"],
    "San Colombano": ["San Colombano al Lambro"],
    "Trezzano": ["Trezzano Rosa", "Trezzano sul Naviglio"],
    "abito a Trezzano sul navilio": ["Trezzano sul Naviglio", "Trezzano Rosa"],
    "Cerro": ["Cerro al Lambro", "Cerro Maggiore"],
    "Milano 2": ["Segrate", "Milano"],
    "Milano 3": ["Basiglio", "Milano"],
    "Milano provincia": ["Milano"],
    "San Siro": ["Milano"],
    "Rho?": ["Rho"],
    "forse Rho": ["Rho"],
    "lavoro a Rho": ["Rho"],
    "mia madre abita a Rho": ["Rho"],
    "abitavo a Rho": ["Rho"],
    "Arese o Rho": ["Arese", "Rho"],
    "abito a Rho ma lavoro a Milano": ["Rho", "Milano"],
    "vivo en Milán pero trabajo en Rho": ["Milano", "Rho"],
    "abito a Milano marittma": ["Milano"],
    "San Girgio su Legnano": ["San Giorgio su Legnano", "Legnano"],
    "cinisello balsmo": ["Cinisello Balsamo"],
    "Chinisello": ["Cinisello Balsamo"],
    "corsiko": ["Corsico"],
    "Paderno dugniano": ["Paderno Dugnano"],
}

_CITIES = (
    "Monza Como Varese Bergamo Pavia Lodi Gallarate Saronno Seregno Desio Lissone Vimercate Roma "
    "Torino Napoli Brugherio Limbiate Vigevano Treviglio Agrate Usmate كومو مونزا Монца Bergammo"
)
ELSEWHERE = [
    *_CITIES.split(),
    "Busto Arsizio",
    "Sesto Calende",
    "Cesano Maderno",
    "Nova Milanese",
    "Cassano Magnago",
    "Settimo Torinese",
    "Garbagnate Monastero",
    "San Giorgio a Cremano",
    "San Colombano Certenoli",
    "Milano Marittima",
    "abito a monsa",
    "Vivo a Monza con i bambini",
    "Abito a Monza, in viale Milano",
    "Vizzolo Ticino",
    "живу в Риме",
    "住在蒙扎",
]

NOWHERE = [
    *("non lo so", "casa mia", "aiuto", "", "   ", "112", "1", "no", "sì", "boh", "San", "🙂"),
    *("preferisco non dirlo", "un altro posto", "I'd rather not say", "no lo sé", "لا أعرف"),
    *("lavoro", "opera d'arte", "pero non voglio", "provincia di Milano", "corso Como"),
    *("vivo da sola", "sto male", "sono a casa", "vengo dal Marocco", "Perù", "mi chiamo Rosa"),
    *("ad opera di mio marito", "vivo in un paese piccolo", "non abito a Rho", "не знаю"),
]


@pytest.mark.parametrize(("text", "name"), SURE.items())
def test_an_unmistakable_name_is_sure(directory: Directory, text: str, name: str) -> None:
    """Who says plainly where she lives is not asked again."""
    found = directory.find(text)
    assert [town.name for town in found.candidates] == [name]
    assert found.sure
    assert not found.outside


def test_a_name_that_is_known_beforehand_finds_what_looking_finds(directory: Directory) -> None:
    """What a municipality's own name finds is worked out once, and is never another place; what
    else somebody writes is not remembered."""
    for town in directory.municipalities.values():
        for text in (town.name, town.name.lower()):
            found, looked = directory.find(text), finding.find(directory.names, text)
            assert tuple(one.istat_code for one in found.candidates) == looked.codes
            assert (found.sure, found.outside) == (looked.sure, looked.outside)
    known = set(directory.named)
    directory.find("abito a Rho, vicino alla stazione")
    assert set(directory.named) == known


@pytest.mark.parametrize(("text", "names"), ASKED.items())
def test_what_could_be_another_place_is_asked(
    directory: Directory, text: str, names: list[str]
) -> None:
    """A half, misspelt or doubtful name is confirmed by her, never routed by itself."""
    found = directory.find(text)
    assert [town.name for town in found.candidates] == names
    assert not found.sure


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_town_elsewhere_is_never_mapped_inside(directory: Directory, text: str) -> None:
    """A town outside the area gets the national line, not a network that is not hers."""
    found = directory.find(text)
    assert found.outside
    assert found.candidates == ()
    assert not found.sure


@pytest.mark.parametrize("text", NOWHERE)
def test_a_text_without_a_town_finds_nothing(directory: Directory, text: str) -> None:
    """Who does not name her town is not told that she did."""
    found = directory.find(text)
    assert found.candidates == ()
    assert not found.sure


def test_every_comune_is_sure_however_it_is_written(directory: Directory) -> None:
    """All 133 are found by their own name, in capitals and in a sentence."""
    forms = ("{}", "abito a {}", "sono di {}", "{} (MI)", "Vivo a {} con i miei figli")
    for town in directory.municipalities.values():
        for form in forms:
            for name in (town.name, town.name.lower(), town.name.upper()):
                found = directory.find(form.format(name))
                assert (found.candidates, found.sure) == ((town,), True), form.format(name)


def test_no_comune_of_italy_outside_the_area_is_surely_inside(
    directory: Directory, files: dict[str, str]
) -> None:
    """None of the other 7,763 comuni routes by itself, and hardly any is even proposed."""
    lines = [line for line in files["outside.csv"].splitlines() if not line.startswith("#")]
    names = [row["name"] for row in csv.DictReader(lines)]
    proposed = [name for name in names if directory.find(name).candidates]
    assert not any(directory.find(name).sure for name in proposed)
    assert len(proposed) < 10, proposed


def _slips(name: str) -> st.SearchStrategy[str]:
    """The name with one slip: a letter lost, doubled, swapped with the next, or another one."""
    at = st.integers(0, len(name) - 1)
    letter = st.sampled_from("abcdeilmnorstuz")
    return st.one_of(
        at.map(lambda i: name[:i] + name[i + 1 :]),
        at.map(lambda i: name[:i] + name[i] + name[i:]),
        at.map(lambda i: name[:i] + name[i + 1 : i + 2] + name[i] + name[i + 2 :]),
        st.tuples(at, letter).map(lambda pair: name[: pair[0]] + pair[1] + name[pair[0] + 1 :]),
    )


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_slip_of_the_pen_is_never_sure_of_another_comune(
    directory: Directory, data: st.DataObject
) -> None:
    """Whatever is mistyped, no other town is taken for certain."""
    town = data.draw(st.sampled_from(list(directory.municipalities.values())))
    text = data.draw(_slips(town.name))
    found = directory.find(text)
    if found.sure:
        written = {name.name.lower() for name in directory.municipalities.values()}
        assert found.candidates == (town,) or text.lower() in written


def test_nearly_every_slip_still_offers_the_right_comune(directory: Directory) -> None:
    """Each letter left out of each name in turn: the right one is among the first three."""
    tried = missed = 0
    for town in directory.municipalities.values():
        if len(town.name) < 5:
            continue
        for at in range(len(town.name)):
            text = "abito a " + town.name[:at] + town.name[at + 1 :]
            tried += 1
            missed += town not in directory.find(text).candidates[:3]
    assert missed / tried < 0.03, f"{missed} of {tried}"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(directory: Directory, text: str) -> None:
    """No text breaks the search; sure means exactly one."""
    found = directory.find(text)
    assert not found.sure or len(found.candidates) == 1
    assert not (found.outside and found.candidates)


def test_a_huge_text_is_answered_in_bounded_time(directory: Directory) -> None:
    """100,000 characters neither break nor hold up the service, and are never sure."""
    for text in ("a" * 100_000, "abito a Rho " * 9_000, "s. " * 33_000, "ميلانو" * 17_000):
        begun = time.perf_counter()
        assert not directory.find(text).sure
        assert time.perf_counter() - begun < 2


def test_the_command_line_answers_one_json_object_a_line(directory: Directory) -> None:
    """`filo directory find` keeps the form that other programs rely on."""
    answer = find_json(directory, "abito a Rho")
    assert "\n" not in answer
    assert json.loads(answer) == {
        "candidates": [{"istat_code": "015182", "name": "Rho", "network": "rho-garbagnate"}],
        "sure": True,
    }
    assert json.loads(find_json(directory, "Monza")) == {"candidates": [], "sure": False}
