// One flow on the desk: what its writer has made of it, saved in small edits, with a way back.
// Nothing that she wrote is lost: where the service does not answer, or somebody else was faster,
// it stays here (and in this tab's drafts) until it is saved or she lets it go.

import { Refusal } from "../api/ask";
import type { Schemas } from "../api/types";
import { type Doc, docOf } from "./document";
import {
  type Change,
  changeBetween,
  changed,
  clashing,
  type Edit,
  isNothing,
  without,
} from "./edits";

type Document = Schemas["Document"];
export type Saving = "saved" | "waiting" | "sending" | "offline" | "refused" | "clash";

/** How the desk reaches the server and the drafts of this tab. */
export interface Reach {
  readonly read: () => Promise<Document>;
  readonly send: (body: Schemas["Edits"]) => Promise<Document>;
  readonly keep: (text: string) => void;
}

/** Both versions of what two people changed. */
export interface Clash {
  readonly places: readonly string[];
  readonly theirs: Document;
  readonly mine: Change;
  readonly hers: Doc;
}

export interface DeskState {
  readonly doc: Doc;
  /** What the server said last: row, revision, outdated translations, text. */
  readonly given: Document;
  readonly saving: Saving;
  /** Why it was refused, in words. */
  readonly problem: string;
  readonly clash: Clash | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const AFTER = 700;
const AGAIN = 4000;
const TOGETHER = 1500;
const LONGEST_WAY_BACK = 200;

export class FlowDesk {
  private state: DeskState;
  private saved: Doc;
  private positions: string | undefined;
  /** What was sent when the connection broke: it may have been saved, and only the answer lost. */
  private unsure: Doc | undefined;
  private readonly back: Doc[] = [];
  private readonly forth: Doc[] = [];
  private last = { what: "", at: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(
    given: Document,
    private readonly reach: Reach,
    kept = "",
  ) {
    this.saved = docOf(given);
    this.state = {
      doc: this.saved,
      given,
      saving: "saved",
      problem: "",
      clash: undefined,
      canUndo: false,
      canRedo: false,
    };
    if (kept) this.takeUp(kept);
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };
  readonly now = (): DeskState => this.state;

  /** The document is this from now on. What belongs to one `what` in a row is one step back. */
  change(doc: Doc, what = ""): void {
    if (doc === this.state.doc) return;
    const at = Date.now();
    const goesOn = what !== "" && what === this.last.what && at - this.last.at < TOGETHER;
    if (!goesOn) this.back.push(this.state.doc);
    if (this.back.length > LONGEST_WAY_BACK) this.back.shift();
    this.forth.length = 0;
    this.last = { what, at };
    this.becomes(doc);
  }

  undo(): void {
    this.step(this.back, this.forth);
  }

  redo(): void {
    this.step(this.forth, this.back);
  }

  /** Where steps stand on the canvas. */
  place(positions: string): void {
    this.positions = positions;
    this.later(AFTER);
  }

  /** Saves now; whether everything is saved. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    await this.save();
    return this.state.saving === "saved";
  }

  /** Looks whether somebody else wrote meanwhile; where nothing waits here, it is taken over. */
  async look(): Promise<void> {
    if (this.running || this.state.saving !== "saved") return;
    const theirs = await this.reach.read().catch(passing);
    if (!theirs || this.running || this.state.saving !== "saved") return;
    if (theirs.flow.revision !== this.state.given.flow.revision) this.adopt(theirs);
    else this.set({ given: theirs });
  }

  /** What the server has is what stands here, and nothing leads back past it. */
  adopt(given: Document): void {
    this.saved = docOf(given, this.state.doc);
    this.back.length = 0;
    this.forth.length = 0;
    this.reach.keep("");
    this.set({ doc: this.saved, given, saving: "saved", problem: "", clash: undefined });
  }

  /** Ends a clash: hers is written over the other version, or given up in the places of both. */
  settle(mine: boolean): void {
    const { clash } = this.state;
    if (!clash) return;
    const change = mine ? clash.mine : without(clash.mine, clash.places);
    this.rebase(clash.theirs, change);
  }

  stop(): void {
    clearTimeout(this.timer);
    if (this.state.saving !== "saved") void this.flush();
  }

  private step(from: Doc[], to: Doc[]): void {
    const doc = from.pop();
    if (!doc) return;
    to.push(this.state.doc);
    this.last = { what: "", at: 0 };
    this.becomes(doc);
  }

  private becomes(doc: Doc): void {
    const clashes = this.state.saving === "clash";
    this.set({ doc, saving: clashes ? "clash" : "waiting", problem: "" });
    if (!clashes) this.later(AFTER);
  }

  private later(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private save(): Promise<void> {
    this.running = this.sent().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async sent(): Promise<void> {
    const { doc, given, saving } = this.state;
    if (saving === "clash") return;
    const change = changeBetween(this.saved, doc);
    const positions = this.positions;
    if (isNothing(change) && positions === undefined) {
      this.reach.keep("");
      this.set({ saving: "saved", problem: "" });
      return;
    }
    this.reach.keep(JSON.stringify({ revision: given.flow.revision, change }));
    this.set({ saving: "sending" });
    const body = { revision: given.flow.revision, ...change, positions: positions ?? null };
    try {
      const answer = await this.reach.send(body as Schemas["Edits"]);
      if (this.positions === positions) this.positions = undefined;
      this.took(doc, answer);
    } catch (error) {
      await this.failed(error, doc);
    }
  }

  /** The server has `sent`; what was written since then waits for the next time. */
  private took(sent: Doc, given: Document): void {
    this.unsure = undefined;
    this.saved = docOf(given, sent);
    const wrote = this.state.doc !== sent;
    // The server's own words, unless more was written: it may have put something in order.
    const doc = wrote ? this.state.doc : this.saved;
    if (!wrote) this.reach.keep("");
    this.set({ doc, given, saving: wrote ? "waiting" : "saved", problem: "" });
    if (wrote) this.later(AFTER);
  }

  private async failed(error: unknown, sent: Doc): Promise<void> {
    if (!(error instanceof Refusal)) throw error;
    if (error.passing) {
      this.unsure = sent;
      this.set({ saving: "offline", problem: "" });
      this.later(AGAIN);
    } else if (error.code === "overtaken") await this.overtaken();
    else this.set({ saving: "refused", problem: error.message });
  }

  private async overtaken(): Promise<void> {
    const theirs = await this.reach.read().catch(passing);
    const sent = this.unsure;
    if (theirs && sent && isNothing(changeBetween(docOf(theirs, sent), sent)))
      this.took(sent, theirs);
    else if (theirs) this.meet(theirs, changeBetween(this.saved, this.state.doc), this.saved);
    else {
      this.set({ saving: "offline" });
      this.later(AGAIN);
    }
  }

  /** Puts a change on what somebody else wrote, or shows both where they wrote in one place. */
  private meet(theirs: Document, mine: Change, base: Doc): void {
    const hers = docOf(theirs, base);
    const places = clashing(mine, changeBetween(base, hers));
    if (places.length === 0) this.rebase(theirs, mine);
    else this.set({ saving: "clash", clash: { places, theirs, mine, hers } });
  }

  private rebase(theirs: Document, change: Change): void {
    this.saved = docOf(theirs, this.state.doc);
    this.back.length = 0;
    this.forth.length = 0;
    const doc = changed(this.saved, present(this.saved, change));
    this.set({ doc, given: theirs, saving: "waiting", problem: "", clash: undefined });
    this.later(0);
  }

  /** What was kept in this tab when the page was closed before it could be saved. */
  private takeUp(kept: string): void {
    const { revision, change } = JSON.parse(kept) as { revision: number; change: Change };
    const { given } = this.state;
    if (revision === given.flow.revision) this.rebase(given, change);
    else {
      const touched = [...new Set(change.edits.map((one) => ("step" in one ? one.step : "")))];
      const hers = this.saved;
      const doc = changed(hers, present(hers, change));
      // It was saved before the page was closed: only the answer did not come.
      if (isNothing(changeBetween(hers, doc))) {
        this.reach.keep("");
        return;
      }
      this.set({
        doc,
        saving: "clash",
        clash: { places: touched, theirs: given, mine: change, hers },
      });
    }
  }

  private set(part: Partial<DeskState>): void {
    const { back, forth } = this;
    const ways = { canUndo: back.length > 0, canRedo: forth.length > 0 };
    this.state = { ...this.state, ...part, ...ways };
    for (const watcher of this.watchers) watcher();
  }
}

/** A change as it can be made on a document: a step that somebody took away is written anew. */
function present(doc: Doc, change: Change): Change {
  const there = new Set(doc.steps.map((step) => step.id));
  const edits = change.edits.flatMap((edit): Edit[] => {
    if (edit.op === "add") {
      const had = there.has(edit.step);
      there.add(edit.step);
      const after = edit.after && there.has(edit.after) ? edit.after : "";
      return had ? [{ op: "put", step: edit.step, body: edit.body }] : [{ ...edit, after }];
    }
    if (edit.op === "put" && !there.has(edit.step)) {
      there.add(edit.step);
      return [{ op: "add", step: edit.step, body: edit.body, after: doc.steps.at(-1)?.id ?? "" }];
    }
    return edit.op === "head" || there.has(edit.step) ? [edit] : [];
  });
  return { ...change, edits };
}

function passing(error: unknown): undefined {
  if (error instanceof Refusal && error.passing) return undefined;
  throw error;
}
