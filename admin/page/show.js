// Small ways to put values on the page: always as text, never as markup.

export const by = (id) => document.getElementById(id);

export function make(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const CLOCK = new Intl.DateTimeFormat("it", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Rome" });
const DAY = new Intl.DateTimeFormat("it", { weekday: "long", day: "numeric", timeZone: "Europe/Rome" });

export const clock = (iso) => CLOCK.format(new Date(iso));
export const day = (iso) => `${DAY.format(new Date(iso))}, alle ${clock(iso)}`;

export function waited(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return "meno di 1 min";
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function facts(list, pairs) {
  list.replaceChildren();
  for (const [name, value] of pairs) list.append(make("dt", "", name), make("dd", "", value));
}

export function announce(text) {
  by("said").textContent = text;
}

// The ids of what is being sent: the same text sent again after a lost answer keeps its id, so
// that it reaches her once.
export function steadyIds() {
  let last = { text: null, id: "" };
  return {
    of(text) {
      if (last.text !== text) last = { text, id: crypto.randomUUID() };
      return last.id;
    },
    done() {
      last = { text: null, id: "" };
    },
  };
}

// A draft survives a reload of this tab; it is dropped when she leaves, and when its writer does.
export const drafts = {
  read: (id) => sessionStorage.getItem(`draft:${id}`) ?? "",
  keep: (id, text) => (text ? sessionStorage.setItem(`draft:${id}`, text) : sessionStorage.removeItem(`draft:${id}`)),
  drop: (id) => sessionStorage.removeItem(`draft:${id}`),
  dropAll: () => sessionStorage.clear(),
  // A draft is its writer's: whoever logs in next in this tab does not find it.
  belongTo(account) {
    if (sessionStorage.getItem("who") !== account) sessionStorage.clear();
    sessionStorage.setItem("who", account);
  },
};
