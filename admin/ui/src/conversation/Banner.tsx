import type { Case } from "../api/types";
import { clock } from "../texts/moments";
import { many, t } from "../texts/say";

/** Whether nothing may be written to her now; the server refuses it too. */
export const isShut = (one: Case): boolean => one.taken_back || one.left_at !== null;

/** The only loud thing of the page: why nothing reaches her now. */
export function Banner({ one }: { one: Case }) {
  const text = words(one);
  return text ? (
    <p className="banner" role="alert">
      {text}
    </p>
  ) : null;
}

function words(one: Case): string {
  if (one.taken_back)
    return t(
      "Ha ritirato il consenso: il caso è chiuso, nessuno lo legge più e ciò che aveva condiviso è stato cancellato.",
    );
  if (!one.left_at) return "";
  const time = clock(one.left_at);
  if (one.muted)
    return `${t(
      "Il gestore dei messaggi non lascia più scriverle su questo numero, {time}: potrebbe aspettare una risposta. Avvisi chi gestisce il servizio.",
      { time },
    )}${since(one)}`;
  return `${t(
    "Uscita in sicurezza, {time}. Non si può scrivere: nulla la raggiunge finché non torna.",
    { time },
  )}${since(one)}`;
}

function since(one: Case): string {
  if (!one.behind) return "";
  const told = many(
    "Da allora è arrivato un messaggio. Il testo non si conserva.",
    "Da allora sono arrivati {count} messaggi. Il testo non si conserva.",
    one.behind,
  );
  return ` ${told}`;
}
