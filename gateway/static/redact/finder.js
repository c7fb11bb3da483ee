// The finder: asks without leaving the page, shows what it saw on the page too, and takes it over into the boxes here.
import { covers } from './store.js';

// The boxes of a hit: places, and behind a # the words that were asked for, which the copy must not hold any more.
const places = (value) => {
  const [where, words] = value.split(/#(.*)/s);
  return where.split(';').map((part) => {
    const [page, x, y, width, height] = part.split(' ').map(Number);
    return { page, x, y, width, height, words: words || null };
  });
};

export class Finder {
  constructor(form, seen, store, stage, { say, tell, failed, signedOut }) {
    Object.assign(this, { form, seen, store, stage, say, tell, failed, signedOut });
    form.addEventListener('submit', (event) => this.ask(event));
    seen.addEventListener('submit', (event) => {
      if (event.submitter?.value === 'cari') return void this.ask(event);
      event.preventDefault();
      event.stopPropagation();
      const all = event.submitter?.value === 'ambil-semua';
      this.take([...seen.querySelectorAll(`[name=temuan]:not(:disabled)${all ? '' : ':checked'}`)]);
    });
  }

  async ask(event) {
    event.preventDefault();
    event.stopPropagation();
    const body = new FormData(event.target);
    body.set('langkah', 'cari');
    this.tell(this.say('searching'));
    event.submitter.disabled = true;
    try {
      const answer = await fetch(event.target.action, { method: 'POST', body });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!page.querySelector('#temuan')) return void this.signedOut();
      this.failed('');
      this.replace(page);
    } catch {
      this.failed(this.say('away'));
    } finally {
      event.submitter.disabled = false;
    }
  }

  // The page that a browser without scripts would have got holds what was found, or what is wrong with the question.
  replace(page) {
    this.seen.replaceChildren(...page.querySelector('#temuan').childNodes);
    const [ours, theirs] = [this.form, page.querySelector('#pencari')].map((form) => form.elements.nama.parentElement);
    ours.replaceWith(theirs);
    this.render();
    const heading = this.seen.querySelector('h3') ?? theirs.querySelector('textarea');
    heading.focus();
    this.tell(heading.textContent);
  }

  render() {
    const open = [];
    for (const tick of this.seen.querySelectorAll('[name=temuan]')) {
      const parts = places(tick.value);
      tick.disabled = parts.every((part) => this.store.boxes.some((box) => covers(box, part)));
      if (tick.disabled) tick.checked = false;
      else open.push({ places: parts, take: () => this.take([tick]) });
      tick.closest('li').querySelector('.covered').hidden = !tick.disabled;
    }
    this.stage.hits = open;
    this.stage.outline();
  }

  take(ticks) {
    const ground = this.seen.querySelector('[name=dasar]').value;
    const boxes = ticks.flatMap((tick) => places(tick.value)).map((part) => ({ ...part, ground }));
    if (boxes.length) this.store.add(...boxes);
    this.tell(this.say('taken', { n: ticks.length }));
  }
}
