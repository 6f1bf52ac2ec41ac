// Acts of the audit in words, as far as a data officer asks for them most; others by their ids.

import { mark, type Text, t } from "../texts/say";

const WORDS: Readonly<Record<string, Text>> = {
  "thread.view": mark("ha letto la conversazione"),
  "seat.thread": mark("ha letto la conversazione, accanto al caso"),
  "case.view": mark("ha aperto il caso"),
  "case.claim": mark("ha preso in carico"),
  "case.release": mark("ha rimesso in coda"),
  "case.reply": mark("ha risposto"),
  "case.close": mark("ha chiuso il caso"),
  "case.transfer": mark("ha passato il caso"),
  "notes.view": mark("ha letto le note"),
  "risk.view": mark("ha aperto il rischio"),
  "risk.fill": mark("ha compilato il rischio"),
  "referral.prepare": mark("ha preparato un invio"),
  "referral.acknowledge": mark("ha letto l'accordo di un invio"),
  "letters.view": mark("ha letto le richieste"),
  "person.export": mark("ha esportato i dati"),
  "person.erase": mark("ha cancellato i dati"),
  "audit.view": mark("ha letto il registro"),
  "audit.verify": mark("ha verificato il registro"),
  "members.view": mark("ha aperto l'elenco delle persone"),
  "member.invite": mark("ha invitato una persona"),
  "member.invite_again": mark("ha rifatto l'invito di una persona"),
  "member.change": mark("ha cambiato ruolo, enti o lingue di una persona"),
  "member.carrying": mark("ha cambiato quanto segue una persona"),
  "member.suspend": mark("ha sospeso una persona"),
  "member.resume": mark("ha riammesso una persona"),
  "member.sessions_end": mark("ha terminato le sessioni di una persona"),
  "figures.view": mark("ha letto i numeri"),
  "retention.view": mark("ha guardato la conservazione"),
  "measure.verify": mark("ha verificato una misura"),
};

/** An act in words; one that has none by its id. */
export function actWord(id: string): string {
  const found = WORDS[id];
  return found ? t(found) : id;
}
