// What the features of the console add to it, in the order of their places.

import type { Feature } from "../features";

const found = import.meta.glob<Feature>("../*/feature.ts", { eager: true, import: "default" });
const features = Object.keys(found)
  .sort()
  .flatMap((name) => found[name] ?? []);

const ordered = <T extends { order: number }>(all: readonly T[]): readonly T[] =>
  [...all].sort((a, b) => a.order - b.order);

export const SECTIONS = ordered(features.flatMap((one) => one.sections ?? []));
export const PANELS = ordered(features.flatMap((one) => one.panels ?? []));
export const ACTIONS = ordered(features.flatMap((one) => one.actions ?? []));
export const CASE_NOTICES = ordered(features.flatMap((one) => one.caseNotices ?? []));
export const TOOLS = ordered(features.flatMap((one) => one.tools ?? []));
export const ASIDES = features.flatMap((one) => one.asides ?? []);
export const NOTICES = ordered(features.flatMap((one) => one.notices ?? []));
export const BAR = ordered(features.flatMap((one) => one.bar ?? []));
export const KEYS = features.flatMap((one) => one.keys ?? []);
