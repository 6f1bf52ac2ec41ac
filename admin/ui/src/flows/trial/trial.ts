// The trial of what is drafted: where, at which hour, and what was done until now. The server plays
// all of it anew each time and keeps nothing; it lives here until this tab is left or somebody else
// logs in.

import { useSyncExternalStore } from "react";
import { Refusal } from "../../api/ask";
import { act } from "../../api/reading";
import type { Schemas } from "../../api/types";
import { whereNow } from "../../frame/way";

export type Tried = Schemas["TriedTrial"];
export type Setting = Required<Schemas["TrialSetting"]>;
export type Channel = Schemas["Trial"]["channel"];
type Step = Schemas["TrialStep"];

export interface Plan {
  readonly channel: Channel;
  readonly language: string;
  readonly setting: Setting;
  readonly acts: readonly string[];
}

export interface TrialState {
  readonly plan: Plan;
  /** What followed; undefined before it was begun. */
  readonly found: Tried | undefined;
  readonly busy: boolean;
  readonly problem: string;
  /** So many acts could not be done any more when it was played last, and were taken away. */
  readonly lost: number;
}

export const USUAL: Setting = {
  at: null,
  duty: ["it"],
  hours: "",
  absent: [],
  busy: false,
  drilled: false,
  desks: "",
  calls: false,
  box: [],
  cover: "",
};
const BEGUN: TrialState = {
  plan: { channel: "web", language: "it", setting: USUAL, acts: [] },
  found: undefined,
  busy: false,
  problem: "",
  lost: 0,
};

let owner = "";
let state: TrialState = BEGUN;
let trail: ReadonlyMap<string, "past" | "now"> = new Map();
let steps: ReadonlySet<string> = new Set();
let asked = 0;
/** Which flow, in which revision, it was played with last. */
let heard = "";
const watchers = new Set<() => void>();

function set(part: Partial<TrialState>): void {
  const before = state.found;
  state = { ...state, ...part };
  if (state.found !== before) mark(state.found);
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Whoever logs in next in this tab finds no trial. */
export function trialBelongsTo(account: string): void {
  if (owner !== account) set(BEGUN);
  owner = account;
}

export const useTrial = (): TrialState => useSyncExternalStore(watch, () => state);

/** What is chosen before it begins. */
export const choose = (part: Partial<Plan>): void =>
  set({ plan: { ...state.plan, ...part }, problem: "" });

/** Ends it: nothing of it is left. */
export const end = (): void => set({ ...BEGUN, plan: { ...state.plan, acts: [] } });

/** Whether it was last played with another flow or revision; from now on it was with this one. */
export function isOlder(now: string): boolean {
  const before = heard;
  heard = now;
  return state.found !== undefined && before !== now;
}

/** Plays the trial of a flow as it is chosen now; `fresh`: it is begun, and written down as such. */
export async function play(flow: string, fresh = false): Promise<void> {
  const turn = ++asked;
  set({ busy: true, problem: "" });
  const given = { path: { id: flow }, body: bodyOf(state.plan) };
  try {
    const found = fresh
      ? await act("post", "/api/flows/{id}/trials", given)
      : await act("post", "/api/flows/{id}/trials/acts", given);
    if (turn !== asked) return;
    const { plan } = state;
    const acts = plan.acts.slice(0, plan.acts.length - found.lost);
    set({ found, busy: false, lost: found.lost, plan: { ...plan, acts } });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (turn === asked) set({ busy: false, problem: error.message });
  }
}

/** She does that, after all she did. What is refused was not done. */
export async function does(flow: string, what: string): Promise<void> {
  const before = state.plan;
  choose({ acts: [...before.acts, what] });
  await play(flow);
  if (state.problem) set({ plan: before });
}

export const bodyOf = (plan: Plan): Schemas["Trial"] => ({
  ...plan,
  setting: { ...plan.setting },
  acts: [...plan.acts],
});

// --- where it went, for who draws the flow ----------------------------------------------------

const nameOf = ({ flow, step }: Step): string => `${flow}/${step}`;

function mark(found: Tried | undefined): void {
  const path = found?.moments.flatMap((one) => one.path) ?? [];
  const next = new Map<string, "past" | "now">(path.map((one) => [nameOf(one), "past"]));
  const here = found?.standing.place;
  if (here) next.set(nameOf(here), "now");
  trail = next;
  steps = new Set(path.slice(1).map((one, at) => `${nameOf(path[at] as Step)} ${nameOf(one)}`));
}

const flowHere = (): string => whereNow().item.split("/")[0] ?? "";

/** Whether the trial went through a step of the flow that is open, or stands there now. */
export const useTrail = (step: string): "" | "past" | "now" =>
  useSyncExternalStore(watch, () => trail.get(`${flowHere()}/${step}`) ?? "");

/** The same of several steps, their names parted by spaces: where one of them stands comes first. */
export const useTrails = (steps: string): "" | "past" | "now" =>
  useSyncExternalStore(watch, () => {
    const found = steps.split(" ").map((step) => trail.get(`${flowHere()}/${step}`));
    return found.includes("now") ? "now" : found.includes("past") ? "past" : "";
  });

/** The ways from step to step of the flow that is open which the trial went. */
export const useWays = (): ReadonlySet<string> => useSyncExternalStore(watch, () => steps);

/** The step of the flow that is open at which it stands; empty: at none of it. */
export const useStanding = (): string =>
  useSyncExternalStore(watch, () => {
    const here = state.found?.standing.place;
    return here && here.flow === flowHere() ? here.step : "";
  });
