// A reader looks for words, and comes to the promise that has them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Every commitment as a page of words, from the scripts of the charters; the index is made apart from them.
function commitments(site) {
  return readdirSync(join(site, 'compare'), { recursive: true }).filter((name) => /[\\/].*\.js$/.test(name)).flatMap((name) => {
    const text = readFileSync(join(site, 'compare', name), 'utf8');
    const charter = JSON.parse(text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')));
    return charter.commitments.map((said) => ({ ...said, kind: charter.kind, whole: `${said.lead ?? ''} ${said.text}` }));
  });
}

const found = (page) => page.locator('#found').textContent();
// The first number that the page says.
const number = (text) => Number(/^Found: ([\d,]+) /.exec(text)?.[1].replaceAll(',', ''));
async function settled(page, before) {
  await page.waitForFunction((old) => { const now = document.getElementById('found').textContent; return now !== '' && now !== old; }, before);
  return found(page);
}

export async function withScript({ page, check, sound, fromHome, site }) {
  const all = commitments(site);
  await fromHome('Search');
  const field = page.getByRole('searchbox');
  await field.focus();
  check('nothing is said before anything is asked', (await found(page)) === '');
  await page.keyboard.type('"working days"');
  const phrase = all.filter((one) => /\bworking days\b/i.test(one.whole));
  let text = await settled(page, '');
  await page.waitForFunction((count) => document.getElementById('found').textContent.startsWith(`Found: ${count} `), phrase.length).catch(() => {});
  text = await found(page);
  check('a phrase is found wherever it stands', number(text) === phrase.length, { text, expected: phrase.length });
  const marks = await page.locator('#commitments-list li').evaluateAll((items) => items.map((item) => [...item.querySelectorAll('mark')].map((mark) => mark.textContent.toLowerCase())));
  check('and marked in each', marks.length > 0 && marks.every((words) => words.length > 0 && words.every((word) => word === 'working days')), marks[0]);
  check('the address holds the query', decodeURIComponent(new URL(page.url()).hash).includes('q="working+days"'), page.url());

  await page.getByLabel('Kind of library', { exact: true }).selectOption('university');
  text = await settled(page, text);
  const ofKind = phrase.filter((one) => one.kind === 'university');
  check('by kind', number(text) === ofKind.length, { text, expected: ofKind.length });
  await page.getByLabel('Strength', { exact: true }).selectOption('qualified');
  text = await settled(page, text);
  const qualified = ofKind.filter((one) => one.strength === 'qualified');
  check('by strength', number(text) === qualified.length, { text, expected: qualified.length });
  await page.getByLabel('Strength', { exact: true }).selectOption('');
  await settled(page, text);
  await page.getByLabel('Topic', { exact: true }).selectOption('requests');
  await page.waitForFunction((count) => document.getElementById('found').textContent.startsWith(`Found: ${count} `), ofKind.filter((one) => one.topic === 'requests').length);
  check('by topic', true);
  await sound('search');
  const address = page.url();
  text = await found(page);
  await page.reload();
  await page.waitForFunction((before) => document.getElementById('found').textContent === before, text);
  check('the address brings all of it back', page.url() === address && (await field.inputValue()) === '"working days"');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.waitForFunction(() => document.getElementById('found').textContent === '');

  await field.fill('complai');
  await settled(page, '');
  const begun = all.filter((one) => /\bcomplai/i.test(one.whole)).length;
  check('a word is found as it is typed', number(await found(page)) === begun, { text: await found(page), begun });
  check('and so is a topic', await page.locator('#topics [data-topic="complaints"]').isVisible());
  const before = await found(page);
  await field.fill('SLOUGH ');
  await settled(page, before);
  check('a charter is found by its library', (await page.locator('#charters-list a').first().textContent()) === 'Slough Libraries');
  await field.fill('zzzz');
  await page.waitForFunction(() => document.getElementById('found').textContent.startsWith('Found: 0 commitments, 0 charters and 0 topics'));
  check('nothing is found where there is nothing', (await page.locator('#commitments').isHidden()) && (await page.locator('#charters').isHidden()));

  await field.fill('the');
  await page.waitForFunction(() => !document.getElementById('more').hidden);
  check('what is found is told to those who do not see it', (await page.locator('#found').getAttribute('role')) === 'status');
  await page.locator('#more').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#commitments-list > li').length === 40);
  check('more are shown, and the first of them has the focus', await page.evaluate(() =>
    document.activeElement === document.querySelectorAll('#commitments-list > li')[20].querySelector('a')));

  await field.fill('"working days"');
  await page.waitForFunction(() => document.querySelector('#commitments-list mark')?.textContent.toLowerCase() === 'working days');
  await field.focus();
  for (let stop = 0; stop < 5; stop += 1) await page.keyboard.press('Tab');
  const link = await page.evaluate(() => document.activeElement.href ?? '');
  check('the keyboard comes from the field by the filters to the first promise', /#c-/.test(link), link);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/charters\//);
  check('and to its place in the charter', (await page.locator('.promise:target').count()) === 1 && /working days/i.test(await page.locator('.promise:target').textContent()));
}

export async function withoutScript({ page, check, sound, fromHome }) {
  await fromHome('Search');
  check('the form is not shown', !(await page.locator('#search').isVisible()));
  check('the page says plainly why, and where to go', /needs JavaScript/.test(await page.locator('noscript').first().textContent()));
  check('every topic is there', (await page.locator('#topics a').count()) === 20);
  await sound('search');
  await page.locator('#topics').getByRole('link', { name: 'Complaints' }).click();
  check('and leads to its wordings', /complaints\.html$/.test(page.url()) && (await page.locator('.promise').count()) > 0);
}
