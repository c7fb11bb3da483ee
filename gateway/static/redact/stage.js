// The page with its boxes: drawn and moved with a mouse, a pen or a finger, moved and stretched by keys. A finger scrolls
// the page unless it was asked to draw, or holds a chosen box.
import { fitted } from './store.js';

const STEP = 0.005; // of the page, for a key
const SLIP = 4; // pixels: less is a press and no drawing
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FIRST = { width: 0.3, height: 0.03 };

const place = (element, { x, y, width, height }) => {
  const sides = { left: x, top: y, width, height };
  for (const [side, part] of Object.entries(sides)) element.style[side] = `${part * 100}%`;
};

const button = (name) => Object.assign(document.createElement('button'), { type: 'button', className: name });

export class Stage {
  constructor(paper, region, store, { say, tell, page, ground, confirmed }) {
    Object.assign(this, { paper, region, store, say, tell, page, ground, confirmed });
    this.covers = new Map();
    this.hits = [];
    this.layer = document.createElement('div');
    this.layer.className = 'layer-of';
    this.layer.setAttribute('role', 'application');
    paper.append(this.layer);
    this.layer.addEventListener('pointerdown', (event) => this.begin(event));
    this.layer.addEventListener('pointermove', (event) => this.drag(event));
    this.layer.addEventListener('pointerup', (event) => this.end(event));
    this.layer.addEventListener('pointercancel', () => this.forget());
    this.layer.addEventListener('keydown', (event) => this.key(event));
    this.layer.addEventListener('focusin', ({ target }) => {
      if (target.dataset.key && target.dataset.key !== store.chosen) store.choose(target.dataset.key);
    });
  }

  render() {
    const boxes = this.store.on(this.page());
    for (const [key, cover] of this.covers) {
      if (!boxes.some((box) => box.key === key)) {
        cover.remove();
        this.covers.delete(key);
      }
    }
    boxes.forEach((box, at) => this.show(box, at + 1));
    this.outline();
  }

  show(box, n) {
    let cover = this.covers.get(box.key);
    if (!cover) {
      cover = button('cover');
      cover.dataset.key = box.key;
      cover.append(Object.assign(document.createElement('span'), { className: 'grip' }));
      this.covers.set(box.key, cover);
      this.layer.append(cover);
    }
    place(cover, box);
    cover.classList.toggle('chosen', box.key === this.store.chosen);
    cover.dataset.tag = `${n} ${box.ground}`;
    cover.setAttribute('aria-label', this.say('box', { n, ground: box.ground }));
  }

  // What the finder saw and nothing covers yet: a press takes it over. By keyboard the list beside does the same.
  outline() {
    for (const old of this.layer.querySelectorAll('.seen')) old.remove();
    for (const hit of this.hits) {
      for (const part of hit.places.filter(({ page }) => page === this.page())) {
        const seen = button('seen');
        seen.tabIndex = -1;
        seen.setAttribute('aria-label', this.say('hit'));
        seen.addEventListener('click', () => hit.take());
        place(seen, part);
        this.layer.prepend(seen);
      }
    }
  }

  focus(key) {
    const cover = this.covers.get(key);
    cover?.focus({ preventScroll: true });
    cover?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  // A box in the middle of what can be seen of the page, for whoever does not draw.
  fresh() {
    const [paper, region] = [this.paper.getBoundingClientRect(), this.region.getBoundingClientRect()];
    const top = Math.max(paper.top, region.top, 0);
    const bottom = Math.min(paper.bottom, region.bottom, innerHeight);
    const middle = bottom > top ? ((top + bottom) / 2 - paper.top) / paper.height : 0.5;
    const box = { page: this.page(), x: 0.35, y: middle - FIRST.height / 2, ...FIRST, ground: this.ground() };
    const [key] = this.store.add(box);
    this.unsure = key;
    this.store.choose(key);
    this.focus(key);
    this.tell(this.say('new', { page: this.page() }));
  }

  point({ clientX, clientY }) {
    const { left, top, width, height } = this.paper.getBoundingClientRect();
    const inside = (part) => Math.min(Math.max(part, 0), 1);
    return { x: inside((clientX - left) / width), y: inside((clientY - top) / height) };
  }

  begin(event) {
    if (event.button || this.drawing || event.target.closest('.seen')) return;
    const cover = event.target.closest('.cover');
    const touch = event.pointerType === 'touch';
    if (cover) {
      const held = cover.dataset.key === this.store.chosen;
      cover.focus({ preventScroll: true });
      if (touch && !held) return; // the first press chooses, so that a finger can still scroll over boxes
    } else if (touch && !this.finger) {
      return;
    }
    event.preventDefault();
    const start = this.point(event);
    const how = cover ? (event.target.closest('.grip') ? 'stretch' : 'move') : 'draw';
    this.drawing = { how, start, from: [event.clientX, event.clientY], key: cover?.dataset.key };
    if (cover) this.drawing.box = this.store.get(cover.dataset.key);
    else this.drawing.shown = this.layer.appendChild(button('cover'));
    this.layer.setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (!this.drawing) return;
    const [x, y] = this.drawing.from;
    this.drawing.far ||= Math.hypot(event.clientX - x, event.clientY - y) > SLIP;
    if (!this.drawing.far) return;
    this.drawing.now = this.drawn(this.point(event));
    place(this.drawing.shown ?? this.covers.get(this.drawing.key), this.drawing.now);
  }

  drawn({ x, y }) {
    const { how, start, box } = this.drawing;
    if (how === 'move') return fitted({ ...box, x: box.x + x - start.x, y: box.y + y - start.y });
    if (how === 'stretch') return fitted({ ...box, width: x - box.x, height: y - box.y });
    const [left, top] = [Math.min(x, start.x), Math.min(y, start.y)];
    return fitted({ x: left, y: top, width: Math.abs(x - start.x), height: Math.abs(y - start.y) });
  }

  end() {
    const done = this.forget();
    if (!done?.now) return;
    if (done.how !== 'draw') return void this.store.change(done.key, done.now);
    const [key] = this.store.add({ page: this.page(), ground: this.ground(), ...done.now });
    this.store.choose(key);
    this.focus(key);
  }

  forget() {
    const done = this.drawing;
    done?.shown?.remove();
    this.drawing = null;
    if (done) this.render();
    return done;
  }

  key(event) {
    const box = this.store.get(event.target.dataset.key);
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    if (WAYS[event.key]) this.nudge(box, WAYS[event.key], event.shiftKey);
    else if (event.key === 'Enter') this.confirm(box.key);
    else if (event.key === 'Delete' || event.key === 'Backspace') this.remove(box.key);
    else if (event.key === 'Escape') this.leave(box.key);
    else return;
    event.preventDefault();
  }

  nudge(box, [right, down], stretching) {
    const change = stretching
      ? { width: Math.min(box.width + right * STEP, 1 - box.x), height: Math.min(box.height + down * STEP, 1 - box.y) }
      : { x: box.x + right * STEP, y: box.y + down * STEP };
    this.store.change(box.key, change, `${stretching ? 'stretch' : 'move'} ${box.key}`);
    this.covers.get(box.key).scrollIntoView({ block: 'nearest', inline: 'nearest' });
    clearTimeout(this.quiet); // a held key says where it ended, not every step
    this.quiet = setTimeout(() => this.where(box.key), 300);
  }

  where(key) {
    const box = this.store.get(key);
    if (!box) return;
    const parts = { left: box.x, top: box.y, width: box.width, height: box.height };
    const said = Object.entries(parts).map(([name, part]) => [name, Math.round(part * 100)]);
    this.tell(this.say('at', { n: this.number(key), ...Object.fromEntries(said) }));
  }

  number(key) { return this.store.on(this.page()).findIndex((box) => box.key === key) + 1; }

  confirm(key) {
    this.unsure = null;
    this.store.run = null;
    this.tell(this.say('kept', { n: this.number(key) }));
    this.confirmed(key);
  }

  remove(key) {
    const n = this.number(key);
    this.store.remove(key);
    const left = this.store.on(this.page());
    const next = left[Math.min(n, left.length) - 1];
    if (next) this.focus(next.key);
    else this.region.focus();
    this.tell(this.say('removed', { n }));
  }

  leave(key) {
    if (this.drawing) this.forget();
    else if (key === this.unsure) this.remove(key);
    else this.region.focus();
    this.unsure = null;
  }
}
