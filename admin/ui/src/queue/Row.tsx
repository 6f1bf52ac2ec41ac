import { useAlarmed } from "../alarms/alarms";
import type { Case } from "../api/types";
import { useCalled, useRouting } from "../routing/routing";
import { languageName, waited } from "../texts/moments";
import { t } from "../texts/say";
import { Flags } from "./Flags";
import { isNew } from "./queue";

/** One case in the queue: danger, language, wait, network, and whether something is new. */
export function Row({ one, since, open }: { one: Case; since: number; open: boolean }) {
  const alarmed = useAlarmed().has(one.id);
  const called = useCalled(one.id);
  const heavy = useRouting().data?.heavy.includes(one.id) ?? false;
  return (
    <>
      <span className="row-title">
        <Flags one={one} alarmed={alarmed} />
        <span>{one.name}</span>
      </span>
      <span className="end">{one.state === "queued" && waited(one.waited + since)}</span>
      <small>
        {called && (
          <strong>{called.raised_at ? t("coordinatrice chiamata") : t("turno chiamato")}, </strong>
        )}
        {heavy && `${t("pesante")}, `}
        {languageName(one.language)}, {note(one, open)}
      </small>
    </>
  );
}

function note(one: Case, open: boolean) {
  if (one.left_at) return `${one.network}, ${t("uscita in sicurezza")}`;
  if (isNew(one) && !open)
    return (
      <>
        {one.network}, <strong className="new">{t("novità")}</strong>
      </>
    );
  if (one.state === "queued" && !one.spoken) return `${one.network}, ${t("non è una Sua lingua")}`;
  if (one.mine || one.state === "queued") return one.network;
  return `${one.network}, ${one.holder}`;
}
