import { useState } from "react";
import { act, useRead } from "../api/reading";
import type { Case, Schemas } from "../api/types";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day } from "../texts/moments";
import { t } from "../texts/say";
import { Preview } from "../together/fields";
import { word } from "../together/words";
import { StepEdit } from "./StepEdit";

/** Her steps, as she sees them in the chat. */
export function Board({ one }: { one: Case }) {
  const path = { id: one.id };
  const { data } = useRead("/api/cases/{id}/pathway", { path });
  const { run, busy, problem } = useAct();
  if (!data) return null;
  return (
    <>
      <p className="hint">
        {data.until
          ? t("Lei lo vuole tenere: fino al {day}.", { day: day(data.until) })
          : t(
              "Finché lei non dice di tenerlo, finisce con la conversazione e nessun ente lo vede.",
            )}
      </p>
      <ul>
        {data.steps.map((step) => (
          <One
            key={`${step.id} ${step.version}`}
            one={one}
            step={step}
            kept={data.until !== null}
          />
        ))}
      </ul>
      <Add one={one} />
      {!data.until && data.steps.length > 0 && (
        <>
          <Preview lines={data.preview} title={t("Che cosa leggerà lei nella chat")} />
          <button
            type="button"
            className="primary"
            disabled={busy}
            onClick={() => void run(() => act("post", "/api/cases/{id}/pathway/ask", { path }))}
          >
            {t("Le chieda se tenerlo")}
          </button>
        </>
      )}
      <Problem text={problem} />
    </>
  );
}

function One({ one, step, kept }: { one: Case; step: Schemas["Step"]; kept: boolean }) {
  const { run, busy, problem } = useAct();
  const path = { id: one.id, step: step.id };
  const seen = step.allowed.length > 0;
  return (
    <li className="plain-entry">
      <strong>{word(step.kind)}</strong>
      <small>
        {step.agency_name} · {seen ? t("l'ente lo vede") : t("l'ente non lo vede")}
      </small>
      <StepEdit
        step={step}
        save={(body) => act("post", "/api/cases/{id}/pathway/steps/{step}", { path, body })}
      />
      {kept && !seen && (
        <div className="acts">
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() =>
              void run(() => act("post", "/api/cases/{id}/pathway/steps/{step}/show", { path }))
            }
          >
            {t("Le chieda se l'ente può vederlo")}
          </button>
        </div>
      )}
      <Problem text={problem} />
    </li>
  );
}

const KINDS = ["skills", "documents", "course", "placement", "job", "home"] as const;

function Add({ one }: { one: Case }) {
  const agencies = useRead("/api/agencies").data?.agencies ?? [];
  const { run, busy, problem } = useAct();
  const [kind, setKind] = useState<(typeof KINDS)[number]>("skills");
  const [agency, setAgency] = useState("");
  return (
    <fieldset>
      <legend>{t("Un passo nuovo")}</legend>
      <div className="beside">
        <select
          aria-label={t("Che cosa")}
          value={kind}
          onChange={(event) => setKind(event.target.value as (typeof KINDS)[number])}
        >
          {KINDS.map((id) => (
            <option key={id} value={id}>
              {word(id)}
            </option>
          ))}
        </select>
        <select
          aria-label={t("Chi se ne occupa")}
          value={agency}
          onChange={(event) => setAgency(event.target.value)}
        >
          <option value="">{t("Chi se ne occupa…")}</option>
          {agencies.map((other) => (
            <option key={other.id} value={other.id}>
              {other.name}
            </option>
          ))}
        </select>
      </div>
      <div className="acts start-acts">
        <button
          type="button"
          disabled={busy || !agency}
          onClick={() =>
            void run(async () => {
              const body = { id: crypto.randomUUID(), kind, agency, on: null };
              await act("post", "/api/cases/{id}/pathway/steps", { path: { id: one.id }, body });
              setAgency("");
            })
          }
        >
          {t("Aggiunga")}
        </button>
      </div>
      <Problem text={problem} />
    </fieldset>
  );
}
