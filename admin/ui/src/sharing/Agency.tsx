import type { Case } from "../api/types";
import { useMe } from "../frame/me";
import { yesNo } from "../texts/moments";
import { t } from "../texts/say";

/** Who answers in this case, and whether that agency may have to report. */
export function Agency({ one }: { one: Case }) {
  const network = useMe().networks.find((each) => each.name === one.network);
  if (!network) return <p className="muted">{one.network}</p>;
  const duty = network.duty_to_report;
  return (
    <dl className="facts">
      <dt>{t("Ente")}</dt>
      <dd>{network.agency}</dd>
      <dt>{t("Obbligo di segnalare")}</dt>
      <dd>{duty === "yes" ? t("sì: pubblico ufficiale") : yesNo(duty)}</dd>
    </dl>
  );
}
