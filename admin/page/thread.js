// The open case: claim, conversation, composer, safety banner, closing.

import { ask } from "./api.js";
import { announce, by, clock, drafts, facts, make, steadyIds, waited } from "./show.js";

const WHO = { her: "La donna", service: "Servizio automatico", operator: "Operatrice" };
const DUTY = { yes: "sì: pubblico ufficiale", no: "no", unknown: "da verificare" };
const ids = steadyIds();

let open = null;
let last = 0;
let reading = 0;

export const openCase = () => open?.id ?? "";

export function leaveCase() {
  open = null;
  last = 0;
  by("lines").replaceChildren();
  by("text").value = "";
  by("case").hidden = true;
  by("nothing").hidden = !by("letter").hidden;
  showFacts(null, []);
}

export async function enterCase(one, networks) {
  leaveCase();
  by("letter").hidden = true;
  by("nothing").hidden = true;
  by("case").hidden = false;
  by("case-problem").textContent = "";
  by("text").value = drafts.read(one.id);
  showCase(one, networks);
  if (one.mine) await readThread(networks);
  by("talk").focus();
}

export function showCase(one, networks) {
  open = one;
  by("case-title").replaceChildren();
  if (one.danger) by("case-title").append(make("span", "flag", "▲ Pericolo"));
  by("case-title").append(make("span", "named", one.language_name), " ", make("small", "", one.network));
  const mine = one.mine && one.state !== "closed";
  by("offer").hidden = one.mine;
  by("lines").hidden = !one.mine;
  by("composer").hidden = !mine;
  by("close").hidden = by("release").hidden = !mine;
  showOffer(one);
  showBanner(one);
  showFacts(one, networks);
}

function showOffer(one) {
  by("claim").hidden = one.state !== "queued";
  if (one.state === "queued") {
    by("offer-text").textContent = `Aspetta da ${waited(one.waited)}. Parla ${one.language_name}. Prendendo il caso in carico potrà leggere che cosa ha scritto da quando ha chiesto di parlare con una persona, e risponderle. Il servizio automatico tace finché Lei non chiude.`;
  } else if (one.state === "closed") {
    by("offer-text").textContent = "Il caso è chiuso, oppure lei non aspetta più.";
  } else {
    by("offer-text").textContent = `Il caso è seguito da ${one.holder || "una collega"}. Solo chi lo segue può leggere la conversazione.`;
  }
}

function showBanner(one) {
  const banner = by("banner");
  const text = one.left_at
    ? `Uscita in sicurezza, ${clock(one.left_at)}. Non si può scrivere: nulla la raggiunge finché non torna.`
    : "";
  if (banner.textContent !== text) banner.textContent = text;
  banner.hidden = !text;
  by("text").disabled = by("send").disabled = Boolean(text);
  if (text) {
    by("text").value = "";
    drafts.drop(one.id);
  }
}

function showFacts(one, networks) {
  const pairs = one ? Object.entries(one.shared) : [];
  facts(by("facts"), pairs);
  facts(document.querySelector("#facts-narrow dl"), pairs);
  by("side").hidden = !one;
  by("facts-empty").hidden = pairs.length > 0;
  by("facts-narrow").hidden = pairs.length === 0;
  const network = one && networks.find((each) => each.name === one.network);
  facts(by("agency"), network ? [["Ente", network.agency], ["Obbligo di denuncia", DUTY[network.duty_to_report]]] : []);
}

export async function readThread(networks) {
  const id = open.id;
  const turn = ++reading;
  const state = await ask("GET", `/api/cases/${encodeURIComponent(id)}/thread?after=${last}`);
  if (openCase() !== id || turn !== reading) return;
  showCase(state.case, networks);
  const pane = by("lines");
  const atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 60;
  for (const line of state.lines) {
    if (line.seq <= last) continue;
    pane.append(drawn(line));
    last = line.seq;
  }
  if (atEnd) pane.scrollTop = pane.scrollHeight;
}

function drawn(line) {
  const made = make("div", `line ${line.voice}`);
  const head = make("header");
  head.append(make("strong", "", line.author || WHO[line.voice]), make("time", "", clock(line.at)));
  const text = make("p", "", line.text);
  text.dir = "auto";
  made.append(head, text);
  return made;
}

export function wire({ failed, changed, networks }) {
  const problem = (text) => (by("case-problem").textContent = text);
  const attempt = async (work) => {
    problem("");
    try {
      await work();
    } catch (error) {
      if (!failed(error)) problem(error.message);
      await changed();
    }
  };
  by("claim").addEventListener("click", () =>
    attempt(async () => {
      const taken = await ask("POST", `/api/cases/${encodeURIComponent(open.id)}/claim`);
      announce("Caso preso in carico.");
      await enterCase(taken, networks());
      by("text").focus();
      await changed();
    }),
  );
  by("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (by("send").disabled) return;
    attempt(() => send(networks));
  });
  by("text").addEventListener("input", () => drafts.keep(open.id, by("text").value));
  by("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) by("composer").requestSubmit();
  });
  by("release").addEventListener("click", () =>
    attempt(async () => {
      const freed = await ask("POST", `/api/cases/${encodeURIComponent(open.id)}/release`);
      drafts.drop(freed.id);
      leaveCase();
      announce("Caso rimesso in coda.");
      await changed();
    }),
  );
  by("close").addEventListener("click", () => by("sure").showModal());
  by("sure").addEventListener("close", () => {
    if (by("sure").returnValue === "yes" && open) attempt(() => close(changed));
    by("sure").returnValue = "";
  });
}

async function send(networks) {
  const box = by("text");
  const text = box.value;
  const id = open.id;
  if (!text.trim()) return;
  by("send").disabled = true;
  try {
    await ask("POST", `/api/cases/${encodeURIComponent(id)}/reply`, { id: ids.of(text), text });
  } finally {
    by("send").disabled = box.disabled;
  }
  ids.done();
  drafts.drop(id);
  if (box.value === text) box.value = "";
  if (openCase() === id) await readThread(networks());
  box.focus();
}

async function close(changed) {
  const id = open.id;
  await ask("POST", `/api/cases/${encodeURIComponent(id)}/close`);
  drafts.drop(id);
  leaveCase();
  announce("Caso chiuso.");
  await changed();
}
