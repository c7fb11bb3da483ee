// The only script: a form that was sent cannot be sent again by a second click. Pages work the same without it,
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

// Coming back with the browser's own button shows the page as it was left: let it be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('button[disabled]')) button.disabled = false;
  }
});
