// What a reader does, from the home page to its end, at three widths, in light and dark, with scripts and without; opened from a
// folder as many will. `node flows.mjs SITE`; exit status 1 where anything fails.
import { readFileSync } from 'node:fs';
import { address, start } from './browser.mjs';
import { overflow, violations } from './rules.mjs';

const site = process.argv[2];
if (!site) {
  console.error('usage: node flows.mjs SITE');
  process.exit(2);
}
let passed = 0;
const failures = [];
function check(where, what, right) {
  const wrong = right === true ? [] : Array.isArray(right) ? right : [`it is ${JSON.stringify(right)}`];
  if (wrong.length === 0) passed += 1;
  else failures.push(`${where}: ${what}\n${wrong.slice(0, 6).map((line) => `    ${line}`).join('\n')}`);
}
const same = (found, expected) => (JSON.stringify(found) === JSON.stringify(expected) ? true : [`it is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`]);

// Every flow is held against the rules of accessible pages wherever it stands still.
async function rules(page, where) {
  check(where, 'no sideways scroll', await page.evaluate(overflow));
  check(where, 'no violation that axe finds', await violations(page));
}
// What a screen reader is told.
const told = (page, text) => page.locator('p.unseen[role=status]', { hasText: text }).waitFor({ state: 'attached' });
const follow = (page, name) => page.getByRole('link', { name, exact: true }).first().click();

async function pinAndExport(page, where, open) {
  await page.goto(address(site, 'index.html'));
  await follow(page, 'The wording bank');
  await page.locator('.questions a').first().click();
  const all = await page.locator('li.promise').count();
  const firm = page.getByRole('checkbox', { name: /^firm/ });
  const number = Number((await page.locator('label', { has: firm }).locator('.num').textContent()).replace(/\D/g, ''));
  await firm.check();
  check(where, 'a filter leaves as many as its count says', same(await page.locator('li.promise:visible').count(), number));
  check(where, 'the count is of what has the label', same(await page.locator('li.promise[data-strength=firm]').count(), number));
  await page.getByRole('checkbox', { name: /^with a figure/ }).check();
  check(where, 'two filters leave what fits both', same(await page.locator('li.promise:visible').count(), await page.locator('li.promise[data-strength=firm]:has(.figure)').count()));
  await page.reload();
  check(where, 'the address holds the filters', await page.getByRole('checkbox', { name: /^firm/ }).isChecked());
  await rules(page, `${where}, filtered`);
  await page.getByRole('button', { name: 'Show all' }).click();
  check(where, 'all are shown again', same(await page.locator('li.promise:visible').count(), all));

  await page.getByRole('button', { name: 'Copy this wording' }).first().click();
  await page.getByText('Copied', { exact: false }).first().waitFor();
  const words = await page.locator('li.promise .said').first().textContent();
  const copied = await page.evaluate(() => navigator.clipboard.readText().catch(() => ''));
  check(where, 'a wording is copied with its source', copied.includes(words.trim()) && /read \d+ \w+ \d{4}/.test(copied) ? true : [copied]);

  const pins = page.getByRole('button', { name: 'Pin this wording' });
  await pins.nth(0).click();
  await pins.nth(1).click();
  await pins.nth(2).click();
  check(where, 'the bar counts the pins', same(await page.locator('.tray a').first().textContent(), 'Basket: 3 wordings'));
  await page.getByRole('button', { name: 'Undo' }).click();
  check(where, 'a pin is undone', same(await page.locator('.tray a').first().textContent(), 'Basket: 2 wordings'));
  await told(page, 'Undone. 2 wordings in the basket.');
  await rules(page, `${where}, pinned`);
  await page.locator('.tray a').first().click();
  await page.getByText('2 wordings from').waitFor();
  await page.locator('textarea').first().fill('Ask the board, & “why” = 100 %?');
  await page.locator('textarea').first().blur();
  const texts = await page.locator('.basket .said').allTextContents();
  await page.getByRole('button', { name: /^Down/ }).first().click();
  await page.waitForFunction((text) => document.querySelectorAll('.basket .said')[1]?.textContent === text, texts[0]);
  check(where, 'focus stays with the one that moved', same(await page.evaluate(() => document.activeElement.closest('li')?.querySelector('.said')?.textContent), texts[0]));
  await rules(page, `${where}, basket`);

  const files = {};
  for (const format of ['Markdown', 'CSV', 'JSON', 'BibTeX', 'RIS']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: format, exact: true }).click()]);
    files[format] = readFileSync(await download.path(), 'utf8');
  }
  const json = JSON.parse(files.JSON);
  check(where, 'the JSON has both, in order, with the note', same(json.map((one) => [`${one.lead_in} ${one.text}`.trim(), one.note]), [[texts[1], ''], [texts[0], 'Ask the board, & “why” = 100 %?']]));
  check(where, 'the CSV has a header and two rows', same(files.CSV.trim().split('\r\n').length, 3));
  check(where, 'the Markdown has the topic and both', files.Markdown.includes('\n## ') && same(files.Markdown.match(/^> .*read /gm).length, 2));
  check(where, 'BibTeX and RIS have an entry a charter', same([files.BibTeX.match(/^@misc\{/gm).length, files.RIS.match(/^TY {2}- ELEC/gm).length], Array(2).fill(new Set(json.map((one) => one.charter)).size)));

  const link = await page.locator('#share-link').inputValue();
  const stranger = await open();
  await stranger.goto(link);
  await stranger.getByText('2 wordings from').waitFor();
  check(where, 'the link holds the pins in their order', same(await stranger.locator('.basket .said').allTextContents(), [texts[1], texts[0]]));
  check(where, 'and the notes', same(await stranger.locator('textarea').nth(1).inputValue(), 'Ask the board, & “why” = 100 %?'));
  await stranger.close();

  await page.getByRole('button', { name: /^Remove/ }).first().click();
  await page.getByText('1 wording from').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 wordings from').waitFor();
  await page.getByRole('button', { name: 'Empty the basket' }).click();
  await page.getByText('Nothing is pinned.').waitFor();
  await rules(page, `${where}, empty basket`);
  // A basket that came by a link does not take the place of one's own.
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 wordings from').waitFor();
  const other = await page.context().newPage();
  await other.setViewportSize(page.viewportSize());
  await other.goto(address(site, 'index.html'));
  await other.goto(link.replace(/,[^,&]*(&|$)/, '$1'));
  await other.getByText('This basket came by a link.').waitFor();
  check(where, 'a shared basket is shown as it is', same(await other.locator('.basket .said').count(), 1));
  await rules(other, `${where}, shared basket`);
  await other.getByRole('button', { name: 'Show my own' }).click();
  await other.getByText('2 wordings from').waitFor();
  await other.getByRole('button', { name: 'Empty the basket' }).click();
  await other.getByText('Nothing is pinned.').waitFor();
  await other.close();
}

const libraries = (page) => page.locator('.sides thead .library').allTextContents();

async function pick(page, words) {
  await page.getByLabel('Library or country').fill(words);
  await page.locator('.picks button').first().waitFor();
  const name = await page.locator('.picks bdi').first().textContent();
  await page.locator('.picks button').first().click();
  await page.locator('.sides thead .library', { hasText: name }).first().waitFor();
  return name;
}

async function compare(page, where, open) {
  await page.goto(address(site, 'index.html'));
  await follow(page, 'Charters side by side');
  await page.getByRole('heading', { name: 'Choose charters' }).waitFor();
  await rules(page, `${where}, nothing chosen`);
  await page.getByLabel('Kind of library').selectOption('public');
  const a = await pick(page, '');
  await page.getByLabel('Kind of library').selectOption('national');
  const b = await pick(page, '');
  await page.getByLabel('Kind of library').selectOption('');
  const c = await pick(page, 'university');
  check(where, 'three stand side by side', same(await libraries(page), [a, b, c]));
  check(where, 'every topic has a row', same(await page.locator('.sides tbody tr:not(.group)').count(), await page.locator('#topic-names li').count()));
  check(where, 'silence is said', (await page.getByText('says nothing', { exact: true }).count()) > 0);
  const differ = Number((await page.locator('.only .quiet').textContent()).split(' ')[0]);
  await rules(page, `${where}, three`);
  await page.getByRole('checkbox', { name: /Differences only/ }).check();
  await page.waitForFunction((rows) => document.querySelectorAll('.sides tbody tr:not(.group)').length === rows, differ);
  check(where, 'the address says so', page.url().endsWith('&differences=only'));
  await page.getByRole('button', { name: `→ move ${a} behind` }).click();
  await page.waitForFunction((name) => document.querySelector('.sides thead .library').textContent === name, b);
  check(where, 'the button that was pressed keeps focus', same(await page.evaluate(() => document.activeElement.dataset.act?.startsWith('→')), true));
  await told(page, `${a} is number 2 of 3.`);
  await page.goBack();
  await page.waitForFunction((name) => document.querySelector('.sides thead .library').textContent === name, a);
  check(where, 'the way back undoes it', same(await libraries(page), [a, b, c]));
  await page.getByRole('button', { name: `Swap ${b} for another charter` }).click();
  const d = await pick(page, 'state');
  check(where, 'one is swapped in its place', same(await libraries(page), [a, d, c]));
  await page.getByRole('button', { name: `Remove ${a}` }).click();
  await page.waitForFunction(() => document.querySelectorAll('.sides thead .library').length === 2);
  await pick(page, '');
  await pick(page, '');
  await pick(page, '');
  await page.getByRole('heading', { name: 'Five charters are side by side' }).waitFor();
  check(where, 'there are no more than five', same([await page.locator('.sides thead .library').count(), await page.locator('.picks button:visible').count()], [5, 0]));
  await rules(page, `${where}, five`);
  const all = await libraries(page);
  const stranger = await open();
  await stranger.goto(page.url());
  await stranger.waitForFunction(() => document.querySelectorAll('.sides thead .library').length === 5);
  check(where, 'the address holds the choice', same(await libraries(stranger), all));
  const pdf = await stranger.pdf({ preferCSSPageSize: true });
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString('latin1'));
  check(where, 'it prints on A4 across', box ? Math.abs(box[1] - 841.9) < 2 && Math.abs(box[2] - 595.3) < 2 || [box[0]] : ['no page']);
  await stranger.setViewportSize({ width: 1032, height: 704 });
  await stranger.emulateMedia({ media: 'print' });
  check(where, 'and nothing is cut off there', await stranger.evaluate(overflow));
  await stranger.close();
}

// Chosen from lists: a kind's page, the matrix, the list of charters and a charter's own page share one choice.
async function choose(page, where) {
  await page.goto(address(site, 'index.html'));
  await page.evaluate(() => localStorage.removeItem('charterhouse.chosen'));
  await follow(page, 'Charters');
  const adds = page.getByRole('button', { name: /^Compare / });
  await adds.first().click();
  check(where, 'the bar leads to it', same(await page.locator('.tray a').first().textContent(), 'Compare: 1 charter, add another'));
  await rules(page, `${where}, list`);
  await page.locator('table.charters a').nth(1).click();
  await page.getByRole('button', { name: /^Add to comparison/ }).click();
  check(where, 'a charter page adds to it', same(await page.getByRole('link', { name: 'Compare 2 charters side by side' }).count(), 1));
  await rules(page, `${where}, charter`);
  await follow(page, 'Matrix');
  await page.locator('main thead a').first().click();
  await page.getByRole('button', { name: /^Compare /, pressed: false }).last().click();
  await rules(page, `${where}, matrix`);
  await page.getByRole('link', { name: 'Compare 3 charters side by side' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.sides thead .library').length === 3);
}

// By the keyboard alone: the first charter is chosen, and the table can be scrolled and left.
async function keyboard(page, where) {
  await page.goto(address(site, 'compare.html'));
  await page.evaluate(() => localStorage.removeItem('charterhouse.chosen'));
  await page.goto(`${address(site, 'index.html')}`);
  await page.goto(address(site, 'compare.html'));
  await page.locator('.picks button').first().waitFor();
  await page.getByLabel('Library or country').focus();
  await page.keyboard.type('a');
  await page.waitForTimeout(200);
  await page.keyboard.press('Tab');
  check(where, 'after the words come the charters', same(await page.evaluate(() => document.activeElement.closest('ul')?.className), 'bare picks'));
  await page.keyboard.press('Enter');
  await page.locator('.sides').waitFor();
  check(where, 'focus is on what comes next', same(await page.evaluate(() => document.activeElement.id), 'pick'));
}

async function withoutScripts(page, where) {
  await page.goto(address(site, 'index.html'));
  await follow(page, 'Charters side by side');
  check(where, 'the page of comparisons says what it needs', await page.getByText('none runs here').isVisible());
  await rules2(page, `${where}, compare`);
  await page.getByRole('link', { name: /side by side$/ }).first().click();
  check(where, 'a kind has its charters side by side', page.url().includes('#side-by-side') && await page.locator('details.side').count() > 0);
  await onPaper(page, where);
  check(where, 'a charter has its way to a comparison', await page.locator('a.add').count() > 0);
  await follow(page, 'Wording');
  await page.locator('.questions a').first().click();
  check(where, 'every wording is shown, and none of the buttons', same([await page.locator('li.promise:visible').count() > 0, await page.locator('button').count()], [true, 0]));
  await page.goto(address(site, 'basket.html'));
  check(where, 'the basket says what it needs', await page.getByText('none runs here').isVisible());
}
// A kind's page does what the page of comparisons does for those who have no scripts: each topic with all charters, on paper too.
async function onPaper(page, where) {
  const topic = page.locator('details.side').nth(1);
  await topic.locator('summary').click();
  const charters = await page.locator('aside ul.gaps > li:not(:has(.unlabelled))').count();
  const [speak, silent] = await Promise.all([topic.locator('li.promise').count(), topic.locator(':scope > p.small.quiet bdi').count()]);
  check(where, 'each charter of a topic speaks or says nothing', same(speak + silent, charters));
  check(where, 'what else a charter says is one click away', await topic.locator('.marks a[href*="#"]:not(.from)').count() > 0);
  await page.emulateMedia({ media: 'print' });
  check(where, 'what is open is printed', same(await page.locator('details.side:visible').count(), 1));
  await topic.evaluate((details) => details.removeAttribute('open'));
  const seen = await page.locator('details.side li.promise').evaluateAll((all) => all.filter((item) => item.getBoundingClientRect().height > 0).length);
  check(where, 'where nothing is open, everything is printed', same(seen, await page.locator('details.side li.promise').count()));
  await page.emulateMedia({ media: 'screen' });
}
// Axe is a script itself, and does not run where none does.
async function rules2(page, where) {
  const [width, wide] = [page.viewportSize().width, await page.locator('html').boundingBox()];
  check(where, 'no sideways scroll', wide.width <= width + 1);
}

const FLOWS = { 'pin and export': pinAndExport, compare, choose, keyboard };
const only = process.argv[3];
for (const width of [360, 768, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    const options = { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce', acceptDownloads: true };
    for (const [name, flow] of Object.entries(FLOWS)) {
      if (only && only !== name) continue;
      const where = `${name} at ${width}, ${colorScheme}`;
      const context = await start({ ...options, permissions: ['clipboard-read', 'clipboard-write'] });
      context.setDefaultTimeout(30000);
      const strangers = [];
      const messages = [];
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(String(error)));
      // Another reader's browser, which has nothing of this one's.
      const open = async () => {
        const other = await start(options);
        strangers.push(other);
        return other.newPage();
      };
      try {
        await flow(page, where, open);
      } catch (error) {
        check(where, 'it comes to its end', [String(error).split('\n').slice(0, 4).join(' '), page.url()]);
      }
      check(where, 'no message on the console, nothing blocked', messages);
      await Promise.all([context, ...strangers].map((one) => one.close()));
    }
    if (only) continue;
    const context = await start({ ...options, javaScriptEnabled: false });
    context.setDefaultTimeout(30000);
    const where = `without scripts at ${width}, ${colorScheme}`;
    try {
      await withoutScripts(await context.newPage(), where);
    } catch (error) {
      check(where, 'it comes to its end', [String(error).split('\n').slice(0, 4).join(' ')]);
    }
    await context.close();
  }
}
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
