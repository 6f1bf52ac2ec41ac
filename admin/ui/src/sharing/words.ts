import { mark, type Text, t } from "../texts/say";

/** What a woman may want to talk about, by the id of the topic. */
export const NEEDS: Readonly<Record<string, Text>> = {
  abuse: mark("che cosa succede in famiglia o in coppia"),
  appointment: mark("un appuntamento"),
  children: mark("i figli"),
  danger_now: mark("un pericolo, adesso"),
  desk: mark("uno sportello"),
  digital: mark("il telefono, le password"),
  documents: mark("i documenti"),
  health: mark("la salute"),
  home: mark("un posto dove stare"),
  interpreter: mark("un'interprete"),
  leave: mark("permessi dal lavoro"),
  legal: mark("un'avvocata, i diritti"),
  mind: mark("come sta"),
  minor: mark("ha meno di 18 anni"),
  money: mark("un sostegno economico"),
  near_me: mark("che cosa c'è vicino a lei"),
  permit: mark("il permesso di soggiorno"),
  report: mark("una denuncia"),
  sexual_violence: mark("qualcosa contro il suo volere"),
  someone_else: mark("un'altra persona"),
  training: mark("la formazione"),
  work: mark("il lavoro"),
  workplace_violence: mark("che cosa succede sul lavoro"),
};

const NAMES: Readonly<Record<string, Text>> = { need: mark("Di che cosa vuole parlare") };

/** Something that she agreed to share, in words; what has none is shown as it is. */
export function sharedInWords(name: string, value: string): { name: string; value: string } {
  const [said, known] = [NAMES[name], NEEDS[value]];
  return { name: said ? t(said) : name, value: known ? t(known) : value };
}
