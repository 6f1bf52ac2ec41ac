"""The texts of the page itself: neutral in the title and in all that the cover says; in the chat
she is spoken to as *tu*, feminine."""

from __future__ import annotations

from collections.abc import Mapping

PAGE_TEXTS: Mapping[str, str] = {
    "web.title": "Almanacco di Milano",
    "web.title.kitchen": "Cucina di stagione",
    "web.title.city": "Milano a piedi",
    "web.exit": "Esci",
    "web.exit_keys": (
        "Esce subito da questa pagina. Anche il tasto Maiusc, premuto tre volte, esce."
    ),
    "web.once_more": "Ancora una volta Maiusc per uscire.",
    "web.log": "Messaggi",
    "web.you": "Tu",
    "web.write": "Scrivi qui",
    "web.send": "Invia",
    "web.print": "Stampa o salva",
    "web.read": "Leggimelo",
    "web.read_hint": (
        "Si sente ad alta voce. Se puoi, metti gli auricolari. Tocca di nuovo per ascoltare."
    ),
    "web.larger": "Testo più grande",
    "web.more": "Altro",
    "web.new_answers": "Nuove risposte",
    "web.moment": "Un attimo",
    "web.here": "Ora c'è una persona. Legge quello che hai scritto.",
    "web.typing": "Sta scrivendo",
    "web.not_sent": "Non è partito. Riprovo da solo appena c'è linea. In pericolo: 112.",
    "web.lost": "Non è partito. Riprova a inviare. In pericolo: 112.",
    "web.too_long": "È troppo lungo per una volta. Dividilo in parti più corte.",
    "web.closing": "Tra due minuti questa pagina si chiude da sola.",
    "web.stay": "Resto qui",
    "web.away": "La pagina è in pausa.",
    "web.locked": "La pagina è in pausa. Per continuare scrivi la parola. Emergenze: 112.",
    "web.continue": "Continua",
    "web.back": "Torna alla pagina",
    "web.useful_numbers": "Numeri utili",
    "web.emergencies": "112 emergenze",
    "web.sunrise": "Alba",
    "web.prayers": "Preghiere",
    "web.sunset": "Tramonto",
    "web.sun": "sole",
    "web.moon": "Luna",
    "web.holiday": "Oggi è festa",
    "web.next_holiday": "Prossima festa",
    "web.season": "Di stagione",
    "web.cover_foot": (
        "Ora di Milano. Gli orari di alba e tramonto valgono per il centro della città."
    ),
    "web.recipe": "Ricetta di oggi",
    "web.leftover": "Avanzi",
    "web.fact": "Oggi",
    "web.fact_next": "Per domani",
    "web.kitchen_foot": "Una ricetta al giorno, con quello che è di stagione nel nord Italia.",
    "web.busy": (
        "In questo momento la pagina non risponde. Aspetta un minuto e riprova. In pericolo: "
        "112. Per parlare con qualcuno: 1522."
    ),
    "web.unreadable": (
        "Non è stato possibile leggere quello che è arrivato. Torna alla pagina e riprova."
    ),
    "web.elsewhere": "Da qui non si può inviare. Torna alla pagina e riprova.",
}
