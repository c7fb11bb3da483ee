// A form that was sent cannot be sent again by a second click. Pages work the same without it,
// because a second sending of the same draft is recognised on the server.
const freeze = (form) => {
  for (const button of form.querySelectorAll('button[type="submit"]')) button.disabled = true;
  const word = document.querySelector('meta[name="sending"]')?.content ?? '';
  const live = document.getElementById('live');
  if (live) live.textContent = word;
};

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method !== 'post' || form.target === '_blank') return;
  form.dataset.sent = 'yes';
  // After this turn, so that the pressed button's own name and value are still sent.
  setTimeout(() => freeze(form), 0);
});

// A file that is only to be checked stays where it is: its SHA-256 is sent in its place. Without a script, or where a
// browser cannot count it, the file itself is sent and hashed as it comes.
const LARGEST_HELD = 1 << 30;
document.addEventListener('submit', async (event) => {
  const form = event.target;
  const field = form.elements[form.dataset.digest];
  const picker = form.querySelector('input[type="file"]');
  const file = picker?.files[0];
  if (!field || !file || field.value || !crypto.subtle || file.size > LARGEST_HELD) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.dataset.sent = 'yes';
  freeze(form);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  field.value = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  picker.disabled = true;
  form.submit();
}, { capture: true });

// Coming back with the browser's own button shows the page as it was left: let it be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    for (const part of form.querySelectorAll('button[disabled], input[disabled]')) part.disabled = false;
    if (form.dataset.digest) form.elements[form.dataset.digest].value = '';
  }
});
