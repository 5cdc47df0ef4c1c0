// The basket: wordings that a reader pins, on any page that lists promises. There is no account and no server: the address of the
// basket holds every pin and note, and the browser's own storage carries them from page to page where it may.
'use strict';

charterhouse.pins = (() => {
  const { make, announce, count, fragment, isId, keeps, memory, root, tray, wordingOf } = charterhouse;
  // More would make an address that some browsers cut.
  const MOST = 300;

  // `pins=public/slough-libraries:9bbbb179c8,:0a1b2c3d4e,national/wales:…`: a charter is named once for those that follow it.
  const parse = (pairs) => {
    const pins = [];
    let charter = '';
    for (const part of (pairs.get('pins') ?? '').split(',')) {
      const [before, id] = part.split(':');
      if (before) charter = before;
      if (!isId(charter) || !/^[0-9a-z-]+$/.test(id ?? '') || pins.some((pin) => pin.id === id && pin.charter === charter)) continue;
      pins.push({ charter, id, note: pairs.get(`note.${id}`) ?? '' });
      if (pins.length === MOST) break;
    }
    return pins;
  };
  const pairsOf = (pins) => {
    const named = pins.map((pin, at) => `${at > 0 && pins[at - 1].charter === pin.charter ? '' : pin.charter}:${pin.id}`);
    return new Map([['pins', named.join(',')], ...pins.map((pin) => [`note.${pin.id}`, pin.note])]);
  };
  const textOf = (pins) => fragment.text(pairsOf(pins));
  const stored = () => parse(fragment.read(memory.get('pins') ?? ''));

  let list = keeps ? stored() : parse(fragment.read());
  // Whether this page shows another's basket, that came by a link.
  let guest = false;
  const undo = [];
  const watchers = [];

  const write = () => {
    if (keeps && !guest) memory.set('pins', textOf(list));
    else {
      const others = [...fragment.read()].filter(([key]) => key !== 'pins' && !key.startsWith('note.'));
      fragment.write(new Map([...others, ...pairsOf(list)]));
    }
    for (const watcher of watchers) watcher();
  };
  // Changes the list; `said` is what is told, and undone by one press.
  const change = (next, said) => {
    undo.push({ list, said });
    list = next.slice(0, MOST);
    write();
    if (said) announce(`${said} ${count(list.length, 'wording')} in the basket.`);
  };
  const back = () => {
    const last = undo.pop();
    if (!last) return;
    list = last.list;
    write();
    announce(`Undone. ${count(list.length, 'wording')} in the basket.`);
  };

  const has = (wording) => list.some((pin) => pin.id === wording.id && pin.charter === wording.charter);
  const toggle = (wording) => {
    if (has(wording)) change(list.filter((pin) => pin.id !== wording.id || pin.charter !== wording.charter), 'Unpinned.');
    else if (list.length >= MOST) announce(`The basket is full: it holds ${MOST} wordings.`);
    else change([...list, { charter: wording.charter, id: wording.id, note: '' }], 'Pinned.');
  };
  const address = () => `${root}basket.html${list.length ? `#${textOf(list)}` : ''}`;

  const buttons = [];
  for (const item of document.querySelectorAll('li.promise')) {
    const wording = wordingOf(item);
    if (!wording) continue;
    const button = make('button', { type: 'button', class: 'act', click: () => toggle(wording) },
      make('span', {}, 'Pin'), make('span', { class: 'unseen' }, ' this wording to the basket'));
    item.querySelector('.marks').append(button);
    buttons.push([button, wording]);
  }

  const show = () => {
    for (const [button, wording] of buttons) {
      const pinned = has(wording);
      button.setAttribute('aria-pressed', String(pinned));
      button.firstChild.textContent = pinned ? 'Pinned' : 'Pin';
    }
  };
  watchers.push(show);

  if (buttons.length > 0) {
    const line = tray();
    const link = make('a', { href: address() }, '');
    const undoButton = make('button', { type: 'button', class: 'act', click: back }, 'Undo');
    line.append(link, ' ', undoButton);
    watchers.push(() => {
      line.hidden = list.length === 0 && undo.length === 0;
      link.href = address();
      link.textContent = `Basket: ${count(list.length, 'wording')}`;
      undoButton.hidden = undo.length === 0;
    });
  }
  addEventListener('storage', (event) => {
    if (event.key !== 'charterhouse.pins' || guest) return;
    list = stored();
    for (const watcher of watchers) watcher();
  });
  // A page that the browser kept and shows again may be behind.
  addEventListener('pageshow', (event) => {
    if (!event.persisted || !keeps || guest) return;
    list = stored();
    for (const watcher of watchers) watcher();
  });
  for (const watcher of watchers) watcher();

  return {
    keeps,
    list: () => list,
    stored,
    parse,
    textOf,
    change,
    undo: back,
    canUndo: () => undo.length > 0,
    // Shows a list that came by a link, and keeps it apart from the reader's own.
    visit: (pins) => { guest = true; list = pins; undo.length = 0; },
    own: (pins) => { guest = false; list = pins; write(); },
    isGuest: () => guest,
    note: (pin, text) => {
      list = list.map((one) => (one.id === pin.id && one.charter === pin.charter ? { ...one, note: text } : one));
      if (keeps && !guest) memory.set('pins', textOf(list));
    },
    watch: (watcher) => { watchers.push(watcher); },
  };
})();
