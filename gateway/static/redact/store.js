// The boxes of a redaction as one list that is never changed in place: every change leaves the list before it behind, so
// that undoing is going back to it. Coordinates are fractions of the page as it is seen.
const FIELDS = ['page', 'x', 'y', 'width', 'height', 'ground', 'act', 'note', 'words'];
const LEAST = 0.002; // of a page: what can still be seen and held

let last = 0;
const keyed = (box) => ({ ...box, key: `k${(last += 1)}` });
const round = (number) => Math.round(number * 1e5) / 1e5;

export const plain = (box) => Object.fromEntries(FIELDS.map((name) => [name, box[name] ?? null]));
const said = (box) => JSON.stringify(plain(box));

// Which boxes came and which went between two lists.
export const differences = (before, after) => {
  const [had, has] = [new Set(before.map(said)), new Set(after.map(said))];
  return { came: after.filter((box) => !had.has(said(box))), went: before.filter((box) => !has.has(said(box))) };
};

// The nearest place on the page for a box that was drawn, moved or stretched beyond its edges.
export const fitted = (box) => {
  const width = Math.min(Math.max(box.width, LEAST), 1);
  const height = Math.min(Math.max(box.height, LEAST), 1);
  const [x, y] = [Math.min(Math.max(box.x, 0), 1 - width), Math.min(Math.max(box.y, 0), 1 - height)];
  return { ...box, x: round(x), y: round(y), width: round(width), height: round(height) };
};

export const covers = (box, place) => box.page === place.page
  && box.x <= place.x + 1e-4 && box.y <= place.y + 1e-4
  && box.x + box.width >= place.x + place.width - 1e-4 && box.y + box.height >= place.y + place.height - 1e-4;

export class Store extends EventTarget {
  constructor({ boxes, version }) {
    super();
    this.boxes = boxes.map(keyed);
    this.base = this.boxes;
    this.version = version;
    this.past = [];
    this.future = [];
    this.chosen = null;
  }

  on(page) { return this.boxes.filter((box) => box.page === page); }

  get(key) { return this.boxes.find((box) => box.key === key); }

  get unsaved() {
    const { came, went } = differences(this.base, this.boxes);
    return Math.max(came.length, went.length);
  }

  // A run of changes with the same name, as of an arrow key held down, is one step to undo.
  put(boxes, run = null) {
    if (!run || run !== this.run) this.past.push(this.boxes);
    this.run = run;
    this.future = [];
    this.boxes = boxes;
    this.tell();
  }

  add(...boxes) {
    const added = boxes.map((box) => keyed(fitted(box)));
    this.put([...this.boxes, ...added]);
    return added.map((box) => box.key);
  }

  change(key, change, run = null) {
    this.put(this.boxes.map((box) => (box.key === key ? fitted({ ...box, ...change }) : box)), run);
  }

  remove(key) { this.put(this.boxes.filter((box) => box.key !== key)); }

  choose(key) {
    this.chosen = key;
    this.run = null;
    this.tell();
  }

  step(from, to) {
    if (!from.length) return false;
    to.push(this.boxes);
    this.boxes = from.pop();
    this.run = null;
    this.tell();
    return true;
  }

  undo() { return this.step(this.past, this.future); }

  redo() { return this.step(this.future, this.past); }

  saved(version, sent) {
    this.version = version;
    this.base = sent;
    this.tell();
  }

  // Somebody else's list is what is saved now. Merged with it, what came and went here since `base` comes and goes there.
  rebase({ boxes, version }, merge, base) {
    const theirs = boxes.map(keyed);
    const { came, went } = differences(base, this.boxes);
    const gone = new Set(went.map(said));
    this.base = theirs;
    this.version = version;
    this.put(merge ? [...theirs.filter((box) => !gone.has(said(box))), ...came] : theirs);
  }

  tell() { this.dispatchEvent(new Event('change')); }
}
