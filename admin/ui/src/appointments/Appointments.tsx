import { type KeyboardEvent, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useRead } from "../api/reading";
import { useMe } from "../frame/me";
import { useWay } from "../frame/way";
import { t } from "../texts/say";
import { Calendars } from "./Calendars";
import { DayNav } from "./DayNav";
import { dateOf, mondayOf, plusDays } from "./days";
import { Planned } from "./Planned";
import { WaitingList } from "./WaitingList";
import "../together/together.css";
import "./appointments.css";

type View = "day" | "week" | "waiting" | "calendars";

/** Days and weeks of the reader's agencies, who waits, and how calendars are set up. */
export default function Appointments() {
  const me = useMe();
  const { item } = useWay();
  const keeper = me.role === "network_admin";
  const [view, setView] = useState<View>(keeper || item ? "calendars" : "day");
  const [day, setDay] = useState(() => dateOf(new Date()));
  const desks = useRead("/api/calendar/calendars").data?.calendars;
  const step = view === "week" ? 7 : 1;

  function pressed(event: KeyboardEvent): void {
    const typing = (event.target as HTMLElement).closest("input, textarea, select, [role=dialog]");
    if (typing || event.altKey || event.ctrlKey || event.metaKey) return;
    const to: Record<string, string> = {
      o: dateOf(new Date()),
      p: plusDays(day, -step),
      s: plusDays(day, step),
    };
    const found = to[event.key.toLowerCase()];
    if (!found || (view !== "day" && view !== "week")) return;
    event.preventDefault();
    setDay(found);
  }

  const views: readonly (readonly [View, string])[] = keeper
    ? [["calendars", t("Calendari")]]
    : [
        ["day", t("Giorno")],
        ["week", t("Settimana")],
        ["waiting", t("In attesa")],
        ["calendars", t("Calendari")],
      ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what is inside
    <div className="appointments" onKeyDown={pressed}>
      <Tabs
        className="appointment-tabs"
        selectedKey={view}
        onSelectionChange={(key) => setView(key as View)}
      >
        <div className="appointment-bar">
          <TabList className="tab-list" aria-label={t("Che cosa vedere")}>
            {views.map(([id, title]) => (
              <Tab key={id} id={id} className="tab">
                {title}
              </Tab>
            ))}
          </TabList>
          {(view === "day" || view === "week") && <DayNav day={day} step={step} change={setDay} />}
        </div>
        <TabPanel id="day" className="tab-panel">
          <Planned key={day} first={day} days={1} desks={desks ?? []} />
        </TabPanel>
        <TabPanel id="week" className="tab-panel">
          <Planned key={mondayOf(day)} first={mondayOf(day)} days={7} desks={desks ?? []} />
        </TabPanel>
        <TabPanel id="waiting" className="tab-panel">
          <WaitingList />
        </TabPanel>
        <TabPanel id="calendars" className="tab-panel">
          {desks && <Calendars desks={desks} item={item} />}
        </TabPanel>
      </Tabs>
    </div>
  );
}
