// Requests that were left while nobody was there.

import { ask } from "./api.js";
import { announce, by, day, drafts, make } from "./show.js";

let open = null;

export const openLetter = () => open?.id ?? "";

export function leaveLetter() {
  open = null;
  by("letter").hidden = true;
  by("letter-lines").replaceChildren();
  by("answer").value = "";
}

export async function listLetters(enter) {
  const { letters } = await ask("GET", "/api/letters");
  by("letters-empty").hidden = letters.length > 0;
  const focused = document.activeElement?.dataset?.letter;
  by("letter-list").replaceChildren(...letters.map((one) => row(one, enter)));
  if (focused) by("letter-list").querySelector(`[data-letter="${CSS.escape(focused)}"]`)?.focus();
}

function row(one, enter) {
  const item = make("li");
  const button = make("button", "row");
  button.dataset.letter = one.id;
  button.setAttribute("aria-current", String(one.id === openLetter()));
  button.append(
    make("span", "", one.network),
    make("span", "wait", one.answered_at ? "risposto" : "da rispondere"),
    make("small", "", `${one.language_name}, ${day(one.asked_at)}`),
  );
  button.addEventListener("click", () => enter(one));
  item.append(button);
  return item;
}

export function showLetter(one) {
  open = one;
  by("letter").hidden = false;
  by("letter-title").textContent = `Richiesta in ${one.language_name}`;
  by("letter-terms").textContent = `Lasciata ${day(one.asked_at)}. Domanda e risposta si cancellano ${day(one.forget_at)}.`;
  by("letter-problem").textContent = "";
  by("answer").value = drafts.read(one.id);
  by("answering").hidden = Boolean(one.answered_at);
  const lines = [line("her", "La donna", one.text)];
  if (one.answered_at) lines.push(line("operator", "Risposta lasciata", one.answer));
  by("letter-lines").replaceChildren(...lines);
}

function line(voice, who, text) {
  const made = make("div", `line ${voice}`);
  const head = make("header");
  head.append(make("strong", "", who));
  const words = make("p", "", text);
  words.dir = "auto";
  made.append(head, words);
  return made;
}

export function wireLetters({ failed, changed }) {
  by("answer").addEventListener("input", () => drafts.keep(open.id, by("answer").value));
  by("answering").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = by("answer").value;
    if (!text.trim()) return;
    try {
      const done = await ask("POST", `/api/letters/${encodeURIComponent(open.id)}/answer`, { text });
      drafts.drop(done.id);
      showLetter(done);
      announce("Risposta lasciata nella cassetta.");
    } catch (error) {
      if (!failed(error)) by("letter-problem").textContent = error.message;
    }
    await changed();
  });
}
