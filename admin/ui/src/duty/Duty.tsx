import { act } from "../api/reading";
import { announce } from "../frame/announce";
import { useMe } from "../frame/me";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import "./duty.css";

/** Whether she answers women now. */
export function Duty() {
  const me = useMe();
  const { busy, run, problem } = useAct();

  function turn(): void {
    void run(async () => {
      const { on } = await act("put", "/api/duty", { body: { on: !me.on_duty } });
      announce(on ? t("Ora è in turno.") : t("Il Suo turno è finito."));
    });
  }

  return (
    <>
      {problem && (
        <span className="problem" role="alert">
          {problem}
        </span>
      )}
      <button
        type="button"
        role="switch"
        className="duty"
        aria-checked={me.on_duty}
        aria-disabled={busy}
        onClick={turn}
      >
        <span className="lamp" aria-hidden="true" />
        {me.on_duty ? t("In turno") : t("Non in turno")}
      </button>
    </>
  );
}
