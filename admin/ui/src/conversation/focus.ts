// The box may appear only after the next reading: it takes the focus then.

let wanted = false;

/** The answer box shall have the focus, now or as soon as it is there. */
export function focusComposer(): void {
  const box = document.getElementById("answer");
  wanted = box === null;
  box?.focus();
}

/** Whether a box that has just appeared was waited for. */
export function wasWanted(): boolean {
  const was = wanted;
  wanted = false;
  return was;
}
