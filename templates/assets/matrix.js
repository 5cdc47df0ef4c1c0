// Charters against topics: filters with their counts, and what is shown as a table to download. The data stand in
// `matrix/<kind>-data-N.js`; how they are made says `src/render/page/matrix/explore.rs`. Nothing is sent anywhere.
'use strict';

(() => {
  // What a cell says in words lies over its neighbours while it has the pointer or the focus: Escape puts it away.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') for (const grid of document.querySelectorAll('.charters-grid')) grid.classList.add('no-tips');
  });
  for (const name of ['focusin', 'pointermove']) {
    document.addEventListener(name, (event) => {
      const cell = event.target instanceof Element ? event.target.closest('td') : null;
      for (const grid of document.querySelectorAll('.no-tips')) {
        if (grid.awayFrom !== cell) grid.classList.remove('no-tips');
      }
    });
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const grid of document.querySelectorAll('.no-tips')) {
      grid.awayFrom = grid.querySelector('td:hover') ?? grid.querySelector('td:focus-within');
    }
  });

  const form = document.getElementById('explore');
  if (!form) return;
  const { make, count, page, root } = charterhouse;
  const found = document.getElementById('explore-found');
  const box = document.getElementById('explore-box');
  const start = document.getElementById('explore-start');
  const more = document.getElementById('explore-more');
  const csvButton = document.getElementById('explore-csv');

  // As many charters as are drawn at once.
  const ROWS = 300;
  // With more charters than this, nothing is loaded unasked.
  const UNASKED = 1000;
  const STRENGTHS = ['firm', 'qualified', 'discretionary'];
  const SIGNS = ['●', '◐', '○'];
  const CHANNELS = ['in-person', 'phone', 'email', 'post', 'online', 'chat', 'sms', 'social'];
  const FACETS = [...form.querySelectorAll('[data-facet]')].map((set) => set.dataset.facet);
  const TOPICS = [...document.querySelectorAll('tr[data-topic]')].map((row) => {
    const link = row.querySelector('th a');
    return { id: row.dataset.topic, name: link.textContent, href: link.href };
  });

  // ---- the data
  const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  const VALUE = new Uint8Array(128);
  for (let at = 0; at < LETTERS.length; at += 1) VALUE[LETTERS.charCodeAt(at)] = at;

  const told = new Map();
  charterhouse.gridded = ([kind, number, figures, charters]) => { told.set(`${kind}-${number}`, { kind, figures, charters }); };
  const load = (kind, number) => new Promise((done, failed) => {
    const script = make('script', {
      load: () => done(told.get(`${kind}-${number}`)),
      error: () => failed(new Error(`${kind}-${number}`)),
    });
    script.src = `${root}matrix/${kind}-data-${number}.js`;
    document.head.append(script);
  });

  // The commitments of a charter from its letters.
  const read = (text, figures) => {
    const commitments = [];
    let at = 0;
    const number = () => {
      let value = 0;
      let unit = 1;
      for (;;) {
        const letter = VALUE[text.charCodeAt(at)];
        at += 1;
        value += (letter % 32) * unit;
        if (letter < 32 || at >= text.length) return value;
        unit *= 32;
      }
    };
    while (at + 2 < text.length) {
      const label = VALUE[text.charCodeAt(at)];
      const bits = VALUE[text.charCodeAt(at + 1)] * 64 + VALUE[text.charCodeAt(at + 2)];
      at += 3;
      const has = (bit) => ((bits >> bit) & 1) === 1;
      const channels = CHANNELS.filter((_, bit) => has(bit));
      const measures = [];
      if (has(9)) for (let left = number(); left > 0; left -= 1) measures.push(figures[number()]);
      commitments.push({
        topic: Math.floor(label / STRENGTHS.length),
        firmness: label % STRENGTHS.length,
        measures: has(10) ? [] : measures,
        strength: [STRENGTHS[label % STRENGTHS.length]],
        channel: channels.length > 0 ? channels : ['none'],
        figure: [has(9) ? 'yes' : 'no'],
        vague: [has(8) ? 'yes' : 'no'],
      });
    }
    return commitments;
  };

  let charters = null;
  const open = async () => {
    const files = form.dataset.files.split(',').filter(Boolean).flatMap((entry) => {
      const [kind, numbers] = entry.split(' ');
      return Array.from({ length: Number(numbers) }, (_, at) => [kind, at + 1]);
    });
    let got = 0;
    const all = await Promise.all(files.map(async ([kind, number]) => {
      const file = await load(kind, number);
      got += 1;
      if (files.length > 6) found.textContent = `Reading the charters: ${got} of ${files.length} files.`;
      return file;
    }));
    charters = all.flatMap(({ kind, figures, charters: rows }) => rows.map(([slug, library, country, reviewed, letters]) => ({
      id: `${kind}/${slug}`, library, kind: [kind], country: [country], reviewed: [reviewed === 1 ? 'yes' : 'no'],
      commitments: read(letters, figures),
    })));
  };

  // ---- filters
  const chosen = () => Object.fromEntries(FACETS.map((facet) => [facet,
    new Set([...form.querySelectorAll(`input[name="${facet}"]:checked`)].map((input) => input.value))]));
  // How many facets do not let a commitment through; which one, where it is one.
  const stopped = (charter, commitment, wanted) => {
    let by = null;
    for (const facet of FACETS) {
      const values = commitment[facet] ?? charter[facet];
      if (wanted[facet].size > 0 && !values.some((value) => wanted[facet].has(value))) {
        if (by) return 'several';
        by = facet;
      }
    }
    return by;
  };

  // Of two figures the sooner where both are times of one scale; else the first, since they do not compare.
  const better = (best, one) => (best && !(best[1] === one[1] && one[1] < 2 && one[2] < best[2]) ? best : one);

  const filtered = (wanted) => {
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const rows = [];
    let commitments = 0;
    for (const charter of charters) {
      const cells = new Map();
      for (const commitment of charter.commitments) {
        const by = stopped(charter, commitment, wanted);
        if (by === 'several') continue;
        for (const facet of by ? [by] : FACETS) {
          for (const value of commitment[facet] ?? charter[facet]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
        }
        if (by) continue;
        commitments += 1;
        const cell = cells.get(commitment.topic) ?? { count: 0, firmness: 2, best: null };
        cell.count += 1;
        cell.firmness = Math.min(cell.firmness, commitment.firmness);
        for (const measure of commitment.measures) cell.best = better(cell.best, measure);
        cells.set(commitment.topic, cell);
      }
      if (cells.size > 0) rows.push({ charter, cells });
    }
    return { rows, counts, commitments };
  };

  // ---- showing
  const said = (cell) => {
    const strength = STRENGTHS[cell.firmness];
    const firmest = cell.count === 1 ? `1 commitment, ${strength}` : `${count(cell.count, 'commitment')}, the firmest ${strength}`;
    return cell.best ? `${firmest}; ${cell.best[0]}` : firmest;
  };
  const cellOf = (charter, topic, cell) => {
    if (!cell) {
      return make('td', {}, make('span', { class: 'silent' }, make('span', { 'aria-hidden': 'true' }, '·'), make('span', { class: 'unseen' }, 'none')));
    }
    return make('td', {}, make('a', { class: cell.best ? 'fig' : null, href: `${page(charter.id)}#${topic.id}` },
      make('span', { 'aria-hidden': 'true' }, `${cell.count} `, make('span', { class: 'sign' }, SIGNS[cell.firmness])),
      make('span', { class: 'tip' }, said(cell))));
  };
  const rowOf = ({ charter, cells }) => make('tr', {},
    make('th', { scope: 'row' }, make('a', { href: page(charter.id) }, make('bdi', {}, charter.library)), ' ',
      make('span', { class: 'of' }, charter.kind[0]), charter.reviewed[0] === 'yes' ? [' ', make('span', { class: 'reviewed' }, '✓ reviewed')] : null),
    TOPICS.map((topic, at) => cellOf(charter, topic, cells.get(at))));
  const head = () => make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Library'),
    TOPICS.map((topic) => make('th', { scope: 'col' }, make('a', { class: 'up', href: topic.href }, topic.name)))));

  let result = null;
  let drawn = 0;
  const body = make('tbody');
  box.append(make('table', { class: 'grid charters-grid' },
    make('caption', { class: 'unseen' }, 'Charters against topics, as filtered: commitments, strength and best figure'), head(), body));
  const draw = () => {
    const some = result.rows.slice(drawn, drawn + ROWS);
    body.append(...some.map(rowOf));
    drawn += some.length;
    more.hidden = drawn >= result.rows.length;
    csvButton.disabled = drawn === 0;
    const left = charters.length - result.rows.length;
    const parts = [`${count(result.rows.length, 'charter')} with ${count(result.commitments, 'commitment')}.`];
    if (drawn < result.rows.length) parts.push(`The first ${drawn.toLocaleString('en')} are shown.`);
    if (left > 0) parts.push(`${count(left, 'charter')} ${left === 1 ? 'has no such commitment and is' : 'have no such commitment and are'} left out.`);
    found.textContent = parts.join(' ');
  };
  const show = () => {
    if (!charters) return;
    result = filtered(chosen());
    for (const facet of FACETS) {
      for (const input of form.querySelectorAll(`input[name="${facet}"]`)) {
        const number = result.counts[facet].get(input.value) ?? 0;
        input.closest('label').querySelector('.facet-count').textContent = number.toLocaleString('en');
      }
    }
    drawn = 0;
    body.replaceChildren();
    box.hidden = result.rows.length === 0;
    draw();
  };

  // ---- what is shown as a table to download: a row a charter; for each topic how many, the firmest and the best figure
  const field = (value) => {
    const text = String(value);
    // A spreadsheet runs a cell that begins so as a formula.
    const plain = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const csv = () => {
    const columns = TOPICS.flatMap(({ id }) => [id, `${id}_firmest`, `${id}_figure`]);
    const lines = [['charter', 'library', 'kind', 'country', 'reviewed', ...columns]];
    for (const { charter, cells } of result.rows.slice(0, drawn)) {
      const values = TOPICS.flatMap((_, at) => {
        const cell = cells.get(at);
        return cell ? [cell.count, STRENGTHS[cell.firmness], cell.best ? cell.best[0] : ''] : [0, '', ''];
      });
      lines.push([charter.id, charter.library, charter.kind[0], charter.country[0], charter.reviewed[0], ...values]);
    }
    return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
  };
  csvButton.addEventListener('click', () => {
    const href = URL.createObjectURL(new Blob([csv()], { type: 'text/csv;charset=utf-8' }));
    const link = make('a', { href, download: 'matrix.csv' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  });

  // ---- the address holds the filters
  const toAddress = () => {
    const parameters = new URLSearchParams();
    const wanted = chosen();
    for (const facet of FACETS) if (wanted[facet].size > 0) parameters.set(facet, [...wanted[facet]].join(','));
    const hash = parameters.toString();
    try { history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search); } catch { /* The address stays as it was. */ }
  };
  const fromAddress = () => {
    const parameters = new URLSearchParams(location.hash.slice(1));
    for (const facet of FACETS) {
      const values = new Set((parameters.get(facet) ?? '').split(','));
      for (const input of form.querySelectorAll(`input[name="${facet}"]`)) input.checked = values.has(input.value);
    }
    return FACETS.some((facet) => parameters.has(facet));
  };

  const begin = async () => {
    start.hidden = true;
    found.textContent = 'Reading the charters.';
    try {
      await open();
      show();
    } catch {
      found.textContent = 'The data could not be read. They stand in the folder “matrix” beside this page: copy the whole site, or build it again.';
    }
  };
  form.addEventListener('change', () => { toAddress(); if (charters) show(); else begin(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => { setTimeout(() => { toAddress(); show(); }); });
  more.addEventListener('click', () => {
    const next = body.children.length;
    draw();
    body.children[next]?.querySelector('a').focus();
  });
  start.addEventListener('click', () => { begin(); });
  window.addEventListener('hashchange', () => { if (fromAddress()) show(); });

  form.hidden = false;
  // On a telephone the filters would stand before everything else.
  form.querySelector('.explore-filters').open = !matchMedia('(max-width: 48rem)').matches;
  const asked = fromAddress();
  if (asked) document.getElementById('charters').scrollIntoView();
  if (asked || Number(form.dataset.charters) <= UNASKED) begin();
  else start.hidden = false;
})();
