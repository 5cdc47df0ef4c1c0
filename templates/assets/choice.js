// Choosing charters for a comparison from any list: each link "add to comparison" becomes a button that remembers the choice, and the
// bar at the foot leads to the charters side by side.
'use strict';

(() => {
  const { make, announce, choice, count, root, tray } = charterhouse;

  // What a button shows of its charter: a list may lose buttons and get others, so that only those on the page count.
  const state = (button, ids) => {
    const chosen = ids.includes(button.dataset.charter);
    const short = button.classList.contains('short');
    button.setAttribute('aria-pressed', String(chosen));
    button.firstChild.textContent = short ? (chosen ? '✓' : '+') : (chosen ? 'In the comparison' : 'Add to comparison');
  };
  const turn = (id, name) => {
    const ids = choice.get();
    if (ids.includes(id)) {
      choice.set(ids.filter((one) => one !== id));
      announce(`${name} is out of the comparison. ${count(choice.get().length, 'charter')} chosen.`);
    } else if (ids.length >= choice.MOST) {
      announce(`A comparison holds ${choice.MOST} charters. Take one out first.`);
      full.hidden = false;
    } else {
      choice.set([...ids, id]);
      announce(`${name} is in the comparison. ${count(choice.get().length, 'charter')} chosen.`);
    }
    show();
  };
  // A button that puts a charter into the comparison and takes it out again.
  const adder = (id, name, looks = 'add short') => {
    const short = looks.includes('short');
    const button = make('button', { type: 'button', class: `act ${looks}`, 'data-charter': id, click: () => turn(id, name) },
      make('span', short ? { 'aria-hidden': 'true' } : {}), make('span', { class: 'unseen' }, short ? `Compare ${name}` : ` ${name}`));
    state(button, choice.get());
    return button;
  };

  const line = tray();
  const link = make('a', {});
  const full = make('span', { class: 'quiet', hidden: true }, ` ${choice.MOST} at most.`);
  const clear = make('button', { type: 'button', class: 'act', click: () => {
    choice.set([]);
    announce('Nothing is chosen.');
    show();
  } }, 'Clear', make('span', { class: 'unseen' }, ' the choice'));
  line.append(link, full, ' ', clear);

  const show = () => {
    const ids = choice.get();
    for (const button of document.querySelectorAll('button.add')) state(button, ids);
    line.hidden = ids.length === 0;
    link.href = `${root}compare.html#${ids.join(',')}`;
    link.textContent = ids.length === 1 ? 'Compare: 1 charter, add another' : `Compare ${count(ids.length, 'charter')} side by side`;
    if (ids.length < choice.MOST) full.hidden = true;
  };
  for (const add of document.querySelectorAll('a.add')) {
    add.replaceWith(adder(add.hash.slice(1), add.querySelector('.unseen').textContent.trim(), add.className));
  }
  // For scripts that list charters.
  charterhouse.adder = adder;
  addEventListener('storage', show);
  addEventListener('pageshow', (event) => { if (event.persisted) show(); });
  show();
})();
