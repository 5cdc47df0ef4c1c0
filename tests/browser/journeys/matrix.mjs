// A researcher asks which charters promise what, filters them, and takes away what is on the screen.
import { readFileSync } from 'node:fs';

const has = (value) => value !== '';

// The commitments by charter that some filters let through, by the data set.
function through(rows, which) {
  const found = new Map();
  for (const row of rows('data/commitments.csv').filter(which)) {
    if (!found.has(row.charter)) found.set(row.charter, []);
    found.get(row.charter).push(row);
  }
  return found;
}

function said(found) {
  const commitments = [...found.values()].flat().length;
  const one = (number, noun) => `${number.toLocaleString('en')} ${number === 1 ? noun : `${noun}s`}`;
  return `${one(found.size, 'charter')} with ${one(commitments, 'commitment')}.`;
}

const shown = (page) => page.locator('#explore-found').textContent();
const tick = async (page, facet, value) => {
  if (!(await page.locator('.explore-filters').evaluate((details) => details.open))) await page.locator('.explore-filters > summary').click();
  await page.locator(`input[name="${facet}"][value="${value}"]`).check();
};

// The cells of a CSV line; none of ours has a line break.
function cells(line) {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell]) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
}

export async function withScript({ page, check, sound, fromHome, at, rows }) {
  await fromHome('Matrix');
  const everything = through(rows, () => true);
  await page.waitForFunction(() => document.getElementById('explore-found').textContent.includes(' with '));
  check('without filters every commitment is counted', (await shown(page)).startsWith(said(everything)), await shown(page));

  await tick(page, 'channel', 'email');
  await tick(page, 'strength', 'firm');
  await tick(page, 'figure', 'yes');
  const some = through(rows, (row) => row.channels.split('; ').includes('email') && row.strength === 'firm' && has(row.measures));
  check('filters let through what the data have', (await shown(page)).startsWith(said(some)), await shown(page));
  const counts = await page.locator('[data-facet="kind"] label').allTextContents();
  for (const label of counts) {
    const [, kind, number] = /^\s*(\w+)\s+([\d,]+)\s*$/.exec(label) ?? [];
    const expected = [...some.values()].flat().filter((row) => row.kind === kind?.toLowerCase()).length;
    check(`the count beside ${kind}`, Number(number?.replaceAll(',', '')) === expected, label);
  }
  const none = rows('data/commitments.csv').filter((row) => row.channels === '' && row.strength === 'firm' && has(row.measures)).length;
  const label = await page.locator('[data-facet="channel"] label').last().textContent();
  check('“not stated” is a value with its count', /Not stated/.test(label) && label.includes(none.toLocaleString('en')), label);
  check('the address holds the filters', /channel=email/.test(page.url()) && /figure=yes/.test(page.url()), page.url());

  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#explore-csv').click()]);
  const [header, ...lines] = readFileSync(await download.path(), 'utf8').split('\r\n').filter(has).map(cells);
  const screen = await page.locator('#explore-box tbody tr').evaluateAll((all) => all.map((row) => ({
    library: row.querySelector('th bdi').textContent,
    cells: [...row.querySelectorAll('td')].map((cell) => cell.querySelector('a')?.getAttribute('aria-label') ?? 'none'),
  })));
  const word = (line, topic) => {
    const [number, firmest, figure] = ['', '_firmest', '_figure'].map((end) => line[header.indexOf(topic + end)]);
    if (number === '0') return 'none';
    const start = number === '1' ? `1 commitment, ${firmest}` : `${number} commitments, the firmest ${firmest}`;
    return figure ? `${start}; ${figure}` : start;
  };
  const topics = header.filter((name) => header.includes(`${name}_firmest`));
  const downloaded = lines.map((line) => ({ library: line[1].replace(/^'(?=[=+@-])/, ''), cells: topics.map((topic) => word(line, topic)) }));
  check('what is downloaded is what the screen shows', JSON.stringify(downloaded) === JSON.stringify(screen) && topics.length === 20, downloaded.length);
  check('and what the data have', downloaded.length === some.size, downloaded.length);

  const cell = page.locator('#explore-box td a').first();
  await page.locator('#explore-box').focus();
  await cell.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  const open = () => cell.evaluate((node) => getComputedStyle(node, '::after').content.includes('commitment'));
  check('a cell with the focus says in words what it holds', await open());
  await page.keyboard.press('Escape');
  check('Escape puts the words away', !(await open()));
  await sound('matrix');

  const rowsNow = page.locator('#explore-box tbody tr');
  const two = [rowsNow.nth(0), rowsNow.nth(1)];
  for (const row of two) await row.getByRole('button', { name: /^Compare / }).click();
  const names = await Promise.all(two.map((row) => row.locator('bdi').textContent()));
  await tick(page, 'vague', 'no');
  await page.locator('input[name="vague"][value="no"]').uncheck();
  check('what was chosen is marked when the rows are drawn anew', (await two[0].getByRole('button').getAttribute('aria-pressed')) === 'true');
  await page.getByRole('link', { name: 'Compare 2 charters side by side' }).click();
  await page.locator('table.sides').waitFor();
  const side = await page.locator('table.sides thead .library').allTextContents();
  check('charters chosen in the matrix stand side by side', JSON.stringify(side.map((name) => name.trim())) === JSON.stringify(names), side);
  await page.goBack();
  await page.waitForFunction(() => document.getElementById('explore-found').textContent.includes(' with '));
  await page.locator('#explore-box td a').first().waitFor();
  await page.getByRole('button', { name: 'Clear the choice' }).click();

  await cell.click();
  check('a cell leads to its charter and topic', /\/charters\/.*#[a-z]+$/.test(page.url()) && (await page.locator(':target').count()) === 1, page.url());

  await at('matrix/public.html');
  await page.getByRole('link', { name: 'Filter these charters' }).click();
  await page.waitForFunction(() => document.getElementById('explore-found').textContent.includes(' with '));
  const ofKind = through(rows, (row) => row.kind === 'public');
  check('a kind’s page leads to its charters with filters', (await shown(page)).startsWith(said(ofKind)), await shown(page));
  if (!(await page.locator('.explore-filters').evaluate((details) => details.open))) await page.locator('.explore-filters > summary').click();
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await page.waitForFunction((text) => document.getElementById('explore-found').textContent.startsWith(text), said(everything));
}

export async function withoutScript({ page, check, sound, fromHome, rows }) {
  await fromHome('Matrix');
  check('the filters are not shown', !(await page.locator('#explore').isVisible()));
  check('the page says what does the same', /JavaScript/.test(await page.locator('noscript').first().textContent()));
  await sound('matrix');
  await page.locator('main .jumps').getByRole('link', { name: 'Public' }).click();
  const charters = rows('data/charters.csv').filter((row) => row.kind === 'public').length;
  check('a page by kind has all of its charters', (await page.locator('tbody tr').count()) === charters);
  const cell = page.locator('td a').first();
  await cell.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  check('a cell with the focus says in words what it holds', await cell.locator('.tip').evaluate((node) => node.getBoundingClientRect().width > 20));
  check('the data can be downloaded', (await page.locator('a[download][href="../data/commitments.csv"]').count()) === 1);
  await sound('a kind');
}
