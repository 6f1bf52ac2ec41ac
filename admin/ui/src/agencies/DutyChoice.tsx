import type { Schemas } from "../api/types";
import { yesNo } from "../texts/moments";
import { t } from "../texts/say";

export type Duty = Schemas["Agency"]["duty_to_report"];
const DUTY: readonly Duty[] = ["yes", "no", "unknown"];

interface Props {
  readonly id: string;
  readonly value: Duty;
  readonly change: (duty: Duty) => void;
}

/** Whether who works there may have to report: she is told before she decides anything. */
export function DutyChoice({ id, value, change }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>{t("Obbligo di segnalare")}</label>
      <select id={id} value={value} onChange={(event) => change(event.target.value as Duty)}>
        {DUTY.map((one) => (
          <option key={one} value={one}>
            {yesNo(one)}
          </option>
        ))}
      </select>
      <p className="hint">{t("Lei lo legge nella chat, prima di decidere.")}</p>
    </div>
  );
}
