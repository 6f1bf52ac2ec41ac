// Where a feature may appear. Each folder beside this file may hold a `feature.ts` that says where:
// frame/found.ts finds it, and nothing has to be added anywhere else.

import type { ComponentType } from "react";
import type { Case, Line, Me, Role } from "./api/types";
import type { Text } from "./texts/say";

/** Who sees a part of the console: the server decides anyway what exists for her. */
export type Roles = readonly Role[] | "everybody";

/** What sections are for: the work with women, where they are sent, what Filo says, who runs it. */
export type Group = "desk" | "places" | "texts" | "house";

/** A page of its own, reached from the sections. `order` says where in its group; `key` with Alt
 * opens it. */
export interface Section {
  readonly id: string;
  readonly title: Text;
  readonly group: Group;
  readonly order: number;
  readonly roles: Roles;
  readonly view: ComponentType;
  /** Reached from elsewhere, as one's own account from one's name: it is not listed. */
  readonly quiet?: boolean;
  readonly key?: string;
  /** A hook: how many things wait there; 0 shows nothing. */
  readonly useCount?: () => number;
}

/** A part of the column beside an open conversation. */
export interface Panel {
  readonly id: string;
  readonly title: Text;
  readonly order: number;
  readonly shown: (one: Case, me: Me) => boolean;
  readonly view: ComponentType<{ one: Case }>;
  /** Folded until somebody opens it; it reads nothing before. */
  readonly folded?: boolean;
}

/** Something to do with the open case, in its heading. The view is a button, with its dialog. */
export interface CaseAction {
  readonly id: string;
  readonly order: number;
  readonly shown: (one: Case, me: Me) => boolean;
  readonly view: ComponentType<{ one: Case }>;
}

/** A line of words above the conversation, as the answer to «is it you?». */
export interface CaseNotice {
  readonly id: string;
  readonly order: number;
  readonly view: ComponentType<{ one: Case }>;
}

/** Something that helps to write: it stands above the box and may read and change the draft. */
export interface ComposerTool {
  readonly id: string;
  readonly order: number;
  readonly view: ComponentType<{ one: Case; draft: string; write: (draft: string) => void }>;
}

/** Something that belongs to one line of a conversation, as a translation. */
export interface LineAside {
  readonly id: string;
  readonly view: ComponentType<{ one: Case; line: Line }>;
}

/** Something above every page, as an alarm; it draws nothing while there is nothing to say. */
export interface Notice {
  readonly id: string;
  readonly order: number;
  readonly roles: Roles;
  readonly view: ComponentType;
}

/** A part of the top bar. */
export interface BarItem {
  readonly id: string;
  readonly order: number;
  readonly roles: Roles;
  readonly view: ComponentType;
}

/** A line of the list of keys, for keys that a feature hears itself. */
export interface Key {
  readonly keys: readonly Text[];
  readonly does: Text;
}

/** What one folder adds to the console. */
export interface Feature {
  readonly sections?: readonly Section[];
  readonly panels?: readonly Panel[];
  readonly actions?: readonly CaseAction[];
  readonly caseNotices?: readonly CaseNotice[];
  readonly tools?: readonly ComposerTool[];
  readonly asides?: readonly LineAside[];
  readonly notices?: readonly Notice[];
  readonly bar?: readonly BarItem[];
  readonly keys?: readonly Key[];
}

export const AT_THE_DESK: readonly Role[] = ["operator", "coordinator"];

/** Whether somebody with this account sees a part of the console. */
export const may = (me: Me, roles: Roles): boolean =>
  roles === "everybody" || roles.includes(me.role);
