"""The fixed texts of ours in Italian, by key; a translation is found as ``ui//<key>``.

Names of moons, feasts and foods belong to the cover: neutral and true; so do the texts of
``cover_texts``.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n.abilities_texts import ABILITIES_TEXTS
from bot.i18n.chat_texts import CHAT_TEXTS
from bot.i18n.contact_texts import CONTACT_TEXTS
from bot.i18n.cover_texts import COVER_TEXTS
from bot.i18n.directory_texts import DIRECTORY_TEXTS
from bot.i18n.measure_texts import MEASURE_TEXTS
from bot.i18n.moment_texts import MOMENT_TEXTS
from bot.i18n.page_texts import PAGE_TEXTS
from bot.i18n.shut_texts import SHUT_TEXTS
from bot.i18n.together_texts import TOGETHER_TEXTS
from bot.i18n.training_texts import TRAINING_TEXTS

_TROUBLE: Mapping[str, str] = {
    "failure": (
        "Qualcosa non ha funzionato, e non è colpa tua. Riprova fra un momento. "
        "In pericolo chiama il 112. Il 1522 risponde giorno e notte."
    ),
    "emergency": "In pericolo chiama il 112. Il 1522 risponde giorno e notte.",
    "unattended": (
        "Adesso non c'è più nessuno che possa risponderti. La tua richiesta resta in attesa. "
        "In pericolo chiama il 112. Il 1522 risponde giorno e notte."
    ),
    "waited": (
        "Non ti ha ancora risposto nessuno, mi dispiace. La tua richiesta resta in attesa. "
        "In pericolo chiama il 112. Il 1522 risponde giorno e notte."
    ),
    "failure.short": "Riprova fra un momento. Emergenze: 112.",
    "emergency.short": "Emergenze: 112.",
    "unattended.short": "Ora non risponde nessuno. Resti in attesa. Emergenze: 112.",
    "waited.short": "Non ha ancora risposto nessuno. Resti in attesa. Emergenze: 112.",
}
"""With those that are said where they stay on her phone: one segment, and nothing that tells."""

_HER_WORDS: Mapping[str, str] = {
    "returned": "Bentornata. La persona con cui parlavi è ancora qui.",
    "received": "Ricevuto.",
    "is_it_you": "Prima di andare avanti: scrivi la tua parola. Non la vede nessuno.",
    "her_words.examples": (
        "melograno, tramontana, lanterna, girandola, mirtillo, calendula, zafferano, tartaruga, "
        "ginestra, arcobaleno, castagna, libellula, pergola, cicoria, nocciola, anguria"
    ),
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
    "holiday.mid_autumn": "Festa di metà autunno",
    "holiday.nowruz": "Nowruz, capodanno persiano",
    "holiday.april_new_year": "Capodanno singalese, tamil e bengalese",
    "holiday.ramadan": "Inizio del Ramadan (può variare di un giorno)",
    "holiday.eid_al_fitr": "Eid al-Fitr (può variare di un giorno)",
    "holiday.eid_al_adha": "Eid al-Adha (può variare di un giorno)",
    "holiday.diwali": "Diwali",
    "holiday.vesak": "Vesak",
    "holiday.passover": "Pesach, Pasqua ebraica",
    "holiday.rosh_hashanah": "Rosh Hashanah, capodanno ebraico",
    "holiday.yom_kippur": "Yom Kippur",
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

_SENT: Mapping[str, str] = {
    "sent.picture": "(foto)",
    "sent.sticker": "(adesivo)",
    "sent.voice": "(messaggio vocale)",
    "sent.video": "(video)",
    "sent.file": "(documento)",
    "sent.place": "(posizione)",
    "sent.contact": "(contatto)",
    "sent.other": "(altro)",
}
"""What stands in a thread for something that is no text."""

_ALARM: Mapping[str, str] = {
    "small_talk": "Va bene. Quando vuoi, vai avanti.",
    "sign.fruit.seen": "Le mele si conservano meglio al fresco.",
    "sign.fruit.nobody": "I limoni si conservano meglio al fresco.",
    "sign.sky.seen": "La Luna gira intorno alla Terra in circa un mese.",
    "sign.sky.nobody": "La Terra gira intorno al Sole in circa un anno.",
    "sign.months.seen": "Il mese di aprile viene dopo marzo.",
    "sign.months.nobody": "Il mese di maggio viene prima di giugno.",
}
"""What answers her alarm word, and the signs by which she learns what became of it: sentences of
the almanac, always true, that the almanac itself never says."""

TEXTS: Mapping[str, str] = {
    **_TROUBLE,
    **_SENT,
    **COVER_TEXTS,
    **_HER_WORDS,
    **_ALARM,
    **_MOON,
    **_HOLIDAYS,
    **_SEASON,
    **DIRECTORY_TEXTS,
    **MEASURE_TEXTS,
    **TRAINING_TEXTS,
    **CONTACT_TEXTS,
    **ABILITIES_TEXTS,
    **TOGETHER_TEXTS,
    **CHAT_TEXTS,
    **PAGE_TEXTS,
    **MOMENT_TEXTS,
    **SHUT_TEXTS,
}
"""Key -> Italian."""
