// The page of the basket: what was pinned, with notes, in an order of the reader's own; its link; and its files.
'use strict';

(() => {
  const { make, announce, copy, count, fragment, load, pins, exports: FORMATS, address, sign } = charterhouse;
  const place = document.getElementById('basket');
  const topics = new Map([...document.querySelectorAll('#topic-names li')].map((item, at) => [item.dataset.topic, { at, name: item.textContent }]));
  // What stands on the page, in order: {pin, charter, said}; charter and said are null where the wording is gone.
  let entries = [];
  let drawn = 0;

  const found = async () => Promise.all(pins.list().map(async (pin) => {
    const charter = await load(pin.charter);
    const said = charter?.commitments.find((one) => one.id === pin.id) ?? null;
    return { pin, charter, said };
  }));
  const whole = () => entries.filter((entry) => entry.said).map(({ pin, charter, said }) =>
    ({ charter, said, note: pins.list().find((one) => one.id === pin.id && one.charter === pin.charter)?.note ?? '', topic: topics.get(said.topic) ?? { at: 99, name: said.topic } }));

  const showAddress = () => {
    if (location.hash === '' && pins.list().length === 0) return;
    fragment.write(fragment.read(`#${pins.textOf(pins.list())}`), 'replace', { own: !pins.isGuest() });
  };
  const move = (at, by) => {
    const next = [...pins.list()];
    const [pin] = next.splice(at, 1);
    next.splice(at + by, 0, pin);
    pins.change(next, by < 0 ? 'Moved up.' : 'Moved down.');
  };

  const drawEntry = ({ pin, charter, said }, at, all) => {
    const name = charter ? charter.library : pin.charter;
    const act = (text, more, press, off) => make('button', { type: 'button', class: 'act', click: press, disabled: off, 'data-act': `${text} ${pin.id}` },
      text, make('span', { class: 'unseen' }, ` ${more}`));
    const buttons = [
      act('Up', `with the wording of ${name}`, () => move(at, -1), at === 0),
      act('Down', `with the wording of ${name}`, () => move(at, 1), at === all.length - 1),
      act('Remove', `the wording of ${name}`, () => pins.change(pins.list().filter((one) => one !== pins.list()[at]), 'Removed.')),
    ];
    if (!said) {
      return make('li', { class: 'promise' }, make('p', {}, `This wording is not on the site any more: ${pin.charter}, ${pin.id}.`),
        make('div', { class: 'marks' }, buttons.slice(2)));
    }
    const note = make('textarea', { id: `note-${pin.charter}-${pin.id}`, rows: '2', input: () => {
      pins.note(pin, note.value);
      share();
    }, change: showAddress });
    note.value = pin.note;
    return make('li', { class: 'promise' },
      make('p', { class: 'said', lang: charter.language }, said.lead ? make('span', { class: 'lead-in' }, `${said.lead} `) : null, make('bdi', {}, said.text)),
      make('div', { class: 'marks' },
        make('a', { class: 'from', href: address(charter.id, said.id) }, make('bdi', {}, charter.library)),
        make('span', {}, topics.get(said.topic)?.name ?? said.topic),
        make('span', { class: `party ${said.party === 'user' ? 'you' : 'we'}` }, said.party === 'user' ? 'you' : 'we'),
        make('span', { class: 'strength' }, make('span', { class: 'sign', 'aria-hidden': 'true' }, sign[said.strength]), ` ${said.strength}`),
        (said.figures ?? []).map((figure) => make('span', { class: 'figure' }, make('span', { 'aria-hidden': 'true' }, figure.short), make('span', { class: 'unseen' }, figure.words))),
        buttons),
      make('div', { class: 'note-box' }, make('label', { for: note.id, class: 'small quiet' }, `Your note on the wording of ${charter.library}`), note));
  };

  const linkBox = make('input', { type: 'text', readonly: true, id: 'share-link', focus: () => linkBox.select() });
  const share = () => { linkBox.value = `${location.href.split('#')[0]}#${pins.textOf(pins.list())}`; };
  const save = (format) => {
    const text = format.make(whole());
    const url = URL.createObjectURL(new Blob([text], { type: `${format.type};charset=utf-8` }));
    const link = make('a', { href: url, download: format.file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    announce(`${format.file} is made, with ${count(whole().length, 'wording')}.`);
  };
  const fromFolder = location.protocol === 'file:';
  const tools = make('aside', { 'aria-labelledby': 'share' },
    make('h2', { id: 'share' }, 'Share it'),
    make('p', { class: 'small' }, `The link holds every pin and note, in order; nothing is sent anywhere.${fromFolder ? ' This site was opened from a folder, so the link works where the same folder is seen.' : ''}`),
    make('label', { for: 'share-link', class: 'small quiet' }, 'Link to this basket'), linkBox,
    make('p', {}, make('button', { type: 'button', class: 'act', click: async () => {
      showAddress();
      announce(await copy(linkBox.value) ? 'The link is copied.' : 'This browser lets no page copy. Mark the link and copy it yourself.');
    } }, 'Copy the link')),
    make('h2', {}, 'Take it along'),
    make('p', { class: 'small' }, 'Made here, in your browser. Markdown is by topic: a draft to work on. BibTeX and RIS have one entry a charter, its wordings as notes.'),
    make('p', { class: 'acts' }, FORMATS.map((format) => make('button', { type: 'button', class: 'act', click: () => save(format) }, format.name))),
    make('h2', {}, 'Begin anew'),
    make('p', {}, make('button', { type: 'button', class: 'act', click: () => pins.change([], 'Emptied.') }, 'Empty the basket')));

  const undoButton = make('button', { type: 'button', class: 'act', click: () => pins.undo() }, 'Undo');
  const heading = make('p', { class: 'lede', tabindex: '-1' });
  const banner = make('div', { class: 'note', hidden: true });
  const items = make('ol', { class: 'promises' });
  const bankLink = make('p', {}, make('a', { href: `${charterhouse.root}wording.html` }, 'More in the wording bank'));
  const left = make('div', {}, banner, heading, make('p', {}, undoButton), items, bankLink);
  const columns = make('div', { class: 'beside basket' }, left, tools);

  const drawBanner = () => {
    banner.hidden = !pins.isGuest();
    if (!pins.isGuest()) return;
    const own = pins.stored();
    banner.replaceChildren(
      make('p', {}, `This basket came by a link. Your own has ${count(own.length, 'wording')} and is as it was.`),
      make('p', { class: 'acts' },
        make('button', { type: 'button', class: 'act', click: () => {
          const all = [...own, ...pins.list().filter((pin) => !own.some((one) => one.id === pin.id && one.charter === pin.charter))];
          pins.own(all);
          announce(`Added to your own. ${count(all.length, 'wording')} in the basket.`);
          heading.focus();
        } }, 'Add these to my own'),
        make('button', { type: 'button', class: 'act', click: () => { pins.own(own); heading.focus(); } }, 'Show my own')));
  };

  const draw = async () => {
    const turn = drawn += 1;
    const focus = document.activeElement?.dataset?.act;
    const next = await found();
    if (turn !== drawn) return;
    entries = next;
    const none = entries.length === 0;
    heading.textContent = none ? 'Nothing is pinned. Wherever a promise is shown, “Pin” puts it here.'
      : `${count(entries.length, 'wording')} from ${count(new Set(entries.map((entry) => entry.pin.charter)).size, 'charter')}.`;
    items.replaceChildren(...entries.map(drawEntry));
    items.hidden = none;
    tools.hidden = none;
    undoButton.hidden = !pins.canUndo();
    drawBanner();
    showAddress();
    share();
    // All at once, so that nothing that is seen moves.
    if (!place.contains(columns)) place.replaceChildren(columns);
    // What had focus has it again, or what stands in its place.
    if (focus) {
      const [, id] = focus.split(' ');
      const same = items.querySelector(`[data-act="${CSS.escape(focus)}"]:not(:disabled)`);
      const beside = items.querySelector(`[data-act$=" ${CSS.escape(id)}"]:not(:disabled)`);
      (same ?? beside ?? (undoButton.hidden ? items.querySelector('button:not(:disabled)') : undoButton))?.focus();
    }
  };

  const start = () => {
    const linked = pins.parse(fragment.read());
    const own = pins.stored();
    const differs = pins.textOf(linked) !== pins.textOf(own);
    if (linked.length === 0 || (history.state?.own && pins.keeps)) { if (pins.keeps) pins.own(own); }
    else if (pins.keeps && own.length > 0 && differs) pins.visit(linked);
    else pins.own(linked);
  };
  start();
  pins.watch(draw);
  addEventListener('hashchange', () => { start(); draw(); });
  draw();
})();
