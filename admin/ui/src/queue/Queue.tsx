import { useEffect, useRef } from "react";
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
} from "react-aria-components";
import type { Case } from "../api/types";
import { announce } from "../frame/announce";
import { useMe } from "../frame/me";
import { go } from "../frame/way";
import { useClock } from "../parts/useClock";
import { Load } from "../routing/Load";
import { useRouting } from "../routing/routing";
import { many, mark, t } from "../texts/say";
import { useQueue } from "./queue";
import { Row } from "./Row";
import "./queue.css";

const GROUPS = [
  {
    id: "offered",
    style: "waiting",
    title: mark("Proposti a Lei"),
    has: (one: Case, offered: boolean) => one.state === "queued" && offered,
  },
  {
    id: "waiting",
    style: "waiting",
    title: mark("In attesa"),
    has: (one: Case, offered: boolean) => one.state === "queued" && !offered,
  },
  { id: "mine", style: "mine", title: mark("Seguiti da Lei"), has: (one: Case) => one.mine },
  {
    id: "others",
    style: "others",
    title: mark("Seguiti da altre persone"),
    has: (one: Case) => one.state === "claimed" && !one.mine,
  },
];
const LAYOUT = { estimatedRowHeight: 65, estimatedHeadingHeight: 41 };

/** Everything open: who waits, whom she answers, whom others answer. */
export function Queue({ open }: { open: string }) {
  const queue = useQueue();
  const now = useClock();
  const cases = queue.data?.cases ?? [];
  // The server's own measure, and what has passed since: the clock of this computer may be wrong.
  const since = Math.max(0, (now - queue.at) / 1000);
  const offered = useRouting().data?.offered ?? [];
  const groups = GROUPS.map((group) => ({
    ...group,
    cases: cases.filter((one) => group.has(one, offered.includes(one.id))),
  }));
  const shown = groups.filter((group) => group.cases.length > 0);
  const waiting = cases.filter((one) => one.state === "queued");
  useNewArrivals(waiting, queue.data !== undefined);

  return (
    <>
      <Load />
      {queue.data && waiting.length === 0 && <NobodyWaits />}
      <Unanswered count={queue.data?.unanswered ?? 0} />
      {queue.refusal && !queue.data && <p className="problem padded">{queue.refusal.message}</p>}
      <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
        <ListBox
          className="queue"
          aria-label={t("Casi")}
          items={shown}
          selectionMode="single"
          selectedKeys={open ? [open] : []}
          onSelectionChange={(keys) => {
            const [id] = keys === "all" ? [] : [...keys];
            if (id) go("queue", String(id));
          }}
          dependencies={[since, open]}
        >
          {(group) => (
            <ListBoxSection id={group.id} className={`group ${group.style}`}>
              <Header className="list-title">{t(group.title)}</Header>
              <Collection items={group.cases} dependencies={[since, open]}>
                {(one) => (
                  <ListBoxItem id={one.id} className="row" textValue={one.network}>
                    <Row one={one} since={since} open={one.id === open} />
                  </ListBoxItem>
                )}
              </Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </Virtualizer>
    </>
  );
}

function NobodyWaits() {
  const me = useMe();
  return (
    <p className="empty">
      {me.on_duty
        ? t(
            "Nessuna aspetta. Quando una donna chiede una persona, compare qui da sola: non serve ricaricare.",
          )
        : t(
            "Nessuna aspetta. Finché nessuna persona della rete è in turno, a chi chiede una persona viene detto che ora non c'è nessuno.",
          )}
    </p>
  );
}

function Unanswered({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="empty unanswered">
      {many(
        "Negli ultimi 7 giorni un caso si è cancellato prima che qualcuno lo prendesse in carico.",
        "Negli ultimi 7 giorni {count} casi si sono cancellati prima che qualcuno li prendesse in carico.",
        count,
      )}
    </p>
  );
}

/** Says once that somebody came, and whether she is in danger. */
function useNewArrivals(waiting: readonly Case[], read: boolean): void {
  const known = useRef<Set<string> | undefined>(undefined);
  useEffect(() => {
    if (!read) return;
    const fresh = waiting.filter((one) => known.current && !known.current.has(one.id));
    known.current = new Set(waiting.map((one) => one.id));
    if (fresh.length === 0) return;
    if (fresh.every((one) => one.drill)) {
      announce(t("Nuovo caso in coda, esercitazione."));
      return;
    }
    const danger = fresh.some((one) => one.danger && !one.drill);
    announce(danger ? t("Nuovo caso in coda, pericolo.") : t("Nuovo caso in coda."));
  }, [waiting, read]);
}
