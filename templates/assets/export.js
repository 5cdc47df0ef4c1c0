// The basket as a file: Markdown, CSV, JSON, BibTeX and RIS, made in the browser. An entry is {charter, said, note, topic}.
'use strict';

charterhouse.exports = (() => {
  const { citable, web, siteName, builtOn } = charterhouse;

  const worded = (said) => (said.lead ? `${said.lead} ${said.text}` : said.text);
  const figures = (said) => (said.figures ?? []).map((figure) => figure.short).join('; ');
  const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
  const basis = { summary: 'summary of the charter, not its own words', verbatim: 'the words of the charter', sample: 'made up, to try the site' };

  // The charters of the entries, each once, with its entries.
  const byCharter = (entries) => {
    const charters = new Map();
    for (const entry of entries) {
      const there = charters.get(entry.charter.id) ?? { charter: entry.charter, entries: [] };
      there.entries.push(entry);
      charters.set(entry.charter.id, there);
    }
    return [...charters.values()];
  };

  // A mark of Markdown in someone's words is shown as it is.
  const plain = (text) => oneLine(text).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
  const markdown = (entries) => {
    const topics = new Map();
    for (const entry of entries) topics.set(entry.topic.at, [...(topics.get(entry.topic.at) ?? []), entry]);
    const lines = ['# Wordings from library charters', ''];
    for (const [, those] of [...topics].sort(([a], [b]) => a - b)) {
      lines.push(`## ${plain(those[0].topic.name)}`, '');
      for (const { charter, said, note } of those) {
        const url = web(charter.url) ? ` <${charter.url}>,` : '';
        const place = citable(charter.id, said.id);
        lines.push(`> ${plain(worded(said))}`, '>');
        lines.push(`> ${plain(charter.library)}, *${plain(charter.title)}*,${url} read ${charter.retrieved} (${basis[charter.basis]}). ${web(place) ? `<${place}>` : plain(place)}`, '');
        if (note) lines.push(...note.split(/\r?\n/).map((line) => (line.trim() ? `Note: ${plain(line)}` : '')), '');
      }
    }
    lines.push(`Gathered from ${plain(siteName())}, ${builtOn()}.`, '');
    return lines.join('\n');
  };

  const COLUMNS = {
    charter: ({ charter }) => charter.id,
    library: ({ charter }) => charter.library,
    kind: ({ charter }) => charter.kind,
    country: ({ charter }) => charter.country,
    title: ({ charter }) => charter.title,
    url: ({ charter }) => web(charter.url),
    retrieved: ({ charter }) => charter.date,
    basis: ({ charter }) => charter.basis,
    id: ({ said }) => said.id,
    topic: ({ said }) => said.topic,
    party: ({ said }) => said.party,
    strength: ({ said }) => said.strength,
    lead_in: ({ said }) => said.lead ?? '',
    text: ({ said }) => said.text,
    measures: ({ said }) => figures(said),
    note: ({ note }) => note,
    address: ({ charter, said }) => citable(charter.id, said.id),
  };
  // A spreadsheet runs a cell that begins so as a formula, and charters are written by strangers.
  const guarded = (text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const csv = (entries) => [Object.keys(COLUMNS), ...entries.map((entry) => Object.values(COLUMNS).map((column) => guarded(column(entry))))]
    .map((row) => `${row.map(cell).join(',')}\r\n`).join('');

  const json = (entries) => `${JSON.stringify(entries.map((entry) => ({
    ...Object.fromEntries(Object.entries(COLUMNS).map(([name, column]) => [name, column(entry)])),
    channels: entry.said.channels ?? [],
    measures: (entry.said.figures ?? []).map((figure) => figure.words),
    vague: entry.said.vague ?? [],
  })), null, 2)}\n`;

  const TEX = { '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '%': '\\%', '&': '\\&', '$': '\\$', '#': '\\#', '_': '\\_', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };
  const tex = (text) => oneLine(text).replace(/[\\{}%&$#_~^]/g, (letter) => TEX[letter]);
  const notesOf = (entries) => entries.map(({ said, note }) => `“${worded(said)}”${note ? ` Note: ${note}` : ''}`);
  const bibtex = (entries) => byCharter(entries).map(({ charter, entries: those }) => {
    const fields = [
      ['author', `{${tex(charter.library)}}`],
      ['title', `{${tex(charter.title)}}`],
      // An address is not escaped, but must end no field.
      ['url', (web(charter.url)).replace(/[{}\\\s]/g, encodeURIComponent)],
      ['urldate', charter.date],
      ['language', tex(charter.language)],
      ['annote', notesOf(those).map(tex).join(' ')],
    ];
    return `@misc{${charter.id.replace('/', '-')},\n${fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},\n`).join('')}}\n`;
  }).join('\n');

  const ris = (entries) => byCharter(entries).map(({ charter, entries: those }) => [
    ['TY', 'ELEC'],
    ['AU', charter.library],
    ['TI', charter.title],
    ['UR', web(charter.url)],
    ['Y2', `${charter.date.replaceAll('-', '/')}/`],
    ['LA', charter.language],
    ['ID', charter.id.replace('/', '-')],
    ...notesOf(those).map((note) => ['N1', note]),
    ['ER', ''],
  ].filter(([tag, value]) => value || tag === 'ER').map(([tag, value]) => `${tag}  - ${oneLine(value)}\r\n`).join('')).join('\r\n');

  return [
    { name: 'Markdown', file: 'basket.md', type: 'text/markdown', make: markdown },
    { name: 'CSV', file: 'basket.csv', type: 'text/csv', make: csv },
    { name: 'JSON', file: 'basket.json', type: 'application/json', make: json },
    { name: 'BibTeX', file: 'basket.bib', type: 'application/x-bibtex', make: bibtex },
    { name: 'RIS', file: 'basket.ris', type: 'application/x-research-info-systems', make: ris },
  ];
})();
