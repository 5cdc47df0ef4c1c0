// Someone who drafts a charter asks how soon others answer, and where a promise of their own would stand.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const SCALES = ['working-time', 'calendar-time', 'percentage', 'frequency'];

// What a table says of a promise: the shares of all figures.
async function ranked(page, scale, promise) {
  const table = page.locator(`#stand-${scale} ~ div`).first().locator('table');
  return table.locator('tbody tr', { has: page.getByRole('rowheader', { name: promise, exact: true }) }).locator('td').allTextContents();
}

// The same by the data set, rounded as the page does.
function expected(rows, scale, amount, which = () => true) {
  const limits = rows('data/measures.csv').filter((row) => row.party === 'library' && row.scale === scale && row.bound === 'max' && which(row));
  const share = (test) => `${Math.round((limits.filter((row) => test(Number(row.amount) - amount)).length * 100) / limits.length)} %`;
  const slack = 1e-4;
  return { of: limits.length, shares: [share((d) => d > slack), share((d) => Math.abs(d) <= slack), share((d) => d < -slack)] };
}

async function toTheWords({ page, check, rows, site }) {
  for (const scale of SCALES) {
    const href = await page.locator(`section[aria-labelledby="${scale}"] a[download]`).getAttribute('href');
    const library = rows('data/measures.csv').filter((row) => row.party === 'library' && row.scale === scale);
    check(`the download of ${scale} holds each figure of the scale`, existsSync(join(site, href)) && rows(href).length === library.length, href);
  }
  const first = page.locator('section[aria-labelledby="working-time"]');
  const dots = await first.locator('svg.plot a > use').count();
  await first.getByText('The same as a table').click();
  check('the table beside a picture has a row for each dot', await first.locator('table tbody tr').count() === dots && dots > 0, dots);
  check('and each row leads to the words', await first.locator('table tbody a[href*="#c-"]').count() === dots);
  const table = await ranked(page, 'working-time', '2 working days');
  const { shares } = expected(rows, 'working-time', 16);
  check('the ranks in the table are those of the data', shares.every((share, at) => table[at] === share), { table, shares });
  await first.getByRole('link', { name: 'Every figure: working time' }).click();
  await page.waitForURL(/working-time\.html/);
  const far = page.locator('.far a').first();
  const library = await far.textContent();
  await far.click();
  check('what lies far out leads to its words', (await page.locator('.promise:target').count()) === 1 && (await page.locator('h1').textContent()) === library, library);
}

export async function withScript(journey) {
  const { page, check, sound, fromHome, rows } = journey;
  await fromHome('Standards');
  await page.getByLabel('Within', { exact: true }).fill('2');
  await page.getByLabel('Unit', { exact: true }).selectOption('working-day');
  const said = page.locator('#reckoned');
  const all = expected(rows, 'working-time', 16);
  const sentence = (of, [tighter, same, looser], among) =>
    `A promise of 2 working days would be tighter than ${tighter} of ${of} time limits${among} in working time, the same as ${same}, and looser than ${looser}.`;
  await page.waitForFunction(() => document.getElementById('reckoned').textContent.startsWith('A promise of 2 working days'));
  check('a promise is ranked among all', (await said.textContent()) === sentence(all.of, all.shares, ''), await said.textContent());
  await page.getByLabel('Among libraries of', { exact: true }).selectOption('university');
  await page.getByLabel('About', { exact: true }).selectOption('requests');
  await page.waitForFunction(() => document.getElementById('reckoned').textContent.includes('of university libraries'));
  const some = expected(rows, 'working-time', 16, (row) => row.kind === 'university' && row.topic === 'requests');
  check('and among those of a kind on a topic', (await said.textContent()) === sentence(some.of, some.shares, ' of university libraries (requests and supply)'), await said.textContent());
  check('the address holds the promise', page.url().includes('within=2') && page.url().includes('whose=university'), page.url());
  await page.reload();
  await page.waitForFunction(() => document.getElementById('reckoned').textContent.includes('of university libraries'));
  await sound('standards');
  await toTheWords(journey);
}

export async function withoutScript(journey) {
  const { page, check, sound, fromHome } = journey;
  await fromHome('Standards');
  check('the form that needs a script is not shown', !(await page.locator('#reckon').isVisible()));
  await sound('standards');
  await toTheWords(journey);
}
