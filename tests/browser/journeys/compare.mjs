// A student sets charters side by side, changes which, shares the address and prints the table.
import { overflow } from '../rules.mjs';

const follow = (page, name) => page.getByRole('link', { name, exact: true }).first().click();
const libraries = (page) => page.locator('.sides thead .library').allTextContents();

async function pick(page, words) {
  await page.getByLabel('Library or country').fill(words);
  await page.locator('.picks button').first().waitFor();
  const name = await page.locator('.picks bdi').first().textContent();
  await page.locator('.picks button').first().click();
  await page.locator('.sides thead .library', { hasText: name }).first().waitFor();
  return name;
}

export async function withScript({ page, check, same, sound, home, told, reader }) {
  await home();
  await follow(page, 'Charters side by side');
  await page.getByRole('heading', { name: 'Choose charters' }).waitFor();
  await sound('nothing chosen');
  await page.getByLabel('Kind of library').selectOption('public');
  const a = await pick(page, '');
  await page.getByLabel('Kind of library').selectOption('national');
  const b = await pick(page, '');
  await page.getByLabel('Kind of library').selectOption('');
  const c = await pick(page, 'university');
  same('three stand side by side', await libraries(page), [a, b, c]);
  same('every topic has a row', await page.locator('.sides tbody tr:not(.group)').count(), await page.locator('#topic-names li').count());
  check('silence is said', (await page.getByText('says nothing', { exact: true }).count()) > 0);
  const differ = Number((await page.locator('.only .quiet').textContent()).split(' ')[0]);
  await sound('three');
  await page.getByRole('checkbox', { name: /Differences only/ }).check();
  await page.waitForFunction((rows) => document.querySelectorAll('.sides tbody tr:not(.group)').length === rows, differ);
  check('the address says so', page.url().endsWith('&differences=only'));
  await page.getByRole('button', { name: `→ move ${a} behind` }).click();
  await page.waitForFunction((name) => document.querySelector('.sides thead .library').textContent === name, b);
  same('the button that was pressed keeps focus', await page.evaluate(() => document.activeElement.dataset.act?.startsWith('→')), true);
  await told(`${a} is number 2 of 3.`);
  await page.goBack();
  await page.waitForFunction((name) => document.querySelector('.sides thead .library').textContent === name, a);
  same('the way back undoes it', await libraries(page), [a, b, c]);
  await page.getByRole('button', { name: `Swap ${b} for another charter` }).click();
  const d = await pick(page, 'state');
  same('one is swapped in its place', await libraries(page), [a, d, c]);
  await page.getByRole('button', { name: `Remove ${a}` }).click();
  await page.waitForFunction(() => document.querySelectorAll('.sides thead .library').length === 2);
  await pick(page, '');
  await pick(page, '');
  await pick(page, '');
  await page.getByRole('heading', { name: 'Five charters are side by side' }).waitFor();
  same('there are no more than five', [await page.locator('.sides thead .library').count(), await page.locator('.picks button:visible').count()], [5, 0]);
  await sound('five');
  const all = await libraries(page);
  const stranger = await reader();
  await stranger.goto(page.url());
  await stranger.waitForFunction(() => document.querySelectorAll('.sides thead .library').length === 5);
  same('the address holds the choice', await libraries(stranger), all);
  const pdf = await stranger.pdf({ preferCSSPageSize: true });
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString('latin1'));
  check('it prints on A4 across', box && Math.abs(box[1] - 841.9) < 2 && Math.abs(box[2] - 595.3) < 2, box?.[0]);
  await stranger.setViewportSize({ width: 1032, height: 704 });
  await stranger.emulateMedia({ media: 'print' });
  same('and nothing is cut off there', await stranger.evaluate(overflow), []);
  await stranger.close();
}

// A kind's page does what the page of comparisons does for those who have no scripts: each topic with all charters, on paper too.
async function ofKind({ page, check, same }) {
  const topic = page.locator('details.side').nth(1);
  await topic.locator('summary').first().click();
  const charters = await page.locator('aside ul.gaps > li:not(:has(.unlabelled))').count();
  const [speak, silent] = [await topic.locator('li.promise').count(), await topic.locator(':scope > p.small.quiet bdi').count()];
  same('each charter speaks of a topic or says nothing', speak + silent, charters);
  check('what else a charter says is one click away', await topic.locator('.marks a[href*="#"]:not(.from)').count() > 0);
  await page.emulateMedia({ media: 'print' });
  same('what is open is printed', await page.locator('details.side:visible').count(), 1);
  await topic.evaluate((details) => details.removeAttribute('open'));
  const all = page.locator('details.side li.promise');
  const seen = await all.evaluateAll((items) => items.filter((item) => item.getBoundingClientRect().height > 0).length);
  same('where nothing is open, everything is printed', seen, await all.count());
  await page.emulateMedia({ media: 'screen' });
}

export async function withoutScript(journey) {
  const { page, check, sound, home } = journey;
  await home();
  await follow(page, 'Charters side by side');
  check('the page of comparisons says what it needs', await page.getByText('none runs here').isVisible());
  await sound('compare');
  await page.getByRole('link', { name: /side by side$/ }).first().click();
  check('a kind has its charters side by side', page.url().includes('#side-by-side') && await page.locator('details.side').count() > 0);
  check('a charter has its way to a comparison', await page.locator('a.add').count() > 0);
  await ofKind(journey);
  await page.locator('details.side > summary').first().click();
  await sound('a kind');
}
