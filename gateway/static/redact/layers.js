// The boxes of the page as a list beside it: chosen here they are chosen there, and what is typed here moves them there.
const SIDES = ['x', 'y', 'width', 'height'];
const TEXTS = ['ground', 'act', 'note'];
const percent = (part) => `${Math.round(part * 10000) / 100}`.replace('.', ',');
const read = (text) => (/^\d{1,3}([.,]\d{1,3})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) / 100 : null);

export class Layers {
  constructor(list, template, store, { say, page, removed }) {
    Object.assign(this, { list, template, store, say, page, removed });
    this.rows = new Map();
    list.replaceChildren();
    list.addEventListener('input', ({ target }) => this.typed(target));
    list.addEventListener('submit', (event) => this.pressed(event));
    list.addEventListener('toggle', ({ target }) => this.opened(target), true);
  }

  render() {
    const boxes = this.store.on(this.page());
    for (const [key, row] of this.rows) {
      if (!boxes.some((box) => box.key === key)) {
        row.remove();
        this.rows.delete(key);
      }
    }
    boxes.forEach((box, at) => this.show(box, at + 1));
    this.list.previousElementSibling.hidden = boxes.length > 0;
  }

  show(box, n) {
    const row = this.rows.get(box.key) ?? this.made(box.key);
    const chosen = box.key === this.store.chosen;
    row.classList.toggle('chosen', chosen);
    row.querySelector('details').open = chosen;
    row.querySelector('.letter').textContent = box.ground;
    row.querySelector('.called').textContent = this.say('called', { n });
    row.querySelector('.placed').textContent = this.say('placed', { left: Math.round(box.x * 100), top: Math.round(box.y * 100) });
    const { elements } = row.querySelector('form');
    for (const name of SIDES) if (elements[name] !== document.activeElement) elements[name].value = percent(box[name]);
    for (const name of TEXTS) if (elements[name] !== document.activeElement) elements[name].value = box[name] ?? '';
  }

  made(key) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.dataset.key = key;
    row.removeAttribute('id');
    for (const name of ['id', 'for', 'aria-describedby']) {
      for (const part of row.querySelectorAll(`[${name}]`)) {
        part.setAttribute(name, part.getAttribute(name).replaceAll(/-0\b/g, `-${key}`));
      }
    }
    this.rows.set(key, row);
    this.list.append(row);
    return row;
  }

  typed(field) {
    const key = field.closest('li').dataset.key;
    const value = SIDES.includes(field.name) ? read(field.value) : field.value || null;
    const wrong = SIDES.includes(field.name) && value === null;
    field.toggleAttribute('aria-invalid', wrong);
    if (!wrong) this.store.change(key, { [field.name]: value }, `${field.name} ${key}`);
  }

  pressed(event) {
    event.preventDefault();
    event.stopPropagation();
    if (event.submitter?.value === 'hapus') this.removed(event.target.closest('li').dataset.key);
  }

  opened(details) {
    const { key } = details.closest('li').dataset;
    if (details.open && key !== this.store.chosen) this.store.choose(key);
    else if (!details.open && key === this.store.chosen) this.store.choose(null);
  }

  focus(key) { this.rows.get(key)?.querySelector('[name=ground]').focus(); }
}
