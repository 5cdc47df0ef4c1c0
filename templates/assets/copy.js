// A button beside each wording that copies it with its source.
'use strict';

(() => {
  const { make, load, copy, announce, citable, web, wordingOf, siteName, builtOn } = charterhouse;

  // As in: “We answer …” Slough Libraries, Customer service standards, https://…, read 23 November 2026. In: …
  const cited = (charter, said) => {
    const lead = said.lead ? `${said.lead} ` : '';
    const url = web(charter.url) ? ` ${charter.url},` : '';
    const source = `${charter.library}. ${charter.title}.${url} read ${charter.retrieved}.`;
    const basis = charter.basis === 'summary' ? ' (Summary of the charter, not its own words.)' : '';
    return `“${lead}${said.text}”\n${source}${basis} In: ${siteName()}, ${builtOn()}. ${citable(charter.id, said.id)}\n`;
  };

  const press = async (wording, button) => {
    const charter = await load(wording.charter);
    const said = charter?.commitments.find((one) => one.id === wording.id);
    const done = said ? await copy(cited(charter, said)) : false;
    button.firstChild.textContent = done ? 'Copied' : 'Could not copy';
    announce(done ? 'Copied with its source.' : 'This browser lets no page copy. Mark the words and copy them yourself.');
    setTimeout(() => { button.firstChild.textContent = 'Copy'; }, 2500);
  };

  for (const item of document.querySelectorAll('li.promise')) {
    const wording = wordingOf(item);
    if (!wording) continue;
    const button = make('button', { type: 'button', class: 'act', click: () => press(wording, button) },
      'Copy', make('span', { class: 'unseen' }, ' this wording with its source'));
    item.querySelector('.marks').append(button);
  }
})();
