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

  // As many charters as are drawn before the reader asks for more; so many of them at once, that the first are seen without delay.
  const ROWS = 300;
  const AT_ONCE = 40;
  // With more charters than this, nothing is loaded unasked.
  const UNASKED = 1000;
  const STRENGTHS = ['firm', 'qualified', 'discretionary'];
  const SIGNS = ['●', '◐', '○'];
  // Bits of a commitment: one a channel, and then these.
  const CHANNELS = ['in-person', 'phone', 'email', 'post', 'online', 'chat', 'sms', 'social'];
  const [VAGUE, FIGURE, OF_USER] = [256, 512, 1024];
  const FACETS = [...form.querySelectorAll('[data-facet]')].map((set) => set.dataset.facet);
  const CHOICES = FACETS.map((facet) => [...form.querySelectorAll(`input[name="${facet}"]`)].map((input) => ({
    input, value: input.value, count: input.closest('label').querySelector('.facet-count'),
  })));
  const valuesOf = (facet) => CHOICES[FACETS.indexOf(facet)].map(({ value }) => value);
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

  // All commitments in columns, those of a charter one after the other: a filter is then one walk over numbers.
  let charters = null;
  let data = null;
  const columns = (files) => {
    const room = files.reduce((all, file) => all + file.charters.reduce((sum, row) => sum + row[4].length, 0), 0) / 3 + 1;
    const topics = new Uint8Array(room);
    const firmness = new Uint8Array(room);
    const bits = new Uint16Array(room);
    // The figures of a commitment by its place, where it has any.
    const figured = new Map();
    let place = 0;
    const read = (text, figures) => {
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
        topics[place] = Math.floor(label / STRENGTHS.length);
        firmness[place] = label % STRENGTHS.length;
        bits[place] = VALUE[text.charCodeAt(at + 1)] * 64 + VALUE[text.charCodeAt(at + 2)];
        at += 3;
        if (bits[place] & FIGURE) {
          const measures = [];
          for (let left = number(); left > 0; left -= 1) measures.push(figures[number()]);
          if (!(bits[place] & OF_USER)) figured.set(place, measures);
        }
        place += 1;
      }
      return place;
    };
    const [kinds, countries, reviews] = ['kind', 'country', 'reviewed'].map(valuesOf);
    const rows = files.flatMap(({ kind, figures, charters: of }) => of.map(([slug, library, country, reviewed, letters]) => {
      const from = place;
      const was = reviewed === 1 ? 'yes' : 'no';
      return {
        id: `${kind}/${slug}`, library, kind, country, reviewed: was, from, to: read(letters, figures),
        values: { kind: kinds.indexOf(kind), country: countries.indexOf(country), reviewed: reviews.indexOf(was) },
      };
    }));
    return { rows, columns: { topics, firmness, bits, figured } };
  };
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
    ({ rows: charters, columns: data } = columns(all));
  };

  // ---- filters
  // A facet of charters has one value for all of a charter's commitments. One of commitments has some values for each, as bits.
  const OF_CHARTER = new Set(['kind', 'country', 'reviewed']);
  const bit = (values) => Object.fromEntries(values.map((value, at) => [value, 1 << at]));
  const BITS = Object.fromEntries(FACETS.filter((facet) => !OF_CHARTER.has(facet)).map((facet) => [facet, bit(valuesOf(facet))]));
  // All values that a sort of commitment may have, by its bits: looked up, not reckoned, in the walk.
  const channelBits = new Uint16Array(256);
  for (let some = 0; some < 256; some += 1) {
    channelBits[some] = some === 0 ? BITS.channel?.none ?? 0
      : CHANNELS.reduce((bits, channel, at) => ((some >> at) & 1 ? bits | (BITS.channel?.[channel] ?? 0) : bits), 0);
  }
  const MADE_OF = {
    strength: (place) => BITS.strength[STRENGTHS[data.firmness[place]]],
    channel: (place) => channelBits[data.bits[place] & 255],
    figure: (place) => (data.bits[place] & FIGURE ? BITS.figure.yes : BITS.figure.no),
    vague: (place) => (data.bits[place] & VAGUE ? BITS.vague.yes : BITS.vague.no),
  };
  const OURS = FACETS.map((facet, at) => ({ facet, at, of: MADE_OF[facet] }));
  const [ofCharters, ofCommitments] = [true, false].map((is) => OURS.filter(({ facet }) => OF_CHARTER.has(facet) === is));

  // What is chosen of each facet, as a list of truths or as bits; nothing chosen lets everything through.
  const chosen = () => CHOICES.map((choices, at) => {
    const any = choices.some(({ input }) => input.checked);
    if (OF_CHARTER.has(FACETS[at])) return choices.map(({ input }) => !any || input.checked);
    return choices.reduce((bits, { input, value }) => (!any || input.checked ? bits | BITS[FACETS[at]][value] : bits), 0);
  });

  // How many commitments have each value among those that the other facets let through, and which charters have any that all do.
  const filtered = (wanted) => {
    const counts = CHOICES.map((choices) => new Uint32Array(choices.length));
    const rows = [];
    let commitments = 0;
    const add = (at, bits) => {
      for (let value = 0, rest = bits; rest > 0; value += 1, rest >>= 1) if (rest & 1) counts[at][value] += 1;
    };
    const has = new Uint16Array(FACETS.length);
    for (let row = 0; row < charters.length; row += 1) {
      const charter = charters[row];
      const stops = ofCharters.filter(({ facet, at }) => !wanted[at][charter.values[facet]]);
      if (stops.length > 1) continue;
      let through = 0;
      let alone = 0;
      for (let place = charter.from; place < charter.to; place += 1) {
        // Which facet stops it; -1 for none, and less for several.
        let by = stops.length === 1 ? stops[0].at : -1;
        for (const { at, of } of ofCommitments) {
          has[at] = of(place);
          if ((has[at] & wanted[at]) === 0) by = by === -1 ? at : -2;
        }
        if (by === -2) continue;
        if (by === -1) {
          through += 1;
          for (const { at } of ofCommitments) add(at, has[at]);
        } else if (stops.length === 1) alone += 1;
        else add(by, has[by]);
      }
      const count = ({ at, facet }, number) => { if (charter.values[facet] >= 0) counts[at][charter.values[facet]] += number; };
      if (stops.length === 1) count(stops[0], alone);
      else for (const facet of ofCharters) count(facet, through);
      commitments += through;
      if (through > 0) rows.push(charter);
    }
    return { rows, counts, commitments, wanted };
  };

  // Of two figures the sooner where both are times of one scale; else the first, since they do not compare.
  const better = (best, one) => (best && !(best[1] === one[1] && one[1] < 2 && one[2] < best[2]) ? best : one);

  // The cells of a charter that some commitment of its fills.
  const cellsOf = (charter, wanted) => {
    const cells = new Map();
    for (let place = charter.from; place < charter.to; place += 1) {
      if (ofCommitments.some(({ at, of }) => (of(place) & wanted[at]) === 0)) continue;
      const topic = data.topics[place];
      const cell = cells.get(topic) ?? { count: 0, firmness: 2, best: null };
      cell.count += 1;
      cell.firmness = Math.min(cell.firmness, data.firmness[place]);
      for (const measure of data.figured.get(place) ?? []) cell.best = better(cell.best, measure);
      cells.set(topic, cell);
    }
    return cells;
  };

  // ---- showing
  const said = (cell) => {
    const strength = STRENGTHS[cell.firmness];
    const firmest = cell.count === 1 ? `1 commitment, ${strength}` : `${count(cell.count, 'commitment')}, the firmest ${strength}`;
    return cell.best ? `${firmest}; ${cell.best[0]}` : firmest;
  };
  // Copies of one another, since there are thousands.
  const silent = make('td', { class: 'none' }, make('span', { class: 'unseen' }, 'none'));
  const filled = make('td', {}, make('a', {}, '0 ', make('span', { class: 'sign' }, SIGNS[0])));
  const cellOf = (charter, topic, cell) => {
    if (!cell) return silent.cloneNode(true);
    const made = filled.cloneNode(true);
    const link = made.firstChild;
    if (cell.best) link.className = 'fig';
    link.href = `${page(charter.id)}#${topic.id}`;
    link.setAttribute('aria-label', said(cell));
    link.firstChild.data = `${cell.count} `;
    link.lastChild.textContent = SIGNS[cell.firmness];
    return made;
  };
  const rowOf = (charter) => {
    const cells = cellsOf(charter, result.wanted);
    return make('tr', {},
      make('th', { scope: 'row' }, make('a', { href: page(charter.id) }, make('bdi', {}, charter.library)), ' ',
        make('span', { class: 'of' }, charterhouse.adder?.(charter.id, charter.library), ` ${charter.kind}`, charter.reviewed === 'yes' ? [' ', make('span', { class: 'reviewed' }, '✓ reviewed')] : null)),
      TOPICS.map((topic, at) => cellOf(charter, topic, cells.get(at))));
  };
  const head = () => make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Library'),
    TOPICS.map((topic) => make('th', { scope: 'col' }, make('a', { class: 'up', href: topic.href }, topic.name)))));

  let result = null;
  let drawn = 0;
  let wanted = 0;
  let later = 0;
  const body = make('tbody');
  box.append(make('table', { class: 'grid charters-grid' },
    make('caption', { class: 'unseen' }, 'Charters against topics, as filtered: commitments, strength and best figure'), head(), body));
  // Draws some rows, and the others when the browser has shown these.
  const draw = (many) => {
    clearTimeout(later);
    const some = result.rows.slice(drawn, Math.min(drawn + many, wanted));
    body.append(...some.map(rowOf));
    drawn += some.length;
    if (drawn < wanted) later = setTimeout(() => draw(AT_ONCE), 16);
  };
  const drawMore = () => {
    wanted = Math.min(wanted + ROWS, result.rows.length);
    draw(AT_ONCE);
    more.hidden = wanted >= result.rows.length;
    csvButton.disabled = wanted === 0;
    const left = charters.length - result.rows.length;
    const parts = [`${count(result.rows.length, 'charter')} with ${count(result.commitments, 'commitment')}.`];
    if (wanted < result.rows.length) parts.push(`The first ${wanted.toLocaleString('en')} are shown.`);
    if (left > 0) parts.push(`${count(left, 'charter')} ${left === 1 ? 'has no such commitment and is' : 'have no such commitment and are'} left out.`);
    found.textContent = parts.join(' ');
  };
  const show = () => {
    if (!charters) return;
    clearTimeout(later);
    result = filtered(chosen());
    CHOICES.forEach((choices, facet) => choices.forEach(({ count: place }, at) => {
      const number = result.counts[facet][at].toLocaleString('en');
      if (place.textContent !== number) place.textContent = number;
    }));
    drawn = 0;
    wanted = 0;
    body.replaceChildren();
    box.hidden = result.rows.length === 0;
    drawMore();
  };

  // ---- what is shown as a table to download: a row a charter; for each topic how many, the firmest and the best figure
  const field = (value) => {
    const text = String(value);
    // A spreadsheet runs a cell that begins so as a formula.
    const plain = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const csv = () => {
    const names = TOPICS.flatMap(({ id }) => [id, `${id}_firmest`, `${id}_figure`]);
    const lines = [['charter', 'library', 'kind', 'country', 'reviewed', ...names]];
    for (const charter of result.rows.slice(0, drawn)) {
      const cells = cellsOf(charter, result.wanted);
      const values = TOPICS.flatMap((_, at) => {
        const cell = cells.get(at);
        return cell ? [cell.count, STRENGTHS[cell.firmness], cell.best ? cell.best[0] : ''] : [0, '', ''];
      });
      lines.push([charter.id, charter.library, charter.kind, charter.country, charter.reviewed, ...values]);
    }
    return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
  };
  csvButton.addEventListener('click', () => {
    draw(ROWS);
    const href = URL.createObjectURL(new Blob([csv()], { type: 'text/csv;charset=utf-8' }));
    const link = make('a', { href, download: 'matrix.csv' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  });

  // ---- the address holds the filters
  const toAddress = () => {
    // What else the address holds, such as a choice of charters where the browser keeps none, stays.
    const parameters = new URLSearchParams([...charterhouse.fragment.read()].filter(([name]) => !FACETS.includes(name)));
    CHOICES.forEach((choices, facet) => {
      const values = choices.filter(({ input }) => input.checked).map(({ value }) => value);
      if (values.length > 0) parameters.set(FACETS[facet], values.join(','));
    });
    const hash = parameters.toString();
    try { history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search); } catch { /* The address stays as it was. */ }
  };
  const fromAddress = () => {
    const parameters = new URLSearchParams(location.hash.slice(1));
    CHOICES.forEach((choices, facet) => {
      const values = new Set((parameters.get(FACETS[facet]) ?? '').split(','));
      for (const { input, value } of choices) input.checked = values.has(value);
    });
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
    draw(ROWS);
    const next = body.children.length;
    drawMore();
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
