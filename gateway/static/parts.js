// Files go in parts, so that a connection that breaks loses one part and not the file: a part is sent until it
// arrives, and after a reload the same file goes on where it stopped. Without this script they go with their form at once.
const AGAIN = 3000; // milliseconds between two tries
const pause = () => new Promise((go) => setTimeout(go, AGAIN));
const HASHED = 16 << 20; // bytes of a file that is known again by what is in it, others by name, size and day
const done = new WeakSet(); // files of this page that have arrived
const key = (picker) => `ppid-unggahan ${picker.dataset.key}`;

class Refused extends Error {}
class SignedOut extends Error {}

const tell = (picker, words, look = 'hint') => {
  let note = picker.parentElement.querySelector('output');
  if (!note) {
    note = document.createElement('output');
    picker.after(note);
  }
  note.className = look;
  note.value = words;
};

// What was begun and has not ended, by what it is known by: no name of a file stays in a browser that others use, too.
const kept = (picker) => JSON.parse(localStorage.getItem(key(picker)) ?? '{}');
const keep = (picker, mark, id) => {
  const { [mark]: _, ...others } = kept(picker);
  const all = id ? { ...others, [mark]: id } : others;
  if (Object.keys(all).length) localStorage.setItem(key(picker), JSON.stringify(all));
  else localStorage.removeItem(key(picker));
};

const markOf = async (file) => {
  if (file.size > HASHED || !crypto.subtle) return `${file.name} ${file.size} ${file.lastModified}`;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

// Asks until there is an answer. A page instead of JSON is the sign-in page: the session has run out.
const ask = async (picker, path, fields) => {
  for (;;) {
    let answer;
    try {
      const body = fields && new FormData();
      for (const [name, value] of Object.entries(fields ?? {})) body.set(name, value);
      answer = await fetch(picker.dataset.parts + path, { method: body ? 'POST' : 'GET', body });
    } catch {
      answer = undefined;
    }
    const json = answer?.headers.get('Content-Type')?.startsWith('application/json');
    if (json && answer.ok) return answer.json();
    if (json && answer.status < 500) throw Object.assign(new Refused(), await answer.json());
    if (answer && !json && answer.status < 500) throw new SignedOut();
    tell(picker, picker.dataset.broken);
    await pause();
  }
};

// What other fields of the form say of the file: those that the picker names.
const beside = (picker) => {
  const names = picker.dataset.with?.split(' ') ?? [];
  return Object.fromEntries([...new FormData(picker.form)].filter(([name]) => names.includes(name)));
};

const begun = async (picker, file, mark, proof) => {
  const id = kept(picker)[mark];
  if (id) {
    try {
      return await ask(picker, `/${id}`);
    } catch (over) {
      if (!(over instanceof Refused)) throw over;
    }
  }
  const upload = await ask(picker, '', { ...beside(picker), bukti: proof, nama: file.name, ukuran: file.size });
  keep(picker, mark, upload.id);
  return upload;
};

const send = async (picker, file, proof) => {
  const mark = await markOf(file);
  try {
    const upload = await begun(picker, file, mark, proof);
    const there = new Set(upload.parts);
    const count = Math.ceil(file.size / upload.part_size);
    for (let part = 1; part <= count; part += 1) {
      if (!there.has(part)) {
        const piece = file.slice((part - 1) * upload.part_size, part * upload.part_size);
        await ask(picker, `/${upload.id}/${part}`, { bukti: proof, berkas: piece });
      }
      tell(picker, picker.dataset.sent.replace('{percent}', Math.floor((part * 100) / count)).replace('{name}', file.name));
    }
    tell(picker, picker.dataset.checking);
    const arrived = await ask(picker, `/${upload.id}`, { bukti: proof });
    keep(picker, mark);
    return arrived;
  } catch (wrong) {
    if (wrong instanceof Refused) keep(picker, mark);
    throw wrong;
  }
};

const put = (form, name, value) => {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name, value });
  form.append(field);
};

document.addEventListener('submit', async (event) => {
  const form = event.target;
  const pickers = [...form.querySelectorAll('input[type="file"][data-parts]')].filter((one) => one.files.length);
  if (!pickers.length || form.dataset.sent) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.dataset.sent = 'yes';
  const buttons = [...form.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  try {
    for (const picker of pickers) {
      for (const file of picker.files) {
        if (done.has(file)) continue;
        const arrived = await send(picker, file, form.elements.bukti.value).catch((wrong) => { throw Object.assign(wrong, { picker, file }); });
        put(form, 'documents', arrived.id);
        done.add(file);
      }
    }
  } catch (wrong) {
    if (wrong instanceof Refused) {
      tell(wrong.picker, wrong.picker.files.length > 1 ? `“${wrong.file.name}”: ${wrong.fault}` : wrong.fault, 'fault');
      for (const button of buttons) button.disabled = false;
      delete form.dataset.sent;
      wrong.picker.focus();
      return;
    }
    if (!(wrong instanceof SignedOut)) throw wrong;
  }
  // The files are there, or the session is not: either way the form goes without them, and what was typed is kept.
  for (const picker of pickers) picker.disabled = true;
  if (event.submitter?.hasAttribute('formaction')) form.action = event.submitter.formAction;
  if (event.submitter?.name) put(form, event.submitter.name, event.submitter.value);
  form.submit();
}, { capture: true });

for (const picker of document.querySelectorAll('input[type="file"][data-parts]')) {
  if (Object.keys(kept(picker)).length) tell(picker, picker.dataset.resume);
}
