// Choosing charters for a comparison from any list: each link "add to comparison" becomes a button that remembers the choice, and the
// bar at the foot leads to the charters side by side.
'use strict';

(() => {
  const { make, announce, choice, count, root, tray } = charterhouse;
  const links = [...document.querySelectorAll('a.add')];
  if (links.length === 0) return;

  const buttons = links.map((link) => {
    const id = link.hash.slice(1);
    const name = link.querySelector('.unseen').textContent.trim();
    const button = make('button', { type: 'button', class: `act ${link.className}`, click: () => {
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
    } });
    const short = link.classList.contains('short');
    const word = make('span', short ? { 'aria-hidden': 'true' } : {});
    button.append(word, make('span', { class: 'unseen' }, short ? `Compare ${name}` : ` ${name}`));
    link.replaceWith(button);
    return { button, word, id, short };
  });

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
    for (const { button, word, id, short } of buttons) {
      const chosen = ids.includes(id);
      button.setAttribute('aria-pressed', String(chosen));
      word.textContent = short ? (chosen ? '✓' : '+') : (chosen ? 'In the comparison' : 'Add to comparison');
    }
    line.hidden = ids.length === 0;
    link.href = `${root}compare.html#${ids.join(',')}`;
    link.textContent = ids.length === 1 ? 'Compare: 1 charter, add another' : `Compare ${count(ids.length, 'charter')} side by side`;
    if (ids.length < choice.MOST) full.hidden = true;
  };
  addEventListener('storage', show);
  addEventListener('pageshow', (event) => { if (event.persisted) show(); });
  show();
})();
