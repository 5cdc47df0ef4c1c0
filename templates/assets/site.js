// What the scripts of the pages share: the data of charters, what is made of it, and what is said aloud.
// Every page works without any of this. Nothing is fetched but files of this site, and nothing is sent anywhere.
'use strict';

const charterhouse = (() => {
  const root = document.currentScript.src.replace(/assets\/[^/]*$/, '');
  const KINDS = ['school', 'university', 'public', 'national', 'state', 'special'];
  const ID = /^(school|university|public|national|state|special)\/[a-z0-9]+(-[a-z0-9]+)*$/;

  // Loads a script of data once. What is not there is null, so that an old address is no error.
  const asked = new Map();
  const told = new Map();
  const load = (name) => {
    if (!asked.has(name)) {
      asked.set(name, new Promise((done) => {
        const script = document.createElement('script');
        script.addEventListener('load', () => done(told.get(name) ?? null));
        script.addEventListener('error', () => done(null));
        script.src = `${root}compare/${name}.js`;
        document.head.append(script);
      }));
    }
    return asked.get(name);
  };

  // An element. What stands in it is text, never markup.
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element.addEventListener(key, value);
      else if (value === true) element.setAttribute(key, '');
      else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
    return element;
  };

  // Says something to those who do not see it. One place, so that what is new takes the place of what was.
  let voice = null;
  const announce = (text) => {
    if (!voice) {
      voice = make('p', { class: 'unseen', role: 'status' });
      document.getElementById('main').append(voice);
    }
    voice.textContent = '';
    requestAnimationFrame(() => { voice.textContent = text; });
  };

  // A convenience between pages and visits, where the browser has it; what must last is in the address.
  const memory = {
    get: (key) => { try { return localStorage.getItem(`charterhouse.${key}`); } catch { return null; } },
    set: (key, value) => {
      try {
        if (value) localStorage.setItem(`charterhouse.${key}`, value);
        else localStorage.removeItem(`charterhouse.${key}`);
        return true;
      } catch { return false; }
    },
  };

  // What the address holds behind its `#`, as `name=value` pairs. A bare name is a place on the page, and no pair.
  const fragment = {
    read: (hash = location.hash) => {
      const pairs = new Map();
      for (const part of hash.replace(/^#/, '').split('&')) {
        const at = part.indexOf('=');
        if (at < 1) continue;
        try { pairs.set(part.slice(0, at), decodeURIComponent(part.slice(at + 1).replaceAll('+', ' '))); } catch { /* a broken address says nothing */ }
      }
      return pairs;
    },
    text: (pairs) => [...pairs].filter(([, value]) => value).map(([key, value]) => {
      const plain = encodeURIComponent(value).replace(/%(2F|3A|2C)/g, (code) => decodeURIComponent(code));
      return `${key}=${plain}`;
    }).join('&'),
    // Keeps the page, and changes what stands behind it; `how` is `push` where the way back should lead here.
    write: (pairs, how = 'replace', state = history.state) => {
      const text = fragment.text(pairs);
      const address = `${location.href.split('#')[0]}${text ? `#${text}` : ''}`;
      if (address !== location.href || state !== history.state) history[`${how}State`](state, '', address);
    },
  };

  const keeps = memory.set('try', '1') && memory.get('try') === '1';
  memory.set('try', '');
  // Where nothing is kept, what was pinned and chosen goes along in the addresses of this site's pages.
  if (!keeps) {
    const carried = (key) => key === 'pins' || key === 'chosen' || key.startsWith('note.');
    document.addEventListener('click', (event) => {
      const to = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const text = fragment.text(new Map([...fragment.read()].filter(([key]) => carried(key))));
      if (to && text && to.href.startsWith(root) && !to.href.includes('#')) to.href += `#${text}`;
    });
  }

  // The charters that were chosen for a comparison.
  const choice = {
    MOST: 5,
    clean: (text) => [...new Set((text ?? '').split(',').filter((id) => ID.test(id)))].slice(0, choice.MOST),
    get: () => choice.clean(keeps ? memory.get('chosen') : fragment.read().get('chosen')),
    set: (ids) => {
      if (keeps) memory.set('chosen', ids.join(','));
      else fragment.write(fragment.read().set('chosen', ids.join(',')));
    },
  };

  // A bar at the foot of the page for what was chosen; each script has its own line in it.
  let bar = null;
  const tray = () => {
    if (!bar) {
      bar = make('div', { class: 'tray', role: 'region', 'aria-label': 'What you chose' });
      document.querySelector('#main > .wide').append(bar);
      document.documentElement.classList.add('has-tray');
    }
    return bar.appendChild(make('p', { hidden: true }));
  };

  // Puts text on the clipboard; false where the browser lets no page do so.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = make('textarea', { class: 'unseen', 'aria-hidden': 'true', tabindex: '-1' });
      area.value = text;
      document.body.append(area);
      const focus = document.activeElement;
      area.select();
      let done = false;
      try { done = document.execCommand('copy'); } catch { done = false; }
      area.remove();
      if (focus instanceof HTMLElement) focus.focus();
      return done;
    }
  };

  // What a promise in a list is: its charter, its id, and where it stands. Null for a list without links to charters.
  const wordingOf = (item) => {
    const link = item.querySelector('a.from, a.link');
    const found = link && /\/charters\/([a-z]+\/[a-z0-9-]+)\.html#c-([0-9a-z-]+)$/.exec(link.href);
    return found && ID.test(found[1]) ? { charter: found[1], id: found[2] } : null;
  };

  return {
    root,
    KINDS,
    isId: (id) => ID.test(id),
    // Called by the scripts of data.
    charter: (charter) => { told.set(charter.id, charter); },
    list: ([kind, charters]) => { told.set(kind, charters); },
    // A charter by its id, or the list of a kind.
    load: (name) => (ID.test(name) || KINDS.includes(name) ? load(name) : Promise.resolve(null)),
    make,
    announce,
    memory,
    keeps,
    choice,
    fragment,
    tray,
    copy,
    wordingOf,
    count: (number, one) => `${number.toLocaleString('en')} ${number === 1 ? one : `${one}s`}`,
    // The permanent address of a commitment, and of its charter's page.
    page: (charter) => `${root}charters/${charter}.html`,
    address: (charter, id) => `${root}charters/${charter}.html#c-${id}`,
    // The same for a citation: from a folder on someone's disk, only the part of it that is the same everywhere.
    citable: (charter, id) => `${/^https?:/.test(root) ? root : ''}charters/${charter}.html#c-${id}`,
    // How a strength is marked, always with its word.
    sign: { firm: '●', qualified: '◐', discretionary: '○' },
    // An address that a charter file names: to the web or nowhere.
    web: (url) => (/^https?:\/\//i.test(url) ? url : ''),
    siteName: () => document.querySelector('.brand').textContent.trim(),
    builtOn: () => document.querySelector('.foot time')?.textContent ?? '',
  };
})();
