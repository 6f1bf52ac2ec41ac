import type { Body, Step } from "../document";

/** What a part of the form is given: the body of the step, and how it becomes another one. What is
 * typed in one `field` in a row is one step back. */
export interface Part {
  readonly body: Body;
  readonly put: (body: Body, field?: string) => void;
  readonly steps: readonly Step[];
}
