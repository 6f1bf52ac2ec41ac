import { t } from "../../texts/say";
import { type Body, CHANNELS, type Kind } from "../document";

const SAID = [...CHANNELS, "marks", "group", "next"];
const KNOWN: Readonly<Record<Kind, readonly string[]>> = {
  ask: ["ask", "choices", "choices_from", "input", "no_match", "timeout", "unattended", "waited"],
  say: ["say"],
  set: ["set"],
  when: ["when", "else"],
  call: ["call", "with", "outcomes"],
  flow: ["flow"],
  handoff: ["handoff", "accepted", "unavailable", "closed"],
  exit: ["exit"],
  end: ["end"],
};

/** Entries that the form has no field for: they are shown, and stay as they are. */
export function Rest({ body, kind }: { body: Body; kind: Kind | undefined }) {
  const known = kind ? [...SAID, ...KNOWN[kind]] : ["marks", "group"];
  const rest = Object.entries(body).filter(([key]) => !known.includes(key));
  if (rest.length === 0) return null;
  return (
    <section>
      <h4>{t("Altre voci, che restano come sono")}</h4>
      <pre className="kept code">
        {rest.map(([key, value]) => `${key}: ${written(value)}`).join("\n")}
      </pre>
    </section>
  );
}

const written = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 1);
