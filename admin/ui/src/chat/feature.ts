import type { Case, Me } from "../api/types";
import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";
import { AtHand } from "./AtHand";
import { Callbacks } from "./Callbacks";
import { Care } from "./Care";
import { LineState } from "./LineState";
import { Notes } from "./Notes";
import { DueCallbacks, Handovers } from "./Notices";
import { Safety } from "./Safety";
import { Tools } from "./Tools";
import "./chat.css";

const held = (one: Case, _: Me): boolean => one.mine && one.state !== "closed";
const read = (one: Case, _: Me): boolean => one.mine && !one.taken_back;

export default {
  sections: [
    {
      id: "care",
      title: mark("Turno e cura"),
      group: "desk",
      order: 60,
      roles: AT_THE_DESK,
      view: Care,
    },
  ],
  caseNotices: [{ id: "safety", order: 5, view: Safety }],
  tools: [{ id: "chat-tools", order: 10, view: Tools }],
  asides: [{ id: "line-state", view: LineState }],
  panels: [
    { id: "notes", title: mark("Note"), order: 40, shown: read, view: Notes, folded: true },
    {
      id: "callbacks",
      title: mark("Ricontatto"),
      order: 50,
      shown: held,
      view: Callbacks,
      folded: true,
    },
    { id: "at-hand", title: mark("Se è difficile"), order: 60, shown: held, view: AtHand },
  ],
  notices: [
    { id: "due-callbacks", order: 30, roles: AT_THE_DESK, view: DueCallbacks },
    { id: "handovers", order: 40, roles: AT_THE_DESK, view: Handovers },
  ],
  keys: [{ keys: [mark("/")], does: mark("Nella risposta vuota: le risposte pronte") }],
} satisfies Feature;
