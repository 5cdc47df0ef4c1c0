// Search as one types, over the index in `search/`: it is read file by file as a query needs it, and nothing is sent anywhere.
// How the files are made, and what stands in them, says `src/render/search.rs`.
'use strict';

(() => {
  const { make, load, count, page, address, root } = charterhouse;
  const form = document.getElementById('search');
  if (!form) return;
  const field = form.elements.namedItem('q');
  const found = document.getElementById('found');
  const more = document.getElementById('more');

  // As many commitments as are shown at once, and charters.
  const SHOWN = 20;
  // The beginning of a word is looked up in so many files at most.
  const FILES = 6;
  // So many charters are read to look for a phrase before anything is shown; the others as they are asked for.
  const READ = 150;
  // And so many of them at a time.
  const AT_ONCE = 16;
  // Milliseconds of quiet after a key, so that a word is looked up when it is typed.
  const PAUSE = 160;

  // ---- the files of the index
  const told = new Map();
  const asked = new Map();
  charterhouse.searched = ([part, number, data]) => { told.set(`${part}-${number}`, data); };
  const part = (name, number) => {
    const key = `${name}-${number}`;
    if (!asked.has(key)) {
      asked.set(key, new Promise((done, failed) => {
        const script = make('script', {
          load: () => (told.has(key) ? done(told.get(key)) : failed(new Error(key))),
          error: () => { asked.delete(key); failed(new Error(key)); },
        });
        script.src = `${root}search/${key}.js`;
        document.head.append(script);
      }));
    }
    return asked.get(key);
  };

  // Numbers as `push_number` writes them: five bits a letter, the lowest first, and a sixth where more follow.
  const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  const VALUE = new Uint8Array(128);
  for (let at = 0; at < LETTERS.length; at += 1) VALUE[LETTERS.charCodeAt(at)] = at;
  const eachNumber = (text, then) => {
    let number = 0;
    let unit = 1;
    for (let at = 0; at < text.length; at += 1) {
      const value = VALUE[text.charCodeAt(at)];
      number += (value % 32) * unit;
      if (value < 32) {
        then(number);
        number = 0;
        unit = 1;
      } else {
        unit *= 32;
      }
    }
  };

  // What the index says, with the first doc of each charter.
  let opened = null;
  const open = () => {
    opened ??= part('index', 0).then((index) => {
      const starts = [];
      let doc = 0;
      eachNumber(index.counts, (commitments) => {
        starts.push(doc);
        doc += commitments + 1;
      });
      const kindOf = index.kinds.flatMap(([kind, charters]) => Array(charters).fill(kind));
      return { ...index, starts, kindOf };
    }).catch((error) => { opened = null; throw error; });
    return opened;
  };

  // The place of the last of some values in order that is no greater than one.
  const place = (values, value) => {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  // The words of a file: each with its docs and its kin, in order.
  const cut = new Map();
  const wordsOf = async (number) => {
    if (!cut.has(number)) {
      const text = await part('words', number);
      cut.set(number, text.split('\n').map((line) => {
        const [word, docs, ...kin] = line.split(' ');
        return { word, docs, kin };
      }));
    }
    return cut.get(number);
  };

  // ---- words: the same as `src/render/search/token.rs`
  const WORD = /\p{Alphabetic}[-‐‑](?=\p{Alphabetic})[\p{Alphabetic}\p{N}\p{M}]+|[\p{Alphabetic}\p{N}\p{M}]+/gu;
  const fold = (text) => text.replace(/[-‐‑]/g, '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\p{M}/gu, '');
  const words = (text) => [...text.matchAll(WORD)]
    .map((match) => ({ word: fold(match[0]), from: match.index, to: match.index + match[0].length }))
    .filter(({ word }) => {
      const letters = [...word].length;
      return letters === 1 ? /[0-9]/.test(word) : letters > 1 && letters <= 40;
    });

  // A query: terms, each a word or a phrase of several, the last perhaps not yet typed to its end.
  const read = (text) => {
    const terms = [];
    const pieces = text.replace(/[“”„«»]/g, '"').split('"');
    pieces.forEach((piece, at) => {
      const parted = words(piece);
      const last = at === pieces.length - 1;
      const open = last && parted.length > 0 && parted[parted.length - 1].to === piece.length;
      if (at % 2 === 1) {
        if (parted.length > 0) terms.push({ words: parted.map(({ word }) => word), phrase: parted.length > 1, open });
      } else {
        parted.forEach(({ word }, number) => terms.push({ words: [word], phrase: false, open: open && number === parted.length - 1 }));
      }
    });
    return terms;
  };

  // Where a word stands: for each doc 2 where it does, 1 where a word of its stem or one that it begins does. Null where the word
  // stands nearly everywhere, so that it tells nothing.
  const lookUp = async (index, word, open) => {
    const marks = new Uint8Array(index.docs);
    const seen = new Set([word]);
    let everywhere = false;
    const mark = (docs, value) => {
      if (docs === '*') { everywhere = true; return; }
      let doc = -1;
      eachNumber(docs, (step) => {
        doc += step + 1;
        if (marks[doc] < value) marks[doc] = value;
      });
    };
    const first = Math.max(0, place(index.words, word));
    const entry = index.words.length > 0 ? (await wordsOf(first)).find((one) => one.word === word) : undefined;
    if (entry) {
      mark(entry.docs, 2);
      for (const other of entry.kin) {
        seen.add(other);
        const there = (await wordsOf(Math.max(0, place(index.words, other)))).find((one) => one.word === other);
        if (there) mark(there.docs, 1);
      }
    }
    let partly = false;
    if (open && word.length > 1) {
      for (let file = first; file < index.words.length; file += 1) {
        if (file > first && !index.words[file].startsWith(word)) break;
        if (file - first >= FILES) { partly = true; break; }
        for (const one of await wordsOf(file)) {
          if (one.word !== word && one.word.startsWith(word)) {
            seen.add(one.word);
            mark(one.docs, 1);
          }
        }
      }
    }
    return { marks: everywhere ? null : marks, seen, partly };
  };

  // ---- looking for a query
  const filters = () => ({ kind: form.elements.namedItem('kind').value, topic: form.elements.namedItem('topic').value,
    strength: form.elements.namedItem('strength').value });

  // Which docs have every word, the ones with the words as typed first.
  const candidates = async (index, terms, chosen) => {
    const score = new Uint8Array(index.docs).fill(1);
    const seen = new Set();
    const left = [];
    let partly = false;
    for (const term of terms) {
      for (const [at, word] of term.words.entries()) {
        const looked = await lookUp(index, word, term.open && at === term.words.length - 1);
        partly ||= looked.partly;
        if (!term.phrase) looked.seen.forEach((one) => seen.add(one));
        if (!looked.marks) {
          if (!term.phrase) left.push(word);
          continue;
        }
        for (let doc = 0; doc < score.length; doc += 1) {
          if (looked.marks[doc] === 0) score[doc] = 0;
          else if (score[doc] > 0 && looked.marks[doc] === 2 && score[doc] < 250) score[doc] += 1;
        }
      }
    }
    const topic = index.topics.indexOf(chosen.topic);
    const strength = index.strengths.indexOf(chosen.strength);
    const charters = [];
    const commitments = [];
    let labels = null;
    let at = -1;
    for (let charter = 0; charter < index.starts.length; charter += 1) {
      const from = index.starts[charter];
      const to = charter + 1 < index.starts.length ? index.starts[charter + 1] : index.docs;
      if (chosen.kind && index.kindOf[charter] !== chosen.kind) continue;
      if (terms.length > 0 && score[from] > 0) charters.push({ doc: from, charter, score: score[from] });
      for (let doc = from + 1; doc < to; doc += 1) {
        if (score[doc] === 0) continue;
        if (topic >= 0 || strength >= 0) {
          const file = Math.floor(doc / index.labels);
          if (file !== at) {
            labels = await part('labels', file);
            at = file;
          }
          const label = VALUE[labels.charCodeAt(doc % index.labels)];
          if (topic >= 0 && Math.floor(label / index.strengths.length) !== topic) continue;
          if (strength >= 0 && label % index.strengths.length !== strength) continue;
        }
        commitments.push({ doc, charter, score: score[doc] });
      }
    }
    const best = (one, other) => other.score - one.score || one.doc - other.doc;
    return { charters: charters.sort(best), commitments: commitments.sort(best), seen, left, partly };
  };

  // The facts of a charter: id, library, title, country.
  const facts = async (index, charter) => {
    const file = place(index.charters, charter);
    const charters = await part('charters', file);
    const [id, library, title, country] = charters[charter - index.charters[file]];
    return { id, library, title, country, kind: index.kindOf[charter] };
  };

  // The commitment of a doc with its charter; null where its file is not there.
  const commitment = async (index, { doc, charter }) => {
    const { id } = await facts(index, charter);
    const whole = await load(id);
    const said = whole?.commitments[doc - index.starts[charter] - 1];
    return said ? { charter: whole, said } : null;
  };

  // Where a phrase stands in a text, as stretches of it.
  const stretches = (text, phrase) => {
    const parted = words(text);
    const found = [];
    const { length } = phrase.words;
    for (let at = 0; at + length <= parted.length; at += 1) {
      const same = phrase.words.every((word, step) => (phrase.open && step === length - 1
        ? parted[at + step].word.startsWith(word) : parted[at + step].word === word));
      if (same) found.push([parted[at].from, parted[at + length - 1].to]);
    }
    return found;
  };
  const hasAll = (texts, phrases) => phrases.every((phrase) => texts.some((text) => stretches(text, phrase).length > 0));
  const spoken = (said) => (said.lead ? `${said.lead} ${said.text}` : said.text);

  // ---- showing what was found
  // A text with what was looked for marked.
  const marked = (text, looked) => {
    const hits = looked.phrases.flatMap((phrase) => stretches(text, phrase));
    for (const { word, from, to } of words(text)) if (looked.seen.has(word)) hits.push([from, to]);
    hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const shown = make('bdi');
    let at = 0;
    for (const [from, to] of hits) {
      if (from < at) continue;
      shown.append(text.slice(at, from), make('mark', {}, text.slice(from, to)));
      at = to;
    }
    shown.append(text.slice(at));
    return shown;
  };
  const topicName = (id) => form.elements.namedItem('topic').querySelector(`option[value="${id}"]`)?.textContent ?? id;
  const SIGNS = { firm: '●', qualified: '◐', discretionary: '○' };
  const strengthMark = (strength) => make('span', { class: `strength s-${strength}` },
    make('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[strength] ?? ''), ` ${strength}`);
  const figureMark = (figure) => make('span', { class: 'figure' },
    make('span', { 'aria-hidden': 'true' }, figure.short), make('span', { class: 'unseen' }, figure.words));

  const commitmentItem = ({ charter, said }, looked) => make('li', { class: 'promise' },
    make('p', { class: 'said', lang: charter.language },
      said.lead ? [make('span', { class: 'lead-in' }, marked(said.lead, looked)), ' '] : null, marked(said.text, looked)),
    make('div', { class: 'marks' },
      make('a', { class: 'from', href: address(charter.id, said.id) }, make('bdi', {}, charter.library)),
      make('span', {}, charter.kind),
      make('span', { class: `party ${said.party === 'library' ? 'we' : 'you'}` }, said.party === 'library' ? 'we' : 'you'),
      strengthMark(said.strength),
      ...(said.figures ?? []).map(figureMark),
      make('a', { href: `${root}topics/${said.topic}.html` }, topicName(said.topic))));

  const charterItem = (charter, looked) => make('li', {},
    make('a', { href: page(charter.id) }, marked(charter.library, looked)), ' ',
    make('span', { class: 'small quiet' }, marked(charter.title, looked), `, ${charter.kind}, `, marked(charter.country, looked)), ' ',
    charterhouse.adder?.(charter.id, charter.library));

  // Topics that begin with every word, or have the phrase; all of them where nothing is looked for.
  const showTopics = (terms) => {
    let shown = 0;
    for (const item of document.querySelectorAll('#topics [data-topic]')) {
      const parted = words(item.textContent);
      item.hidden = !terms.every((term) => (term.phrase ? stretches(item.textContent, term).length > 0
        : parted.some(({ word }) => (term.open || term.words[0].length > 3 ? word.startsWith(term.words[0]) : word === term.words[0]))));
      if (!item.hidden) shown += 1;
    }
    document.getElementById('topics').hidden = shown === 0;
    return shown;
  };

  // ---- one search after the other: a newer one ends those before it
  let turn = 0;
  let onMore = null;
  const show = (id, items) => {
    document.getElementById(`${id}-list`).replaceChildren(...items);
    document.getElementById(id).hidden = items.length === 0;
  };
  const sentence = (parts) => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`);

  const search = async () => {
    turn += 1;
    const mine = turn;
    const stale = () => mine !== turn;
    const chosen = filters();
    const terms = read(field.value);
    const phrases = terms.filter((term) => term.phrase);
    const topics = showTopics(terms);
    const index = await open();
    if (stale()) return;
    if (terms.length === 0 && !chosen.kind && !chosen.topic && !chosen.strength) {
      show('commitments', []);
      show('charters', []);
      found.textContent = field.value.trim() ? 'Type a whole word, or a number.' : '';
      return;
    }
    const got = await candidates(index, terms, chosen);
    if (stale()) return;
    if (terms.length > 0 && got.left.length === terms.length && !chosen.kind && !chosen.topic && !chosen.strength) {
      show('commitments', []);
      show('charters', []);
      found.textContent = `Nearly all commitments have ${sentence(got.left.map((word) => `“${word}”`))}: add a word that tells them apart.`;
      return;
    }
    const looked = { seen: got.seen, phrases };

    // Phrases are looked for in the texts themselves, charter by charter.
    let waiting = phrases.length > 0 ? got.commitments : [];
    let sure = phrases.length > 0 ? [] : got.commitments;
    const verify = async (enough) => {
      const readNow = new Set();
      while (waiting.length > 0 && !enough(readNow.size)) {
        const some = waiting.slice(0, AT_ONCE);
        waiting = waiting.slice(AT_ONCE);
        const shown = await Promise.all(some.map((one) => commitment(index, one)));
        if (stale()) return;
        some.forEach((one, at) => {
          readNow.add(one.charter);
          if (shown[at] && hasAll([spoken(shown[at].said)], phrases)) sure.push(one);
        });
      }
    };
    await verify((charters) => charters >= READ && sure.length >= SHOWN);
    if (stale()) return;
    const named = [];
    for (const one of got.charters.slice(0, phrases.length > 0 ? READ : SHOWN)) {
      const charter = await facts(index, one.charter);
      if (hasAll([charter.library, charter.title, charter.country], phrases)) named.push(charter);
    }
    if (stale()) return;
    const charters = phrases.length > 0 ? named.length : got.charters.length;

    const say = () => {
      const least = waiting.length > 0 ? 'at least ' : '';
      const parts = [`${least}${count(sure.length, 'commitment')}`, count(charters, 'charter'), count(topics, 'topic')];
      const rest = waiting.length > 0 ? ` ${count(waiting.length, 'more commitment')} with these words will be looked through for the phrase as you ask for more.` : '';
      const left = got.left.length > 0 ? ` Left out of the search, since nearly all have it: ${sentence(got.left)}.` : '';
      const partly = got.partly ? ' Many words begin so: type more of the word to find all of them.' : '';
      const cut = charters > SHOWN ? ` The first ${SHOWN} charters are shown.` : '';
      found.textContent = `Found: ${sentence(parts)}.${rest}${left}${partly}${cut}`;
    };

    let shown = 0;
    const next = async (wanted) => {
      if (sure.length < shown + wanted) await verify(() => sure.length >= shown + wanted);
      const some = await Promise.all(sure.slice(shown, shown + wanted).map((one) => commitment(index, one)));
      if (stale()) return [];
      shown += some.length;
      more.hidden = shown >= sure.length && waiting.length === 0;
      return some.filter(Boolean).map((one) => commitmentItem(one, looked));
    };
    const first = await next(SHOWN);
    if (stale()) return;
    show('commitments', first);
    show('charters', named.slice(0, SHOWN).map((charter) => charterItem(charter, looked)));
    say();
    onMore = async () => {
      const items = await next(SHOWN);
      if (stale() || items.length === 0) return;
      document.getElementById('commitments-list').append(...items);
      items[0].querySelector('a').focus();
      say();
    };
  };

  const broken = () => {
    show('commitments', []);
    show('charters', []);
    found.textContent = 'The search index could not be read. It stands in the folders “search” and “compare” beside this page: copy the whole site, or build it again.';
  };
  const run = () => { search().catch(broken); };

  // ---- the address holds what is looked for
  const kept = ['q', 'kind', 'topic', 'strength'];
  const toAddress = () => {
    const parameters = new URLSearchParams();
    for (const name of kept) {
      const { value } = form.elements.namedItem(name);
      if (value) parameters.set(name, value);
    }
    const hash = parameters.toString();
    try { history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search); } catch { /* The address stays as it was. */ }
  };
  const fromAddress = () => {
    const parameters = new URLSearchParams(location.hash.slice(1));
    for (const name of kept) {
      const control = form.elements.namedItem(name);
      control.value = parameters.get(name) ?? '';
      if (control.value !== (parameters.get(name) ?? '')) control.value = '';
    }
  };

  let pause = 0;
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(() => { toAddress(); run(); }, PAUSE);
  };
  form.addEventListener('input', later);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    toAddress();
    run();
  });
  form.addEventListener('reset', () => {
    setTimeout(() => { toAddress(); run(); field.focus(); });
  });
  more.addEventListener('click', () => { onMore?.().catch(broken); });
  window.addEventListener('hashchange', () => { fromAddress(); run(); });
  form.hidden = false;
  fromAddress();
  run();
})();
