// A file goes in parts, so that a connection that breaks loses one part and not the file: a part is sent until it
// arrives, and after a reload the same file goes on where it stopped. Without this script it goes with its form at once.
const AGAIN = 3000; // milliseconds between two tries
const pause = () => new Promise((go) => setTimeout(go, AGAIN));
const key = (picker) => `ppid-unggahan ${picker.dataset.parts}`;

class Refused extends Error {}
class SignedOut extends Error {}

const note = (picker) => {
  let note = picker.parentElement.querySelector('output');
  if (!note) {
    note = document.createElement('output');
    note.className = 'hint';
    picker.after(note);
  }
  return note;
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
    note(picker).value = picker.dataset.broken;
    await pause();
  }
};

const begun = async (picker, file, proof) => {
  const kept = JSON.parse(localStorage.getItem(key(picker)) ?? 'null');
  if (kept && kept.name === file.name && kept.size === file.size && kept.changed === file.lastModified) {
    try {
      return await ask(picker, `/${kept.id}`);
    } catch (over) {
      if (!(over instanceof Refused)) throw over;
    }
  }
  const upload = await ask(picker, '', { bukti: proof, nama: file.name, ukuran: file.size });
  const said = { id: upload.id, name: file.name, size: file.size, changed: file.lastModified };
  localStorage.setItem(key(picker), JSON.stringify(said));
  return upload;
};

const send = async (picker, file, proof) => {
  const upload = await begun(picker, file, proof);
  const there = new Set(upload.parts);
  const count = Math.ceil(file.size / upload.part_size);
  for (let part = 1; part <= count; part += 1) {
    if (!there.has(part)) {
      const piece = file.slice((part - 1) * upload.part_size, part * upload.part_size);
      await ask(picker, `/${upload.id}/${part}`, { bukti: proof, berkas: piece });
    }
    note(picker).value = picker.dataset.sent.replace('{percent}', Math.floor((part * 100) / count));
  }
  note(picker).value = picker.dataset.checking;
  return ask(picker, `/${upload.id}`, { bukti: proof });
};

const put = (form, name, value) => {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name, value });
  form.append(field);
};

document.addEventListener('submit', async (event) => {
  const form = event.target;
  const picker = form.querySelector('input[type="file"][data-parts]');
  const file = picker?.files[0];
  if (!file?.size || form.dataset.sent) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.dataset.sent = 'yes';
  const buttons = [...form.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  try {
    const document_ = await send(picker, file, form.elements.bukti.value);
    put(form, 'documents', document_.id);
    localStorage.removeItem(key(picker));
  } catch (wrong) {
    if (wrong instanceof Refused) {
      localStorage.removeItem(key(picker));
      note(picker).value = wrong.fault;
      note(picker).className = 'fault';
      for (const button of buttons) button.disabled = false;
      delete form.dataset.sent;
      return;
    }
    if (!(wrong instanceof SignedOut)) throw wrong;
  }
  // The file is there, or the session is not: either way the form goes without it, and what was typed is kept.
  picker.disabled = true;
  if (event.submitter?.name) put(form, event.submitter.name, event.submitter.value);
  form.submit();
}, { capture: true });

for (const picker of document.querySelectorAll('input[type="file"][data-parts]')) {
  const kept = JSON.parse(localStorage.getItem(key(picker)) ?? 'null');
  if (kept) note(picker).value = picker.dataset.resume.replace('{name}', kept.name);
}
