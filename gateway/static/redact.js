// Draws boxes on the pictures of the pages and saves them together. Without this script every box is a form of its own.
// What is not saved yet is kept in this tab, so that neither a lost session nor somebody else's saving loses it.
import { Finder } from './redact/finder.js';
import { Layers } from './redact/layers.js';
import { Stage } from './redact/stage.js';
import { Store, differences, plain } from './redact/store.js';

const find = (selector) => document.querySelector(selector);
const data = JSON.parse(find('#bahan').textContent);
const kept = `ppid-penghitaman ${data.id}`;
const path = `/kerja/penghitaman/${data.id}`;
const live = find('#live');
const store = new Store(data);
let page = Number(find('#hal').value);
let ground = 'h';
let leaving = false;

const say = (name, values = {}) => Object.entries(values)
  .reduce((text, [place, value]) => text.replaceAll(`{${place}}`, value), data.say[name]);
const tell = (words) => { live.textContent = words; };
const paper = find('.paper');
const stage = new Stage(paper, find('.desktop'), store, {
  say, tell, page: () => page, ground: () => ground, confirmed: (key) => layers.focus(key),
});
const layers = new Layers(find('.layers'), find('#lapis'), store, {
  say, page: () => page, removed: (key) => stage.remove(key),
});
const finder = new Finder(find('#pencari'), find('#temuan'), store, stage, { say, tell, failed, signedOut });

function failed(words) {
  const note = find('#gagal');
  note.hidden = !words;
  note.firstElementChild.textContent = words;
  note.lastElementChild.hidden = true;
}

function signedOut() {
  failed(say('signed_out'));
  find('#gagal').lastElementChild.hidden = false;
}

function render() {
  stage.render();
  layers.render();
  finder.render();
  const { unsaved } = store;
  find('#tersimpan').value = unsaved ? say('unsaved', { n: unsaved }) : say('saved');
  find('#jumlah').textContent = say('boxes', { n: store.boxes.length });
  for (const option of find('#hal').options) {
    const n = store.on(Number(option.value)).length;
    const words = say('option', { page: option.value, pages: data.pages.length });
    option.textContent = n ? `${words} · ${say('boxes', { n })}` : words;
  }
  ground = store.get(store.chosen)?.ground ?? ground;
  if (unsaved) sessionStorage.setItem(kept, JSON.stringify({ version: store.version, ...lists() }));
  else sessionStorage.removeItem(kept);
}

const lists = () => ({ boxes: store.boxes.map(plain), base: store.base.map(plain) });

function turn(to) {
  page = Math.min(Math.max(to, 1), data.pages.length);
  const { width, height } = data.pages[page - 1];
  const picture = paper.querySelector('img');
  Object.assign(picture, { src: `${path}/hal-${page}.png`, alt: say('alt', { page }) });
  picture.height = Math.round((1000 * height) / width);
  find('.desktop').scrollTop = 0;
  find('.desktop').setAttribute('aria-label', say('option', { page, pages: data.pages.length }));
  stage.layer.setAttribute('aria-label', say('layers', { page }));
  find('#lapisan').textContent = say('layers', { page });
  find('#hal').value = page;
  for (const field of document.querySelectorAll('input[name=hal]')) field.value = page;
  for (const link of document.querySelectorAll('[data-turn]')) {
    const next = page + Number(link.dataset.turn);
    link.hidden = next < 1 || next > data.pages.length;
    link.href = `?hal=${next}#naskah`;
  }
  history.replaceState(null, '', `?hal=${page}`);
  store.choose(null);
  tell(say('page', { page, pages: data.pages.length, n: store.on(page).length }));
}

// Whether all boxes are saved now.
async function save() {
  if (!store.unsaved) return true;
  const sent = store.boxes;
  const body = new FormData();
  body.set('bukti', find('#usul').elements.bukti.value);
  body.set('versi', store.version);
  body.set('kotak', JSON.stringify(sent.map(plain)));
  find('#tersimpan').value = say('saving');
  let answer;
  try {
    answer = await fetch(`${path}/kotak`, { method: 'POST', body });
  } catch {
    answer = undefined;
  }
  const json = answer?.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : undefined;
  if (json && answer.ok) {
    failed('');
    store.saved(json.version, sent);
    tell(say('saved'));
    for (const field of document.querySelectorAll('input[name=versi]')) field.value = json.version;
    return true;
  }
  render();
  if (!json && answer && answer.status < 500) signedOut();
  else if (!json) failed(say('away'));
  else if (answer.status === 412) differs(json, store.base, store.version);
  else objected(json, sent);
  return false;
}

function objected({ fault, box }, sent) {
  failed(say('not_saved', { why: fault }));
  const wrong = sent[box];
  if (!wrong) return;
  if (wrong.page !== page) turn(wrong.page);
  store.choose(wrong.key);
  layers.focus(wrong.key);
}

function differs(theirs, base, since) {
  const note = find('#bentrok');
  const { came, went } = differences(base, theirs.boxes);
  note.hidden = false;
  const names = [...new Set(theirs.hands.filter((hand) => hand.version > since).map((hand) => hand.name))].join(', ');
  const how = say('differs', { came: came.length, went: went.length });
  note.querySelector('[data-how]').textContent = names ? `${say('by', { names })} ${how}` : how;
  note.querySelector('button').focus();
  for (const [name, merge] of [['merge', true], ['theirs', false]]) {
    note.querySelector(`[data-do=${name}]`).onclick = () => {
      note.hidden = true;
      store.rebase(theirs, merge, base);
      for (const field of document.querySelectorAll('input[name=versi]')) field.value = theirs.version;
      tell(say('merged'));
      find('.desktop').focus();
    };
  }
}

const DO = {
  new: () => stage.fresh(),
  whole: () => store.choose(store.add({ page, x: 0, y: 0, width: 1, height: 1, ground })[0]),
  undo: () => tell(say(store.undo() ? 'undone' : 'nothing')),
  redo: () => tell(say(store.redo() ? 'redone' : 'nothing')),
  save,
  finger: (pressed) => {
    stage.finger = pressed;
    stage.layer.classList.toggle('drawing', pressed);
  },
  black: (pressed) => paper.classList.toggle('black', pressed),
};

document.addEventListener('click', (event) => {
  const pressed = event.target.closest('[data-do]');
  if (pressed?.hasAttribute('aria-pressed')) {
    const on = pressed.getAttribute('aria-pressed') !== 'true';
    pressed.setAttribute('aria-pressed', on);
    DO[pressed.dataset.do](on);
  } else if (pressed) {
    DO[pressed.dataset.do]?.();
  }
  const link = event.target.closest('[data-turn]');
  if (link) {
    event.preventDefault();
    turn(page + Number(link.dataset.turn));
  }
  if (event.target.closest('#gagal a')) leaving = true;
});
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.matches('input, textarea')) return;
  const act = { z: event.shiftKey ? 'redo' : 'undo', y: 'redo', s: 'save' }[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  DO[act]();
});
find('#hal').addEventListener('change', ({ target }) => turn(Number(target.value)));
find('#besar').addEventListener('change', ({ target }) => {
  paper.classList.toggle('z15', target.value === '1.5');
  paper.classList.toggle('z2', target.value === '2');
});
find('#usul').addEventListener('submit', async (event) => {
  if (!store.unsaved) return;
  event.preventDefault();
  event.stopPropagation();
  if (await save()) event.target.requestSubmit(event.submitter);
});
window.addEventListener('beforeunload', (event) => {
  if (store.unsaved && !leaving) event.preventDefault();
});

document.documentElement.classList.add('scripted-on');
for (const part of document.querySelectorAll('.scripted')) part.hidden = false;
stage.layer.setAttribute('aria-label', say('layers', { page }));
store.addEventListener('change', render);
const before = JSON.parse(sessionStorage.getItem(kept) ?? 'null');
render();
if (before) {
  const theirs = { boxes: data.boxes, version: data.version, hands: data.hands };
  store.put(new Store(before).boxes);
  if (before.version === data.version) tell(say('restored'));
  else differs(theirs, before.base, before.version);
}
