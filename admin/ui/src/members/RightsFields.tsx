import type { Role, Schemas } from "../api/types";
import { languageName } from "../texts/moments";
import { spoken, t } from "../texts/say";
import { LANGUAGES, roleMay, roleName } from "./words";

export type Rights = Schemas["Rights"];

interface Props {
  readonly known: Schemas["MembersState"];
  readonly rights: Rights;
  readonly change: (rights: Rights) => void;
  /** The role is not hers to change: somebody works elsewhere too. */
  readonly roleStays?: boolean;
}

/** The words that stand in a field, between commas. */
export const listed = (text: string): string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

const turned = (all: readonly string[], one: string): string[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

/** Role, agencies, languages and skills of an account. */
export function RightsFields({ known, rights, change, roleStays }: Props) {
  const others = new Set([...LANGUAGES, ...known.members.flatMap((one) => one.languages)]);
  others.delete("it");
  const byName = (a: string, b: string): number =>
    languageName(a).localeCompare(languageName(b), spoken());
  const languages = ["it", ...[...others].sort(byName)];
  return (
    <>
      <fieldset className="field" disabled={roleStays}>
        <legend>{t("Ruolo")}</legend>
        {known.roles.map((role: Role) => (
          <label key={role} className="tick role-choice">
            <input
              type="radio"
              name="role"
              checked={rights.role === role}
              onChange={() => change({ ...rights, role })}
            />
            <span>
              {roleName(role)} <small>{roleMay(role)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="field">
        <legend>{t("Per quali enti")}</legend>
        <div className="ticks">
          {known.networks.map((one) => (
            <label key={one.id} className="tick">
              <input
                type="checkbox"
                checked={rights.networks.includes(one.id)}
                onChange={() => change({ ...rights, networks: turned(rights.networks, one.id) })}
              />
              {one.name}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="field">
        <legend>{t("Lingue in cui può rispondere")}</legend>
        <div className="ticks">
          {languages.map((one) => (
            <label key={one} className="tick">
              <input
                type="checkbox"
                checked={rights.languages.includes(one)}
                onChange={() => change({ ...rights, languages: turned(rights.languages, one) })}
              />
              {languageName(one)}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** Whether these rights can be sent at all. */
export const complete = (rights: Rights): boolean =>
  rights.networks.length > 0 && rights.languages.length > 0;
