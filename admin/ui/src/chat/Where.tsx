import { useMe } from "../frame/me";
import { t } from "../texts/say";

/** Which of her networks; nothing to choose where there is one. */
export function Where({
  id,
  value,
  choose,
}: {
  id: string;
  value: string;
  choose: (network: string) => void;
}) {
  const { networks } = useMe();
  if (networks.length < 2) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{t("Rete")}</label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        {networks.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </div>
  );
}
