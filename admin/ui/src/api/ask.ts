// One request to the staff API. Every act carries the session's token; a refusal is thrown.

import { spoken, t } from "../texts/say";
import type { Given, PathOf, Problem, Rest, Verb } from "./types";

/** Why something did not happen: `code` for us, `message` for the person. `status` 0: no answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly holder: string;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.status = status;
    this.code = problem.code;
    this.holder = problem.holder ?? "";
  }

  /** Nothing was decided: the same may be asked again. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

const SLOWEST = 10_000;
let csrf = "";

/** The token that goes with every act from now on. */
export function remember(token: string): void {
  csrf = token;
}

interface Parts {
  path?: unknown;
  query?: unknown;
  body?: unknown;
}

/** The address of an operation with its places filled. */
export function address(path: string, given: Parts = {}): string {
  const places = (given.path ?? {}) as Record<string, string>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(places[name] ?? ""));
  const query = new URLSearchParams((given.query ?? {}) as Record<string, string>).toString();
  return query ? `${filled}?${query}` : filled;
}

/** Read: `get("/api/cases/{id}", { path: { id } })`. */
export const get = <P extends PathOf<"get">>(path: P, ...[given]: Rest<P, "get">) =>
  ask("get", path, given) as Promise<Given<P, "get">>;

/** Send anything, typed by the caller. */
export async function ask(verb: Verb, path: string, given: Parts = {}): Promise<unknown> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": spoken(),
  };
  if (verb !== "get") headers["X-Filo-Csrf"] = csrf;
  if (given.body !== undefined) headers["Content-Type"] = "application/json";
  const request: RequestInit = { method: verb.toUpperCase(), headers };
  if (given.body !== undefined) request.body = JSON.stringify(given.body);
  // A reading that hangs would keep the page from all that comes after it, an alarm too.
  if (verb === "get") request.signal = AbortSignal.timeout(SLOWEST);
  const answer = await fetch(address(path, given), request).catch(() => {
    throw new Refusal(
      0,
      problem("offline", t("Non c'è collegamento con il servizio: riprovi tra poco.")),
    );
  });
  if (answer.status === 204) return null;
  const content = await answer.json().catch(() => {
    const message = t("Il servizio non ha risposto come doveva: riprovi tra poco.");
    throw new Refusal(answer.ok ? 0 : answer.status, problem("busy", message));
  });
  if (!answer.ok) throw new Refusal(answer.status, content as Problem);
  return content;
}

const problem = (code: string, message: string): Problem => ({ code, message, holder: "" });
