"""What she can do, as a closed list: ids, the order in which she is asked, and the desk's words.

Nothing else can be said in it: no name, no address, no employer, and nothing of why she asks. The
desk's words are Italian in every language of hers, since a desk near Milan reads them; her own
words for the same are texts of ours (``ability.<id>``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

AREAS: Mapping[str, Mapping[str, str]] = {
    "care": {
        "children": "Cura e sorveglianza di bambini",
        "elderly": "Assistenza a persone anziane",
        "disabled": "Assistenza a persone con disabilità",
        "sick": "Assistenza a persone malate",
    },
    "kitchen": {
        "meals": "Preparazione di pasti",
        "many": "Cucina per gruppi numerosi",
        "baking": "Pane, pasta fresca e dolci",
        "shopping": "Acquisti e gestione della dispensa",
    },
    "house": {
        "cleaning": "Pulizia e riordino di ambienti",
        "laundry": "Lavaggio e stiro",
        "sewing": "Cucito e riparazione di abiti",
        "repairs": "Piccola manutenzione",
    },
    "affairs": {
        "budget": "Gestione di un bilancio familiare",
        "times": "Organizzazione di orari e impegni",
        "offices": "Pratiche e rapporti con gli uffici",
        "helping": "Volontariato",
    },
    "paid": {
        "shop": "Vendita e cassa",
        "food": "Bar e ristorazione",
        "factory": "Produzione e magazzino",
        "homes": "Lavoro domestico e assistenza familiare",
        "office": "Lavoro d'ufficio",
        "fields": "Lavoro agricolo",
    },
    "digital": {
        "messages": "Posta elettronica e messaggi",
        "forms": "Moduli e servizi online",
        "typing": "Videoscrittura e fogli di calcolo",
        "paying": "Pagamenti online",
    },
    "languages": {},
    "school": {
        "lower": "Licenza media",
        "upper": "Diploma di scuola superiore",
        "vocational": "Formazione professionale",
        "university": "Titolo universitario",
    },
    "moving": {
        "public": "Autonoma con i mezzi pubblici",
        "bicycle": "Spostamenti in bicicletta",
        "licence": "Patente di guida",
        "car": "Auto propria",
    },
}
"""Area -> ability -> how a desk says it. Of languages see ``LANGUAGES``."""

LANGUAGES = (
    "it", "en", "es", "fr", "ar", "zh", "ro", "sq", "uk", "ru", "pt", "fa", "ur",
    "bn", "tl", "si", "hi", "pa", "tr", "de", "pl", "am", "ti", "so", "wo",
)  # fmt: skip
"""The languages that a sheet can name."""

ABILITIES: Mapping[str, str] = {id: said for area in AREAS.values() for id, said in area.items()}
"""Ability -> how a desk says it."""

AT_ONCE = 4
"""So many are offered at a time: with two ways on, what a small screen shows."""

_SPOKEN = "speaks_"
_HEADINGS: Mapping[str, str] = {
    "paid": "Esperienze di lavoro",
    "care": "Cura delle persone",
    "kitchen": "Cucina",
    "house": "Casa",
    "affairs": "Organizzazione",
    "digital": "Competenze digitali",
    "languages": "Lingue",
    "school": "Studi",
    "moving": "Spostamenti",
}
"""The parts of a curriculum, in its order."""

_TO_FILL = "_" * 24
_HEAD = ("CURRICULUM", f"Nome e cognome: {_TO_FILL}", f"Contatto: {_TO_FILL}")


def known(ids: Iterable[str]) -> tuple[str, ...]:
    """Those of these ids that are abilities or languages, once each, in the order of the areas."""
    given = set(ids)
    return tuple(id for area in AREAS for id in within(area) if id in given)


def within(area: str, first: str = "") -> Sequence[str]:
    """The ids of an area. ``first``: the language that she writes in, which she surely speaks."""
    if area != "languages":
        return tuple(AREAS.get(area, ()))
    ordered = sorted(LANGUAGES, key=lambda code: code != first)
    return [f"{_SPOKEN}{code}" for code in ordered]


def spoken(ids: Iterable[str]) -> tuple[str, ...]:
    """The codes of the languages among these."""
    found = (id.removeprefix(_SPOKEN) for id in ids if id.startswith(_SPOKEN))
    return tuple(code for code in found if code in LANGUAGES)


def following(area: str) -> str:
    """The area after this one; the first after none, none after the last."""
    names = ["", *AREAS, ""]
    return names[names.index(area) + 1] if area in AREAS else names[1]


def in_a_sheet(ids: Iterable[str]) -> tuple[str, ...]:
    """Those of these that a sheet can say: its languages stand in a field of their own."""
    return tuple(id for id in ids if id in ABILITIES)


def desk_words(ids: Iterable[str]) -> dict[str, str]:
    """Ability -> how a desk says it."""
    return {id: ABILITIES[id] for id in ids if id in ABILITIES}


def for_desk(ids: Sequence[str], name: Callable[[str], str]) -> str:
    """The abilities in the desk's words, a line for each area. ``name``: of a language by code."""
    return "\n".join(
        f"{heading}: {_listed(found)}"
        for area, heading in _HEADINGS.items()
        if (found := [_said(id, name) for id in within(area) if id in ids])
    )


def _listed(said: Sequence[str]) -> str:
    """As one phrase: what follows begins with a small letter."""
    first, *others = said
    return ", ".join((first, *(one[0].lower() + one[1:] for one in others)))


def curriculum(ids: Sequence[str], name: Callable[[str], str]) -> str:
    """A draft of a curriculum, in Italian: name and contact are left to be written by hand."""
    return "\n".join((*_HEAD, "", for_desk(ids, name)))


def _said(id: str, name: Callable[[str], str]) -> str:
    return ABILITIES.get(id) or name(id.removeprefix(_SPOKEN))
