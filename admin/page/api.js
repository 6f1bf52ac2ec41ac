// Talks to the staff API. Every act carries the session's token; a refusal is thrown as data.

let csrf = "";

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.message);
    this.status = status;
    this.code = problem.code;
  }
}

const OFFLINE = { code: "offline", message: "Non c'è collegamento con il servizio: riprovi tra poco." };
const UNKNOWN = { code: "busy", message: "Il servizio non ha risposto come doveva: riprovi tra poco." };

export function remember(me) {
  csrf = me.csrf;
}

export async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-Filo-Csrf"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refusal(0, OFFLINE);
  }
  if (answer.status === 204) return null;
  const content = await answer.json().catch(() => UNKNOWN);
  if (!answer.ok) throw new Refusal(answer.status, content);
  return content;
}
