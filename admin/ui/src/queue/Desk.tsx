import { useEffect, useState } from "react";
import { CasePane } from "../conversation/CasePane";
import { useOpenCase } from "../conversation/openCase";
import { Panels } from "../conversation/Panels";
import { announce } from "../frame/announce";
import { go, leave, useWay } from "../frame/way";
import { Columns } from "../parts/Columns";
import { dropDraft } from "../parts/drafts";
import { t } from "../texts/say";
import { Queue } from "./Queue";
import { wasRead } from "./queue";

/** The queue, the conversation that is open, and what belongs to it. */
export function Desk() {
  const { item } = useWay();
  const { one, lines, gone } = useOpenCase(item);

  useEffect(() => {
    if (one) wasRead(one);
  }, [one]);
  const [left, setLeft] = useState("");
  useEffect(() => {
    if (item) setLeft("");
  }, [item]);
  useEffect(() => {
    if (!gone) return;
    const told = t(
      "Quel caso non c'è più: lei ha detto sì a un'altra rete, oppure ha chiesto di cancellare tutto, oppure il tempo di conservazione è finito.",
    );
    dropDraft(item);
    leave();
    announce(told);
    setLeft(told);
  }, [gone, item]);

  return (
    <Columns
      list={<Queue open={item} />}
      listName={t("Coda")}
      main={one && <CasePane key={one.id} one={one} lines={lines} />}
      mainName={t("Conversazione")}
      empty={<NothingOpen left={left} />}
      back={() => go("queue")}
      side={one && <Panels key={one.id} one={one} />}
      sideName={t("Del caso")}
    />
  );
}

/** ``left``: why the case that was open a moment ago is not any more, or empty. */
function NothingOpen({ left }: { left: string }) {
  return (
    <>
      {left && <p>{left}</p>}
      <p>{t("Scelga un caso dalla coda e lo prenda in carico per leggere e scrivere.")}</p>
      <p>
        {t(
          "Prima viene chi è in pericolo, poi chi parla una Sua lingua, poi chi aspetta da più tempo.",
        )}
      </p>
      <p>
        {t("I tasti del banco:")} <kbd>?</kbd>
      </p>
    </>
  );
}
