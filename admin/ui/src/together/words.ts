// Closed values of what agencies do together, in words: the server knows them by their ids.

import { mark, type Text, t } from "../texts/say";

const WORDS: Readonly<Record<string, Text>> = {
  needs: mark("Di che cosa ha bisogno"),
  languages: mark("Lingue"),
  abilities: mark("Che cosa sa fare"),
  children: mark("Figli"),
  days: mark("Giorni"),
  hours: mark("Ore"),
  route: mark("Come vi incontrate"),
  work: mark("lavoro"),
  skills: mark("bilancio di competenze"),
  training: mark("formazione"),
  documents: mark("documenti"),
  placement: mark("tirocinio"),
  home: mark("casa"),
  money: mark("sostegno economico"),
  rights: mark("diritti sul lavoro"),
  support: mark("accompagnamento"),
  children_care: mark("cura dei figli"),
  none: mark("nessun vincolo"),
  school_hours: mark("solo in orario di scuola"),
  needs_care: mark("serve chi li tenga"),
  mon: mark("lunedì"),
  tue: mark("martedì"),
  wed: mark("mercoledì"),
  thu: mark("giovedì"),
  fri: mark("venerdì"),
  sat: mark("sabato"),
  sun: mark("domenica"),
  morning: mark("mattina"),
  afternoon: mark("pomeriggio"),
  evening: mark("sera"),
  in_person: mark("viene lei, con il nome inventato"),
  through_network: mark("tramite chi la segue"),
  reminder: mark("un promemoria, come ha deciso lei"),
  course: mark("corso"),
  job: mark("lavoro"),
  planned: mark("da fare"),
  going: mark("iniziato"),
  done: mark("fatto"),
  stopped: mark("fermo"),
  prepared: mark("preparato: non le è stato ancora chiesto"),
  asked: mark("chiesto a lei, in attesa"),
  refused: mark("ha detto no"),
  sent: mark("arrivato all'ente, in attesa"),
  acknowledged: mark("accordo letto dall'ente"),
  accepted: mark("accettato"),
  declined: mark("non accettato"),
  withdrawn: mark("ritirato"),
  full: mark("posti esauriti"),
  other_area: mark("altra zona"),
  other_service: mark("altro servizio"),
  language: mark("lingua non coperta"),
  not_responding: mark("lei non si è presentata"),
  waiting: mark("in attesa"),
  kept: mark("fatto"),
  missed: mark("saltato"),
  moved: mark("rinviato"),
  anti_violence: mark("Centro antiviolenza"),
  employment: mark("Centro per l'impiego"),
  social: mark("Servizi sociali"),
  health: mark("Sanità e ATS"),
  union: mark("Sindacato"),
  housing: mark("Casa"),
  equality: mark("Consigliera di parità"),
  consult: mark("consulto"),
  interpreter: mark("interprete"),
  supervisor: mark("supervisione"),
  successor: mark("subentra"),
  invited: mark("invitata"),
  open: mark("presente"),
  ended: mark("finito"),
  transfer: mark("passare il caso"),
  referral: mark("inviare la scheda"),
  pathway: mark("tenere il percorso"),
  step: mark("mostrare un passo"),
  reception: mark("accoglienza"),
  update: mark("aggiornamento"),
  protocol: mark("protocollo di rete"),
  interpreting: mark("mediazione"),
  demonstration: mark("dimostrativa"),
  yes: mark("sì"),
  no: mark("no"),
  unknown: mark("non si sa"),
};
const KINDS: Readonly<Record<string, Text>> = {
  training: mark("Formazione"),
  placement: mark("Tirocini, solo tramite lo sportello"),
};

/** The days of the week as the server names them, Monday first. */
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A closed value in words; one of a newer server as it is. */
export function word(id: string, field = ""): string {
  if (field === "needs" && id === "children") return t(WORDS.children_care as Text);
  const found = WORDS[id];
  return found ? t(found) : id;
}

/** A kind of agency in words. */
export function kindWord(id: string): string {
  const found = KINDS[id];
  return found ? t(found) : word(id);
}
