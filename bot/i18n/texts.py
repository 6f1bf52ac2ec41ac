"""The fixed texts of ours in Italian, by key; a translation is found as ``ui//<key>``.

Names of moons, feasts and foods belong to the cover: neutral and true. The texts of the page
itself are in ``bot/web/words.py``.
"""

from __future__ import annotations

from collections.abc import Mapping

_TROUBLE: Mapping[str, str] = {
    "failure": (
        "Qualcosa non ha funzionato, e non è colpa tua. Riprova fra un momento. "
        "In pericolo chiama il 112. Il 1522 risponde giorno e notte."
    ),
    "emergency": "In pericolo chiama il 112. Il 1522 risponde giorno e notte.",
}

_MOON: Mapping[str, str] = {
    "moon.new": "Luna nuova",
    "moon.waxing_crescent": "Luna crescente",
    "moon.first_quarter": "Primo quarto",
    "moon.waxing_gibbous": "Gibbosa crescente",
    "moon.full": "Luna piena",
    "moon.waning_gibbous": "Gibbosa calante",
    "moon.last_quarter": "Ultimo quarto",
    "moon.waning_crescent": "Luna calante",
}

_HOLIDAYS: Mapping[str, str] = {
    "holiday.new_year": "Capodanno",
    "holiday.epiphany": "Epifania",
    "holiday.easter": "Pasqua",
    "holiday.easter_monday": "Lunedì dell'Angelo",
    "holiday.liberation": "Festa della Liberazione",
    "holiday.labour": "Festa dei Lavoratori",
    "holiday.republic": "Festa della Repubblica",
    "holiday.assumption": "Assunzione (Ferragosto)",
    "holiday.saint_francis": "San Francesco d'Assisi",
    "holiday.all_saints": "Ognissanti",
    "holiday.saint_ambrose": "Sant'Ambrogio, patrono di Milano",
    "holiday.immaculate": "Immacolata Concezione",
    "holiday.christmas": "Natale",
    "holiday.saint_stephen": "Santo Stefano",
    "holiday.orthodox_christmas": "Natale ortodosso",
    "holiday.orthodox_easter": "Pasqua ortodossa",
    "holiday.lunar_new_year": "Capodanno cinese",
    "holiday.eid_al_fitr": "Eid al-Fitr (può variare di un giorno)",
    "holiday.eid_al_adha": "Eid al-Adha (può variare di un giorno)",
    "holiday.diwali": "Diwali",
}

_SEASON: Mapping[str, str] = {
    "food.apples": "mele",
    "food.apricots": "albicocche",
    "food.artichokes": "carciofi",
    "food.asparagus": "asparagi",
    "food.aubergines": "melanzane",
    "food.beetroot": "barbabietole",
    "food.blueberries": "mirtilli",
    "food.broad_beans": "fave",
    "food.broccoli": "broccoli",
    "food.cabbage": "cavoli",
    "food.cardoons": "cardi",
    "food.carrots": "carote",
    "food.cauliflower": "cavolfiori",
    "food.chard": "bietole",
    "food.cherries": "ciliegie",
    "food.chestnuts": "castagne",
    "food.chicory": "cicoria",
    "food.clementines": "clementine",
    "food.courgettes": "zucchine",
    "food.cucumbers": "cetrioli",
    "food.fennel": "finocchi",
    "food.figs": "fichi",
    "food.grapefruit": "pompelmi",
    "food.grapes": "uva",
    "food.green_beans": "fagiolini",
    "food.kiwis": "kiwi",
    "food.leeks": "porri",
    "food.lemons": "limoni",
    "food.lettuce": "lattuga",
    "food.loquats": "nespole",
    "food.mandarins": "mandarini",
    "food.melons": "meloni",
    "food.mushrooms": "funghi",
    "food.onions": "cipolle",
    "food.oranges": "arance",
    "food.peaches": "pesche",
    "food.pears": "pere",
    "food.peas": "piselli",
    "food.peppers": "peperoni",
    "food.persimmons": "cachi",
    "food.plums": "prugne",
    "food.pomegranates": "melagrane",
    "food.potatoes": "patate",
    "food.pumpkin": "zucca",
    "food.radicchio": "radicchio",
    "food.radishes": "ravanelli",
    "food.raspberries": "lamponi",
    "food.spinach": "spinaci",
    "food.strawberries": "fragole",
    "food.tomatoes": "pomodori",
    "food.turnips": "rape",
    "food.watermelons": "angurie",
}

_DIRECTORY: Mapping[str, str] = {
    "directory_for": "Per",
    "directory_demonstration": "dato dimostrativo",
    "directory_verified": "verificato il",
    "directory_source": "Fonte",
}

TEXTS: Mapping[str, str] = {
    **_TROUBLE,
    **_MOON,
    **_HOLIDAYS,
    **_SEASON,
    **_DIRECTORY,
}
"""Key -> Italian."""
