import type { Case } from "../api/types";
import { clock } from "../texts/moments";
import { mark, t } from "../texts/say";

const TOLD = {
  asked: mark(
    "Le è stata chiesta la sua parola, {time}. La parola non si vede: qui comparirà solo sì o no.",
  ),
  confirmed: mark("Confermata, {time}: è lei."),
  unconfirmed: mark("Non confermata, {time}: la parola non era la sua. Può richiederla."),
  unproven: mark(
    "Qualcuno scrive di nuovo, {time}, dopo un'uscita o un silenzio e senza la sua parola: potrebbe non essere lei. Non dica nulla di ciò che è stato detto prima.",
  ),
  withdrawn: mark(
    "Qualcuno ha scritto, {time}, che non aspetta più, senza la sua parola: potrebbe non essere lei. Il caso resta aperto. Ciò che Lei scrive non parte: va nel vassoio, e dalla cassetta lo legge solo lei, con la sua parola.",
  ),
};

/** What is known of who writes. */
export function Check({ one }: { one: Case }) {
  const text = words(one);
  return (
    <p className={`check ${text ? "case-notice" : "unseen"}`} role="status">
      {text}
    </p>
  );
}

function words(one: Case): string {
  if (one.check) {
    const time = one.checked_at ? clock(one.checked_at) : "";
    return t(TOLD[one.check], { time });
  }
  return one.verified ? t("È tornata con la sua parola: è lei.") : "";
}
