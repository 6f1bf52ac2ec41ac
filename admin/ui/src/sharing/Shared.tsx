import type { Case } from "../api/types";
import { t } from "../texts/say";
import { sharedInWords } from "./words";

/** What she agreed to share, and nothing else. */
export function Shared({ one }: { one: Case }) {
  const shared = Object.entries(one.shared).map(([name, value]) => sharedInWords(name, value));
  if (shared.length === 0)
    return <p className="muted">{t("Niente oltre alla lingua e alla rete.")}</p>;
  return (
    <dl className="facts">
      {shared.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
