// Ids of what is being sent: the same content sent again after a lost answer keeps its id, so that
// it happens once.

export interface SteadyIds {
  readonly of: (content: string) => string;
  readonly done: () => void;
}

export function steadyIds(): SteadyIds {
  let last = { content: "", id: "" };
  return {
    of(content) {
      if (last.content !== content || !last.id) last = { content, id: crypto.randomUUID() };
      return last.id;
    },
    done() {
      last = { content: "", id: "" };
    },
  };
}
