// Two to five charters side by side. The address holds the choice: `compare.html#public/slough-libraries,national/wales`, with
// `&differences=only` where topics on which all say the same are left out.
'use strict';

(() => {
  const { KINDS, announce, choice, count, fragment, isId, keeps, load, make, page, root, sign } = charterhouse;
  const place = document.getElementById('compare');
  const topics = [...document.querySelectorAll('#topic-names li')].map((item) => ({ id: item.dataset.topic, name: item.textContent }));
  const example = place.dataset.example;
  // More of one charter on one topic are on its own page.
  const MOST_SAID = 12;
  const STRENGTHS = ['firm', 'qualified', 'discretionary'];

  // ---- what the address says ----
  const bare = () => location.hash.slice(1).split('&').find((part) => !part.includes('=')) ?? '';
  const read = () => ({ ids: choice.clean(bare()), only: fragment.read().get('differences') === 'only' });
  const go = (ids, only, how = 'push') => {
    const text = `${ids.join(',')}${only ? '&differences=only' : ''}`;
    history[`${how}State`](null, '', `${location.href.split('#')[0]}${text ? `#${text}` : ''}`);
    return draw();
  };

  // ---- what charters say ----
  const speaks = (charter, topic) => charter.commitments
    .filter((said) => said.topic === topic || said.also?.includes(topic))
    .sort((a, b) => (a.topic !== topic) - (b.topic !== topic) || !a.figures - !b.figures
      || STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) || a.text.length - b.text.length);
  // What two charters must have in common to say the same: how firm the firmest promise is, and which figures are given.
  const gist = (said) => {
    if (said.length === 0) return 'silent';
    const own = said.filter((one) => one.party === 'library');
    const firmest = Math.min(...own.map((one) => STRENGTHS.indexOf(one.strength)));
    const figures = new Set(own.flatMap((one) => (one.figures ?? []).map((figure) => figure.short)));
    return `${firmest} ${[...figures].sort().join(' ')}`;
  };
  const rowsOf = (charters) => topics.map((topic) => {
    const cells = charters.map((charter) => (charter.unlabelled ? null : speaks(charter, topic.id)));
    const gists = new Set(cells.filter(Boolean).map(gist));
    const state = gists.size > 1 ? 'differ' : gists.has('silent') || gists.size === 0 ? 'silent' : 'same';
    return { topic, cells, state };
  });

  // ---- the table ----
  const drawSaid = (said) => make('li', {},
    make('p', { class: 'said' }, said.lead ? make('span', { class: 'lead-in' }, `${said.lead} `) : null, make('bdi', {}, said.text)),
    make('p', { class: 'marks' },
      make('span', { class: `party ${said.party === 'user' ? 'you' : 'we'}` }, said.party === 'user' ? 'you' : 'we'),
      make('span', { class: 'strength' }, make('span', { class: 'sign', 'aria-hidden': 'true' }, sign[said.strength]), ` ${said.strength}`),
      (said.figures ?? []).map((figure) => make('span', { class: 'figure' }, make('span', { 'aria-hidden': 'true' }, figure.short), make('span', { class: 'unseen' }, figure.words)))));
  const drawCell = (charter, said, topic) => {
    const cell = make('td', { role: 'cell', 'data-label': charter.library });
    if (!said) cell.append(make('p', { class: 'quiet' }, `not labelled: in ${charter.unlabelled}`));
    else if (said.length === 0) cell.append(make('p', { class: 'silent' }, 'says nothing'));
    else {
      cell.append(make('ul', { class: 'bare', lang: charter.language }, said.slice(0, MOST_SAID).map(drawSaid)));
      const more = said.length - MOST_SAID;
      const here = said.some((one) => one.topic === topic.id) ? `#${topic.id}` : `#c-${said[0].id}`;
      cell.append(make('a', { class: 'small', href: `${page(charter.id)}${here}` }, more > 0 ? `${more.toLocaleString('en')} more` : 'In the charter',
        make('span', { class: 'unseen' }, `: ${charter.library}, ${topic.name}`)));
    }
    return cell;
  };
  const drawRow = (charters, { topic, cells }) => make('tr', { role: 'row' },
    make('th', { scope: 'row', role: 'rowheader' }, make('a', { href: `${root}topics/${topic.id}.html` }, topic.name)),
    cells.map((said, at) => drawCell(charters[at], said, topic)));
  const group = (charters, rows, title) => (rows.length === 0 ? null : make('tbody', { role: 'rowgroup' },
    make('tr', { role: 'row', class: 'group' }, make('th', { role: 'rowheader', scope: 'rowgroup', colspan: String(charters.length + 1) }, title)),
    rows.map((row) => drawRow(charters, row))));

  const drawHead = (charter, at, all) => {
    const ids = all.map((one) => one.id);
    const act = (text, more, press, off = false) => make('button', { type: 'button', class: 'act', click: press, disabled: off, 'data-act': `${text} ${charter.id}` },
      text, make('span', { class: 'unseen' }, ` ${more}`));
    const moved = (by) => {
      const next = [...ids];
      next.splice(at + by, 0, ...next.splice(at, 1));
      return go(next, read().only).then(() => announce(`${charter.library} is number ${at + by + 1} of ${ids.length}.`));
    };
    return make('th', { scope: 'col', role: 'columnheader' },
      make('a', { class: 'library', href: page(charter.id) }, make('bdi', {}, charter.library)),
      make('span', { class: 'quiet small' }, `${charter.kind}, ${charter.country}${charter.basis === 'sample' ? ', made up' : ''}`),
      make('span', { class: 'acts' },
        act('←', `move ${charter.library} before`, () => moved(-1), at === 0),
        act('→', `move ${charter.library} behind`, () => moved(1), at === all.length - 1),
        act('Swap', `${charter.library} for another charter`, () => choose(charter)),
        act('Remove', charter.library, () => go(ids.filter((id) => id !== charter.id), read().only)
          .then(() => announce(`${charter.library} is removed. ${count(ids.length - 1, 'charter')} side by side.`)))));
  };
  const drawTable = (charters, only) => {
    const rows = rowsOf(charters);
    const of = (state) => rows.filter((row) => row.state === state);
    const caption = `${count(charters.length, 'charter')} side by side: ${charters.map((charter) => charter.library).join(', ')}`;
    const one = charters.length < 2;
    return make('div', { class: 'side-box', role: 'region', 'aria-label': 'Charters side by side, a table', tabindex: '0' },
      make('table', { class: `sides of-${charters.length}`, role: 'table' },
        make('caption', { class: 'unseen' }, caption),
        make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' },
          make('th', { scope: 'col', role: 'columnheader' }, 'Topic'), charters.map(drawHead))),
        group(charters, of('differ'), 'Where they differ'),
        only ? null : group(charters, of('same'), one ? 'What it speaks of' : 'Where they are as firm and give the same figures, or none'),
        only ? null : group(charters, of('silent'), one ? 'Where it says nothing' : 'Where all say nothing')));
  };

  // ---- choosing from the list ----
  let swapped = null;
  const kindBox = make('select', { id: 'pick-kind', change: () => list() },
    make('option', { value: '' }, 'Every kind'), (place.dataset.kinds ?? '').split(' ').filter((kind) => KINDS.includes(kind)).map((kind) => make('option', { value: kind }, kind)));
  const nameBox = make('input', { type: 'search', id: 'pick-name', autocomplete: 'off', input: () => list() });
  const results = make('ul', { class: 'bare picks' });
  const pickStatus = make('p', { class: 'small quiet', role: 'status' });
  const title = make('h2', { id: 'pick', tabindex: '-1' });
  const cancel = make('button', { type: 'button', class: 'act', click: () => { swapped = null; draw(); } }, 'Keep it');
  const picker = make('section', { 'aria-labelledby': 'pick', class: 'picker' }, title,
    make('div', { class: 'fields' },
      make('p', {}, make('label', { for: 'pick-kind' }, 'Kind of library'), kindBox),
      make('p', {}, make('label', { for: 'pick-name' }, 'Library or country'), nameBox)),
    cancel, pickStatus, results);
  const MOST_PICKS = 12;
  let asked = 0;
  const list = async () => {
    const turn = asked += 1;
    const kinds = kindBox.value ? [kindBox.value] : [...kindBox.options].map((option) => option.value).filter(Boolean);
    const lists = await Promise.all(kinds.map(async (kind) => ((await load(kind)) ?? []).map(([slug, name, country, said]) => ({ id: `${kind}/${slug}`, kind, name, country, said }))));
    if (turn !== asked) return;
    const words = nameBox.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const chosen = read().ids;
    const fit = lists.flat().filter((one) => !chosen.includes(one.id)
      && words.every((word) => `${one.name} ${one.country}`.toLocaleLowerCase().includes(word)));
    pickStatus.textContent = fit.length === 0 ? 'No charter has these words.'
      : fit.length > MOST_PICKS ? `The first ${MOST_PICKS} of ${count(fit.length, 'charter')}: write more of the name.` : `${count(fit.length, 'charter')}.`;
    const word = swapped ? 'Take' : 'Add';
    results.replaceChildren(...fit.slice(0, MOST_PICKS).map((one) => make('li', {},
      make('button', { type: 'button', class: 'act', click: () => pick(one) }, word, make('span', { class: 'unseen' }, ` ${one.name}`)),
      make('span', {}, make('bdi', {}, one.name), make('span', { class: 'quiet small' }, ` ${one.kind}, ${one.country}, ${count(one.said, 'commitment')}`)))));
  };
  const pick = async (one) => {
    const { ids, only } = read();
    const next = swapped ? ids.map((id) => (id === swapped.id ? one.id : id)) : [...ids, one.id];
    const said = swapped ? `${one.name} is in the place of ${swapped.library}.` : `${one.name} is added. ${count(next.length, 'charter')} side by side.`;
    swapped = null;
    await go(next, only);
    announce(said);
    title.focus();
  };
  const choose = (charter) => {
    swapped = charter;
    drawPicker(read().ids.length);
    list();
    nameBox.focus();
  };
  const drawPicker = (there) => {
    const full = there >= choice.MOST && !swapped;
    title.textContent = swapped ? `Swap ${swapped.library} for another` : there === 0 ? 'Choose charters' : full ? 'Five charters are side by side' : 'Add a charter';
    cancel.hidden = !swapped;
    for (const part of [picker.querySelector('.fields'), results, pickStatus]) part.hidden = full;
  };

  // ---- the page ----
  const missing = make('p', { class: 'note', hidden: true });
  const onlyBox = make('input', { type: 'checkbox', id: 'only', change: async () => {
    await go(read().ids, onlyBox.checked);
    announce(onlyBox.checked ? 'Only topics on which they differ are shown.' : 'All topics are shown.');
  } });
  const onlyText = make('span', { class: 'quiet' });
  const onlyLine = make('p', { class: 'only' }, make('label', {}, onlyBox, ' Differences only ', onlyText));
  const begin = make('p', { class: 'lede' });
  const table = make('div', {});
  let drawn = 0;
  const draw = async () => {
    const turn = drawn += 1;
    const { ids, only } = read();
    const focus = document.activeElement?.dataset?.act;
    const loaded = await Promise.all(ids.map(load));
    if (turn !== drawn) return;
    const charters = loaded.filter(Boolean);
    const gone = ids.filter((_, at) => !loaded[at]);
    missing.hidden = gone.length === 0;
    missing.textContent = gone.length ? `Not on this site, or not any more: ${gone.join(', ')}.` : '';
    if (keeps) choice.set(charters.map((charter) => charter.id));
    const differ = rowsOf(charters).filter((row) => row.state === 'differ').length;
    onlyLine.hidden = charters.length < 2;
    onlyBox.checked = only;
    onlyText.textContent = `${differ} of ${topics.length} topics`;
    begin.hidden = charters.length > 1;
    begin.replaceChildren(charters.length === 1 ? 'One charter is here: add another, and they stand side by side.'
      : make('span', {}, 'Put two to five charters side by side, topic by topic. Choose them below, or ',
        example ? make('a', { href: `#${example}` }, 'begin with one of each of three kinds') : 'in any list', '.'));
    table.replaceChildren(...(charters.length ? [drawTable(charters, only && charters.length > 1)] : []));
    document.body.dataset.sides = String(charters.length);
    drawPicker(charters.length);
    // All at once, so that nothing that is seen moves.
    if (!place.contains(table)) place.replaceChildren(begin, missing, onlyLine, table, picker);
    await list();
    if (focus) {
      const [, id] = focus.split(' ');
      const same = table.querySelector(`[data-act="${CSS.escape(focus)}"]:not(:disabled)`)
        ?? table.querySelector(`[data-act$=" ${CSS.escape(id)}"]:not(:disabled)`) ?? table.querySelector('th button:not(:disabled)') ?? title;
      same.focus();
    }
  };
  addEventListener('hashchange', () => { swapped = null; draw(); });
  addEventListener('popstate', () => { swapped = null; draw(); });

  const before = choice.get().filter(isId);
  if (read().ids.length === 0 && before.length > 0 && location.hash === '') go(before, false, 'replace');
  else draw();
})();
