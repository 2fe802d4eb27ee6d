// Comfort only: everything here works without it.
const form = document.querySelector('form.decide');
if (form !== null) {
  const all = form.querySelector('[data-all]');
  const allBox = all.querySelector('input');
  const boxes = [...form.querySelectorAll('input[name="pick"]')];
  const told = form.querySelector('[data-selected]');
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    told.textContent = count === 0 ? '' : `(${count} selected)`;
    allBox.checked = count > 0 && count === boxes.length;
    allBox.indeterminate = count > 0 && count < boxes.length;
  };
  let last = null;
  form.addEventListener('click', ({ target, shiftKey }) => {
    const at = boxes.indexOf(target);
    if (at < 0) return;
    // from the last one to this one
    if (shiftKey && last !== null)
      for (const box of boxes.slice(Math.min(last, at), Math.max(last, at) + 1)) box.checked = target.checked;
    last = at;
  });
  form.addEventListener('change', ({ target }) => {
    if (target === allBox) for (const box of boxes) box.checked = allBox.checked;
    tell();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.type === 'checkbox') event.preventDefault();
  });
  all.hidden = false;
  window.addEventListener('pageshow', tell);
}

// On a phone the row of pages is wider than the screen.
const here = document.querySelector('.nav [aria-current]');
if (here !== null) {
  const row = here.closest('nav');
  const [at, width] = [here.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += at.left + at.width / 2 - width.left - width.width / 2;
}

// A second click while the first is on its way would only be told that somebody was faster.
document.addEventListener('submit', (event) => {
  if (event.target.dataset.sent === 'yes') event.preventDefault();
  else event.target.dataset.sent = 'yes';
});
window.addEventListener('pageshow', () => {
  for (const sent of document.querySelectorAll('form[data-sent]')) delete sent.dataset.sent;
});
