import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { act, refresh, watch } from "./reading";

// The service, by hand: each request waits until the test answers it.
type Waiting = { url: string; answer: (status: number, body: unknown) => void };
let waiting: Waiting[] = [];

beforeEach(() => {
  waiting = [];
  vi.stubGlobal("fetch", (url: string) => {
    return new Promise((resolve) => {
      const answer: Waiting["answer"] = (status, body) =>
        resolve(new Response(JSON.stringify(body), { status }));
      waiting.push({ url, answer });
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

const turn = () => new Promise((resolve) => setTimeout(resolve));

async function next(url: string, body: unknown, status = 200): Promise<void> {
  await vi.waitUntil(() => waiting.some((one) => one.url === url));
  const found = waiting.findIndex((one) => one.url === url);
  waiting.splice(found, 1)[0]?.answer(status, body);
  await turn();
}

function watched(key: string) {
  const { now, stop } = watch(key, async () => (await fetch(key)).json());
  return { now, stop };
}

test("an answer that an act overtook is thrown away, and nobody waits for it", async () => {
  const { now, stop } = watched("/queue");
  const acting = act("put", "/api/duty", { body: { on: true } });
  await next("/api/duty", { on: true });
  await acting;
  const [before] = waiting.splice(0, 1);
  await next("/queue", "asked after");
  expect(now().data).toBe("asked after");
  before?.answer(200, "asked before");
  await turn();
  expect(now().data).toBe("asked after");
  expect(waiting).toEqual([]);
  stop();
});

test("a reading that hangs holds no other back", async () => {
  const [hangs, other] = [watched("/thread"), watched("/alarms")];
  await next("/alarms", 1);
  refresh();
  await next("/alarms", 2);
  expect(other.now().data).toBe(2);
  hangs.stop();
  other.stop();
});

test("wake-ups that come while all is read are one more reading", async () => {
  const { now, stop } = watched("/queue");
  await next("/queue", 1);
  refresh();
  refresh();
  refresh();
  await next("/queue", 2);
  await next("/queue", 3);
  await turn();
  expect(waiting).toEqual([]);
  expect(now().data).toBe(3);
  stop();
});

test("nothing is kept of what nobody looks at", async () => {
  const { now, stop } = watched("/thread");
  await next("/thread", "her words");
  stop();
  await turn();
  expect(now().data).toBeUndefined();
});

test("a word of hers reads again what is shown of her, and nothing else", async () => {
  const [thread, agencies] = [watched("/api/cases/a/thread"), watched("/api/agencies")];
  await next("/api/cases/a/thread", 1);
  await next("/api/agencies", 1);
  refresh("held");
  await turn();
  expect(waiting.map((one) => one.url)).toEqual(["/api/cases/a/thread"]);
  await next("/api/cases/a/thread", 2);
  expect(thread.now().data).toBe(2);
  thread.stop();
  agencies.stop();
});
