// Filters over the wordings of a page: strength, kind of library, with or without a figure. Each choice says how many wordings it
// would leave, given the others.
'use strict';

(() => {
  const { make, announce, count, fragment } = charterhouse;
  const list = document.querySelector('ul.wordings-of');
  if (!list) return;

  const entries = [...list.children].map((item) => ({
    item,
    strength: [item.dataset.strength],
    party: [item.dataset.party],
    kind: item.dataset.kinds.split(' '),
    figure: [item.querySelector('.figure') ? 'with' : 'without'],
  }));
  const NAMES = {
    strength: ['Strength', { firm: 'firm', qualified: 'qualified', discretionary: 'discretionary' }],
    party: ['Who is bound', { library: 'the library', user: 'its users' }],
    figure: ['Figure', { with: 'with a figure', without: 'without' }],
    kind: ['Kind of library', { school: 'school', university: 'university', public: 'public', national: 'national', state: 'state', special: 'special' }],
  };
  const wanted = Object.fromEntries(Object.keys(NAMES).map((facet) => [facet, new Set()]));
  // Whether an entry has one of what is wanted of each facet, `except` apart. Of a facet of which nothing is ticked, all are wanted.
  const fits = (entry, except) => Object.entries(wanted).every(([facet, values]) =>
    facet === except || values.size === 0 || entry[facet].some((value) => values.has(value)));

  const boxes = [];
  const group = (facet) => {
    const [title, values] = NAMES[facet];
    const shown = Object.entries(values).filter(([value]) => entries.some((entry) => entry[facet].includes(value)));
    if (shown.length < 2) return null;
    return make('fieldset', {}, make('legend', {}, title), shown.map(([value, name]) => {
      const box = make('input', { type: 'checkbox', change: () => {
        if (box.checked) wanted[facet].add(value); else wanted[facet].delete(value);
        apply(true);
      } });
      const number = make('span', { class: 'quiet num' });
      boxes.push({ box, number, facet, value });
      return make('label', {}, box, ` ${name} `, number);
    }));
  };
  const total = list.dataset.pages === '1' ? '' : ' on this page';
  const status = make('p', { class: 'small' });
  const clear = make('button', { type: 'button', class: 'act', click: () => {
    for (const values of Object.values(wanted)) values.clear();
    apply(true);
    boxes[0]?.box.focus();
  } }, 'Show all');

  const apply = (tell) => {
    let left = 0;
    for (const entry of entries) {
      const fit = fits(entry);
      entry.item.hidden = !fit;
      if (fit) left += 1;
    }
    for (const { box, number, facet, value } of boxes) {
      box.checked = wanted[facet].has(value);
      number.textContent = entries.filter((entry) => entry[facet].includes(value) && fits(entry, facet)).length.toLocaleString('en');
    }
    const all = left === entries.length;
    clear.hidden = Object.values(wanted).every((values) => values.size === 0);
    status.textContent = all ? `All ${count(entries.length, 'wording')}${total} are shown.`
      : `${left.toLocaleString('en')} of ${count(entries.length, 'wording')}${total}.`;
    if (!tell) return;
    announce(status.textContent);
    const others = [...fragment.read()].filter(([key]) => !(key in wanted));
    fragment.write(new Map([...others, ...Object.entries(wanted).map(([facet, values]) => [facet, [...values].join(',')])]));
  };

  const form = make('div', { class: 'filters', role: 'group', 'aria-label': 'Filter the wordings' },
    Object.keys(NAMES).map(group), make('div', { class: 'filters-end' }, status, clear));
  if (boxes.length === 0) return;
  document.getElementById('filters').replaceChildren(form);
  for (const [facet, value] of fragment.read()) {
    if (facet in wanted) for (const one of value.split(',')) if (one in NAMES[facet][1]) wanted[facet].add(one);
  }
  apply(false);
})();
