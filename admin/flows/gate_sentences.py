"""What the gate says of a flow that can be read."""

from __future__ import annotations

from collections.abc import Mapping

GATE: Mapping[str, str] = {
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
    "have each of them read and signed: docs/languages/README.md ({})": (
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
    "the text is hard to read: {} of 100": (
        "Questo testo è difficile da leggere: {} su 100 (indice Gulpease)"
    ),
    "make its sentences or words shorter, until it has {}": (
        "Accorci le frasi, o scelga parole più corte: da {} in su si legge bene"
    ),
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
}
"""English, as it is said, and Italian."""
