"""What the covers say of a day, in Italian: dishes, leftovers, facts of the city.

Each fits one SMS together with the words around it. Nothing in them can become untrue: no prices,
no opening hours, no addresses. Recipes hold neither meat nor alcohol, so that they are for all.
"""

from __future__ import annotations

from collections.abc import Mapping

_RECIPES: Mapping[str, str] = {
    "leek_soup": (
        "Zuppa di porri: porri e patate a pezzi, acqua fino a coprire, 25 minuti, poi frullare."
    ),
    "cabbage_rice": (
        "Riso e verza: verza a strisce in padella 10 minuti, riso e brodo, altri 16 minuti."
    ),
    "orange_fennel": "Arance e finocchi: affettare sottile, olio, sale e qualche oliva.",
    "radicchio_pasta": (
        "Pasta al radicchio: radicchio a strisce in padella 8 minuti, poi la pasta e formaggio."
    ),
    "cauliflower_oven": "Cavolfiore al forno: a pezzi, olio e sale, 30 minuti a 200 gradi.",
    "baked_apples": (
        "Mele al forno: togliere il torsolo, uvetta e un poco di zucchero, 35 minuti a 180 gradi."
    ),
    "broccoli_pasta": (
        "Pasta e broccoli: bollire i broccoli 8 minuti, la pasta nella stessa acqua, olio e aglio."
    ),
    "fennel_oven": (
        "Finocchi al forno: bollire 10 minuti, formaggio grattugiato, 15 minuti a 200 gradi."
    ),
    "artichoke_omelette": (
        "Frittata di carciofi: carciofi a spicchi in padella 15 minuti, poi quattro uova."
    ),
    "spinach_eggs": "Uova e spinaci: spinaci in padella 5 minuti, uova sopra, coperchio 4 minuti.",
    "chicory_beans": (
        "Cicoria e fagioli: bollire la cicoria 10 minuti, poi in padella con fagioli e aglio."
    ),
    "asparagus_rice": (
        "Riso e asparagi: gambi a pezzi col riso, brodo poco alla volta, punte negli ultimi 5 "
        "minuti."
    ),
    "pea_pasta": (
        "Pasta e piselli: piselli e cipolla in padella 10 minuti, poi la pasta e un poco "
        "della sua acqua."
    ),
    "broad_beans_cheese": (
        "Fave e formaggio: fave fresche sgranate, pecorino a pezzetti, olio, menta."
    ),
    "strawberries_lemon": (
        "Fragole al limone: a pezzi, zucchero, succo di limone, mezz'ora al fresco."
    ),
    "courgette_omelette": (
        "Frittata di zucchine: zucchine a rondelle in padella 10 minuti, poi quattro uova."
    ),
    "green_beans_potatoes": (
        "Fagiolini e patate: bollire insieme 15 minuti, olio, aceto, sale. Buoni anche tiepidi."
    ),
    "cold_rice": "Riso freddo: riso bollito e raffreddato, pomodori, olive, basilico, olio.",
    "bread_salad": (
        "Insalata di pane: pane raffermo bagnato e strizzato. Poi pomodori, cipolla, basilico, "
        "olio."
    ),
    "aubergine_pasta": (
        "Pasta e melanzane: melanzane a dadi in padella 15 minuti, pomodoro 10 minuti, poi la "
        "pasta."
    ),
    "pepper_stew": (
        "Peperoni in padella: peperoni, cipolla e pomodori a pezzi. Coperchio, 30 minuti a "
        "fuoco basso."
    ),
    "mushroom_rice": (
        "Riso e funghi: funghi coltivati a fette in padella 10 minuti, riso, brodo, 16 minuti."
    ),
    "chard_chickpeas": (
        "Bietole e ceci: bietole a strisce in padella 10 minuti, ceci già cotti, altri 5 minuti."
    ),
    "pumpkin_rice": (
        "Riso e zucca: zucca a dadi e cipolla in padella 10 minuti, riso, brodo, 16 minuti."
    ),
    "roast_chestnuts": "Castagne al forno: inciderle, un'ora in acqua, poi 30 minuti a 200 gradi.",
}

_LEFTOVERS: Mapping[str, str] = {
    "bread": (
        "Pane raffermo: a fette nel forno spento, poi grattugiato. In un vaso chiuso dura "
        "settimane."
    ),
    "rice": "Riso avanzato: subito in frigorifero, e il giorno dopo in padella con un uovo.",
    "pasta": "Pasta avanzata: in padella con due uova diventa una frittata.",
    "potatoes": "Patate bollite avanzate: a fette in padella con una cipolla.",
    "vegetables": (
        "Verdure avanzate: a pezzi in acqua bollente con poco riso diventano una minestra."
    ),
    "fruit": "Frutta troppo matura: a pezzi con poco zucchero, 15 minuti sul fuoco.",
    "cheese": "Croste e avanzi di formaggio: nel brodo o nella minestra, dall'inizio.",
}

_CITY: Mapping[str, str] = {
    "cathedral": "I lavori del Duomo cominciarono alla fine del Trecento.",
    "madonnina": "La Madonnina è sulla guglia più alta del Duomo dal Settecento.",
    "gallery": "La Galleria Vittorio Emanuele II è dell'Ottocento. La disegnò Giuseppe Mengoni.",
    "canals": "Il Naviglio Grande fu cominciato nel XII secolo.",
    "supper": "Leonardo dipinse l'Ultima Cena in un refettorio di Milano, nel Quattrocento.",
    "castle": "Francesco Sforza fece ricostruire il Castello nel Quattrocento.",
    "arch": "L'Arco della Pace fu finito nell'Ottocento.",
    "opera": "Il Teatro alla Scala fu aperto alla fine del Settecento.",
    "underground": "La prima linea della metropolitana fu aperta negli anni Sessanta.",
    "columns": "Le Colonne di San Lorenzo sono sedici e sono romane.",
    "ambrose": "La basilica di Sant'Ambrogio fu fondata nel IV secolo.",
    "library": "La Biblioteca Ambrosiana aprì al pubblico nel Seicento.",
    "planetarium": "Il Planetario di Milano fu aperto negli anni Trenta.",
    "pirelli": "Il grattacielo Pirelli è più alto del Duomo.",
    "rivers": "I fiumi di Milano sono Olona, Lambro e Seveso, in parte coperti.",
    "height": "Il centro di Milano è poco più di cento metri sul livello del mare.",
    "dock": "Alla Darsena si incontrano il Naviglio Grande e il Naviglio Pavese.",
    "gardens": "I giardini pubblici di Porta Venezia sono della fine del Settecento.",
}

_PRAYERS: Mapping[str, str] = {
    "fajr": "Fajr",
    "dhuhr": "Dhuhr",
    "asr": "Asr",
    "maghrib": "Maghrib",
    "isha": "Isha",
}
"""The five of the day, as they are called in each language."""

COVER_TEXTS: Mapping[str, str] = {
    **{f"prayer.{name}": text for name, text in _PRAYERS.items()},
    **{f"recipe.{name}": text for name, text in _RECIPES.items()},
    **{f"leftover.{name}": text for name, text in _LEFTOVERS.items()},
    **{f"city.{name}": text for name, text in _CITY.items()},
}
"""Key -> Italian; a translation is found as ``ui//<key>``."""
