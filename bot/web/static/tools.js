// What a page may do for whoever reads little or sees badly. It runs before the chat's own script.
(() => {
'use strict';
const doc = document, root = doc.documentElement, speech = window.speechSynthesis;
const find = (id) => doc.getElementById(id);
const log = find('log'), choices = find('choices'), words = JSON.parse(doc.body.dataset.words);

function tool(act) {
  const touch = doc.createElement('button');
  touch.type = 'button';
  touch.onclick = act;
  return touch;
}
const tools = doc.createElement('div');
tools.className = 'tools';
find('answer').append(tools);

// --- larger letters: kept in the entry of the history that this page is, and nowhere else
let size = (history.state || {}).s || 0;
function resize(to) {
  root.classList.remove('l1', 'l2');
  size = to % 3;
  if (size) root.classList.add('l' + size);
}
const larger = tool(() => {
  resize(size + 1);
  history.replaceState({ s: size }, '');
  larger.scrollIntoView({ block: 'nearest' });
});
larger.textContent = 'A+';
larger.dir = 'ltr';
larger.setAttribute('aria-label', words.larger);
tools.append(larger);
resize(size);

// --- reading aloud: at her touch alone, after a word about being heard, and only by a voice of the
// device itself: any other would send the text to somebody else. Every other touch ends it.
if (!speech) return;
let reading = false, warned = false;
function voice() {
  const spoken = root.lang.split('-')[0], hers = spoken === 'fil' ? ['fil', 'tl'] : [spoken];
  return speech.getVoices().find((one) => one.localService === true
    && !/network|online/i.test(one.voiceURI + one.name)
    && hers.includes(one.lang.toLowerCase().split(/[-_]/)[0]));
}
function hush() {
  reading = false;
  read.setAttribute('aria-pressed', 'false');
  speech.cancel();
}
function aloud() {
  const lines = [...log.querySelectorAll('.m')];
  const last = lines.map((one) => one.classList.contains('me')).lastIndexOf(true);
  const names = choices.classList.contains('names');
  const offered = names ? [] : [...choices.children].filter((one) => one.value && one.name === 'choice');
  return [...lines.slice(last + 1), ...offered].map((one) => one.textContent);
}
const read = tool(() => {
  const own = voice(), was = reading;
  hush();
  if (was || !own) return;
  find('note').textContent = warned ? '' : words.read_hint;
  if (!warned) { warned = true; return; }
  const parts = aloud().map((part) => new SpeechSynthesisUtterance(part));
  if (!parts.length) return;
  parts.forEach((part) => { part.voice = own; part.lang = own.lang; part.rate = 0.9; part.volume = 0.6; });
  parts[parts.length - 1].onend = hush;
  reading = true;
  read.setAttribute('aria-pressed', 'true');
  parts.forEach((part) => speech.speak(part));
});
read.innerHTML = '<svg class="i i-sound" aria-hidden="true"><use href="#i-sound"/></svg><span></span>';
read.lastChild.textContent = words.read;
function offer() {
  hush();
  if (voice()) tools.append(read); else read.remove();
}
speech.addEventListener('voiceschanged', offer);
offer();
const elsewhere = (event) => { if (!read.contains(event.target)) hush(); };
addEventListener('pointerdown', elsewhere, true);
addEventListener('keydown', elsewhere, true);
addEventListener('hush', hush);
addEventListener('pagehide', hush);
doc.addEventListener('visibilitychange', () => { hush(); warned = false; });
})();
