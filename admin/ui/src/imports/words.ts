// Closed values of imports in words.

import type { Schemas } from "../api/types";
import { mark, type Text, t } from "../texts/say";

type Import = Schemas["Import"];

const STATES: Readonly<Record<Import["state"], Text>> = {
  sending: mark("in arrivo"),
  waiting: mark("in attesa di lettura"),
  reading: mark("lettura in corso"),
  ready: mark("da confermare"),
  confirmed: mark("confermato, in attesa"),
  writing: mark("scrittura in corso"),
  done: mark("importato"),
  refused: mark("rifiutato"),
  stopped: mark("fermato: non è stato importato niente"),
  failed: mark("interrotto: controlli e riprovi"),
};

/** How far a file is. */
export const stateOf = (state: Import["state"]): string => t(STATES[state]);

const KINDS: Readonly<Record<Import["kind"], Text>> = {
  services: mark("servizi"),
  calls: mark("corsi e avvisi"),
};

/** What a file holds. */
export const kindOf = (kind: Import["kind"]): string => t(KINDS[kind]);

/** Whether something still happens to it by itself. */
export const isMoving = (one: Import): boolean =>
  ["sending", "waiting", "reading", "confirmed", "writing"].includes(one.state);

/** Whether it may still be stopped. */
export const mayStop = (one: Import): boolean => isMoving(one) || one.state === "ready";
