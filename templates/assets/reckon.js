// Where a promise of one's own would stand among those of others. The figures stand in `standards/figures.js`; how they are made
// says `src/render/page/standards/reckon.rs`. The tables on the page say the same of common promises without this.
'use strict';

(() => {
  const form = document.getElementById('reckon');
  if (!form) return;
  const { make, root } = charterhouse;
  const said = document.getElementById('reckoned');
  // With fewer figures than this, a rank says nothing; the page leaves such groups out as well.
  const FEW = 5;

  const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  const numbers = (text) => {
    const found = [];
    let number = 0;
    let unit = 1;
    for (const letter of text) {
      const value = LETTERS.indexOf(letter);
      number += (value % 32) * unit;
      unit *= 32;
      if (value < 32) {
        found.push(number);
        number = 0;
        unit = 1;
      }
    }
    return found;
  };

  let figures = null;
  charterhouse.figured = ([amounts, groups]) => {
    const ofScale = new Map(amounts);
    figures = new Map(groups.map(([scale, kind, about, letters]) => {
      const steps = numbers(letters);
      const counted = [];
      let at = 0;
      for (let step = 0; step + 1 < steps.length; step += 2) {
        at += steps[step];
        counted.push([ofScale.get(scale)[at], steps[step + 1]]);
      }
      return [`${scale} ${kind} ${about}`, counted];
    }));
  };

  const control = (name) => form.elements.namedItem(name);
  const option = (name) => control(name).selectedOptions[0];
  const share = (part, of) => `${Math.round((part * 100) / of)} %`;
  const plain = (number) => number.toLocaleString('en', { maximumFractionDigits: 2 });

  const reckon = () => {
    if (!figures) return;
    const within = Number(control('within').value);
    if (!(within > 0)) {
      said.textContent = 'Give a time greater than 0.';
      return;
    }
    const { scale, hours } = option('unit').dataset;
    const amount = within * Number(hours);
    // A month in hours and a month by way of the year differ in the last digit.
    const slack = amount * 1e-9;
    const counted = figures.get(`${scale} ${control('whose').value} ${control('about').value}`) ?? [];
    const sum = (which) => counted.filter(([other]) => which(other)).reduce((all, [, count]) => all + count, 0);
    const all = sum(() => true);
    const unit = within === 1 ? option('unit').textContent.replace(/s$/, '') : option('unit').textContent;
    const about = control('about').value ? ` (${option('about').textContent.toLowerCase()})` : '';
    const whose = control('whose').value ? ` of ${option('whose').textContent.toLowerCase()} libraries` : '';
    const among = `time limits${whose}${about} in ${scale.replace('-', ' ')}`;
    if (all < FEW) {
      said.textContent = `There are fewer than ${FEW} ${among}: too few to rank a promise among.`;
      return;
    }
    const tighter = sum((other) => other > amount + slack);
    const looser = sum((other) => other < amount - slack);
    const same = all - tighter - looser;
    said.textContent = `A promise of ${plain(within)} ${unit} would be tighter than ${share(tighter, all)} of ${plain(all)} ${among}, the same as ${share(same, all)}, and looser than ${share(looser, all)}.`;
  };

  const kept = ['within', 'unit', 'about', 'whose'];
  const toAddress = () => {
    const parameters = new URLSearchParams();
    for (const name of kept) if (control(name).value) parameters.set(name, control(name).value);
    try { history.replaceState(null, '', `#${parameters}`); } catch { /* The address stays as it was. */ }
  };
  const fromAddress = () => {
    const parameters = new URLSearchParams(location.hash.slice(1));
    if (!parameters.has('within')) return false;
    for (const name of kept) {
      const before = control(name).value;
      control(name).value = parameters.get(name) ?? '';
      if (control(name).value === '' && name !== 'about' && name !== 'whose') control(name).value = before;
    }
    return true;
  };

  let pause = 0;
  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => { toAddress(); reckon(); }, 200);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', () => { if (fromAddress()) reckon(); });
  const script = make('script', {
    load: () => {
      form.hidden = false;
      reckon();
      if (asked) document.getElementById('stand').scrollIntoView();
    },
    error: () => { said.textContent = ''; },
  });
  const asked = fromAddress();
  script.src = `${root}standards/figures.js`;
  document.head.append(script);
})();
