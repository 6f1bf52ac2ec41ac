(() => {
'use strict';
const doc = document, body = doc.body, root = doc.getElementById('root');
const find = (id) => doc.getElementById(id);
const log = find('log'), note = find('note'), choices = find('choices'), say = find('say'), text = find('text');
const words = JSON.parse(body.dataset.words);
const SVG = 'http://www.w3.org/2000/svg';
const MINUTE = 60000, AWAY = MINUTE;
let seq = +say.elements.after.value, form = say.elements.form.value, ask = say.elements.ask.value;
let state = body.dataset.state, gone = false, busy = false, hidden_at = 0, emptied = false, over = false;
let stream = null, early = [], acted = Date.now(), quiet = +body.dataset.quiet * MINUTE;
// What reads to her (tools.js) falls silent.
const hush = () => dispatchEvent(new Event('hush'));
let worded = body.dataset.word === '1';
delete body.dataset.words;

// --- leaving: everything happens in this task, nothing waits for the network
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('giorno') : null;
function empty() {
  hush();
  text.value = '';
  root.hidden = true;
  root.replaceChildren();
  if (stream) stream.close();
}
function blank() {
  gone = true;
  root.hidden = true;
  empty();
  body.replaceChildren();
}
function go() {
  const leave = () => { navigator.sendBeacon('/exit'); location.replace('/exit'); };
  if (navigator.onLine) leave(); else addEventListener('online', leave, { once: true });
}
function exit() {
  if (gone) return;
  blank();
  if (channel) channel.postMessage(1);
  go();
}
function cover() {
  if (gone) return;
  blank();
  location.replace('/');
}
if (channel) channel.onmessage = () => { if (!gone) { blank(); go(); } };
find('exit').addEventListener('click', (event) => { event.preventDefault(); exit(); });

// --- Shift three times within five seconds; a capital letter in between starts again
let shifts = [];
addEventListener('keydown', (event) => {
  if (event.key !== 'Shift') { shifts = []; return; }
  if (event.repeat) return;
  const now = Date.now();
  shifts = shifts.filter((at) => now - at < 5000);
  shifts.push(now);
  if (shifts.length > 2) exit();
});
addEventListener('keyup', (event) => {
  if (event.key === 'Shift' && shifts.length === 2 && !gone) tell(words.once_more);
});

// --- what is shown
function fill(element, string) {
  let last = 0;
  for (const found of string.matchAll(/[A-Za-z]{0,8}\d+(?:[.,:/-]\d+)*/g)) {
    const number = doc.createElement('bdi');
    number.textContent = found[0];
    element.append(string.slice(last, found.index), number);
    last = found.index + found[0].length;
  }
  element.append(string.slice(last));
  return element;
}
function make(tag, name, string) {
  const element = doc.createElement(tag);
  element.className = name;
  return fill(element, string);
}
function tell(string) { note.replaceChildren(); if (string) fill(note, string); }
// --- paper: what is marked so may be printed. A copy lies outside the talk while that lasts, since
// a telephone hides the page under its own print window; nobody sees it on the screen.
function put_down() {
  const sheet = find('sheet');
  if (sheet) sheet.remove();
}
function printable(element) {
  const touch = make('button', 'print', words.print);
  touch.type = 'button';
  touch.onclick = () => {
    put_down();
    const sheet = element.cloneNode(true);
    sheet.id = 'sheet';
    body.append(sheet);
    print();
  };
  element.after(touch);
}
addEventListener('afterprint', put_down);
function line(voice, string) {
  const mine = voice === 'her', element = doc.createElement('p');
  element.className = 'm new ' + (mine ? 'me' : voice);
  element.dir = 'auto';
  if (mine) element.append(make('span', 'vh', words.you + ': '));
  fill(element, string);
  log.append(element);
  return element;
}
function picture(name) {
  const drawn = doc.createElementNS(SVG, 'svg'), use = doc.createElementNS(SVG, 'use');
  drawn.setAttribute('class', 'i i-' + name);
  drawn.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', '#i-' + name);
  drawn.append(use);
  return drawn;
}
function button(option) {
  const element = make('button', '', '');
  if (option.icon) element.append(picture(option.icon));
  element.append(make('span', '', option.label));
  element.name = 'choice';
  element.dir = 'auto';
  element.value = option.id;
  if (option.lang) element.lang = option.lang;
  return element;
}
function offer(options) {
  choices.querySelectorAll('button,details').forEach((old) => old.remove());
  // Names of languages stand side by side, all of them: whoever looks for hers reads no other.
  const names = options.length > 6 && options.every((one) => one.lang);
  choices.classList.toggle('names', names);
  const count = names ? options.length : options.length > 6 ? 5 : 6;
  choices.append(...options.slice(0, count).map(button));
  if (options.length <= count) return;
  const more = doc.createElement('details');
  more.append(make('summary', '', words.more), ...options.slice(count).map(button));
  choices.append(more);
}
function types(now) {
  const known = find('typing');
  if (known) known.remove();
  if (!now || gone || emptied || over) return;
  const element = make('p', 'm service wait', words.typing);
  element.id = 'typing';
  element.setAttribute('aria-hidden', 'true');
  log.after(element);
}
function show(data) {
  let first = null;
  hush();
  for (const each of data.messages) {
    if (each.seq && each.seq <= seq) continue;
    if (each.voice === 'operator') { types(false); tell(''); }
    if (each.seq) seq = each.seq;
    const element = line(each.voice, each.text);
    if (each.paper) { element.classList.add('paper'); printable(element); }
    if (!first && each.voice !== 'her') first = element;
  }
  // Whoever waits for a person reads that one is there, before the first answer comes.
  if (state === 'queued' && data.state === 'operator' && !first) tell(words.here);
  if (data.state) state = data.state;
  if (data.quiet) quiet = data.quiet * MINUTE;
  if (data.word !== undefined) worded = data.word;
  if (data.ask !== undefined && (data.ask !== ask || first)) { ask = data.ask; offer(data.options); }
  if (first) first.scrollIntoView({ block: 'nearest' });
  const bottom = find('answer').getBoundingClientRect();
  if (first && first.getBoundingClientRect().top - (bottom.bottom - innerHeight) > 76) scrollTo(0, doc.documentElement.scrollHeight);
  else if (first) first.scrollIntoView();
}
function apply(data) {
  if (gone) return;
  // In another language, or in a talk that goes on from before, the whole page is another one.
  if (data.fresh) { location.reload(); return; }
  if (data.live && data.state && (data.state === 'shut') !== (state === 'shut')) { location.reload(); return; }
  if (data.live && data.language && data.language !== doc.documentElement.lang) { location.reload(); return; }
  if (data.live) { show(data); return; }
  if (!data.messages || !data.messages.length) { if (data.left) exit(); else cover(); return; }
  // The talk ended with a neutral line: only that line stays.
  over = true;
  hush();
  if (stream) stream.close();
  log.replaceChildren();
  find('answer').remove();
  tell('');
  data.messages.filter((each) => each.voice !== 'her').forEach((each) => line(each.voice, each.text));
}

// --- sending: one message at a time, repeated with its own id until it has arrived
const wait = (ms) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  addEventListener('online', () => { clearTimeout(timer); done(); }, { once: true });
});
async function deliver(fields) {
  for (let tries = 0; !gone; tries += 1) {
    const slow = setTimeout(() => { if (!gone && !tries) tell(words.moment); }, 600);
    try {
      const answer = await fetch('/', {
        method: 'POST', headers: { Accept: 'application/json' }, cache: 'no-store',
        body: new URLSearchParams({ ...fields, form, after: seq }),
      });
      clearTimeout(slow);
      if (answer.status === 413) return { long: true };
      const data = answer.status < 500 ? await answer.json() : null;
      if (data && data.form) form = data.form;
      if (data && !data.again) return data;
      if (data && tries > 2) return { lost: true };
      if (data) continue;
    } catch { clearTimeout(slow); }
    if (gone) break;
    tell(words.not_sent);
    await wait(Math.min(30000, 1000 * 2 ** tries));
  }
  return null;
}
function pend(label) {
  if (!label) return null;
  const pending = line('her', label);
  pending.classList.add('wait');
  pending.scrollIntoView({ block: 'nearest' });
  return pending;
}
// What she writes while something is on its way follows it: a word that leaves is never dropped.
let following = [];
function follow() {
  const next = following.shift();
  if (!next) return;
  if (next.pending) next.pending.remove();
  if (text.isConnected) send({ text: next.typed, ask }, state === 'locked' ? '' : next.typed);
}
function put_back(typed) {
  const typing = [typed, ...following.map((next) => next.typed), text.value].filter(Boolean);
  following.splice(0).forEach((next) => { if (next.pending) next.pending.remove(); });
  text.value = typing.join(' ');
}
async function send(fields, label) {
  if (busy || gone) return;
  busy = true;
  acted = Date.now();
  tell('');
  const pending = pend(label);
  const data = await deliver(fields);
  busy = false;
  if (!data || gone) return;
  tell('');
  if (pending) pending.remove();
  if (data.long || data.lost) {
    tell(data.long ? words.too_long : words.lost);
    put_back(fields.text);
  } else {
    apply(data);
    early.splice(0).forEach(apply);
    if (!gone && state === 'locked') tell(words.locked);
    listen();
  }
  if (!gone && !emptied && text.isConnected && fields.text) text.focus({ preventScroll: true });
  if (!gone) follow();
}
say.addEventListener('submit', (event) => {
  event.preventDefault();
  const typed = text.value.trim();
  if (!typed || gone) return;
  text.value = '';
  if (busy) { following.push({ typed, pending: pend(state === 'locked' ? '' : typed) }); return; }
  send({ text: typed, ask }, state === 'locked' ? '' : typed);
});
choices.addEventListener('submit', (event) => {
  event.preventDefault();
  const touched = event.submitter;
  if (touched && !busy) send({ choice: touched.value, ask }, touched.textContent);
});

// --- live answers
let again = 0;
function listen() {
  if (stream || gone || over || !window.EventSource) return;
  stream = new EventSource('/events?after=' + seq);
  stream.addEventListener('news', (event) => {
    again = 0;
    const data = JSON.parse(event.data);
    if (emptied) return;
    if (busy) early.push(data); else apply(data);
  });
  // A line of the page and no more: no sound, no announcement, nothing in the title.
  stream.addEventListener('typing', (event) => types(event.data === '1'));
  // While something is on its way, its answer says how the talk ended.
  stream.addEventListener('cover', () => { if (!busy && !over) cover(); });
  stream.onerror = () => {
    types(false);
    if (gone || !stream || stream.readyState !== 2) return;
    stream = null;
    again = Math.min(again + 1, 5);
    setTimeout(listen, again * 3000);
  };
}
log.querySelectorAll('.paper').forEach(printable);
if (body.dataset.live) listen();

// --- silence: a quiet sentence two minutes before, and one tap to stay
setInterval(() => {
  if (gone || emptied || over || state === 'queued' || state === 'operator') { acted = Date.now(); return; }
  const still = Date.now() - acted;
  if (still > quiet) { cover(); return; }
  if (still < quiet - 2 * MINUTE || find('stay')) return;
  tell(words.closing);
  const stay = make('button', '', words.stay);
  stay.id = 'stay';
  stay.type = 'button';
  stay.onclick = () => send({ stay: 1 }, '');
  note.append(stay);
}, 5000);

// --- a hidden tab shows nothing; back soon it shows again, later only after a touch
// The server knows since when nobody looks: where she has a word, it asks for it after a minute.
let timer = 0;
function sight(seen) {
  if (worded && !gone) navigator.sendBeacon('/', new URLSearchParams({ [seen]: 1, form }));
}
function put_away() {
  if (gone || emptied) return;
  emptied = true;
  put_down();
  empty();
  const calm = doc.createElement('div'), title = doc.createElement('h1');
  calm.className = 'calm';
  title.textContent = doc.title;
  const back = make('button', '', words.continue);
  back.onclick = () => location.reload();
  calm.append(title, make('p', '', words.away), back);
  body.append(calm);
}
doc.addEventListener('visibilitychange', () => {
  if (gone || emptied) return;
  if (doc.hidden) {
    hidden_at = Date.now();
    root.hidden = true;
    sight('hidden');
    timer = setTimeout(put_away, AWAY);
    return;
  }
  clearTimeout(timer);
  if (hidden_at && Date.now() - hidden_at >= AWAY) { put_away(); return; }
  sight('visible');
  log.setAttribute('aria-live', 'off');
  root.hidden = false;
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
  text.focus({ preventScroll: true });
});
if (!doc.hidden) sight('visible');
addEventListener('pagehide', () => { gone = true; empty(); body.replaceChildren(); });
addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

// --- the soft keyboard of iOS moves the page under a sticky bar: follow it
const view = window.visualViewport;
if (view) {
  const follow = () => { const bar = doc.querySelector('header'); if (bar && view.scale === 1) bar.style.transform = view.offsetTop ? 'translateY(' + view.offsetTop + 'px)' : ''; };
  view.addEventListener('resize', follow);
  view.addEventListener('scroll', follow);
}
scrollTo(0, doc.documentElement.scrollHeight);
})();
