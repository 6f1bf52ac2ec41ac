// What is counted, in words: the figures, their values, the quarters.

import type { Schemas } from "../api/types";
import { NEEDS } from "../sharing/words";
import { languageName } from "../texts/moments";
import { dated, mark, type Text, t } from "../texts/say";

export type Figure = Schemas["Figure"];

interface Told {
  readonly title: Text;
  /** What the numbers say, and what they do not. */
  readonly about: Text;
}

export const FIGURES: Readonly<Record<Figure, Told>> = {
  contact: {
    title: mark("Come hanno chiesto"),
    about: mark("Richieste di una persona, o lasciate quando non c'era nessuna."),
  },
  language: {
    title: mark("In quale lingua"),
    about: mark("La lingua della conversazione quando ha chiesto."),
  },
  need: {
    title: mark("Di che cosa volevano parlare"),
    about: mark("Quello che ha scelto di dire. Chi lascia una richiesta non lo dice."),
  },
  hour: {
    title: mark("A che ora"),
    about: mark("A Milano, tre ore per volta."),
  },
  wait: {
    title: mark("Attesa di una persona"),
    about: mark("Dalla richiesta alla prima presa in carico."),
  },
  unmet: {
    title: mark("Senza risposta"),
    about: mark("Attese e richieste cancellate prima che qualcuna rispondesse."),
  },
  unmet_language: {
    title: mark("Senza risposta, per lingua"),
    about: mark("Le stesse, per lingua della conversazione."),
  },
  unmet_hour: {
    title: mark("Senza risposta, per ora"),
    about: mark("Le stesse, per l'ora in cui avevano chiesto."),
  },
  meeting: {
    title: mark("Dal primo contatto al primo incontro"),
    about: mark("Solo incontri avvenuti, contati due giorni dopo."),
  },
  appointment: {
    title: mark("Come sono andati gli appuntamenti"),
    about: mark("Come li ha segnati lo sportello, contati due giorni dopo."),
  },
  referral: {
    title: mark("Invii: le risposte degli enti"),
    about: mark("Accettati, o rifiutati e perché. Quello che decide lei non si conta."),
  },
  answer: {
    title: mark("Invii: in tempo o in ritardo"),
    about: mark("Secondo il tempo che l'ente si è dato."),
  },
  follow_up: {
    title: mark("Giorni per risentirsi"),
    about: mark("Che cosa ne è stato, e se l'ente l'ha segnato entro quel giorno."),
  },
  not_understood: {
    title: mark("Domande a cui il servizio non ha saputo rispondere"),
    about: mark(
      "Testi che non corrispondevano a nessuna risposta, per lingua. Nessun testo resta.",
    ),
  },
  after_26_weeks: {
    title: mark("Percorsi dopo sei mesi"),
    about: mark(
      "I passi dei percorsi che lei ha voluto tenere, 26 settimane dopo l'inizio. Nessuna viene ricontattata per questo.",
    ),
  },
  after_52_weeks: {
    title: mark("Percorsi dopo dodici mesi"),
    about: mark("Gli stessi passi, 52 settimane dopo l'inizio."),
  },
};

export interface Group {
  readonly title: Text;
  readonly figures: readonly Figure[];
}

/** In which order they stand on the page. */
export const GROUPS: readonly Group[] = [
  { title: mark("Chi ha chiesto"), figures: ["contact", "language", "need", "hour"] },
  {
    title: mark("Chi ha trovato risposta, e chi no"),
    figures: ["wait", "unmet", "unmet_language", "unmet_hour", "not_understood"],
  },
  { title: mark("Incontri"), figures: ["meeting", "appointment"] },
  { title: mark("Invii ad altri enti"), figures: ["referral", "answer", "follow_up"] },
  { title: mark("Percorsi e lavoro"), figures: ["after_26_weeks", "after_52_weeks"] },
];

/** Figures whose totals are shown over the quarters. */
export const OVER_TIME: readonly Figure[] = ["contact", "wait", "unmet", "referral"];

const WAITS: Readonly<Record<string, Text>> = {
  "2": mark("meno di 2 minuti"),
  "5": mark("da 2 a 5 minuti"),
  "10": mark("da 5 a 10 minuti"),
  "30": mark("da 10 a 30 minuti"),
  "60": mark("da 30 a 60 minuti"),
  more: mark("un'ora o più"),
};
const DAYS: Readonly<Record<string, Text>> = {
  "1": mark("entro un giorno"),
  "3": mark("entro 3 giorni"),
  "7": mark("entro 7 giorni"),
  "14": mark("entro 14 giorni"),
  "30": mark("entro 30 giorni"),
  more: mark("più di 30 giorni"),
};
const WAYS: Readonly<Record<string, Text>> = {
  person: mark("una persona"),
  letter: mark("una richiesta lasciata"),
};
const STATES: Readonly<Record<string, Text>> = {
  came: mark("è venuta"),
  missed: mark("non è venuta"),
  cancelled: mark("disdetti da lei"),
  called_off: mark("disdetti dallo sportello"),
  unsaid: mark("non segnato"),
};
const ANSWERS: Readonly<Record<string, Text>> = {
  accepted: mark("accettati"),
  declined_full: mark("rifiutati: nessun posto"),
  declined_other_area: mark("rifiutati: altra zona"),
  declined_other_service: mark("rifiutati: serve un altro servizio"),
  declined_language: mark("rifiutati: lingua"),
  declined_not_responding: mark("rifiutati: non si riesce a sentirla"),
};
const TIMES: Readonly<Record<string, Text>> = {
  in_time: mark("in tempo"),
  late: mark("in ritardo"),
  never: mark("mai, fino alla cancellazione"),
};
const FOLLOWED: Readonly<Record<string, Text>> = {
  kept_in_time: mark("sentita, in tempo"),
  kept_late: mark("sentita, in ritardo"),
  missed_in_time: mark("non sentita, in tempo"),
  missed_late: mark("non sentita, in ritardo"),
  moved_in_time: mark("spostato, in tempo"),
  moved_late: mark("spostato, in ritardo"),
};
const STEPS: Readonly<Record<string, Text>> = {
  skills: mark("competenze"),
  documents: mark("documenti"),
  course: mark("corso"),
  placement: mark("tirocinio"),
  job: mark("lavoro"),
  home: mark("casa"),
};
const STEP_STATES: Readonly<Record<string, Text>> = {
  planned: mark("previsto"),
  going: mark("in corso"),
  done: mark("fatto"),
  stopped: mark("fermo"),
};

const WORDS: Partial<Record<Figure, Readonly<Record<string, Text>>>> = {
  contact: WAYS,
  unmet: WAYS,
  need: { ...NEEDS, unsaid: mark("non detto") },
  wait: WAITS,
  meeting: DAYS,
  appointment: STATES,
  referral: ANSWERS,
  answer: TIMES,
  follow_up: FOLLOWED,
};

/** A value of a figure in words. */
export function valueWord(figure: Figure, value: string): string {
  if (value === "") return t("In tutto");
  const known = WORDS[figure];
  if (known) {
    const found = known[value];
    return found ? t(found) : value;
  }
  if (figure === "hour" || figure === "unmet_hour") {
    const begin = Number(value);
    return t("dalle {begin} alle {end}", { begin, end: begin + 3 });
  }
  if (figure === "after_26_weeks" || figure === "after_52_weeks") {
    const [kind = "", state = ""] = value.split("_");
    const step = STEPS[kind];
    const stands = STEP_STATES[state];
    return step && stands ? `${t(step)}: ${t(stands)}` : value;
  }
  return value === "unsaid" ? t("non detto") : languageName(value);
}

/** Values that have an order of their own: spans and hours. Others are told by their size. */
export function orderOf(figure: Figure): readonly string[] {
  if (figure === "wait") return [...Object.keys(WAITS)];
  if (figure === "meeting") return [...Object.keys(DAYS)];
  if (figure === "hour" || figure === "unmet_hour")
    return ["00", "03", "06", "09", "12", "15", "18", "21"];
  return [];
}

/** A quarter by its first moment: `luglio–settembre 2026`. */
export function quarterName(iso: string): string {
  const begin = new Date(iso);
  const end = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 2, 1));
  return new Intl.DateTimeFormat(dated(), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).formatRange(begin, end);
}

/** The same below a bar: `3/26`. */
export function quarterShort(iso: string): string {
  const begin = new Date(iso);
  const quarter = begin.getUTCMonth() / 3 + 1;
  return `${quarter}/${String(begin.getUTCFullYear()).slice(2)}`;
}
