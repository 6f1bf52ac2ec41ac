import { expect, test } from "vitest";
import { added, copied, pasted } from "./changes";
import type { Doc, Step } from "./document";
import { changeBetween, changed } from "./edits";
import { blocksOf, groupsOf, moved, movedGroup, waysOut, withGroup } from "./groups";

const step = (id: string, group = "", next = "e"): Step => ({
  key: id,
  id,
  note: "",
  remark: "",
  body: { ...(group && { group }), say: id, next },
});
const docOf = (...steps: readonly Step[]): Doc => ({
  title: "",
  start: "a",
  anywhere: [],
  steps,
  texts: {},
});
const written = (doc: Doc): string =>
  blocksOf(doc.steps)
    .map(({ group, steps }) => {
      const ids = steps.map((one) => one.id).join("");
      return group ? `${group}(${ids})` : ids;
    })
    .join(" ");
const at = (doc: Doc, id: string): Step => doc.steps.find((one) => one.id === id) as Step;
const order = (doc: Doc): string => doc.steps.map((one) => one.id).join("");

const DOC = docOf(step("a"), step("b", "G"), step("c"), step("d", "G"), step("e"));

test("a group stands whole where its first step stands", () => {
  expect(written(DOC)).toBe("a G(bd) c e");
  expect(groupsOf(DOC)).toEqual(["G"]);
});

test("steps are put into a group, it is called otherwise, and it is dissolved", () => {
  const made = withGroup(DOC, new Set(["a", "e"]), "H");
  expect(written(made)).toBe("H(ae) G(bd) c");
  expect(order(made)).toBe("abcde");
  const named = withGroup(made, new Set(["a", "c"]), "I", "H");
  expect(written(named)).toBe("I(ac) G(bd) e");
  const gone = withGroup(named, new Set(), "", "I");
  expect(written(gone)).toBe("a G(bd) c e");
  expect(gone.steps[0]?.body).toEqual({ say: "a", next: "e" });
  expect(written(withGroup(DOC, new Set(["a"]), "G"))).toBe("G(abd) c e");
});

test("a step moves within its group, passes others whole, and a group moves as one", () => {
  expect(written(moved(DOC, at(DOC, "d"), -1))).toBe("a G(db) c e");
  expect(moved(DOC, at(DOC, "d"), 1)).toBe(DOC);
  expect(written(moved(DOC, at(DOC, "c"), -1))).toBe("a c G(bd) e");
  expect(written(moved(DOC, at(DOC, "a"), 1))).toBe("G(bd) a c e");
  expect(written(movedGroup(DOC, "G", 1))).toBe("a c G(bd) e");
  expect(order(movedGroup(DOC, "G", -1))).toBe("bdace");
  expect(movedGroup(movedGroup(DOC, "G", -1), "G", -1).steps[0]).toBe(at(DOC, "b"));
});

test("what the server is told of a group are its steps, and it can be taken back", () => {
  const made = withGroup(DOC, new Set(["c"]), "H");
  const change = changeBetween(DOC, made);
  expect(change.edits).toEqual([
    { op: "put", step: "c", body: { group: "H", say: "c", next: "e" } },
  ]);
  expect(changed(made, changeBetween(made, DOC)).steps).toEqual(DOC.steps);
});

test("a new step and a copy are in the group of the one before, in another flow in none", () => {
  const [below] = copied(DOC, at(DOC, "d"));
  expect(written(below)).toBe("a G(bdd_2) c e");
  expect(written(added(DOC, at(DOC, "d"), "f", "say", "F"))).toBe("a G(bdf) c e");
  expect(pasted(DOC, at(DOC, "d"))).toEqual({ say: "d", next: "e" });
});

test("a folded group shows where it leads, each step once", () => {
  const steps = [step("a", "G", "b"), step("b", "G", "x"), step("c", "G", "x")];
  expect(waysOut(steps)).toEqual(["x"]);
});
