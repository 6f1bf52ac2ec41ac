"""What the gate says of a flow, in Italian: it speaks English, as ``filo check`` does.

A test holds that every sentence of the gate and of the reader of flows stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

SENTENCES: Mapping[str, str] = {
    # Channels.
    "the label '{}' ({}) has {} characters": "L'etichetta «{}» ({}) ha {} caratteri",
    "at most {} beside so many choices": "Al massimo {}, accanto a tante scelte",
    "the SMS takes {} segments ({})": "Sono {} SMS ({})",
    "give it a shorter sms: text or fewer choices": (
        "Scriva un testo più corto per gli SMS, o meno scelte"
    ),
    "{} choices, and WhatsApp shows {}": "Le scelte sono {}, e WhatsApp ne mostra {}",
    "move some behind another choice": "Ne sposti qualcuna dietro un'altra scelta",
    "flow, step and choice {} together exceed {} bytes in a button": (
        "I nomi di percorso, passo e scelta {} insieme superano i {} byte di un pulsante"
    ),
    "choose shorter names before they are published": "Scelga nomi più corti prima di pubblicare",
    "the text has {} characters on WhatsApp ({})": "Su WhatsApp il testo ha {} caratteri ({})",
    "give it a whatsapp: text of at most {}": (
        "Scriva per WhatsApp un testo di {} caratteri al massimo"
    ),
    # Choices.
    "nothing can be answered on {} ({})": "Su {} ({}) non si può rispondere niente",
    "leave at least one choice without when:": "Lasci almeno una scelta senza condizione",
    "'{}' ({}) means both {} and {}": "«{}» ({}) vuol dire sia {} sia {}",
    "keep the word at one of them": "Tenga la parola in una sola",
    "whoever writes the label '{}' ({}) does not get {}": (
        "Chi scrive l'etichetta «{}» ({}) non arriva a {}"
    ),
    "change the label or the words of the other choices": (
        "Cambi l'etichetta, o le parole delle altre scelte"
    ),
    "'{}' ({}) leads to both {} and {}": "«{}» ({}) porta sia a {} sia a {}",
    # Covers.
    "there is no flow {}": "Il percorso {} non c'è",
    "add it to the cover": "Lo aggiunga alla copertina",
    "its flow {} has no question called {}": "Il percorso {} non ha una domanda {}",
    "add it: numbers and buttons are always answers to it": (
        "La aggiunga: numeri e pulsanti rispondono sempre a quella"
    ),
    "a cover asks nothing but its menu, keeps nothing and leads to nobody": (
        "Una copertina chiede solo il suo menu, non conserva niente e non porta da nessuno"
    ),
    "use say, set, when, flow and the calls of a cover": (
        "Usi solo messaggi, valori, bivi, percorsi e le ricerche delle copertine"
    ),
    "a cover has no step marked {}": "In una copertina nessun passo ha il segno {}",
    "what needs that mark belongs behind the curtain": (
        "Quello che vuole quel segno sta dietro la copertina"
    ),
    "'{}' ({}, {}) tells what stands behind": "«{}» ({}, {}) fa capire che cosa c'è dietro",
    "say it in other words, or not at all": "Lo dica con altre parole, o non lo dica",
    "112 does not stand in a line between two others ({})": (
        "Il 112 non sta in una riga tra due altre ({})"
    ),
    "write a dull true line before it and one after it": (
        "Scriva una riga qualunque e vera prima, e una dopo"
    ),
    # Duty.
    "something of hers is kept before she knows what is kept and who reads it": (
        "Si conserva qualcosa di suo prima che sappia che cosa si conserva e chi lo legge"
    ),
    "let every way pass a step marked notice": (
        "Faccia passare ogni strada da un passo con il segno notice"
    ),
    "something of hers is kept or shared before her yes is on record": (
        "Si conserva o si mostra ad altri qualcosa di suo prima del suo sì"
    ),
    "let every way pass a choice with agrees: {}, at a step marked notice": (
        "Faccia passare ogni strada da una scelta con agrees: {}, in un passo con il segno notice"
    ),
    "somebody comes to read before she knows whether the agency may have to report": (
        "Qualcuno legge prima che lei sappia se l'ente può dover segnalare"
    ),
    "let every way pass a step marked duty": (
        "Faccia passare ogni strada da un passo con il segno duty"
    ),
    "the agency may be another one than she was told of": (
        "L'ente può non essere quello che le è stato detto"
    ),
    "give as network the variable that handoff.who fills (agency_id), set by nothing else": (
        "Come network dia il valore che riempie handoff.who (agency_id) e nient'altro"
    ),
    "something is offered before she knows who will come to know of it": (
        "Si offre qualcosa prima che sappia chi verrà a saperlo"
    ),
    "let every way pass a step marked who_knows": (
        "Faccia passare ogni strada da un passo con il segno who_knows"
    ),
    "at {} she does not yet know who would answer and what they must report": (
        "In {} non sa ancora chi le risponderebbe e che cosa deve segnalare"
    ),
    "let every way from here pass a step marked duty before it waits or ends": (
        "Da qui faccia passare ogni strada da un passo con il segno duty, prima che si "
        "aspetti o si finisca"
    ),
    "the choice {} agrees, but the step is no notice": (
        "La scelta {} vale come consenso, ma il passo non dice che cosa si conserva"
    ),
    "mark the step notice, if it tells what is kept and who reads": (
        "Metta al passo il segno notice, se dice che cosa si conserva e chi legge"
    ),
    # Languages.
    "{} is missing in {}": "{} manca in {}",
    "translate it in locales/{} (fuzzy counts as missing)": "Lo traduca ({})",
    "{} fills other gaps in {} than in Italian": "{} in {} ha altri segnaposti che in italiano",
    "use exactly the {names} of the source": "Usi esattamente i segnaposti {…} dell'italiano",
    "no native speaker has reviewed the critical texts in {}": (
        "Nessuno che parli la lingua ha firmato i testi importanti ({})"
    ),
    "have them read, then set X-Review-State: reviewed in locales/{}": (
        "Li faccia leggere e firmare in «Traduzioni» ({})"
    ),
    "the words of anywhere are missing in {}": (
        "Mancano le parole che portano qui da ogni punto ({})"
    ),
    "translate {}": "Traduca {}",
    "{} translates {}, which no text has": "In {} è tradotto {}, che non c'è",
    "remove it from the catalogue or correct the context": (
        "Lo tolga dal catalogo, o corregga il nome"
    ),
    # Liveness.
    "nothing is said about an answer that fits nothing": (
        "Non si dice che cosa succede a una risposta non capita"
    ),
    "add no_match: {retry: 2, next: …}": (
        "Aggiunga «Quando non si capisce»: quante volte richiedere, e dove andare poi"
    ),
    "nothing is said about her silence": "Non si dice che cosa succede se tace",
    "add timeout: {after: 10m, next: …}": "Aggiunga «Quando tace»: dopo quanto, e dove andare",
    "no end, hand-off or exit can be reached from here": (
        "Da qui non si arriva a una fine, a una persona o a un'uscita"
    ),
    "give it a way back or a way out": "Dia una strada indietro o una per uscire",
    "the question is repeated {} times": "La domanda si ripete {} volte",
    "at most {}, then a person or a way out": "Al massimo {}, poi una persona o un'uscita",
    "after her silence the step {} would send something": (
        "Dopo il suo silenzio il passo {} le manderebbe qualcosa"
    ),
    "let timeout lead to an end or exit without a text": (
        "Il silenzio porti a una fine o a un'uscita, senza testi"
    ),
    "whoever is not understood only comes back to this question": (
        "Chi non è capita torna sempre a questa domanda"
    ),
    "let no_match lead to a person or a way out": (
        "Porti chi non è capita da una persona o a un'uscita"
    ),
    # Safety.
    "the question whether she can write safely has no answer that leaves at once": (
        "La domanda se può scrivere al sicuro non ha una risposta che esce subito"
    ),
    "add a choice that leads to an exit without another question": (
        "Aggiunga una scelta che porta a un'uscita senza altre domande"
    ),
    "when nobody is there {}/{} is reached without the number 112": (
        "Quando non c'è nessuno si arriva a {}/{} senza il numero 112"
    ),
    "say 112 there, in every language and on every channel": (
        "Dica lì il 112, in ogni lingua e su ogni canale"
    ),
    "after {} answers, at {}, she has not yet seen the number 112": (
        "Dopo {} risposte, in {}, non ha ancora visto il numero 112"
    ),
    "say 112 earlier, in every language and on every channel": (
        "Dica prima il 112, in ogni lingua e su ogni canale"
    ),
    "a way leads here past the question whether she can write safely": (
        "Una strada arriva qui senza la domanda se può scrivere al sicuro"
    ),
    "let every way pass the step marked safe_question": (
        "Faccia passare ogni strada dal passo con il segno safe_question"
    ),
    "the first message of a contact is marked sensitive": (
        "Il primo messaggio di un contatto parla già di violenza"
    ),
    "ask first whether she can write safely": "Chieda prima se può scrivere al sicuro",
    "marked emergency, but names neither 112 nor 1522 ({})": (
        "Ha il segno emergency, ma non nomina né il 112 né il 1522 ({})"
    ),
    "name the number, or remove the mark": "Nomini il numero, o tolga il segno",
    "'{}' ({}) of the choice {} is a safety word": (
        "«{}» ({}) della scelta {} è una parola per uscire"
    ),
    "she would leave instead of answering: use another word": (
        "Uscirebbe invece di rispondere: usi un'altra parola"
    ),
    "'{}' ({}) is a safety word": "«{}» ({}) è una parola per uscire",
    "she would leave instead of coming here: use another word": (
        "Uscirebbe invece di arrivare qui: usi un'altra parola"
    ),
    # Structure.
    "no way leads to this step": "Nessuna strada porta a questo passo",
    "lead to it or remove it": "Ci porti una strada, o lo tolga",
    "no way leads to this flow": "Nessuna strada porta a questo percorso",
    "call it from a flow step, give it anywhere: words, or remove it": (
        "Lo chiami da un altro percorso, gli dia delle parole, o lo tolga"
    ),
    "the flow {} leads back into {}, deeper each time": (
        "Il percorso {} riporta dentro {}, ogni volta più in fondo"
    ),
    "let it end instead: end returns to its caller": (
        "Lo faccia finire: la fine riporta a chi lo ha chiamato"
    ),
    "the flow comes back to this step without waiting for her": (
        "Il percorso torna a questo passo senza aspettarla"
    ),
    "put an ask into the circle": "Metta una domanda nel giro",
    "nothing ever fills {}": "Niente riempie mai {}",
    "correct the name, or write a text in quotation marks: '\"{}\"'": (
        'Corregga il nome, o scriva il testo tra virgolette: "{}"'
    ),
    "{} belongs to the service and cannot be set": "{} è del servizio e non si può cambiare",
    "use another name": "Usi un altro nome",
    "nothing reads {}": "Niente legge {}",
    "remove it or use it": "Lo tolga, o lo usi",
    "there is no step {}": "Il passo {} non c'è",
    "correct the name or add the step": "Corregga il nome, o aggiunga il passo",
    "name the first step": "Dica qual è il primo passo",
    "add it: every talk begins there": "Lo aggiunga: ogni conversazione comincia lì",
    "correct the name or add the file": "Corregga il nome, o aggiunga il percorso",
    # Words.
    "'{}' would be read on {} ({}, {})": "«{}» si leggerebbe su {} ({}, {})",
    "give it a neutral {}: text or begin with other words": (
        "Scriva un testo neutro per {}, o cominci con altre parole"
    ),
    "'{}' ({}) in the label of {} stays on her phone": (
        "«{}» ({}) nell'etichetta di {} resta sul suo telefono"
    ),
    "use a neutral label, or hide it there with when: channel == …": (
        "Usi un'etichetta neutra, o la nasconda su quel canale con una condizione"
    ),
    # What cannot be read.
    "the file is no flow": "Il testo non è un percorso",
    "begin with flow: and its name": "Cominci con flow: e il nome",
    "flow: {} lies in the file {}": "Il percorso {} sta nel file {}",
    "write flow: {}": "Scriva flow: {}",
    "'{}' is no name for a step": "«{}» non può essere il nome di un passo",
    "use small letters, digits and _": "Usi lettere minuscole, cifre e _",
    "the step {} stands twice": "Il passo {} c'è due volte",
    "rename one of them": "Ne rinomini uno",
    "{} has a brace that is no {name}": "{} ha una parentesi graffa che non è un segnaposto",
    "write {name} with small letters, or no brace": (
        "Scriva il segnaposto in lettere minuscole, o tolga la graffa"
    ),
    "{} has no text": "{} non ha un testo",
    "write {}: and its text": "Scriva {}: e il testo",
    "{} has no entries": "{} non ha voci",
    "write {}: with entries below or in {}": "Scriva {}: con le voci sotto o tra {}",
    "this is no list of words": "Non è un elenco di parole",
    "write [one, two]": "Scriva [una, due]",
    "'{}' is no name": "«{}» non può essere un nome",
    "this is no expression": "Non è una condizione",
    "write it on one line": "La scriva in una riga",
    "names and values are expected": "Qui servono nomi e valori",
    "write {name: value}": "Scriva {nome: valore}",
    "{} is no length of time": "{} non è una durata",
    "write 30s, 10m or 2h": "Scriva 30s, 10m o 2h",
    "outcomes are missing": "Mancano gli esiti",
    "write one for each of: {}": "Ne scriva uno per ciascuno: {}",
    "the outcome {} leads nowhere": "L'esito {} non porta da nessuna parte",
    "add {}: and a step": "Aggiunga {}: e un passo",
    "there is no outcome {}": "L'esito {} non c'è",
    "remove it": "Lo tolga",
    "unknown key {}": "La voce {} non è nota",
    "use one of: {}": "Usi una di queste: {}",
    "{} stands twice": "{} c'è due volte",
    "keep one of them": "Ne tenga uno solo",
    "'{}': {}": "«{}»: {}",
    "see docs/flows.md": "Guardi docs/flows.md",
    "a step needs entries": "Il passo è vuoto",
    "the step {}": "Il passo {}",
    "is none of the kinds": "non è di nessun tipo",
    "is several kinds: {}": "è di più tipi: {}",
    "give it one of: {}": "Gliene dia uno: {}",
    "unknown mark {}": "Il segno {} non è noto",
    "only a say is paper": "Solo un messaggio si può stampare",
    "say it in a step of its own": "Lo dica in un passo a parte",
    "nothing can be answered": "Non si può rispondere niente",
    "add choices: or input:": "Aggiunga delle scelte, o una risposta scritta",
    "entries are expected": "Qui servono delle voci",
    "write {{}: …}": "Scriva {{}: …}",
    "choices are expected": "Qui servono delle scelte",
    "write one choice a line": "Scriva una scelta per riga",
    "unknown purpose {}": "Il consenso {} non è noto",
    "there is no kind {}": "Il tipo {} non c'è",
    "retry is no small number": "Quante volte richiedere non è un numero piccolo",
    "write 0, 1, 2 or 3": "Scriva 0, 1, 2 o 3",
    "when: has no conditions": "Il bivio non ha condizioni",
    "write [{if: …, next: …}]": "Scriva [{if: …, next: …}]",
    "there is no call {}": "La ricerca {} non c'è",
    "a hand-off takes no {}": "Il passaggio a una persona non prende {}",
    "the hand-off names no network": "Il passaggio a una persona non dice a quale rete",
    "add {network: network}": "Aggiunga {network: network}",
    "{} takes nothing but true": "{} può essere solo true",
    "write {}: true": "Scriva {}: true",
    "'{}' is no name of its own": "«{}» non è un nome nuovo",
    "use small letters, digits and _, each once": (
        "Usi lettere minuscole, cifre e _, ogni nome una volta"
    ),
    "{} takes no {}": "{} non prende {}",
    "a condition without if:": "Una condizione senza if:",
    "write {if: …, next: …}": "Scriva {if: …, next: …}",
    "the file is larger than {} kB": "Il testo supera {} kB",
    "split it into sub-flows": "Lo divida in più percorsi",
    "the file is empty": "Il testo è vuoto",
    "malformed YAML, {}": "YAML scritto male: {}",
    "check indentation, colons and quotation marks around here": (
        "Controlli rientri, due punti e virgolette qui intorno"
    ),
    "remove the character": "Tolga quel carattere",
    "a second document begins here": "Qui comincia un secondo documento",
    "remove the --- line": "Tolga la riga ---",
    "anchors (&) and aliases (*) are not allowed": "Ancore (&) e richiami (*) non sono ammessi",
    "write the value out": "Scriva il valore per esteso",
    "tags (!) are not allowed": "I tag (!) non sono ammessi",
    "remove the tag": "Tolga il tag",
    "nested too deep": "Le voci stanno troppo una dentro l'altra",
    "see docs/flows.md for the shape": "Per la forma guardi docs/flows.md",
    "a key must be one word": "Il nome di una voce è una parola sola",
    "put a placeholder in quotation marks": "Metta il segnaposto tra virgolette",
    # Expressions.
    "character {}: {}; {}": "carattere {}: {}; {}",
    "longer than {} characters": "è più lunga di {} caratteri",
    "split it into two steps": "La divida in due passi",
    "'{}' is too much": "«{}» è di troppo",
    "'{}' is not understood here": "«{}» qui non si capisce",
    "more than {} parts": "ha più di {} parti",
    "two comparisons in a row": "due confronti di seguito",
    "join them with and": "li unisca con and",
    "a bracket stays open": "una parentesi resta aperta",
    "close it with )": "la chiuda con )",
    "a value is missing before {}": "manca un valore prima di {}",
    "the end": "la fine",
    "write a name, text or number": "scriva un nome, un testo o un numero",
    "a name is called by nobody: use a call step": (
        "un nome non si chiama così: usi un passo di ricerca"
    ),
    "join two conditions with and or or": "unisca due condizioni con and o or",
    "close the text with the same quotation mark and put no backslash in it": (
        "chiuda il testo con la stessa virgoletta, senza barre rovesciate"
    ),
    "variables have no parts; use the name that the call saves": (
        "i valori non hanno parti: usi il nome che la ricerca salva"
    ),
    "write and": "scriva and",
    "write or": "scriva or",
    "write not, or != between two values": "scriva not, o != tra due valori",
    "write the name without braces": "scriva il nome senza graffe",
}
"""English, as it is said, and Italian; ``{}`` stands for what is named, in the same order."""

WITHIN = frozenset(
    {"'{}': {}", "character {}: {}; {}", "the step {}", "a value is missing before {}"}
)
"""Sentences in which others stand."""


def in_words(text: str, language: str) -> str:
    """What the gate said, in a language of the staff; as it was said where it is not known."""
    return _italian(text) if language == "it" else text


def _italian(text: str) -> str:
    if text in SENTENCES:
        return SENTENCES[text]
    for english, pattern in _patterns():
        if found := pattern.fullmatch(text):
            named = [part for part in found.groups() if part is not None]
            if english in WITHIN:
                named = [_italian(part) for part in named]
            return _filled(SENTENCES[english], named)
    return text


def _filled(italian: str, named: list[str]) -> str:
    """The sentence with what is named in its gaps, in order; other braces are its own."""
    head, *rest = italian.split("{}")
    return head + "".join(f"{part}{tail}" for part, tail in zip(named, rest, strict=True))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The longest first: what is said of something in particular comes before what fits all."""
    made = sorted(
        (english for english in SENTENCES if "{}" in english),
        key=lambda english: -len(english.replace("{}", "")),
    )
    return [(english, re.compile(_pattern(english), re.DOTALL)) for english in made]


def _pattern(english: str) -> str:
    """A text of an author may stand between either quotation mark, as ``repr`` puts it."""
    quoted = re.escape("'{}'")
    return (
        re.escape(english)
        .replace(quoted, r"""(?:'(.*?)'|"(.*?)")""")
        .replace(re.escape("{}"), "(.*?)")
    )
