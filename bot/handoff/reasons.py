"""Why something was refused at the desk: a code for programs, a sentence for people."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The codes that the staff API answers with. They never change; the sentences may."""

    UNKNOWN = "unknown"
    HELD = "held"
    CLOSED = "closed"
    NOT_HOLDER = "not_holder"
    EXITED = "exited"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    ANSWERED = "answered"
    NOT_SENT = "not_sent"
    BAD_REQUEST = "bad_request"
    LOGIN = "login"
    SLOW_DOWN = "slow_down"
    SESSION = "session"
    ROLE = "role"
    CROSS_SITE = "cross_site"
    BUSY = "busy"


_SENTENCES = {
    Reason.UNKNOWN: "Questo elemento non esiste, oppure non è della Sua rete.",
    Reason.HELD: "Il caso è già seguito da {holder}. Può prenderne un altro dalla coda.",
    Reason.CLOSED: "Il caso è chiuso: non si può più scrivere né prenderlo in carico.",
    Reason.NOT_HOLDER: "Solo chi ha preso in carico il caso può scrivere o chiuderlo.",
    Reason.EXITED: "È uscita in sicurezza: il messaggio non è stato inviato e nulla può "
    "raggiungerla finché non torna.",
    Reason.EMPTY: "Il testo è vuoto: scriva qualcosa prima di inviare.",
    Reason.TOO_LONG: "Il testo è troppo lungo: lo divida in messaggi di al massimo 4000 caratteri.",
    Reason.ANSWERED: "A questa richiesta ha già risposto qualcuno: la risposta resta com'è.",
    Reason.NOT_SENT: "Il messaggio non è stato inviato. Ricarichi il caso e riprovi.",
    Reason.BAD_REQUEST: "La richiesta non è completa o contiene valori non ammessi.",
    Reason.LOGIN: "Nome, parola d'accesso o codice non corretti. Ogni codice vale una volta sola: "
    "attenda il prossimo e riprovi.",
    Reason.SLOW_DOWN: "Troppi tentativi: riprovi tra {seconds} secondi.",
    Reason.SESSION: "La sessione è terminata: acceda di nuovo.",
    Reason.ROLE: "Il Suo ruolo non permette questa operazione.",
    Reason.CROSS_SITE: "La richiesta non viene da questa pagina ed è stata rifiutata. "
    "Ricarichi la pagina.",
    Reason.BUSY: "Il servizio non ha potuto rispondere: riprovi tra qualche secondo.",
}


def sentence(reason: Reason, **details: str) -> str:
    """What an operator reads: what happened and what she can do next."""
    return _SENTENCES[reason].format(**details) if details else _SENTENCES[reason]
