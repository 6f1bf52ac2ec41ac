// The desk: who is logged in, the queue, and what the live stream wakes.

import { Refusal, ask, remember } from "./api.js";
import { leaveLetter, listLetters, openLetter, showLetter, wireLetters } from "./letters.js";
import { announce, by, drafts, make, waited } from "./show.js";
import { enterCase, leaveCase, openCase, readThread, showCase, wire } from "./thread.js";

let me = null;
let stream = null;
let cases = [];
let readAt = 0;
let busy = false;
let again = false;
const seen = new Map();
const known = new Set();

const networks = () => me?.networks ?? [];

// --- the door ---------------------------------------------------------------------------------

function atDoor(message = "") {
  stream?.close();
  stream = null;
  me = null;
  leaveCase();
  leaveLetter();
  by("desk").hidden = true;
  by("door").hidden = false;
  by("proof").hidden = true;
  by("who").hidden = false;
  by("again").hidden = true;
  by("enter").textContent = "Continua";
  by("password").value = by("code").value = "";
  by("login-problem").textContent = message;
  by("name").focus();
}

by("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  by("login-problem").textContent = "";
  if (by("proof").hidden) {
    if (!by("name").value.trim() || !by("password").value) {
      by("login-problem").textContent = "Scriva nome e parola d'accesso.";
      return;
    }
    by("who").hidden = true;
    by("proof").hidden = by("again").hidden = false;
    by("enter").textContent = "Acceda";
    by("code").focus();
    return;
  }
  by("enter").disabled = true;
  try {
    const body = { login: by("name").value.trim(), password: by("password").value, code: by("code").value };
    atDesk(await ask("POST", "/api/session", body));
  } catch (error) {
    const typed = error.code === "bad_request" ? "Il codice ha sei cifre: lo controlli e riprovi." : error.message;
    by("login-problem").textContent = typed;
    by("code").value = "";
    by("code").focus();
  }
  by("enter").disabled = false;
});

by("again").addEventListener("click", () => atDoor());

by("logout").addEventListener("click", () => {
  if (cases.some((one) => one.mine)) by("leaving").showModal();
  else leave();
});

by("leaving").addEventListener("close", () => {
  if (by("leaving").returnValue === "yes") leave();
  by("leaving").returnValue = "";
});

async function leave() {
  drafts.dropAll();
  try {
    for (const one of cases.filter((each) => each.mine)) {
      await ask("POST", `/api/cases/${encodeURIComponent(one.id)}/release`);
    }
    await ask("DELETE", "/api/session");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status !== 401) {
      announce(error.message);
      return;
    }
  }
  atDoor();
}

function failed(error) {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 401) {
    atDoor(error.message);
    return true;
  }
  return false;
}

// --- the desk ---------------------------------------------------------------------------------

function atDesk(account) {
  me = account;
  remember(me);
  drafts.belongTo(me.id);
  by("password").value = by("code").value = "";
  by("door").hidden = true;
  by("desk").hidden = false;
  by("person").textContent = me.login;
  by("networks").textContent = me.networks.map((each) => each.name).join(", ");
  showDuty(me.on_duty);
  listen();
}

function showDuty(on) {
  by("duty").setAttribute("aria-checked", String(on));
  by("duty-text").textContent = on ? "In turno" : "Non in turno";
  by("queue-empty").textContent = on
    ? "Nessuna aspetta. Quando una donna chiede una persona, compare qui da sola: non serve ricaricare."
    : "Nessuna aspetta. Finché nessuna persona della rete è in turno, a chi chiede una persona viene detto che ora non c'è nessuno.";
}

by("duty").addEventListener("click", async () => {
  try {
    const wanted = by("duty").getAttribute("aria-checked") !== "true";
    showDuty((await ask("PUT", "/api/duty", { on: wanted })).on);
  } catch (error) {
    if (!failed(error)) announce(error.message);
  }
});

function listen() {
  stream?.close();
  stream = new EventSource("/api/live");
  stream.addEventListener("changed", () => {
    by("link-down").hidden = true;
    refresh();
  });
  stream.addEventListener("ended", () => atDoor("La sessione è terminata: acceda di nuovo."));
  stream.onerror = async () => {
    if (!me) return;
    by("link-down").hidden = false;
    if (stream.readyState !== EventSource.CLOSED) return;
    try {
      await ask("GET", "/api/session");
    } catch (error) {
      if (failed(error)) return;
    }
    setTimeout(() => me && listen(), 3000);
  };
}

// Reads again what is shown. Wake-ups that come meanwhile are one more reading, not many.
async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    do {
      again = false;
      await read();
    } while (again && me);
  } catch (error) {
    if (!failed(error)) by("link-down").hidden = error.status !== 0;
  } finally {
    busy = false;
  }
}

async function read() {
  if (!me) return;
  cases = (await ask("GET", "/api/queue")).cases;
  readAt = Date.now();
  for (const one of cases) if (one.left_at || !one.mine) drafts.drop(one.id);
  showDuty((await ask("GET", "/api/session")).on_duty);
  if (!by("letters").hidden) await listLetters(enterLetter);
  await readOpenCase();
  showQueue();
}

async function readOpenCase() {
  const id = openCase();
  if (!id) return;
  try {
    const one = cases.find((each) => each.id === id) ?? (await ask("GET", `/api/cases/${encodeURIComponent(id)}`));
    if (openCase() !== id) return;
    if (one.mine) await readThread(networks());
    else showCase(one, networks());
    seen.set(id, one.seq);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 404) throw error;
    drafts.drop(id);
    leaveCase();
    by("desk").classList.remove("reading");
    announce("Il caso non esiste più: lei ha chiesto di cancellare tutto.");
  }
}

function showQueue() {
  const groups = {
    waiting: cases.filter((one) => one.state === "queued"),
    mine: cases.filter((one) => one.mine),
    others: cases.filter((one) => one.state === "claimed" && !one.mine),
  };
  const focused = document.activeElement?.dataset?.case;
  for (const [name, list] of Object.entries(groups)) {
    by(name).replaceChildren(...list.map(row));
    by(`${name}-title`).hidden = list.length === 0;
  }
  by("queue-empty").hidden = groups.waiting.length > 0;
  if (focused) document.querySelector(`[data-case="${CSS.escape(focused)}"]`)?.focus();
  const fresh = groups.waiting.filter((one) => !known.has(one.id));
  for (const one of cases) known.add(one.id);
  if (fresh.length) announce(fresh.some((one) => one.danger) ? "Nuovo caso in coda, pericolo." : "Nuovo caso in coda.");
}

function row(one) {
  const item = make("li");
  const button = make("button", "row");
  button.dataset.case = one.id;
  button.setAttribute("aria-current", String(one.id === openCase()));
  const title = make("span");
  if (one.danger) title.append(make("span", "flag", "▲ Pericolo"));
  title.append(make("span", "", one.language_name));
  // Counted from the server's own measure: this computer's clock may be wrong.
  const wait = one.state === "queued" ? waited(one.waited + (Date.now() - readAt) / 1000) : "";
  button.append(title, make("span", "wait", wait), note(one));
  button.addEventListener("click", () => choose(one));
  item.append(button);
  return item;
}

function note(one) {
  if (one.left_at) return make("small", "", `${one.network}, uscita in sicurezza`);
  if (one.mine && one.seq > (seen.get(one.id) ?? 0) && one.id !== openCase()) {
    const fresh = make("small", "", `${one.network}, `);
    fresh.append(make("span", "new", "novità"));
    return fresh;
  }
  return make("small", "", one.mine || one.state === "queued" ? one.network : `${one.network}, ${one.holder}`);
}

async function choose(one) {
  leaveLetter();
  by("desk").classList.add("reading");
  seen.set(one.id, one.seq);
  try {
    await enterCase(one, networks());
  } catch (error) {
    if (!failed(error)) by("case-problem").textContent = error.message;
  }
  showQueue();
}

function enterLetter(one) {
  leaveCase();
  by("nothing").hidden = true;
  by("desk").classList.add("reading");
  showLetter(one);
  by("talk").focus();
}

function tab(name) {
  for (const each of ["queue", "letters"]) {
    by(each).hidden = each !== name;
    by(`tab-${each}`).setAttribute("aria-selected", String(each === name));
    by(`tab-${each}`).tabIndex = each === name ? 0 : -1;
  }
  by("desk").classList.remove("reading");
  by(`tab-${name}`).focus();
  refresh();
}

for (const name of ["queue", "letters"]) {
  by(`tab-${name}`).addEventListener("click", () => tab(name));
  by(`tab-${name}`).addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") tab(name === "queue" ? "letters" : "queue");
  });
}

for (const name of ["back", "letter-back"]) {
  by(name).addEventListener("click", () => by("desk").classList.remove("reading"));
}

addEventListener("keydown", (event) => {
  if (!event.altKey || !me) return;
  if (event.key === "1") tab("queue");
  else if (event.key === "2") tab("letters");
  else if (event.key === "3") by(openLetter() ? "answer" : "text").focus();
  else return;
  event.preventDefault();
});

setInterval(() => me && showQueue(), 30000);
wire({ failed, changed: refresh, networks });
wireLetters({ failed, changed: refresh });

try {
  atDesk(await ask("GET", "/api/session"));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  atDoor(error.status === 401 ? "" : error.message);
}
