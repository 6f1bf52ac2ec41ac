"""Why something was refused at the desk: a code for programs, a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """The codes that the staff API answers with. They never change; the sentences may."""

    UNKNOWN = "unknown"
    HELD = "held"
    FULL = "full"
    CLOSED = "closed"
    NOT_HOLDER = "not_holder"
    EXITED = "exited"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TELLING = "telling"
    TOO_LATE = "too_late"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    NO_PHONE = "no_phone"
    NOT_SENT = "not_sent"
    TAKEN_BACK = "taken_back"
    CONTACT_NEVER = "contact_never"
    CONTACT_WEB = "contact_web"
    CONTACT_CHANNEL = "contact_channel"
    CONTACT_EXPIRED = "contact_expired"
    CONTACT_DAY = "contact_day"
    CONTACT_HOUR = "contact_hour"
    CONTACT_LATE = "contact_late"
    CONTACT_MANY = "contact_many"
    SILENT = "silent"
    WORDLESS = "wordless"
    HELD_EXITED = "held_exited"
    HELD_SILENT = "held_silent"
    NOT_AUTHOR = "not_author"
    NO_BOX = "no_box"
    CALENDAR = "calendar"
    CALENDAR_TEXT = "calendar_text"
    CALENDAR_LARGE = "calendar_large"
    CALENDAR_ADDRESS = "calendar_address"
    MANY_IMPORTS = "many_imports"
    LARGE_FILE = "large_file"
    CALL_CELL = "call_cell"
    MANY_FEEDS = "many_feeds"
    FEED_ADDRESS = "feed_address"
    BOOKING_EARLY = "booking_early"
    BOOKING_OVER = "booking_over"
    MOMENT_TAKEN = "moment_taken"
    MOMENT_MANY = "moment_many"
    NOT_WAITING = "not_waiting"
    NOT_FREE = "not_free"
    WAITS_ON = "waits_on"
    MANY_NOTES = "many_notes"
    NO_NOTE = "no_note"
    UNKNOWN_VARIABLE = "unknown_variable"
    TAKEN_SHORTCUT = "taken_shortcut"
    BAD_CANNED = "bad_canned"
    NOT_COORDINATOR = "not_coordinator"
    NO_TRANSLATION = "no_translation"
    NO_ATTACHMENTS = "no_attachments"
    CONTACT_SOON = "contact_soon"
    OVERTAKEN = "overtaken"
    TAKEN_FLOW = "taken_flow"
    BAD_EDIT = "bad_edit"
    UNREVIEWED = "unreviewed"
    STRANDED = "stranded"
    FAULTY = "faulty"
    UNPLAYABLE = "unplayable"
    SHELF_FULL = "shelf_full"
    NOT_SPOKEN = "not_spoken"
    FAULTY_TEXT = "faulty_text"
    FILE_TEXT = "file_text"
    NO_TEXT = "no_text"
    TEXT_FILE = "text_file"
    PLANNED = "planned"
    BAD_HOUR = "bad_hour"
    FOREIGN = "foreign"
    HANDOVER_LONG = "handover_long"
    BAD_REQUEST = "bad_request"
    LOGIN = "login"
    CODE = "code"
    SLOW_DOWN = "slow_down"
    SESSION = "session"
    ROLE = "role"
    PROVE = "prove"
    PASSKEY = "passkey"
    NO_PASSKEY_HERE = "no_passkey_here"
    LAST_KEY = "last_key"
    INVITATION = "invitation"
    YOURSELF = "yourself"
    NOT_YOURS = "not_yours"
    TOO_MUCH = "too_much"
    TAKEN = "taken"
    CROSS_SITE = "cross_site"
    BUSY = "busy"
    UNTRAINED = "untrained"
    GUEST_UNTRAINED = "guest_untrained"
    NO_ACT = "no_act"
    NO_SUCH_GUEST = "no_such_guest"
    NOT_CLAIMED = "not_claimed"
    SEAT_OVER = "seat_over"
    MANY_SEATS = "many_seats"
    ASKED_ALREADY = "asked_already"
    NO_SUCH_AGENCY = "no_such_agency"
    SHEET = "sheet"
    ANSWERED_BY_HER = "answered_by_her"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    REFERRAL_OVER = "referral_over"
    TOO_MANY_STEPS = "too_many_steps"
    NOT_KEPT = "not_kept"
    NO_ENTRY = "no_entry"
    NOT_ON_DUTY = "not_on_duty"
    HOURS = "hours"
    UNCOVERED = "uncovered"
    SHIFT = "shift"
    SHIFT_TWICE = "shift_twice"
    COVER = "cover"
    SWITCHED_OFF = "switched_off"
    NO_REASON = "no_reason"
    EXIT_ADDRESS = "exit_address"
    PROVIDER = "provider"
    SHOWN_TELLS = "shown_tells"
    IN_DRILL = "in_drill"
    DRILL_RUNS = "drill_runs"
    NO_DUTY = "no_duty"


SENTENCES: Mapping[Reason, str] = {
    Reason.UNKNOWN: "Questo elemento non esiste, oppure non è della Sua rete.",
    Reason.HELD: "Il caso è già seguito da {holder}. Può prenderne un altro dalla coda.",
    Reason.FULL: "Segue già quanto può seguire insieme ({load} su {units}; pericolo e chat pesanti "
    "contano due). Ne chiuda o ne passi una, oppure lasci questo caso a una collega. Chi è in "
    "pericolo si può prendere sempre.",
    Reason.SWITCHED_OFF: "Il canale da cui scrive è spento: non è partito nulla, e nulla partirà "
    "più tardi. Quando è di nuovo acceso, riprovi.",
    Reason.IN_DRILL: "È un'esercitazione: non raggiunge altri enti, agende o promemoria veri.",
    Reason.DRILL_RUNS: "In questa rete c'è già un'esercitazione: la termini, o aspetti la fine.",
    Reason.NO_DUTY: "Nessuna persona di questa rete è in turno: l'esercitazione non avrebbe chi la "
    "prenda, e la pagina direbbe che non c'è nessuno.",
    Reason.NO_REASON: "Scriva il motivo: lo leggono le colleghe e resta con la scelta.",
    Reason.CLOSED: "Il caso è chiuso: non si può più scrivere né prenderlo in carico.",
    Reason.NOT_HOLDER: "Solo chi ha preso in carico il caso può scrivere o chiuderlo.",
    Reason.EXITED: "È uscita in sicurezza: il messaggio non è stato inviato e nulla può "
    "raggiungerla finché non torna.",
    Reason.EMPTY: "Il testo è vuoto: scriva qualcosa prima di inviare.",
    Reason.TOO_LONG: "Il testo è troppo lungo: lo divida in messaggi di al massimo 4000 caratteri.",
    Reason.TELLING: "Il messaggio non è partito. Scrive da SMS o WhatsApp: lì ogni messaggio "
    "resta nel suo telefono, e questo contiene parole che direbbero a chi lo legge di che cosa "
    "parlate. Usi parole neutre, oppure le chieda di scrivere «pagina web»: lì può dirle tutto.",
    Reason.TOO_LATE: "È troppo tardi per rimandarlo: in ritardo può arrivare a chi non deve "
    "leggerlo.",
    Reason.ANSWERED: "A questa richiesta ha già risposto qualcuno: la risposta resta com'è.",
    Reason.CANCELLED: "Ha annullato lei l'allarme con la sua parola di ritorno.",
    Reason.NO_PHONE: "Per questa rete non c'è un telefono di turno: finché chi gestisce Filo "
    "non lo imposta, l'allarme non si può provare né offrire.",
    Reason.NOT_SENT: "Il messaggio non è stato inviato. Ricarichi il caso e riprovi.",
    Reason.TAKEN_BACK: "Ha ritirato il consenso: il caso è chiuso, nessuno lo legge più e ciò che "
    "aveva condiviso è stato cancellato.",
    Reason.CONTACT_NEVER: "Non consentito dal suo accordo: non vuole che le si scriva senza che lo "
    "chieda. Può cambiarlo solo lei.",
    Reason.CONTACT_WEB: "Scrive da una pagina web: quando è chiusa nulla può raggiungerla, quindi "
    "un promemoria non è possibile.",
    Reason.CONTACT_CHANNEL: "Non consentito dal suo accordo: vale per un altro canale, non per "
    "quello da cui scrive ora.",
    Reason.CONTACT_EXPIRED: "Non consentito dal suo accordo: in quel momento non vale più. Le sarà "
    "chiesto di nuovo quando torna.",
    Reason.CONTACT_DAY: "Non consentito dal suo accordo: non in quel giorno. Primo momento "
    "consentito: {next}.",
    Reason.CONTACT_HOUR: "Non consentito dal suo accordo: non a quell'ora. Primo momento "
    "consentito: {next}.",
    Reason.CONTACT_LATE: "Il momento è già passato: ne scelga uno futuro.",
    Reason.CONTACT_MANY: "Ci sono già tre promemoria in attesa: altri si noterebbero.",
    Reason.SILENT: "Non scrive da tempo: non si sa più chi abbia il telefono in mano. Il messaggio "
    "non è stato inviato; potrà riprendere quando torna.",
    Reason.WORDLESS: "Non ha scelto una parola sua, quindi non si può verificare che sia lei. "
    "Può chiederle con parole Sue qualcosa che solo lei può sapere.",
    Reason.HELD_EXITED: "È uscita in sicurezza: il messaggio non è partito e nulla può "
    "raggiungerla finché non torna. Il testo è nel vassoio: lì può scartarlo o metterlo nella sua "
    "cassetta.",
    Reason.HELD_SILENT: "Non scrive da tempo: non si sa più chi abbia il telefono in mano, e il "
    "messaggio non è partito. Il testo è nel vassoio: lì può scartarlo o metterlo nella sua "
    "cassetta.",
    Reason.NOT_AUTHOR: "Solo chi l'ha scritto, o chi segue il caso, può leggerlo, scartarlo o "
    "metterlo nella cassetta.",
    Reason.NO_BOX: "Non ha scelto una parola sua: dalla cassetta non potrebbe prenderlo nessuno. "
    "Resta nel vassoio; se torna, può scriverle di nuovo.",
    Reason.CALENDAR: "Il calendario non può essere così: controlli che gli orari di un giorno non "
    "si sovrappongano, che un appuntamento duri da 10 minuti a 4 ore e che il preavviso sia più "
    "breve del periodo prenotabile (90 giorni al massimo).",
    Reason.CALENDAR_TEXT: "Il file non è un calendario che si possa leggere: lo esporti di nuovo "
    "in formato iCalendar (.ics).",
    Reason.CALENDAR_LARGE: "Il calendario è troppo grande: esporti solo i prossimi tre mesi.",
    Reason.CALENDAR_ADDRESS: "L'indirizzo non si può usare: deve iniziare con https:// e portare a "
    "un server pubblico, senza nome utente né password.",
    Reason.BOOKING_EARLY: "L'appuntamento non è ancora iniziato: si segna dopo se è venuta.",
    Reason.BOOKING_OVER: "L'appuntamento è già passato o annullato: non si può più cambiare.",
    Reason.MOMENT_TAKEN: "Questo momento non è più libero: ne scelga un altro.",
    Reason.MOMENT_MANY: "Ha già due appuntamenti: prima se ne sposta o se ne annulla uno.",
    Reason.NOT_WAITING: "Non aspetta più: è già stata avvisata, ha già un posto o il tempo "
    "è finito.",
    Reason.NOT_FREE: "Adesso non c'è un posto libero che vada bene per lei.",
    Reason.WAITS_ON: "Il suo accordo non permette di scriverle adesso: non è partito nulla. Lo "
    "saprà da sola appena lo permette, se ci sarà ancora un posto.",
    Reason.MANY_NOTES: "Questo caso ha già cinquanta note: ne tolga una prima di aggiungerne.",
    Reason.NO_NOTE: "Questa nota non c'è più: è scaduta o è stata tolta.",
    Reason.UNKNOWN_VARIABLE: "Il testo contiene {name}, che non si può riempire. Si possono usare "
    "solo {known}.",
    Reason.TAKEN_SHORTCUT: "Questa abbreviazione è già usata per un'altra risposta nella stessa "
    "lingua: ne scelga una diversa.",
    Reason.BAD_CANNED: "Servono un'abbreviazione (lettere minuscole, cifre, trattini), un titolo e "
    "un testo di al massimo 4000 caratteri; al massimo cento risposte per lingua.",
    Reason.NOT_COORDINATOR: "Può cambiarlo solo chi coordina questa rete.",
    Reason.NO_TRANSLATION: "La traduzione non è disponibile: su questo server non c'è un motore "
    "per queste lingue, o non risponde. Il testo originale resta com'è.",
    Reason.NO_ATTACHMENTS: "Gli allegati sono disattivati, per lei e per Lei: un file resta nel "
    "telefono e può tradirla. Scriva in parole ciò che serve.",
    Reason.OVERTAKEN: "Qualcuno ha salvato una versione più recente: la ricarichi e riporti lì le "
    "Sue modifiche.",
    Reason.HANDOVER_LONG: "La consegna è troppo lunga: al massimo 1000 caratteri, senza nomi e "
    "senza dettagli dei casi.",
    Reason.CONTACT_SOON: "È troppo presto: proponga un momento fra almeno cinque minuti.",
    Reason.BAD_REQUEST: "La richiesta non è completa o contiene valori non ammessi.",
    Reason.LOGIN: "Nome, parola d'accesso o codice non corretti. Ogni codice vale una volta sola: "
    "attenda il prossimo e riprovi.",
    Reason.CODE: "Il codice non è corretto o è già stato usato: attenda il prossimo e riprovi.",
    Reason.SLOW_DOWN: "Troppi tentativi: riprovi tra {seconds} secondi.",
    Reason.SESSION: "La sessione è terminata: acceda di nuovo.",
    Reason.PROVE: "Per questa operazione confermi prima chi è: con la passkey o con il codice.",
    Reason.PASSKEY: "La passkey non è stata riconosciuta: riprovi, oppure acceda con parola "
    "d'accesso e codice.",
    Reason.NO_PASSKEY_HERE: "A questo indirizzo le passkey non funzionano: il banco va aperto con "
    "un nome, non con un numero di rete.",
    Reason.LAST_KEY: "Ha già dieci passkey: ne tolga una che non usa più.",
    Reason.INVITATION: "L'invito non è valido: è già stato usato, è scaduto o è scritto male. Ne "
    "chieda uno nuovo a chi l'ha invitata.",
    Reason.YOURSELF: "Sul Suo accesso non può farlo Lei: lo chieda a una collega con lo stesso "
    "ruolo.",
    Reason.NOT_YOURS: "Questo accesso dipende anche da altre agenzie o da altri: lo cambia chi "
    "gestisce Filo.",
    Reason.TOO_MUCH: "Non può dare questo ruolo: lo assegna chi gestisce Filo.",
    Reason.TAKEN_FLOW: "C'è già un percorso con questo nome, oppure il nome non va: "
    "lettere minuscole, cifre e _, al massimo 40.",
    Reason.BAD_EDIT: "Questa modifica non si può fare: {why}.",
    Reason.UNREVIEWED: "Serve prima la lettura di un'altra persona, che non ci abbia scritto: "
    "{flows}.",
    Reason.STRANDED: "Qualcuna può trovarsi in domande che non ci sono più. Dica dove portano: "
    "{steps}.",
    Reason.FAULTY: "Non si può pubblicare: ci sono {errors} errori da correggere.",
    Reason.UNPLAYABLE: "Così non si può ancora provare: prima corregga gli errori ({errors}).",
    Reason.SHELF_FULL: "Si tengono già troppe prove: ne tolga qualcuna, o chieda a chi gestisce "
    "Filo di portarle nei file.",
    Reason.PLANNED: "Esce già a un'ora stabilita: {flows}. Annulli prima quella pubblicazione.",
    Reason.BAD_HOUR: "Scelga un'ora che deve ancora venire, al massimo fra novanta giorni.",
    Reason.FOREIGN: "Da questo file non si porta niente: {why}",
    Reason.TAKEN: "C'è già un accesso con questo nome: ne scelga un altro.",
    Reason.ROLE: "Il Suo ruolo non permette questa operazione.",
    Reason.CROSS_SITE: "La richiesta non viene da questa pagina ed è stata rifiutata. "
    "Ricarichi la pagina.",
    Reason.BUSY: "Il servizio non ha potuto rispondere: riprovi tra qualche secondo.",
    Reason.UNTRAINED: "Il contatto con lei è riservato a chi ha una formazione registrata e ancora "
    "valida. Può vedere la coda; per prendere casi chieda a chi amministra la Sua rete di "
    "registrare la formazione.",
    Reason.GUEST_UNTRAINED: "Questa persona non ha una formazione valida registrata: non può "
    "leggere né rispondere. Scelga un'altra persona.",
    Reason.NO_ACT: "Una procedura si cambia con un atto: indichi numero, data e da quando vale.",
    Reason.NO_SUCH_GUEST: "Questa persona non può essere invitata: scelga un'altra persona che "
    "risponde in una rete.",
    Reason.NOT_CLAIMED: "Nessuna segue ancora il caso: può prenderlo in carico.",
    Reason.SEAT_OVER: "Questo invito non vale più: il caso è passato, è chiuso, o il tempo "
    "è finito.",
    Reason.MANY_SEATS: "Ci sono già quattro persone intorno a questo caso: ne tolga una.",
    Reason.ASKED_ALREADY: "Le è già stata fatta una domanda: attenda la risposta o la ritiri.",
    Reason.NO_SUCH_AGENCY: "Questo ente non c'è, o è la Sua stessa rete. Ne scelga un altro.",
    Reason.SHEET: "La scheda non è valida per questo ente: scelga solo tra le voci proposte, con "
    "almeno un bisogno, una lingua e un modo per incontrarla.",
    Reason.ANSWERED_BY_HER: "Ha già risposto: quello che ha deciso resta. Può preparare un altro "
    "invio.",
    Reason.NOT_ACKNOWLEDGED: "Prima confermi di avere letto come può essere contattata: solo dopo "
    "vede come raggiungerla e può rispondere.",
    Reason.REFERRAL_OVER: "L'invio è già chiuso, oppure lei lo ha ritirato.",
    Reason.TOO_MANY_STEPS: "Il percorso ha già ventiquattro passi: ne concluda qualcuno prima.",
    Reason.NOT_KEPT: "Il percorso non è ancora suo: le chieda prima se vuole tenerlo.",
    Reason.NO_ENTRY: "Da questo punto il programma non può riprendere: scelga una voce "
    "dell'elenco.",
    Reason.HOURS: "Gli orari non si leggono. Li scriva così: lun-ven 09:00-18:00; sab 09:00-12:00. "
    "Per un giorno solo: 09:00-13:00, oppure niente se è chiuso.",
    Reason.UNCOVERED: "Così resterebbero scoperti orari pubblicati: {holes}. Preveda prima "
    "qualcuna in quelle ore, oppure accorci gli orari pubblicati.",
    Reason.SHIFT: "Il turno non può essere così: serve una persona che risponde in questa rete, da "
    "15 minuti a 16 ore, non già finito e non oltre sei mesi.",
    Reason.SHIFT_TWICE: "In quelle ore questa persona è già prevista: cambi quel turno.",
    Reason.COVER: "La copertura si promette da oggi a sei mesi e si può solo allungare. Toglierla "
    "del tutto può chi amministra la rete.",
    Reason.MANY_IMPORTS: "Ci sono già cinque file in lavorazione per la Sua rete: ne confermi o ne "
    "fermi qualcuno.",
    Reason.LARGE_FILE: "Il file è troppo grande: al massimo {most} MB. Lo divida in più file.",
    Reason.CALL_CELL: "{what} {remedy}",
    Reason.MANY_FEEDS: "Ci sono già venti indirizzi per la Sua rete: ne tolga qualcuno.",
    Reason.FEED_ADDRESS: "L'indirizzo non si può usare: deve iniziare con https:// e portare a un "
    "sito pubblico.",
    Reason.NOT_SPOKEN: "Firma chi parla questa lingua. Se la parla, la faccia aggiungere tra le "
    "lingue del Suo profilo.",
    Reason.FAULTY_TEXT: "Così la traduzione non si può salvare: corregga prima gli errori segnati.",
    Reason.FILE_TEXT: "Questo testo si cambia nei file del progetto, non da qui.",
    Reason.NO_TEXT: "Manca ancora la traduzione: non c'è niente da firmare.",
    Reason.TEXT_FILE: "Il file non si legge: porti un .po, o un .xlsx esportato da qui con la "
    "prima riga com'era.",
    Reason.EXIT_ADDRESS: "L'indirizzo non va bene come uscita: inizi con https:// e con un nome "
    "pubblico, senza nomi utente, porte, ? o #, e senza parole che dicano di che si tratta.",
    Reason.PROVIDER: "Il fornitore non ha risposto, o non ha accettato tutto: riprovi tra qualche "
    "ora. Quello che ha già preso resta.",
    Reason.SHOWN_TELLS: "Non si mette: «{words}» direbbe a chiunque di che si tratta. Corregga "
    "prima la copertura in «Percorsi».",
    Reason.NOT_ON_DUTY: "Questa persona non è in servizio adesso: lei aspetterebbe senza risposta. "
    "Scelga chi è in servizio, oppure rimetta il caso in coda.",
}
"""What each means, in Italian; ``{…}`` is filled by whoever refuses."""


def sentence(reason: Reason, **details: str) -> str:
    """What an operator reads: what happened and what she can do next."""
    return SENTENCES[reason].format(**details) if details else SENTENCES[reason]
